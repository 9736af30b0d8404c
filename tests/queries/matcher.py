"""A matcher over the world: a catalogue name is a measure, anything else a phrase found by its words."""

from __future__ import annotations

from dataclasses import dataclass

from tests.queries.world import MEASURES, POLICIES, TASKS


@dataclass(frozen=True)
class Name:
    id: str
    name: str
    catalogue: bool
    domain: str | None


@dataclass(frozen=True)
class Found:
    task_id: str
    document_id: str
    span_start: int
    span_end: int
    quote: str
    state: str
    modality: str
    score: float
    why: str
    fit: float = 0.5


class WorldMatcher:
    """`matches` finds the tasks whose text contains the phrase; 鼓励 and 试点 weaken it."""

    def name(self, measure: str) -> Name:
        for key, (name, domain) in MEASURES.items():
            if measure in (key, name):
                return Name(key, name, True, domain)
        return Name(f"phrase:{measure}", measure, False, None)

    def matches(self, phrase: str, *, domain: str | None = None) -> list[Found]:
        domains = {p.id: p.domains for p in POLICIES}
        found = []
        for key, task in TASKS.items():
            if phrase in task.text and (domain is None or domain in domains[task.policy]):
                start = task.text.index(phrase)
                weak = task.text.startswith(("鼓励", "试点"))
                state, modality = ("adopted_modified", "encourage") if weak else ("adopted", "must")
                place = (start, start + len(phrase), phrase)
                found.append(Found(key, task.document, *place, state, modality, 0.75, f"词：{phrase}"))
        return [*found, Found("t-gone", "d-gone", 0, 2, phrase, "adopted", "must", 0.9, "a task that no policy shows")]
