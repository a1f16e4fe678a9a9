"""What a release holds, in figures."""

from __future__ import annotations

from pathlib import Path

from lifonto.ask.questions import questions
from lifonto.ask.store import Store, table

PREFIXES = """
PREFIX LIFO: <https://w3id.org/lifonto/LIFO_>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX graph: <https://w3id.org/lifonto/graph/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX IAO: <http://purl.obolibrary.org/obo/IAO_>
"""
COUNTS = {
    "statements": """SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE {
        ?s a/rdfs:subClassOf LIFO:0000100 ; dcterms:source ?reference }""",
    "axioms_with_evidence": """SELECT (COUNT(DISTINCT ?a) AS ?n) WHERE {
        ?a a owl:Axiom ; dcterms:source ?reference ; LIFO:0000006 ?statement }""",
    "own_terms": """SELECT (COUNT(DISTINCT ?t) AS ?n) WHERE { GRAPH graph:asserted { ?t a owl:Class ; IAO:0000115 ?d
        FILTER (STRSTARTS(STR(?t), STR(LIFO:))) } }""",
    "defined_classes": """SELECT (COUNT(DISTINCT ?t) AS ?n) WHERE { GRAPH graph:asserted { ?t owl:equivalentClass ?d
        FILTER (STRSTARTS(STR(?t), STR(LIFO:)) && isBlank(?d)) } }""",
    "triples": "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }",
}


def summary(store: Store, home: Path) -> dict[str, int]:
    """Count statement records with citation, axioms with evidence, own terms, defined classes, questions, triples."""
    counts = {}
    for name, text in COUNTS.items():
        value = table(store, PREFIXES + text).rows[0][0] or ""
        counts[name] = int(value.split('"')[1])
    counts["questions"] = len(questions(home))
    return counts
