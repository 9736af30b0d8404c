"""The accuracy gate: what the program reads against what people read (data/gold).

    python tests/gate.py                  print precision and recall; exit 1 under a floor
    python tests/gate.py --raise          lift the floors to what was measured
    python tests/gate.py --lower KEY      lower one floor, on purpose (in both sets, or corpus:KEY, all:KEY)
    python tests/gate.py --show targets   print every difference of one fact type
    python tests/gate.py --held           measure the held-out labels instead: figures only, no floors;
                                          for all of them, and for each set in which they were labelled

Three sets: "corpus", the shipped documents, and "invented", texts of the genre made up and labelled for targets by
people who did not know the rules (data/gold/invented), always; "all", the shipped documents and the development set,
where that is there.
Floors are in tests/gate_baseline.json with a digest of the gold: changed gold is said, never silent.

A label may be `optional` (the contract leaves it open: neither wanted nor counted against) and may have other
readings in `also` (where a name begins or ends can be read in two ways). Both are decided when the label is
made, before the program reads the document.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
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
    text = squeeze(f"{value:g}" if isinstance(value, float) else str(value)) if value is not None else ""
    return text.translate(str.maketrans("[【「『（〔", "((((((")).translate(str.maketrans("]】」』）〕", "))))))"))


def exact(scores: Scores, name: str, where: str, got: object, want: object) -> None:
    """One field: right or wrong; a list of wanted values is a choice."""
    score = scores.setdefault(name, Score())
    same = bare(got) in {bare(w) for w in (want if isinstance(want, list) else [want])}
    score.made += 1
    score.wanted += 1
    score.right += same
    if not same:
        score.misses.append(f"{where}: got {got!r}, want {want!r}")


def multiset(
    scores: Scores, name: str, where: str, got: Iterable[str], want: Iterable[str], open_to: Iterable[str] = ()
) -> None:
    """Facts without order: each counted as often as it stands there; those of `open_to` beyond the wanted are not."""
    score = scores.setdefault(name, Score())
    have, need, free = Counter(got), Counter(want), set(open_to)
    for fact in free & set(have):
        have[fact] = min(have[fact], need[fact])
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
            want = number_keys(value) if name == "doc_number" else value
            exact(scores, f"header.{name}", where, got[name], want)


def number_keys(value: Any) -> Any:
    """A labelled number, or each of several, in the form numbers are compared in; null stays."""
    if isinstance(value, list):
        return [number_keys(v) for v in value]
    return doc_number_key(str(value)) if value else value


def compare_rows(scores: Scores, where: str, record: Record, gold: list[Json]) -> None:
    """Task-table rows: a row is right when number and text are (of texts that are not shipped: their digest)."""
    got = [f"{t.number} {digest(t.text)}" for t in record.tasks if t.kind == "table"]
    want = [f"{r['number']} {r.get('digest') or digest(r['text'])}" for r in gold]
    multiset(scores, "rows", where, got, want)


def digest(text: str) -> str:
    return hashlib.sha256(bare(text).encode()).hexdigest()[:16]


def compare_all_roles(scores: Scores, where: str, record: Record, gold: list[Json]) -> None:
    """What is printed once is one statement, also where a heading's bracket governs several tasks."""
    printed = {(r.role, r.span): r for t in record.tasks for r in t.responsibilities}
    compare_roles(scores, where, list(printed.values()), gold, "roles")


def compare_narrative_roles(scores: Scores, where: str, record: Record, gold: list[Json]) -> None:
    """Prose only, beside the rows of a task table: department-duty sentences and brackets."""
    prose = [r for t in record.tasks if t.kind != "table" for r in t.responsibilities]
    compare_roles(scores, where, list({(r.role, r.span): r for r in prose}.values()), gold, "narrative roles")


def compare_roles(scores: Scores, where: str, duties: list[Responsibility], gold: list[Json], fact: str) -> None:
    other = {f"{g['role']} {bare(a)}": f"{g['role']} {bare(g['as_written'])}" for g in gold for a in g.get("also", ())}
    got = [f"{r.role} {bare(r.as_written)}" for r in duties]
    label = [(f"{g['role']} {bare(g['as_written'])}", g.get("optional", False)) for g in gold]
    wanted = [k for k, optional in label if not optional]
    multiset(scores, fact, where, [other.get(k, k) for k in got], wanted, (k for k, optional in label if optional))
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


PARENTAL = ("implements", "forwards")


def citation_key(title: str | None, number: str | None) -> str:
    return doc_number_key(number) if number else bare(title)


