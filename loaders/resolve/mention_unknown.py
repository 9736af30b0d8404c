"""Names that no entry knows but that plainly are names of bodies: completed with their region, nothing else."""

from __future__ import annotations

import re

from loaders.resolve.agency_lexicon import bare_stems, key, misprinted
from loaders.resolve.functions import functions_of
from loaders.resolve.mention_places import at_level, level_splits, rank, splits
from loaders.resolve.naming import full_name, party_name, prefix_name, region_class
from loaders.resolve.reading import BRACKETS, Reading, mention_words
from loaders.resolve.regions import MUNICIPALITIES, NATION, Region, region_book

_JOINED = re.compile(r"(?:局|委|厅|办|中心)(?:省|市|县|区|州)(?!级)")  # two names run together
_ENTERPRISE = ("公司", "集团", "银行", "大学", "学院", "医院", "报社", "支行", "分行")
_PARTY_ENDS = ("党委", "纪委", "监委", "工委", "编委")
_LEVEL = "省市县区州盟旗"


def unknown(text: str, here: Region | None, above: Region | None, month: str | None) -> Reading | None:
    """The body that this name must be, or None: a bureau needs a known line of work, a region must be certain."""
    words = mention_words()
    if text.endswith(tuple(words["newspapers"])) and len(text) >= 4:
        return _newspaper(text + "社", here)
    if text.endswith("办") and key(text.lstrip(_LEVEL)[:-1]) in bare_stems():
        text += "公室"  # 区住房保障办: a known line of work and its office
    if re.fullmatch(r"[\u4e00-\u9fff]+委", text) and not text.endswith(_PARTY_ENDS) and functions_of(text):
        text += "员会"  # 市国防科工委
    if not text.endswith(tuple(words["bodies"])) or text.startswith(tuple(words["not_bodies"])) or _JOINED.search(text):
        return None
    if text.startswith(tuple(words["national_marks"])):
        return _branch_of_national(text, here) or Reading("body", text.translate(BRACKETS), "national", NATION)
    region, rest = _owner(text, here, above)
    if region is None or len(rest) < 3 or not _is_name(rest, region):
        return None
    return _misprint(rest, region, month) or _completed(rest, region, rest == text)


def _branch_of_national(text: str, here: Region | None) -> Reading | None:
    """中国人寿驻马店分公司, 中国农业银行濉溪县支行: the branch stands in the region that its name carries."""
    if not text.endswith(("分公司", "分行", "支行", "支公司", "分局", "支局", "分院", "工作站")):
        return None
    for at in range(2, len(text) - 3):
        places = sorted(region_book().read(text, at), key=lambda hit: (rank(hit[0], here, None), -hit[1]))
        if places and not places[0][0].zone:
            return Reading("body", text.translate(BRACKETS), places[0][0].level, places[0][0].id)
    return None


def _completed(rest: str, region: Region, bare: bool) -> Reading:
    shown = re.sub(r"管委会$", "管理委员会", rest).translate(BRACKETS)
    alone = region.id == NATION or (bare and rest.endswith(_ENTERPRISE))
    alone = alone or (len(region.short) > 1 and region.short in shown and not region.zone)  # 民航吉林监管局
    name = shown if alone else party_name(prefix_name(region) + shown, shown)
    return Reading("body", name, region.level, region.id, prefix=None if bare else region.id)


def _is_name(rest: str, region: Region) -> bool:
    if rest.endswith(("管委会", "管理委员会")):
        return region.level != "province" or region.id in MUNICIPALITIES or region.zone
    if rest.endswith(("局", "厅", "处")):
        known = functions_of(rest) or (rest.endswith("管理局") and len(rest) >= 5)
        return len(rest) >= 4 and bool(known)
    return True


def _misprint(rest: str, region: Region, month: str | None) -> Reading | None:
    """佳房城乡建设局: one character away from exactly one known form."""
    form = misprinted(rest, region_class(region))
    if form is None:
        return None
    name = full_name(form, region, "", month)
    return Reading("body", name, region.level, region.id, form.entry.id, misprint=True)


def _newspaper(name: str, here: Region | None) -> Reading | None:
    if here is None:
        return None
    name = re.sub(r"^市(?=日报|晚报)", here.short, name)
    return Reading("body", name, here.level, here.id, "broadcaster")


def _owner(text: str, here: Region | None, above: Region | None) -> tuple[Region | None, str]:
    """Whose body it is and its name without the region: written region, level word, else the list's region.

    区住建局 in a city's text is no body of the city: (None, …).
    """
    for region, rest, used in sorted(splits(text), key=lambda s: (rank(s[0], here, None), -s[2])):
        if rest and text[:used] in (region.name, region.path):
            return region, rest
    if text.startswith(tuple(mention_words()["not_levels"])):
        return above, text
    for word, head, rest in level_splits(text):
        region_at = at_level(word, rest, here)
        if region_at is not None and len(rest) >= 3:
            return region_at, head + rest
    return (None, text) if text[0] in _LEVEL else (above, text)
