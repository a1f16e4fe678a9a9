"""Names, values and expressions as the terms of N-Triples; what has parts is a blank node that they hang on.

OWL 2 Mapping to RDF Graphs §2.1, Table 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count

from lifonto.reason.values.axioms import Part
from lifonto.reason.values.expressions import (
    Complement,
    DataComplement,
    DataJunction,
    DataRestriction,
    Facets,
    HasSelf,
    Inverse,
    Junction,
    Literal,
    Named,
    OneOf,
    Restriction,
    Values,
)
from lifonto.reason.values.functional import JUNCTIONS, QUANTIFIERS
from lifonto.reason.values.vocabulary import LITERAL, OWL, RDF, RDFS, THING, XSD

NIL, FIRST, REST, TYPE = (f"<{RDF}{each}>" for each in ("nil", "first", "rest", "type"))
UNTYPED = {f"{XSD}string", f"{RDF}PlainLiteral", f"{RDF}langString", ""}
ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})
CARDINALITIES = {
    "min": ("minCardinality", "minQualifiedCardinality"),
    "max": ("maxCardinality", "maxQualifiedCardinality"),
    "exactly": ("cardinality", "qualifiedCardinality"),
}


def first_small(word: str) -> str:
    """Return *word* with a small first letter."""
    return word[0].lower() + word[1:]


def iri_of(iri: str) -> str:
    """Write the name *iri*."""
    return f"<{iri}>"


def literal(value: Literal) -> str:
    """Write a data value."""
    text = f'"{value.text.translate(ESCAPES)}"'
    if value.language:
        return f"{text}@{value.language}"
    return text if value.datatype in UNTYPED else f"{text}^^<{value.datatype}>"


def value_of(nodes: Nodes, value: str | Literal) -> str:
    """Write the value of an annotation."""
    return literal(value) if isinstance(value, Literal) else nodes.name(value)


class Nodes:
    """The terms of one document; the triples of those that have parts wait until they are ``taken``."""

    def __init__(self) -> None:
        self.numbers, self.unnamed = count(), dict[str, str]()
        self.waiting: list[tuple[str, str, str]] = []

    def taken(self) -> Iterator[tuple[str, str, str]]:
        """Yield the triples that wait, and forget them."""
        yield from self.waiting
        self.waiting.clear()

    def fresh(self, sort: str = "node") -> str:
        """Return a new blank node."""
        return f"_:{sort}{next(self.numbers)}"

    def name(self, name: str) -> str:
        """Return the term of an IRI, or of an individual without a name."""
        if not name.startswith("_:"):
            return f"<{name}>"
        if name not in self.unnamed:
            self.unnamed[name] = self.fresh("individual")
        return self.unnamed[name]

    def described(self, kind: str, of: Mapping[str, str]) -> str:
        """Return a new node of *kind*; *of* are its other triples, words of OWL and terms."""
        node = self.fresh()
        self.waiting.append((node, TYPE, f"<{kind}>"))
        self.waiting.extend((node, f"<{OWL}{word}>", term) for word, term in of.items())
        return node

    def listed(self, parts: Iterable[Part]) -> str:
        """Return the list of *parts*."""
        return self.list_of([self.node(each) for each in parts])

    def list_of(self, terms: list[str]) -> str:
        """Return the list of *terms*."""
        rest = NIL
        for term in reversed(terms):
            node = self.fresh("list")
            self.waiting += ((node, FIRST, term), (node, REST, rest))
            rest = node
        return rest

    def node(self, part: Part) -> str:
        """Return the term of *part*."""
        match part:
            case Named(name):
                return self.name(name)
            case Literal():
                return literal(part)
            case Restriction() | DataRestriction():
                return self.restriction(part)
            case Inverse(of):
                node = self.fresh()
                self.waiting.append((node, f"<{OWL}inverseOf>", self.name(of.name)))
                return node
            case HasSelf(relation):
                of_self = {"onProperty": self.node(relation), "hasSelf": f'"true"^^<{XSD}boolean>'}
                return self.described(f"{OWL}Restriction", of_self)
            case Facets(datatype, limits):
                return self.facets(datatype, limits)
        return self.composed(part)

    def composed(self, part: Part) -> str:
        """Return the node of what is composed of classes or of data ranges."""
        match part:
            case Junction(word, operands):
                return self.described(f"{OWL}Class", {first_small(JUNCTIONS[word]): self.listed(operands)})
            case DataJunction(word, operands):
                return self.described(f"{RDFS}Datatype", {first_small(JUNCTIONS[word]): self.listed(operands)})
            case Complement(operand):
                return self.described(f"{OWL}Class", {"complementOf": self.node(operand)})
            case DataComplement(operand):
                return self.described(f"{RDFS}Datatype", {"datatypeComplementOf": self.node(operand)})
            case OneOf(individuals):
                return self.described(f"{OWL}Class", {"oneOf": self.listed(individuals)})
            case Values(literals):
                return self.described(f"{RDFS}Datatype", {"oneOf": self.listed(literals)})
        raise TypeError(part)

    def restriction(self, part: Restriction | DataRestriction) -> str:
        """Return the node of a restriction."""
        of, number = {"onProperty": self.node(part.relation)}, f'"{part.number}"^^<{XSD}nonNegativeInteger>'
        if part.number is None:
            of[first_small(QUANTIFIERS[part.quantifier])] = self.node(part.filler)
        elif part.filler in (Named(THING), Named(LITERAL)):
            of[CARDINALITIES[part.quantifier][0]] = number
        else:
            of[CARDINALITIES[part.quantifier][1]] = number
            of["onClass" if isinstance(part, Restriction) else "onDataRange"] = self.node(part.filler)
        return self.described(f"{OWL}Restriction", of)

    def facets(self, datatype: Named, limits: Iterable[tuple[str, Literal]]) -> str:
        """Return the node of the values of *datatype* within *limits*."""
        found = []
        for facet, limit in limits:
            node = self.fresh()
            self.waiting.append((node, f"<{facet}>", literal(limit)))
            found.append(node)
        of = {"onDatatype": self.name(datatype.name), "withRestrictions": self.list_of(found)}
        return self.described(f"{RDFS}Datatype", of)