def compare_citations(scores: Scores, where: str, record: Record, gold: list[Json]) -> None:
    key = citation_key
    parents = {key(g.get("title"), g.get("doc_number")) for g in gold if g["relation"] in PARENTAL}
    for relation in ("implements", "forwards", "repeals", "reports", "self", "cites"):
        got = {key(c.title, c.doc_number) for c in record.citations if c.relation == relation}
        label = [
            (key(g.get("title"), g.get("doc_number")), g.get("optional", False))
            for g in gold
            if g["relation"] == relation
        ]
        want, free = ({k for k, optional in label if optional is wish} for wish in (False, True))
        if relation == "cites":  # a parent named again further down is no new fact
            got, want = got - parents, want - parents
        multiset(scores, f"citations.{relation}", where, got, want, free)


def compare_parents(scores: Scores, where: str, record: Record, gold: list[Json]) -> None:
    """What the whole text rests on or passes on, where a reader labelled nothing else of its citations."""
    got = {citation_key(c.title, c.doc_number) for c in record.citations if c.relation in PARENTAL}
    want, free = (
        {citation_key(g.get("title"), g.get("doc_number")) for g in gold if g.get("optional", False) is wish}
        for wish in (False, True)
    )
    multiset(scores, "parents", where, got, want, free)


def compare_targets(scores: Scores, where: str, record: Record, gold: list[Json]) -> None:
    """Pairs by value and likeness of the indicator; comparator, unit and year are judged on the pairs."""
    made = [t for t in record.targets if t.kind == "target"]
    labels = [g for g in gold if g.get("kind", "target") == "target"]
    score = scores.setdefault("targets", Score())
    pairs = best_pairs(made, labels)
    optional = {i for i, g in enumerate(labels) if g.get("optional")}
    score.wanted += len(labels) - len(optional)
    score.made += len(made) - sum(1 for i in pairs if i in optional)
    score.right += sum(1 for i in pairs if i not in optional)
    for i, want in enumerate(labels):
        if i in optional:
            continue
        if i not in pairs:
            score.misses.append(f"{where}: missing {want}")
            continue
        for name in ("comparator", "unit", "year", "value_max", "per", "every"):
            if name in want:
                got = getattr(made[pairs[i]], name)
                exact(scores, f"targets.{name}", f"{where} {want['indicator']}", got, want[name])
    rest = [t for j, t in enumerate(made) if j not in pairs.values()]
    score.misses += [f"{where}: extra {t.kind} {t.indicator} {t.comparator} {t.value} {t.unit}" for t in rest]


def best_pairs(made: list[Target], labels: list[Json]) -> dict[int, int]:
    """Label → target, the likest pairs first; wanted labels go before optional ones of the same likeness."""
    ranked = sorted(
        (-likeness(target, label), bool(label.get("optional")), i, j)
        for i, label in enumerate(labels)
        for j, target in enumerate(made)
    )
    pairs: dict[int, int] = {}
    for distance, _, i, j in ranked:
        if -distance >= 50 and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


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
    "narrative_roles": compare_narrative_roles,
    "citations": compare_citations,
    "parents": compare_parents,
    "targets": compare_targets,
}


