"""rustdl, the reasoner in process: fast, sound, needs no Java; whether its answer is complete it says itself.

What it says is never swallowed: warnings, axioms it had to drop and limits it hit come out as notes.
"""

from __future__ import annotations

import math
import os
import re
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import rustdl

from lifonto.errors import Inconsistent, ReasoningError
from lifonto.owl.expressions import Named
from lifonto.reason.ontology.axioms import AnyAxiom, Axiom, read
from lifonto.reason.ontology.documents import INCLUSION, NOTHING, THING
from lifonto.reason.reasoners.taxonomy import Taxonomy, close
from lifonto.reason.reasoners.telling import as_stated, told_again

PER_PAIR_MS = 2_000
WHOLE_SECONDS = 600.0
ROLE_CLOSURE = ("RUSTDL_CLASSIFY_ROLE_HIERARCHY_MAX_CLOSURE", "10000000")  # its own default is too low for RO

CLASS = re.compile(rb"owl[:#]Class\b")
LARGE = 1_000  # mentions of owl:Class above which going through the cases may take minutes, not seconds
RANGES_OF_CHAINS = "ranges that a chain leads to"
NO_CASES = {  # Horn: cheap
    *("inverseOf", "SymmetricProperty", "FunctionalProperty", "InverseFunctionalProperty"),
    RANGES_OF_CHAINS,
}
BEYOND_EL = re.compile(
    rb"(?:owl:|owl#)(complementOf|unionOf|allValuesFrom|oneOf|inverseOf|maxQualifiedCardinality|qualifiedCardinality"
    rb"|maxCardinality|cardinality"
    rb"|SymmetricProperty|FunctionalProperty|InverseFunctionalProperty|disjointUnionOf)\b(?=[^<]*>)"
)
FAULTS = {  # of rustdl 0.4.42, each held by a test against HermiT
    re.compile(rb'about="http://www\.w3\.org/2002/07/owl#Thing"\s*>\s*<'): (
        "the ontology states something of owl:Thing: what follows from it through an existential may be missing"
    ),
    re.compile(rb"<(?:owl:ObjectProperty|rdf:Description)(?: xmlns[^>]*)?>\s*<owl:inverseOf[^>]*/>\s*<rdfs:"): (
        "what the ontology states of an unnamed inverse (inverse r SubPropertyOf s) is left out: give it a name"
    ),
}


def beyond_el(document: bytes) -> Counter[str]:
    """Count the constructs of *document* that are not in the OWL 2 EL profile, opening tags only."""
    stated, chains = as_stated(document)
    found = Counter(each.decode() for each in BEYOND_EL.findall(stated.replace(b"</owl:", b"</")))
    return found + Counter({RANGES_OF_CHAINS: chains})


def is_large(document: bytes) -> bool:
    """Tell whether going through the cases of *document* may take long."""
    return len(CLASS.findall(document)) > LARGE


def told(beyond: Counter[str], seconds: float) -> str:
    """Say what EL rules may have missed, *seconds* having been spent in vain on cases."""
    counts = ", ".join(f"{count} {name}" for name, count in sorted(beyond.items()))
    tried = f"going through the cases did not end within {seconds:g} s" if seconds else "cases were not gone through"
    return (
        f"the ontology is large and goes beyond OWL 2 EL ({counts}), and {tried}:"
        " a subsumption that only case analysis shows may be missing; more time, or HermiT, finds those"
    )


