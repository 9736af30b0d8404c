"""The accuracy gate: what the program reads against what people read (data/gold).

    python tests/gate.py                  print precision and recall; exit 1 under a floor
    python tests/gate.py --raise          lift the floors to what was measured
    python tests/gate.py --lower KEY      lower one floor, on purpose
    python tests/gate.py --show targets   print every difference of one fact type

Floors are in tests/gate_baseline.json with a digest of the gold: changed gold is said, never silent.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz import fuzz

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from graph.ids import doc_number_key, squeeze  # noqa: E402
from graph.record import Record, Responsibility, Target  # noqa: E402
from loaders.pipeline import extract_record  # noqa: E402

GOLD = ROOT / "data" / "gold"
BASELINE = Path(__file__).with_name("gate_baseline.json")
DEVSET = ROOT.parent / "shared" / "devset"
SLACK = 0.0005  # rounding of the printed floors

Json = dict[str, Any]


@dataclass
class Score:
    """Counts of one fact type."""

    right: float = 0
    made: float = 0
    wanted: float = 0
    misses: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.made if self.made else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        total = self.made + self.wanted
        return 2 * self.right / total if total else 1.0


Scores = dict[str, Score]


def bare(value: object) -> str:
    """A value for comparison: without white space, brackets in one form."""
    text = squeeze(str(value)) if value is not None else ""
    return text.translate(str.maketrans("[【「『（〔", "((((((")).translate(str.maketrans("]】」』）〕", "))))))"))


def exact(scores: Scores, name: str, where: str, got: object, want: object) -> None:
    """One field: right or wrong."""
    score = scores.setdefault(name, Score())
    same = bare(got) == bare(want)
    score.made += 1
    score.wanted += 1
    score.right += same
    if not same:
        score.misses.append(f"{where}: got {got!r}, want {want!r}")


def multiset(scores: Scores, name: str, where: str, got: Iterable[str], want: Iterable[str]) -> None:
    """Facts without order: each counted as often as it stands there."""
    score = scores.setdefault(name, Score())
    have, need = Counter(got), Counter(want)
    score.right += sum((have & need).values())
    score.made += sum(have.values())
    score.wanted += sum(need.values())
    score.misses += [f"{where}: extra {k}" for k in (have - need).elements()]
    score.misses += [f"{where}: missing {k}" for k in (need - have).elements()]


def compare_header(scores: Scores, where: str, record: Record, gold: Json) -> None:
    head, region = record.header, record.header.region
    got: Json = {
        "title": head.title,
        "notice_title": head.notice_title,
        "doc_number": doc_number_key(head.doc_number) if head.doc_number else None,
        "doc_type": head.doc_type,
        "issued_on": head.issued_on,
        "date_basis": head.date_basis,
        "region": region.code or region.name if region else None,
        "level": region.level if region else None,
        "is_policy": head.is_policy,
        "kind": head.kind,
    }
    for name, value in gold.items():
        if name == "issuers":
            multiset(
                scores, "header.issuers", where, [bare(i.as_written) for i in head.issuers], [bare(v) for v in value]
            )
        elif name in got:
            want = doc_number_key(str(value)) if name == "doc_number" and value else value
            exact(scores, f"header.{name}", where, got[name], want)


def compare_rows(scores: Scores, where: str, record: Record, gold: list[Json]) -> None:
    """Task-table rows: a row is right when number and text are."""
    got = [f"{t.number} {bare(t.text)}" for t in record.tasks if t.kind == "table"]
    want = [f"{r['number']} {bare(r['text'])}" for r in gold]
    multiset(scores, "rows", where, got, want)


def compare_all_roles(scores: Scores, where: str, record: Record, gold: list[Json]) -> None:
    compare_roles(scores, where, [r for t in record.tasks for r in t.responsibilities], gold, "roles")


def compare_roles(scores: Scores, where: str, duties: list[Responsibility], gold: list[Json], fact: str) -> None:
    got = [f"{r.role} {bare(r.as_written)}" for r in duties]
    want = [f"{g['role']} {bare(g['as_written'])}" for g in gold]
    multiset(scores, fact, where, got, want)
    named = {bare(g["as_written"]): bare(g["name"]) for g in gold if "name" in g}
    for duty in duties:
        if bare(duty.as_written) in named:
            exact(scores, f"{fact}: names", f"{where} {duty.as_written}", duty.name, named[bare(duty.as_written)])


def compare_row_roles(scores: Scores, where: str, record: Record, gold: list[Json]) -> None:
    """Task-table rows only: every responsibility, its name, and rows right as a whole."""
    tasks = [t for t in record.tasks if t.kind == "table"]
    compare_roles(scores, where, [r for t in tasks for r in t.responsibilities], gold, "row roles")
    for number in dict.fromkeys(str(g["task"]) for g in gold):
        wanted = [g for g in gold if str(g["task"]) == number]
        got = {
            f"{r.role} {bare(r.as_written)} {bare(r.name)}"
            for t in tasks
            if t.number == number
            for r in t.responsibilities
        }
        named = all("name" in g for g in wanted)
        want = {f"{g['role']} {bare(g['as_written'])} {bare(g.get('name'))}" for g in wanted}
        if named:
            exact(scores, "row roles exact", f"{where} row {number}", " | ".join(sorted(got)), " | ".join(sorted(want)))


def compare_citations(scores: Scores, where: str, record: Record, gold: list[Json]) -> None:
    def key(title: str | None, number: str | None) -> str:
        return doc_number_key(number) if number else bare(title)

    parents = {key(g.get("title"), g.get("doc_number")) for g in gold if g["relation"] in ("implements", "forwards")}
    for relation in ("implements", "forwards", "repeals", "reports", "self", "cites"):
        got = {key(c.title, c.doc_number) for c in record.citations if c.relation == relation}
        want = {key(g.get("title"), g.get("doc_number")) for g in gold if g["relation"] == relation}
        if relation == "cites":  # a parent named again further down is no new fact
            got, want = got - parents, want - parents
        multiset(scores, f"citations.{relation}", where, got, want)


def compare_targets(scores: Scores, where: str, record: Record, gold: list[Json]) -> None:
    """Pairs by value and likeness of the indicator; comparator, unit and year are judged on the pairs."""
    made = [t for t in record.targets if t.kind == "target"]
    wanted = [g for g in gold if g.get("kind", "target") == "target"]
    score = scores.setdefault("targets", Score())
    score.made += len(made)
    score.wanted += len(wanted)
    free = list(made)
    for want in wanted:
        pair = max(free, key=lambda t: likeness(t, want), default=None)
        if pair is None or likeness(pair, want) < 50:
            score.misses.append(f"{where}: missing {want}")
            continue
        free.remove(pair)
        score.right += 1
        for name in ("comparator", "unit", "year", "kind", "value_max", "per", "every"):
            if name in want:
                exact(scores, f"targets.{name}", f"{where} {want['indicator']}", getattr(pair, name), want[name])
    score.misses += [f"{where}: extra {t.kind} {t.indicator} {t.comparator} {t.value} {t.unit}" for t in free]


def likeness(target: Target, gold: Json) -> float:
    """0 unless the value is the same; then how alike the indicators are, 0–100."""
    if abs(target.value - float(gold["value"])) > 1e-9:
        return 0.0
    return (
        50.0
        + fuzz.token_set_ratio(bare(target.indicator), bare(gold["indicator"])) / 2
        - (0 if fuzz.partial_ratio(bare(target.indicator), bare(gold["indicator"])) >= 50 else 50)
    )


PARTS: dict[str, Callable[[Scores, str, Record, Any], None]] = {
    "header": compare_header,
    "rows": compare_rows,
    "roles": compare_all_roles,
    "row_roles": compare_row_roles,
    "citations": compare_citations,
    "targets": compare_targets,
}


def locate(name: str) -> Path:
    """data/corpus for shipped files, the development set for the others."""
    room, _, rest = name.partition("/")
    return ROOT / "data" / "corpus" / rest if room == "corpus" else DEVSET / rest


def measure() -> tuple[Scores, int, int]:
    """Scores over all gold whose file is there; how many were measured and skipped."""
    scores: Scores = {}
    measured = skipped = 0
    for path in sorted(GOLD.glob("documents/*.yaml")):
        gold = yaml.safe_load(path.read_text(encoding="utf-8"))
        file = locate(gold["file"])
        if not file.is_file():
            skipped += 1
            continue
        data = file.read_bytes()
        if hashlib.sha256(data).hexdigest() != gold["sha256"]:
            raise SystemExit(f"{path}: the file {file} is not the one that was labelled")
        record = extract_record(data, file.name)
        for name, compare in PARTS.items():
            if name in gold:
                compare(scores, gold["file"], record, gold[name])
        measured += 1
    return scores, measured, skipped


def gold_digest() -> str:
    whole = hashlib.sha256()
    for path in sorted(GOLD.rglob("*.yaml")):
        whole.update(path.name.encode() + path.read_bytes())
    return whole.hexdigest()[:16]


def report(scores: Scores, floors: dict[str, Json]) -> list[str]:
    """Print the table; return what fell under its floor."""
    fallen = []
    print(f"{'fact':22} {'precision':>9} {'recall':>7} {'F1':>6} {'n':>6}  floor")
    for name in sorted(scores):
        score, floor = scores[name], floors.get(name, {})
        low = [k for k in ("precision", "recall") if getattr(score, k) < floor.get(k, 0) - SLACK]
        shown = f"{floor['precision']:.3f}/{floor['recall']:.3f}" if floor else "none"
        mark = "  ← under" if low else ""
        counts = f"{score.precision:9.3f} {score.recall:7.3f} {score.f1:6.3f} {score.wanted:6.0f}"
        print(f"{name:22} {counts}  {shown}{mark}")
        fallen += [name] if low else []
    return fallen


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to what was measured")
    parser.add_argument("--lower", metavar="KEY", action="append", default=[], help="lower this floor, on purpose")
    parser.add_argument("--show", metavar="KEY", help="print the differences of this fact type")
    options = parser.parse_args(arguments)
    baseline = json.loads(BASELINE.read_text()) if BASELINE.is_file() else {"gold": "", "floors": {}}
    floors: dict[str, Json] = baseline["floors"]
    scores, measured, skipped = measure()
    for key in options.lower:
        floors[key] = {"precision": scores[key].precision, "recall": scores[key].recall}
    fallen = report(scores, floors)
    print(f"{measured} documents measured, {skipped} skipped (development set not here)")
    if options.show:
        print("\n".join(m for k, s in sorted(scores.items()) if k.startswith(options.show) for m in s.misses))
    if baseline["gold"] != gold_digest():
        print("the gold has changed since the floors were set")
    if options.lift or options.lower:
        if skipped:
            print("floors are set only where the development set is there")
            return 1
        for name, score in scores.items():
            old = floors.get(name, {"precision": 0, "recall": 0})
            floors[name] = {k: round(max(old[k], getattr(score, k)), 4) for k in ("precision", "recall")}
        BASELINE.write_text(json.dumps({"gold": gold_digest(), "floors": floors}, indent=2, sort_keys=True) + "\n")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
