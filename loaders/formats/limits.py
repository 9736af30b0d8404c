"""What a file may cost. One place, so that every reader refuses the same things with the same words."""

from __future__ import annotations

from graph.errors import InputError

MAX_FILE_BYTES = 128 * 1024 * 1024
"""A policy document is some 10–500 kB; scanned annexes reach tens of MB."""
MAX_TEXT_CHARS = 20_000_000
"""Characters of normalised text of one file."""
IN_PROCESS_HTML_BYTES = 4 * 1024 * 1024
"""Larger pages are read in the worker process."""
IN_PROCESS_XML_BYTES = 8 * 1024 * 1024
"""Word files whose main part unpacks to more are read in the worker process."""
MAX_PAGES = 2_000
MAX_PAGE_CHARS = 100_000
"""Glyphs read of one PDF page (a page of print has some 2,000)."""
MAX_PAGE_OBJECTS = 50_000
MAX_TABLE_CELLS = 200_000
"""Cells of all tables of a file (spanned positions counted)."""
MAX_SHEET_AREA = 2_000_000
"""Rows × columns of a sheet's used range, which parsers allocate whole."""
MAX_SPAN = 1_000
"""rowspan or colspan of one cell."""
MAX_DEPTH = 200
"""Nesting of elements in a marked-up file; deeper is flattened by the HTML reader, refused elsewhere."""
MAX_MEMBERS = 2_000
"""Members of an archive that are read."""
MAX_ARCHIVE_DEPTH = 3
MAX_UNPACKED_BYTES = 512 * 1024 * 1024
"""Bytes that one archive may unpack to, nested archives included."""
MAX_XML_BYTES = 64 * 1024 * 1024
"""One XML part of an office file, unpacked."""
MAX_RATIO = 200
"""Unpacked bytes per packed byte, above MIN_RATIO_BYTES (plain text repeats, so small members may exceed it)."""
MIN_RATIO_BYTES = 8 * 1024 * 1024
CHILD_MEMORY_BYTES = 1_024 * 1024 * 1024
CHILD_RETIRES_AT_BYTES = 500 * 1024 * 1024
CHILD_BASE_SECONDS = 20.0
CHILD_SECONDS_PER_MEGABYTE = 3.0


def too_large(what: str, limit: str, remedy: str = "把文件拆分后再读入。") -> InputError:
    """The error of every cap: what is too large and where the cap is."""
    return InputError(f"{what} exceeds the limit of {limit}", remedy=remedy, code="too_large")
