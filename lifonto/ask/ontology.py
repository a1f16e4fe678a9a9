"""An ontology that is asked for reasons: its axioms, what its terms are called, and where its axioms are stated."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rdflib import Graph

from lifonto.ask.description import asserted_graph
from lifonto.ask.store import open_store, release_sources
from lifonto.ask.terms import TermIndex
from lifonto.reason.explanation.justification import Explanations
from lifonto.reason.ontology.files import labels_of, read
from lifonto.tables.prefixes import Prefixes


@dataclass(frozen=True)
class Ontology:
    """The RDF/XML of an ontology with an index of its terms, and its asserted graph with the evidence of axioms."""

    rdfxml: bytes
    index: TermIndex
    asserted: Graph

    @classmethod
    def of_release(cls, home: Path) -> Ontology:
        """Read the release of the ontology folder *home*."""
        index = TermIndex.of(open_store(release_sources(home)), Prefixes.read(home / "prefixes.tsv"))
        return cls((home / "release" / "lifonto.owl").read_bytes(), index, asserted_graph(home))

    @classmethod
    def of_file(cls, file: Path) -> Ontology:
        """Read an ontology *file* of any syntax; raises NotFound and ReasoningError as ``files.read`` does."""
        rdfxml = read(file)
        return cls(rdfxml, TermIndex.of_labels(labels_of(file), Explanations(rdfxml).names), Graph())

    @cached_property
    def explanations(self) -> Explanations:
        """The ontology, ready to say why."""
        return Explanations(self.rdfxml)
