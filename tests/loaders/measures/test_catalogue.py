"""The laws of the measures files, and what happens to a user's files."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import UsageError
from loaders.fold import fold
from loaders.measures.catalogue import Measure, load_catalogue, read_catalogue
from loaders.measures.clauses import readable
from loaders.measures.instances import classifier

CATALOGUE = load_catalogue()
OWN = """
version: 1
domain: parks
measures:
- {id: parks.pocket, name: 口袋公园, cues: [口袋公园], examples: [新建口袋公园20个。]}
"""


def found(sentence: str) -> set[str]:
    return {hit.measure.id for hit in classifier(CATALOGUE).hits(readable(fold(sentence).text))}


def test_the_shipped_catalogue_has_enough_measures_with_all_fields() -> None:
    assert len(CATALOGUE.domain("yiyang")) >= 70
    for measure in CATALOGUE.measures:
        assert measure.name_en, measure.id
        assert measure.definition, measure.id
        assert measure.theme, measure.id
        assert measure.examples, measure.id
        assert measure.counter_examples, measure.id


@pytest.mark.parametrize("measure", CATALOGUE.measures, ids=lambda m: m.id)
def test_examples_and_name_resolve_and_counter_examples_do_not(measure: Measure) -> None:
    for sentence in (*measure.examples, measure.name):
        assert measure.id in found(sentence), sentence
    for sentence in measure.counter_examples:
        assert measure.id not in found(sentence), sentence


def test_names_are_unique_and_broader_measures_exist() -> None:
    names = [m.name for m in CATALOGUE.measures]
    assert len(names) == len(set(names))
    aliases = [a for m in CATALOGUE.measures for a in set(m.names)]
    assert sorted(a for a in set(aliases) if aliases.count(a) > 1) == []
    for measure in CATALOGUE.measures:
        assert measure.broader is None or measure.broader in CATALOGUE.by_id
        assert measure.id.startswith(f"{measure.domain}.")


def test_a_users_file_is_merged_and_the_shipped_ones_can_be_left_out(tmp_path: Path) -> None:
    (tmp_path / "measures").mkdir()
    (tmp_path / "measures" / "parks.yaml").write_text(OWN, "utf-8")
    both = load_catalogue(tmp_path)
    alone = load_catalogue(tmp_path, shipped=False)
    assert {m.id for m in alone.measures} == {"parks.pocket"}
    assert len(both.measures) == len(CATALOGUE.measures) + 1
    assert both.digest != CATALOGUE.digest


def test_a_users_entry_with_a_shipped_id_replaces_it() -> None:
    first = "domain: yiyang\nmeasures:\n- {id: a.b, name: 甲项}\n"
    second = "domain: yiyang\nmeasures:\n- {id: a.b, name: 乙项}\n"
    merged = read_catalogue([("1", first), ("2", second)])
    assert [m.name for m in merged.measures] == ["乙项"]


@pytest.mark.parametrize(
    "text",
    [
        "measures: [",
        "domain: x\n",
        "domain: x\nmeasures: [{name: 无号}]",
        "[]",
        "domain: x\nmeasures: [{id: a, name: b, cues: [单]}]",
    ],
)
def test_a_broken_file_is_named(text: str) -> None:
    with pytest.raises(UsageError, match=r"own\.yaml"):
        read_catalogue([("own.yaml", text)])


def test_an_id_twice_in_one_file_is_refused() -> None:
    with pytest.raises(UsageError, match="twice"):
        read_catalogue([("own.yaml", "domain: x\nmeasures: [{id: a, name: 甲}, {id: a, name: 乙}]")])
