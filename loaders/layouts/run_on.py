"""Several numbered items in one paragraph, whose line breaks were lost: cut before each of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from loaders.fold import Folded
from loaders.layouts.damage import OWNER_LINE, PUNCTUATED, STRONG, is_closed
from loaders.layouts.numbering import read_number
from loaders.patterns import Quick

_BELOW_NAME = ("cn_paren", "ar_paren")
_LONGEST_NAME = 32
_MISREAD = 3  # how far the numbers of items may jump where they stand behind a stop
_CANDIDATE = Quick(
    r"第[一二三四五六七八九十百零\d]{1,5}(?:部分|章|节|条)|[一二三四五六七八九十]{1,3}[、.．]|（[一二三四五六七八九十]{1,3}）|"
    r"(?<![\d.])\d{1,2}[.．、](?!\d(?!\d\d\d年))|（\d{1,2}）|[①-⑳]|[一二三四五六七八九十]{1,2}是"
)


def split_items(folded: Folded, last: dict[str, int]) -> Iterator[Folded]:
    """Cut a paragraph where further numbered items begin at the end of a sentence (or where white space was lost).

    `last`: the last value seen of each form of number in this document; updated.
    """
    text = folded.text
    cuts = [0]
    heads = _heads(folded)
    if not heads:
        yield folded
        return
    seconds = {form: place for place, form, value, stop in heads if value == 2 and stop}  # the last 2. of each form
    for place, form, value, stop in heads:
        if place == 0:
            last[form] = value
            continue
        before = last.get(form, 0)
        most = before + (_MISREAD if form in STRONG and stop else 1)  # a number between may be misread: （十） as （+）
        follows = max(1, before) < value <= most
        begins = value == 1 and seconds.get(form, -1) > place
        named = begins and form in _BELOW_NAME and _is_bare_name(text[cuts[-1] : place])
        if not (follows or begins) or not (stop or named or (begins and text[place - 1] == "：")):
            continue
        last[form] = value
        cuts.append(place)
    cuts.append(len(text))
    for a, b in pairwise(cuts):
        yield folded if b - a == len(text) else folded.part(a, b)


def _is_bare_name(text: str) -> bool:
    """A numbered heading without a stop, on which the first item below it follows at once."""
    number = read_number(text)
    return number is not None and len(text) <= _LONGEST_NAME and not PUNCTUATED.search(text[number.end :])


def _heads(folded: Folded) -> list[tuple[int, str, int, bool]]:
    """(place, form, value, after a sentence's end or lost white space) of everything that may be an item's number."""
    found: list[tuple[int, str, int, bool]] = []
    text = folded.text
    owners = OWNER_LINE.match(text) is not None
    for match in _CANDIDATE.finditer(text):
        place = match.start()
        if owners and place and match.group().endswith("、") and text[place - 1] in "局委会厅办部行府院":
            # 责任单位：…、园区管委会八、加强保障: the line break before the next item was lost.
            number = read_number(text, place)
            if number and number.form == "cn":
                found.append((place, number.form, number.value, True))
            continue
        if place and not (
            text[place - 1] in "。！？；：）〕】]” " or folded.origin[place] - folded.origin[place - 1] > 1
        ):
            continue
        number = read_number(text, place)
        if number:
            stop = place == 0 or _stops_before(folded, place, number.form)
            found.append((place, number.form, number.value, stop))
    return found


def _stops_before(folded: Folded, place: int, form: str) -> bool:
    before = folded.text[:place].rstrip()
    if before[-1] in "。！？":
        return True
    if before[-1] in "）〕】]”":
        return is_closed(before)
    # White space was printed where a line break was lost; only forms that cannot stand inside a sentence.
    lost = folded.origin[place] - folded.origin[place - 1] > 1 or folded.text[place - 1] == " "
    return lost and form in ("cn", "cn_paren", "chapter", "node", "article", "part") and before[-1] not in "，、；《“（"
