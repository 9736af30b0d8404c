"""Which document carries which policy, and which policy a citation means (issue D, "Policies").

Works on short summaries of all records, so that adding one document does not read the others.
A policy is known by its 文号; a title alone joins a policy only where exactly one known policy
of a fitting place has it. What fits nothing becomes a stub: cited, not held.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.ids import doc_number_key, policy_id
from graph.record import Record
from loaders.resolve.regions import region_book
from loaders.resolve.stubs import covers, origin_of
from loaders.resolve.titles import TitleKey, title_key

_RANKS = {"text": 1, "mirror": 2, "digest": 3, "interpretation": 4, "report": 5}
_ATTESTING = {
    "news": "report",
    "qa": "report",
    "speech": "report",
    "interpretation": "interpretation",
    "other": "report",
}


@dataclass(frozen=True, slots=True)
class CitedPolicy:
    """A citation in brief."""

    citation: str
    title: str | None
    doc_number: str | None
    relation: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What policy resolution needs to know of a document."""

    document: str
    is_policy: bool
    kind: str
    title: str | None
    notice_title: str | None
    doc_number: str | None
    doc_type: str | None
    issuer: str | None
    issued_on: str | None
    date_basis: str | None
    date_precision: str | None
    valid_from: str | None
    valid_to: str | None
    region: str | None
    region_name: str | None
    level: str | None
    domains: tuple[str, ...]
    truncated: bool
    tasks: int
    characters: int
    citations: tuple[CitedPolicy, ...]


def summarise(record: Record) -> Summary:
    """The summary of one record."""
    head = record.header
    issuer = head.issuers[0] if head.issuers else None
    return Summary(
        document=record.id,
        is_policy=head.is_policy,
        kind=head.kind,
        title=head.title,
        notice_title=head.notice_title,
        doc_number=head.doc_number,
        doc_type=head.doc_type,
        issuer=(issuer.name or issuer.as_written) if issuer else None,
        issued_on=head.issued_on,
        date_basis=head.date_basis,
        date_precision=head.date_precision,
        valid_from=head.valid_from,
        valid_to=head.valid_to,
        region=_region_id(record),
        region_name=head.region.name if head.region else None,
        level=head.region.level if head.region else None,
        domains=tuple(d.id for d in head.domains),
        truncated=record.source.truncated,
        tasks=len(record.tasks),
        characters=len(record.text),
        citations=tuple(CitedPolicy(c.id, c.title, c.doc_number, c.relation) for c in record.citations),
    )


def _region_id(record: Record) -> str | None:
    """The code; a development zone has none and is known by its id in the book."""
    ref = record.header.region
    if ref is None or ref.code or not ref.name:
        return ref.code if ref else None
    unit = region_book().by_path(ref.name)
    return unit.id if unit else None


@dataclass(frozen=True, slots=True)
class Attestation:
    """Document → policy. `best`: this document's tasks are the ones shown."""

    policy: str
    role: str  # text | mirror | digest | interpretation | report
    rank: int
    best: bool


@dataclass(frozen=True, slots=True)
class PolicyFacts:
    """A policy as the held documents state it; a stub has only what citations give."""

    id: str
    title: str
    doc_number: str
    doc_type: str
    issued_on: str
    date_basis: str
    date_precision: str
    valid_from: str
    valid_to: str
    status: str  # repealed | "" (nothing held says so)
    domains: tuple[str, ...]
    held: bool
    basis: str  # text | digest | report | "" (cited only)
    document: str
    region: str
    level: str
    same_as: tuple[str, ...]
    issuer: str = ""  # of what is not held: as far as title and number tell
    issuer_basis: str = ""  # title | number, or why the issuer is open


@dataclass(slots=True)
class Resolution:
    """attested: document → attestations; cited: document → {citation id → policy id}; policies by id."""

    attested: dict[str, tuple[Attestation, ...]] = field(default_factory=dict)
    cited: dict[str, dict[str, str]] = field(default_factory=dict)
    policies: dict[str, PolicyFacts] = field(default_factory=dict)


