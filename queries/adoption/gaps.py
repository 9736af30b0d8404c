"""gaps: measures that the parent (a region, a policy, or the peers) has and the region lacks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from graph.errors import AmbiguousName, UnknownName
from queries.adoption.ledger import Ledger, date_key
from queries.adoption.measure_list import catalogue_measures
from queries.adoption.rows import evidence
from queries.adoption.states import Clause, Subject, Verdict, decide_in, strongest
from queries.adoption.subjects import ledger_at, with_region
from queries.adoption.task_phrases import task_phrases
from queries.context import Context, Table
from queries.names import RegionName

Chooser = Callable[[Subject], Clause | None]  # the clause by which the parent has the measure

PEERS = ("peers", "同级")
_NOTHING_ABOVE = (
    "没有可与{region}比照的文件或目录措施，可用 parent 指定比照的地区或文件。"
    " / Nothing is held that {region} could be compared with: name a region or policy as parent."
)


@dataclass(frozen=True, slots=True)
class Against:
    """What the region is compared with. kind: above (the nearest that has measures) | region | policy | peers."""

    kind: str
    regions: list[str]
    policies: list[str]


def prepare(params: Mapping[str, Any], context: Context) -> Mapping[str, Any]:
    region: RegionName = params["region"]
    ledger = with_region(region, ledger_at(context, context.today.isoformat()))
    against = _against(region, params["parent"], ledger, context)
    theirs = against.policies or ledger.policies_of(against.regions)
    policies = [*ledger.policies_of([region.id]), *theirs] or ["-"]
    return {**params, "ledger": ledger, "against": against, "theirs": frozenset(theirs), "policy_ids": policies}


def finish(rows: Table, params: Mapping[str, Any], context: Context) -> Table:
    region, ledger, against = params["region"], params["ledger"], params["against"]
    subjects = catalogue_measures(rows, "")
    if not any(clause.policy_id in params["theirs"] for s in subjects for clause in s.clauses):
        return _by_tasks(region, against, ledger, context)
    choose = _chooser(against, ledger, subjects)
    if choose is None:
        context.notes.append(_NOTHING_ABOVE.format(region=region.name))
        return []
    lacking = [v for v in (decide_in(s, ledger, region.id) for s in subjects) if not v.has]
    found = [(choose(v.subject), v) for v in lacking]
    return [_row(clause, own, context) for clause, own in found if clause is not None]


def _by_tasks(region: RegionName, against: Against, ledger: Ledger, context: Context) -> Table:
    """The parent has no measure of the catalogue: its tasks are the measures."""
    held = [r for r in against.regions if r in ledger.regions and ledger.regions[r].in_force()]
    policies = against.policies or [p for r in held[:1] for p in ledger.regions[r].in_force()]
    if against.kind == "peers" or not policies:
        context.notes.append(_NOTHING_ABOVE.format(region=region.name))
        return []
    context.notes.append(
        "比照文件中没有目录措施：以其各项任务为措施。"
        " / The parent has no measure of the catalogue: its tasks are taken for measures."
    )
    listed = [(t.own, decide_in(t.subject, ledger, region.id)) for t in task_phrases(policies, ledger, context)]
    return [_row(own, verdict, context) for own, verdict in listed if not verdict.has]


def _against(region: RegionName, parent: str, ledger: Ledger, context: Context) -> Against:
    """Raises UnknownName, AmbiguousName: `parent` is neither a region nor a policy."""
    if parent.lower() in PEERS:
        peers = [r.id for r in ledger.regions.values() if r.level == region.level and r.id != region.id]
        return Against("peers", peers, [])
    if not parent:
        return Against("above", list(context.names.regions.ancestors(region.id, ledger.as_of)), [])
    try:
        return Against("region", [context.names.regions.find(parent).id], [])
    except AmbiguousName:
        raise
    except UnknownName:
        return Against("policy", [], [context.names.policies.find(parent).id])


def _chooser(against: Against, ledger: Ledger, subjects: list[Subject]) -> Chooser | None:
    """None: nothing above has any measure."""
    if against.kind == "peers":
        return lambda subject: _earliest(against.regions, ledger, subject)
    if against.kind == "policy":
        return lambda subject: strongest(c for c in subject.clauses if c.policy_id in against.policies)
    for region in against.regions:
        if against.kind == "region" or any(_in_region(region, ledger, s) for s in subjects):
            return lambda subject: _in_region(region, ledger, subject)
    return None


def _in_region(region: str, ledger: Ledger, subject: Subject) -> Clause | None:
    verdict = decide_in(subject, ledger, region) if region in ledger.regions else None
    return verdict.clause if verdict and verdict.has else None


def _earliest(regions: list[str], ledger: Ledger, subject: Subject) -> Clause | None:
    having = [v for v in (decide_in(subject, ledger, r) for r in regions) if v.has]
    first = min(having, key=lambda v: (date_key(v.first.issued_on if v.first else ""), v.region.id), default=None)
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
