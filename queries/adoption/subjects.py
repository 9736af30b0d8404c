"""From the `measure` parameter to clauses: those of the catalogue by their edges, a phrase through the matcher."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from graph.store import Match, MeasureName
from queries.adoption.ledger import HeldRegion, Ledger, read_ledger
from queries.adoption.states import Clause, Subject, clauses_from
from queries.context import Context
from queries.names import RegionName

LEVEL_ORDER = {"national": 0, "province": 1, "prefecture": 2, "county": 3}


def ledger_at(context: Context, as_of: str) -> Ledger:
    """What is held, region by region, on that day."""
    return read_ledger(context.fetch_once("ledger"), as_of)


def with_region(region: RegionName, ledger: Ledger) -> Ledger:
    """The ledger with the region in it, even if nothing is held of it."""
    here = ledger.regions.get(region.id) or HeldRegion(region.id, region.code, region.name, region.level)
    return Ledger(ledger.as_of, {**ledger.regions, region.id: here}, ledger.by_policy)


def catalogue_subject(
    measure: MeasureName, domain: str, rows: Iterable[Mapping[str, Any]], matches: Iterable[Match] = ()
) -> Subject:
    """A measure of the catalogue with its clauses (rows of a clause statement). A text of its domain can lack it.

    `matches`: what the matcher finds for the words that were asked; the clause that says them best is shown.
    """
    where = domain or measure.domain or ""
    fits = {(m.document_id, m.span_start, m.span_end): m.fit for m in matches}
    clauses = clauses_from(rows)[measure.id]
    return Subject(
        id=measure.id,
        name=measure.name,
        domains=frozenset({where}) if where else None,
        clauses=tuple(replace(c, fit=fits.get((c.document_id, c.span_start, c.span_end), 0.0)) for c in clauses),
    )


def phrase_subject(measure: MeasureName, domain: str, ledger: Ledger, context: Context) -> Subject:
    """A free phrase: what the matcher finds. Its domain is the parameter, else the domains in which it is found."""
    matches = context.matcher.matches(measure.name, domain=domain or None)
    clauses = tuple(found_clauses(matches, context))
    found = {d for c in clauses for d in domains_of(c.policy_id, ledger)}
    if not domain and not found:
        context.notes.append(
            f"「{measure.name}」未在任何已分领域的文件中出现，无法判断哪些地区没有采取；请用 domain 指定领域。"
            f" / {measure.name} was found in no policy with a domain, so nothing can be called absent: give a domain."
        )
    return Subject(measure.id, measure.name, frozenset({domain} if domain else found), clauses)


def unplaced(subjects: Iterable[Subject], ledger: Ledger) -> list[str]:
    """Ids of the policies that have a measure but apply to no known region."""
    return sorted({c.policy_id for s in subjects for c in s.clauses if c.policy_id not in ledger.by_policy})


def tell_unplaced(subjects: Iterable[Subject], ledger: Ledger, context: Context) -> None:
    """Adoptions that no row can show are not dropped in silence."""
    policies = unplaced(subjects, ledger)
    if policies:
        context.notes.append(
            f"有{len(policies)}份含有此类措施的文件地区不明，未列入：{'、'.join(policies[:5])}"
            f" / {len(policies)} policies that have it are of no known region and in no row."
        )


def found_clauses(matches: Iterable[Match], context: Context) -> Iterable[Clause]:
    """Matches with the policies whose tasks they are; a match in a task that no policy shows is left out."""
    found = list(matches)
    if not found:
        return
    owners: dict[str, list[tuple[str, str]]] = {}
    for row in context.fetch("phrase_clauses", {"tasks": sorted({m.task_id for m in found})}):
        owners.setdefault(str(row["task_id"]), []).append((str(row["policy_id"]), str(row["basis"])))
    for match in found:
        for policy, basis in owners.get(match.task_id, ()):
            yield _clause(match, policy, basis)


def _clause(match: Match, policy: str, basis: str) -> Clause:
    return Clause(
        policy_id=policy,
        task_id=match.task_id,
        basis=basis,
        state=match.state,
        modality=match.modality,
        score=match.score,
        why=match.why,
        document_id=match.document_id,
        span_start=match.span_start,
        span_end=match.span_end,
        quote=match.quote,
        evidence_id=f"{match.document_id}:{match.span_start}-{match.span_end}",
        fit=match.fit,
    )


def domains_of(policy: str, ledger: Ledger) -> frozenset[str]:
    """The domains of a policy that applies to some region; none otherwise."""
    for region in ledger.by_policy.get(policy, ()):
        return ledger.regions[region].holdings[policy].domains
    return frozenset()
