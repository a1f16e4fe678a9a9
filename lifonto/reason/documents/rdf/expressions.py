"""Class expressions and property expressions in RDF (OWL 2 Mapping to RDF Graphs, tables 11, 13, 14 and 15)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import cast

from lifonto.reason.documents.rdf.data_ranges import data_range
from lifonto.reason.documents.rdf.graph import Graph, Malformed
from lifonto.reason.documents.rdf.kinds import Kinds
from lifonto.reason.documents.rdf.triples import Node
from lifonto.reason.documents.rdf.words import (
    EXPRESSION_TYPES,
    INTERSECTION,
    INVERSE,
    NO_NAME,
    OBJECT_TYPE,
    OF_RESTRICTIONS,
    OF_SETS,
    ON,
    ON_CLASS,
    ON_RANGE,
    ONE_OF,
    QUALIFIED,
    QUANTIFIED,
    SELF,
    UNION,
    UNQUALIFIED,
    VALUE,
)
from lifonto.reason.values.axioms import DATA, OBJECT
from lifonto.reason.values.expressions import (
    Complement,
    DataRange,
    DataRestriction,
    Expression,
    HasSelf,
    Junction,
    Literal,
    Named,
    OneOf,
    Quantifier,
    Relation,
    Restriction,
    opposite,
)
from lifonto.reason.values.vocabulary import LITERAL, NOTHING, THING

DEEPEST = 120  # how deep expressions may be nested; what writes them follows them by recursion
COUNT = re.compile(r"\s*\+?0*(\d{1,9})(?:\.0*)?\s*", re.ASCII)


@dataclass
class Expressions:
    """What the nodes of *graph* stand for; whatever reads one raises Malformed where it does not stand for such."""

    graph: Graph
    kinds: Kinds
    names: dict[str, Named] = field(default_factory=dict)
    class_names: dict[str, Named] = field(default_factory=dict)
    depth: int = 0

    def named(self, iri: str) -> Named:
        """Return the name *iri*, the same object each time."""
        return self.names.get(iri) or self.names.setdefault(iri, Named(iri))

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Go one expression deeper."""
        self.depth += 1
        try:
            if self.depth > DEEPEST:
                raise Malformed
            yield
        finally:
            self.depth -= 1

    def individual(self, node: Node) -> Named:
        """Read an individual, with or without a name."""
        if not isinstance(node, str) or node.startswith("<<"):
            raise Malformed
        return self.named(node)

    def literal(self, node: Node) -> Literal:
        """Read a data value."""
        if not isinstance(node, Literal):
            raise Malformed
        return node

    def relation(self, node: Node) -> Relation:
        """Read an object property expression (table 11)."""
        if isinstance(node, str) and node.startswith("_:"):
            if known := self.graph.known(OBJECT, node):
                return cast("Relation", known)
            with self.inside():
                inner = self.relation(self.graph.the(node, INVERSE))
            self.graph.use_types(node, OBJECT_TYPE)
            return self.graph.keep(OBJECT, node, opposite(inner))
        if not isinstance(node, str) or node not in self.kinds.of[OBJECT]:
            raise Malformed
        return self.named(node)

    def data_property(self, node: Node) -> Named:
        """Read a data property."""
        if not isinstance(node, str) or node not in self.kinds.of[DATA]:
            raise Malformed
        return self.named(node)

    def data_range(self, node: Node) -> DataRange:
        """Read a data range."""
        return data_range(self, node)

    def class_(self, node: Node) -> Expression:
        """Read a class expression."""
        if not isinstance(node, str):
            raise Malformed
        if not node.startswith("_:"):
            return self.class_name(node)
        if known := self.graph.known("Class", node):
            return cast("Expression", known)
        with self.inside():
            found = [each for each in OF_SETS if self.graph.has(node, each)]
            if self.graph.has(node, ON):
                if found:
                    raise Malformed
                made: Expression = self.restriction(node)
            elif len(found) == 1:
                made = self.of_sets(found[0], self.graph.the(node, found[0]))
            else:
                raise Malformed
        self.graph.use_types(node, *EXPRESSION_TYPES)
        return self.graph.keep("Class", node, made)

    def class_name(self, iri: str) -> Named:
        """Read the name of a class."""
        if found := self.class_names.get(iri):
            return found
        if iri not in (THING, NOTHING) and (iri.startswith(NO_NAME) or self.kinds.is_datatype(iri)):
            raise Malformed
        return self.class_names.setdefault(iri, self.named(iri))

    def of_sets(self, predicate: str, value: Node) -> Expression:
        """Read what a class is the intersection, union or complement of, or which individuals are in it (table 13)."""
        if predicate not in (INTERSECTION, UNION, ONE_OF):
            return Complement(self.class_(value))
        members = self.graph.members(value)
        if not members:
            return self.named(THING if predicate == INTERSECTION else NOTHING)
        if predicate == ONE_OF:
            return OneOf(tuple(self.individual(each) for each in members))
        operands = tuple(self.class_(each) for each in members)
        return operands[0] if len(operands) == 1 else Junction("and" if predicate == INTERSECTION else "or", operands)

    def restriction(self, node: str) -> Expression:
        """Read a restriction (tables 13 to 15)."""
        on = self.graph.the(node, ON)
        found = [each for each in OF_RESTRICTIONS if self.graph.has(node, each)]
        if len(found) != 1:
            raise Malformed
        word, value = found[0], self.graph.the(node, found[0])
        if word in QUANTIFIED:
            quantifier = cast("Quantifier", QUANTIFIED[word])
            if self.is_on_data(on, self.kinds.is_data_range(value)):
                return DataRestriction(self.data_property(on), quantifier, self.data_range(value))
            return Restriction(self.relation(on), quantifier, self.class_(value))
        if word == VALUE:
            if self.is_on_data(on, isinstance(value, Literal)):
                return DataRestriction(self.data_property(on), "value", self.literal(value))
            return Restriction(self.relation(on), "value", self.individual(value))
        if word == SELF:
            if not (isinstance(value, Literal) and value.text in ("true", "1")):
                raise Malformed
            return HasSelf(self.relation(on))
        return self.counted(node, on, word, value)

    def counted(self, node: str, on: Node, word: str, value: Node) -> Expression:
        """Read how many there are of something."""
        quantifier = cast("Quantifier", UNQUALIFIED.get(word) or QUALIFIED[word])
        number = self.number(value)
        if word in UNQUALIFIED:
            if self.is_on_data(on, False):
                return DataRestriction(self.data_property(on), quantifier, self.named(LITERAL), number)
            return Restriction(self.relation(on), quantifier, self.named(THING), number)
        if self.graph.has(node, ON_CLASS) == self.graph.has(node, ON_RANGE):
            raise Malformed
        if self.graph.has(node, ON_RANGE):
            filler = self.data_range(self.graph.the(node, ON_RANGE))
            return DataRestriction(self.data_property(on), quantifier, filler, number)
        return Restriction(self.relation(on), quantifier, self.class_(self.graph.the(node, ON_CLASS)), number)

    def number(self, node: Node) -> int:
        """Read a count; documents give it any type of number."""
        found = COUNT.fullmatch(node.text) if isinstance(node, Literal) else None
        if found is None:
            raise Malformed
        return int(found[1])

    def is_on_data(self, on: Node, filled_with_data: bool) -> bool:
        """Tell whether a restriction is on data; its filler decides where the property may be either."""
        if on in self.kinds.of[DATA] and self.kinds.is_relation(on):
            return filled_with_data
        return on in self.kinds.of[DATA]
