"""Amounts: a number with its unit and comparison words (80%以上, 4万人次, 不少于3000名, 60%—70%)."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from loaders.extract.dates import YearHit, find_dates, find_years
from loaders.extract.numerals import NumberHit, find_numbers
from loaders.extract.targets_words import words

COUNTED = frozenset({"people", "things", "measure"})  # kinds that are counted or measured, no rate and no money
_DASH = re.compile(r"(?:[-－—–―~～]{1,2}|至|到)")
_TITLE = re.compile(r"《[^》]{1,80}》|〔[^〕]{1,8}〕\d{1,5}号|“[^”]{1,12}”")
_HOTLINE = re.compile(r"1(?<!\d1)(?:2[0-9]{3}|[12]0|19)(?=[^\d]{0,6}(?:热线|便民|政务|电话|平台|急救|举报|投诉))")
_IDIOM = re.compile(r"千家万户|千[行村乡镇城县企店街][百万]|千企|万企|百[县业花]|百家争|万家灯|千人计划")
_STAIR = re.compile(r"[^，。]{0,6}台阶|[级强]")
_SPENT_BEFORE = re.compile(r"(?:投入|出资|安排|拨付|筹集|列支|投资)(?:资金|专款|约)?$")
_PEOPLE_AFTER = re.compile(r"(?:名)?(?:居民|群众|人口|老年?人|职工|农民|学生|儿童|妇女|劳动力|游客|市民|群体|家庭)")
_COMPARED = re.compile(r"每|至少|不少于|不低于|各")  # 每村两名: so few are counted all the same
_BRACKETED = re.compile(r"（([^（）\d]{1,6})）[：:]?$")
_NOUNS_IN_DA = frozenset("雷马传转表")
_CLIMBED = re.compile(r"(?:迈上|突破|跨上|跃上|跨越|登上)$")  # 总量迈上1.05万亿元台阶
_NEAR = 8  # characters before a number in which such a word stands
_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_JOINED = re.compile(r"[A-Za-z]|[+＋×*][\d一二三四五六七八九十]|[：:]\d|\.\d")
_LATIN = re.compile(r"[A-Za-z/]{2,8}$")  # EFLOPS, TB: a unit written in letters
_TO_ONE = re.compile(r"[:：∶]1(?![\d.:：])")  # 产值比达到2.8:1
_BEFORE = re.compile(
    r"(?:第|[A-Za-z+＋×*#./_]|\d[：:]|\d-|排名前|位列前|位居前|列前|前|人手|电话|热线|代码|邮编|拨打)$"
)


class Amount(NamedTuple):
    """text[start:end] is number, unit and suffix; text[cue:start] the comparison word before it (may be empty).

    unit: multiplier and unit as printed (万人次), a rate's base included (人/万人); None where there is none;
    kind: percent | people | things | money | measure | factor | age | time | none.
    """

    cue: int
    start: int
    number_end: int
    end: int
    value: float
    value_max: float | None
    unit: str | None
    kind: str
    comparator: str
    approximate: bool
    word: str
    suffix: str
    chinese: bool


def find_amounts(text: str, years: tuple[YearHit, ...] | None = None) -> tuple[Amount, ...]:
    """The amounts of one sentence of folded text, in order. Dates, ranks, numbers of documents are none.

    years: those of the sentence, where they have been read already.
    """
    hits = list(find_numbers(text))
    if hits:
        blocked = sorted(_blocked(text, find_years(text) if years is None else years))
        hits = [h for h in hits if not _inside(h, blocked)] if blocked else hits
    amounts: list[Amount] = []
    position = 0
    while position < len(hits):
        amount, used = _amount(text, hits, position)
        position += used
        if amount is not None and (not amounts or amount.start >= amounts[-1].end):
            amounts.append(amount)
    return tuple(amounts)


def _blocked(text: str, years: tuple[YearHit, ...]) -> list[tuple[int, int]]:
    """The stretches whose numbers are no amounts: dates, years, hotlines, idioms, titles and names in quotes."""
    spans = [(d.start, d.end) for d in find_dates(text)] + [(y.start, y.end) for y in years]
    spans += [m.span() for m in _HOTLINE.finditer(text)] + [m.span() for m in _IDIOM.finditer(text)]
    return spans + [m.span() for m in _TITLE.finditer(text) if not _amount_in_quotes(m.group())]


def _inside(hit: NumberHit, blocked: list[tuple[int, int]]) -> bool:
    """True where the number touches a blocked stretch (they are few and sorted; later ones cannot touch it)."""
    at = bisect_left(blocked, (hit.end, 0))
    return any(b > hit.start for _, b in blocked[max(0, at - 6) : at])


def _amount_in_quotes(printed: str) -> bool:
    """“90%以上” in quotes is still an amount; “一核两翼” is a name."""
    return printed[0] == "“" and ("%" in printed or "百分之" in printed)


def _amount(text: str, hits: list[NumberHit], position: int) -> tuple[Amount | None, int]:
    """The amount that begins with this number, or None where it counts nothing; and how many numbers it took."""
    first = hits[position]
    if first.chinese and text.startswith("每", first.start - 1):
        return None, 1  # 每十万人…死亡率: what a rate is counted against
    last, used, unit = first, 1, _unit_at(text, first)
    if position + 1 < len(hits):
        second = hits[position + 1]
        if _DASH.fullmatch(text, first.end + (len(unit[0]) if unit else 0), second.start) and _is_range(
            text, first, second
        ):
            last, used, unit = second, 2, _unit_at(text, second)
    to_one = _TO_ONE.match(text, last.end) if used == 1 else None
    unit = (to_one.group(), ":1", "none") if to_one else unit or _unit_before(text, first)
    if unit is None and last.chinese:
        return None, used
    if _BEFORE.search(text, max(0, first.start - 4), first.start):
        return None, used
    if not to_one and _JOINED.match(text, last.end) and not (unit and _LATIN.match(unit[1])):
        return None, used
    if _STAIR.match(text, last.end) and not _CLIMBED.search(text, max(0, first.start - _NEAR), first.start):
        return None, used
    if unit is not None and first.chinese and first.unit is None and _idle(text, first, unit[1]):
        return None, used
    if unit is None and _names(text, last):
        return None, used
    return _assemble(text, first, last, unit), used


def _names(text: str, last: NumberHit) -> bool:
    """True where a word follows the bare number that makes it a name or a part of one (3号, 5G)."""
    if not _WORD.match(text, last.end) or words().suffix.match(text, last.end):
        return False
    counts = last.multiplier and (
        _PEOPLE_AFTER.match(text, last.end) or _SPENT_BEFORE.search(text, max(0, last.start - _NEAR), last.start)
    )
    return not counts


def _idle(text: str, hit: NumberHit, unit: str) -> bool:
    """一种, 两条, 十分: a Chinese numeral below ten with a loose measure word counts nothing, unless compared."""
    if unit in ("分", "度"):
        return True
    if hit.multiplier:
        return False
    if hit.value <= 2 and not _COMPARED.search(text, max(0, hit.start - 24), hit.start):
        return True
    small = hit.value < 10
    compared = _word_before(text, hit.start) or words().suffix.match(text, hit.end + len(unit))
    return small and not compared and unit in words().loose


def _word_before(text: str, at: int) -> re.Match[str] | None:
    """The word of comparison that ends right before a number."""
    w = words()
    return w.prefix.search(text, max(0, at - 6), at) if text[at - 1 : at] in w.prefix_ends else None


def _is_range(text: str, first: NumberHit, second: NumberHit) -> bool:
    raised = text[max(0, first.start - 1) : first.start] in ("从", "由")
    return not raised and second.value > first.value and first.chinese == second.chinese


def _unit_at(text: str, hit: NumberHit) -> tuple[str, str, str] | None:
    """(printed incl. 余/多, unit, kind) right after a number."""
    if hit.unit:
        return "", hit.unit, "percent"
    match = words().unit.match(text, hit.end)
    if match is None:
        return None
    rank = words().rank.match(text, hit.end)
    if rank is not None and len(rank.group()) >= len(match["unit"]):
        return None
    printed, unit = match.group(), match["unit"]
    return printed, unit + (match["rate"] or ""), words().unit_kind[unit]


def _unit_before(text: str, hit: NumberHit) -> tuple[str, str, str] | None:
    """覆盖率（%）100: the unit stands in a bracket before the number."""
    closed = text[max(0, hit.start - 2) : hit.start].rstrip("：:").endswith("）")
    said = _BRACKETED.search(text, max(0, hit.start - 8), hit.start) if closed else None
    kind = words().unit_kind.get(said[1].lstrip("万亿")) if said else None
    return ("", said[1], kind) if said and kind else None


def _assemble(text: str, first: NumberHit, last: NumberHit, unit: tuple[str, str, str] | None) -> Amount:
    """The amount from first to last (of a range; else the same) with the words of comparison around it."""
    printed, name, kind = unit or ("", "", "none")
    if unit is None and (last.multiplier or first.multiplier):
        kind = _unsaid(text, first, last)
    number_end = last.end + len(printed)
    suffix = words().suffix.match(text, number_end)
    word = _word_before(text, first.start)
    if word and word.group() == "达" and text[word.start() - 1 : word.start()] in _NOUNS_IN_DA:
        word = None  # 雷达60部
    multiplier = last.multiplier or first.multiplier
    comparator, approximate = _compare(
        word.group() if word else "", suffix.group() if suffix else "", last is not first, printed[:1] in ("余", "多")
    )
    return Amount(
        cue=word.start() if word else first.start,
        start=first.start,
        number_end=number_end,
        end=suffix.end() if suffix else number_end,
        value=first.value,
        value_max=last.value if last is not first else None,
        unit=(multiplier + name) or None,
        kind=kind,
        comparator=comparator,
        approximate=approximate,
        word=word.group() if word else "",
        suffix=suffix.group() if suffix else "",
        chinese=first.chinese and first.unit is None,
    )


def _unsaid(text: str, first: NumberHit, last: NumberHit) -> str:
    """规模增加到4万亿, 财政投入3000万建立…基金: money; 让2000万以上居民: people."""
    suffix = words().suffix.match(text, last.end)
    if (
        _SPENT_BEFORE.search(text, max(0, first.start - _NEAR), first.start)
        or (last.multiplier or first.multiplier)[-1] == "亿"
    ):
        return "money"
    people = _PEOPLE_AFTER.match(text, suffix.end() if suffix else last.end)
    return "people" if people else "none"


def _compare(word: str, suffix: str, ranged: bool, more: bool) -> tuple[str, bool]:
    """Comparator and approximate, of the words around the number: what stands behind it is the more exact.

    more: 余 or 多 follows the number, which is then more than that (3000余人).
    """
    before = words().prefix_sign.get(word, "=")
    after = words().suffix_sign.get(suffix, "")
    about = "~" in (before, after)
    if ranged:
        return "range", about
    if about:
        return "=", True
    return (">", False) if more and not after else (after or before, more)