@dataclass(slots=True)
class _Cluster:
    """All mentions of one policy."""

    number: str | None = None
    titles: dict[str, None] = field(default_factory=dict)  # in order of first mention
    keys: set[TitleKey] = field(default_factory=set)
    texts: list[Summary] = field(default_factory=list)
    reports: list[Summary] = field(default_factory=list)
    repealed: bool = False
    citing: set[str | None] = field(default_factory=set)  # regions of the documents that name it

    def regions(self) -> set[str | None]:
        return {s.region for s in (self.texts or self.reports)}


class PolicyBook:
    """Clusters every own and cited policy of the given summaries. Order-independent: works on sorted ids."""

    def __init__(self, summaries: Iterable[Summary]) -> None:
        self._summaries = sorted(summaries, key=lambda s: s.document)
        self._by_number: dict[str, _Cluster] = {}
        self._by_core: dict[str, list[_Cluster]] = defaultdict(list)
        self._clusters: list[_Cluster] = []
        self._own: dict[str, list[_Cluster]] = defaultdict(list)
        self._cited: dict[str, dict[str, _Cluster]] = defaultdict(dict)

    def resolve(self) -> Resolution:
        """Numbers first, then held titles, then cited titles, then reports."""
        self._place_numbers()
        self._place_own_titles()
        self._place_cited_titles()
        return self._result()

    def _place_numbers(self) -> None:
        for summary in self._summaries:
            if summary.is_policy and summary.doc_number:
                cluster = self._numbered(summary.doc_number)
                self._name(cluster, summary.title, summary.notice_title)
                cluster.texts.append(summary)
                self._own[summary.document].append(cluster)
            for cited in summary.citations:
                if cited.doc_number and cited.relation != "self":
                    cluster = self._numbered(cited.doc_number)
                    self._name(cluster, cited.title)
                    self._refer(summary, cited, cluster)

    def _place_own_titles(self) -> None:
        for summary in self._summaries:
            if not summary.is_policy or summary.doc_number or not summary.title:
                continue
            cluster = self._same_title(summary, summary.title) or self._new()
            self._name(cluster, summary.title, summary.notice_title)
            cluster.texts.append(summary)
            self._own[summary.document].append(cluster)

    def _place_cited_titles(self) -> None:
        for relation_first in (True, False):  # a reported policy is placed before those who merely cite it
            for summary in self._summaries:
                for cited in summary.citations:
                    if cited.doc_number or not cited.title or cited.relation == "self":
                        continue
                    if (cited.relation == "reports") is relation_first:
                        self._place_cited_title(summary, cited, cited.title)

    def _place_cited_title(self, summary: Summary, cited: CitedPolicy, title: str) -> None:
        cluster = self._same_title(summary, title)
        if cluster is None:
            cluster = self._new()
            self._name(cluster, title)
        self._refer(summary, cited, cluster)

    def _refer(self, summary: Summary, cited: CitedPolicy, cluster: _Cluster) -> None:
        self._cited[summary.document][cited.citation] = cluster
        cluster.citing.add(summary.region)
        if cited.relation == "repeals":
            cluster.repealed = True
        if cited.relation == "reports" and not summary.is_policy and summary not in cluster.reports:
            cluster.reports.append(summary)
            self._own[summary.document].append(cluster)

    def _same_title(self, summary: Summary, title: str) -> _Cluster | None:
        """The one known policy with this title whose place fits; None when none or several fit."""
        key = title_key(title)
        fitting = [c for c in self._by_core.get(key.core, ()) if _fits(c, key, summary)]
        return fitting[0] if len(fitting) == 1 else None

    def _numbered(self, number: str) -> _Cluster:
        key = doc_number_key(number)
        if key not in self._by_number:
            self._by_number[key] = self._new()
            self._by_number[key].number = key
        return self._by_number[key]

    def _new(self) -> _Cluster:
        cluster = _Cluster()
        self._clusters.append(cluster)
        return cluster

    def _name(self, cluster: _Cluster, *titles: str | None) -> None:
        for title in titles:
            if not title:
                continue
            cluster.titles.setdefault(title)
            key = title_key(title)
            cluster.keys.add(key)
            if cluster not in self._by_core[key.core]:
                self._by_core[key.core].append(cluster)

    def _result(self) -> Resolution:
        ids = {id(c): _cluster_id(c) for c in self._clusters}
        result = Resolution()
        for cluster in self._clusters:
            facts = _facts(cluster, ids[id(cluster)])
            known = result.policies.get(facts.id)
            if known is None or (facts.held and not known.held):
                result.policies[facts.id] = facts
        for summary in self._summaries:
            own = self._own.get(summary.document, [])
            result.attested[summary.document] = tuple(_attest(c, ids[id(c)], summary, own[0] is c) for c in own)
            cited = self._cited.get(summary.document, {})
            result.cited[summary.document] = {c: ids[id(k)] for c, k in sorted(cited.items())}
        return result


