"""Graphs written to bytes that are the same on every run, machine and hash seed."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from rdflib import BNode, Graph
from rdflib.plugins.serializers.turtle import TurtleSerializer


class SteadyTurtle(TurtleSerializer):
    """Turtle with the named subjects in the order of their names.

    rdflib's own order is by how often each is referred to, so that one more reference moves a whole term.
    """

    def orderSubjects(self) -> list[Any]:  # noqa: N802  rdflib's name
        """Return the subjects by name, then the blank nodes, those that stand in no other first."""

        def rank(subject: Any) -> tuple[bool, int, Any]:
            blank = isinstance(subject, BNode)
            return blank, self._references[subject] if blank else 0, subject

        return sorted(self._subjects, key=rank)


def to_ntriples(graph: Graph) -> bytes:
    """Write *graph* as N-Triples, one sorted line a triple."""
    lines = graph.serialize(format="nt", encoding="utf-8").splitlines(keepends=True)
    return b"".join(sorted(line for line in lines if line.strip()))


def to_turtle(graph: Graph) -> bytes:
    """Write *graph* as Turtle."""
    content = BytesIO()
    SteadyTurtle(graph).serialize(content, encoding="utf-8")
    return content.getvalue()
