"""The reasoner as a source of triples: the data go to it as RDF/XML, in a process of its own.

It starts threads, and no process with threads may be forked as the nursery is. A class expression of the data gets a
name for the while, so that what is an instance of it, or below it, can be told: a query that writes the expression
out matches the one in the data.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from sparql_server import confine
from sparql_server.entailment import rules
from sparql_server.problems import Problem

EXPRESSION = "urn:lifonto:expression:"
TYPE, CLASS, EQUIVALENT = (
    ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
    ox.NamedNode("http://www.w3.org/2002/07/owl#Class"),
    ox.NamedNode("http://www.w3.org/2002/07/owl#equivalentClass"),
)
EXPRESSIONS = """SELECT DISTINCT ?node WHERE { FILTER(isBlank(?node))
  ?node owl:onProperty|owl:intersectionOf|owl:unionOf|owl:complementOf|owl:oneOf ?part }"""
RELATIONS = "SELECT DISTINCT ?node WHERE { ?node a owl:ObjectProperty . FILTER(isIRI(?node)) }"
INDIVIDUALS = """SELECT DISTINCT ?node WHERE { FILTER(isIRI(?node)) { ?node a owl:NamedIndividual } UNION
  { ?node a ?class . ?class a owl:Class } UNION { { ?node ?p ?o } UNION { ?o ?p ?node } ?p a owl:ObjectProperty } }"""
XML_NAME = re.compile(r"[^\W\d][\w.\-]*$")


def conclusions(scratch: ox.Store, regime: str) -> Iterator[ox.Triple]:
    """Yield what the reasoner concludes from the default graph of *scratch* and is not in it.

    Raises Problem: 409 where the data contradict themselves, or cannot be read as an ontology.
    """
    rules.close(scratch, [regime])  # declares what the data forgot to
    expressions = nodes(scratch, EXPRESSIONS)
    asked = {
        "document": document(scratch, expressions),
        "relations": [each.value for each in nodes(scratch, RELATIONS)],
        "individuals": [each.value for each in nodes(scratch, INDIVIDUALS)],
    }
    done = subprocess.run(
        [sys.executable, "-m", "lifonto.reason.entailment"],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        preexec_fn=confine.die_with_parent,
    )
    if done.returncode:
        raise Problem(409, f"under {regime} nothing can be concluded: {(done.stderr.splitlines() or ['killed'])[-1]}")
    found = {triple(json.loads(line)) for line in done.stdout.splitlines()}
    yield from (each for each in found if ox.Quad(*each) not in scratch)


def nodes(scratch: ox.Store, text: str) -> list[ox.NamedNode | ox.BlankNode]:
    """Return the solutions of a query with one variable."""
    return [solution["node"] for solution in scratch.query(rules.PREFIXES + text)]


def document(scratch: ox.Store, expressions: Iterable[ox.BlankNode]) -> str:
    """Write the default graph of *scratch* as RDF/XML, every expression with a name that is equivalent to it."""
    triples = [quad.triple for quad in scratch.quads_for_pattern(None, None, None, ox.DefaultGraph())]
    for each in triples:
        if not XML_NAME.search(each.predicate.value):
            raise Problem(409, f"{each.predicate} ends in no XML name, so the reasoner cannot be told of it")
    for node in expressions:
        name = ox.NamedNode(EXPRESSION + node.value)
        triples += [ox.Triple(name, TYPE, CLASS), ox.Triple(name, EQUIVALENT, node)]
    written = ox.serialize(map(as_xml, triples), format=ox.RdfFormat.RDF_XML)
    assert written
    return written.decode()


def as_xml(triple: ox.Triple) -> ox.Triple:
    """Return *triple* with blank nodes whose names XML allows."""
    return ox.Triple(*(ox.BlankNode(f"n{t.value}") if isinstance(t, ox.BlankNode) else t for t in triple))


def triple(said: list[str]) -> ox.Triple:
    """Read a conclusion."""
    subject, predicate, value, *kind = said
    term = ox.Literal(value, datatype=ox.NamedNode(kind[0])) if kind and not kind[1] else None
    term = ox.Literal(value, language=kind[1]) if kind and kind[1] else term or node_of(value)
    return ox.Triple(node_of(subject), ox.NamedNode(predicate), term)


def node_of(name: str) -> ox.NamedNode | ox.BlankNode:
    """Return the node that *name* is for the reasoner."""
    return ox.BlankNode(name.removeprefix(EXPRESSION)) if name.startswith(EXPRESSION) else ox.NamedNode(name)
