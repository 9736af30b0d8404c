"""similar: candidates share words with the task; they are ranked by weighted pairs of characters (TF-IDF cosine).

Pairs of characters find rewritten clauses that edit distance misses (FIELD_NOTES §6); the edit is for reading.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from graph.errors import UnknownName, UsageError
from graph.ids import squeeze
from queries.context import Context, Table
from queries.edits import edit_steps
from queries.places import with_regions

_MOST_WORDS = 16  # words looked up: more cost time, fewer miss rewritten clauses
_WORD = 4  # characters a word
_FLOOR = 0.15  # below this two clauses have no more in common than any two of one domain
_STOPS = re.compile(r"[^\u4e00-\u9fff]|[的和与及对在为等将把向以或各按要应]")

Weights = dict[str, float]


def prepare(params: Mapping[str, Any], context: Context) -> Mapping[str, Any] | None:
    if params["limit"] < 1:
        raise UsageError(f"limit={params['limit']} is not positive", remedy="write limit=20, for example")
    found = context.fetch("one_task", {"task": params["task"]})
    if not found:
        raise UnknownName(f"no task {params['task']}", remedy="take a task_id from search_tasks or policy_tasks")
    words = key_words(found[0]["text"])
    return {
        **params,
        "text": found[0]["text"],
        "own_policy": found[0]["policy_id"],
        "words": words or [found[0]["text"]],
    }


def finish(rows: Table, params: Mapping[str, Any], context: Context) -> Table:
    pairs = [_pairs(row["text"]) for row in rows]
    own = _pairs(params["text"])
    rarity = _rarity([*pairs, own])
    wanted = _weights(own, rarity)
    scored = [(round(_cosine(wanted, _weights(p, rarity)), 4), row) for p, row in zip(pairs, rows, strict=True)]
    best = sorted((s for s in scored if s[0] >= _FLOOR), key=lambda s: (-s[0], s[1]["task_id"]))[: params["limit"]]
    listed = [{**row, "similarity": s, "edit": edit_steps(params["text"], row["text"])} for s, row in best]
    return with_regions(listed, context)


def key_words(text: str) -> list[str]:
    """Up to 16 words of up to four characters from all over the text."""
    runs = [run for run in _STOPS.split(squeeze(text)) if len(run) > 1]
    words = list(dict.fromkeys(run[i : i + _WORD] for run in runs for i in range(0, max(1, len(run) - 1), _WORD)))
    words = [w for w in words if len(w) > 1]
    step = max(1, math.ceil(len(words) / _MOST_WORDS))
    return words[::step]


def _pairs(text: str) -> Counter[str]:
    bare = squeeze(text)
    return Counter(bare[i : i + 2] for i in range(len(bare) - 1))


def _rarity(texts: Iterable[Counter[str]]) -> Weights:
    """How telling each pair is among the candidates."""
    listed = list(texts)
    seen = Counter(pair for text in listed for pair in text)
    return {pair: math.log(1 + len(listed) / n) for pair, n in seen.items()}


def _weights(pairs: Counter[str], rarity: Weights) -> Weights:
    return {pair: math.sqrt(n) * rarity[pair] for pair, n in pairs.items()}


def _cosine(a: Weights, b: Weights) -> float:
    shared = sum(w * b[pair] for pair, w in a.items() if pair in b)
    norm = math.sqrt(sum(w * w for w in a.values()) * sum(w * w for w in b.values()))
    return shared / norm if norm else 0.0
