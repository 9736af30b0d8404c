"""Who issued a policy of which only a title or a number is known, and where: as far as it is certain.

The title names the issuer before 关于; else the sign of the 文号 stands for one body (国办发:
lexicons/doc_number_codes.yaml) or for the government of a place (豫政). A sign that fits several places means the one
that a citing document lies in. Everything else stays open, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from loaders.lexicon import load
from loaders.resolve.doc_number import code_of, regions_of
from loaders.resolve.region_scan import leading
from loaders.resolve.regions import NATION, Region, region_book
from loaders.resolve.titles import title_key

_CERTAIN = 0.9  # strength of a sign that is believed without a document of the place
_YEAR = re.compile(r"(?:19|20)\d\d")
_GOVERNMENT = re.compile(r"[\u4e00-\u9fff]{1,4}?(?:政|府)(?P<office>办)?(?:发|函|规|字|电|明电|规发|规字|综)?$")
_OFFICE = re.compile(r"[川渝粤](?P<office>办)(?:发|函|规)?")  # provinces whose office prints 办 without 政 or 府
_SPELT = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,20}(?:部|委员会|总局|署|国务院|银行|人民政府))(?:公告|通告|令)?")
_LOCAL_START = re.compile(r"^(?:省|市|县|区|州|盟|自治区)(?!场|政公用|容)")


@dataclass(frozen=True, slots=True)
class Origin:
    """`basis`: title | number, or why `issuer` is empty. region, level: "" where not told."""

    issuer: str
    basis: str
    region: str
    level: str


def origin_of(titles: Iterable[str], number: str | None, citing: Iterable[str | None]) -> Origin:
    """What titles and number tell; `citing`: regions of the documents that cite it (they decide between places)."""
    named = next((key.issuer for title in titles if (key := title_key(title)).issuer), "")
    place = _place_of_title(named)
    near = {region for region in citing if region}
    if place is None and number:
        place = _place_of_number(number, near)
    unit = region_book().get(place) if place else None
    level = "national" if place == NATION else unit.level if unit else ""
    if named and not _LOCAL_START.match(named):
        return Origin(named, "title", place or "", level)
    issuer, basis = _by_number(number, unit) if number else ("", "no number, and no issuer in the title")
    return Origin(issuer, basis, place or "", level)


def _place_of_title(named: str) -> str | None:
    if not named or _LOCAL_START.match(named):
        return None
    regions = leading(re.sub(r"^中共", "", named), None)
    if len(regions) == 1:
        return regions[0]
    return NATION if re.match(r"国务院|中共中央|中央|国家|全国", named) else None


def _place_of_number(number: str, near: set[str]) -> str | None:
    regions, strength = regions_of(number)
    if len(regions) == 1 and strength >= _CERTAIN:
        return regions[0]
    fitting = [r for r in regions if any(covers(r, own) for own in near)]
    return fitting[0] if len(fitting) == 1 else None


def covers(place: str, region: str) -> bool:
    """Is `place` the region itself or above it? GB/T 2260: xx0000 covers xx****, xxyy00 covers xxyy**, 000000 all."""
    if not place.isdigit():
        return place == region
    if place == NATION:
        return True
    return region.startswith(place[:2] if place.endswith("0000") else place[:4] if place.endswith("00") else place)


def _by_number(number: str, unit: Region | None) -> tuple[str, str]:
    code, year = code_of(number), _YEAR.search(number)
    if code is None:
        return "", "a number without a sign"
    for sign, name in _issuers(year.group() if year else ""):
        if code == sign or (code.startswith(sign) and len(sign) > 1):
            return name, "number"
    spelt = _SPELT.fullmatch(code)
    if spelt:
        return spelt["name"], "number"
    government = _GOVERNMENT.fullmatch(code) or _OFFICE.fullmatch(code)
    if unit is None or government is None:
        return "", f"the sign {code} stands for no one body that is known"
    if not government["office"]:
        return f"{unit.name}人民政府", "number"
    if unit.level == "province":
        return f"{unit.name}人民政府办公厅", "number"
    return "", f"the office of {unit.name}人民政府, whose name the sign {code} does not tell"


@cache
def _issuers(year: str) -> tuple[tuple[str, str], ...]:
    """(sign, full name) of national issuers in this year, longest sign first."""
    rows: list[dict[str, Any]] = load("doc_number_codes.yaml")["issuers"]
    there = [r for r in rows if str(r.get("since", "")) <= year <= str(r.get("until", "9999"))]
    pairs = [(sign, r["name"]) for r in there for sign in r["signs"]]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))
