"""What follows between foreign terms, before and after; and what contradicts itself once all is joined."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from dataclasses import dataclass

from lifonto.errors import Inconsistent, ReasoningError
from lifonto.health.copies import stated_parents
from lifonto.health.findings import Finding, Kind
from lifonto.health.places import Probes, Stated, in_order, is_sure, moved, updated
from lifonto.reason.reasoners.reasoner import Reasoner
from lifonto.reason.reasoners.taxonomy import Taxonomy
from lifonto.reason.values.axioms import names_in
from lifonto.reason.values.expressions import Named
from lifonto.reason.values.ontology import Ontology

Pairs = dict[str, frozenset[str]]
UNCOMPARED = "what follows, and what is stated to be above what, is not compared"
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Compared:
    """What a reasoner found, and what it says of its own answers."""

    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()


def compared(stated: Stated, reasoner: Reasoner, tell: Tell) -> Compared:
    """Compare what follows in the ontology with what follows once it is up to date."""
    value = stated.links.value
    probes = Probes(each for side in (stated.here, stated.there) for parents in side.values() for each in parents)
    before = None
    try:
        tell("classifying the ontology")
        before = reasoner.taxonomy(Ontology((*value.axioms, *probes.axioms), value.declarations))
        tell("classifying it with the current copies")
        whole = merged(stated, probes)
        joined = before if len(whole.axioms) == len(value.axioms) + len(probes.axioms) else reasoner.taxonomy(whole)
        after = joined if is_current(stated) else reasoner.taxonomy(updated(stated, probes))
    except Inconsistent:
        found = (contradiction(stated),) if before else ()
        return Compared(found, (UNCOMPARED if before else f"the ontology contradicts itself as it is; {UNCOMPARED}",))
    except ReasoningError as error:
        return Compared((), (f"{error}; {UNCOMPARED}",))
    places, unsure = sure(stated, moved(stated, before, after, probes))
    notes = tuple(f"the reasoner says: {each}" for each in joined.notes or after.notes or before.notes)
    plain = [probes.without(each) for each in (before, joined, after)]
    every = (*places, *unsure)
    told = (*contradictory(stated, *plain), *places, *inferences(stated, plain[0], plain[2], every))
    return Compared(told, (*notes, *missing(unsure)))


def sure(stated: Stated, every: Iterable[Finding]) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Part the findings that are sure from those that may be of imports which were not read."""
    parted: tuple[list[Finding], list[Finding]] = ([], [])
    for each in every:
        parted[not is_sure(stated.links, each)].append(each)
    return tuple(parted[0]), tuple(parted[1])


def missing(unsure: Sized) -> list[str]:
    """Say how many findings are not told for want of imports."""
    said = f"{len(unsure)} classes have parents that may follow from imports that were not read: give these, too"
    return [said] if unsure else []


def is_current(stated: Stated) -> bool:
    """Tell whether the ontology joined with the copies is the same as the ontology brought up to date."""
    return not stated.stale and all(each.is_whole for each in stated.links.copies)


def merged(stated: Stated, probes: Probes) -> Ontology:
    """Return the ontology, as it is, joined with all that the copies say of its names."""
    value, fresh = stated.links.value, stated.modules(stated.links.copies) - set(stated.links.value.axioms)
    return Ontology((*value.axioms, *in_order(fresh), *probes.axioms), value.declarations)


def contradiction(stated: Stated) -> Finding:
    """Return that nothing can be as the ontology and the copies say together."""
    name = ", ".join(each.name for each in stated.links.copies)
    return Finding(Kind.CONTRADICTORY, stated.links.value.header.iri, "", name, why="its axioms contradict each other")


def contradictory(stated: Stated, before: Taxonomy, joined: Taxonomy, after: Taxonomy) -> Iterator[Finding]:
    """Yield the classes that can have no instances any more; of those that follow from others only how many."""
    known = stated.links.value.of_kind("Class")
    fresh = (joined.unsatisfiable | after.unsatisfiable) - before.unsatisfiable
    causes = {iri: (names & fresh) - {iri} for iri, names in named_above(stated).items() if iri in fresh}
    roots = sorted(iri for iri in fresh & known if not causes.get(iri)) or sorted(fresh & known)[:1]
    rest = len(fresh & known) - len(roots)
    for iri in roots:
        said = [f"so have {rest} that depend on such classes" if rest else ""]
        if iri not in after.unsatisfiable:
            said.append("with its parents as the current copy has them it can have instances again")
        copy = stated.links.foreign.get(iri) or stated.links.copies[0]
        yield Finding(Kind.CONTRADICTORY, iri, stated.links.label(iri), copy.name, why="; ".join(filter(None, said)))


def named_above(stated: Stated) -> Mapping[str, set[str]]:
    """Return the names in what is stated of each class, here and in the copies."""
    found: dict[str, set[str]] = {}
    for axiom in (*stated.links.value.axioms, *stated.modules(stated.links.copies)):
        for sub, parent in stated_parents(axiom):
            found.setdefault(sub, set()).update(names_in(parent))  # type: ignore[arg-type]
    return found


def inferences(stated: Stated, before: Taxonomy, after: Taxonomy, places: tuple[Finding, ...]) -> Iterator[Finding]:
    """Yield the subclass pairs between foreign terms that are gone or new, without those that others explain.

    Those are: what a class was moved from or to, and what a class in between has lost or gained itself.
    """
    both = {each for each in stated.here if each in before.above and each in after.above}
    shared = frozenset(each for each in stated.classes if each in before.above and each in after.above)
    lost = {each: (before.above[each] & shared) - after.above[each] for each in both}
    gained = {each: (after.above[each] & shared) - before.above[each] for each in both}
    if not stated.has_links:  # in names alone nothing follows that the copy has by definitions
        gained = dict.fromkeys(both, frozenset())
    told = {each.iri: each for each in places}
    for iri in sorted(each for each in both if lost[each] or gained[each]):
        moving = told.get(iri)
        gone = unexplained(iri, lost, before, after, names(moving.lost if moving else ()))
        new = unexplained(iri, gained, after, before, names(moving.gained if moving else ()))
        if gone or new:
            of = (tuple(Named(each) for each in sorted(some)) for some in (gone, new))
            copy = stated.links.foreign[iri]
            yield Finding(Kind.INFERENCES, iri, stated.links.label(iri), copy.name, lost=next(of), gained=next(of))


def names(parts: tuple[object, ...]) -> set[str]:
    """Return the names among *parts*."""
    return {each.name for each in parts if isinstance(each, Named)}


def unexplained(iri: str, pairs: Pairs, side: Taxonomy, other: Taxonomy, moved_by: set[str]) -> frozenset[str]:
    """Return the lowest classes that are above *iri* on one *side* alone, for no reason that is told elsewhere."""
    over = frozenset().union(*({each} | side.above.get(each, frozenset()) for each in moved_by))
    between = side.above[iri] & other.above[iri] & pairs.keys()
    inherited = frozenset().union(*(pairs[each] for each in between))
    return side.lowest(pairs[iri] - over - inherited)
