"""RDF/XML with an element of its own type for each thing, and what has no name inside what it belongs to.

``<owl:Class>`` holds ``<owl:Restriction>``, as the OWL API writes it: readers that go by the names of elements, such as
pronto, find nothing in flat descriptions. The order is that of names and contents, so the bytes are steady.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from lifonto.errors import LifontoError
from lifonto.exchange.losses import Losses
from lifonto.reason.values.vocabulary import OWL, RDF, RDFS, XSD

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Resource = ox.NamedNode | ox.BlankNode
Said = dict[Resource, list[tuple[ox.NamedNode, Term]]]
LOCAL = re.compile(r"[A-Za-z_][\w.-]*$")
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0 §2.2
PLAIN = {f"{XSD}string", f"{RDF}langString"}
NIL = ox.NamedNode(f"{RDF}nil")
FIRST, REST, TYPE = (ox.NamedNode(RDF + name) for name in ("first", "rest", "type"))
OBO = "http://purl.obolibrary.org/obo/"
REPEATING = {ox.NamedNode(OWL + name) for name in ("annotatedSource", "annotatedTarget")}
ORDER = ("Ontology", "AnnotationProperty", "ObjectProperty", "DatatypeProperty", "Class", "NamedIndividual")


def rdfxml(triples: Iterable[ox.Triple], prefixes: Mapping[str, str], losses: Losses | None = None) -> bytes:
    """Write *triples* as RDF/XML; raises LifontoError where a property's IRI has no end that XML can name.

    What no XML can hold comes out as U+FFFD, and is told in *losses*.
    """
    said: Said = {}
    for each in triples:
        assert not isinstance(each.subject, ox.Triple)
        if losses and isinstance(each.object, ox.Literal) and NO_XML.search(each.object.value):
            losses.lose("texts with characters that XML does not allow, for which U+FFFD stands", str(each))
        said.setdefault(each.subject, []).append((each.predicate, each.object))
    return _Writer(said, Places(said), prefixes).document().encode()


class Places:
    """Where each node without a name is written: inside the one that uses it, unless several do, or at the top."""

    def __init__(self, said: Said) -> None:
        self.said = said
        self.uses: dict[Term, list[tuple[Resource, ox.NamedNode]]] = {}
        for subject, pairs in said.items():
            for predicate, value in pairs:
                if isinstance(value, ox.BlankNode):
                    self.uses.setdefault(value, []).append((subject, predicate))
        self.home = {node: home for node, uses in self.uses.items() if (home := self.of(uses))}
        self.names: dict[Term, str] = {}
        self.stems: Counter[str] = Counter()
        self.break_circles()

    def of(self, uses: list[tuple[Resource, ox.NamedNode]]) -> tuple[Resource, ox.NamedNode] | None:
        """Return the only use that is no annotation of an axiom, which repeats what the axiom itself uses."""
        own = uses if len(uses) == 1 else [each for each in uses if each[1] not in REPEATING]
        return own[0] if len(own) == 1 else None

    def break_circles(self) -> None:
        """Take out of its place one node of each circle, as a circle would be written nowhere."""
        inside: dict[Term, list[Term]] = {}
        for node, (subject, _) in self.home.items():
            inside.setdefault(subject, []).append(node)
        pending: list[Term] = [each for each in self.said if each not in self.home]
        reached: set[Term] = set(pending)
        waiting = sorted((each for each in self.said if each in self.home), key=str)
        while True:
            while pending:
                found = [each for each in inside.get(pending.pop(), ()) if each not in reached]
                reached.update(found)
                pending += found
            left = next((each for each in waiting if each not in reached), None)
            if left is None:
                return
            del self.home[left]
            reached.add(left)
            pending.append(left)

    def is_inside(self, node: Term, subject: Resource, predicate: ox.NamedNode) -> bool:
        """Tell whether *node* is written where *subject* has it for *predicate*."""
        return self.home.get(node) == (subject, predicate)

    def name(self, node: Term) -> str:
        """Return a name that another change of the graph does not change, or nothing where none is wanted."""
        wanted = len(self.uses.get(node, ())) - (node in self.home)
        if wanted and node not in self.names:
            where = " ".join(map(str, self.home.get(node, ())[:1]))
            stem = "b" + hashlib.sha256(f"{where} {self.content(node, ())}".encode()).hexdigest()[:16]
            self.stems[stem] += 1
            self.names[node] = stem if self.stems[stem] == 1 else f"{stem}n{self.stems[stem]}"
        return self.names[node] if wanted else ""

    def content(self, node: Term, above: tuple[Term, ...]) -> str:
        """Return the statements about *node* as text, in which blank nodes have no names."""
        if not isinstance(node, ox.BlankNode):
            return str(node)
        if node in above:
            return "_"
        inside = (f"{p} {self.content(o, (*above, node))}" for p, o in self.said.get(node, ()))
        return f"[{'; '.join(sorted(inside))}]"


class _Writer:
    def __init__(self, said: Said, places: Places, prefixes: Mapping[str, str]) -> None:
        self.said, self.places = said, places
        self.spaces = {iri: prefix for prefix, iri in {"rdf": RDF, "owl": OWL, "rdfs": RDFS, "obo": OBO}.items()}
        self.known = sorted(((iri, prefix) for prefix, iri in prefixes.items() if iri), key=lambda each: -len(each[0]))

    def document(self) -> str:
        tops = [each for each in self.said if each not in self.places.home]
        parts = [self.element(each, 1) for each in sorted(tops, key=self.place) if isinstance(each, ox.NamedNode)]
        parts += sorted(self.element(each, 1) for each in tops if isinstance(each, ox.BlankNode))
        spaces = "\n".join(f"    xmlns:{name}={quoteattr(iri)}" for iri, name in sorted(self.spaces.items()))
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF\n{spaces}>\n{"".join(parts)}</rdf:RDF>\n'

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
        """Write *node* with the statements about it."""
        kind, pad = self.kind(node), "  " * depth
        name = self.name(kind.value) if kind else "rdf:Description"
        said = [(p, o) for p, o in self.said.get(node, ()) if not (p == TYPE and o == kind)]
        lines = "".join(sorted(self.property(node, p, o, depth + 1) for p, o in said))
        begun = f"{pad}<{name}{self.about(node)}"
        return f"{begun}>\n{lines}{pad}</{name}>\n" if lines else f"{begun}/>\n"

    def about(self, node: Resource) -> str:
        if isinstance(node, ox.NamedNode):
            return f" rdf:about={quoteattr(node.value)}"
        name = self.places.name(node)
        return f' rdf:nodeID="{name}"' if name else ""

    def property(self, subject: Resource, predicate: ox.NamedNode, value: Term, depth: int) -> str:
        name, pad = self.name(predicate.value), "  " * depth
        if isinstance(value, ox.Literal):
            text = escape(NO_XML.sub("\ufffd", value.value), {"\r": "&#13;"})
            return f"{pad}<{name}{mark(value)}>{text}</{name}>\n"
        if isinstance(value, ox.NamedNode):
            return f"{pad}<{name} rdf:resource={quoteattr(value.value)}/>\n"
        assert isinstance(value, ox.BlankNode)
        if not self.places.is_inside(value, subject, predicate):
            return f'{pad}<{name} rdf:nodeID="{self.places.name(value)}"/>\n'
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
        seen = {node}
        while node != NIL:
            cell = self.said.get(node, []) if isinstance(node, ox.BlankNode) else []
            said = dict(cell)
            first, rest = said.get(FIRST), said.get(REST)
            if len(cell) != 2 or not isinstance(first, ox.NamedNode | ox.BlankNode) or rest is None or rest in seen:
                return None
            assert isinstance(node, ox.BlankNode)
            blank = [(o, p) for p, o in cell if isinstance(o, ox.BlankNode)]
            if self.places.name(node) or not all(self.places.is_inside(o, node, p) for o, p in blank):
                return None
            items.append(first)
            seen.add(rest)
            node = rest
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
