"""What classes there are, which properties their things have, and what those lead to: counted by the engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from sparql_server.catalogue.vocabulary import RDFS

MOST_CLASSES = 1000  # those with most things in them
SIZES = """SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?p) AS ?properties)
WHERE { ?s ?p ?o }"""
CLASSES = "SELECT ?class (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?class FILTER(isIRI(?class)) } GROUP BY ?class"
LABELS = f"SELECT ?x (MIN(STR(?l)) AS ?label) WHERE {{ VALUES ?x {{ %s }} ?x <{RDFS}label> ?l }} GROUP BY ?x"
LINKS = """SELECT ?class ?property ?to ?datatype (COUNT(*) AS ?n) WHERE { %s
  ?s a ?class ; ?property ?o . FILTER(isIRI(?class))
  OPTIONAL { ?o a ?to FILTER(isIRI(?to)) } BIND(DATATYPE(?o) AS ?datatype)
} GROUP BY ?class ?property ?to ?datatype"""
Graph = ox.NamedNode | ox.BlankNode | ox.DefaultGraph


@dataclass
class Property:
    """A property of the things of one class: how often it is there, and to which classes and datatypes it leads."""

    triples: int = 0
    classes: dict[str, int] = field(default_factory=dict)
    datatypes: dict[str, int] = field(default_factory=dict)


@dataclass
class Partitions:
    """The sizes of a dataset, the things of each class and their properties; ``labels`` of all that is named here."""

    triples: int
    subjects: int
    properties: int
    entities: dict[str, int]
    of_class: dict[str, dict[str, Property]]
    labels: dict[str, str]
    left_out: int


def counted(store: ox.Store, graphs: Sequence[Graph]) -> Partitions:
    """Count what is in *graphs* together; of very many classes those with most things are taken."""
    entities = {row["class"].value: int(row["n"].value) for row in ask(store, CLASSES, graphs)}
    largest = dict(sorted(entities.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_CLASSES])
    left_out = len(entities) - len(largest)
    only = f"VALUES ?class {{ {named(largest)} }}" if left_out else ""
    of_class: dict[str, dict[str, Property]] = {each: {} for each in largest}
    for row in ask(store, LINKS % only, graphs):
        found = of_class[row["class"].value].setdefault(row["property"].value, Property())
        number = int(row["n"].value)
        found.triples += number
        for kind, part in (("to", found.classes), ("datatype", found.datatypes)):
            if row[kind] is not None:
                part[row[kind].value] = part.get(row[kind].value, 0) + number
    (sizes,) = ask(store, SIZES, graphs)
    terms = {*of_class, *(name for properties in of_class.values() for name in properties)}
    labels = {row["x"].value: row["label"].value for row in ask(store, LABELS % named(terms), graphs) if row["x"]}
    triples, subjects, properties = (int(sizes[name].value) for name in ("triples", "subjects", "properties"))
    return Partitions(triples, subjects, properties, largest, of_class, labels, left_out)


def named(iris: Sequence[str] | set[str] | dict[str, int]) -> str:
    """Write *iris* for VALUES."""
    return " ".join(f"<{each}>" for each in iris)


def ask(store: ox.Store, text: str, graphs: Sequence[Graph]) -> list[ox.QuerySolution]:
    """Return the solutions of the query *text* over *graphs* together."""
    found = store.query(text, default_graph=list(graphs))
    assert isinstance(found, ox.QuerySolutions)
    return list(found)
