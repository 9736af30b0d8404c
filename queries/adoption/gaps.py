"""gaps: measures that the parent (a region, a policy, or the peers) has and the region lacks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from graph.errors import AmbiguousName, UnknownName
from queries.adoption.ledger import Ledger, date_key
from queries.adoption.measure_list import catalogue_measures
from queries.adoption.rows import evidence
from queries.adoption.states import Clause, Subject, Verdict, decide, decide_in, strongest
from queries.adoption.subjects import ledger_at, with_region
from queries.context import Context, Table
from queries.names import RegionName

Chooser = Callable[[Subject], Clause | None]  # the clause by which the parent has the measure

PEERS = ("peers", "同级")


def finish(rows: Table, params: Mapping[str, Any], context: Context) -> Table:
    region: RegionName = params["region"]
    ledger = with_region(region, ledger_at(context, context.today.isoformat()))
    subjects = catalogue_measures(rows, "")
    choose = _chooser(region, params["parent"], ledger, subjects, context)
    lacking = [v for v in (decide_in(s, ledger, region.id) for s in subjects) if not v.has]
    found = [(choose(v.subject), v) for v in lacking]
    return [_row(clause, own, context) for clause, own in found if clause is not None]


def _chooser(region: RegionName, parent: str, ledger: Ledger, subjects: list[Subject], context: Context) -> Chooser:
    if parent.lower() in PEERS:
        return lambda subject: _earliest_peer(region, ledger, subject)
    if parent:
        return _named(parent, ledger, context)
    for above in context.names.regions.ancestors(region.id, ledger.as_of):
        if any(_in_region(above, ledger, s) for s in subjects):
            return lambda subject: _in_region(above, ledger, subject)
    context.notes.append(
        f"{region.name}的上级地区中没有持有含目录措施的文件，可用 parent 指定比照对象。"
        " / Nothing with a measure of the catalogue is held of the regions above: name a parent."
    )
    return lambda subject: None


def _named(parent: str, ledger: Ledger, context: Context) -> Chooser:
    """A region if the name is one, else a policy. Raises UnknownName, AmbiguousName."""
    try:
        region = context.names.regions.find(parent).id
    except AmbiguousName:
        raise
    except UnknownName:
        policy = context.names.policies.find(parent).id
        return lambda subject: strongest(c for c in subject.clauses if c.policy_id == policy)
    return lambda subject: _in_region(region, ledger, subject)


def _in_region(region: str, ledger: Ledger, subject: Subject) -> Clause | None:
    verdict = decide_in(subject, ledger, region) if region in ledger.regions else None
    return verdict.clause if verdict and verdict.has else None


def _earliest_peer(region: RegionName, ledger: Ledger, subject: Subject) -> Clause | None:
    peers = [v for v in decide(subject, ledger) if v.has and v.region.level == region.level]
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
