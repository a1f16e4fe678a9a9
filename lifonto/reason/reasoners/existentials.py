"""Existential links of a large ontology, read off the canonical model that OWL 2 EL gives every class.

Probing each relation with each filler is exact for any ontology, and slow for a large one. In OWL 2 EL it is enough to
follow what the axioms themselves say (Baader, Brandt & Lutz, "Pushing the EL Envelope", IJCAI 2005): ``A SubClassOf r
some B`` comes from a stated restriction on A or above it, carried along subrelations and property chains to B and
whatever is above B. A filler that is an expression is given a name first, so that the hierarchy knows what is above it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rdflib import OWL, RDF, RDFS, BNode, Graph, URIRef

from lifonto.owl.expressions import Expression, Junction, Named, Restriction
from lifonto.rdf.expressions import from_graph
from lifonto.reason.ontology.documents import plus
from lifonto.reason.ontology.rdfxml import equivalent
from lifonto.reason.reasoners.classification import Inferences, classify

FILLER = "urn:lifonto:filler:"
Link = tuple[str, str, str]


def classify_told(rdfxml: bytes, ontology: Graph, reasoner: str = "rustdl") -> Inferences:
    """Find all that follows between named classes, with the links along every relation that restricts a class.

    *rdfxml* and *ontology* say the same. Raises Inconsistent, Incoherent and ReasoningError as ``classify`` does.
    """
    told = told_links(ontology)
    found = classify(plus(rdfxml, told.axioms()), (), reasoner)
    links = close_links(told.links, found.taxonomy.above, Relations.of(ontology))
    return Inferences(
        frozenset(pair for pair in found.subclasses if not invented(*pair)),
        frozenset(pair for pair in found.equivalents if not invented(*pair)),
        frozenset(link for link in links if not invented(link[0], link[2])),
        found.unsatisfiable,
        found.notes,
        found.taxonomy,
    )


def invented(*iris: str) -> bool:
    """Tell whether any of *iris* is a name given here to a filler."""
    return any(iri.startswith(FILLER) for iri in iris)


@dataclass
class Told:
    """What the axioms state: links, and names given to the fillers that are expressions.

    *narrow* may say more of a filler than is stated, because of the relation that leads to it.
    """

    links: set[Link] = field(default_factory=set)
    names: dict[Expression, str] = field(default_factory=dict)
    narrow: Callable[[str, Expression], Expression] = lambda relation, filler: filler

    def read(self, subject: str, said: Expression) -> None:
        """Note the restrictions in *said* of *subject*, and those in their fillers."""
        if isinstance(said, Junction) and said.word == "and":
            for operand in said.operands:
                self.read(subject, operand)
        if isinstance(said, Restriction) and said.quantifier == "some" and isinstance(said.relation, Named):
            filler = self.narrow(said.relation.name, said.filler)
            self.links.add((subject, said.relation.name, self.name(filler)))

    def name(self, filler: Expression) -> str:
        """Return the name of *filler*, giving it one where it has none."""
        if isinstance(filler, Named):
            return filler.name
        if filler not in self.names:
            self.names[filler] = f"{FILLER}{len(self.names)}"
            self.read(self.names[filler], filler)
        return self.names[filler]

    def axioms(self) -> list[str]:
        """Return the axioms that tell a reasoner what the names given mean."""
        return [equivalent(Named(name), filler) for filler, name in self.names.items()]


def told_links(ontology: Graph) -> Told:
    """Read the existential restrictions that *ontology* states of its named classes."""
    told = Told()
    for predicate in (RDFS.subClassOf, OWL.equivalentClass):
        for subject, value in sorted(ontology.subject_objects(predicate), key=str):
            if isinstance(subject, URIRef) and isinstance(value, BNode):
                told.read(str(subject), from_graph(ontology, value, str))
    return told


@dataclass(frozen=True)
class Relations:
    """What the ontology states of relations: which are above which, which chains imply which, and ranges."""

    above: Mapping[str, frozenset[str]]
    chains: Mapping[tuple[str, str], frozenset[str]]
    ranges: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, ontology: Graph) -> Relations:
        """Read them from *ontology*; a transitive relation is a chain of itself. Chains are of two links."""
        above = {}
        chains, ranges = defaultdict(set), defaultdict(set)
        for relation in ontology.subjects(RDF.type, OWL.ObjectProperty):
            above[str(relation)] = frozenset(map(str, ontology.transitive_objects(relation, RDFS.subPropertyOf)))
            if (relation, RDF.type, OWL.TransitiveProperty) in ontology:
                chains[str(relation), str(relation)].add(str(relation))
            for chain in ontology.objects(relation, OWL.propertyChainAxiom):
                first, second = map(str, ontology.items(chain))
                chains[first, second].add(str(relation))
            ranges[str(relation)] = {str(o) for o in ontology.objects(relation, RDFS.range) if isinstance(o, URIRef)}
        ranged = {r: frozenset(each for sup in above[r] for each in ranges[sup]) for r in above}
        return cls(above, {pair: frozenset(implied) for pair, implied in chains.items()}, ranged)


def close_links(told: Iterable[Link], above: Mapping[str, frozenset[str]], relations: Relations) -> set[Link]:
    """Return every (sub, relation, filler) that follows between the classes of *above*, which is the hierarchy."""
    return {
        (sub, relation, sup)
        for sub, found in successors(told, above, relations).items()
        for relation, filler in found
        for sup in (filler, *above.get(filler, ()), *with_ranges(relation, above, relations))
    }


def successors(
    told: Iterable[Link], above: Mapping[str, frozenset[str]], relations: Relations
) -> dict[str, set[tuple[str, str]]]:
    """Return the (relation, filler) that each class of *above* must be related by and to, fillers as they are told."""
    direct: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for sub, relation, filler in told:
        direct[sub].add((relation, filler))
    found_of = {each: set().union(*(direct[sup] for sup in (each, *over))) for each, over in above.items()}
    grown = True
    while grown:
        grown = False
        for found in found_of.values():
            fresh = set(implied(found, found_of, relations)) - found
            if fresh:
                found |= fresh
                grown = True
    return found_of


def implied(
    found: Iterable[tuple[str, str]], successors: Mapping[str, set[tuple[str, str]]], relations: Relations
) -> Iterator[tuple[str, str]]:
    """Yield the links that subrelations and chains add to those *found* for one class."""
    for relation, filler in found:
        for sup in relations.above.get(relation, ()):
            yield sup, filler
        for second, farther in successors.get(filler, ()):
            for chained in relations.chains.get((relation, second), ()):
                yield chained, farther


def with_ranges(relation: str, above: Mapping[str, frozenset[str]], relations: Relations) -> set[str]:
    """Return what every filler of *relation* is because of its range."""
    ranges = relations.ranges.get(relation, frozenset())
    return set(ranges).union(*(above.get(each, frozenset()) for each in ranges))
