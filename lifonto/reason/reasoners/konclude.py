"""Konclude, a fast reasoner for OWL 2 DL in C++: the program on PATH, as Debian packages it.

Its hierarchy of classes is complete, but that with two threads it loses a subsumption once in many runs; with one it
may wait forever. So it is asked everything twice. Of data values and individuals it misses some consequences and says
nothing, so where an ontology has those its answer carries a note.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from xml.etree import ElementTree

from lifonto.errors import Inconsistent, ReasoningError
from lifonto.reason.reasoners.external import Told, hierarchy, run
from lifonto.reason.reasoners.reasoner import Verdict
from lifonto.reason.reasoners.taxonomy import Taxonomy, both
from lifonto.reason.values.fresh import is_fresh
from lifonto.reason.values.ontology import Ontology

PROGRAM, THREADS, TIMES = "Konclude", "2", 2
TROUBLE = re.compile(r"\{(?:error|fatal)[^}]*\}[^>]*>> (.*)")
SAME = "EquivalentClasses"
DIFFERENT = "Konclude, asked twice, told two hierarchies: what both of them lack may be missing, too"


class Konclude:
    """Reason with Konclude."""

    name = "konclude"

    def taxonomy(self, ontology: Ontology) -> Taxonomy:
        """Return the hierarchy of the named classes of *ontology*; raises Inconsistent, ReasoningError."""
        one, other = (hierarchy_in(ontology, text) for text in answers(ontology, "classification"))
        if one == other:
            return replace(one, notes=self.notes(ontology))
        return replace(both(one, other), notes=(*self.notes(ontology), DIFFERENT))

    def consistent(self, ontology: Ontology) -> Verdict:
        """Tell whether the axioms of *ontology* can hold together; raises ReasoningError."""
        try:
            answers(ontology, "consistency")
        except Inconsistent:
            return Verdict(False)
        notes = self.notes(ontology)
        return Verdict(None if notes else True, notes)

    def instances(self, ontology: Ontology, iri: str) -> frozenset[str]:
        """Return the individuals of *ontology* that are instances of the class *iri*; raises as ``taxonomy`` does."""
        texts = answers(ontology, "realization")
        pairs = (pair for text in texts for _, pair in told(text, ("ClassAssertion",)))
        return frozenset(one for kind, one in pairs if kind == iri and not is_fresh(one))

    def rules(self, ontology: Ontology) -> None:
        """Return nothing: Konclude goes by cases."""

    def notes(self, ontology: Ontology) -> tuple[str, ...]:
        """Say what an answer about *ontology* may miss, and why."""
        of = {"individuals": "NamedIndividual", "data values": "DataProperty"}
        return tuple(
            f"the ontology has {told}: Konclude may miss what follows from them, and does not say so; HermiT finds it"
            for told, kind in of.items()
            if ontology.of_kind(kind)
        )


def answers(ontology: Ontology, action: str) -> list[str]:
    """Return what Konclude writes for *action* each time; raises Inconsistent where it says so once, ReasoningError."""
    known = without_annotations(ontology)
    return [asked(known, action) for _ in range(TIMES)]


def asked(ontology: Ontology, action: str) -> str:
    program = shutil.which(PROGRAM)
    if program is None:
        raise ReasoningError(
            f"there is no program {PROGRAM} on PATH: Debian and Ubuntu have it as the package konclude"
        )
    done = run(
        ontology,
        lambda file, out: [program, action, "-w", THREADS, "-i", str(file), "-o", str(out)],
    )
    if " is inconsistent." in done.printed:
        raise Inconsistent("the axioms contradict each other: no interpretation satisfies them all")
    if trouble := TROUBLE.findall(done.printed):
        raise ReasoningError(f"Konclude refuses the ontology: {trouble[0][:300]}")
    if done.code or not (done.written or " is consistent." in done.printed):
        raise ReasoningError(f"Konclude gave no answer (exit code {done.code})")
    return done.written


def without_annotations(ontology: Ontology) -> Ontology:
    """Return *ontology* without declarations of annotation properties, which Konclude 0.7 cannot read."""
    kept = frozenset(each for each in ontology.entities if each.kind != "AnnotationProperty")
    return replace(ontology, declarations=kept, base=None)


def hierarchy_in(ontology: Ontology, text: str) -> Taxonomy:
    """Return the hierarchy of the classes of *ontology* that *text* tells."""
    lines = told(text, (SAME, "SubClassOf"))
    return hierarchy(ontology.of_kind("Class"), (Told(kind == SAME, classes) for kind, classes in lines))


def told(text: str, kinds: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the kind and the names of each axiom of *kinds* in *text*, OWL/XML with whole IRIs."""
    for each in ElementTree.fromstring(text):  # noqa: S314  written by Konclude, of what we gave it
        kind = each.tag.rpartition("}")[2]
        if kind in kinds:
            yield kind, tuple(name.get("IRI", "") for name in each)
