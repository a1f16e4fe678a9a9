"""What a chase goes by: clauses, the hierarchy that is known, and what relations imply."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from lifonto.reason.models.clauses import Clauses, Key
from lifonto.reason.values.ancestry import ancestors
from lifonto.reason.values.axioms import INDIVIDUAL, OF_INDIVIDUALS, Axiom, Chain, entities
from lifonto.reason.values.expressions import Complement, Inverse, Junction, Named, OneOf, Relation, opposite
from lifonto.reason.values.inclusions import inclusions_of


class Step(NamedTuple):
    """A chain of two: whatever the second leads to from what the first leads to, the whole leads to."""

    first: Relation
    second: Relation
    whole: Relation


@dataclass(frozen=True)
class Theory:
    """An ontology as a chase goes by it.

    ``axioms``: those that a model must satisfy; ``above``: the named classes known to be above each; ``wider``: the
    relations above each, itself among them; ``steps``: the chains that each relation is part of; ``single``: the
    relations that lead to one element at most; ``apart``: the classes known to have nothing in common with each;
    ``listed``: the classes whose instances are listed, with the first of them; ``watched``: the names that clauses ask
    for, by the relation that is to lead to them; ``facts``: the axioms about individuals.
    """

    axioms: tuple[Axiom, ...]
    above: Mapping[str, Set[str]]
    unsatisfiable: Set[str]
    clauses: Clauses
    wider: Mapping[Relation, tuple[Relation, ...]]
    steps: Mapping[Relation, Iterable[Step]]
    single: Set[Relation]
    apart: Mapping[str, Set[str]]
    listed: Mapping[str, str]
    watched: Mapping[str, Set[str]]
    individuals: tuple[str, ...]
    facts: tuple[Axiom, ...]

    @cached_property
    def places(self) -> dict[Key, int]:
        """Where each key comes in the order of the clauses: so that the same is done each time."""
        return {each: place for place, each in enumerate(self.clauses.by_keys)}

    def in_order(self, keys: Iterable[Key]) -> list[Key]:
        """Return those of *keys* that there are clauses about."""
        return sorted((each for each in keys if each in self.places), key=self.places.__getitem__)

    @classmethod
    def of(cls, axioms: tuple[Axiom, ...], above: Mapping[str, Set[str]], unsatisfiable: Set[str]) -> Theory:
        """Return the theory of *axioms*, with what is known of their named classes."""
        clauses = Clauses.of(axioms)
        single = {
            each.parts[0] if each.kind == "FunctionalObjectProperty" else opposite(each.parts[0])  # type: ignore[arg-type]
            for each in axioms
            if each.kind in ("FunctionalObjectProperty", "InverseFunctionalObjectProperty")
        }
        return cls(
            axioms,
            above,
            unsatisfiable,
            clauses,
            wider(axioms),
            steps(axioms),
            single,  # type: ignore[arg-type]
            apart(clauses),
            dict(listed(axioms)),
            clauses.watched,
            tuple(sorted({iri for axiom in axioms for kind, iri in entities(axiom) if kind == INDIVIDUAL})),
            tuple(axiom for axiom in axioms if axiom.kind in OF_INDIVIDUALS),
        )


def wider(axioms: Iterable[Axiom]) -> dict[Relation, tuple[Relation, ...]]:
    """Return the relations that are above each in *axioms*, itself among them."""
    over: defaultdict[Relation, set[Relation]] = defaultdict(set)

    def state(sub: Relation, sup: Relation) -> None:
        over[sub].add(sup)
        over[opposite(sub)].add(opposite(sup))

    for axiom in axioms:
        parts: Any = axiom.parts
        match axiom.kind, parts:
            case "SubObjectPropertyOf", (Named() | Inverse(), _):
                state(*parts)
            case "EquivalentObjectProperties", _:
                for one in parts:
                    for other in parts:
                        state(one, other)
            case "InverseObjectProperties", (one, other):
                state(one, opposite(other))
                state(opposite(other), one)
            case "SymmetricObjectProperty", (one,):
                state(one, opposite(one))
    return {each: tuple(sorted(ancestors(each, over), key=str)) for each in list(over)}


def steps(axioms: Iterable[Axiom]) -> dict[Relation, list[Step]]:
    """Return the chains of two that each relation is part of."""
    found: defaultdict[Relation, list[Step]] = defaultdict(list)
    for axiom in axioms:
        parts: Any = axiom.parts
        if axiom.kind == "TransitiveObjectProperty":
            made = [Step(parts[0], parts[0], parts[0])]
        elif axiom.kind == "SubObjectPropertyOf" and isinstance(parts[0], Chain) and len(parts[0].links) == 2:
            made = [Step(*parts[0].links, parts[1])]
        else:
            continue
        for each in made:
            for relation in {each.first, each.second, opposite(each.first), opposite(each.second)}:
                found[relation].append(each)
    return found


def apart(clauses: Clauses) -> dict[str, set[str]]:
    """Return the named classes that *clauses* say have nothing in common with each."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for body, head in {clause for groups in clauses.by_keys.values() for some in groups.values() for clause in some}:
        names = [each for each in body if isinstance(each, str)]
        names += [
            each.operand.name for each in head if isinstance(each, Complement) and isinstance(each.operand, Named)
        ]
        if len(names) == len(body) + len(head) == 2:
            found[names[0]].add(names[1])
            found[names[1]].add(names[0])
    return found


def listed(axioms: Iterable[Axiom]) -> Iterator[tuple[str, str]]:
    """Yield each class whose instances *axioms* list, with the first of them."""
    for sub, sup in inclusions_of(axioms):
        kinds = sup.operands if isinstance(sup, Junction) and sup.word == "or" else (sup,)
        lists = [each.individuals for each in kinds if isinstance(each, OneOf)]
        if isinstance(sub, Named) and len(lists) == len(kinds):
            yield sub.name, lists[0][0].name
