"""RDF/XML with an element of its own type for each thing, and what has no name inside what it belongs to.

``<owl:Class>`` holds ``<owl:Restriction>``, as the OWL API writes it: readers that go by the names of elements, such as
pronto, find nothing in flat descriptions. The order is that of names and contents, so the bytes are steady.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from lifonto.errors import LifontoError
from lifonto.reason.values.vocabulary import OWL, RDF, RDFS, XSD

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Resource = ox.NamedNode | ox.BlankNode
LOCAL = re.compile(r"[A-Za-z_][\w.-]*$")
PLAIN = {f"{XSD}string", f"{RDF}langString"}
NIL = ox.NamedNode(f"{RDF}nil")
FIRST, REST, TYPE = (ox.NamedNode(RDF + name) for name in ("first", "rest", "type"))
OBO = "http://purl.obolibrary.org/obo/"
ORDER = ("Ontology", "AnnotationProperty", "ObjectProperty", "DatatypeProperty", "Class", "NamedIndividual")


def rdfxml(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> bytes:
    """Write *triples* as RDF/XML; raises LifontoError where a property's IRI has no end that XML can name."""
    return _Writer(triples, prefixes).document().encode()


class _Writer:
    def __init__(self, triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> None:
        self.said: dict[Resource, list[tuple[ox.NamedNode, Term]]] = {}
        self.used: Counter[Term] = Counter()
        for triple in triples:
            subject, predicate, value = triple.subject, triple.predicate, triple.object
            assert not isinstance(subject, ox.Triple)
            self.said.setdefault(subject, []).append((predicate, value))
            if isinstance(value, ox.BlankNode):
                self.used[value] += 1
        self.spaces = {iri: prefix for prefix, iri in {"rdf": RDF, "owl": OWL, "rdfs": RDFS, "obo": OBO}.items()}
        self.known = sorted(((iri, prefix) for prefix, iri in prefixes.items() if iri), key=lambda each: -len(each[0]))
        self.written: set[Resource] = set()

    def document(self) -> str:
        tops = [each for each in self.said if not self.is_inside(each)]
        parts = [self.element(each, 1) for each in sorted(tops, key=self.place) if isinstance(each, ox.NamedNode)]
        parts += sorted(self.element(each, 1) for each in tops if isinstance(each, ox.BlankNode))
        rest = [each for each in self.said if each not in self.written]  # blank nodes that go round in a circle
        parts += [self.element(each, 1) for each in rest]
        spaces = "\n".join(f"    xmlns:{name}={quoteattr(iri)}" for iri, name in sorted(self.spaces.items()))
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF\n{spaces}>\n{"".join(parts)}</rdf:RDF>\n'

    def is_inside(self, node: Resource) -> bool:
        """Tell whether *node* is written where it is used: it has no name, and is used once."""
        return isinstance(node, ox.BlankNode) and self.used[node] == 1

    def place(self, node: Resource) -> tuple[int, str]:
        kind = self.kind(node)
        local = kind.value.removeprefix(OWL) if kind else ""
        return (ORDER.index(local) if local in ORDER else len(ORDER)), node.value

    def kind(self, node: Resource) -> ox.NamedNode | None:
        """Return the type that *node* is written under: one of OWL's where it has one."""
        found = [o for p, o in self.said.get(node, ()) if p == TYPE and isinstance(o, ox.NamedNode)]
        named = [each for each in found if LOCAL.search(each.value)]
        first = sorted(named, key=lambda each: (not each.value.startswith((OWL, RDFS)), self.rank(each), each.value))
        return first[0] if first else None

    def rank(self, kind: ox.NamedNode) -> int:
        local = kind.value.removeprefix(OWL)
        return ORDER.index(local) if local in ORDER else len(ORDER)

    def element(self, node: Resource, depth: int) -> str:
        """Write *node* with what is said of it."""
        self.written.add(node)
        kind, pad = self.kind(node), "  " * depth
        name = self.name(kind.value) if kind else "rdf:Description"
        said = [(p, o) for p, o in self.said.get(node, ()) if not (p == TYPE and o == kind)]
        lines = "".join(sorted(self.property(p, o, depth + 1) for p, o in said))
        begun = f"{pad}<{name}{self.about(node)}"
        return f"{begun}>\n{lines}{pad}</{name}>\n" if lines else f"{begun}/>\n"

    def about(self, node: Resource) -> str:
        if isinstance(node, ox.NamedNode):
            return f" rdf:about={quoteattr(node.value)}"
        return "" if self.is_inside(node) or not self.used[node] else f' rdf:nodeID="{node.value}"'

    def property(self, predicate: ox.NamedNode, value: Term, depth: int) -> str:
        name, pad = self.name(predicate.value), "  " * depth
        if isinstance(value, ox.Literal):
            return f"{pad}<{name}{mark(value)}>{escape(value.value, {chr(13): '&#13;'})}</{name}>\n"
        if isinstance(value, ox.NamedNode):
            return f"{pad}<{name} rdf:resource={quoteattr(value.value)}/>\n"
        assert isinstance(value, ox.BlankNode)
        if not self.is_inside(value) or value in self.written:
            return f'{pad}<{name} rdf:nodeID="{value.value}"/>\n'
        items = self.items(value)
        if items is not None:
            inside = "".join(self.item(each, depth + 1) for each in items)
            return f'{pad}<{name} rdf:parseType="Collection">\n{inside}{pad}</{name}>\n'
        return f"{pad}<{name}>\n{self.element(value, depth + 1)}{pad}</{name}>\n"

    def item(self, node: Resource, depth: int) -> str:
        if isinstance(node, ox.BlankNode):
            return self.element(node, depth)
        return f"{'  ' * depth}<rdf:Description rdf:about={quoteattr(node.value)}/>\n"

    def items(self, node: Term) -> list[Resource] | None:
        """Return the members of the list that begins at *node*; None where it is none, or not one that XML can show."""
        items: list[Resource] = []
        cells: list[Resource] = []
        while node != NIL:
            if not isinstance(node, ox.BlankNode) or not self.is_inside(node) or node in cells:
                return None
            cell = self.said.get(node, [])
            said = dict(cell)
            first = said.get(FIRST)
            fits = set(said) == {FIRST, REST} and len(cell) == 2 and isinstance(first, ox.NamedNode | ox.BlankNode)
            if not fits or (isinstance(first, ox.BlankNode) and not self.is_inside(first)):
                return None
            assert isinstance(first, ox.NamedNode | ox.BlankNode)
            items.append(first)
            cells.append(node)
            node = said[REST]
        self.written.update(cells)
        return items

    def name(self, iri: str) -> str:
        """Return the qualified name of *iri*, with a prefix that is known or made up."""
        start = next((known for known, _ in self.known if iri.startswith(known) and LOCAL.match(iri, len(known))), "")
        local = LOCAL.search(iri)
        if not local:
            raise LifontoError(f"RDF/XML cannot write the property {iri}: its IRI ends in no name")
        space = start or (OBO if iri.startswith(OBO) and LOCAL.match(iri, len(OBO)) else iri[: local.start()])
        if space not in self.spaces:
            self.spaces[space] = self.prefix(space)
        return f"{self.spaces[space]}:{iri[len(space) :]}"

    def prefix(self, space: str) -> str:
        known = next((prefix for iri, prefix in self.known if iri == space), "")
        taken = set(self.spaces.values())
        if re.fullmatch(r"[A-Za-z_][\w-]*", known) and known not in taken:
            return known
        return next(f"ns{number}" for number in range(1, len(taken) + 2) if f"ns{number}" not in taken)


def mark(value: ox.Literal) -> str:
    """Return the attribute with the language or datatype of *value*."""
    if value.language:
        return f' xml:lang="{value.language}"'
    return "" if value.datatype.value in PLAIN else f" rdf:datatype={quoteattr(value.datatype.value)}"
