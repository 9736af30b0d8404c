"""Functions that moved between bodies that live on (2018: 医保 from 人社局 to 医保局), followed task by task.

The body that gave a function away is the other's forerunner for tasks of that function only. A task is of it if
- its text has a word of what moved (`matter` in reforms.yaml) that is not part of a body's name (医保局), and
- its policy is dated on the right side of the reform: the forerunner's until a year after the national date, by which
  local reforms were done (reforms.yaml), the heir's from that date on; undated policies stay where they are, and
- the task does not name both bodies: then the reform was already done.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from queries.context import Context
from queries.responsibility.succession import Heirs, successions

_BODY = "(?!(?:行政|主管|经办|管理|监管|事务|服务|工作){0,2}(?:部门|局|厅|委|办公室|领导小组|中心|机构|科|处))"
_Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Move:
    """A function that went `former` → `heir`; `words` finds it in a text. `since`: a month; `basis`: the reform."""

    former: str
    heir: str
    since: str
    basis: str
    function: str
    name: str
    words: re.Pattern[str]

    def told_by(self, text: str | None) -> tuple[str, ...]:
        """The words of a task that are of this function, as they come."""
        return tuple(dict.fromkeys(self.words.findall(text or "")))

    def before(self, issued_on: str | None) -> bool:
        """Certainly issued while the former body could still have the function. Both as precise as printed."""
        return bool(issued_on) and f"{issued_on}-12"[:7] < f"{int(self.since[:4]) + 1}{self.since[4:7]}"

    def after(self, issued_on: str | None) -> bool:
        """Certainly issued since the reform."""
        return bool(issued_on) and f"{issued_on}-01"[:7] >= self.since[:7]

    def explain(self, words: Iterable[str], context: Context) -> str:
        """In words: function, date, bodies, reform and what in the task tells it."""
        former, heir = (context.names.agencies.all[a].name for a in (self.former, self.heir))
        return f"{self.name}职能自{self.since}由{former}划入{heir}（{self.basis}）；任务中的词：{'、'.join(words)}"


@dataclass(frozen=True, slots=True)
class Kin:
    """Another body some of whose tasks count: an heir's (`forward`) or a forerunner's of the agency asked for."""

    agency: str
    move: Move
    forward: bool

    def told_by(self, row: _Row) -> tuple[str, ...]:
        """The words by which a task of this body counts; () if it does not."""
        on_time = self.move.after if self.forward else self.move.before
        return self.move.told_by(row["text"]) if on_time(row["issued_on"]) else ()


def kin_of(agency: str, context: Context) -> tuple[Kin, ...]:
    """Bodies linked to the agency by one function that moved, and theirs before or after by whole reforms."""
    heirs, moves = successions(context), _moves(context)
    found: dict[tuple[str, str], Kin] = {}
    for forward in (True, False):
        whole, part = _whole(heirs, forward), _part(moves, forward)
        todo: list[tuple[str, Move | None]] = [(agency, None)]
        for current, move in todo:
            near = [(other, move) for other in whole[current]]
            near += [(o, move or m) for o, m in part[current] if move is None or m.function == move.function]
            todo += (step for step in near if step not in todo)
        for other, move in todo:
            if move is not None and other != agency:
                found.setdefault((other, move.function), Kin(other, move, forward))
    return tuple(found.values())


def given_away(context: Context) -> Mapping[str, tuple[Move, ...]]:
    """By former body, the functions that it gave away."""
    found: dict[str, list[Move]] = defaultdict(list)
    for move in _moves(context):
        found[move.former].append(move)
    return {former: tuple(moves) for former, moves in found.items()}


def heir_by_function(
    bodies: Mapping[str, str | None], row: _Row, given: Mapping[str, tuple[Move, ...]]
) -> Mapping[str, tuple[Move, tuple[str, ...]]]:
    """The bodies of one task (id → heir of the whole body, if any) that gave its function away → the move, its words.

    Nobody is moved to a body that the task names, nor where the task is of several functions that moved. Two bodies
    never become one: of several that gave the function to the same heir, only the one without an heir of its own does.
    """
    found: dict[str, tuple[Move, tuple[str, ...]]] = {}
    for body in bodies:
        told = [(m, m.told_by(row["text"])) for m in given.get(body, ()) if m.before(row["issued_on"])]
        told = [(m, words) for m, words in told if words]
        if len(told) == 1 and told[0][0].heir not in bodies:
            found[body] = told[0]
    return {body: one for body, one in found.items() if not _rivals(body, one[0].heir, bodies, found)}


def _rivals(body: str, heir: str, bodies: Mapping[str, str | None], found: Mapping[str, tuple[Move, Any]]) -> bool:
    others = [b for b, (move, _) in found.items() if b != body and move.heir == heir]
    return any(bodies[body] is not None or bodies[b] is None for b in others)


def _moves(context: Context) -> tuple[Move, ...]:
    """What moved, without the reforms that abolished the whole body in the same line of work."""
    heirs = successions(context)
    return tuple(
        Move(
            row["agency_id"],
            row["successor_id"],
            row["since"],
            row["basis"],
            row["function"],
            row["function_name"],
            _pattern(row["matter"].split("、")),
        )
        for row in context.fetch_once("agency_succession")
        if row["matter"] and row["since"] and row not in heirs.get(row["agency_id"], ())
    )


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(f"(?:{'|'.join(map(re.escape, longest_first))}){_BODY}")


def _whole(heirs: Heirs, forward: bool) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for former, rows in heirs.items():
        for row in rows:
            start, end = (former, row["successor_id"]) if forward else (row["successor_id"], former)
            found[start].append(end)
    return found


def _part(moves: Iterable[Move], forward: bool) -> Mapping[str, list[tuple[str, Move]]]:
    found: dict[str, list[tuple[str, Move]]] = defaultdict(list)
    for move in moves:
        start, end = (move.former, move.heir) if forward else (move.heir, move.former)
        found[start].append((end, move))
    return found


def counted(rows: Iterable[_Row], kin: Iterable[Kin], context: Context) -> Iterator[dict[str, Any]]:
    """Rows of agency_tasks: those of the agency and its forerunners as a whole, and what a moved function adds.

    The column `moved` says why; null for the former.
    """
    by_agency: dict[str, list[Kin]] = defaultdict(list)
    for one in kin:
        by_agency[one.agency].append(one)
    rows = list(rows)
    own = {row["task_id"] for row in rows if row["agency_id"] not in by_agency}
    for row in rows:
        if row["agency_id"] not in by_agency:
            yield {**row, "moved": None}
        elif row["task_id"] not in own:
            why = [k.move.explain(told, context) for k in by_agency[row["agency_id"]] if (told := k.told_by(row))]
            if why:
                yield {**row, "moved": "；".join(why)}
