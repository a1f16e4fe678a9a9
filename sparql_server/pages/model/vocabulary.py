"""Words of RDF, OWL and OBO that pages look for in any data."""

from __future__ import annotations

from sparql_server.pages.addresses import names
from sparql_server.pages.asking import node

OBO, OIO = "http://purl.obolibrary.org/obo/", "http://www.geneontology.org/formats/oboInOwl#"
OWL, RDFS = "http://www.w3.org/2002/07/owl#", "http://www.w3.org/2000/01/rdf-schema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SKOS, DCTERMS = "http://www.w3.org/2004/02/skos/core#", "http://purl.org/dc/terms/"
BELOW, TYPE = f"{RDFS}subClassOf", f"{RDF}type"
TOPS = {f"{OWL}Thing", f"{RDFS}Resource"}
NOISE = {*TOPS, *(f"{OWL}{each}" for each in ("Class", "NamedIndividual", "Axiom"))}
LABELS = (
    f"{RDFS}label",
    f"{SKOS}prefLabel",
    f"{DCTERMS}title",
    "http://purl.org/dc/elements/1.1/title",
    "http://xmlns.com/foaf/0.1/name",
    "https://schema.org/name",
    "http://schema.org/name",
)
DEFINITIONS = (f"{OBO}IAO_0000115", f"{SKOS}definition", f"{DCTERMS}description", "https://schema.org/description")
GLOSSES = (f"{SKOS}scopeNote", f"{RDFS}comment", f"{OBO}IAO_0000116")
SYNONYMS = (f"{OIO}hasExactSynonym", f"{SKOS}altLabel", f"{OBO}IAO_0000118")
RELATED = tuple(f"{OIO}has{each}Synonym" for each in ("Related", "Narrow", "Broad"))
ELSEWHERE = {
    f"{SKOS}exactMatch": "same",
    f"{SKOS}closeMatch": "close",
    f"{SKOS}narrowMatch": "narrower",
    f"{SKOS}broadMatch": "wider",
    f"{SKOS}relatedMatch": "related",
    f"{OWL}sameAs": "same",
    f"{OIO}hasDbXref": "see also",
    f"{OIO}hasAlternativeId": "old identifier",
    f"{RDFS}seeAlso": "see also",
}
REPLACED_BY, DEPRECATED, DEFINED_IN = f"{OBO}IAO_0100001", f"{OWL}deprecated", f"{OBO}IAO_0000119"
HIDDEN = {
    *LABELS, *DEFINITIONS, *GLOSSES, *SYNONYMS, *RELATED, *ELSEWHERE, TYPE, BELOW, DEPRECATED, REPLACED_BY,
    *(f"{OWL}{each}" for each in ("equivalentClass", "disjointWith", "annotatedSource")),
    *(f"{OIO}{each}" for each in ("id", "hasOBONamespace", "inSubset", "hasOBOFormatVersion", "created_by")),
}  # fmt: skip
SORTS = {
    f"{OWL}ObjectProperty": "relation",
    f"{OWL}DatatypeProperty": "property",
    f"{OWL}AnnotationProperty": "property",
    f"{RDF}Property": "property",
    f"{OWL}Ontology": "ontology",
}


def within(graph: str, pattern: str) -> str:
    """Write *pattern* as one about *graph*, a CURIE; about the default graph where there is none."""
    iri = names().iri(graph) if graph else ""
    return f"GRAPH {node(iri)} {{ {pattern} }}" if iri else pattern
