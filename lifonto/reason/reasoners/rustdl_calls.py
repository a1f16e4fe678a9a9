"""How rustdl is called: classification, the hierarchy of relations, and what both need."""

from __future__ import annotations

import math
import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import rustdl

from lifonto.errors import Inconsistent, ReasoningError
from lifonto.reason.reasoners import rustdl_limits
from lifonto.reason.reasoners.rustdl_leaves import Leaves, put_back
from lifonto.reason.reasoners.rustdl_settings import settings
from lifonto.reason.reasoners.taxonomy import Taxonomy, close
from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.expressions import Named
from lifonto.reason.values.fresh import PREFIX
from lifonto.reason.values.ontology import Ontology
from lifonto.reason.values.vocabulary import NOTHING, THING

PER_PAIR_MS, PROOF_MS = 2_000, 500  # for one pair of classes
WHOLE_SECONDS = 600.0
WORKAROUND = f"{PREFIX}workaround:"  # begins the names that workarounds bring along
ANYTHING = Named(f"{WORKAROUND}anything")  # has no instances only where the axioms contradict each other
PROBE = Axiom("SubClassOf", (ANYTHING, Named(THING)))


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
