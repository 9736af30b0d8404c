"""Chinese numerals and printed amounts (三千五百, 百分之六十, 五成, 1.2万) in folded text.

The multiplier that heads a unit (万, 亿) stays with the unit, as the contract asks: 4万人次 is
value 4, multiplier 万. Inside a Chinese numeral it is read: 三万五千 is 35000.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from loaders.patterns import Quick

_DIGITS: Final = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0, "○": 0, "O": 0, "o": 0, "Ｏ": 0, "两": 2, "俩": 2,
    "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
_SCALES: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_GROUPS: Final = {"万": 10_000, "亿": 100_000_000}

CHINESE_DIGIT: Final = "零〇○一二两三四五六七八九壹贰叁肆伍陆柒捌玖"
CHINESE_NUMERAL: Final = rf"[{CHINESE_DIGIT}十拾百佰千仟]"
ARABIC: Final = r"(?:\d{1,3}(?:,\d{3}){1,4}(?!\d)|\d{1,12})(?:\.\d{1,6})?"

_ARABIC = re.compile(ARABIC)
_PRINTED = re.compile(rf"({ARABIC})([十百千]?[万亿]{{0,2}})")
_AMOUNT = Quick(
    rf"(?P<percent>百分之(?P<of100>{ARABIC}|{CHINESE_NUMERAL}{{1,5}}(?:点{CHINESE_NUMERAL}{{1,3}})?))"
    rf"|(?P<permille>[千万]分之(?P<of1000>{ARABIC}|{CHINESE_NUMERAL}{{1,5}}(?:点{CHINESE_NUMERAL}{{1,3}})?))"
    rf"|(?P<tenths>(?<![{CHINESE_DIGIT}十百千万\d.])(?P<of10>\d(?:\.\d)?|{CHINESE_NUMERAL}(?:点{CHINESE_NUMERAL})?)成(?P<half_tenth>五(?![月年日个]))?)"
    r"(?![立为本员果效熟分就都品年人功长绩交套对])"
    r"|(?P<half>(?<=超过|达到|低于|少于)(?:一半|半数))"  # 比例超过一半
    rf"|(?P<arabic>{ARABIC})(?P<scale>[十百千](?=[万亿个家所名人座户台套])|)(?P<multiplier>[万亿]{{0,2}})"
    rf"|(?P<bare>(?<![{CHINESE_DIGIT}十百千万亿几数每上\d])万(?=[套个名座台间场张](?!人|案)))"
    rf"|(?P<chinese>{CHINESE_NUMERAL}{{1,12}}(?:[万亿]{CHINESE_NUMERAL}{{1,8}})?(?:点{CHINESE_NUMERAL}{{1,3}})?)(?P<group>[万亿]{{0,2}})",
    dense=True,
)


class NumberHit(NamedTuple):
    """A printed amount: text[start:end] without its unit, but with its multiplier.

    value: as printed (multiplier not applied); multiplier: "" | 万 | 亿 | 万亿;
    unit: % | ‰ where the numeral itself says so (百分之, 千分之, 成), else None;
    chinese: written in Chinese numerals.
    """

    start: int
    end: int
    value: float
    multiplier: str = ""
    unit: str | None = None
    chinese: bool = False


def parse_number(text: str) -> float | None:
    """The whole value of one printed number (三千五百 → 3500, 1.2万 → 12000, 百分之六十 → 60), else None."""
    bare = text.strip().removeprefix("百分之")
    match = _PRINTED.fullmatch(bare)
    if match:
        value = float(match[1].replace(",", ""))
        for char in match[2]:
            value *= _SCALES.get(char) or _GROUPS[char]
        return value
    return chinese_number(bare)


def chinese_number(text: str) -> float | None:
    """三千五百 → 3500, 二十点五 → 20.5, 二〇二〇 → 2020, 千 → 1000; None for anything else."""
    if text in _DIGITS:
        return float(_DIGITS[text])
    whole, point, decimals = text.partition("点")
    value = _positional(whole) if _digits_only(whole) else _scaled(whole)
    if value is None or not point:
        return value
    tail = [_DIGITS.get(c) for c in decimals]
    if not tail or any(d is None for d in tail):
        return None
    return float(f"{int(value)}.{''.join(str(d) for d in tail)}")


def find_numbers(text: str) -> tuple[NumberHit, ...]:
    """Every printed amount in order, years and ordinals included: what a number means is not decided here."""
    return tuple([hit for match in _AMOUNT.finditer(text) if (hit := _hit(match)) is not None])


def _hit(match: re.Match[str]) -> NumberHit | None:
    start, end = match.span()
    arabic, scale, multiplier = match.group("arabic", "scale", "multiplier")
    if arabic:
        return NumberHit(start, end, float(arabic.replace(",", "")) * _SCALES.get(scale, 1), multiplier)
    if match["percent"] or match["permille"] or match["tenths"]:
        value = parse_number(match["of100"] or match["of1000"] or match["of10"])
        if value is None:
            return None
        if match["tenths"]:
            value += 0.5 if match["half_tenth"] else 0  # 九成五
            return NumberHit(start, end, round(value * 10, 6), unit="%", chinese=not match["of10"][0].isdigit())
        unit = "%" if match["percent"] else "‰" if match["permille"][0] == "千" else "‱"
        return NumberHit(start, end, value, unit=unit, chinese=True)
    if match["half"]:
        return NumberHit(start, end, 50.0, unit="%", chinese=True)
    if match["bare"]:  # 提供万套房源
        return NumberHit(start, end, 10_000.0, chinese=True)
    whole, group = match["chinese"], match["group"]
    if group and ("万" in whole or "亿" in whole):  # 一亿二千万: the inner scale is read, so the outer one too
        whole, group = whole + group, ""
    value = chinese_number(whole)
    return None if value is None else NumberHit(start, end, value, group, chinese=True)


def _digits_only(text: str) -> bool:
    return len(text) > 1 and all(c in _DIGITS for c in text)


def _positional(text: str) -> float:
    return float("".join(str(_DIGITS[c]) for c in text))


def _scaled(text: str) -> float | None:
    """Additive reading: 三万五千 = (3)·10⁴ + 5·10³; a bare scale counts once (千 = 1000, 十五 = 15)."""
    total, group, digit = 0.0, 0.0, None
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _SCALES:
            group += (1 if digit is None or digit == 0 else digit) * _SCALES[char]
            digit = None
        elif char in _GROUPS:
            here = group + (digit or 0)
            total = (total + here) * _GROUPS[char] if char == "亿" else total + here * _GROUPS[char]
            group, digit = 0.0, None
        else:
            return None
    return total + group + (digit or 0) if text else None
