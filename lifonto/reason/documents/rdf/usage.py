"""What properties are of which no document says it, told from the places they stand in.

A property in a restriction on classes is an object property, say; OWL 2 wants that declared, and the OWL API does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from lifonto.reason.documents.rdf.graph import Graph
from lifonto.reason.documents.rdf.kinds import ANNOTATION, Kinds, is_name
from lifonto.reason.documents.rdf.triples import Node, Triple
from lifonto.reason.documents.rdf.words import (
    ALL_PROPERTIES,
    ANY_PROPERTY,
    CHAIN,
    CHARACTERISTICS,
    DISJOINT_PROPERTY,
    DOMAIN,
    EQUIVALENT_PROPERTY,
    FUNCTIONAL,
    INVERSE,
    KEY,
    MEMBERS,
    ON,
    ON_CLASS,
    ON_RANGE,
    ONLY,
    RANGE,
    SELF,
    SOME,
    SUBPROPERTY,
    TO,
    TO_VALUE,
    TYPE,
    VALUE,
    VIA,
)
from lifonto.reason.values.axioms import DATA, OBJECT
from lifonto.reason.values.expressions import Literal

ALIKE = (SUBPROPERTY, EQUIVALENT_PROPERTY, DISJOINT_PROPERTY)
Shown = tuple[str, Node]  # a kind, and what is of it


def learn(graph: Graph, kinds: Kinds) -> None:
    """Add to *kinds* what the expressions and axioms of *graph* show of properties that are not declared."""
    shown = [each for each in by_expressions(graph, kinds) if is_name(each[1]) and not kinds.has_logic(each[1])]
    _add(kinds, shown)
    ranges = [each for each in by_ranges(graph, kinds) if is_name(each[1]) and not _is_known(kinds, each[1])]
    _add(kinds, ranges)
    spread(graph, kinds)


def settle(graph: Graph, kinds: Kinds, facts: Iterable[Triple], annotating: Iterable[str]) -> None:
    """Add to *kinds* the properties that are still of none; *facts* are what they say of individuals.

    Those that only annotate are annotation properties; those of which axioms speak, and nothing else, are object
    properties.
    """
    spoken_of = {each for each in in_axioms(graph) if is_name(each)}
    for _, predicate, value in facts:
        of_values = DATA if predicate in spoken_of else ANNOTATION
        kinds.of[of_values if isinstance(value, Literal) else OBJECT].add(predicate)
    kinds.of[ANNOTATION].update(each for each in annotating if is_name(each) and not kinds.has_logic(each))
    spread(graph, kinds)
    kinds.of[OBJECT].update(each for each in spoken_of if isinstance(each, str) and not _is_known(kinds, each))
    for each in list(graph.types.get(ANY_PROPERTY, ())):
        if not _is_known(kinds, each):
            kinds.declare(ANNOTATION, each)
        graph.take(each, TYPE, ANY_PROPERTY)


def by_expressions(graph: Graph, kinds: Kinds) -> Iterator[Shown]:
    """Yield what stands where only an object property, or only a data property, can stand."""
    for subject, value in graph.pairs(INVERSE):
        yield OBJECT, subject
        yield OBJECT, value
    for whole, chain in graph.pairs(CHAIN):
        yield OBJECT, whole
        yield from ((OBJECT, link) for link in graph.glimpse(chain))
    for each in CHARACTERISTICS:
        yield from ((OBJECT, subject) for subject in list(graph.types.get(each, ())))
    for node, relation in graph.pairs(ON):
        if kind := _of_restriction(graph, kinds, node):
            yield kind, relation
    for node, relation in graph.pairs(VIA):
        yield OBJECT if graph.has(node, TO) else DATA if graph.has(node, TO_VALUE) else "", relation


def _of_restriction(graph: Graph, kinds: Kinds, node: str) -> str:
    """Return the kind of the property that a restriction is on; nothing where it may be either."""
    if graph.has(node, ON_CLASS) or graph.has(node, SELF):
        return OBJECT
    if graph.has(node, ON_RANGE):
        return DATA
    if values := graph.values(node, VALUE):
        return DATA if isinstance(values[0], Literal) else OBJECT
    if fillers := graph.values(node, SOME) or graph.values(node, ONLY):
        return DATA if kinds.is_data_range(fillers[0]) else OBJECT
    return ""


def by_ranges(graph: Graph, kinds: Kinds) -> Iterator[Shown]:
    """Yield what a range shows."""
    for subject, value in graph.pairs(RANGE):
        yield DATA if kinds.is_data_range(value) else OBJECT, subject


def spread(graph: Graph, kinds: Kinds) -> None:
    """Add to *kinds* properties that are below, above, the same as or disjoint with those of a kind."""
    pairs = [pair for each in ALIKE for pair in graph.pairs(each)]
    for node in graph.types.get(ALL_PROPERTIES, ()):
        for head in graph.values(node, MEMBERS):
            members = list(graph.glimpse(head))
            pairs += [(one, other) for one, other in pairwise(members) if isinstance(one, str)]
    pairs = [pair for pair in pairs if not all(_is_known(kinds, each) for each in pair)]
    growing = True
    while growing:
        growing = False
        for one, other in (*pairs, *((b, a) for a, b in pairs)):
            if is_name(other) and not _is_known(kinds, other) and (kind := _kind(kinds, one)):
                _add(kinds, [(kind, other)])
                growing = True


def in_axioms(graph: Graph) -> Iterator[Node]:
    """Yield what stands where a property of any kind can stand that is not there for annotation alone."""
    for each in (*ALIKE, DOMAIN, RANGE, ON):
        for subject, value in graph.pairs(each):
            if each != ON:
                yield subject
            if each not in (DOMAIN, RANGE):
                yield value
    for _, head in graph.pairs(KEY):
        yield from graph.glimpse(head)
    for node in graph.types.get(ALL_PROPERTIES, ()):
        for head in graph.values(node, MEMBERS):
            yield from graph.glimpse(head)
    yield from graph.types.get(FUNCTIONAL, ())


def _is_known(kinds: Kinds, node: Node) -> bool:
    return kinds.has_logic(node) or node in kinds.of[ANNOTATION]


def _kind(kinds: Kinds, node: Node) -> str:
    if kinds.is_relation(node):
        return OBJECT
    return DATA if node in kinds.of[DATA] else ANNOTATION if node in kinds.of[ANNOTATION] else ""


def _add(kinds: Kinds, shown: Iterable[Shown]) -> None:
    for kind, each in shown:
        if kind and isinstance(each, str):
            kinds.of[kind].add(each)
