"""Why something follows: axioms with labels, and beside each where it was stated and what that says."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from lifonto.ask.ontology import Ontology
from lifonto.ask.reading import reading
from lifonto.errors import ManchesterError, NotFound
from lifonto.reason.explanation.justification import Justification
from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.expressions import Expression, Named
from lifonto.reason.values.manchester import RESERVED, Check, anything, parse
from lifonto.reason.values.normal_form import normal
from lifonto.reason.values.rendering import sentence
from lifonto.words import with_words

SOURCE = "http://purl.org/dc/terms/source"
STATED_IN = "https://w3id.org/lifonto/LIFO_0000006"


@dataclass(frozen=True)
class Line:
    """One axiom of an explanation.

    ``axiom`` in Manchester syntax; ``reading``: the same in plain words, where there are any; ``sources`` and
    ``records``: the CURIEs of its citations and statement records; ``statements``: the sentence of each record, the
    words that say how to take it before it.
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


def lines(justification: Justification, ontology: Ontology) -> tuple[Line, ...]:
    """Write *justification* with labels, each axiom with the evidence that *ontology* has for it."""
    return tuple(line(axiom, ontology) for axiom in justification.axioms)


def line(axiom: Axiom, ontology: Ontology) -> Line:
    """Write *axiom* with labels and evidence."""
    index, evidence = ontology.index, ontology.evidence.get(normal(axiom), ())
    sources, records = (
        tuple(sorted({index.prefixes.contract(str(each.value)) for each in evidence if each.property == said}))
        for said in (SOURCE, STATED_IN)
    )
    iris = map(index.prefixes.expand, records)
    sentences = tuple(with_words(ontology.words.get(iri, ()), index.call(iri)) for iri in iris)
    return Line(sentence(axiom, index.call), sources, records, sentences, reading(axiom, index.call))
