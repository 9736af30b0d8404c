"""Policies by id, 文号 or title."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from graph.ids import doc_number_key, squeeze
from queries.names.refusal import Fetch, ambiguous, strings, unknown

_SHORTEST_TITLE = 4  # a shorter part of a title means nothing


@dataclass(frozen=True, slots=True)
class PolicyName:
    """`attested`: some document carries or reports it (else it is only cited)."""

    id: str
    title: str
    doc_number: str
    attested: bool = True
    former: tuple[str, ...] = ()


class PolicyBook:
    """All policies of one snapshot."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch

    @cached_property
    def all(self) -> Mapping[str, PolicyName]:
        """By id, cited ones included."""
        return {
            str(r["policy_id"]): PolicyName(
                id=str(r["policy_id"]),
                title=str(r["title"] or ""),
                doc_number=str(r["doc_number"] or ""),
                attested=bool(r["attested"]),
                former=tuple(strings(r["same_as"])),
            )
            for r in self._fetch("policy_names")
        }

    def find(self, text: str) -> PolicyName:
        """By id (a former one too), 文号 in any brackets, title, or a part of a title that fits one policy only."""
        if text in self.all:
            return self.all[text]
        for fits in _tests(text):
            found = [p for p in self.all.values() if fits(p)]
            found = [p for p in found if p.attested] or found
            if len(found) == 1:
                return found[0]
            if found:
                raise ambiguous("policy", text, [f"{p.title} ({p.id})" for p in found])
        raise unknown("policy", text, [p.title for p in self.all.values() if p.title], "tiaokuai query policies")


def _tests(text: str) -> tuple[Callable[[PolicyName], bool], ...]:
    """From the surest reading to the weakest."""
    bare, number = squeeze(text).strip("《》"), doc_number_key(text)
    return (
        lambda p: bool(p.doc_number) and doc_number_key(p.doc_number) == number,
        lambda p: text in p.former or number in p.former,
        lambda p: squeeze(p.title) == bare,
        lambda p: len(bare) >= _SHORTEST_TITLE and bare in squeeze(p.title),
    )