class Rustdl:
    """Classify with rustdl.

    What is within OWL 2 EL, small, or needs no case analysis is classified completely. A large ontology beyond that
    has its cases gone through for *seconds*, all questions together, and where the time is up stands what EL rules
    find, the same on every machine, with a note. *saturation_only* tries no cases at all.
    """

    def __init__(self, *, saturation_only: bool = False, seconds: float = 0) -> None:
        self.saturation_only = saturation_only
        self.seconds = self.left = seconds

    def taxonomy(self, document: bytes) -> Taxonomy:
        """Return the hierarchy of the named classes of *document*; raises Inconsistent, ReasoningError."""
        document, began = self.prepared(document), time.monotonic()
        beyond = beyond_el(document)
        patience = self.patience(document, beyond)
        found, said = run(document, patience)
        self.left = max(0, self.left - (time.monotonic() - began))
        if patience and not found.complete and is_large(document):
            patience = self.left = 0
            found, said = run(document, 0)
        if found.inconsistent:
            raise Inconsistent("the axioms contradict each other: no interpretation satisfies them all")
        missed = [told(beyond, 0 if self.saturation_only else self.seconds)] if beyond and not patience else []
        gone = frozenset(each for each in found.unsatisfiable if each != NOTHING and not each.startswith(INCLUSION))
        return Taxonomy(close_over(found), gone, (*said, *missed))

    def prepared(self, document: bytes) -> bytes:
        """Return *document* with what rustdl must be told once more."""
        return told_again(document, axioms_of)

    def patience(self, document: bytes, beyond: Counter[str]) -> float:
        """Return the seconds for which *document* may be reasoned about by cases; 0 where EL rules must do."""
        if self.saturation_only:
            return 0
        return self.left if beyond.keys() - NO_CASES and is_large(document) else WHOLE_SECONDS

    def instances(self, document: bytes, iri: str) -> frozenset[str]:
        """Return the individuals that are known to be instances of the class *iri*.

        Of a large ontology those whose stated types are below it: case analysis for each would take minutes.
        """
        document = self.prepared(document)
        if not self.patience(document, beyond_el(document)):
            below = {iri, *self.taxonomy(document).below.get(iri, ())}
            types = (each for each in axioms_of(document) if isinstance(each, Axiom) and each.word == "Type")
            return frozenset(
                each.left.name
                for each in types
                if isinstance(each.left, Named) and isinstance(each.right[0], Named) and each.right[0].name in below
            )
        with on_disk(document) as file, native_errors():
            return frozenset(rustdl.instances_of(str(file), iri))

    def left_out(self, document: bytes) -> tuple[str, ...]:
        """Say which axioms of *document* the reasoner cannot represent, and how many of each kind."""
        with on_disk(document) as file, native_errors():
            dropped: dict[str, int] = rustdl.dropped_axioms(str(file))
        told = [f"rustdl left out {count} axioms: {kind}" for kind, count in sorted(dropped.items())]
        return (*told, *(fault for pattern, fault in FAULTS.items() if pattern.search(document)))


def run(document: bytes, seconds: float) -> tuple[rustdl.Classification, tuple[str, ...]]:
    """Classify *document* for at most *seconds*, by EL rules alone where that is none; say what rustdl warns of."""
    os.environ.setdefault(*ROLE_CLOSURE)
    with warnings.catch_warnings(record=True) as said, native_errors():
        warnings.simplefilter("always", rustdl.IncompleteClassificationWarning)
        found = rustdl.classify_bytes(
            document,
            format="rdf-xml",
            per_pair_timeout_ms=PER_PAIR_MS,
            global_timeout_ms=math.ceil(1000 * (seconds or WHOLE_SECONDS)),
            saturation_only=not seconds,
        )
    return found, tuple(str(each.message) for each in said)


def close_over(found: rustdl.Classification) -> dict[str, frozenset[str]]:
    """Return everything above each satisfiable class of *found*, names of inclusions left out."""
    gone = {*found.unsatisfiable, THING, NOTHING}
    classes = [each for each in found.classes if each not in gone]
    direct = {each: [sup for sup in found.direct_subsumers(each) if sup not in gone] for each in classes}
    above = close(direct, {each: found.equivalent_classes(each) for each in classes})
    if not (between := {each for each in above if each.startswith(INCLUSION)}):
        return above
    return {each: over - between for each, over in above.items() if each not in between}


def axioms_of(document: bytes) -> tuple[AnyAxiom, ...]:
    """Return the axioms of *document*, an RDF/XML ontology, as values."""
    with on_disk(document) as file, native_errors():
        return tuple(map(read, rustdl.render_manchester(str(file))))


def subrelations(document: bytes) -> frozenset[tuple[str, str]]:
    """Return each pair (sub, super) of relations of *document* that follows, equivalent ones both ways round."""
    with on_disk(document) as file, native_errors():
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
def on_disk(document: bytes) -> Iterator[Path]:
    """Keep *document* in a file for as long as the block runs: some of rustdl's functions read only files."""
    handle, name = tempfile.mkstemp(suffix=".owl", prefix="lifonto-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(document)
        yield Path(name)
    finally:
        Path(name).unlink()
