"""The overview: what is loaded, in numbers and on the tile grid, and a few ready answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from viz.matrix import MARKS
from viz.messages import say
from viz.svg.tilegrid import Tile, tile_grid

Row = Mapping[str, Any]
_LEVELS = ("national", "province", "prefecture", "county")
_TONES = {"adopted": "full", "adopted_modified": "some", "absent": "none", "not_observable": "none"}
_STRENGTH = ("adopted", "adopted_modified", "absent", "not_observable")


def level_counts(regions: Iterable[Row]) -> list[tuple[str, int]]:
    counts = Counter(r["level"] for r in regions)
    return [(level, counts[level]) for level in _LEVELS if counts[level]]


def domain_counts(holdings: Iterable[Row], names: Mapping[str, str]) -> list[tuple[str, int]]:
    """(domain name, policies), most first; a policy of two domains counts in both."""
    counts: Counter[str] = Counter()
    for row in holdings:
        if row["domain"]:
            counts[names.get(row["domain"], row["domain"])] += row["policies"] + row["reports"]
    return counts.most_common(6)


def year_span(holdings: Iterable[Row]) -> str:
    years = sorted({row["year"] for row in holdings if row["year"]})
    return "—".join(map(str, dict.fromkeys((years[0], years[-1])))) if years else ""


def map_of_holdings(regions: Iterable[Row], lang: str, *, links: bool = True) -> Markup:
    """How many policies are held of each province, its cities and counties included."""
    counts: Counter[str] = Counter()
    for row in regions:
        code = row["region_code"] or ""
        if code and code != "000000":
            counts[f"{code[:2]}0000"] += row["policies"]
    tiles = {
        code: Tile(
            say(lang, "overview.tile", n=n),
            "full" if n > 1 else "some",
            href=f"/regions/{code}?lang={lang}" if links else None,
        )
        for code, n in counts.items()
        if n
    }
    return Markup(tile_grid(tiles, say(lang, "overview.loaded"), say(lang, "map.caption")))


def map_of_states(rows: Iterable[Row], lang: str, *, links: bool = True) -> Markup:
    """The province's own state where it is held, else the strongest of its cities, marked as theirs."""
    own: dict[str, Row] = {}
    below: dict[str, Row] = {}
    for row in rows:
        code = row["region_code"] or ""
        if not code or code == "000000":
            continue
        if row["level"] == "province":
            own[code] = row
        else:
            key = f"{code[:2]}0000"
            if key not in below or _STRENGTH.index(row["state"]) < _STRENGTH.index(below[key]["state"]):
                below[key] = row
    tiles = {code: _tile(row, lang, city=False, links=links) for code, row in own.items()}
    tiles |= {code: _tile(row, lang, city=True, links=links) for code, row in below.items() if code not in own}
    return Markup(tile_grid(tiles, say(lang, "adopters.table"), say(lang, "map.caption")))


def _tile(row: Row, lang: str, *, city: bool, links: bool) -> Tile:
    state = row["state"]
    text = say(lang, f"tile.{row['level']}") if city else ""
    title = f"{row['region_name']}：{say(lang, f'state.{state}')}"
    address = urlencode({"measure": row["measure_id"], "region": row["region_code"], "lang": lang})
    return Tile(text, _TONES[state], MARKS[state], title, f"/cell?{address}" if links else None)


def cards(answers: Sequence[tuple[Row, Sequence[Row]]], lang: str) -> list[dict[str, Any]]:
    """A few measures with how many adopted them and one clause each."""
    found = []
    for measure, rows in answers:
        best = next((r for r in rows if r["state"] == "adopted" and r["basis"] == "text"), None) or rows[0]
        found.append(
            {
                "name": measure["measure_name"],
                "address": urlencode({"measure": measure["measure_id"], "lang": lang}),
                "adopted": measure["adopted"],
                "modified": measure["adopted_modified"],
                "absent": measure["absent"],
                "quote": best["quote"] or "",
                "evidence_id": best["evidence_id"] or "",
                "region": best["region_name"],
            }
        )
    return found
