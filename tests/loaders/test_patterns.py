"""Quick patterns find what plain ones find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.patterns import Quick, asked, first_characters

PATTERNS = (
    "全部|所有|均",
    r"\d{1,3}[个家]|[一二三]家|百家",
    "(?<![年月])以来|(?:较|比)上年",
    r"(?P<lead>牵头)|(?P<with>会同(?!意))|由.{0,3}负责",
    "(?:各|有关)?部门|^为",
    "(?:一|二)+(?=家)",
    "[^，]家",
    "(?P<y>年|月)二(?P=y)",
    "年?",
)
TEXT = st.text(alphabet="全部所有均一二三百家个年月以来较比上牵头会同意由负责各有关门为，20", max_size=40)


def test_first_characters() -> None:
    assert first_characters("全部|所有|均") == "全所均"
    assert first_characters(r"(?<!\d)(?:各|有关)?部门") == "各有部"
    assert first_characters(r"[a-c\d]x|(?=年)月") == r"a-c\d月"


@pytest.mark.parametrize("pattern", ["年?", "(?:年|)", ".年", "[^，]家"])
def test_first_characters_may_be_any(pattern: str) -> None:
    assert first_characters(pattern) is None


def test_case_is_not_guessed() -> None:
    assert first_characters("ab", re.IGNORECASE) is None


@pytest.mark.parametrize("pattern", [p for p in PATTERNS if p != "年?"])
@given(text=TEXT, start=st.integers(0, 8), end=st.integers(0, 50))
def test_quick_finds_the_same(pattern: str, text: str, start: int, end: int) -> None:
    plain, quick = re.compile(pattern), Quick(pattern)
    wanted = [(m.span(), m.groupdict()) for m in plain.finditer(text, start, end)]
    assert [(m.span(), m.groupdict()) for m in quick.finditer(text, start, end)] == wanted
    found = quick.search(text, start, end)
    assert (found and (found.span(), found.groupdict())) == (wanted[0] if wanted else None)


@pytest.mark.parametrize("pattern", PATTERNS)
@given(text=TEXT)
def test_asked_finds_the_same_place(pattern: str, text: str) -> None:
    plain, quick = re.compile(pattern).search(text), asked(pattern).search(text)
    assert (plain and plain.start()) == (quick and quick.start())


def test_lines_begin_anywhere() -> None:
    assert [m.start() for m in Quick("^年", re.M).finditer("年\n月\n年年")] == [0, 4]
