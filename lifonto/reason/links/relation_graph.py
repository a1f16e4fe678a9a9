"""The relation graph: every ``A SubClassOf r some B`` between named classes that follows.

A link is found by a probe: a new name P and the axiom ``r some B SubClassOf P``. No other axiom is about P, so the
classes below P are exactly those below ``r some B``; one direction is enough, and it stays within OWL 2 EL where the
ontology does. Probing every relation with every class is exact and slow. It is enough to probe from the top down,
because what is below ``r some B`` is below ``r some C`` for every C above B: a class is a filler worth trying only
when all its parents are. The first round tries what the axioms themselves name, so few rounds are left.

As in Ubergraph, links are between named classes, in the closure over subclasses on both sides and over subrelations; a
class is linked to itself only where that follows. docs/reasoning.md sets out every such choice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from lifonto.reason.links.existentials import Link, Relations
from lifonto.reason.reasoners.taxonomy import Taxonomy
from lifonto.reason.values.axioms import OBJECT, Axiom
from lifonto.reason.values.expressions import Named, Restriction, parts_of
from lifonto.reason.values.fresh import Fresh
from lifonto.reason.values.ontology import Ontology
from lifonto.reason.values.vocabulary import THING

Pair = tuple[str, str]


@dataclass
class _Search:
    """What has been tried and what was found, relation by filler."""

    ontology: Ontology
    taxonomy: Taxonomy
    classify: Callable[[Ontology], Taxonomy]
    parents: dict[str, frozenset[str]]
    children: dict[str, set[str]]
    tell: Callable[[str], None]

    def run(self, relations: Iterable[str]) -> tuple[dict[Pair, set[str]], set[str]]:
        """Return the subjects of each relation and filler, and what the reasoner noted on the way."""
        likely = stated_fillers(self.ontology)
        every = ((relation, filler) for relation in relations for filler in self.upwards(likely.get(relation, ())))
        trying = {each for each in every if self.may_hold(*each)}
        tried: set[Pair] = set()
        found: dict[Pair, set[str]] = {}
        notes: set[str] = set()
        while trying:
            tried |= trying
            self.tell(f"trying {len(trying)} pairs of relation and filler")
            fresh, said = self.probe(sorted(trying))
            found.update(fresh)
            notes.update(said)
            trying = {
                (relation, child)
                for relation, filler in fresh
                for child in self.children.get(filler, ())
                if (relation, child) not in tried
                and self.may_hold(relation, child)
                and all((relation, each) in found for each in self.parents[child])
            }
        return found, notes

    def may_hold(self, relation: str, filler: str) -> bool:
        """Tell whether some class may be linked to *filler*, as far as is known."""
        fillers = self.taxonomy.fillers
        return fillers is None or filler == THING or filler in fillers.get(relation, ())

    def upwards(self, fillers: Iterable[str]) -> set[str]:
        """Return *fillers*, the classes above them, and owl:Thing."""
        return {THING}.union(*({each} | self.taxonomy.above[each] for each in fillers if each in self.taxonomy.above))

    def probe(self, pairs: list[Pair]) -> tuple[dict[Pair, set[str]], tuple[str, ...]]:
        """Return the classes below ``relation some filler`` for each of *pairs* that has any."""
        probes = Fresh("probe")
        names = {probes.name(pair).name: pair for pair in pairs}
        axioms = [
            Axiom("SubClassOf", (Restriction(Named(relation), "some", Named(filler)), Named(name)))
            for name, (relation, filler) in names.items()
        ]
        answer = self.classify(self.ontology.plus(axioms))
        found: dict[Pair, set[str]] = {}
        for sub in self.taxonomy.above:
            for sup in answer.above[sub]:
                if sup in names:
                    found.setdefault(names[sup], set()).add(sub)
        return found, answer.notes


def relation_graph(
    ontology: Ontology,
    relations: Iterable[str],
    taxonomy: Taxonomy,
    classify: Callable[[Ontology], Taxonomy],
    tell: Callable[[str], None] = lambda step: None,
) -> tuple[frozenset[Link], tuple[str, ...]]:
    """Return every link (sub, relation, filler) of *ontology* along *relations*, and the reasoner's notes.

    *taxonomy* is that of *ontology*, *classify* the reasoner; *tell* is told each round of the search. Unsatisfiable
    classes, which have every link, are left out.
    """
    parents = {each: taxonomy.parents(each) for each in taxonomy.above}
    children: dict[str, set[str]] = {}
    for child, over in parents.items():
        for each in over:
            children.setdefault(each, set()).add(child)
    found, notes = _Search(ontology, taxonomy, classify, parents, children, tell).run(relations)
    links = {(sub, relation, filler) for (relation, filler), subs in found.items() for sub in subs if filler != THING}
    return frozenset(links), tuple(sorted(notes))


def stated_fillers(ontology: Ontology) -> Mapping[str, set[str]]:
    """Return the named fillers stated for each relation, for those below it, and for the last ones of its chains."""
    stated = Relations.of(ontology.axioms, ontology.of_kind(OBJECT))
    inside = (each for axiom in ontology.axioms for part in axiom.parts for each in parts_of(part))  # type: ignore[arg-type]
    fillers: defaultdict[str, set[str]] = defaultdict(set)
    waiting = [
        (each.relation.name, each.filler.name)
        for each in inside
        if isinstance(each, Restriction) and isinstance(each.relation, Named) and isinstance(each.filler, Named)
    ]
    after = {(last, whole) for (_, last), wholes in stated.chains.items() for whole in wholes}
    wider = after.union(*({(relation, over) for over in above} for relation, above in stated.above.items()))
    while waiting:
        relation, filler = waiting.pop()
        if filler not in fillers[relation]:
            fillers[relation].add(filler)
            waiting += ((over, filler) for under, over in wider if under == relation)
    return fillers


def without_redundancy(links: Iterable[Link], taxonomy: Taxonomy, subrelations: Iterable[Pair] = ()) -> frozenset[Link]:
    """Return the *links* that no other of them implies.

    A link is implied by one from a class above, to a filler below, or along a subrelation; *subrelations* are the
    entailed pairs (sub, super).
    """
    every, pairs = set(links), set(subrelations)
    narrower: dict[str, set[str]] = {}
    for sub, sup in pairs:
        if (sup, sub) not in pairs:  # of equivalent relations both links stay, as of equivalent classes
            narrower.setdefault(sup, set()).add(sub)
    fillers: dict[Pair, set[str]] = {}
    for sub, relation, filler in every:
        fillers.setdefault((sub, relation), set()).add(filler)
    above = taxonomy.above

    def implied(link: Link) -> bool:
        sub, relation, filler = link
        return (
            any((over, relation, filler) in every for over in above[sub] if sub not in above[over])
            or any(filler in above[under] and under not in above[filler] for under in fillers[sub, relation])
            or any((sub, each, filler) in every for each in narrower.get(relation, ()))
        )

    return frozenset(link for link in every if not implied(link))
