"""Why something follows: axioms with labels, and beside each where it was stated and what that says."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from rdflib import OWL, RDFS, Graph, URIRef

from lifonto.ask.description import axioms_of
from lifonto.ask.reading import reading
from lifonto.ask.terms import TermIndex
from lifonto.errors import ManchesterError, NotFound
from lifonto.owl.expressions import Expression, Named
from lifonto.owl.manchester import RESERVED, Check, anything, parse, render
from lifonto.reason.explanation.justification import Justification
from lifonto.reason.ontology.axioms import AnyAxiom
from lifonto.reason.ontology.axioms import Axiom as Stated

PREDICATES = {"SubClassOf": RDFS.subClassOf, "EquivalentTo": OWL.equivalentClass}


@dataclass(frozen=True)
class Line:
    """One axiom of an explanation.

    ``axiom`` in Manchester syntax; ``reading``: a rule about relations in words; ``sources`` and ``records``: the
    CURIEs of its citations and statement records; ``statements``: the sentence of each record.
    """

    axiom: str
    sources: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    reading: str = ""


def read(
    text: str,
    find: Callable[[str], str],
    check: Check = anything,
    known: Callable[[str], bool] = lambda name: True,
) -> Expression:
    """Read *text* as the name of one term, or else as a class expression.

    *check* says what a name may stand for, and *known*, where it is quicker to tell than to *find*, what is no name.
    Raises ManchesterError with the character where reading stopped, or what was probably meant.
    """
    found = ""
    with suppress(NotFound):
        found = find(text) if known(text) else ""
    if found:
        check(found, "class")
        return Named(found)
    try:
        return parse(text, find, check)
    except ManchesterError:
        words = text.split()
        if len(words) > 1 and not any(mark in text for mark in "'()<>") and RESERVED.isdisjoint(words):
            find(text)
        raise


def lines(justification: Justification, asserted: Graph, index: TermIndex) -> tuple[Line, ...]:
    """Write *justification* with labels, each axiom with the evidence that *asserted* has for it."""
    return tuple(_line(axiom, asserted, index) for axiom in justification.axioms)


def _line(axiom: AnyAxiom, asserted: Graph, index: TermIndex) -> Line:
    text, words = axiom.text(index.call), reading(axiom, index.call)
    if isinstance(axiom, Stated) and axiom.word in PREDICATES and isinstance(axiom.left, Named):
        right = axiom.right[0]
        assert not isinstance(right, str)
        said = index.call(right.name) if isinstance(right, Named) else render(right, index.call)
        for known in axioms_of(asserted, URIRef(axiom.left.name), PREDICATES[axiom.word], index):
            if known.text == said:
                sentences = tuple(index.call(index.prefixes.expand(record)) for record in known.records)
                return Line(text, known.sources, known.records, sentences, words)
    return Line(text, reading=words)
