"""What a page is: does it lay down policy, or speak about one? (lexicons/kinds.yaml holds the cues)"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from loaders.extract.doc_numbers import own_number
from loaders.extract.header_agencies import is_agency
from loaders.extract.header_head import Head, is_sentence
from loaders.extract.header_lexicon import lexicon, pattern
from loaders.extract.header_lines import Line, row_title
from loaders.extract.header_meta import Meta
from loaders.extract.header_title import ends_title
from loaders.fold import Folded, join
from loaders.patterns import Quick
from loaders.source import Source

_LEAD, _BODY, _TAIL = 420, 2_800, 600  # characters read for the three places a cue may stand in
_SENTENCE = 30  # characters of a line that is no heading or menu
_PIECES = 4  # in which a headline is set at most
_HARDLY = 3.0  # a policy score under which an unofficial headline decides
_MARGIN = 1.0  # how much more than the policy score a page of another kind needs
_LISTED = re.compile(r"[\[（]?\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?[\]）]?$|^\d{4}-\d\d-\d\d")
_MAY_DATE = re.compile(r"\d\d\d\d[-./年]")
_EXPLAINS = re.compile(r"[^\n]{1,200}》\n(?:的?(?:政策)?(?:解读|图解|问答|起草说明|编制说明|说明))")
_ISSUED = re.compile(r"[\u4e00-\u9fff]{2,40}(?:印发|发布|出台|推出|公布)\n《[^《》\n]{2,120}》")
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
    pattern: Quick
    needs: tuple[str, ...] = ()  # without one of these the pattern cannot match


@dataclass(frozen=True, slots=True)
class _Places:
    """The stretches of the text in which cues are looked for."""

    title: str  # the headline as printed
    starts: tuple[str, ...]  # the first words of the body, of the lines above it, of the first long line
    lead: str
    body: str
    tail: str
    heading: str  # short lines of the body
    asked: str  # lines of their own, of a page that has no document's title and no addressees
    rowtitle: str  # the title of a collection's row that does not end like a document's


def judge(source: Source, lines: Sequence[Line], head: Head, meta: Meta) -> Verdict:
    """The kind of the page with its reason."""
    shown = headline(lines, head, meta)
    row = row_title(lines)
    title = row.text if row else shown.text if shown else ""
    if head.addressee is None and _is_index(lines):
        return Verdict("index", "a list of links: short lines, hardly a sentence")
    named = _by_title(title, numbered=_is_numbered(lines, head, meta))
    if named:
        return named
    places = _places(lines, head, meta, title)
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
    if total < _HARDLY and places.title and head.title is None:
        return Verdict(kind if cues else "news", "a headline that is no policy's, and nothing that lays down policy")
    return Verdict("policy", "lays down policy: " + (_list(policy) or "nothing speaks against it"))


def _list(cues: dict[str, float]) -> str:
    return ", ".join(sorted(cues, key=lambda name: (-cues[name], name))[:4])


def _by_title(title: str, *, numbered: bool) -> Verdict | None:
    """The headline alone decides for explanations, interviews, speeches, tenders, replies …

    `numbered`: the page has a 文号 of its own, which makes a reply to a deputy an official document.
    """
    for cue in lexicon("kinds")["title"]:
        found = re.search(cue["pattern"], title)
        if found and not (cue.get("except") and re.search(cue["except"], title)):
            kind = cue.get("numbered", cue["kind"]) if numbered else cue["kind"]
            return Verdict(kind, f"headline says so: {found.group()}")
    return None


def _is_numbered(lines: Sequence[Line], head: Head, meta: Meta) -> bool:
    return "number" in meta.values or any(own_number(line) for line in lines[: head.body])


def _structure(lines: Sequence[Line], head: Head, meta: Meta) -> dict[str, float]:
    """What the head shows: title, own number, addressees, the sentence that issues."""
    found: dict[str, float] = {}
    if head.title:
        found["title"] = 3.0
    if head.wrapped:
        found["wrapped"] = 3.0
    if head.addressee:
        found["addressees"] = 5.0
    if _is_numbered(lines, head, meta):
        found["number"] = 5.0
    return found


def _places(lines: Sequence[Line], head: Head, meta: Meta, title: str) -> _Places:
    first = head.title.last + 1 if head.title else 0
    front = [line.text for line in lines[first : head.body] if line.index not in meta.lines and line.row < 0]
    texts = [line.text for line in lines[head.body :]]
    body = "\n".join(texts)
    opening = "\n".join(t for t in front if len(t) > 5)[-300:]
    lead = (opening + "\n" + body[:_LEAD]).strip()
    headings = "\n".join(t for t in [*front, *texts[:60]] if len(t) <= 40)
    item = pattern("header", "item")
    long = "" if head.addressee else next((t for t in front + texts if len(t) >= _SENTENCE or item.search(t)), "")
    starts = (body[:260], lead[:260], long[:260])
    tail = body[max(_BODY, len(body) - _TAIL) :]
    row = row_title(lines)
    unofficial = row.text if row and head.title is None else ""
    own = [line.text for line in lines[head.body : head.body + 60] if not line.goes_on]
    asked = "" if head.title or head.addressee else "\n".join(own)
    return _Places(title, starts, lead, f"\n{body[:_BODY]}\n{tail}", body[-_TAIL:], headings, asked, unofficial)


@cache
def _cues(group: str) -> tuple[_Cue, ...]:
    return tuple(_cue(group, c) for c in lexicon("kinds")[group])


def _cue(group: str, c: Mapping[str, Any]) -> _Cue:
    found, needs = Quick(c["pattern"], re.M), tuple(c.get("needs", ()))
    return _Cue(c.get("kind", group), c["name"], c["where"], float(c["weight"]), int(c["cap"]), found, needs)


def _scores(group: str, places: _Places) -> dict[str, float]:
    found = {cue.name: _weight(cue, places) for cue in _cues(group)}
    return {name: weight for name, weight in found.items() if weight}


def _weight(cue: _Cue, places: _Places) -> float:
    if cue.where == "start":
        return cue.weight if any(cue.pattern.match(text) for text in places.starts) else 0.0
    text = getattr(places, cue.where)
    if not text and cue.where in ("title", "rowtitle"):
        return 0.0
    if cue.needs and not any(word in text for word in cue.needs):
        return 0.0
    count = 0
    for _ in cue.pattern.finditer(text):
        count += 1
        if count == cue.cap:
            break
    return cue.weight * count


def _is_index(lines: Sequence[Line]) -> bool:
    """Lists of links: short lines, most of them with a date, hardly any sentence."""
    texts = [line.text for line in lines if _MAY_DATE.search(line.text)]
    dated = sum(1 for text in texts if _LISTED.search(text[-14:]) or _LISTED.search(text[:11]))
    if dated >= 5 and dated > 0.6 * len(lines):
        return True
    if len(lines) < 12 or sum(line.cell for line in lines) > len(lines) / 3:  # a table is no list of links
        return False
    long = sum(len(line.text) for line in lines if len(line.text) > 60 or "。" in line.text)
    whole = sum(len(line.text) for line in lines)
    return long < 0.08 * whole or (dated >= 8 and dated > 0.3 * len(lines) and long < 0.3 * whole)


def headline(lines: Sequence[Line], head: Head, meta: Meta) -> Folded | None:
    """The page's own headline: a row's title column, the title above the body, else the first line like one."""
    row = row_title(lines)
    if row:
        return _uncrowned(row.folded)
    halves = _halves(lines)
    if halves:
        return halves
    noted = meta.values.get("title")
    if head.title:
        told = _on_two_lines(lines, head.title.first, head.title.last, _EXPLAINS)
        if told:
            return told
        broken = noted and len(noted.text) > len(head.title.text) and noted.text.endswith(head.title.text)
        return noted if broken else head.title.folded
    for line in lines[: min(head.body, 40)]:
        if line.index not in meta.lines and _reads_as_headline(line.text):
            return _on_two_lines(lines, line.index, line.index, _ISSUED) or line.folded
    return None


def _on_two_lines(lines: Sequence[Line], first: int, last: int, cut: re.Pattern[str]) -> Folded | None:
    """《…的通知》 / 解读, 县政府办公室印发 / 《…》: a headline that goes on on the line below."""
    pair = lines[last : last + 2]
    if len(pair) < 2 or not cut.fullmatch(f"{pair[0].text}\n{pair[1].text}"):
        return None
    return join(line.folded for line in lines[first : last + 2])


def _halves(lines: Sequence[Line]) -> Folded | None:
    """四部门联合下发意见 严惩…犯罪 近日，…: a newspaper's headline in pieces on the line on which the text runs on.

    Where pieces repeat each other, a site has set its own headline before the newspaper's: its own is taken.
    """
    byline = pattern("header", "byline")
    count = next((n for n, line in enumerate(lines[:8]) if is_sentence(line.text) or byline.search(line.text)), 0)
    pieces = [line.folded for line in lines[:count] if not pattern("header", "media_label").match(line.text)]
    if len(pieces) < 2 or not all(line.goes_on for line in lines[1 : count + 1]) or ends_title(pieces[-1].text):
        return None
    if any(len(piece.text) < 4 or pattern("header", "item").match(piece.text) for piece in pieces):
        return None
    end = _said_again(pieces)
    if end is None and count > _PIECES:
        return None
    whole = join(pieces[:end])
    return whole if _reads_as_headline(whole.text) else None


def _said_again(pieces: Sequence[Folded]) -> int | None:
    """How many pieces the site's own headline has, where the newspaper's says it again; None where none does."""
    for n in range(2, len(pieces) // 2 + 1):  # the whole of it, piece by piece
        if all(_share(pieces[i].text, pieces[n + i].text) for i in range(n)):
            return n
    again = any(_share(a.text, b.text) for i, a in enumerate(pieces[:_PIECES]) for b in pieces[i + 1 : _PIECES])
    return 1 if again else None


def _share(a: str, b: str) -> bool:
    """Do two pieces say the same in eight characters or more (or one the whole of the other)?"""
    least = min(8, len(a), len(b))
    return any(a[i : i + least] in b for i in range(len(a) - least + 1))


def _reads_as_headline(text: str) -> bool:
    """A short line without the end of a sentence, mostly Chinese, and no site furniture."""
    if not 8 <= len(text) <= 80 or text.endswith(("。", "：", "，", "；")) or is_agency(text):
        return False
    chinese = sum("\u4e00" <= c <= "\u9fff" for c in text)
    return chinese >= 6 and not pattern("header", "furniture").search(text)


def _uncrowned(folded: Folded) -> Folded:
    crown = _CROWN.match(folded.text)
    return folded.part(crown.end(), len(folded.text)) if crown and crown.end() < len(folded.text) else folded
