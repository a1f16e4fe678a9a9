"""The formats by name, each with what it is and who writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from lifonto.exchange.losses import Export, Losses
from lifonto.exchange.sources import Source
from lifonto.exchange.statements import BIOLINK, Statements
from lifonto.reason.values.ontology import Ontology

RECORDS = "statement records, which are individuals: the format is of classes and relations"
MAPPINGS = "statement records: the format is of mappings alone"


@dataclass(frozen=True)
class Ontologies:
    """A syntax that any ontology can be written in."""

    title: str
    name: str
    write: Callable[[Source, Losses], bytes]


@dataclass(frozen=True)
class Findings:
    """A format of statements; its module has ``export``."""

    title: str
    module: str

    def write(self, known: Statements) -> Export:
        """Write the statements."""
        export: Callable[[Statements], Export] = import_module(f"lifonto.exchange.{self.module}").export
        return export(known)


def functional(source: Source, losses: Losses) -> bytes:
    """Write OWL functional syntax."""
    from lifonto.exchange.functional import functional as write

    return write(source.stated, source.prefixes)


def manchester(source: Source, losses: Losses) -> bytes:
    """Write Manchester syntax."""
    from lifonto.exchange.manchester import manchester as write

    return write(source.stated, source.prefixes, losses)


def rdfxml(source: Source, losses: Losses) -> bytes:
    """Write RDF/XML."""
    from lifonto.exchange.rdfxml import rdfxml as write
    from lifonto.reason.documents.triples import triples

    return write(triples(source.stated), source.prefixes, losses)


def turtle(source: Source, losses: Losses) -> bytes:
    """Write Turtle."""
    from lifonto.exchange.turtle import turtle as write
    from lifonto.reason.documents.triples import triples

    return write(triples(source.stated), source.prefixes)


def jsonld(source: Source, losses: Losses) -> bytes:
    """Write JSON-LD."""
    from lifonto.exchange.jsonld import jsonld as write
    from lifonto.reason.documents.triples import triples

    return write(triples(source.stated), source.prefixes, source.stated.labels)


def obo(source: Source, losses: Losses) -> bytes:
    """Write OBO 1.4."""
    from lifonto.exchange.obo import obo as write

    withhold_records(source, losses)
    return write(source.ontology, source.prefixes, losses, source.inferred, source.same)


def obographs(source: Source, losses: Losses) -> bytes:
    """Write OBO Graphs JSON."""
    from lifonto.exchange.obographs import obographs as write

    withhold_records(source, losses)
    return write(source.ontology, losses, source.inferred, source.same)


def sssom(source: Source, losses: Losses) -> bytes:
    """Write the mappings."""
    from lifonto.exchange.sssom import sssom as write

    withhold_records(source, losses, MAPPINGS)
    return source.mappings or write(source.ontology, source.prefixes, losses)


def withhold_records(source: Source, losses: Losses, why: str = RECORDS) -> None:
    """Take it that no statement record of a release is written."""
    for about in sorted(records(source.ontology)):
        space = next((name for name, iri in source.prefixes.items() if iri and about.startswith(iri) and name), "")
        losses.withhold(f"{space}:{about.removeprefix(source.prefixes[space])}" if space else about, why)


def records(ontology: Ontology) -> list[str]:
    """Return the statement records in *ontology*."""
    said = ontology.annotations.items()
    return [about for about, notes in said if any(each.property == f"{BIOLINK}predicate" for each in notes)]


ONTOLOGIES = {
    "functional": Ontologies("OWL functional syntax", "lifonto.ofn", functional),
    "manchester": Ontologies("OWL Manchester syntax", "lifonto.omn", manchester),
    "rdfxml": Ontologies("RDF/XML with an element for each type", "lifonto.owl", rdfxml),
    "turtle": Ontologies("Turtle", "lifonto.ttl", turtle),
    "jsonld": Ontologies("JSON-LD with its context", "lifonto.jsonld", jsonld),
    "obo": Ontologies("OBO 1.4", "lifonto.obo", obo),
    "obographs": Ontologies("OBO Graphs JSON", "lifonto.json", obographs),
    "sssom": Ontologies("mappings alone, as an SSSOM table", "lifonto.sssom.tsv", sssom),
}
SHIPPED = ("rdfxml", "functional", "obo", "obographs")  # with each release
FINDINGS = {
    "csv": Findings("tables of statements and edges, parted by commas (a folder)", "tables"),
    "xlsx": Findings("the same in an Excel workbook", "xlsx"),
    "kgx": Findings("Biolink's nodes and edges (a folder)", "kgx"),
    "graphml": Findings("GraphML", "graphml"),
    "cx2": Findings("CX2 of Cytoscape and NDEx", "cx2"),
    "sif": Findings("SIF", "sif"),
    "causaltab": Findings("CausalTAB (PSI-MITAB 2.8)", "causaltab"),
    "gpad": Findings("GPAD 2.0", "gpad"),
    "gocam": Findings("GO-CAM models, a YAML file for each species (a folder)", "gocam"),
    "nanopub": Findings("nanopublications in TriG, unsigned", "nanopub"),
    "cellphonedb": Findings("the four tables of a CellPhoneDB database (a folder)", "cellphonedb"),
    "liana": Findings("a ligand–receptor resource of LIANA for each species (a folder)", "liana"),
}


def export_ontology(name: str, source: Source) -> Export:
    """Write *source* in the syntax *name*; what its reader did not understand is told with the losses."""
    format_, losses = ONTOLOGIES[name], Losses()
    for unread in source.ontology.unread:
        losses.lose(f"not understood when it was read: {unread.kind}", *[unread.example] * unread.count)
    return Export.of(format_.name, format_.write(source, losses), losses)


def artefacts(source: Source) -> dict[str, bytes]:
    """Return the files of a release that other tools open, and the context that its JSON-LD is read with."""
    from lifonto.exchange.jsonld import context_file

    found = {each.name: each.write(source, Losses()) for each in map(ONTOLOGIES.__getitem__, SHIPPED)}
    return found | {"context.jsonld": context_file(source.ontology, source.prefixes)}
