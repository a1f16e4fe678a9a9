"""Where the graphs of a merge come from, in the words of PROV, Dublin Core and OWL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from lifonto.merging.sources import Source
from lifonto.rdf.graph_names import BASE
from lifonto.reason.values.vocabulary import OWL, RDF, RDFS

PROVENANCE, INFERRED, LINKS = (f"{BASE}{name}" for name in ("provenance", "merged/inferred", "merged/relations"))
PROV, DCTERMS, XSD = "http://www.w3.org/ns/prov#", "http://purl.org/dc/terms/", "http://www.w3.org/2001/XMLSchema#"
MEANING = {
    INFERRED: "every subclass relation of named classes that follows from all files together and none of them states",
    LINKS: "every existential link between named classes that follows from all files together, as one triple",
}
Statement = tuple[str, str, str, str]  # subject, predicate, text, and the datatype of a literal or ""


def provenance(sources: Iterable[Source], graphs: Iterable[str], notes: Iterable[str]) -> Iterator[Statement]:
    """Tell of the graph of each of *sources*, and of what was made of them and the other *graphs*."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    every = list(graphs)
    for each in sources:
        every.append(each.graph)
        yield each.graph, RDF + "type", PROV + "Entity", ""
        yield each.graph, DCTERMS + "source", each.file.name, XSD + "string"
        yield each.graph, DCTERMS + "identifier", f"sha256:{each.sha256}", XSD + "string"
        yield each.graph, DCTERMS + "modified", each.modified, XSD + "date"
        yield each.graph, PROV + "generatedAtTime", now, XSD + "dateTime"
        if each.version:
            yield each.graph, OWL + "versionIRI", each.version, ""
    for graph, meaning in MEANING.items():
        yield graph, RDF + "type", PROV + "Entity", ""
        yield graph, DCTERMS + "description", meaning, XSD + "string"
        yield graph, PROV + "generatedAtTime", now, XSD + "dateTime"
        yield from ((graph, PROV + "wasDerivedFrom", each, "") for each in every)
        yield from ((graph, RDFS + "comment", note, XSD + "string") for note in notes)
