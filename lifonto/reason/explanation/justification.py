"""Justifications: the smallest sets of axioms from which something follows, and the smallest removals that mend it.

After Horridge, Parsia & Sattler, "Laconic and precise justifications in OWL" (ISWC 2008): a justification entails,
and loses the entailment with any one axiom taken away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lifonto.errors import NotFound
from lifonto.reason.explanation.abstraction import Abstraction
from lifonto.reason.explanation.definitions import Definitions
from lifonto.reason.explanation.minimality import smallest
from lifonto.reason.explanation.repairs import repairs
from lifonto.reason.explanation.search import Axioms, Question, justify, within
from lifonto.reason.modules.extraction import Modules
from lifonto.reason.modules.locality import is_el
from lifonto.reason.reasoners.reasoner import Reasoner
from lifonto.reason.reasoners.rustdl import Rustdl
from lifonto.reason.reasoners.rustdl_workarounds import inverse_for, ranged_chains
from lifonto.reason.values.axioms import OF_INDIVIDUALS, Axiom, names_in
from lifonto.reason.values.expressions import Expression, Named
from lifonto.reason.values.fresh import PREFIX, Fresh
from lifonto.reason.values.functional import write
from lifonto.reason.values.ontology import Ontology
from lifonto.reason.values.rendering import Name, sentence
from lifonto.reason.values.vocabulary import NOTHING, THING

CASES_SECONDS = 20
WHY = f"{PREFIX}why:"
SUB, SUP = f"{WHY}sub", f"{WHY}sup"
SUBCLASS: Question = ("subclass", SUB, SUP)
NOT_BY_CASES = (
    "the explanations are those found by EL rules; the ontology goes beyond OWL 2 EL, and others that take case"
    " analysis are looked for only where there are none of these"
)


@dataclass(frozen=True)
class Justification:
    """A smallest set of axioms from which something follows."""

    axioms: tuple[Axiom, ...]

    def text(self, name: Name = str) -> str:
        """Write one axiom a line, asking *name* what to call each IRI."""
        return "\n".join(sentence(axiom, name) for axiom in self.axioms)


@dataclass(frozen=True)
class Explanations:
    """An ontology that can say why; *reasoner* says what may be missing.

    *decided* tells of a pair, where it is known, whether the first is below the second: what is not is not looked for.

    Only the module of the classes asked about is searched, first by EL rules: most of what follows follows by them, and
    the search is then quick.
    """

    ontology: Ontology
    reasoner: Reasoner = field(default_factory=Rustdl)
    decided: Callable[[Expression, Expression], bool | None] = lambda sub, sup: None

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name declared or used."""
        return frozenset(each.iri for each in self.ontology.entities)

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What a search here leaves out: what could not be read, or represented, and explanations not looked for."""
        told = [*self.ontology.notes, *self.reasoner.notes(self.ontology)]
        return tuple(dict.fromkeys([*told, *([] if self._whole else [NOT_BY_CASES])]))

    def of_subclass(self, sub: Expression, sup: Expression, limit: int = 5) -> list[Justification]:
        """Return up to *limit* justifications of ``sub SubClassOf sup``, shortest first; none where it does not follow.

        Raises NotFound where a name is not in the ontology, ReasoningError where the search comes to no end.
        """
        for name in (names_in(sub) | names_in(sup)) - {THING, NOTHING}:
            if name not in self.names:
                raise NotFound(f"{name} is not in this ontology")
        if sub == sup:
            return [Justification(())]  # it takes no axiom
        found = self._by_el(sub, sup, frozenset(), limit)
        if not found and self.decided(sub, sup) is not False:
            found = self._by_cases(sub, sup, frozenset(), limit)
        return ordered(found)

    def of_unsatisfiable(self, iri: str, limit: int = 5) -> list[Justification]:
        """Return up to *limit* justifications of the class *iri* having no possible instances."""
        return self.of_subclass(Named(iri), Named(NOTHING), limit)

    def of_inconsistency(self, limit: int = 5) -> list[Justification]:
        """Return up to *limit* smallest sets of axioms that contradict each other; none where nothing does."""
        return ordered(self._contradictions(frozenset(), limit))

    def repairs(self, sub: Expression, sup: Expression, limit: int = 5) -> list[Justification]:
        """Return up to *limit* smallest sets of axioms whose removal makes ``sub SubClassOf sup`` no longer follow.

        Where it follows by EL rules, that is, and otherwise where it takes cases.
        """
        search = self._by_el if self._by_el(sub, sup, frozenset(), 1) else self._by_cases
        if search == self._by_cases and self.decided(sub, sup) is False:
            return []
        return ordered(repairs(lambda removed: first(search(sub, sup, removed, 1)), limit))

    def repairs_of_inconsistency(self, limit: int = 5) -> list[Justification]:
        """Return up to *limit* smallest sets of axioms without which the others do not contradict each other."""
        return ordered(repairs(lambda removed: first(self._contradictions(removed, 1)), limit))

    @cached_property
    def _terms(self) -> Modules:
        return Modules([axiom for axiom in self.ontology.axioms if axiom.kind not in OF_INDIVIDUALS])

    @cached_property
    def _by_rules(self) -> Abstraction:
        return Abstraction.of(self._terms.axioms)

    @cached_property
    def _ranged_chains(self) -> list[Axiom]:
        return ranged_chains(self._terms.axioms)

    @property
    def _whole(self) -> bool:
        """Whether the ontology is within OWL 2 EL."""
        return self._by_rules.whole and not self._ranged_chains

    @cached_property
    def _rules(self) -> Modules:
        every = (*self._by_rules.meant, *self._by_rules.plain)
        return Modules([axiom for axiom in every if not disjoint(axiom)])

    @cached_property
    def _el(self) -> Modules:
        return Modules([axiom for axiom in self._terms.axioms if is_el(axiom)])

    def _by_el(self, sub: Expression, sup: Expression, removed: Axioms, limit: int) -> list[Axioms]:
        """Search by EL rules for what explains without the axioms *removed*; for contradictions only if nothing does.

        Contradictions are looked for among the axioms as they are: where more is said of a negation than that an
        instance of a class is none of another, rustdl 0.4.42 begins to search by cases.
        """
        names = self._by_rules.names
        asking = Abstraction(names=Fresh(names.purpose, dict(names.names)))
        asked = [*question(*map(asking.said, (sub, sup))), *asking.plain]
        signature = frozenset().union(*(axiom.names() for axiom in (asked[0], *asking.plain)))
        module = [axiom for axiom in self._rules.of(signature) if self._by_rules.meant.get(axiom) not in removed]
        told = [axiom for axiom in asked if not disjoint(axiom)]
        if found := justify([*module, *told], SUBCLASS, limit):
            made = {*self._by_rules.plain, *asked}
            return [smallest_meant(each - made, self._by_rules.meant, sub, sup) for each in found]
        plain = question(sub, sup)
        found = (
            justify([*(self._el.of(names_in(sub)) - removed), *plain], SUBCLASS, limit)
            if all(map(is_el, plain))
            else []
        )
        return [smallest_meant(each - set(plain), {}, sub, sup) for each in found]

    def _by_cases(self, sub: Expression, sup: Expression, removed: Axioms, limit: int) -> list[Axioms]:
        """Search by cases too, and for what EL rules lose of classes without names and of the ranges of chains."""
        named = Definitions.of(self._terms.of(names_in(sub)) - removed)
        if self._whole and not named.names.names:
            return []
        asked = [*question(sub, sup), *named.axioms(), *inverse_for(self._ranged_chains, Fresh("workaround"))]
        found = within(CASES_SECONDS, [*named.meant, *asked], SUBCLASS, limit)
        return [smallest_meant(each - set(asked), named.meant, sub, sup) for each in found]

    def _contradictions(self, removed: Axioms, limit: int) -> list[Axioms]:
        """Search for sets of axioms that contradict each other, without those *removed*."""
        return within(CASES_SECONDS, Modules(set(self.ontology.axioms) - removed).of(()), ("inconsistent",), limit)


def smallest_meant(found: Axioms, meant: Mapping[Axiom, Axiom], sub: Expression, sup: Expression) -> Axioms:
    """Return those *found*, or what they are *meant* to stand for, without what cases show not to be needed."""
    stated = frozenset(meant.get(each, each) for each in found)
    exact = stated == found and not Definitions.of(stated).names.names and not ranged_chains(stated)
    return stated if exact else smallest(stated, sub, sup)


def question(sub: Expression, sup: Expression) -> list[Axiom]:
    """Return the axioms that give names to what is asked about."""
    return [Axiom("SubClassOf", (Named(SUB), sub)), Axiom("SubClassOf", (sup, Named(SUP)))]


def disjoint(axiom: Axiom) -> bool:
    """Tell whether *axiom* says that classes have no instance in common."""
    return axiom.kind == "DisjointClasses"


def first(found: list[Axioms]) -> Axioms | None:
    """Return the first of those *found*, or None where there are none."""
    return found[0] if found else None


def ordered(found: Iterable[Axioms]) -> list[Justification]:
    """Return those *found*, each once and the shortest first."""
    written = [tuple(sorted(axioms, key=write)) for axioms in set(found)]
    return [Justification(axioms) for axioms in sorted(written, key=lambda axioms: (len(axioms), str(axioms)))]
