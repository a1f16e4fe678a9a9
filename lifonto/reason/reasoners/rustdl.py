"""rustdl, the reasoner in process: fast, sound, needs no Java.

It is given functional syntax with the axioms that work around its faults. What it may have missed is told by the
features of the ontology and by what it warns of; nothing it says is swallowed.
"""

from __future__ import annotations

import math
import os
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from pathlib import Path
from weakref import WeakKeyDictionary

import rustdl

from lifonto.errors import Inconsistent, ReasoningError
from lifonto.reason.reasoners import rustdl_limits
from lifonto.reason.reasoners.reasoner import Verdict
from lifonto.reason.reasoners.rustdl_leaves import Leaves, Pruned, plus, pruned, put_back
from lifonto.reason.reasoners.rustdl_rewriting import told
from lifonto.reason.reasoners.rustdl_settings import settings
from lifonto.reason.reasoners.rustdl_workarounds import workarounds
from lifonto.reason.reasoners.taxonomy import Taxonomy, ancestors, close
from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.expressions import Named
from lifonto.reason.values.fresh import PREFIX, is_fresh
from lifonto.reason.values.ontology import Ontology
from lifonto.reason.values.vocabulary import NOTHING, THING

PER_PAIR_MS = 2_000
WHOLE_SECONDS = 600.0
PROOF_SECONDS, PROOF_MS = 1.0, 500  # for going through all pairs of classes of a small ontology, and for one of them
ADDED_SECONDS = 10.0  # for what is added to a proven ontology
WORKAROUND = f"{PREFIX}workaround:"  # begins the names that workarounds bring along
ANYTHING = Named(f"{WORKAROUND}anything")  # has no instances only where the axioms contradict each other
PROBE = Axiom("SubClassOf", (ANYTHING, Named(THING)))
LARGE = 1_000  # classes above which the full procedure may take minutes, not seconds


class Rustdl:
    """Classify with rustdl.

    What is within OWL 2 EL, small, or needs no case analysis is classified completely. A large ontology beyond that
    goes through the full procedure for *seconds*, all questions together; where the time is up stands what EL rules
    find, the same on every machine, with a note. *saturation_only* keeps to EL rules. *proven* says that other
    reasoners have confirmed the hierarchy that EL rules find of the ontology; it says nothing of what is added to that,
    such as an expression that is asked about, for which the full procedure has some seconds each time.
    """

    name = "rustdl"

    def __init__(self, *, saturation_only: bool = False, seconds: float = 0, proven: bool = False) -> None:
        self.saturation_only, self.proven = saturation_only, proven
        self.seconds = self.left = seconds
        self._prepared: WeakKeyDictionary[Ontology, Pruned] = WeakKeyDictionary()

    def taxonomy(self, ontology: Ontology) -> Taxonomy:
        """Return the hierarchy of the named classes of *ontology*; raises Inconsistent, ReasoningError."""
        (asked, leaves), seconds, began = self._pruned(ontology), self.patience(ontology), time.monotonic()
        found = run(asked, seconds)
        in_vain = bool(seconds) and not found.complete and is_large(ontology)
        if not self.is_added_to_proven(ontology):
            self.left = 0 if in_vain else max(0, self.left - (time.monotonic() - began))
        if in_vain:
            quick = hierarchy(run(asked, 0), leaves)
            notes = (*rustdl_limits.notes(ontology), slow(rustdl_limits.beyond_el(ontology), seconds))
            return replace(quick, notes=(*quick.notes, *notes))
        quick, notes = hierarchy(found, leaves), self.notes(ontology, fully=bool(seconds))
        if not seconds or self.proven or is_large(ontology) or not rustdl_limits.asks_for_proof(ontology):
            return replace(quick, notes=(*quick.notes, *notes))
        proven = hierarchy(run(asked, PROOF_SECONDS, thorough=True), leaves)
        return replace(both(quick, proven) if proven.notes else proven, notes=(*proven.notes, *notes))

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


