"""Which pieces of a page are the document: title, metadata, body, signature; not what the site wraps around them.

1. Lines of page furniture go wherever they stand (html_noise.yaml).
2. The body's box is the smallest container that holds most of the running text.
3. Inside it, all stays but boxes named as furniture and runs of links.
4. Before it, the title and the block of metadata are kept; after it, running text up to the footer.
Missing text costs facts, a line of noise costs little, so doubt keeps a line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.fold import fold
from loaders.formats.html_lexicon import html_lexicon, is_furniture
from loaders.formats.html_walk import Box, Piece

_MARKS = re.compile("[，。；：、,;《》（(]")
_SHARE = 0.8
"""A box holds the body when it has this share of its parent's running text."""
_NOISE_LIMIT = 0.3
"""A box named like furniture that holds more of the page's running text than this is none."""
_LETTERHEAD = re.compile(
    r"[^\s。；，]{0,30}[〔(\[【]\s?(?:19|20)\d\d\s?[〕)\]】]\s?(?:第\s?)?\d{1,5}\s?号|[^。；，：《]{4,40}文\s{0,4}件"
)
"""文号 or 发文机关标志 (GB/T 9704-2012, 7.2), which stand above the title; folded."""
_ATTACHMENT = re.compile(r"附件|附表|附录|附图|\.(?:docx?|xlsx?|pdf|wps|ofd|zip|rar)$", re.IGNORECASE)


@dataclass(slots=True)
class _Judged:
    piece: Piece
    folded: str
    weight: int
    furniture: bool


def main_pieces(pieces: Sequence[Piece], boxes: Sequence[Box], title: str) -> list[Piece]:
    """The document's pieces in reading order. `title`: what the page calls itself, or ""."""
    judged = [_judge(p) for p in pieces]
    weights = _box_weights(judged, boxes)
    noisy = _noisy_boxes(boxes, weights)
    for item in judged:
        item.furniture = item.furniture or noisy[item.piece.box]
    weights = _box_weights(judged, boxes)
    if not weights[0]:
        return [j.piece for j in judged if not j.furniture] or list(pieces)
    inside = _inside(_body_box(judged, boxes, weights), boxes)
    first = next(i for i, j in enumerate(judged) if inside[j.piece.box] and j.weight and not j.furniture)
    last = max(i for i, j in enumerate(judged) if inside[j.piece.box] and not j.furniture)
    start = _opening(judged, _start(judged, first, title), inside)
    end = _end(judged, last)
    above = [j for j in judged[start:first] if not j.furniture and not _is_link(j)]
    return [j.piece for j in above] + _without_link_runs([j for j in judged[first:end] if not j.furniture])


def _judge(piece: Piece) -> _Judged:
    text = piece.text
    folded = fold(text[:400]).text
    if piece.grid is not None:
        plain = sum(len(c.text) for c in piece.grid) - piece.linked
        return _Judged(piece, folded, max(0, plain), False)
    furniture = is_furniture(folded)
    plain = len(text) - piece.linked
    running = plain if plain * 2 > len(text) and (len(text) >= 25 or _MARKS.search(text)) else 0
    return _Judged(piece, folded, 0 if furniture else running, furniture)


def _box_weights(judged: Sequence[_Judged], boxes: Sequence[Box]) -> list[int]:
    """Running text in each box, its inner boxes included. Boxes are numbered in document order."""
    weights = [0] * len(boxes)
    for item in judged:
        if not item.furniture:
            weights[item.piece.box] += item.weight
    for at in range(len(boxes) - 1, 0, -1):
        weights[boxes[at].parent] += weights[at]
    return weights


def _noisy_boxes(boxes: Sequence[Box], weights: Sequence[int]) -> list[bool]:
    """Boxes named as furniture, and all inside them, unless they hold the document."""
    limit = weights[0] * _NOISE_LIMIT
    noisy = [False] * len(boxes)
    for at, box in enumerate(boxes):
        own = box.noise and not box.body and weights[at] <= limit
        noisy[at] = own or (box.parent >= 0 and noisy[box.parent])
    return noisy


