"""The ruled lines on a PDF page: straight horizontal and vertical edges of its paths."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from loaders.formats.limits import MAX_PAGE_OBJECTS

_THIN = 3.0
"""A path no thicker than this (points) is a ruled line."""
_SHORTEST = 6.0
_MAX_SEGMENTS = 4_000


class Rule(NamedTuple):
    """A ruled line: vertical (a = its x, from b0 to b1 in y) or horizontal (a = its y, from b0 to b1 in x)."""

    vertical: bool
    a: float
    b0: float
    b1: float


def rules_of(page: Any) -> tuple[list[Rule], int]:
    """(ruled lines, number of pictures) of a pypdfium2 page."""
    rules: list[Rule] = []
    images = 0
    for count, (item, matrix) in enumerate(_objects(page)):
        if count >= MAX_PAGE_OBJECTS:
            break
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            images += 1
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            rules += _path_rules(item, matrix)
    return rules, images


_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _objects(page: Any) -> Iterator[tuple[Any, _Matrix]]:
    """Page objects, those inside form objects included, with the matrix that brings them onto the page."""
    for index in range(pdfium.FPDFPage_CountObjects(page.raw)):
        yield from _with_inner(pdfium.FPDFPage_GetObject(page.raw, index), _IDENTITY, 0)


def _with_inner(item: Any, matrix: _Matrix, depth: int) -> Iterator[tuple[Any, _Matrix]]:
    if not item:
        return
    if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_FORM:
        yield item, matrix
    elif depth < 5:
        inner = _times(_matrix(item), matrix)
        for index in range(pdfium.FPDFFormObj_CountObjects(item)):
            yield from _with_inner(pdfium.FPDFFormObj_GetObject(item, index), inner, depth + 1)


def _matrix(item: Any) -> _Matrix:
    raw = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, raw):
        return _IDENTITY
    return raw.a, raw.b, raw.c, raw.d, raw.e, raw.f


def _times(m: _Matrix, n: _Matrix) -> _Matrix:
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _path_rules(item: Any, matrix: _Matrix) -> Iterator[Rule]:
    """The straight horizontal and vertical edges of a path that draws lines."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    bounds = _bounds(item, matrix)
    if bounds is None:
        return
    left, bottom, right, top = bounds
    if min(right - left, top - bottom) <= _THIN:
        yield from _ruled(left, bottom, right, top)
        return
    if not stroke.value and pdfium.FPDFPath_CountSegments(item) <= 6:  # a shaded area
        return
    whole = _times(_matrix(item), matrix)
    for x0, y0, x1, y1 in _edges(item, whole):
        yield from _ruled(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _bounds(item: Any, matrix: _Matrix) -> tuple[float, float, float, float] | None:
    """left, bottom, right, top of an object on the page."""
    edges = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(item, *edges):
        return None
    left, bottom, right, top = (e.value for e in edges)
    if matrix == _IDENTITY:
        return left, bottom, right, top
    a, b, c, d, e, f = matrix
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (left, right) for y in (bottom, top)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _ruled(left: float, bottom: float, right: float, top: float) -> Iterator[Rule]:
    if not all(math.isfinite(v) for v in (left, bottom, right, top)):
        return
    if top - bottom <= _THIN and right - left >= _SHORTEST:
        yield Rule(False, (bottom + top) / 2, left, right)
    elif right - left <= _THIN and top - bottom >= _SHORTEST:
        yield Rule(True, (left + right) / 2, bottom, top)


def _edges(item: Any, matrix: _Matrix) -> Iterator[tuple[float, float, float, float]]:
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for index in range(min(pdfium.FPDFPath_CountSegments(item), _MAX_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield (*last, *point)
        last = point
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield (*last, *start)
            last = start