def run(ontology: Ontology, seconds: float, *, thorough: bool = False) -> rustdl.Classification:
    """Classify *ontology* for at most *seconds*, by EL rules alone where that is none, or *thorough*ly."""
    with warnings.catch_warnings(), native_errors(), settings(thorough=thorough):
        warnings.simplefilter("ignore", rustdl.IncompleteClassificationWarning)  # the answer says it as well
        return rustdl.classify_bytes(
            ontology.functional,
            format="ofn",
            per_pair_timeout_ms=PROOF_MS if thorough else PER_PAIR_MS,
            global_timeout_ms=math.ceil(1000 * (seconds or WHOLE_SECONDS)),
            saturation_only=not seconds,
        )


def hierarchy(found: rustdl.Classification, leaves: Leaves) -> Taxonomy:
    """Return what was *found*, with *leaves*, without the names of workarounds; raises Inconsistent."""
    if found.inconsistent or ANYTHING.name in found.unsatisfiable:
        raise Inconsistent("the axioms contradict each other: no interpretation satisfies them all")
    gone = {*found.unsatisfiable, THING, NOTHING}
    classes = [each for each in found.classes if each not in gone]
    direct = {each: [sup for sup in found.direct_subsumers(each) if sup not in gone] for each in classes}
    above, empty = close(direct, {each: found.equivalent_classes(each) for each in classes}), set(found.unsatisfiable)
    put_back(leaves, above, empty)
    if ours := frozenset(each for each in above if each.startswith(WORKAROUND)):
        above = {each: over - ours for each, over in above.items() if each not in ours}
    unsatisfiable = frozenset(each for each in empty if each != NOTHING and not each.startswith(WORKAROUND))
    return Taxonomy(above, unsatisfiable, tuple(rustdl_limits.undecided(found)))


def both(one: Taxonomy, other: Taxonomy) -> Taxonomy:
    """Return what two hierarchies of the same classes tell together."""
    empty = one.unsatisfiable | other.unsatisfiable
    over = {each: {*one.above.get(each, ()), *other.above.get(each, ())} for each in {*one.above, *other.above}}
    empty |= {each for each, above in over.items() if above & empty}
    return Taxonomy({each: ancestors(each, over) - {each} for each in over if each not in empty}, empty)


def subrelations(ontology: Ontology) -> frozenset[tuple[str, str]]:
    """Return each pair (sub, super) of relations of *ontology* that follows, equivalent ones both ways round."""
    with on_disk(ontology) as file, native_errors():
        groups, direct = rustdl.object_property_hierarchy(str(file))
    same = {each: [other for other in group if other != each] for group in groups for each in group}
    above: dict[str, set[str]] = {}
    for sub, sup in direct:
        above.setdefault(sub, set()).add(sup)
        above.setdefault(sup, set())
    closed = close({each: above.get(each, set()) for each in {*above, *same}}, same)
    return frozenset((sub, sup) for sub, supers in closed.items() for sup in supers)


@contextmanager
def native_errors() -> Iterator[None]:
    """Turn rustdl's errors into ours."""
    try:
        yield
    except rustdl.ParseError as error:
        raise ReasoningError(f"rustdl cannot read the ontology: {error}") from error
    except rustdl.UnsupportedAxiomError as error:
        raise ReasoningError(f"rustdl cannot reason with an axiom: {error}; HermiT may") from error
    except rustdl.RustdlError as error:
        raise ReasoningError(f"rustdl failed: {error}") from error


@contextmanager
def on_disk(ontology: Ontology) -> Iterator[Path]:
    """Keep *ontology* in a file for as long as the block runs: some of rustdl's functions read only files."""
    handle, name = tempfile.mkstemp(suffix=".ofn", prefix="lifonto-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(ontology.functional)
        yield Path(name)
    finally:
        Path(name).unlink()
