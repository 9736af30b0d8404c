"""Without a catalogue: each task of a policy is a measure, and its own first words are the phrase.

So a comparison works in a domain that ships no measures. It is coarser than a catalogue: what two policies
say in very different words is not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from queries.adoption.ledger import Ledger
from queries.adoption.states import Clause, Subject
from queries.adoption.subjects import domains_of, found_clauses
from queries.context import Context

MOST_TASKS = 80  # each is a search through all clauses (about 10 ms): a policy of more is cut, and the answer says so

_NUMBERING = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*)+")
_END = re.compile(r"[。；;！\n]")
_LONGEST, _SHORTEST = 30, 4  # characters of a phrase


@dataclass(frozen=True, slots=True)
class TaskPhrase:
    """A task taken for a measure; `own`: the clause by which its policy has it."""

    subject: Subject
    own: Clause


def task_phrases(policies: Sequence[str], ledger: Ledger, context: Context) -> Iterator[TaskPhrase]:
    """The tasks of these policies, each phrase once, in the order printed."""
    rows = context.fetch("tasks_of", {"policy_ids": list(policies)}) if policies else []
    if len(rows) > MOST_TASKS:
        context.notes.append(
            f"只比照了前{MOST_TASKS}项任务，共{len(rows)}项。"
            f" / Only the first {MOST_TASKS} of {len(rows)} tasks were compared."
        )
    seen: set[str] = set()
    for row in rows[:MOST_TASKS]:
        phrase = phrase_of(row["text"])
        if phrase and phrase not in seen:
            seen.add(phrase)
            clauses = tuple(found_clauses(context.matcher.matches(phrase), context))
            domains = domains_of(row["policy_id"], ledger)
            subject = Subject(f"phrase:{phrase}", phrase, domains, clauses)
            place = {name: row[name] for name in ("document_id", "span_start", "span_end", "quote", "evidence_id")}
            own = Clause(row["policy_id"], row["task_id"], row["basis"], "adopted", "", 1.0, "", **place)
            yield TaskPhrase(subject, own)


def phrase_of(text: str) -> str:
    """The first sentence without its number, cut at a comma if long; "" when nothing useful is left."""
    first = _END.split(_NUMBERING.sub("", text.strip()), maxsplit=1)[0].strip()
    while len(first) > _LONGEST and "，" in first:
        first = first.rpartition("，")[0]
    phrase = first[:_LONGEST].strip("，、：: ")
    return phrase if len(phrase) >= _SHORTEST else ""