def _body_box(judged: Sequence[_Judged], boxes: Sequence[Box], weights: Sequence[int]) -> int:
    """The innermost box with most of the running text; one that holds nothing but tables is not enough, for title
    and signature stand beside a long table, unless its name says that it is the body."""
    prose = _box_weights([j for j in judged if j.piece.grid is None], boxes)
    heaviest: dict[int, int] = {}
    for at in range(1, len(boxes)):
        parent = boxes[at].parent
        if weights[at] > weights[heaviest.get(parent, 0)] or parent not in heaviest:
            heaviest[parent] = at
    at = 0
    while at in heaviest and weights[heaviest[at]] >= _SHARE * weights[at]:
        inner = heaviest[at]
        if not prose[inner] and not boxes[inner].body:
            break
        at = inner
    return at


def _inside(body: int, boxes: Sequence[Box]) -> list[bool]:
    inside = [False] * len(boxes)
    for at, box in enumerate(boxes):
        inside[at] = at == body or (box.parent >= 0 and inside[box.parent])
    return inside


def _start(judged: Sequence[_Judged], first: int, title: str) -> int:
    """The first piece to keep: the title above the body, or the metadata above the title."""
    key = _key(title)
    start = first
    titled = False  # the headline above it is the site's
    for at in range(first - 1, -1, -1):
        item = judged[at]
        if item.furniture:
            continue
        matches = _is_title(item, key)
        headline = item.piece.level in (1, 2) and not item.piece.linked and not titled
        if matches or headline or is_metadata(item.piece) or item.weight >= 40:
            start = at
            titled = titled or matches
        elif first - at > 60:
            break
    return _letterhead(judged, start)


def _opening(judged: Sequence[_Judged], start: int, inside: Sequence[bool]) -> int:
    """Short lines directly above, in the body's box and not parted from it by links or furniture, open the document:
    a title that is no heading, the body's first words in a line of their own."""
    for at in range(start - 1, max(-1, start - 7), -1):
        item = judged[at]
        if item.furniture or item.piece.linked or item.piece.grid is not None or not inside[item.piece.box]:
            break
        start = at
    return start


def _letterhead(judged: Sequence[_Judged], start: int) -> int:
    """Lines of the letterhead directly above the title are the document's, whatever box they are in."""
    for at in range(start - 1, max(-1, start - 8), -1):
        item = judged[at]
        if item.furniture:
            continue
        if item.piece.grid is not None or item.piece.linked or not _LETTERHEAD.fullmatch(item.folded):
            break
        start = at
    return start


def _is_title(item: _Judged, key: str) -> bool:
    own = _key(item.folded)
    return len(own) >= 6 and bool(key) and (own in key or key in own) and item.piece.linked * 2 < len(item.piece.text)


def _key(text: str) -> str:
    return re.sub(r"[^\w]+", "", text)


def is_metadata(piece: Piece) -> bool:
    """A line "索引号：…", or a table with several such labels."""
    lexicon = html_lexicon()
    if piece.grid is not None:
        filled = [c.text for c in piece.grid[:80] if c.text.strip()]
        labels = len({text for text in filled if is_label(text)})  # 备注 in a re-printed heading counts once
        return labels * 2 >= len(filled) if len(filled) <= 4 else labels >= 3
    return bool(lexicon.label_start.match(piece.text)) or is_label(piece.text)


def is_label(text: str) -> bool:
    """索 引 号： and the like, alone."""
    return len(text) <= 20 and re.sub(r"[\s\u3000：:【】\[\]]", "", text) in html_lexicon().labels


def _end(judged: Sequence[_Judged], last: int) -> int:
    """After the body's box: running text may follow in a sibling box, until furniture begins."""
    end = last + 1
    for at in range(last + 1, len(judged)):
        item = judged[at]
        if item.furniture:
            break
        if item.weight >= 40 or (item.piece.grid is not None and item.weight >= 20):
            end = at + 1
        elif item.piece.linked * 2 > len(item.piece.text):
            break
    return end


def _without_link_runs(kept: list[_Judged]) -> list[Piece]:
    """Three lines of links in a row are a list of other pages; a line about an annex is not."""
    result: list[Piece] = []
    at = 0
    while at < len(kept):
        end = at
        while end < len(kept) and _is_link(kept[end]):
            end += 1
        if end - at >= 3:
            at = end
            continue
        result += [k.piece for k in kept[at : max(end, at + 1)]]
        at = max(end, at + 1)
    return result


def _is_link(item: _Judged) -> bool:
    piece = item.piece
    return piece.grid is None and piece.linked * 10 >= 8 * len(piece.text) and not _ATTACHMENT.search(item.folded)
