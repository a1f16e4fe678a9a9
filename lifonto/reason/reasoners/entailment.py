"""Entailment and consistency, asked of any reasoner: does it follow, and may the answer miss something?

An axiom follows if the ontology and each denial of the axiom contradict each other (refutation), so that whatever tells
contradictions tells what follows, of axioms of every kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lifonto.reason.reasoners.negation import Denial, denials
from lifonto.reason.reasoners.reasoner import Reasoner, Verdict
from lifonto.reason.reasoners.rolling_up import rolled_up, unnamed_in
from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.normal_form import normal
from lifonto.reason.values.ontology import Ontology
from lifonto.reason.values.rendering import sentence


def consistency(ontology: Ontology, reasoner: Reasoner) -> Verdict:
    """Tell whether the axioms of *ontology* can hold together; not known where *reasoner* may miss a contradiction.

    Raises ReasoningError where the reasoner cannot be run.
    """
    return found(ontology, reasoner, contradiction=False)


def entails(ontology: Ontology, axioms: Iterable[Axiom], reasoner: Reasoner) -> Verdict:
    """Tell whether all of *axioms* follow from *ontology*: no as soon as one does not.

    Raises ReasoningError where the reasoner cannot be run.
    """
    notes: list[str] = []
    for group, ways in asked(ontology, axioms):
        verdict = refuted(ontology, group, ways, reasoner)
        if verdict.holds is False:
            return verdict
        notes += verdict.notes
    return Verdict(None if notes else True, tuple(dict.fromkeys(notes)))


def asked(ontology: Ontology, axioms: Iterable[Axiom]) -> Iterator[tuple[list[Axiom], list[Denial] | None]]:
    """Yield those of *axioms* that *ontology* does not state, in groups, each with the ways to deny it."""
    stated, some = {normal(each) for each in ontology.axioms}, list(dict.fromkeys(axioms))
    for axiom in some:
        if not unnamed_in(axiom) and normal(axiom) not in stated:
            yield [axiom], denials(axiom)
    for group, denial in rolled_up(each for each in some if unnamed_in(each)):
        yield group, [(denial,)] if denial else None


def refuted(ontology: Ontology, group: list[Axiom], ways: list[Denial] | None, reasoner: Reasoner) -> Verdict:
    """Tell whether *ontology* contradicts each of *ways* to deny *group*."""
    told = " and ".join(map(sentence, group))
    if ways is None:
        holds = consistency(ontology, reasoner).holds is False or None
        return Verdict(holds, () if holds else (f"it cannot be asked whether this follows: {told}",))
    for way in ways:
        verdict = found(ontology.plus(way), reasoner, contradiction=True)
        if not verdict.holds:
            return Verdict(verdict.holds, tuple(f"not found to follow: {told}; {note}" for note in verdict.notes))
    return Verdict(True)


def found(ontology: Ontology, reasoner: Reasoner, *, contradiction: bool) -> Verdict:
    """Ask whether there is a *contradiction* in *ontology*, or whether there is none.

    One that is found is there; where none is found, what was not read or may be missed leaves it open.
    """
    verdict = reasoner.consistent(ontology)
    if verdict.holds is False:
        return Verdict(contradiction)
    notes = tuple(dict.fromkeys((*ontology.notes, *verdict.notes)))
    return Verdict(None if notes or verdict.holds is None else not contradiction, notes)
