"""Judging what stands in a sentence by its form: an agency, a department, or something else."""

from __future__ import annotations

import re

from loaders.extract.responsibilities_lexicon import role_words
from loaders.extract.responsibilities_names import Names, is_agency, looks_like_sentence, split_names

GENERIC_OWNER = re.compile(
    r"^(?:各地|各方|各级(?:党委|政府)?|各县(?:（.{1,6}）)?|(?:各(?:地区?|级))?各(?:有关|相关|职能|成员|责任)?(?:方面|单位|部门)?|相关(?:方面)?|政府|单位|机构|部门|全市|全省|我市|我省)$"
)
_ENDS_NAME = re.compile(
    r"(?:部门|委员会|办公室|管委会|监管局|管理局|中心|政府|单位|机构|街镇|镇街|街道|乡镇|[局委厅署办部院]|[银支分总人]行|[支总大]队|公司|集团|[协商学]会|联合会|[残妇工文科]联|团委|工会)(?:（[^（）]{1,12}）)?"
)
_DEPARTMENT = re.compile(
    r"(?:部门|单位|委员会|办公室|督查室|管委会|中心|[局委厅署办部]|[支分人]行|人民银行)(?:（[^（）]{1,16}）)?$"
)
_NO_DEPARTMENT = re.compile(
    r"有关|相关|(?<!人民)银行(?!.{0,14}(?:[分支]行|监管|监督))|单位|^(?:全市|全省|全县|其他|镇|乡|街道|用人|建设(?!部门|局|委|行政|主管)|施工|设计|监理|开发|物业|医疗机构|养老)|企业|学校|医院|机构|银行业|社区|村"
)
_GOVERNMENT = re.compile(r"(?:政府|党委|党工委|管委会|办事处)(?:（[^（）]{1,16}）)?$")  # beside departments only
_OF_EACH = re.compile(r"^各(?:[级地区县市省州盟旗]|[^，。；]{0,12}[局委厅署](?:（[^（）]{1,16}）)?$)")
_KIND = re.compile(r"(?:行政|主管|监管|管理){1,2}$")  # 各级民政部门, 各级卫生健康行政部门: for one function
_STEM_LIKE = re.compile(r"(?!.*[可请须应并且或等]|全市|全省|全县|其他|社会)[\u4e00-\u9fff]{2,8}$")
_NO_FUNCTIONS = frozenset(("主管", "监管", "行业主管", "行政主管"))
LONGEST_NAMES = 160  # characters of a list in a sentence


def are_departments(text: str, names: Names, end: int) -> bool:
    """Are the names departments (beside them governments), the last of them printed as one up to text[end]?"""
    bares = [text[n.start : n.end] for n in names.names]
    listed = "部门" in text[names.names[-1].end : end] if bares else False
    if not bares or not any(kinds := [_is_department(bare) for bare in bares]):
        return False
    if listed and sum(kinds) * 2 > len(kinds) and len(kinds) > 2:
        kinds = [kind or is_stem_like(bare) for kind, bare in zip(kinds, bares, strict=True)]
    if not all(kind or _GOVERNMENT.search(bare) for kind, bare in zip(kinds, bares, strict=True)):
        return False
    last = bares[-1]
    return kinds[-1] is False or bool(_DEPARTMENT.search(last)) or listed


def are_governments(text: str, names: Names) -> bool:
    """Are all names governments, committees or offices of the Party and the streets?"""
    return bool(names.names) and all(_GOVERNMENT.search(text[n.start : n.end]) for n in names.names)


def _is_department(bare: str) -> bool:
    if not is_agency(bare) or _NO_DEPARTMENT.search(bare) or _GOVERNMENT.search(bare):
        return False
    if not bare.startswith("各"):
        return True
    if not _OF_EACH.match(bare):
        return False
    whole = bare.removesuffix("部门")
    function = _KIND.sub("", whole, count=1)
    return bare[-1] in "局委厅署）" or any(
        function.endswith(stem) or whole.endswith(stem) for stem in role_words().stems - _NO_FUNCTIONS
    )


def is_stem_like(bare: str) -> bool:
    """Could this be what a department is for (燃气, 港口口岸), among others that are known to be?"""
    return bool(_STEM_LIKE.match(bare)) and not _NO_DEPARTMENT.search(bare) and not looks_like_sentence(bare)


def only_agencies(text: str, start: int, end: int) -> Names:
    """The names of text[start:end] when all of it is agencies, else none."""
    if not 2 <= end - start <= LONGEST_NAMES:
        return Names(())
    if text.count("（", start, end) != text.count("）", start, end):
        return Names(())  # a bracket begun before the role word
    names = split_names(text, start, end)
    bares = [text[n.start : n.end] for n in names.names]
    if any(GENERIC_OWNER.match(bare) for bare in bares):
        return Names(())
    unknown = [bare for bare in bares if not is_agency(bare)]
    # One that is not known counts in a list of others: 教育、民政、燃气、电力等部门.
    if unknown and not (len(bares) >= 4 * len(unknown) and "部门" in text[names.names[0].end : end]):
        return Names(())
    return names if all(map(is_stem_like, unknown)) else Names(())


def name_end(text: str, start: int, stop: int) -> int | None:
    """Where the agencies that begin at `start` end: the longest run that still looks like them."""
    best = stop if is_agency(text[start:stop]) else None
    for match in _ENDS_NAME.finditer(text, start, min(stop, start + 60)):
        names = split_names(text, start, match.end()).names
        if names and all(is_agency(text[n.start : n.end]) for n in names):
            best = match.end()
    return best
