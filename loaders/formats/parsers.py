"""The readers that may run in the worker process, by kind."""

from __future__ import annotations

from graph.errors import InputError
from loaders.formats.draft import Draft

_REMEDY = "请在原程序中打开后另存为 .docx、.pdf 或 .txt 再读入，并把出错的文件告诉我们。"


def parse(kind: str, data: bytes) -> Draft:
    """Read bytes of a kind: pdf | xlsx | csv | docx | html. Raises InputError, and nothing else but MemoryError."""
    try:
        return _parse(kind, data)
    except (InputError, MemoryError):
        raise
    except RecursionError as error:
        raise InputError("the file nests too deeply", remedy=_REMEDY, code="too_large") from error
    except Exception as error:  # a library's or our own fault: told as such, and the other files go on
        reason = f"the reader of {kind} files failed: {type(error).__name__}: {error}"
        raise InputError(reason, remedy=_REMEDY, code="reader_failed") from error


def _parse(kind: str, data: bytes) -> Draft:
    """Libraries load when first used."""
    match kind:
        case "pdf":
            from loaders.formats import pdf

            return pdf.read(data)
        case "xlsx":
            from loaders.formats import xlsx

            return xlsx.read(data)
        case "csv":
            from loaders.formats import csv

            return csv.read(data)
        case "docx":
            from loaders.formats import docx

            return docx.read(data)
        case "html":
            from loaders.formats import html

            return html.read(data)
    raise ValueError(f"no reader for {kind}")
