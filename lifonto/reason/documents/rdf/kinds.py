"""What kind of thing each name stands for; a name may stand for several (OWL 2 Structural Specification §5.9)."""

from __future__ import annotations

from dataclasses import dataclass, field

from lifonto.reason.documents.rdf.graph import Graph
from lifonto.reason.documents.rdf.triples import Node
from lifonto.reason.documents.rdf.words import (
    BUILT_IN_DATA,
    BUILT_IN_DATATYPES,
    BUILT_IN_RELATIONS,
    COMPLEMENT,
    DATA_COMPLEMENT,
    DATA_RANGE,
    DATATYPE_TYPE,
    INTERSECTION,
    NIL,
    NO_NAME,
    ON_DATATYPE,
    ONE_OF,
    SAYS_NO_LOGIC,
    UNION,
)
from lifonto.reason.values.axioms import CLASS, DATA, DATATYPE, INDIVIDUAL, OBJECT, Entity
from lifonto.reason.values.expressions import Literal
from lifonto.reason.values.vocabulary import XSD

ANNOTATION = "AnnotationProperty"
KINDS = (CLASS, DATATYPE, OBJECT, DATA, ANNOTATION, INDIVIDUAL)


def is_name(node: Node) -> bool:
    """Tell whether *node* is an IRI that is no word of OWL and its like."""
    return isinstance(node, str) and not node.startswith(NO_NAME)


@dataclass
class Kinds:
    """The names of each kind in *graph*; ``declared`` are those of which a document says so."""

    graph: Graph
    of: dict[str, set[str]] = field(default_factory=lambda: {each: set() for each in KINDS})
    declared: set[Entity] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.of[OBJECT].update(BUILT_IN_RELATIONS)
        self.of[DATA].update(BUILT_IN_DATA)
        self.of[ANNOTATION].update(SAYS_NO_LOGIC)

    def declare(self, kind: str, name: str) -> None:
        """Take *name* for one of *kind*, as a document says."""
        self.of[kind].add(name)
        if is_name(name):
            self.declared.add(Entity(kind, name))

    def is_relation(self, node: Node) -> bool:
        """Tell whether *node* is an object property, or an expression of one."""
        return node in self.of[OBJECT] or (isinstance(node, str) and node.startswith("_:"))

    def has_logic(self, node: Node) -> bool:
        """Tell whether *node* is an object or data property."""
        return self.is_relation(node) or node in self.of[DATA]

    def is_annotation(self, node: Node) -> bool:
        """Tell whether *node* is an annotation property and nothing else."""
        return node in self.of[ANNOTATION] and not self.has_logic(node)

    def is_datatype(self, name: str) -> bool:
        """Tell whether *name* is a datatype, and no class."""
        built_in = name.startswith(XSD) or name in BUILT_IN_DATATYPES
        return built_in or (name in self.of[DATATYPE] and name not in self.of[CLASS])

    def is_data_range(self, node: Node) -> bool:
        """Tell whether *node* is a datatype or the root of another data range."""
        passed: set[Node] = set()
        graph = self.graph
        while isinstance(node, str) and node not in passed:
            if not node.startswith("_:"):
                return self.is_datatype(node)
            if graph.known(DATATYPE, node):
                return True
            passed.add(node)
            if any(node in graph.types.get(each, ()) for each in (DATATYPE_TYPE, DATA_RANGE)):
                return True
            if graph.has(node, ON_DATATYPE) or graph.has(node, DATA_COMPLEMENT):
                return True
            if listed := graph.values(node, ONE_OF):
                return isinstance(next(graph.glimpse(listed[0]), None), Literal)
            inner = graph.values(node, COMPLEMENT)
            for each in (*graph.values(node, INTERSECTION), *graph.values(node, UNION)):
                inner = [*inner, next(graph.glimpse(each), NIL)]
            node = inner[0] if inner else NIL
        return False
