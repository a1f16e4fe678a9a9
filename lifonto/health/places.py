"""Where foreign terms stand: what is stated to be above them, in the ontology and in the current copies.

What one states and the other does not is asked of a reasoner: a slice of an ontology states what the whole implies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from lifonto.health.copies import Copy, stated_parents
from lifonto.health.findings import Finding, Kind
from lifonto.health.terms import Links
from lifonto.reason.modules.extraction import bottom
from lifonto.reason.reasoners.taxonomy import Taxonomy
from lifonto.reason.values.axioms import CLASS, Axiom, names_in
from lifonto.reason.values.expressions import Expression, Named, Restriction
from lifonto.reason.values.fresh import Fresh
from lifonto.reason.values.ontology import Ontology
from lifonto.reason.values.vocabulary import THING

Parents = dict[str, dict[Expression, None]]


@dataclass(frozen=True, eq=False)
class Stated:
    """What *links* state of the places of foreign classes, and what the copies do."""

    links: Links

    @cached_property
    def classes(self) -> frozenset[str]:
        """The foreign classes in use whose places may be compared."""
        foreign, of_kind = self.links.foreign, self.links.value.of_kind(CLASS)
        return frozenset(
            iri for iri, copy in foreign.items() if copy.is_whole and iri in of_kind and not self.links.gone(iri)
        )

    @cached_property
    def imported(self) -> frozenset[Axiom]:
        """The axioms that the ontology has from a copy, or from one before it."""
        whole = {iri for iri, copy in self.links.foreign.items() if copy.is_whole}
        return frozenset(
            axiom
            for axiom in self.links.value.axioms
            if isinstance(axiom.parts[0], Named) and axiom.parts[0].name in whole and self.links.is_imported(axiom)
        )

    @cached_property
    def here(self) -> Parents:
        """What the ontology states to be above each of the classes."""
        return gathered(self.imported, self.classes)

    @property
    def has_links(self) -> bool:
        """Tell whether the ontology has more of the copies than names and what is above them."""
        return any(isinstance(each, Restriction) for parents in self.here.values() for each in parents)

    @cached_property
    def there(self) -> Parents:
        """What the copies state to be above each class that the ontology gives a place, as far as it has the names."""
        known = {each.iri for each in self.links.value.entities}
        axioms = (axiom for iri in self.here for axiom in self.links.foreign[iri].parents.get(iri, ()))
        found = gathered(axioms, self.here)
        stated = [each for parents in self.here.values() for each in parents]
        alike = {form for each in stated if (form := form_of(each))}

        def is_told(parent: Expression) -> bool:
            return names_in(parent) <= known and (isinstance(parent, Named) or form_of(parent) in alike)

        return {iri: {each: None for each in parents if is_told(each)} for iri, parents in found.items()}

    @cached_property
    def current(self) -> frozenset[Axiom]:
        """What the copies whose hierarchies may be compared say of the names of the ontology."""
        return self.modules(each for each in self.links.copies if each.is_whole)

    def modules(self, copies: Iterable[Copy]) -> frozenset[Axiom]:
        """Return what *copies* say of the names of the ontology: a module of each, which keeps all that follows."""
        signature = {each.iri for each in self.links.value.entities}
        return frozenset().union(*(bottom(each.value.axioms, signature) for each in copies))

    @cached_property
    def stale(self) -> frozenset[Axiom]:
        """The imported axioms that the copies do not state."""
        stated = {axiom for copy in self.links.copies if copy.is_whole for axiom in copy.value.axioms}
        return frozenset(self.imported - stated)


def gathered(axioms: Iterable[Axiom], classes: Iterable[str]) -> Parents:
    """Return what *axioms* say is above each of *classes*: names, and what is related to something."""
    wanted, found = frozenset(classes), defaultdict[str, dict[Expression, None]](dict)
    for axiom in axioms:
        for sub, parent in stated_parents(axiom):
            if sub in wanted and is_compared(parent, sub):
                found[sub][parent] = None  # type: ignore[index]
    return dict(found)


def is_compared(parent: object, sub: str) -> bool:
    """Tell whether *parent* is a name or an existential link."""
    match parent:
        case Named(name):
            return name not in (THING, sub)
        case Restriction(Named(), "some", _, _):
            return True
    return False


def form_of(parent: Expression) -> tuple[object, type] | None:
    """Return the relation of a link, and what sort of thing it leads to; nothing of what is no link."""
    return (parent.relation, type(parent.filler)) if isinstance(parent, Restriction) else None


class Probes:
    """Names for links, so that a reasoner's hierarchy tells what has them."""

    def __init__(self, parents: Iterable[Expression]) -> None:
        self.fresh = Fresh("link")
        links = (each for each in parents if isinstance(each, Restriction))
        self.names: dict[Expression, Named] = {each: self.fresh.name(each) for each in links}

    @property
    def axioms(self) -> list[Axiom]:
        """What has a link is below its name."""
        return [Axiom("SubClassOf", (each, name)) for each, name in self.names.items()]

    def holds(self, sub: str, parent: Expression, taxonomy: Taxonomy) -> bool:
        """Tell whether *parent* is above *sub*."""
        name = parent.name if isinstance(parent, Named) else self.names[parent].name
        return name in taxonomy.above.get(sub, ())

    def without(self, taxonomy: Taxonomy) -> Taxonomy:
        """Return *taxonomy* without the names of links."""
        above = {
            each: frozenset(sup for sup in over if not self.fresh.is_ours(sup))
            for each, over in taxonomy.above.items()
            if not self.fresh.is_ours(each)
        }
        return Taxonomy(above, frozenset(each for each in taxonomy.unsatisfiable if not self.fresh.is_ours(each)))


