"""Views that keep a hierarchy and not all entailments: MIREOT, and the subset of some terms with what joins them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from lifonto.reason.links.existentials import Link
from lifonto.reason.links.inference import infer
from lifonto.reason.links.relation_graph import without_redundancy
from lifonto.reason.modules.extraction import bottom
from lifonto.reason.reasoners.reasoner import Reasoner
from lifonto.reason.reasoners.rustdl_calls import subrelations
from lifonto.reason.reasoners.taxonomy import Taxonomy
from lifonto.reason.values.ancestry import ancestors
from lifonto.reason.values.axioms import CLASS, Axiom
from lifonto.reason.values.expressions import Named, Restriction, conjuncts
from lifonto.reason.values.ontology import Ontology
from lifonto.reason.values.vocabulary import NOTHING, THING

PARENTS = {"SubClassOf", "SubObjectPropertyOf", "SubDataPropertyOf"}
OF_RELATIONS = {"SubObjectPropertyOf", "TransitiveObjectProperty"}


def mireot(axioms: Iterable[Axiom], terms: Iterable[str]) -> set[Axiom]:
    """Return *terms* with all that is stated to be above them, by name alone.

    After Courtot et al., "MIREOT: the minimum information to reference an external ontology term" (2011).
    """
    stated = {pair for axiom in axioms for pair in parents_in(axiom)}
    over: defaultdict[str, set[str]] = defaultdict(set)
    for sub, parent in stated:
        over[sub].add(parent.parts[1].name)  # type: ignore[union-attr]
    kept = frozenset().union(*(ancestors(term, over) for term in terms))
    return {parent for sub, parent in stated if sub in kept}


def parents_in(axiom: Axiom) -> Iterable[tuple[str, Axiom]]:
    """Yield each name that *axiom* puts below another, with an axiom that says so and no more."""
    if axiom.kind in PARENTS and isinstance(axiom.parts[0], Named):
        sub = axiom.parts[0]
        uppers = conjuncts(axiom.parts[1]) if axiom.kind == "SubClassOf" else [axiom.parts[1]]  # type: ignore[arg-type]
        for each in uppers:
            if isinstance(each, Named):
                yield sub.name, Axiom(axiom.kind, (sub, each))
    elif axiom.kind == "EquivalentClasses":
        for part in axiom.parts:
            for each in conjuncts(*(other for other in axiom.parts if other != part)):  # type: ignore[arg-type]
                if isinstance(part, Named) and isinstance(each, Named):
                    yield part.name, Axiom("SubClassOf", (part, each))


def subset(
    ontology: Ontology, terms: Collection[str], relations: Collection[str], reasoner: Reasoner
) -> tuple[set[Axiom], tuple[str, ...]]:
    """Return *terms* and what joins them, told or inferred: nearest superclasses, and links along *relations*.

    What lies between two terms is left out, and its place in the hierarchy is bridged. Also returns what the
    *reasoner* notes. Raises Inconsistent and ReasoningError.
    """
    wanted, along = ontology.of_kind(CLASS) & set(terms), set(relations)
    module = Ontology(tuple(bottom(ontology.axioms, [*wanted, *along])))
    found = infer(module, along, reasoner)
    above = {each: found.taxonomy.above.get(each, frozenset()) & wanted for each in wanted}
    kept = Taxonomy(above, found.unsatisfiable & wanted)
    links = without_redundancy(
        (each for each in found.existentials if {each[0], each[2]} <= wanted), kept, subrelations(ontology)
    )
    axioms = {*_joined(kept), *map(_linked, links)}
    axioms |= {each for each in ontology.axioms if each.kind in OF_RELATIONS and each.names() <= along}
    return axioms, found.notes


def _joined(taxonomy: Taxonomy) -> Iterable[Axiom]:
    """Yield the hierarchy as axioms, each class below the nearest."""
    for sub in taxonomy.above:
        for same in taxonomy.equivalents(sub):
            if sub < same:
                yield Axiom("EquivalentClasses", (Named(sub), Named(same)))
        for sup in taxonomy.parents(sub) - {THING}:
            yield Axiom("SubClassOf", (Named(sub), Named(sup)))
    for empty in taxonomy.unsatisfiable:
        yield Axiom("SubClassOf", (Named(empty), Named(NOTHING)))


def _linked(link: Link) -> Axiom:
    sub, relation, filler = link
    return Axiom("SubClassOf", (Named(sub), Restriction(Named(relation), "some", Named(filler))))
