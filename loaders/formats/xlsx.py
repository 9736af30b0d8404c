"""Excel workbooks (.xlsx): each sheet a table with merged cells. Runs in the worker process."""

from __future__ import annotations

import datetime
import re
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum, XmlError, ZipError

from graph.errors import InputError
from graph.record import Note
from loaders.formats.docx_styles import attribute, number
from loaders.formats.draft import Draft
from loaders.formats.limits import MAX_SHEET_AREA, MAX_TABLE_CELLS, too_large
from loaders.formats.package import Package, damaged
from loaders.formats.sheet import Sheet, write_sheet

_CELL = re.compile(rb"<(?:\w{1,10}:)?c\s([^<>]{0,300})>")
_PLACE = re.compile(rb"\br=\"([A-Z]{1,3})(\d{1,7})\"")
_STYLE = re.compile(rb"\bs=\"(\d{1,6})\"")
_SHEET_PART = re.compile(r"^xl/worksheets/[^/]+\.xml$")
_DEFAULT_NAME = re.compile(r"^(?:sheet|工作表|表)\s?\d{0,3}$", re.IGNORECASE)

Value = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta


def read(data: bytes) -> Draft:
    """Workbook → draft. Raises InputError for damage, locks and used ranges beyond the limit."""
    with Package(data) as package:
        percent = _preflight(package)
    draft = Draft()
    hidden = 0
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        for meta in book.sheets_metadata:
            if meta.visible != SheetVisibleEnum.Visible:
                hidden += 1
                continue
            sheet = book.get_sheet_by_name(meta.name)
            marked = percent.get(meta.name, frozenset())
            rows = [
                [_shown(value, (r, c) in marked) for c, value in enumerate(row)]
                for r, row in enumerate(sheet.to_python(skip_empty_area=False))
            ]
            merged = tuple((a[0], a[1], b[0], b[1]) for a, b in sheet.merged_cell_ranges or ())
            if not _DEFAULT_NAME.match(meta.name) and len(book.sheets_metadata) > 1:
                draft.paragraph(meta.name, "heading", 1)
            write_sheet(draft, Sheet(rows, merged))
    except PasswordError as error:
        raise InputError(
            "the workbook is locked with a password", remedy="去除密码后另存。", code="encrypted"
        ) from error
    except (CalamineError, ZipError, XmlError, ValueError, OSError) as error:
        raise damaged(str(error)) from error
    if hidden:
        draft.warnings.append(Note("hidden_sheets", f"{hidden} hidden sheets were not read"))
    return draft


def _shown(value: Value, percent: bool) -> str:
    """A value as the sheet shows it, as far as the reader can know."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (int, float)):
        scaled = round(value * 100, 6) if percent else value
        text = f"{scaled:.10g}"
        return text + "%" if percent else text
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        value = value.date()
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return f"{value.year}年{value.month}月{value.day}日"
    return str(value).strip()


def _preflight(package: Package) -> dict[str, frozenset[tuple[int, int]]]:
    """Refuse used ranges that the parser would allocate whole; find the cells shown as percentages."""
    formats = _percent_styles(package)
    parts = _sheet_parts(package)
    found: dict[str, frozenset[tuple[int, int]]] = {}
    total = 0
    for name, part in parts.items():
        marked: set[tuple[int, int]] = set()
        rows = columns = 0
        for match in _CELL.finditer(package.read(part)):
            total += 1
            if total > 20 * MAX_TABLE_CELLS:
                raise too_large("the number of table cells", str(MAX_TABLE_CELLS))
            place = _PLACE.search(match.group(1))
            if place is None:
                continue
            row, column = int(place.group(2)) - 1, _column(place.group(1))
            rows, columns = max(rows, row + 1), max(columns, column + 1)
            style = _STYLE.search(match.group(1))
            if style is not None and int(style.group(1)) in formats:
                marked.add((row, column))
        if rows * columns > MAX_SHEET_AREA:
            raise too_large(f"the used range of sheet {name} ({rows} × {columns})", f"{MAX_SHEET_AREA} cells")
        found[name] = frozenset(marked)
    return found


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _sheet_parts(package: Package) -> dict[str, str]:
    """Sheet name → part. Parts that the workbook does not name come under their own path, to be checked too."""
    book, links = package.xml("xl/workbook.xml"), package.xml("xl/_rels/workbook.xml.rels")
    targets = {attribute(n, "Id"): attribute(n, "Target") or "" for n in links} if links is not None else {}
    parts: dict[str, str] = {}
    for node in book.iter() if book is not None else ():
        if str(node.tag).endswith("}sheet"):
            target = targets.get(attribute(node, "id") or "", "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if part in package.names:
                parts[attribute(node, "name") or part] = part
    named = set(parts.values())
    parts.update({n: n for n in sorted(package.names) if _SHEET_PART.match(n) and n not in named})
    return parts


def _percent_styles(package: Package) -> frozenset[int]:
    """Indexes of cell styles that show a number as a percentage."""
    root = package.xml("xl/styles.xml")
    if root is None:
        return frozenset()
    own = {
        number(n, -1, "numFmtId")
        for n in root.iter()
        if str(n.tag).endswith("}numFmt") and "%" in (attribute(n, "formatCode") or "")
    }
    own |= {9, 10}  # 0% and 0.00%, built in
    formats = next((n for n in root if str(n.tag).endswith("}cellXfs")), None)
    return (
        frozenset(i for i, n in enumerate(formats) if number(n, 0, "numFmtId") in own)
        if formats is not None
        else frozenset()
    )
