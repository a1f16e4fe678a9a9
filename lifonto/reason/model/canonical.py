"""The canonical model of a classified ontology: one element a class and a filler, with all that follows of each.

In OWL 2 EL whatever follows of a class holds of its element, and nothing else does (Baader, Brandt & Lutz, "Pushing
the EL Envelope", IJCAI 2005; ranges as in "Pushing the EL Envelope Further", OWLED 2008). So the classes below an
expression are the elements that satisfy it, and no reasoner need be asked. The hierarchy itself is the reasoner's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from lifonto.owl.expressions import Complement, Expression, Junction, Named, Restriction
from lifonto.reason.ontology.axioms import AnyAxiom, Axiom, Chain, individuals_in, relations_in
from lifonto.reason.ontology.documents import THING, plus
from lifonto.reason.ontology.inclusions import Pair, classes_in, conjuncts, inclusions_of
from lifonto.reason.ontology.rdfxml import document
from lifonto.reason.reasoners.classification import Reasoner
from lifonto.reason.reasoners.existentials import Relations, Told, successors
from lifonto.reason.reasoners.taxonomy import Taxonomy, ancestors

OF_CLASSES = ("SubClassOf", "EquivalentTo", "DisjointWith")


@dataclass(frozen=True)
class Model:
    """The elements by name, the relations between them, and the axioms that an element yet to come is held against.

    ``above``: the names that each element has, its own left out; ``links``: its (relation, element) pairs, closed;
    ``rules``: (expression, name) where an instance of the first is one of the second; ``disjoint``: pairs without a
    common instance; ``defining``: what some class is defined as the complement of, and something else; ``unions``: the
    named parts of each union that some class is below.
    """

    above: Mapping[str, frozenset[str]]
    links: Mapping[str, set[tuple[str, str]]]
    unsatisfiable: frozenset[str]
    relations: Relations
    rules: tuple[tuple[Expression, str], ...]
    disjoint: tuple[Pair, ...]
    defining: frozenset[Expression]
    unions: frozenset[frozenset[str]]


def model_of(axioms: Collection[AnyAxiom], hierarchy: Taxonomy, reasoner: Reasoner) -> Model | None:
    """Return the canonical model of *axioms*, whose *hierarchy* is known, or None where they have no such model.

    Nor has an ontology one here in which some class can have no instances: it wants mending before it is asked.
    """
    terms = [axiom for axiom in axioms if not individuals_in(axiom)]
    if hierarchy.unsatisfiable or not all(map(has_model, terms)):
        return None
    stated = [axiom for axiom in terms if isinstance(axiom, Axiom)]
    properties = relations_in(stated)
    if any(
        axiom.word in OF_CLASSES and isinstance(axiom.left, Named) and axiom.left.name in properties for axiom in stated
    ):
        return None
    relations = relations_told(stated)
    told = Told(narrow=lambda relation, filler: narrowed(filler, relations.ranges.get(relation, ()), hierarchy))
    inclusions = list(inclusions_of(stated))
    for sub, sup in inclusions:
        told.read(sub.name if isinstance(sub, Named) else told.name(sup), sup)
    rules = tuple((sub, told.name(sup)) for sub, sup in inclusions if is_plain(sub) and not isinstance(sub, Named))
    known = reasoner.taxonomy(plus(document(terms), told.axioms()))
    return Model(
        known.above,
        successors(told.links, known.above, relations),
        known.unsatisfiable,
        relations,
        rules,
        tuple(disjoint_pairs(stated, inclusions)),
        frozenset(operand for sub, _ in inclusions for each in conjuncts([sub]) if (operand := denied(each))),
        frozenset(frozenset(each) for _, sup in inclusions for each in unions_in(sup)),
    )


def has_model(axiom: AnyAxiom) -> bool:
    """Tell whether *axiom* is one that the model can be held against, or one that EL rules pass over."""
    if not isinstance(axiom, Axiom):
        return False
    match axiom.word:
        case "SubPropertyOf":
            links = axiom.left.links if isinstance(axiom.left, Chain) else (axiom.left,)
            return len(links) <= 2 and all(isinstance(each, Named) for each in (*links, *axiom.right))
        case "Characteristics:":
            return axiom.right == ("Transitive",) and isinstance(axiom.left, Named)
        case "Domain" | "Range":
            return isinstance(axiom.left, Named) and isinstance(axiom.right[0], Named)
        case "SubClassOf":
            return is_plain(axiom.left) and all(map(is_passed_over, conjuncts(axiom.right)))
        case "EquivalentTo" if isinstance(axiom.left, Named):
            return all(is_plain(denied(each) or each) for each in conjuncts(axiom.right))
        case "EquivalentTo" | "DisjointWith":
            return all(map(is_plain, (axiom.left, *axiom.right)))
    return False


def is_plain(term: object) -> bool:
    """Tell whether *term* says only what there is: no complements, universals, nominals, numbers or inverses."""
    match term:
        case Named():
            return True
        case Junction(_, operands):
            return all(map(is_plain, operands))
        case Restriction(Named(), "some", filler, _):
            return is_plain(filler)
    return False


def is_passed_over(term: object) -> bool:
    """Tell whether *term* is plain, or something that EL rules draw nothing from but a clash."""
    match term:
        case Complement(operand) | Restriction(Named(), "only", operand, _):
            return is_plain(operand)
    return is_plain(term)


def denied(term: object) -> Expression | None:
    """Return what *term* is the complement of, if it is one."""
    return term.operand if isinstance(term, Complement) else None


def relations_told(axioms: Iterable[Axiom]) -> Relations:
    """Read what *axioms* state of relations."""
    over: defaultdict[str, set[str]] = defaultdict(set)
    chains: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    ranges: defaultdict[str, set[str]] = defaultdict(set)
    for axiom in axioms:
        right = axiom.right[0].name if isinstance(axiom.right[0], Named) else ""
        match axiom.left, axiom.word:
            case Chain((Named(first), Named(second))), _:
                chains[first, second].add(right)
            case Named(relation), "SubPropertyOf":
                over[relation].add(right)
            case Named(relation), "Characteristics:":
                chains[relation, relation].add(relation)
            case Named(relation), "Range":
                ranges[relation].add(right)
    above = {each: ancestors(each, over) for each in relations_in(axioms)}
    ranged = {each: frozenset(name for sup in above[each] for name in ranges[sup]) for each in above}
    return Relations(above, {pair: frozenset(found) for pair, found in chains.items()}, ranged)


def narrowed(filler: Expression, ranges: Iterable[str], hierarchy: Taxonomy) -> Expression:
    """Return *filler* with those of *ranges* that it is not known to be in already."""
    known = hierarchy.above.get(filler.name, frozenset()) | {filler.name} if isinstance(filler, Named) else frozenset()
    missing = [Named(each) for each in sorted(ranges) if each not in known and each != THING]
    return Junction("and", (filler, *missing)) if missing else filler


def disjoint_pairs(axioms: Iterable[Axiom], inclusions: Iterable[Pair]) -> Iterator[Pair]:
    """Yield the pairs of expressions that have no common instance: told so, or one below the other's complement."""
    for axiom in axioms:
        if axiom.word == "DisjointWith":
            yield from combinations(classes_in([axiom.left, *axiom.right]), 2)
    for sub, sup in inclusions:
        if isinstance(sub, Named):
            yield from ((sub, operand) for each in conjuncts([sup]) if (operand := denied(each)))


def unions_in(expression: Expression) -> Iterator[list[str]]:
    """Yield the named parts of each union that *expression* is all of, among others."""
    for each in conjuncts([expression]):
        if isinstance(each, Junction):
            yield [part.name for part in each.operands if isinstance(part, Named)]
