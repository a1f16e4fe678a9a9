"""The canonical model of a classified ontology: one element a class and a filler, with all that follows of each.

In OWL 2 EL whatever follows of a class holds of its element, and nothing else does (Baader, Brandt & Lutz, "Pushing
the EL Envelope", IJCAI 2005; ranges as in "Pushing the EL Envelope Further", OWLED 2008). So the classes below an
expression are the elements that satisfy it, and no reasoner need be asked. The hierarchy itself is the reasoner's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any

from lifonto.reason.links.cases import Cases, cases_in
from lifonto.reason.links.existentials import Relations, Told, successors
from lifonto.reason.reasoners.reasoner import Reasoner
from lifonto.reason.reasoners.taxonomy import Taxonomy
from lifonto.reason.values.ancestry import ancestors
from lifonto.reason.values.axioms import OBJECT, OF_INDIVIDUALS, Axiom, Chain
from lifonto.reason.values.expressions import Complement, Expression, Junction, Named, Restriction, conjuncts
from lifonto.reason.values.fresh import is_fresh
from lifonto.reason.values.inclusions import Pair, inclusions_of
from lifonto.reason.values.ontology import Ontology
from lifonto.reason.values.vocabulary import THING


@dataclass(frozen=True)
class Model:
    """The elements by name, the relations between them, and the axioms that an element yet to come is held against.

    ``taxonomy``: the hierarchy of the classes; ``above``: the names that each element has, its own left out; ``links``:
    its (relation, element) pairs, closed;
    ``rules``: (expression, name) where an instance of the first is one of the second; ``disjoint``: pairs without a
    common instance; ``defining``: what some class is defined as the complement of, and something else; ``unions``: the
    named parts of each union that some class is below; ``cases``: the elements of what is within a union, case by case.
    """

    taxonomy: Taxonomy
    above: Mapping[str, frozenset[str]]
    links: Mapping[str, set[tuple[str, str]]]
    unsatisfiable: frozenset[str]
    relations: Relations
    rules: tuple[tuple[Expression, str], ...]
    disjoint: tuple[Pair, ...]
    defining: frozenset[Expression]
    unions: frozenset[frozenset[str]]
    cases: tuple[Cases, ...]

    @cached_property
    def holders(self) -> dict[str, set[str]]:
        """The elements of each name."""
        found: dict[str, set[str]] = {each: {each} for each in self.above}
        for each, over in self.above.items():
            for name in over:
                found[name].add(each)
        return found

    @cached_property
    def sources(self) -> dict[str, dict[str, set[str]]]:
        """For each relation and element, the elements that are so related to it."""
        found: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for source, links in self.links.items():
            for relation, target in links:
                found[relation][target].add(source)
        return {relation: dict(by_target) for relation, by_target in found.items()}

    def elements(self, expression: Expression) -> set[str]:
        """Return the elements of the model that satisfy *expression*."""
        match expression:
            case Named(name):
                return set(self.above) if name == THING else self.holders.get(name, set())
            case Junction("and", operands):
                return set.intersection(*map(self.elements, operands))
            case Junction("or", operands):
                return set().union(*map(self.elements, operands))
            case Restriction(Named(relation), "some", filler, _):
                by_target = self.sources.get(relation, {})
                found = (by_target[each] for each in by_target.keys() & self.elements(filler))
                return set().union(*found)
        return set()


def terms_of(ontology: Ontology) -> tuple[Axiom, ...]:
    """Return the axioms of *ontology* about classes and relations."""
    return tuple(axiom for axiom in ontology.axioms if axiom.kind not in OF_INDIVIDUALS)


def by_rules(ontology: Ontology, reasoner: Reasoner) -> Model:
    """Return the canonical model of *ontology* as EL rules make it."""
    terms = terms_of(ontology)
    relations, inclusions = Relations.of(terms, ontology.of_kind(OBJECT)), list(inclusions_of(terms))
    stated = stated_above(inclusions)
    told = Told(relations, narrow=lambda by, filler: narrowed(filler, relations.ranges.get(by, ()), stated))
    for sub, sup in inclusions:
        told.read(sub.name if isinstance(sub, Named) else told.name(sup), sup)
    cases = tuple(
        Cases(sub, told.name(sub), tuple(map(told.name, found)))
        for sub, sup in inclusions
        for found in cases_in(sub, sup)
    )
    rules = tuple((sub, told.name(sup)) for sub, sup in inclusions if is_plain(sub) and not isinstance(sub, Named))
    asked = ontology.plus(told.axioms())
    known = reasoner.taxonomy(asked)
    ours = set(reasoner.notes(asked))
    notes = tuple(each for each in known.notes if each not in ours)
    return Model(
        named(known, notes),
        known.above,
        successors(told.links, known.above, relations),
        known.unsatisfiable,
        relations,
        rules,
        tuple(disjoint_pairs(terms, inclusions)),
        frozenset(operand for sub, _ in inclusions for each in conjuncts(sub) if (operand := denied(each))),
        frozenset(frozenset(each) for _, sup in inclusions for each in unions_in(sup)),
        cases,
    )


def named(known: Taxonomy, notes: tuple[str, ...]) -> Taxonomy:
    """Return the part of the hierarchy *known* that is of classes, not of fillers."""
    fillers = frozenset(each for each in known.above if is_fresh(each))
    above = (
        {each: over - fillers for each, over in known.above.items() if each not in fillers} if fillers else known.above
    )
    return Taxonomy(above, frozenset(each for each in known.unsatisfiable if not is_fresh(each)), notes)


def stated_above(inclusions: Iterable[Pair]) -> dict[str, set[str]]:
    """Return the named classes that are stated to be above each."""
    above: dict[str, set[str]] = {}
    for sub, sup in inclusions:
        if isinstance(sub, Named):
            above.setdefault(sub.name, set()).update(each.name for each in conjuncts(sup) if isinstance(each, Named))
    return above


def has_model(axiom: Axiom) -> bool:
    """Tell whether *axiom* is one that the model can be held against, or one that EL rules pass over."""
    parts: Any = axiom.parts
    match axiom.kind, parts:
        case "SubObjectPropertyOf", (sub, sup):
            links = sub.links if isinstance(sub, Chain) else (sub,)
            return len(links) <= 2 and all(isinstance(each, Named) for each in (*links, sup))
        case "TransitiveObjectProperty", (Named(),):
            return True
        case "ObjectPropertyDomain" | "ObjectPropertyRange", (Named(), Named()):
            return True
        case "SubClassOf", (sub, sup):
            return is_plain(sub) and all(map(is_passed_over, conjuncts(sup)))
        case "EquivalentClasses", (Named(), sup):
            return all(is_plain(denied(each) or each) for each in conjuncts(sup))
        case "EquivalentClasses" | "DisjointClasses", _:
            return all(map(is_plain, parts))
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


def narrowed(filler: Expression, ranges: Collection[str], stated: Mapping[str, set[str]]) -> Expression:
    """Return *filler* with those of *ranges* that it is not *stated* to be in already."""
    if not ranges:
        return filler
    known = ancestors(filler.name, stated) if isinstance(filler, Named) else frozenset()
    missing = [Named(each) for each in sorted(ranges) if each not in known and each != THING]
    return Junction("and", (filler, *missing)) if missing else filler


def disjoint_pairs(axioms: Iterable[Axiom], inclusions: Iterable[Pair]) -> Iterator[Pair]:
    """Yield the pairs of expressions that have no common instance: told so, or one below the other's complement."""
    for axiom in axioms:
        if axiom.kind == "DisjointClasses":
            pairs: Any = combinations(axiom.parts, 2)
            yield from pairs
    for sub, sup in inclusions:
        if isinstance(sub, Named):
            yield from ((sub, operand) for each in conjuncts(sup) if (operand := denied(each)))


def unions_in(expression: Expression) -> Iterator[list[str]]:
    """Yield the named parts of each union that *expression* is all of, among others."""
    for each in conjuncts(expression):
        if isinstance(each, Junction):
            yield [part.name for part in each.operands if isinstance(part, Named)]


def links_of(model: Model, relations: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """Yield each (sub, relation, filler) between named classes along one of *relations* that holds in *model*."""
    above = {each: [each, *(sup for sup in over if not is_fresh(sup))] for each, over in model.above.items()}
    above |= {each: over[1:] for each, over in above.items() if is_fresh(each)}
    for sub, links in model.links.items():
        if not is_fresh(sub):
            for relation, target in links:
                if relation in relations:
                    yield from ((sub, relation, sup) for sup in above.get(target, ()))
