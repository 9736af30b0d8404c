"""review, measures, decisions: what people decide about answers, and new measures out of documents."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import Annotated

import typer

from api.commands.extract import Paths
from api.console import note, progress
from api.wiring import cores, workspace
from graph.decisions import Decision

By = Annotated[str, typer.Option("--by", help="Who decides (default: your user name).")]
Why = Annotated[str, typer.Option("--why", help="The reason.")]
Evidence = Annotated[str, typer.Argument(help="<document_id>:<start>-<end>, as review next prints it.")]
MeasureId = Annotated[str, typer.Argument(help="Measure id, as review next prints it.")]

review = typer.Typer(help="Judge matches: uncertain ones first.", no_args_is_help=True)
measures = typer.Typer(help="Measures out of documents.", no_args_is_help=True)
decisions = typer.Typer(help="The log of what people decided.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    app.add_typer(review, name="review")
    app.add_typer(measures, name="measures")
    app.add_typer(decisions, name="decisions")


@review.command("next")
def next_(
    measure: Annotated[str, typer.Option(help="Only this measure.")] = "",
    by: By = "",
    limit: Annotated[int, typer.Option(help="How many.")] = 10,
) -> None:
    """Show what to judge next: contested matches, then the most uncertain.

    Example: tiaokuai review next --measure yiyang.two-way-referral --limit 5
    """
    from api.deciding import queue

    with workspace() as space:
        for item in queue(space, by=by or None, measure=measure or None, limit=limit):
            mark = "contested" if item.contested else f"{item.score:.2f}"
            place = f"{item.document_id}:{item.span[0]}-{item.span[1]}"
            quote = " ".join(item.quote.split())
            sys.stdout.write(f"{place} {item.measure_id}\n  {item.measure_name} [{mark}, {item.state}]: {quote}\n")
            sys.stdout.write(f"  {item.why}\n")


@review.command()
def accept(
    evidence: Evidence,
    measure: MeasureId,
    state: Annotated[str, typer.Option(help="adopted or adopted_modified, where it is another than shown.")] = "",
    by: By = "",
    why: Why = "",
) -> None:
    """This clause is an instance of the measure.

    Example: tiaokuai review accept 14b3568796e499e4:6435-6457 yiyang.two-way-referral
    """
    _judge("accept", evidence, measure, by, why, state or None)


@review.command()
def reject(evidence: Evidence, measure: MeasureId, by: By = "", why: Why = "") -> None:
    """This clause is not an instance of the measure.

    Example: tiaokuai review reject 14b3568796e499e4:6435-6457 yiyang.two-way-referral --why "only a heading"
    """
    _judge("reject", evidence, measure, by, why, None)


@review.command()
def split(
    evidence: Evidence,
    measure: MeasureId,
    into: Annotated[str, typer.Argument(help="The measure it belongs to instead.")],
    by: By = "",
    why: Why = "",
) -> None:
    """This clause belongs to another measure.

    Example: tiaokuai review split 14b3568796e499e4:6435-6457 yiyang.home-beds yiyang.home-visits
    """
    _judge("split", evidence, measure, by, why, into)


@review.command()
def merge(
    measure: MeasureId,
    into: Annotated[str, typer.Argument(help="The measure it is the same as.")],
    by: By = "",
    why: Why = "",
) -> None:
    """Two measures are one.

    Example: tiaokuai review merge my.referral yiyang.two-way-referral
    """
    _decide(Decision(by=_name(by), verb="merge", measure_id=measure, value=into, why=why))


@review.command()
def rename(
    measure: MeasureId, name: Annotated[str, typer.Argument(help="The new name.")], by: By = "", why: Why = ""
) -> None:
    """Call a measure something else.

    Example: tiaokuai review rename yiyang.two-way-referral 双向转诊机制
    """
    _decide(Decision(by=_name(by), verb="rename", measure_id=measure, value=name, why=why))


@review.command()
def undo(decision: Annotated[str, typer.Argument(help="Id of a decision, as the log prints it.")], by: By = "") -> None:
    """Take a decision back.

    Example: tiaokuai review undo 3f2a90c1b7de
    """
    _decide(Decision(by=_name(by), verb="undo", value=decision))


@review.command()
def log() -> None:
    """Print every decision, and how far two coders agree (Cohen's κ).

    Example: tiaokuai review log
    """
    from graph.agreement import agreements
    from graph.decisions import read_decisions

    with workspace() as space:
        found = read_decisions(space.home)
    standing = {d.id for d in found.standing}
    for item in found.lines:
        about = item.measure_id or item.agency_id or item.policy_id or item.evidence or ""
        gone = "" if item.id in standing or item.verb == "undo" else " (taken back)"
        value = f" → {item.value}" if item.value else ""
        sys.stdout.write(f"{item.id} {item.at[:16]} {item.by} {item.verb} {about}{value} {item.why}{gone}\n")
    for pair in agreements(found):
        kappa = "not defined" if pair.kappa is None else f"{pair.kappa:.2f}"
        note(f"{pair.first} and {pair.second}: {pair.both} judged by both, κ = {kappa}")


@measures.command()
def discover(
    paths: Paths,
    domain: Annotated[str, typer.Option(help="Only documents of this domain.")] = "",
    least: Annotated[int, typer.Option(help="Documents that must share a measure.")] = 3,
) -> None:
    """Propose measures from documents. Nothing is adopted until you put it into HOME/measures/.

    Example: tiaokuai measures discover --domain housing policies/ > housing.yaml
    """
    from api.extracting import items_of
    from graph.record import Record
    from loaders.measures.discover import discover as find
    from loaders.measures.discover import proposals_yaml
    from loaders.pipeline import extract_many

    items = items_of(paths)
    with progress("reading", len(items)) as tick:
        outcomes = list(extract_many(items, workers=cores(), tick=tick))
    records = [o for o in outcomes if isinstance(o, Record)]
    proposals = find(records, domain=domain or None, least=least)
    sys.stdout.write(proposals_yaml(proposals, domain or "proposed"))
    note(f"{len(proposals)} measures proposed from {len(records)} documents; {len(outcomes) - len(records)} not read")


@decisions.command()
def export(
    output: Annotated[Path | None, typer.Option("--output", "-o", help="File to write; stdout without it.")] = None,
) -> None:
    """Standing decisions as regression cases: one JSON line each, with the words they are about.

    Example: tiaokuai decisions export -o cases.ndjson
    """
    from api.deciding import cases

    with workspace() as space:
        data = b"".join(line + b"\n" for line in cases(space))
    if output is None:
        sys.stdout.buffer.write(data)
    else:
        output.write_bytes(data)
    note(f"{data.count(bytes([10]))} cases")


def _judge(verb: str, evidence: str, measure: str, by: str, why: str, value: str | None) -> None:
    from api.deciding import judge

    with workspace() as space:
        written = judge(space, verb, evidence, measure, by=_name(by), why=why, value=value)
        report = space.builder().build()
    note(f"decision {written.id}: {verb} {measure}; graph {report.snapshot} (undo: tiaokuai review undo {written.id})")


def _decide(decision: Decision) -> None:
    from api.deciding import decide

    with workspace() as space:
        written = decide(space, decision)
        report = space.builder().build()
    note(f"decision {written.id}; graph {report.snapshot} (undo: tiaokuai review undo {written.id})")


def _name(by: str) -> str:
    return by or getpass.getuser()
