"""What rustdl 0.4.42 must be told once more, lest it lose it; it stands between two comments of a document."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from lifonto.reason.ontology.axioms import AnyAxiom
from lifonto.reason.ontology.documents import plus
from lifonto.reason.ontology.rdfxml import write
from lifonto.reason.reasoners.general_inclusions import by_name, of_unnamed
from lifonto.reason.reasoners.ranged_chains import inverse_for, ranged_chains

BEGIN, END = "<!-- told again, ranges of chains: {} -->", "<!-- as stated -->"
TOLD_AGAIN = re.compile(rb"<!-- told again, ranges of chains: (\d+) -->.*?<!-- as stated -->", re.DOTALL)
CHAIN = b"propertyChainAxiom"
RANGE = re.compile(rb"<rdfs:range\b")


def told_again(document: bytes, axioms_of: Callable[[bytes], Collection[AnyAxiom]]) -> bytes:
    """Return *document* with what must be told once more of its axioms, which are read only where there may be such."""
    if TOLD_AGAIN.search(document):
        return document
    ranges = bool(RANGE.search(document))
    wanted = (ranges and CHAIN in document) or of_unnamed(document, ranges=ranges)
    axioms = axioms_of(document) if wanted else ()
    chains = ranged_chains(axioms)
    inverse = [write(each) for each in inverse_for(chains)]
    return plus(document, [BEGIN.format(len(chains)), *by_name(axioms), *inverse, END])


def as_stated(document: bytes) -> tuple[bytes, int]:
    """Return *document* without what was told once more, and how many chains it has with ranges of their own."""
    if not (found := TOLD_AGAIN.search(document)):
        return document, 0
    return document[: found.start()] + document[found.end() :], int(found[1])
