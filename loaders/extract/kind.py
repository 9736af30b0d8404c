"""What a page is: does it lay down policy, or speak about one? (lexicons/kinds.yaml holds the cues)"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from loaders.extract.doc_numbers import own_number
from loaders.extract.header_head import Head
from loaders.extract.header_lexicon import lexicon
from loaders.extract.header_lines import Line
from loaders.extract.header_meta import Meta
from loaders.extract.header_title import is_title_line
from loaders.fold import Folded
from loaders.source import Source

_LEAD, _BODY, _TAIL = 420, 3_600, 700  # characters read for the three places a cue may stand in
_MARGIN = 1.0  # how much more than the policy score a page of another kind needs
_CROWN = re.compile(r"^【[^】]{1,10}】")


@dataclass(frozen=True, slots=True)
class Verdict:
    """kind as in the contract; `reason` says which cues decided (English, for people)."""

    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Cue:
    kind: str
    name: str
    where: str
    weight: float
    cap: int
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Places:
    """The stretches of the text in which cues are looked for; `start` is where the body begins."""

    start: str
    lead: str
    body: str
    tail: str
    heading: str


def judge(source: Source, lines: Sequence[Line], head: Head, meta: Meta) -> Verdict:
    """The kind of the page with its reason."""
    title = headline(lines, head, meta)
    named = _by_title(title.text if title else "", source.title_hint or "", head)
    if named:
        return named
    places = _places(lines, head)
    if _is_index(lines):
        return Verdict("index", "a list of links: short lines, hardly a sentence")
    policy = _scores("policy", places)
    policy.update(_structure(lines, head, meta))
    others: dict[str, dict[str, float]] = defaultdict(dict)
    for cue in _cues("not_policy"):
        weight = _weight(cue, places)
        if weight:
            others[cue.kind][cue.name] = weight
    return _decide(policy, others, places, head)


def _decide(policy: dict[str, float], others: dict[str, dict[str, float]], places: _Places, head: Head) -> Verdict:
    total = sum(policy.values())
    kind, cues = max(others.items(), key=lambda item: (sum(item[1].values()), item[0]), default=("policy", {}))
    against = sum(cues.values()) + 0.5 * sum(sum(c.values()) for k, c in others.items() if k != kind)
    whole = re.search(lexicon("kinds")["whole_text"], places.lead)
    if whole and kind == "news":
        return Verdict("policy", "a reprint that gives the whole text")
    if against > total + _MARGIN:
        return Verdict(kind, "speaks about a policy: " + _list(cues))
    return Verdict("policy", "lays down policy: " + (_list(policy) or "nothing speaks against it"))


def _list(cues: dict[str, float]) -> str:
    return ", ".join(sorted(cues, key=lambda name: (-cues[name], name))[:4])


def _by_title(title: str, hint: str, head: Head) -> Verdict | None:
    """The headline alone decides for explanations, interviews, speeches, tenders, replies …"""
    for cue in lexicon("kinds")["title"]:
        found = re.search(cue["pattern"], title)
        if found and not (cue.get("except") and re.search(cue["except"], title)):
            return Verdict(cue["kind"], f"headline says so: {found.group()}")
    return None


def _structure(lines: Sequence[Line], head: Head, meta: Meta) -> dict[str, float]:
    """What the head shows: title, own number, addressees, the sentence that issues."""
    found: dict[str, float] = {}
    if head.title:
        found["title"] = 3.0
    if head.wrapped:
        found["wrapped"] = 3.0
    if head.addressee:
        found["addressees"] = 5.0
    if any(own_number(line) for line in lines[: head.body]) or "number" in meta.values:
        found["number"] = 5.0
    return found


def _places(lines: Sequence[Line], head: Head) -> _Places:
    texts = [line.text for line in lines[head.body :] if line.row < 0 or line.row > 2]
    body = "\n".join(texts)
    headings = "\n".join(t for t in texts[:60] if len(t) <= 40)
    tail = body[-_TAIL:]
    front = "\n".join(line.text for line in lines[: head.body] if len(line.text) > 12)[-300:]
    lead = (front + "\n" + body[:_LEAD]).strip()
    return _Places(body[:160], lead, body[:_BODY] + "\n" + tail, tail, headings)


@cache
def _cues(group: str) -> tuple[_Cue, ...]:
    return tuple(
        _Cue(c.get("kind", group), c["name"], c["where"], float(c["weight"]), int(c["cap"]), re.compile(c["pattern"], re.M))
        for c in lexicon("kinds")[group]
    )


def _scores(group: str, places: _Places) -> dict[str, float]:
    found = {cue.name: _weight(cue, places) for cue in _cues(group)}
    return {name: weight for name, weight in found.items() if weight}


def _weight(cue: _Cue, places: _Places) -> float:
    text = getattr(places, cue.where)
    if cue.where == "start":
        return cue.weight if cue.pattern.match(text) else 0.0
    count = 0
    for _ in cue.pattern.finditer(text):
        count += 1
        if count == cue.cap:
            break
    return cue.weight * count


def _is_index(lines: Sequence[Line]) -> bool:
    """Lists of links: many short lines, hardly any sentence."""
    if len(lines) < 12:
        return False
    long = sum(len(line.text) for line in lines if len(line.text) > 60 or "。" in line.text)
    whole = sum(len(line.text) for line in lines)
    dated = sum(1 for line in lines if re.search(r"\d{4}[-./]\d\d[-./]\d\d", line.text))
    return long < 0.08 * whole or (dated >= 8 and dated > 0.3 * len(lines) and long < 0.3 * whole)


def headline(lines: Sequence[Line], head: Head, meta: Meta) -> Folded | None:
    """The page's own headline: a row's third column, the title above the body, else the first line like one."""
    row = next((line for line in lines[:4] if line.row == 2), None)
    if row:
        return _uncrowned(row.folded)
    if head.title:
        return head.title.folded
    for line in lines[: min(head.body, 40)]:
        if line.index not in meta.lines and is_title_line(line) and 8 <= len(line.text) <= 80:
            return line.folded
    first = lines[0] if lines else None
    if first and head.body > 0 and 8 <= len(first.text) <= 60 and not first.text.endswith(("。", "：")):
        return first.folded
    return None


def _uncrowned(folded: Folded) -> Folded:
    crown = _CROWN.match(folded.text)
    return folded.part(crown.end(), len(folded.text)) if crown and crown.end() < len(folded.text) else folded
