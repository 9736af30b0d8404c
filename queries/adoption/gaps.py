"""gaps: measures that the parent (a region, a policy, or the peers) has and the region lacks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from graph.errors import AmbiguousName, UnknownName
from queries.adoption.ledger import HeldRegion, Ledger, date_key
from queries.adoption.measure_list import catalogue_measures
from queries.adoption.rows import evidence
from queries.adoption.states import Clause, Verdict, decide, strongest
from queries.adoption.subjects import ledger_at
from queries.context import Context, Table
from queries.names import RegionName

Verdicts = Mapping[str, Verdict]  # region id → verdict, for one measure
Chooser = Callable[[Verdicts], Clause | None]  # the clause by which the parent has the measure

PEERS = ("peers", "同级")


def finish(rows: Table, params: Mapping[str, Any], context: Context) -> Table:
    region: RegionName = params["region"]
    ledger = _with(region, ledger_at(context, context.today.isoformat()))
    verdicts = [{v.region.id: v for v in decide(s, ledger)} for s in catalogue_measures(rows, "")]
    choose = _chooser(region, params["parent"], ledger, verdicts, context)
    lacking = [v for v in verdicts if not v[region.id].has]
    found = [(choose(v), v[region.id]) for v in lacking]
    return [_row(clause, own, context) for clause, own in found if clause is not None]


def _with(region: RegionName, ledger: Ledger) -> Ledger:
    """The ledger with the region in it, even if nothing is held of it."""
    here = ledger.regions.get(region.id) or HeldRegion(region.id, region.code, region.name, region.level)
    return Ledger(ledger.as_of, {**ledger.regions, region.id: here}, ledger.by_policy)


def _chooser(
    region: RegionName, parent: str, ledger: Ledger, verdicts: Sequence[Verdicts], context: Context
) -> Chooser:
    if parent.lower() in PEERS:
        return lambda of_measure: _earliest_peer(region, of_measure)
    if parent:
        return _named(parent, context)
    for above in context.names.regions.ancestors(region.id, ledger.as_of):
        if any(_in_region(above, v) for v in verdicts):
            return lambda of_measure: _in_region(above, of_measure)
    context.notes.append(
        f"{region.name}的上级地区中没有持有含目录措施的文件，可用 parent 指定比照对象。"
        " / Nothing with a measure of the catalogue is held of the regions above: name a parent."
    )
    return lambda of_measure: None


def _named(parent: str, context: Context) -> Chooser:
    """A region if the name is one, else a policy. Raises UnknownName, AmbiguousName."""
    try:
        region = context.names.regions.find(parent).id
    except AmbiguousName:
        raise
    except UnknownName:
        policy = context.names.policies.find(parent).id
        return lambda of_measure: _in_policy(policy, of_measure)
    return lambda of_measure: _in_region(region, of_measure)


def _in_region(region: str, of_measure: Verdicts) -> Clause | None:
    return of_measure[region].clause if region in of_measure and of_measure[region].has else None


def _in_policy(policy: str, of_measure: Verdicts) -> Clause | None:
    """In force or not: the reader chose this very policy."""
    subject = next(iter(of_measure.values())).subject
    return strongest(c for c in subject.clauses if c.policy_id == policy)


def _earliest_peer(region: RegionName, of_measure: Verdicts) -> Clause | None:
    peers = [v for v in of_measure.values() if v.has and v.region.level == region.level and v.region.id != region.id]
    first = min(peers, key=lambda v: (date_key(v.first.issued_on if v.first else ""), v.region.id), default=None)
    return first.clause if first else None


def _row(clause: Clause, own: Verdict, context: Context) -> dict[str, Any]:
    return {
        "measure_id": own.subject.id,
        "measure_name": own.subject.name,
        "parent_policy_id": clause.policy_id,
        "parent_title": context.names.policies.all[clause.policy_id].title,
        "state": own.state,
        "searched": list(own.searched),
        **evidence(clause),
        "lapsed_on": own.lapsed_on,
    }
