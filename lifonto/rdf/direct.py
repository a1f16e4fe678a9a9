"""Links as people join them: nearest superclasses, and of a class's links along relations the most specific alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rdflib import OWL, RDFS, Graph, URIRef

from lifonto.rdf.exporter import new_graph
from lifonto.reason.reasoners.taxonomy import Taxonomy
from lifonto.reason.values.ancestry import ancestors

Pairs = Iterable[tuple[str, str]]
Links = Iterable[tuple[str, str, str]]
Above = Mapping[str, set[str]]


def direct_graph(
    ontology: Graph, subclasses: Pairs, equivalents: Pairs, links: Links, prefixes: Mapping[str, str]
) -> Graph:
    """Return, of all (sub, super) pairs, the nearest, and of all *links* (sub, relation, filler) the most specific.

    Equivalent classes have the same nearest superclasses and are each other's equivalents, not superclasses. A link is
    left out where the same class has one that says more: a narrower filler, a narrower relation (as *ontology* states
    it) or both. One that a superclass has too stays: whoever joins need not walk up first.
    """
    graph = new_graph(prefixes)
    above = sets_of(subclasses)
    for sub, sup in nearest(Taxonomy({each: frozenset(over) for each, over in above.items()})):
        graph.add((URIRef(sub), RDFS.subClassOf, URIRef(sup)))
    for left, right in equivalents:
        graph.add((URIRef(left), OWL.equivalentClass, URIRef(right)))
    stated = sets_of((str(a), str(b)) for a, b in ontology.subject_objects(RDFS.subPropertyOf))
    wider = {relation: set(ancestors(relation, stated)) for relation in stated}
    for sub, relation, filler in most_specific(links, wider, above):
        graph.add((URIRef(sub), URIRef(relation), URIRef(filler)))
    return graph


def nearest(taxonomy: Taxonomy) -> Iterator[tuple[str, str]]:
    """Yield the pairs of a class and a superclass with no class between them."""
    for sub, over in taxonomy.above.items():
        yield from ((sub, each) for each in taxonomy.lowest(over - taxonomy.equivalents(sub)))


def most_specific(links: Links, wider: Above, above: Above) -> Iterator[tuple[str, str, str]]:
    """Yield the links than which the same class has none that says more."""
    of: dict[str, set[tuple[str, str]]] = {}
    for sub, relation, filler in links:
        of.setdefault(sub, set()).add((relation, filler))
    for sub, found in of.items():
        for each in found:
            if not any(says_more(other, each, wider, above) for other in found):
                yield sub, *each


def says_more(one: tuple[str, str], other: tuple[str, str], wider: Above, above: Above) -> bool:
    """Tell whether the link *one* implies *other*, and not the other way round."""
    (relation, filler), (vaguer, general) = one, other

    def under(low: str, high: str, over: Above) -> bool:
        return low == high or high in over.get(low, ())

    implied = under(relation, vaguer, wider) and under(filler, general, above)
    return implied and not (under(vaguer, relation, wider) and under(general, filler, above))


def sets_of(pairs: Pairs) -> dict[str, set[str]]:
    """Return what stands on the right of each; what stands on the right alone has nothing there."""
    found: dict[str, set[str]] = {}
    for left, right in pairs:
        found.setdefault(left, set()).add(right)
        found.setdefault(right, set())
    return found
