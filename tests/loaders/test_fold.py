"""Folding: clean text for rules, true offsets for quotes."""

from __future__ import annotations

import time
from array import array
from importlib.resources import files

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from loaders.fold import fold, fold_part, folding_table, join

CASES = [
    ("關於印發《養老服務發展規劃》的通知", "关于印发《养老服务发展规划》的通知"),
    ("増加戸籍人口、実施細則", "增加户籍人口、实施细则"),
    ("⻓期照⼾", "长期照户"),
    ("（２０２０年）１２％", "（2020年）12%"),
    ("国办发(2015)84号", "国办发（2015）84号"),
    ("国办发［２０１５］８４号", "国办发[2015]84号"),
    ("责任单位∶市民政局,市财政局;", "责任单位：市民政局，市财政局；"),
    ("第1,000号 10:30 http://a.cn", "第1,000号10:30 http://a.cn"),
    ("市发展和改\n革委员会", "市发展和改革委员会"),
    ("达到 95 % 以上", "达到95%以上"),
    ("①完善　②健全", "①完善②健全"),
    ("乾县 显著 著作", "乾县显著著作"),
    ("（一)加强", "（一）加强"),
    ("PPP  model\nof care", "PPP model of care"),
    ("民\u200b政\ufeff局 A\u200bB", "民政局AB"),
    ("1. 2020年", "1. 2020年"),
    ("「醫養結合」", "“医养结合”"),
    ("  \n ", ""),
]


@pytest.mark.parametrize(("raw", "clean"), CASES)
def test_folds_to(raw: str, clean: str) -> None:
    assert fold(raw).text == clean


def test_span_is_the_source_as_written() -> None:
    text = "牵头单位：市發展和改\n 革委員會（負責）"
    folded = fold(text, 5)
    at = folded.text.index("市发展和改革委员会")
    start, end = folded.span(at, at + 9)
    assert text[start:end] == "市發展和改\n 革委員會"


def test_empty_span_is_an_error() -> None:
    with pytest.raises(ValueError, match="empty"):
        fold("民政").span(1, 1)


def test_join_keeps_origins() -> None:
    text = "甲 乙\n丙 丁"
    both = join([fold(text, 0, 3), fold(text, 4)])
    assert both.text == "甲乙丙丁"
    assert [text[o] for o in both.origin] == list("甲乙丙丁")


pieces = st.text(
    alphabet=st.one_of(
        st.sampled_from("关於發（(,:;)）［〔2０１.%％ 　\n\t\r\xa0\u200b\ufeff①㈠増⻓⼀ｱﾞABc·“”—々〇\U00020000"),
        st.characters(),
    ),
    max_size=60,
)


@given(pieces, st.integers(0, 60), st.integers(0, 60))
def test_origins_rise_and_stay_inside(text: str, first: int, last: int) -> None:
    start, end = min(first, last), min(max(first, last), len(text))
    folded = fold(text, start, end)
    assert len(folded.text) == len(folded.origin)
    assert all(a < b for a, b in zip(folded.origin, folded.origin[1:], strict=False))
    assert all(start <= o < end for o in folded.origin)
    for at in range(len(folded.text)):
        a, b = folded.span(at, len(folded.text))
        assert start <= a < b <= end


@given(pieces)
def test_each_character_comes_from_its_origin(text: str) -> None:
    table = folding_table()
    half = dict(zip("，：；！？", ",:;!?", strict=True))
    folded = fold(text)
    for char, origin in zip(folded.text, folded.origin, strict=True):
        raw = table.get(ord(text[origin]), text[origin])
        assert char == raw or half.get(char) == raw or (char == " " and (raw.isspace() or raw in "\u200b\ufeff"))


@given(pieces)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(pieces, st.integers(0, 60))
def test_offset_only_moves_origins(text: str, shift: int) -> None:
    plain, moved = fold(text), fold("x" * shift + text, shift)
    assert moved.text == plain.text
    assert moved.origin == array("l", [o + shift for o in plain.origin])


@pytest.mark.parametrize("unit", ["省民政厅牵头，", "字", " ", "a 字 ", "(,:;)\n"])
def test_time_is_linear(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    fold(text[:1000])
    started = time.process_time()
    fold(text)
    small = time.process_time() - started
    started = time.process_time()
    fold(text * 4)
    assert time.process_time() - started < 16 * small + 0.5


@pytest.mark.parametrize("name", ["folding.yaml", "folding_opencc.yaml"])
def test_lexicon_pairs_are_pairs(name: str) -> None:
    raw = yaml.safe_load((files("loaders") / "lexicons" / name).read_text("utf-8"))
    pairs = [pair for value in raw.values() for pair in value.split()]
    assert [p for p in pairs if len(p) != 2 or p[0] == p[1]] == []
    assert len({p[0] for p in pairs}) == len(pairs), "a character folds to one character only"


def test_table_folds_in_one_step() -> None:
    table = folding_table()
    unfinished = {chr(c): t for c, t in table.items() if ord(t) in table}
    assert unfinished == {}


@given(st.text(alphabet="市民政局養１(),:; \n\u3000\u200b.[>%aZ，。\U0002f804", max_size=24), st.data())
def test_a_part_is_folded_as_if_alone(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert fold_part(text, start, end) == fold(text, start, end)