@cache
def bulk_texts() -> dict[str, str]:
    """The bulk texts of the development set by id; empty where the set is not there."""
    path = DEVSET / "bulk.ndjson.gz"
    if not path.is_file():
        return {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return {row["id"]: row["text"] for row in map(json.loads, lines)}


def labelled_file(name: str) -> tuple[str, bytes] | None:
    """Name and bytes of a labelled document: corpus/x.txt (shipped), devset/texts/x.txt,
    devset/bulk.ndjson.gz#b0001 (one line of the bulk); None where the development set is not there."""
    room, _, rest = name.partition("/")
    path, _, line = rest.partition("#")
    if line:
        text = bulk_texts().get(line)
        return None if text is None else (f"{line}.txt", text.encode())
    rooms = {"corpus": ROOT / "data" / "corpus", "invented": GOLD / "invented", "held": GOLD / "held_out"}
    file = rooms.get(room, DEVSET) / path
    return (file.name, file.read_bytes()) if file.is_file() else None


@dataclass(frozen=True)
class Measured:
    """Scores of both sets ("all" only where nothing was skipped) and how many documents that were."""

    sets: dict[str, Scores]
    measured: int
    skipped: int


def measure() -> Measured:
    """Read every labelled document that is there and compare."""
    sets: dict[str, Scores] = {"corpus": {}, "invented": {}, "all": {}}
    measured = skipped = 0
    for gold, record in (*labelled("documents"), *labelled("invented")):
        if record is None:
            skipped += 1
            continue
        room = gold["file"].partition("/")[0]
        for title in {"corpus": ("corpus", "all"), "invented": ("invented",)}.get(room, ("all",)):
            compare_document(sets[title], record, gold)
        measured += 1
    if skipped:
        del sets["all"]
    return Measured(sets, measured, skipped)


def labelled(folder: str) -> Iterator[tuple[Json, Record | None]]:
    """Every label file with the record the program makes of its document; None where that is not there."""
    for path in sorted(GOLD.glob(f"{folder}/*.yaml")):
        gold = yaml.safe_load(path.read_text(encoding="utf-8"))
        found = labelled_file(gold["file"])
        if found is None:
            yield gold, None
            continue
        name, data = found
        if hashlib.sha256(data).hexdigest() != gold["sha256"]:
            raise SystemExit(f"{path}: {gold['file']} is not the text that was labelled")
        yield gold, extract_record(data, name)


def compare_document(scores: Scores, record: Record, gold: Json) -> None:
    """Every fact type that was labelled for this document."""
    for name, compare in PARTS.items():
        if name in gold:
            compare(scores, gold["file"], record, gold[name])


def gold_digest() -> str:
    whole = hashlib.sha256()
    for path in sorted(GOLD.rglob("*.yaml")):
        whole.update(path.name.encode() + path.read_bytes())
    return whole.hexdigest()[:16]


def under(scores: Scores, floors: dict[str, Json]) -> list[str]:
    """Fact types below their floor in precision or recall; a fact type that has gone is below, too."""
    lost = [name for name in floors if name not in scores]
    sides = ("precision", "recall")
    return lost + [
        n for n, f in floors.items() if n in scores and any(getattr(scores[n], k) < f[k] - SLACK for k in sides)
    ]


def report(title: str, scores: Scores, floors: dict[str, Json]) -> list[str]:
    """Print the table; return what fell under its floor."""
    fallen = under(scores, floors)
    print(f"\n{title:22} {'precision':>9} {'recall':>7} {'F1':>6} {'n':>6}  floor")
    for name in sorted(scores):
        score, floor = scores[name], floors.get(name, {})
        shown = f"{floor['precision']:.3f}/{floor['recall']:.3f}" if floor else "none"
        mark = "  ← under" if name in fallen else ""
        counts = f"{score.precision:9.3f} {score.recall:7.3f} {score.f1:6.3f} {score.wanted:6.0f}"
        print(f"{name:22} {counts}  {shown}{mark}")
    return fallen


def lower(floors: dict[str, dict[str, Json]], sets: dict[str, Scores], key: str) -> None:
    """Put one floor down to what was measured: KEY in every set, or SET:KEY."""
    chosen, _, name = key.rpartition(":")
    for title in [chosen] if chosen else list(sets):
        score = sets[title][name]
        floors.setdefault(title, {})[name] = {k: round(getattr(score, k), 4) for k in ("precision", "recall")}


def lift(floors: dict[str, dict[str, Json]], sets: dict[str, Scores]) -> None:
    """Put every floor up to what was measured; none comes down."""
    for title, scores in sets.items():
        for name, score in scores.items():
            old = floors.setdefault(title, {}).get(name, {"precision": 0, "recall": 0})
            floors[title][name] = {k: round(max(old[k], getattr(score, k)), 4) for k in ("precision", "recall")}


def held_out() -> int:
    """Figures on labels that nobody fitted a rule to; the differences stay unread, so that this stays true.

    `set` of a label file says in which session it was made (the first where nothing is said).
    """
    sets: dict[str, Scores] = {}
    measured = skipped = 0
    for gold, record in labelled("held_out"):
        if record is None:
            skipped += 1
            continue
        measured += 1
        for title in ("held out, all", f"held out, set {gold.get('set', 1)}"):
            compare_document(sets.setdefault(title, {}), record, gold)
    print(f"{measured} documents measured, {skipped} skipped (development set not here)")
    for title, scores in sorted(sets.items()):
        report(title, scores, {})
    return 0


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to what was measured")
    parser.add_argument("--lower", metavar="KEY", action="append", default=[], help="lower this floor, on purpose")
    parser.add_argument("--show", metavar="KEY", help="print the differences of this fact type")
    parser.add_argument("--held", action="store_true", help="measure the held-out labels: figures only")
    options = parser.parse_args(arguments)
    if options.held:
        return held_out()
    baseline: Json = json.loads(BASELINE.read_text()) if BASELINE.is_file() else {"gold": "", "floors": {}}
    floors: dict[str, dict[str, Json]] = baseline["floors"]
    result = measure()
    for key in options.lower:
        lower(floors, result.sets, key)
    fallen = [n for title, scores in result.sets.items() for n in report(title, scores, floors.get(title, {}))]
    print(f"{result.measured} documents measured, {result.skipped} skipped (development set not here)")
    if options.show is not None:
        shown = [result.sets.get("all", result.sets["corpus"]), result.sets["invented"]]
        print("\n".join(m for w in shown for k, s in sorted(w.items()) if k.startswith(options.show) for m in s.misses))
    if baseline["gold"] != gold_digest():
        print("the gold has changed since the floors were set")
    if options.lift or options.lower:
        if result.skipped:
            print("floors are set only where the development set is there")
            return 1
        if options.lift:
            lift(floors, result.sets)
        BASELINE.write_text(json.dumps({"gold": gold_digest(), "floors": floors}, indent=2, sort_keys=True) + "\n")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
