"""What documents say of themselves: which ontology, which version, and what they import (OWL 2 Mapping §3.1.1)."""

from __future__ import annotations

from lifonto.reason.documents.rdf.graph import Graph
from lifonto.reason.documents.rdf.words import IMPORTS, ONTOLOGY, TYPE, VERSION
from lifonto.reason.values.ontology import Header


def header_of(graph: Graph) -> tuple[Header, str, frozenset[str]]:
    """Take the headers out of *graph*; return that of the first ontology, its node, and the nodes of all ontologies.

    It is first that comes first and that no other imports.
    """
    ontologies = dict.fromkeys((*graph.types.get(ONTOLOGY, ()), *(each for each, _ in graph.pairs(IMPORTS))))
    imports = {value for _, value in graph.pairs(IMPORTS) if isinstance(value, str) and value[:2] != "_:"}
    versions = {each: value for each, value in graph.pairs(VERSION) if isinstance(value, str) and each in ontologies}
    missing = tuple(sorted(imports - {*ontologies, *versions.values()}))
    others = [each for each in ontologies if each not in imports and versions.get(each) not in imports]
    main = next(iter((*others, *ontologies)), "")
    for each in ontologies:
        graph.take(each, TYPE, ONTOLOGY)
        for value in imports:
            graph.take(each, IMPORTS, value)
    for each, value in versions.items():
        graph.take(each, VERSION, value)
    iri = "" if main.startswith("_:") else main
    return Header(iri, versions.get(main, ""), frozenset(imports), missing), main, frozenset(ontologies)
