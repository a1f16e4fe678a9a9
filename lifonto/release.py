"""A release: everything the tables lead to, compiled, reasoned over and written as files whose bytes are steady.

Tables → owlready2 → RDF/XML → (reasoner, rdflib) → named graphs → files. The asserted ontology is compiled once and
crosses to rdflib once; the reasoner is given the same RDF/XML.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from rdflib import RDFS, Graph, URIRef

from lifonto.biology.effect_graph import effect_graphs
from lifonto.contexts.classes import in_context
from lifonto.errors import Incoherent, NotFound
from lifonto.owl.builder import compile_rows
from lifonto.owl.names import Names
from lifonto.owl.worlds import new_ontology
from lifonto.rdf import exporter, writing
from lifonto.rdf.description import description_graph
from lifonto.rdf.direct import direct_graph
from lifonto.rdf.findings import findings_graph
from lifonto.rdf.graphs import inferred_graph, relation_graph, split
from lifonto.rdf.mappings import mappings_graph
from lifonto.rdf.records import marked, records_of
from lifonto.reason.documents.files import parsed
from lifonto.reason.explanation.contradiction import contradiction
from lifonto.reason.links.inference import Inferences, classify
from lifonto.reason.values.ontology import Ontology
from lifonto.recipes import bearing, document, labelled, read_bench, spelled_out
from lifonto.tables.digests import FILE, digests
from lifonto.tables.metadata import Metadata
from lifonto.tables.mistakes import Mistakes
from lifonto.tables.prefixes import Prefixes
from lifonto.tables.rows import note_stray_files, read_tables, table_files

MAPPINGS = Path("mappings") / "lifonto.sssom.tsv"


@dataclass(frozen=True)
class Release:
    """A release: graphs, what the reasoner could not tell, the digests of its tables, and its files of culture."""

    ontology: Graph
    graphs: dict[str, Graph]
    notes: tuple[str, ...]
    tables: str
    culture: dict[str, bytes]

    def files(self) -> dict[str, bytes]:
        """Return the files of the release by name: the ontology in two syntaxes, and N-Triples for each graph."""
        written = {f"{name}.nt": writing.to_ntriples(graph) for name, graph in self.graphs.items()}
        written |= self.culture
        written[FILE] = self.tables.encode()
        written["lifonto.owl"] = writing.to_rdfxml(self.ontology)
        written["lifonto.ttl"] = writing.to_turtle(self.ontology)
        return written

    def write(self, folder: Path) -> None:
        """Write the files of the release into *folder*, which is made where it is missing."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in self.files().items():
            (folder / name).write_bytes(content)


def compile_tables(home: Path) -> tuple[bytes, Graph, Prefixes, Metadata]:
    """Compile the tables of the *home* folder; returns the asserted ontology as RDF/XML and as a graph.

    Raises TableErrors with every mistake in them.
    """
    metadata, prefixes = Metadata.read(home / "metadata.toml"), read_prefixes(home)
    mistakes = Mistakes()
    note_stray_files(home, mistakes)
    rows = read_tables(table_files(home), home, mistakes)
    with new_ontology(metadata.iri) as ontology:
        compile_rows(in_context(spelled_out(rows, mistakes), mistakes), Names(ontology, prefixes), mistakes)
        mistakes.raise_if_any()
        rdfxml = exporter.to_rdfxml(ontology)
    return rdfxml, exporter.to_graph(rdfxml, metadata, prefixes), prefixes, metadata


def read_prefixes(home: Path) -> Prefixes:
    """Read the prefix table of the *home* folder; raises NotFound where there is none."""
    file = home / "prefixes.tsv"
    if not file.is_file():
        raise NotFound(f"{file} is not there: an ontology folder wants a table of prefixes")
    return Prefixes.read(file)


def build(home: Path, *, reasoner: str = "rustdl", tell: Callable[[str], None] = lambda step: None) -> Release:
    """Compile the tables of *home*, classify them, and return the release; *tell* is told each step.

    Raises TableErrors, Inconsistent or Incoherent.
    """
    tell("compiling the tables")
    rdfxml, ontology, prefixes, metadata = compile_tables(home)
    tell("classifying")
    try:
        value = parsed(rdfxml, "rdf")
        found = classify(value, reasoner)
    except Incoherent as error:
        raise explained(error, value, ontology, prefixes) from error
    tell("writing graphs")
    return replace(assemble(home, ontology, found, prefixes, metadata), culture=culture(home, value, prefixes))


def explained(error: Incoherent, value: Ontology, ontology: Graph, prefixes: Prefixes) -> Incoherent:
    """Return *error* with the class where the contradiction begins, and the axioms that make it, in its message."""
    stated = [iri for iri in error.classes if (URIRef(iri), None, None) in ontology]
    found = contradiction(value, stated)

    def name(iri: str) -> str:
        return str(ontology.value(URIRef(iri), RDFS.label) or prefixes.contract(iri))

    return Incoherent(stated, found.text(name) if found else "")


def assemble(home: Path, ontology: Graph, found: Inferences, prefixes: Prefixes, metadata: Metadata) -> Release:
    """Put what is asserted and what was *found* to follow into the named graphs of a release."""
    mistakes = Mistakes()
    asserted, statements = split(ontology, prefixes)
    records = records_of(ontology, found.subclasses)
    effects, hypotheses = effect_graphs(ontology, found.subclasses, found.existentials, prefixes)
    graphs = {
        "asserted": asserted,
        "statements": marked(statements, records),
        "inferred": inferred_graph(ontology, found.subclasses, found.equivalents, records, prefixes),
        "relations": relation_graph(found.existentials, prefixes),
        "effects": effects,
        "mappings": mappings_graph(home / MAPPINGS, prefixes, mistakes),
        "direct": direct_graph(ontology, found.subclasses, found.equivalents, found.existentials, prefixes),
        "findings": findings_graph(ontology, prefixes),
        "hypotheses": hypotheses,
    }
    mistakes.raise_if_any()
    graphs["description"] = description_graph(metadata, graphs, prefixes)
    return Release(ontology, graphs, found.notes, digests(home), {})


def culture(home: Path, asserted: Ontology, prefixes: Prefixes) -> dict[str, bytes]:
    """Return the two files that a checker of culture conditions reads; none where there are no rules of culture."""
    mistakes = Mistakes()
    rows = read_tables(table_files(home), home, mistakes)
    bench = read_bench(rows, labelled(rows), mistakes)
    if not bench["rules"]:
        return {}
    axioms = bearing(asserted, spelled_out(rows, mistakes), prefixes.expand)
    return {"culture.json": document(bench, rows, prefixes.expand), "culture.ofn": axioms}


def stale_files(release: Release, folder: Path) -> list[str]:
    """Return the names of the files in *folder* that differ from what *release* would write."""
    stale = []
    for name, content in release.files().items():
        file = folder / name
        if not file.is_file() or file.read_bytes() != content:
            stale.append(name)
    return stale
