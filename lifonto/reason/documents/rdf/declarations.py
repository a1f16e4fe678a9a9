"""Declarations: what documents say that each name stands for (OWL 2 Mapping to RDF Graphs, tables 5 to 7)."""

from __future__ import annotations

from lifonto.reason.documents.rdf.graph import Graph
from lifonto.reason.documents.rdf.kinds import ANNOTATION, Kinds
from lifonto.reason.documents.rdf.words import (
    ANNOTATION_TYPE,
    CLASS_TYPE,
    DATA_RANGE,
    DATA_TYPE,
    DATATYPE_TYPE,
    DEPRECATED_TYPES,
    NAMED_INDIVIDUAL,
    OBJECT_TYPE,
    RDFS_CLASS,
    TYPE,
)
from lifonto.reason.values.axioms import CLASS, DATA, DATATYPE, INDIVIDUAL, OBJECT
from lifonto.reason.values.vocabulary import OWL

DECLARING = {  # rdfs:Class comes last, as it may stand beside the type of a datatype
    CLASS_TYPE: CLASS,
    DEPRECATED_TYPES[0]: CLASS,
    DATATYPE_TYPE: DATATYPE,
    DATA_RANGE: DATATYPE,
    OBJECT_TYPE: OBJECT,
    DATA_TYPE: DATA,
    ANNOTATION_TYPE: ANNOTATION,
    f"{OWL}OntologyProperty": ANNOTATION,
    NAMED_INDIVIDUAL: INDIVIDUAL,
    RDFS_CLASS: CLASS,
}


def declared(graph: Graph) -> tuple[Kinds, list[str]]:
    """Take the declarations out of *graph*; return them, and the names that are said to be deprecated."""
    kinds = Kinds(graph)
    deprecated = [each for said in DEPRECATED_TYPES for each in graph.types.get(said, ()) if each[:2] != "_:"]
    for said, kind in DECLARING.items():
        for name in [each for each in graph.types.get(said, ()) if each[:2] != "_:"]:
            if said != RDFS_CLASS or name not in kinds.of[DATATYPE]:
                kinds.declare(kind, name)
            graph.take(name, TYPE, said)
    for name in deprecated:
        graph.take(name, TYPE, DEPRECATED_TYPES[1])
    return kinds, deprecated
