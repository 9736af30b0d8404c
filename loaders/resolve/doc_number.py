"""文号代字 → region: 吉政办发 → 吉林省, 驻政办 → 驻马店市 (lexicons/doc_number_codes.yaml)."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from graph.ids import squeeze
from loaders.lexicon import load
from loaders.resolve.regions import NATION, Region, region_book

_CODE = re.compile(r"^([\u4e00-\u9fff]{1,16}?)(?:字)?[〔\[(【［（{]?(?:19|20)\d{2}")

_ORGAN = re.compile(r"^((?!市|州|县|区|省)[\u4e00-\u9fff]{1,3}?)(市|州|县|区|旗|盟)?(政|府|办|委|行|署)")


@cache
def _codes() -> dict[str, Any]:
    return load("doc_number_codes.yaml")


def code_of(number: str) -> str | None:
    """The letters of a 文号: 驻政办 of 驻政办〔2017〕87号; None if it has no such form."""
    match = _CODE.match(squeeze(number))
    return match[1] if match else None


@cache
def regions_of(number: str) -> tuple[tuple[str, ...], float]:
    """(region ids that fit, strength 0–1). One id with strength near 1 where the table knows the sign; several where
    only the grammar of signs speaks; () where nothing is known."""
    code = code_of(number)
    if code is None:
        return (), 0.0
    exact = _longest(code, _codes()["exact"])
    if exact:
        ids = tuple(exact) if isinstance(exact, list) else (exact,)
        return ids, 0.97 if len(ids) == 1 else 0.6
    if _is_national(code):
        return (NATION,), 0.9
    return _place(code)


def _longest(code: str, table: dict[str, Any]) -> Any:
    for size in range(min(len(code), 6), 0, -1):
        if code[:size] in table:
            return table[code[:size]]
    return None


def _is_national(code: str) -> bool:
    return code.startswith(tuple(n for n in _codes()["national"] if len(n) > 1)) or code in _codes()["national"]


def _place(code: str) -> tuple[tuple[str, ...], float]:
    """The sign of a place before the sign of an organ (潭政办发), else a province's department (豫民文)."""
    match = _ORGAN.match(code)
    if match and match[1][1:] in _codes()["departments"] and match[1][:1] in _codes()["provinces"]:
        match = None  # 鄂民政发: the sign of the department begins here, not a place of two characters
    named = match[1] if match else ""
    fits = list(_by_first_characters(named)) if named else []
    marked = [f for f in fits if match and _has_class(f, match[2] or "", match[3])]
    known = _codes()["places"].get(named)
    if marked and known not in marked:
        return tuple(marked), 0.75 if len(marked) == 1 else 0.4
    if len(fits) == 1 and len(named) == 1 and not known:
        return tuple(fits), 0.6
    if known:
        return (known, *(f for f in fits if f != known)), 0.75
    if len(named) > 1 and fits:
        return tuple(fits), 0.7
    province = _codes()["provinces"].get(code[:1])
    if province and not match:
        return (str(province),), 0.8
    if fits:
        return tuple(fits), 0.3
    known = _codes()["places"].get(code[:1])
    return ((known,), 0.4) if known else ((), 0.0)


def _has_class(region_id: str, mark: str, organ: str) -> bool:
    """Is the place of the class that its sign says (延州政办: a 州; 和行办: a 地区 or 盟)?"""
    unit = region_book().get(region_id)
    if unit is None:
        return False
    if organ in "行署":
        return unit.name.endswith(("地区", "盟"))
    return bool(mark) and unit.name.endswith(mark)


@cache
def _by_first_characters(sign: str) -> tuple[str, ...]:
    """Prefectures, then counties, whose name starts with the sign and existed in this century's lists."""
    units = [u for u in _by_first_character().get(sign[:1], ()) if u.name.startswith(sign)]
    units = [u for u in units if not u.valid_to] or units
    prefectures = [u.id for u in units if u.level == "prefecture"]
    return tuple(prefectures) + tuple(u.id for u in units if u.level == "county")


@cache
def _by_first_character() -> dict[str, list[Region]]:
    units: dict[str, list[Region]] = {}
    for unit in region_book().all():
        if unit.level in ("prefecture", "county") and not unit.zone:
            units.setdefault(unit.name[0], []).append(unit)
    return units


@cache
def sign_regions() -> dict[str, str]:
    """One-character signs of places that are used in running text (在莞, 驻岳): sign → region id."""
    return {**_codes()["places"], **{k: str(v) for k, v in _codes()["provinces"].items() if len(k) == 1}}
