"""An OBO text with other names in the place of stale ones, line by line, so that all else stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lifonto.grounding.identifiers import curie_of
from lifonto.health.mending.edits import Edits
from lifonto.reason.documents.obo.identifiers import Identifiers
from lifonto.reason.documents.obo.reading import identifiers_in

NAMING = {
    *("is_a", "relationship", "intersection_of", "union_of", "disjoint_from", "equivalent_to", "instance_of"),
    *("domain", "range", "inverse_of", "transitive_over", "holds_over_chain", "replaced_by", "consider"),
}
OF_PLACE = {"is_a", "intersection_of"}
CLAUSE = re.compile(r"([\w-]+):(\s*)([^!{]*?)(\s*\{.*\})?(\s*!.*)?(\s*)$", re.DOTALL)


def mended(text: str, edits: Edits) -> str:
    """Return OBO *text* with *edits* made; the frames of replaced terms go."""
    return "".join(_Mender(text, edits).lines())


class _Mender:
    def __init__(self, text: str, edits: Edits) -> None:
        self.edits, self.iri = edits, identifiers_in(text)
        self.text = text

    def lines(self) -> Iterator[str]:
        end = "\r\n" if "\r\n" in self.text else "\n"
        waiting = {}
        for iri in self.edits.fresh:
            old = min(each for each, new in self.edits.replaced.items() if new == iri)
            waiting[old] = iri
        for frame in frames(self.text):
            about = next((self._of(line) for line in frame if line.startswith("id:")), "")
            if about not in self.edits.replaced or not frame[0].startswith("["):
                yield from (self.line(line, about) for line in frame)
            elif about in waiting:
                yield from (f"{line}{end}" for line in self.fresh(frame[0].rstrip(), waiting[about]))

    def _of(self, line: str) -> str:
        return known(self.iri, line.partition(":")[2].partition("!")[0].strip())

    def fresh(self, head: str, iri: str) -> Iterator[str]:
        """Yield a frame for a term that the ontology does not have yet."""
        edits = self.edits
        yield from (head, f"id: {written(iri, edits)}", f"name: {edits.label(iri)}")
        yield from (f"is_a: {written(each, edits)} ! {edits.label(each)}" for each in edits.parents(iri))
        yield ""

    def line(self, line: str, about: str) -> str:
        """Return a line with other names in it, and with the labels of these behind it."""
        clause = CLAUSE.match(line)
        if not clause:
            return line
        tag, space, value, qualifiers, comment, end = clause.groups()
        if tag == "name" and about in self.edits.renamed:
            return f"name:{space}{self.edits.renamed[about]}{end}"
        if tag not in NAMING:
            return line
        tokens = [self.token(each, tag, about) for each in value.split()]
        last = known(self.iri, tokens[-1]) if tokens else ""
        if tag == "is_a" and last == about and tokens != value.split():
            return ""  # what it replaces was its own parent
        if tokens != value.split() or last in self.edits.renamed:
            label = self.edits.label(last)
            comment = f" ! {label}" if comment and label else ""
            return f"{tag}:{space}{' '.join(tokens)}{qualifiers or ''}{comment}{end}"
        return line

    def token(self, token: str, tag: str, about: str) -> str:
        """Return what stands in the place of one identifier."""
        iri = known(self.iri, token)
        new = self.edits.moved.get((about, iri), iri) if tag in OF_PLACE else iri
        new = self.edits.instead_of(new)
        return token if new == iri else written(new, self.edits)


def frames(text: str) -> Iterator[list[str]]:
    """Yield the lines of the header, and of each frame."""
    frame: list[str] = []
    for line in text.splitlines(keepends=True):
        if line.startswith("[") and frame:
            yield frame
            frame = []
        frame.append(line)
    yield frame


def known(identifiers: Identifiers, token: str) -> str:
    """Return the IRI of *token*, or nothing where it is no identifier."""
    try:
        return identifiers(token)
    except ValueError:
        return ""


def written(iri: str, edits: Edits) -> str:
    """Return how OBO writes *iri*."""
    return curie_of(iri, edits.links.prefixes)