def _fits(cluster: _Cluster, key: TitleKey, summary: Summary) -> bool:
    """May a title cited (or borne) by this document mean this policy?

    A named issuer must be the policy's; without one, the policy must be of the document's own
    place or of one above it (codes of provinces and prefectures are prefixes), or national.
    """
    issuers = {k.issuer for k in cluster.keys if k.issuer} | {s.issuer for s in cluster.texts if s.issuer}
    if key.issuer and issuers:
        return any(key.issuer in i or i in key.issuer for i in issuers)
    places = {p for p in cluster.regions() if p}
    if not places or not summary.region:
        return True
    return any(covers(place, summary.region) for place in places)


def _cluster_id(cluster: _Cluster) -> str:
    if cluster.number:
        return cluster.number
    best = _best(cluster.texts)
    if best:
        return policy_id(None, best.issuer or best.region_name, best.title, (best.issued_on or "")[:4] or None)
    title = next(iter(cluster.titles), None)
    key = title_key(title or "")
    return policy_id(None, key.issuer or None, key.core, None)


def _same_as(cluster: _Cluster, own_id: str) -> tuple[str, ...]:
    """Ids under which this policy was known before it was merged with its number or text."""
    keys = [title_key(t) for t in cluster.titles]
    ids = {policy_id(None, k.issuer or None, k.core, None) for k in keys}
    return tuple(sorted(ids - {own_id}))


def _best(summaries: list[Summary]) -> Summary | None:
    """The best text: whole before truncated, more tasks, longer, then by id."""
    ranked = sorted(summaries, key=lambda s: (s.truncated, -s.tasks, -s.characters, s.document))
    return ranked[0] if ranked else None


def _attest(cluster: _Cluster, own_id: str, summary: Summary, first: bool) -> Attestation:
    best_text = _best(cluster.texts)
    if summary in cluster.texts:
        best = summary is best_text
        role = "text" if best else "mirror"
        return Attestation(own_id, role, _RANKS[role], best)
    role = _ATTESTING.get(summary.kind, "report")
    best = best_text is None and first and summary is _best(cluster.reports)
    return Attestation(own_id, role, _RANKS[role], best)


def _facts(cluster: _Cluster, own_id: str) -> PolicyFacts:
    text, report = _best(cluster.texts), _best(cluster.reports)
    shown = text or report
    title = (text.title if text else None) or next(iter(cluster.titles), None) or cluster.number or ""
    origin = origin_of(cluster.titles, cluster.number, cluster.citing) if text is None else None
    return PolicyFacts(
        id=own_id,
        title=title,
        doc_number=(text.doc_number if text else None) or cluster.number or "",
        doc_type=(text.doc_type if text else None) or "",
        issued_on=(text.issued_on if text else None) or "",
        date_basis=(text.date_basis if text else None) or "",
        date_precision=(text.date_precision if text else None) or "",
        valid_from=(text.valid_from if text else None) or "",
        valid_to=(text.valid_to if text else None) or "",
        status="repealed" if cluster.repealed else "",
        domains=shown.domains if shown else (),
        held=text is not None,
        basis="text" if text else ("report" if report else ""),
        document=shown.document if shown else "",
        region=(shown.region if shown else None) or (origin.region if origin else ""),
        level=(shown.level if shown and shown.region else None) or (origin.level if origin else ""),
        same_as=_same_as(cluster, own_id),
        issuer=origin.issuer if origin else "",
        issuer_basis=origin.basis if origin else "",
    )