def moved(stated: Stated, before: Taxonomy, after: Taxonomy, probes: Probes) -> Iterator[Finding]:
    """Yield the classes that are stated to be below other parents: what is lost, and what is new."""
    links = stated.links
    for iri in sorted(stated.here):
        if iri not in before.above:
            continue
        here, there = stated.here[iri], stated.there.get(iri, {})
        lost = [each for each in here if each not in there and not stands(links, iri, each, after, probes)]
        gained = [
            each
            for each in there
            if each not in here and not any(map(links.gone, names_in(each))) and not probes.holds(iri, each, before)
        ]
        if lost or gained:
            of, sides = links.foreign[iri].name, (tuple(lost), tuple(gained))
            instead = new_parent(links, here, there)
            yield Finding(Kind.MOVED, iri, links.label(iri), of, lost=sides[0], gained=sides[1], new_parent=instead)


def new_parent(links: Links, here: Iterable[Expression], there: Iterable[Expression]) -> tuple[str, str] | None:
    """Return the one parent that is stated *here* alone and the one *there* alone, where each is just one name."""
    mine, current = set(here), set(there)
    alone = [each for each in mine - current if not any(map(links.gone, names_in(each)))], [*(current - mine)]
    match alone:
        case [Named(old)], [Named(new)]:
            return old, new
    return None


def is_sure(links: Links, finding: Finding) -> bool:
    """Tell whether what is lost by a *finding* is not merely what follows from imports that its copy lacks."""
    if finding.kind is not Kind.MOVED or finding.gained:
        return True
    missing = links.foreign[finding.iri].value.header.missing
    return not {*missing} - {*links.value.header.missing}


def stands(links: Links, iri: str, parent: Expression, after: Taxonomy, probes: Probes) -> bool:
    """Tell whether *parent* is still above *iri*, or is itself gone, which is a finding of its own.

    Of what can have no instances any more, that is told from what is stated.
    """
    if gone := [each for each in names_in(parent) if links.gone(each)]:
        over = after.above.get(iri, frozenset())
        return (
            not isinstance(parent, Named) or not links.successors(gone[0]) or bool(over & {*links.successors(gone[0])})
        )
    return probes.holds(iri, parent, after)


def updated(stated: Stated, probes: Probes) -> Ontology:
    """Return the ontology with all that it has from the copies as these have it now."""
    own = [axiom for axiom in stated.links.value.axioms if axiom not in stated.imported]
    return Ontology((*own, *in_order(stated.current), *probes.axioms), stated.links.value.declarations)


def in_order(axioms: Iterable[Axiom]) -> list[Axiom]:
    """Return *axioms* in an order that is the same on every run."""
    return sorted(axioms, key=repr)
