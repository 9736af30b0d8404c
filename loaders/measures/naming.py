"""What a `measure` parameter means: a measure of the catalogue under any of its names, or a free phrase."""

from __future__ import annotations

from dataclasses import dataclass

from graph.decisions import Decisions
from loaders.fold import fold
from loaders.measures.catalogue import Catalogue, Measure
from loaders.measures.classify import Classifier
from loaders.measures.clauses import readable
from loaders.measures.concepts import Concept, Phrase
from loaders.measures.cues import literals
from loaders.measures.fields import speaks_of
from loaders.measures.words import cut, policy_words

_TOUCHED = 3
_FULL = 1.0  # weight from which a concept tells one measure from another


@dataclass(frozen=True, slots=True)
class Touched:
    """A measure that a phrase speaks of. `beyond`: what the phrase asks for besides."""

    measure: Measure
    beyond: tuple[Concept, ...] = ()


class Names:
    """The names of a catalogue. `classifier`: the same catalogue compiled."""

    def __init__(self, catalogue: Catalogue, decisions: Decisions, classifier: Classifier) -> None:
        self._catalogue = catalogue
        self._decisions = decisions
        self._classifier = classifier
        self._names = _names(catalogue, decisions)

    def by_id(self, measure: str) -> Measure | None:
        """The measure with this id, merges followed."""
        found = self._catalogue.by_id.get(self._decisions.merged.get(measure, measure))
        return found or self._catalogue.by_id.get(measure)

    def shown(self, measure: Measure) -> str:
        return self._decisions.names.get(measure.id, measure.name)

    def meant(self, name: str) -> Measure | None:
        """The measure that a name means: by name or alias, or by the same words in another order."""
        found = self._names.get(plain(name)) or self._names.get(_bag(name))
        return self.by_id(found.id) if found else None

    def touched(self, phrase: Phrase) -> tuple[Touched, ...]:
        """Measures that a phrase, read as a clause, speaks of: it may ask for less than they are, or for more."""
        text = readable(fold(phrase.written).text)
        hits = self._classifier.hits(text) if len(text) >= 4 else ()
        return tuple(Touched(h.measure, _beyond(phrase, h.measure)) for h in hits[:_TOUCHED])


def in_own_words(measure: Measure, name: str) -> bool:
    """Does the name say which field it is about (养老护理员培训), or could it be of any (税费优惠)?"""
    return any(speaks_of(domain, name) for domain in (measure.domain, *measure.related))


def _beyond(phrase: Phrase, measure: Measure) -> tuple[Concept, ...]:
    """What a phrase asks for that the catalogue never says of the measure (养老护理员培训 + 补贴)."""
    cues = (piece for cue in measure.cues for part in cue.parts for word in part for piece in literals(word))
    known = "。".join((*measure.names, measure.definition, *cues, *measure.examples)).lower()
    return tuple(c for c in phrase.concepts if c.weight >= _FULL and not c.said_in(known))


def plain(name: str) -> str:
    return fold(name).text.lower().strip("，。；：、 ")


def _bag(name: str) -> str:
    """The content words of a name in one order: 家庭医生团队签约 and 签约家庭医生 are one name."""
    lexicon = policy_words()
    words = {w for w in cut(plain(name)) if w not in lexicon.generic and w not in lexicon.light}
    same = {min((w, *lexicon.same.get(w, ()))) for w in words}
    return "bag:" + " ".join(sorted(same)) if len(same) >= 1 else ""


def _names(catalogue: Catalogue, decisions: Decisions) -> dict[str, Measure]:
    """Every name, plain and as a bag of words, that means exactly one measure."""
    found: dict[str, Measure] = {}
    for measure in catalogue.measures:
        if measure.replaced_by is None:
            for name in (*measure.names, measure.name_en, *filter(None, [decisions.names.get(measure.id)])):
                if name:
                    found.setdefault(plain(name), measure)
    bags: dict[str, set[str]] = {}
    for measure in catalogue.measures:
        for name in measure.names:
            bags.setdefault(_bag(name), set()).add(measure.id)
    for bag, ids in bags.items():
        if bag and len(ids) == 1 and " " in bag:
            found.setdefault(bag, catalogue.by_id[next(iter(ids))])
    return found
