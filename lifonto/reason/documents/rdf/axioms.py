"""The axioms of a graph, each made of one triple or one node and what hangs from it (OWL 2 Mapping, table 16)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from lifonto.reason.documents.rdf import assertions, class_axioms, property_axioms
from lifonto.reason.documents.rdf.expressions import Expressions
from lifonto.reason.documents.rdf.graph import Malformed
from lifonto.reason.documents.rdf.triples import Node, Triple
from lifonto.reason.documents.rdf.words import (
    ALL_CLASSES,
    ALL_DIFFERENT,
    ALL_PROPERTIES,
    INVERSE,
    NAMED_INDIVIDUAL,
    NEGATIVE,
    ON,
    RESERVED,
    TYPE,
    VIA,
)
from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.ontology import Annotation
from lifonto.reason.values.vocabulary import NOTHING, THING

OF_NODES: dict[str, Callable[[Expressions, str], tuple[Axiom, ...]]] = {
    ALL_CLASSES: class_axioms.all_disjoint,
    ALL_PROPERTIES: property_axioms.all_disjoint,
    ALL_DIFFERENT: assertions.all_different,
    NEGATIVE: assertions.denial,
}
TRIPLES = {
    **dict.fromkeys(class_axioms.PREDICATES, class_axioms.of_classes),
    **dict.fromkeys(property_axioms.PREDICATES, property_axioms.of_properties),
    **dict.fromkeys(assertions.PREDICATES, assertions.of_individuals),
}
OF_NAMES = {*class_axioms.OF_NAMES, INVERSE}  # what makes an axiom of a name alone; of a blank node, an expression


@dataclass
class Axioms:
    """The axioms found so far, with their annotations."""

    read: Expressions
    found: dict[Axiom, None] = field(default_factory=dict)
    annotations: dict[Axiom, frozenset[Annotation]] = field(default_factory=dict)

    def add(self, make: Callable[..., tuple[Axiom, ...]], *about: object, notes: Iterable[Annotation] = ()) -> bool:
        """Add what *make* reads, and its *notes*; tell whether it could be read."""
        made = self.read.graph.attempt(make, self.read, *about)
        for axiom in made or ():
            self.found[axiom] = None
            if notes:
                self.annotations[axiom] = self.annotations.get(axiom, frozenset()).union(notes)
        return made is not None

    def of_graph(self, notes_of: Callable[[str], frozenset[Annotation]]) -> None:
        """Add all that the graph states."""
        graph = self.read.graph
        for predicate, make in TRIPLES.items():
            for subject, value in graph.pairs(predicate):
                if not (predicate in OF_NAMES and subject.startswith("_:")):
                    self.add(_triple, make, subject, predicate, value)
        for subject, _ in graph.pairs(ON):
            if not subject.startswith("_:"):
                self.add(class_axioms.named_restriction, subject)
        for kind, of_node in OF_NODES.items():
            untyped = [each for each, _ in graph.pairs(VIA)] if kind == NEGATIVE else []
            for node in dict.fromkeys((*graph.types.get(kind, ()), *untyped)):
                self.add(_node, of_node, node, kind, notes=notes_of(node))
        self.of_types()

    def of_types(self) -> None:
        """Add what types state: characteristics of properties, and what classes individuals are of."""
        types = self.read.graph.types
        for kind in list(types):
            if not kind.startswith(RESERVED) or kind in (THING, NOTHING, NAMED_INDIVIDUAL, *property_axioms.TYPES):
                for subject in list(types[kind]):
                    self.add(of_triple, subject, TYPE, kind)

    def of_facts(self, facts: Iterable[Triple]) -> list[Triple]:
        """Add *facts*; return those that are none."""
        return [each for each in facts if not self.add(assertions.fact, *each)]


def of_triple(read: Expressions, subject: str, predicate: str, value: Node) -> tuple[Axiom, ...]:
    """Return what a triple states; raises Malformed where that is no axiom."""
    if predicate in TRIPLES:
        return _triple(read, TRIPLES[predicate], subject, predicate, value)
    if predicate != TYPE:
        return assertions.fact(read, subject, predicate, value)
    if not isinstance(value, str):
        raise Malformed
    read.graph.use(subject, TYPE, value)
    if value in property_axioms.TYPES:
        return property_axioms.characteristic(read, subject, value)
    return assertions.has_type(read, subject, value)


def _triple(
    read: Expressions,
    make: Callable[[Expressions, str, str, Node], tuple[Axiom, ...]],
    *triple: Node,
) -> tuple[Axiom, ...]:
    subject, predicate, value = triple
    read.graph.use(subject, predicate, value)  # type: ignore[arg-type]
    return make(read, subject, predicate, value)  # type: ignore[arg-type]


def _node(
    read: Expressions, make: Callable[[Expressions, str], tuple[Axiom, ...]], node: str, kind: str
) -> tuple[Axiom, ...]:
    read.graph.use_types(node, kind)
    return make(read, node)
