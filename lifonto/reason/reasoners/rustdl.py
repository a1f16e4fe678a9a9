"""rustdl, the reasoner in process: fast, sound, needs no Java.

It is given functional syntax with the axioms that work around its faults. What it may have missed is told by the
features of the ontology and by what it warns of; nothing it says is swallowed.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from copy import copy
from dataclasses import replace
from typing import NamedTuple
from weakref import WeakKeyDictionary

import rustdl

from lifonto.errors import Inconsistent
from lifonto.reason.models.countermodels import Proof
from lifonto.reason.models.questions import questions, unanswered
from lifonto.reason.modules.extraction import bottom, part_of
from lifonto.reason.reasoners import rustdl_limits
from lifonto.reason.reasoners.reasoner import Verdict
from lifonto.reason.reasoners.rustdl_calls import (
    PROBE,
    WHOLE_SECONDS,
    hierarchy,
    native_errors,
    on_disk,
    run,
)
from lifonto.reason.reasoners.rustdl_leaves import Pruned, plus, pruned
from lifonto.reason.reasoners.rustdl_rewriting import told
from lifonto.reason.reasoners.rustdl_workarounds import workarounds
from lifonto.reason.reasoners.taxonomy import Taxonomy, both
from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.expressions import Named
from lifonto.reason.values.fresh import is_fresh
from lifonto.reason.values.ontology import Ontology
from lifonto.reason.values.vocabulary import NOTHING

PROOF_SECONDS = 1.0  # for going through all pairs of classes of a small ontology
ADDED_SECONDS = 10.0  # for what is added to a proven ontology
LARGE = 1_000  # classes above which the full procedure may take minutes, not seconds


class Learned(NamedTuple):
    """What is known of a classified ontology: what rules do not find, what may be missing, and a proof of all of it."""

    axioms: tuple[Axiom, ...] = ()
    notes: tuple[str, ...] = ()
    proof: Proof | None = None


class Rustdl:
    """Classify with rustdl.

    What is within OWL 2 EL or needs no case analysis is classified by rules. Beyond that models show that what the
    rules find is all there is; the axioms that bear on the classes of which they do not go through the full procedure,
    for *seconds* where there are many, all questions together. Where the time is up stands what EL rules find, the same
    on every machine, with a note. Without *seconds* that is so at once of what is added to a large ontology, such as an
    expression that somebody waits for an answer about.

    *saturation_only* keeps to EL rules. *proven* says that other reasoners have confirmed the hierarchy that EL rules
    find of the ontology; it says nothing of what is added to that, for which the full procedure has some seconds each
    time.
    """

    name = "rustdl"

    def __init__(self, *, saturation_only: bool = False, seconds: float = 0, proven: bool = False) -> None:
        self.saturation_only, self.proven = saturation_only, proven
        self.seconds = self.left = seconds
        self._prepared: WeakKeyDictionary[Ontology, Pruned] = WeakKeyDictionary()
        self._learned: WeakKeyDictionary[Ontology, Learned] = WeakKeyDictionary()  # by the root

    def taxonomy(self, ontology: Ontology) -> Taxonomy:
        """Return the hierarchy of the named classes of *ontology*; raises Inconsistent, ReasoningError."""
        waits = is_large(ontology) and not self.seconds
        if self.saturation_only or self.proven or (waits and ontology.base) or rustdl_limits.is_sure(ontology):
            return self._by_cases(ontology)
        quick, learned = self._by_rules(ontology), self._learned.get(ontology.root, Learned())
        if learned.notes:
            found = self._by_cases(ontology, shown=False)
            return replace(both(quick, found), notes=tuple(dict.fromkeys((*learned.notes, *found.notes))))
        if learned.proof and (asked := questions(ontology)):
            return self._answered(ontology, quick, unanswered(learned.proof, asked, quick.above))
        proof = Proof(ontology.axioms, quick.above, quick.unsatisfiable)
        found = replace(self._closed(ontology, quick, proof), fillers=proof.fillers)
        if ontology is ontology.root:
            kept = proof if proof.is_whole and not waits else None
            self._learned[ontology] = Learned(tuple(beyond(quick, found)), found.notes, kept)
        return found

    def _answered(self, ontology: Ontology, quick: Taxonomy, left: Mapping[str, Set[str]]) -> Taxonomy:
        """Return the hierarchy with the names of questions, where *quick* is all of it but for some that are *left*."""
        if not left:
            return replace(quick, notes=())
        some = frozenset(map(Named, set().union(*left.values())))
        rest = ontology.root.plus(each for each in ontology.added if each.parts[1] in some)
        return self._decided(rest, quick, left)

    def _closed(self, ontology: Ontology, quick: Taxonomy, proof: Proof) -> Taxonomy:
        """Return the hierarchy, where *quick* is part of it, and all of it but for what a *proof* leaves open."""
        if proof.is_whole or proof.settle().is_whole:
            return replace(quick, notes=())
        return self._decided(ontology, quick, proof.open) if proof.models else self._by_cases(ontology)

    def _decided(self, ontology: Ontology, quick: Taxonomy, left: Mapping[str, Set[str]]) -> Taxonomy:
        """Return the hierarchy, where *quick* is all of it but for what is *left* of some classes."""
        module = part_of(ontology, bottom(ontology.axioms, left), left)
        found = self._by_cases(module if 2 * len(module.axioms) < len(ontology.axioms) else ontology)
        return replace(both(quick, found), notes=found.notes)

    def _by_rules(self, ontology: Ontology) -> Taxonomy:
        """Return what EL rules find."""
        asked, leaves = self._pruned(ontology)
        if known := self._learned.get(ontology.root):
            asked, leaves = plus(Pruned(asked, leaves), known.axioms)
        return hierarchy(run(asked, 0), leaves)

    def _by_cases(self, ontology: Ontology, *, shown: bool = True) -> Taxonomy:
        """Return what the full procedure finds in the time there is, or what rules find where there is none.

        Where that can be, it is *shown* to be all, by models or by going through all pairs of classes.
        """
        (asked, leaves), seconds, began = self._pruned(ontology), self.patience(ontology), time.monotonic()
        found = run(asked, seconds)
        in_vain = bool(seconds) and not found.complete and is_large(ontology)
        if not self.is_added_to_proven(ontology):
            self.left = 0 if in_vain else max(0, self.left - (time.monotonic() - began))
        if in_vain:
            quick = self._by_rules(ontology)
            notes = (*rustdl_limits.notes(ontology), slow(rustdl_limits.beyond_el(ontology), seconds))
            return replace(quick, notes=(*quick.notes, *notes))
        quick, notes = hierarchy(found, leaves), self.notes(ontology, fully=bool(seconds))
        quick = replace(quick, notes=(*quick.notes, *notes))
        if not (shown and seconds) or self.saturation_only or self.proven or rustdl_limits.is_sure(ontology):
            return quick
        return self._shown(ontology, quick)

    def _shown(self, ontology: Ontology, known: Taxonomy) -> Taxonomy:
        """Return all that follows, where *known* was found, and models, or going through all pairs, show the rest."""
        if Proof(ontology.axioms, known.above, known.unsatisfiable).settle().is_whole:
            return replace(known, notes=())
        if is_large(ontology) or not rustdl_limits.asks_for_proof(ontology):
            return known
        asked, leaves = self._pruned(ontology)
        proven = hierarchy(run(asked, PROOF_SECONDS, thorough=True), leaves)
        notes = (*proven.notes, *self.notes(ontology, fully=True))
        return replace(both(known, proven) if proven.notes else proven, notes=notes)

    def consistent(self, ontology: Ontology) -> Verdict:
        """Tell whether the axioms of *ontology* can hold together."""
        try:
            notes = self.taxonomy(ontology).notes
        except Inconsistent:
            return Verdict(False)
        return Verdict(None if notes else True, notes)

    def rules(self, ontology: Ontology) -> Rustdl | None:
        """Return a reasoner by the rules of OWL 2 EL alone that finds the same of *ontology*, where there is one."""
        if rustdl_limits.beyond_el(ontology) and self.patience(ontology):
            return None
        found = copy(self)
        found.saturation_only = self.saturation_only or self.proven
        return found

    def is_added_to_proven(self, ontology: Ontology) -> bool:
        """Tell whether *ontology* is one that is proven, with something added that is not."""
        return self.proven and ontology.base is not None

    def notes(self, ontology: Ontology, *, fully: bool = False) -> tuple[str, ...]:
        """Say what an answer about *ontology* may miss; *fully* tells that the full procedure was run to its end."""
        if self.proven and not ontology.base:
            return ()
        beyond = rustdl_limits.beyond_el(ontology)
        if fully or not beyond or self.patience(ontology):
            return rustdl_limits.notes(ontology)
        tried = 0 if self.saturation_only else self.seconds
        return (*rustdl_limits.notes(ontology), slow(beyond, tried))

    def prepared(self, ontology: Ontology) -> Ontology:
        """Return what rustdl is told: *ontology* and more, without what misleads it or needs no reasoner."""
        return self._pruned(ontology).ontology

    def _pruned(self, ontology: Ontology) -> Pruned:
        if ontology not in self._prepared:
            axioms = [*told(ontology.added), *told(workarounds(ontology))]
            base = ontology.base
            made = plus(self._pruned(base), axioms) if base else pruned(ontology.entities, [PROBE, *axioms])
            self._prepared[ontology] = made
        return self._prepared[ontology]

    def patience(self, ontology: Ontology) -> float:
        """Return the seconds for which *ontology* may be reasoned about by cases; 0 where EL rules must do."""
        if self.saturation_only:
            return 0
        if not (rustdl_limits.asks_for_cases(ontology) and is_large(ontology)):
            return WHOLE_SECONDS
        return ADDED_SECONDS if self.is_added_to_proven(ontology) else self.left

    def goes_by_types(self, ontology: Ontology) -> bool:
        """Tell whether the individuals of a class of *ontology* are those that are stated to be of one below it."""
        return not self.patience(ontology) or (is_large(ontology) and self.is_added_to_proven(ontology))

    def instances(self, ontology: Ontology, iri: str) -> frozenset[str]:
        """Return the individuals that are known to be instances of the class *iri*.

        Of a large ontology those whose stated types are below it: case analysis for each would take minutes.
        """
        if self.goes_by_types(ontology):
            below = {iri, *self.taxonomy(ontology).below.get(iri, ())}
            types = (axiom.parts for axiom in ontology.axioms if axiom.kind == "ClassAssertion")
            return frozenset(
                individual.name
                for kind, individual in types
                if isinstance(kind, Named) and kind.name in below and isinstance(individual, Named)
            )
        asked, leaves = self._pruned(ontology)
        if iri in leaves:
            return frozenset()
        with on_disk(asked) as file, native_errors():
            return frozenset(each for each in rustdl.instances_of(str(file), iri) if not is_fresh(each))


def is_large(ontology: Ontology) -> bool:
    """Tell whether going through the cases of *ontology* may take long."""
    return len(ontology.of_kind("Class")) > LARGE


def slow(beyond: Counter[str], seconds: float) -> str:
    """Say what EL rules may have missed, *seconds* having been spent in vain on the full procedure."""
    counts = ", ".join(f"{count} {name}" for name, count in sorted(beyond.items()))
    tried = f"the full procedure did not end within {seconds:g} s" if seconds else "the full procedure was not run"
    return (
        f"the ontology is large and goes beyond OWL 2 EL ({counts}), and {tried}:"
        " a subsumption that only case analysis shows may be missing; more seconds, or another reasoner, finds those"
    )


def beyond(quick: Taxonomy, found: Taxonomy) -> Iterator[Axiom]:
    """Yield what is *found* and not in *quick*, as axioms."""
    for sub, over in found.above.items():
        yield from (Axiom("SubClassOf", (Named(sub), Named(sup))) for sup in sorted(over - quick.above.get(sub, over)))
    for each in sorted(found.unsatisfiable - quick.unsatisfiable):
        yield Axiom("SubClassOf", (Named(each), Named(NOTHING)))
