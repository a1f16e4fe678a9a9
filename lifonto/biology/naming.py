"""Processes that are named after an agent: "LIF-induced corticotropin response" is named after LIF.

What LIF does to its own response, or STAT3 to the activation of STAT3, follows from the names and says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rdflib import RDFS, Graph, URIRef

EXACT_SYNONYM = URIRef("http://www.geneontology.org/formats/oboInOwl#hasExactSynonym")


class Names:
    """What the terms of an ontology are called, and whether one is named after another."""

    def __init__(self, ontology: Graph, subclasses: Iterable[tuple[str, str]], agents: Iterable[str]) -> None:
        self.ontology, self.agents = ontology, frozenset(agents)
        self.above: dict[str, set[str]] = {}
        for sub, sup in subclasses:
            self.above.setdefault(sub, set()).add(sup)

    def defines(self, source: str, target: str) -> bool:
        """Tell whether *target* is a kind of *source* or the reverse, or has a name of *source* in its label.

        A name of a wider agent counts too: human LIF is a LIF.
        """
        if target in self.above.get(source, ()) or source in self.above.get(target, ()):
            return True
        label = str(self.ontology.value(URIRef(target), RDFS.label) or "")
        wider = self.above.get(source, set()) & self.agents
        return any(has_word(label, name) for agent in (source, *wider) for name in self.of(agent))

    def of(self, term: str) -> list[str]:
        """Return the label and the exact synonyms of *term*."""
        node = URIRef(term)
        return [str(name) for by in (RDFS.label, EXACT_SYNONYM) for name in self.ontology.objects(node, by)]


def has_word(text: str, name: str) -> bool:
    """Tell whether *name* stands in *text* as words of its own, in whatever case: LIF in "LIF-induced", not in LIFR."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) is not None
