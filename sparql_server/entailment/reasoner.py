"""The reasoner as a source of triples: the data go to it as N-Triples, in a process of its own.

It starts threads, and no process with threads may be forked as the zygote is. A class expression of the data gets a
name for the while, so that what is an instance of it, or below it, can be told: a query that writes the expression
out matches the one in the data.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import cast

import pyoxigraph as ox

from lifonto.reason.values.fresh import EXPRESSION
from sparql_server import confine
from sparql_server.entailment import rules
from sparql_server.protocol.problems import Problem
from sparql_server.regimes import NOTES

Node = ox.NamedNode | ox.BlankNode
TYPE, CLASS, EQUIVALENT, COMMENT = (
    ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
    ox.NamedNode("http://www.w3.org/2002/07/owl#Class"),
    ox.NamedNode("http://www.w3.org/2002/07/owl#equivalentClass"),
    ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#comment"),
)
EXPRESSIONS = """SELECT DISTINCT ?node WHERE { FILTER(isBlank(?node))
  ?node owl:onProperty|owl:intersectionOf|owl:unionOf|owl:complementOf|owl:oneOf ?part }"""
RELATIONS = "SELECT DISTINCT ?node WHERE { ?node a owl:ObjectProperty . FILTER(isIRI(?node)) }"
INDIVIDUALS = """SELECT DISTINCT ?node WHERE { FILTER(isIRI(?node)) { ?node a owl:NamedIndividual } UNION
  { ?node a ?class . ?class a owl:Class } UNION { { ?node ?p ?o } UNION { ?o ?p ?node } ?p a owl:ObjectProperty } }"""


def conclusions(scratch: ox.Store, regime: str) -> Iterator[ox.Triple]:
    """Yield what the reasoner concludes from the default graph of *scratch* and is not in it.

    What may be missing, and why, is a comment on NOTES. Raises Problem (409) where the data contradict themselves or
    are no ontology.
    """
    rules.close(scratch, [regime])  # declares what the data forgot to
    triples = [*told(scratch, nodes(scratch, EXPRESSIONS))]
    asked = {
        "document": (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode(),
        "relations": [each.value for each in nodes(scratch, RELATIONS)],
        "individuals": [each.value for each in nodes(scratch, INDIVIDUALS)],
    }
    done = subprocess.run(
        [sys.executable, "-P", "-m", "lifonto.reason.links.conclusions"],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        preexec_fn=partial(confine.die_with, os.getpid()),
    )
    if done.returncode:
        raise Problem(409, f"under {regime} nothing can be concluded: {(done.stderr.splitlines() or ['killed'])[-1]}")
    blank = {f"_:b{number}": each for number, each in enumerate(blank_nodes(triples))}
    found = (read(line, blank) for line in set(done.stdout.splitlines()))
    yield from (each for each in found if ox.Quad(*each) not in scratch)


def nodes(scratch: ox.Store, text: str) -> list[Node]:
    """Return the solutions of a query with one variable."""
    found = scratch.query(rules.PREFIXES + text)
    assert isinstance(found, ox.QuerySolutions)
    return [cast(Node, solution["node"]) for solution in found]


def told(scratch: ox.Store, expressions: Iterable[Node]) -> Iterator[ox.Triple]:
    """Yield the default graph of *scratch*, and a name for each of *expressions* that is equivalent to it."""
    yield from (quad.triple for quad in scratch.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    for node in expressions:
        name = ox.NamedNode(EXPRESSION + node.value)
        yield ox.Triple(name, TYPE, CLASS)
        yield ox.Triple(name, EQUIVALENT, node)


def blank_nodes(triples: Iterable[ox.Triple]) -> list[ox.BlankNode]:
    """Return the blank nodes of *triples* in the order in which they come."""
    found = (node for each in triples for node in (each.subject, each.object) if isinstance(node, ox.BlankNode))
    return list(dict.fromkeys(found))


def read(line: str, blank: Mapping[str, ox.BlankNode]) -> ox.Triple:
    """Read a note, or a conclusion: three names, or a subject, a predicate, and a literal with datatype and language.

    *blank* are the individuals that have no name of their own.
    """
    said = json.loads(line)
    if isinstance(said, str):
        return ox.Triple(ox.NamedNode(NOTES), COMMENT, ox.Literal(said))
    subject, predicate, text, *kind = said
    value = literal(text, *kind) if kind else blank.get(text) or node_of(text)
    return ox.Triple(blank.get(subject) or node_of(subject), ox.NamedNode(predicate), value)


def literal(text: str, datatype: str, language: str) -> ox.Literal:
    """Return the literal of *text*; *language* is empty where it has none."""
    return ox.Literal(text, language=language) if language else ox.Literal(text, datatype=ox.NamedNode(datatype))


def node_of(name: str) -> Node:
    """Return the node that has *name* for the reasoner."""
    return ox.BlankNode(name.removeprefix(EXPRESSION)) if name.startswith(EXPRESSION) else ox.NamedNode(name)
