"""What the ontology knows about culture: names, media, kinds of ingredient, and what is none of which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeGuard

from lifonto.ask.culture import vocabulary as v
from lifonto.ask.store import Store, bare, open_store, release_sources, table
from lifonto.ask.terms import TermIndex
from lifonto.reason.documents.files import read
from lifonto.reason.modules.extraction import Modules
from lifonto.reason.values.axioms import OF_INDIVIDUALS, UNORDERED, Axiom, names_in
from lifonto.reason.values.expressions import Complement, Expression, Junction, Named, Restriction, conjuncts
from lifonto.tables.prefixes import Prefixes

GRAPHS = ("asserted", "statements", "inferred")
PAIRS = "SELECT ?left ?right {{ GRAPH <https://w3id.org/lifonto/graph/{graph}> {{ ?left <{relation}> ?right }} }}"
SUBCLASS = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
RELATION_OF = {"cell": v.CULTURES_CELL, "feeder": v.USES_FEEDER}


@dataclass(frozen=True)
class CultureKnowledge:
    """The release in *store*, and its *axioms*."""

    store: Store
    index: TermIndex
    axioms: tuple[Axiom, ...]

    @classmethod
    def of(cls, home: Path) -> CultureKnowledge:
        """Read the release in *home*; raises NotFound where there is none."""
        store = open_store((file, graph) for file, graph in release_sources(home) if file.stem in GRAPHS)
        stated = read(home / "release" / "lifonto.owl").axioms
        axioms = tuple(axiom for axiom in stated if axiom.kind not in OF_INDIVIDUALS)
        return cls(store, TermIndex.of(store, Prefixes.read(home / "prefixes.tsv")), axioms)

    @cached_property
    def modules(self) -> Modules:
        """The axioms, so that those which bear on some names can be taken from them."""
        return Modules(self.axioms)

    def above(self, iri: str) -> frozenset[str]:
        """Return the class *iri* and every class above it."""
        return frozenset(self._above.get(iri, ())) | {iri}

    def above_expression(self, expression: Expression) -> frozenset[str]:
        """Return the classes that *expression* names as above it, and those above them."""
        return frozenset().union(*(self.above(each) for each in named_parts(expression)))

    @cached_property
    def _above(self) -> dict[str, set[str]]:
        above: defaultdict[str, set[str]] = defaultdict(set)
        for sub, sup in (pair for graph in ("asserted", "inferred") for pair in self.pairs(graph, SUBCLASS)):
            above[sub].add(sup)
        return above

    def pairs(self, graph: str, relation: str) -> Iterator[tuple[str, str]]:
        """Yield what *relation* relates in *graph*, as bare text."""
        for left, right in table(self.store, PAIRS.format(graph=graph, relation=relation)).rows:
            yield bare(left or ""), bare(right or "")

    @cached_property
    def said(self) -> dict[str, dict[str, list[Expression]]]:
        """What is stated of each class or relation, by the kind of axiom."""
        said: defaultdict[str, defaultdict[str, list[Expression]]] = defaultdict(lambda: defaultdict(list))
        for axiom in self.axioms:
            for first in axiom.parts if axiom.kind in UNORDERED else axiom.parts[:1]:
                if isinstance(first, Named):
                    others = (each for each in axiom.parts if each != first and isinstance(each, Expression))
                    said[first.name][axiom.kind] += others
        return {name: dict(words) for name, words in said.items()}

    def stated(self, iri: str, *kinds: str) -> list[Expression]:
        """Return what the axioms of these *kinds* say of the class or relation *iri*."""
        return [each for kind in kinds for each in self.said.get(iri, {}).get(kind, ())]

    @cached_property
    def kinds(self) -> dict[str, str]:
        """Each class of media that lack a kind of ingredient, with that kind."""
        return {
            name: said.operand.filler.name
            for name in self.said
            for said in self.stated(name, "SubClassOf")
            if isinstance(said, Complement)
            and is_some(said.operand, v.HAS_INGREDIENT)
            and isinstance(said.operand.filler, Named)
        }

    def ingredients_of(self, medium: str) -> list[Expression]:
        """Return what *medium* is said to hold."""
        parts = (part for said in self.stated(medium, "SubClassOf", "EquivalentClasses") for part in conjuncts(said))
        return list(dict.fromkeys(part.filler for part in parts if is_some(part, v.HAS_INGREDIENT)))

    def is_medium(self, iri: str) -> bool:
        """Tell whether *iri* is a medium that is described by its ingredients."""
        return v.CULTURE_MEDIUM in self.above(iri) and bool(self.ingredients_of(iri))

    @cached_property
    def _disjoint(self) -> frozenset[tuple[str, str]]:
        return frozenset(
            (name, other.name)
            for name in self.said
            for other in self.stated(name, "DisjointClasses")
            if isinstance(other, Named)
        )

    def is_none_of(self, iri: str, kind: str) -> bool:
        """Tell whether it is stated that no *iri* is of *kind*; of an either-or kind, of neither."""
        cases = self.cases(kind)
        return (bool(cases) and all(self.is_none_of(iri, case) for case in cases)) or any(
            (a, b) in self._disjoint for a in self.above(iri) for b in self.above(kind)
        )

    def cases(self, kind: str) -> list[str]:
        """Return the classes one of which every *kind* is; none where it is not defined so."""
        for said in self.stated(kind, "EquivalentClasses"):
            if isinstance(said, Junction) and said.word == "or":
                names = [each.name for each in said.operands if isinstance(each, Named)]
                return names if len(names) == len(said.operands) else []
        return []

    def defining(self, iri: str) -> frozenset[str]:
        """Return every name that the definition of *iri* leads to, definition by definition."""
        found: set[str] = set()
        waiting = [iri]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += (each for said in self.stated(name, "EquivalentClasses") for each in names_in(said))
        return frozenset(found)

    @cached_property
    def used_in_definitions(self) -> frozenset[str]:
        """Every name that some definition uses."""
        return frozenset(
            n for each in self.said for said in self.stated(each, "EquivalentClasses") for n in names_in(said)
        )

    def members(self, kind: str) -> list[str]:
        """Return the named classes right below a defined *kind*; none where *kind* is no defined class."""
        if not self.stated(kind, "EquivalentClasses"):
            return []
        below = {each for each in self.index.labels if kind in self.above(each) and each != kind}
        return sorted((each for each in below if not self.above(each) & below - {each}), key=self.index.call)

    def meant_by(self, cell: str) -> str:
        """Return what is meant where a cell is called *cell* and nothing else is said of it."""
        return self._meant.get(cell, cell)

    @cached_property
    def _meant(self) -> dict[str, str]:
        return {plain: meant for meant, plain in self.pairs("asserted", v.MEANT_BY)}

    @cached_property
    def outcomes(self) -> dict[str, str]:
        """The classes of conditions that say what becomes of the cells, with what they say."""
        return dict(self.pairs("asserted", v.OUTCOME))

    def called(self, role: str) -> TermIndex:
        """Return the names of all that can have *role* in a condition: cell, feeder or ingredient."""
        return self.index.among(self._ingredients if role == "ingredient" else self._range(RELATION_OF[role]))

    def _range(self, relation: str) -> frozenset[str]:
        tops = {each.name for each in self.stated(relation, "ObjectPropertyRange") if isinstance(each, Named)}
        return frozenset(each for each in self.index.labels if self.above(each) & tops)

    @cached_property
    def _ingredients(self) -> frozenset[str]:
        """The classes that some medium is said to hold or to lack, all that is below them, and media."""
        fillers = [
            *self.kinds.values(),
            *(n for m in self.said for e in self.ingredients_of(m) for n in named_parts(e)),
        ]
        tops = frozenset(fillers)
        return frozenset(each for each in self.index.labels if self.above(each) & tops or self.is_medium(each))


def named_parts(expression: Expression) -> Iterator[str]:
    """Yield the named classes that *expression* is all of."""
    return (each.name for each in conjuncts(expression) if isinstance(each, Named))


def is_some(expression: Expression, relation: str) -> TypeGuard[Restriction]:
    """Tell whether *expression* is ``relation some …``."""
    return isinstance(expression, Restriction) and (expression.quantifier, expression.relation) == (
        "some",
        Named(relation),
    )
