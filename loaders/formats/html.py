"""HTML pages: the document on the page, its tables with merged cells, its block of metadata as lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from selectolax.lexbor import LexborHTMLParser

from graph.record import Note
from loaders.formats.draft import Draft, GridCell
from loaders.formats.encoding import decode
from loaders.formats.html_guard import prepare
from loaders.formats.html_lexicon import html_lexicon
from loaders.formats.html_main import is_label, is_metadata, main_pieces
from loaders.formats.html_walk import Box, Piece, Walker
from loaders.formats.limits import MAX_TABLE_CELLS, too_large

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?([\w-]{2,20})", re.IGNORECASE)
_CELL = re.compile(r"<t[dh]\b", re.IGNORECASE)
_SITE = re.compile(r"\s*[-_|–—]+\s*[^-_|–—]{2,30}(?:网|网站|政府|门户|局|委|厅|平台|系统)$")


def read(data: bytes) -> Draft:
    """Page → draft. Raises InputError for undecodable bytes."""
    match = _CHARSET.search(data[:4096])
    decoded = decode(data, match.group(1).decode("ascii", "replace") if match else None)
    prepared = prepare(decoded.text)
    if len(_CELL.findall(prepared.html)) > MAX_TABLE_CELLS:
        raise too_large("the number of table cells", str(MAX_TABLE_CELLS))
    tree = LexborHTMLParser(prepared.html)
    draft = Draft(encoding=decoded.encoding, warnings=list(decoded.warnings), title_hint=_title(tree))
    if prepared.flattened:
        draft.warnings.append(Note("flattened", "the page nests too deeply; its tables were read as lines"))
    walker = Walker(prepared.hidden)
    root = tree.body or tree.root
    if root is not None:
        walker.walk(root)
    if not walker.pieces and root is not None:  # all of it hidden until a script shows it
        walker = Walker(frozenset(), show_hidden=True)
        walker.walk(root)
    kept = main_pieces(walker.pieces, walker.boxes, _headline(tree))
    for piece in _lines_of_metadata(kept, walker.boxes):
        if piece.grid is not None:
            draft.table(piece.grid)
        else:
            draft.paragraph(piece.text, "heading" if piece.level else "paragraph", piece.level)
    return draft


def _title(tree: LexborHTMLParser) -> str | None:
    node = tree.css_first("title")
    text = " ".join((node.text(deep=True) or "").split()) if node is not None else ""
    return text[:300] or None


def _headline(tree: LexborHTMLParser) -> str:
    """What the page calls the document: meta ArticleTitle, else its <title> without the site's name."""
    for node in tree.css("meta[name]"):
        if (node.attributes.get("name") or "").lower() == "articletitle" and node.attributes.get("content"):
            return str(node.attributes["content"])
    return _SITE.sub("", _title(tree) or "")


def _lines_of_metadata(pieces: Sequence[Piece], boxes: Sequence[Box]) -> Iterator[Piece]:
    """Tables of metadata, and labels that stand apart from their values, become lines "label：value"."""
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        if piece.grid is not None and is_metadata(piece):
            yield from (Piece(line, piece.box) for line in _pairs(piece.grid))
        elif piece.grid is None and is_label(piece.text):
            if at + 1 < len(pieces) and _is_value(piece, pieces[at + 1], boxes):
                at += 1
                yield Piece(_pair(piece.text, pieces[at].text), piece.box)
        elif piece.grid is None and html_lexicon().label_start.match(piece.text):
            yield from (Piece(line, piece.box) for line in _split_labels(piece.text))
        else:
            yield piece
        at += 1


def _is_value(label: Piece, piece: Piece, boxes: Sequence[Box]) -> bool:
    """Whether the piece after a label is its value: text in the same box or the box beside it."""
    if piece.grid is not None or is_label(piece.text) or len(piece.text) > 200 or piece.level:
        return False
    return label.box == piece.box or boxes[label.box].parent in (boxes[piece.box].parent, piece.box)


def _pairs(grid: Sequence[GridCell]) -> Iterator[str]:
    """Label cells with the cell that follows each; other cells as they are."""
    at = 0
    while at < len(grid):
        cell = grid[at]
        following = grid[at + 1] if at + 1 < len(grid) else None
        if is_label(cell.text):
            if following is not None and following.row == cell.row and not is_label(following.text):
                at += 1
                if following.text.strip():
                    yield _pair(cell.text, following.text)
        elif cell.text.strip():
            yield from _split_labels(" ".join(cell.text.split()))
        at += 1


def _pair(label: str, value: str) -> str:
    clean = re.sub(r"[\s\u3000：:]", "", label)
    return f"{clean}：{' '.join(value.split())}"


def _split_labels(text: str) -> list[str]:
    """ "索引号：A 发文机关：B" → two lines."""
    starts = [m.start() for m in html_lexicon().label_start.finditer(text)]
    if len(starts) < 2:
        return [text]
    bounds = [0, *starts[1:], len(text)]
    return [line for a, b in pairwise(bounds) if (line := text[a:b].strip(" \u3000\xa0|；;"))]
