"""rustdl, the reasoner in process: fast, sound, needs no Java; whether its answer is complete it says itself.

What it says is never swallowed: warnings, axioms it had to drop and limits it hit come out as notes.
"""

from __future__ import annotations

import os
import re
import tempfile
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import rustdl

from lifonto.errors import Inconsistent, ReasoningError
from lifonto.owl.expressions import Named
from lifonto.reason.axioms import AnyAxiom, Axiom, read
from lifonto.reason.documents import NOTHING, THING
from lifonto.reason.taxonomy import Taxonomy, close

PER_PAIR_MS = 2_000
WHOLE_MS = 600_000
ROLE_CLOSURE = ("RUSTDL_CLASSIFY_ROLE_HIERARCHY_MAX_CLOSURE", "10000000")  # its own default is too low for RO

CLASS = re.compile(rb"owl[:#]Class\b")
CASES = 1_000  # mentions of owl:Class above which case analysis over the whole ontology takes minutes, not seconds
BEYOND_EL = re.compile(
    rb"(?:owl:|owl#)(complementOf|unionOf|allValuesFrom|oneOf|inverseOf|maxQualifiedCardinality|qualifiedCardinality"
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
    return Counter(found.decode() for found in BEYOND_EL.findall(document.replace(b"</owl:", b"</")))


def told(beyond: Counter[str]) -> str:
    """Say what EL rules may have missed."""
    counts = ", ".join(f"{count} {name}" for name, count in sorted(beyond.items()))
    return (
        f"the ontology goes beyond OWL 2 EL ({counts}) and is too large for case analysis throughout:"
        " a subsumption that only case analysis shows may be missing; HermiT finds those"
    )


class Rustdl:
    """Classify with rustdl; *saturation_only* stays within OWL 2 EL, for ontologies of many thousand classes."""

    def __init__(self, *, saturation_only: bool = False) -> None:
        self.saturation_only = saturation_only

    def taxonomy(self, document: bytes) -> Taxonomy:
        """Return the hierarchy of the named classes of *document*; raises Inconsistent, ReasoningError."""
        os.environ.setdefault(*ROLE_CLOSURE)
        beyond, el_rules = beyond_el(document), self.by_el_rules(document)
        with warnings.catch_warnings(record=True) as said, native_errors():
            warnings.simplefilter("always", rustdl.IncompleteClassificationWarning)
            found = rustdl.classify_bytes(
                document,
                format="rdf-xml",
                per_pair_timeout_ms=PER_PAIR_MS,
                global_timeout_ms=WHOLE_MS,
                saturation_only=el_rules,
            )
        if found.inconsistent:
            raise Inconsistent("the axioms contradict each other: no interpretation satisfies them all")
        return Taxonomy(
            close_over(found),
            frozenset(found.unsatisfiable) - {NOTHING},
            (*(str(each.message) for each in said), *([told(beyond)] if el_rules and beyond else [])),
        )

    def by_el_rules(self, document: bytes) -> bool:
        """Tell whether *document* is too large, or was asked not, to be reasoned about by cases."""
        return self.saturation_only or (len(CLASS.findall(document)) > CASES and bool(beyond_el(document)))

    def instances(self, document: bytes, iri: str) -> frozenset[str]:
        """Return the individuals that are known to be instances of the class *iri*.

        Of a large ontology those whose stated types are below it: case analysis for each would take minutes.
        """
        if self.by_el_rules(document):
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


def close_over(found: rustdl.Classification) -> dict[str, frozenset[str]]:
    """Return everything above each satisfiable class of *found*."""
    gone = {*found.unsatisfiable, THING, NOTHING}
    classes = [each for each in found.classes if each not in gone]
    direct = {each: [sup for sup in found.direct_subsumers(each) if sup not in gone] for each in classes}
    return close(direct, {each: found.equivalent_classes(each) for each in classes})


def axioms_of(document: bytes) -> tuple[AnyAxiom, ...]:
    """Return the axioms of *document*, an RDF/XML ontology, as values."""
    with on_disk(document) as file, native_errors():
        return tuple(map(read, rustdl.render_manchester(str(file))))


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
