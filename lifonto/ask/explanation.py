"""Why something follows, or does not, in words: axioms with labels, and beside each where it was stated."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass

from rdflib import OWL, RDFS, Graph, URIRef

from lifonto.ask.description import axioms_of
from lifonto.ask.terms import TermIndex
from lifonto.errors import ManchesterError, NotFound
from lifonto.owl.expressions import Expression, Named
from lifonto.owl.manchester import RESERVED, Check, anything, parse, render
from lifonto.reason.axioms import AnyAxiom
from lifonto.reason.axioms import Axiom as Stated
from lifonto.reason.gap import Gap
from lifonto.reason.justification import Justification

PREDICATES = {"SubClassOf": RDFS.subClassOf, "EquivalentTo": OWL.equivalentClass}


@dataclass(frozen=True)
class Line:
    """One axiom of an explanation, with the CURIEs of its citations and statement records."""

    axiom: str
    sources: tuple[str, ...] = ()
    records: tuple[str, ...] = ()

    def text(self) -> str:
        """Write the axiom with its citations and records in brackets."""
        cited = [*self.sources, *self.records]
        return f"{self.axiom}  [{', '.join(cited)}]" if cited else self.axiom


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
    if isinstance(axiom, Stated) and axiom.word in PREDICATES and isinstance(axiom.left, Named):
        right = axiom.right[0]
        assert not isinstance(right, str)
        said = render(right, index.call)
        for known in axioms_of(asserted, URIRef(axiom.left.name), PREDICATES[axiom.word], index):
            if known.text == said or known.text == said.strip("'"):
                return Line(axiom.text(index.call), known.sources, known.records)
    return Line(axiom.text(index.call))


def gap_lines(gap: Gap, call: Callable[[str], str]) -> Iterable[str]:
    """Say what keeps a class from being a subclass: what is met, and what is missing."""
    yield "the nearest superclasses that follow: " + (", ".join(map(call, gap.nearest)) or "none")
    for conjunct, met in gap.conjuncts:
        yield f"{'met    ' if met else 'missing'}  {render(conjunct, call)}"
    if not gap.conjuncts:
        yield "the class has no definition, so only a stated superclass could make it follow"
    if gap.excluded:
        yield "and it cannot be: nothing can be an instance of both"
