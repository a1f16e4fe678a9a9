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
from typing import Any, cast

import pyoxigraph as ox

from lifonto.reason.ontology.documents import EXPRESSION
from sparql_server import confine
from sparql_server.entailment import rules
from sparql_server.protocol.problems import Problem

Node = ox.NamedNode | ox.BlankNode
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

    Raises Problem: 409 where the data contradict themselves or are no ontology, 422 where RDF/XML cannot hold them.
    """
    rules.close(scratch, [regime])  # declares what the data forgot to
    expressions = nodes(scratch, EXPRESSIONS)
    asked = {
        "document": document(scratch, expressions),
        "relations": [each.value for each in nodes(scratch, RELATIONS)],
        "individuals": [each.value for each in nodes(scratch, INDIVIDUALS)],
    }
    done = subprocess.run(
        [sys.executable, "-P", "-m", "lifonto.reason.reasoners.entailment"],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        preexec_fn=confine.die_with_parent,
    )
    if done.returncode:
        raise Problem(409, f"under {regime} nothing can be concluded: {(done.stderr.splitlines() or ['killed'])[-1]}")
    yield from (each for each in map(read, set(done.stdout.splitlines())) if ox.Quad(*each) not in scratch)


def nodes(scratch: ox.Store, text: str) -> list[Node]:
    """Return the solutions of a query with one variable."""
    found = scratch.query(rules.PREFIXES + text)
    assert isinstance(found, ox.QuerySolutions)
    return [cast(Node, solution["node"]) for solution in found]


def document(scratch: ox.Store, expressions: Iterable[Node]) -> str:
    """Write the default graph of *scratch* as RDF/XML, every expression with a name that is equivalent to it."""
    triples = [quad.triple for quad in scratch.quads_for_pattern(None, None, None, ox.DefaultGraph())]
    for each in triples:
        if not XML_NAME.search(each.predicate.value):
            raise Problem(422, f"{each.predicate} ends in no XML name, so the reasoner cannot be told of it")
    for node in expressions:
        name = ox.NamedNode(EXPRESSION + node.value)
        triples += [ox.Triple(name, TYPE, CLASS), ox.Triple(name, EQUIVALENT, node)]
    return (ox.serialize(map(as_xml, triples), format=ox.RdfFormat.RDF_XML) or b"").decode()


def as_xml(triple: ox.Triple) -> ox.Triple:
    """Return *triple* with blank nodes whose names XML allows."""
    return ox.Triple(xml_node(triple.subject), triple.predicate, xml_node(triple.object))


def xml_node(term: Any) -> Any:
    """Return *term*, a blank node with a letter before its number."""
    return ox.BlankNode(f"n{term.value}") if isinstance(term, ox.BlankNode) else term


def read(line: str) -> ox.Triple:
    """Read a conclusion: three names, or a subject, a predicate, and a literal with its datatype and language."""
    subject, predicate, text, *kind = json.loads(line)
    value = literal(text, *kind) if kind else node_of(text)
    return ox.Triple(node_of(subject), ox.NamedNode(predicate), value)


def literal(text: str, datatype: str, language: str) -> ox.Literal:
    """Return the literal of *text*; *language* is empty where it has none."""
    return ox.Literal(text, language=language) if language else ox.Literal(text, datatype=ox.NamedNode(datatype))


def node_of(name: str) -> Node:
    """Return the node that has *name* for the reasoner."""
    return ox.BlankNode(name.removeprefix(EXPRESSION)) if name.startswith(EXPRESSION) else ox.NamedNode(name)
