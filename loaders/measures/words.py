"""Words of policy language (loaders/lexicons/policy_words.yaml), and the cutting of a phrase into words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module, resources
from types import ModuleType
from typing import Any

from loaders.measures.yaml_text import read_yaml

_NUMBER = re.compile(r"\d+(?:\.\d+)?%?")
_SPLIT = re.compile(r"[\s，。；：、（）()！？“”‘’\"'/·—-]+")


@dataclass(frozen=True, slots=True)
class PolicyWords:
    """`same`: word → words that say the same; `direction`: word → direction; `contrary`: direction → its opposite."""

    generic: frozenset[str]
    light: frozenset[str]
    half: frozenset[str]
    attributes: frozenset[str]
    same: dict[str, tuple[str, ...]]
    narrower: dict[str, tuple[str, ...]]
    direction: dict[str, str]
    directions: dict[str, tuple[str, ...]]
    contrary: dict[str, str]
    fields: dict[str, tuple[str, ...]]  # word → what a title or domain says that makes it go without saying
    against: tuple[str, ...]  # what they govern is fought, not laid down
    refusal: tuple[str, ...]  # what it stands in shows a measure poorly
    procedure: tuple[str, ...]  # a clause that opens so says how to get a thing
    paraphrases: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    known: tuple[str, ...]  # words that are never cut, longest first
    known_set: frozenset[str]


@cache
def _cutter() -> ModuleType:
    """rjieba, loaded when a phrase is first cut: it reads its dictionary as it is imported (0.3 s)."""
    return import_module("rjieba")


@cache
def policy_words() -> PolicyWords:
    text = (resources.files("loaders") / "lexicons" / "policy_words.yaml").read_text("utf-8")
    data: dict[str, Any] = read_yaml(text)
    same: dict[str, tuple[str, ...]] = {}
    for group in data["same"]:
        for word in group:
            same[word] = tuple(dict.fromkeys((*same.get(word, ()), *group)))
    directions = {name: tuple(words) for name, words in data["directions"].items()}
    contrary = {a: b for x, y in data["contrary"] for a, b in ((x, y), (y, x))}
    narrower = {word: tuple(words) for word, words in data["narrower"].items()}
    known = {w for w in (*same, *narrower) if "…" not in w and len(w) > 1}
    return PolicyWords(
        generic=frozenset(data["generic"]),
        light=frozenset(data["light"]),
        half=frozenset(data["half"]),
        attributes=frozenset(data["attributes"]),
        same=same,
        narrower=narrower,
        direction={w: name for name, words in reversed(directions.items()) for w in words},
        directions=directions,
        contrary=contrary,
        fields={w: tuple(f["of"]) for f in data["fields"] for w in f["words"]},
        against=tuple(data["against"]),
        refusal=tuple(data["refusal"]),
        procedure=tuple(data["procedure"]),
        paraphrases=tuple((tuple(p["of"]), tuple(p["says"])) for p in data["paraphrases"]),
        known=tuple(sorted(known, key=lambda w: (-len(w), w))),
        known_set=frozenset(known),
    )


def cut(phrase: str) -> list[str]:
    """The words of a folded phrase: known words whole, numbers whole, the rest by dictionary."""
    words: list[str] = []
    for piece in _SPLIT.split(phrase):
        words += _rejoined(_cut(piece, _fine_edges(piece), 0))
    return [w for w in words if w.strip()]


def _fine_edges(piece: str) -> frozenset[int]:
    """Where its words begin and end, the halves of compounds (保险 + 制度) included."""
    edges = {0}
    at = 0
    for word in _cutter().cut(piece):
        edges |= {at + len(half) for half in _halves(word)[:-1]}
        at += len(word)
        edges.add(at)
    return frozenset(edges)


def _rejoined(words: list[str]) -> list[str]:
    """Without words that carry nothing, two neighbours may be one known word (政府 + 出钱 + 购买)."""
    known, generic = policy_words().known_set, policy_words().generic
    kept = [w for w in words if w not in generic] or words
    out: list[str] = []
    for word in kept:
        if out and (out[-1] + word in known or _ending(out[-1], word)):
            out[-1] += word
        else:
            out.append(word)
    return out


def _ending(before: str, word: str) -> bool:
    """Is a single character the end of a longer noun that begins with a known word (海外 + 仓)?"""
    lexicon = policy_words()
    return len(word) == 1 and len(before) == 2 and before in lexicon.known_set and before not in lexicon.direction


def _cut(piece: str, edges: frozenset[int], offset: int) -> list[str]:
    """Cut a piece that stands at `offset` of a text whose words begin and end at `edges`."""
    if not piece:
        return []
    number = _NUMBER.search(piece)
    if number:
        return _around(piece, number.span(), edges, offset)
    known = _known(piece, edges, offset)
    if known:
        return _around(piece, known, edges, offset)
    return _mended([w for word in _cutter().cut(piece) for w in _halves(word)])


def _known(piece: str, edges: frozenset[int], offset: int) -> tuple[int, int] | None:
    """The place of the longest known word that begins and ends between words, the first of several."""
    found: tuple[int, int] | None = None
    for word in policy_words().known:
        if found and len(word) < found[1] - found[0]:
            break
        at = piece.find(word)
        if at < 0 or (found and at >= found[0]):
            continue
        end = at + len(word)
        between = offset + at in edges and (offset + end in edges or _followed(piece, end, edges, offset))
        if between or len(word) >= _WHOLE:
            found = (at, end)
    return found


_WHOLE = 4  # characters of a known word that stands for itself wherever the dictionary cuts (…配套费 + 缓缴)


def _followed(piece: str, at: int, edges: frozenset[int], offset: int) -> bool:
    """Does another known word stand here and end between words: 老人 + 家属, which the dictionary cuts 老人家 + 属?"""
    known = policy_words().known_set
    return any(piece[at:end] in known and offset + end in edges for end in range(at + 2, min(len(piece), at + 8) + 1))


def _halves(word: str) -> list[str]:
    """A dictionary word of four characters made of two words (技术 + 推广), or of two of grammar, is taken as two."""
    if len(word) == 2 and set(word) <= policy_words().generic:  # 里 + 设
        return list(word)
    if len(word) != 4 or word in policy_words().same:
        return [word]
    return [word[:2], word[2:]] if {word[:2], word[2:]} <= set(_cutter().cut_for_search(word)) else [word]


def _around(piece: str, whole: tuple[int, int], edges: frozenset[int], offset: int) -> list[str]:
    start, end = whole
    return [*_cut(piece[:start], edges, offset), piece[start:end], *_cut(piece[end:], edges, offset + end)]


_SUFFIXES = frozenset("型化性式制")


def _mended(words: list[str]) -> list[str]:
    """Single characters that are no words of grammar join their neighbour (房 + 票, 护理 + 型)."""
    out: list[str] = []
    for word in words:
        if out and _joins(out[-1], word):
            out[-1] += word
        else:
            out.append(word)
    return out


def _joins(before: str, word: str) -> bool:
    lexicon = policy_words()
    if word in _SUFFIXES:
        return before not in lexicon.generic
    if len(word) == 1 and before in lexicon.light:  # 服务 + 券
        return word not in lexicon.generic
    grammar = lexicon.generic | lexicon.light
    return (len(word) == 1 or len(before) == 1) and word not in grammar and before not in grammar


def contraction(one: str, other: str) -> str:
    """The verb or short form made of the first characters of two words (参加 + 展会: 参展); "" when there is none."""
    short, lexicon = one[0] + other[0], policy_words()
    if len(one) < 2 or len(other) < 2 or one[0] == other[0] or short in lexicon.known_set or short in lexicon.generic:
        return ""
    if not _cutter().has_word(short):
        return ""
    return short if {tag for _, tag in _cutter().tag(short)} <= _SHORTENED else ""


_SHORTENED = frozenset(("j", "v", "vn"))


@lru_cache(maxsize=1 << 16)
def is_word(pair: str) -> bool:
    """Is a pair of characters one word of the dictionary?"""
    return len(_cutter().cut(pair)) == 1


def straddles(start: int, end: int, text: str) -> bool:
    """Does the place begin inside one word and end inside another (健[康养]老)?"""
    if (
        start == 0
        or end >= len(text)
        or not (is_word(text[start - 1 : start + 1]) and is_word(text[end - 1 : end + 1]))
    ):
        return False
    begin = start
    while begin and text[begin - 1] not in _STOPS:
        begin -= 1
    after = _STOP.search(text, end)
    stop = after.start() if after else len(text)
    edges = word_edges(text[begin:stop])
    return start - begin not in edges and end - begin not in edges


_STOPS = "，。；：、（）"  # no word reaches over them, and words before them do not change those after

_STOP = re.compile(f"[{_STOPS}]")


@lru_cache(maxsize=1 << 14)
def word_edges(text: str) -> frozenset[int]:
    """Offsets at which a word of the text begins or ends."""
    edges = {0}
    at = 0
    for word in _cutter().cut(text):
        at += len(word)
        edges.add(at)
    return frozenset(edges)
