"""The adoption matrix (采纳矩阵): `adoption_matrix` rows → a table with measures one way and regions the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from viz.pages import Pages

Row = Mapping[str, Any]

# Each state has its own sign, so that print, grey screens and colour-blind readers lose nothing.
MARKS = {"adopted": "●", "adopted_modified": "◐", "absent": "○", "not_observable": "？"}
CELLS = 4_000  # of one page; the regions go on on the next
ORDERS = ("given", "adopted", "similar")


@dataclass(frozen=True, slots=True)
class Cell:
    """One region and measure. `contested`: a reader said that this is wrong."""

    state: str
    basis: str
    first_on: str
    policy_id: str
    evidence_id: str
    quote: str
    contested: bool = False

    @property
    def mark(self) -> str:
        return MARKS[self.state]


@dataclass(frozen=True, slots=True)
class Line:
    """A measure or a region: a row head or a column head."""

    id: str
    name: str
    level: str = ""
    theme: str = ""
    adopted: int = 0


@dataclass(frozen=True, slots=True)
class MatrixView:
    """`cells[measure id, region code]`; a pair without a cell was not asked for."""

    measures: tuple[Line, ...]
    regions: tuple[Line, ...]
    cells: Mapping[tuple[str, str], Cell]
    order: str = "given"
    counts: Mapping[str, int] = field(default_factory=dict)

    def page(self, number: int, limit: int = CELLS) -> tuple[MatrixView, Pages]:
        """One page of regions, so that at most about `limit` cells are sent; all measures are kept."""
        size = max(10, limit // max(len(self.measures), 1))
        pages = Pages.of(len(self.regions), size, number)
        return replace(self, regions=self.regions[pages.start : pages.end]), pages

    @property
    def measures_down(self) -> bool:
        """Measures as rows when there are more of them: a tall table scrolls better than a wide one."""
        return len(self.measures) >= len(self.regions)

    def cell(self, measure: str, region: str) -> Cell | None:
        return self.cells.get((measure, region))


def matrix_view(
    rows: Iterable[Row],
    *,
    themes: Mapping[str, str] | None = None,
    order: str = "given",
    year: str = "",
    contested: frozenset[tuple[str, str]] = frozenset(),
) -> MatrixView:
    """The matrix of the rows. `year`: only regions whose earliest adoption of anything shown is of that year."""
    cells: dict[tuple[str, str], Cell] = {}
    measures: dict[str, str] = {}
    regions: dict[str, tuple[str, str]] = {}
    for row in rows:
        key = (row["measure_id"], row["region_code"] or row["region_name"])
        measures.setdefault(key[0], row["measure_name"])
        regions.setdefault(key[1], (row["region_name"], row["level"] or ""))
        cells[key] = _cell(row, key in contested)
    if year:
        kept = {region for (_, region), cell in cells.items() if cell.first_on.startswith(year)}
        regions = {region: names for region, names in regions.items() if region in kept}
    known = themes or {}
    measure_lines = [
        Line(m, name, theme=known.get(m, ""), adopted=_adopted(cells, m, regions)) for m, name in measures.items()
    ]
    region_lines = [
        Line(r, name, level, adopted=sum(_has(cells.get((m, r))) for m in measures))
        for r, (name, level) in regions.items()
    ]
    counts = {state: sum(c.state == state for (_, r), c in cells.items() if r in regions) for state in MARKS}
    return MatrixView(
        tuple(_ordered(measure_lines, order, lambda m, r: cells.get((m, r)), list(regions))),
        tuple(_ordered(region_lines, order, lambda r, m: cells.get((m, r)), list(measures))),
        cells,
        order,
        counts,
    )


def _cell(row: Row, contested: bool) -> Cell:
    shown = {k: row[k] or "" for k in ("basis", "first_on", "policy_id", "evidence_id", "quote")}
    return Cell(row["state"], contested=contested, **shown)


def _has(cell: Cell | None) -> bool:
    return cell is not None and cell.state in ("adopted", "adopted_modified")


def _adopted(cells: Mapping[tuple[str, str], Cell], measure: str, regions: Iterable[str]) -> int:
    return sum(_has(cells.get((measure, r))) for r in regions)


def _ordered(lines: list[Line], order: str, at: Any, others: Sequence[str]) -> list[Line]:
    """As given by the query; by how many adopted; or each beside the line most like it."""
    if order == "adopted":
        return sorted(lines, key=lambda line: -line.adopted)
    if order != "similar" or len(lines) < 3:
        return lines
    profile = {line.id: frozenset(o for o in others if _has(at(line.id, o))) for line in lines}
    left = sorted(lines, key=lambda line: -line.adopted)
    chain = [left.pop(0)]
    while left:
        last = profile[chain[-1].id]
        nearest = max(range(len(left)), key=lambda i: (_alike(last, profile[left[i].id]), -i))
        chain.append(left.pop(nearest))
    return chain


def _alike(a: frozenset[str], b: frozenset[str]) -> float:
    """Jaccard: shared of all."""
    return len(a & b) / len(a | b) if a | b else 1.0
