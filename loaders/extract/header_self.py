"""The 文种 that a text without its head gives itself: 现就有关事项通知如下, 特制定本方案, 本办法自…起施行."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

from loaders.extract.header_lexicon import doc_types, pattern
from loaders.extract.header_lines import Line

_PREAMBLE = 12  # lines in which a text says what it is, unless its first item comes before


def self_named_type(lines: Sequence[Line]) -> str | None:
    """The type of a document whose title is cut off: as its preamble names it, else as it most often calls itself.

    None where it says neither (a stretch out of the middle); a general word (本政策, 本文件) names no type.
    """
    first_item = pattern("header", "first_item")
    preamble = takewhile(lambda line: not first_item.match(line.text), lines[:_PREAMBLE])
    for line in preamble:
        said = pattern("header", "says_type").search(line.text)
        kind = doc_types().of(next(word for word in said.groups() if word)) if said else None
        if kind:
            return kind
    calling = (line.text for line in lines if "本" in line.text)
    calls = Counter(call[1] for text in calling for call in pattern("header", "calls_itself").finditer(text))
    return doc_types().of(calls.most_common(1)[0][0]) if calls else None
