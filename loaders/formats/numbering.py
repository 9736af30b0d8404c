"""Numbers that a program writes before list items (Word lists, HTML ordered lists) as text."""

from __future__ import annotations

_DIGITS = "〇一二三四五六七八九"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
          (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"


def chinese(number: int) -> str:
    """二十三 (chineseCounting up to 9999; larger numbers as digits)."""
    if not 0 <= number <= 9999:
        return str(number)
    if number == 0:
        return "〇"
    parts: list[str] = []
    pending_zero = False
    for value, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, value)
        if digit:
            parts.append(("零" if pending_zero else "") + _DIGITS[digit] + unit)
            pending_zero = False
        elif parts:
            pending_zero = True
    text = "".join(parts)
    return text[1:] if text.startswith("一十") else text


def roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    parts: list[str] = []
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        parts.append(sign * count)
    return "".join(parts)


def letters(number: int) -> str:
    """a … z, aa, bb … as Word counts."""
    if not 0 < number <= 780:
        return str(number)
    turn, at = divmod(number - 1, 26)
    return chr(ord("a") + at) * (turn + 1)


def circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)


def number_text(number: int, style: str) -> str:
    """`style`: a numFmt of WordprocessingML, or the type of an HTML list (1 a A i I). Unknown ones count in digits."""
    match style:
        case (
            "chineseCounting"
            | "chineseCountingThousand"
            | "japaneseCounting"
            | "taiwaneseCounting"
            | "taiwaneseCountingThousand"
            | "japaneseDigitalTenThousand"
            | "ideographDigital"
            | "cjk-ideographic"
        ):
            return chinese(number)
        case "taiwaneseDigital":
            return "".join(_DIGITS[int(d)] for d in str(number))
        case "lowerLetter" | "a":
            return letters(number)
        case "upperLetter" | "A":
            return letters(number).upper()
        case "lowerRoman" | "i":
            return roman(number).lower()
        case "upperRoman" | "I":
            return roman(number)
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese":
            return circled(number)
        case "decimalEnclosedParen":
            return f"（{number}）"
        case "decimalEnclosedFullstop":
            return f"{number}."
        case "decimalZero":
            return f"{number:02d}"
        case "ideographTraditional":
            return _STEMS[(number - 1) % 10]
        case "ideographZodiac":
            return _BRANCHES[(number - 1) % 12]
        case "decimalFullWidth" | "decimalFullWidth2":
            return str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    return str(number)
