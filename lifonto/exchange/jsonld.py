"""JSON-LD 1.1 with a context that gives every property the name that people know it by."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

import pyoxigraph as ox

from lifonto.reason.values.vocabulary import OWL, RDF, RDFS, XSD

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
TYPE = f"{RDF}type"
STANDARD = {"rdf": RDF, "rdfs": RDFS, "owl": OWL, "xsd": XSD}
PREFIX = re.compile(r"[A-Za-z_][\w.-]*")
WORDS = re.compile(r"[A-Za-z0-9]+")


def jsonld(triples: Iterable[ox.Triple], prefixes: Mapping[str, str], labels: Mapping[str, str]) -> bytes:
    """Write *triples* as JSON-LD; the context stands in the document, so that it can be read anywhere."""
    nodes: dict[str, dict[str, list[Term]]] = {}
    for each in triples:
        nodes.setdefault(identifier(each.subject), {}).setdefault(each.predicate.value, []).append(each.object)
    properties = {name for said in nodes.values() for name in said} - {TYPE}
    taken = schemes(nodes)
    usable = {name: iri for name, iri in prefixes.items() if iri and PREFIX.fullmatch(name) and name not in taken}
    spaces = {**usable, **STANDARD}
    keys = keys_of(properties, labels, spaces)
    names = Names(spaces, set(keys.values()))
    graph = [node(about, said, keys, names) for about, said in sorted(nodes.items())]
    document = {"@context": context(spaces, keys), "@graph": graph}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def schemes(nodes: Mapping[str, Mapping[str, list[Term]]]) -> set[str]:
    """Return what the IRIs in *nodes* begin with: a prefix of that name would change them."""
    names = {*nodes, *(name for said in nodes.values() for name in said)}
    values = (each for said in nodes.values() for found in said.values() for each in found)
    names |= {identifier(each) for each in values if not isinstance(each, ox.Literal)}
    return {name.partition(":")[0] for name in names if "://" not in name}


def context(spaces: Mapping[str, str], keys: Mapping[str, str]) -> dict[str, Any]:
    """Return the context: what prefixes and *keys* stand for."""
    begun = {name: {"@id": iri, "@prefix": True} for name, iri in sorted(spaces.items())}
    return {"@version": 1.1, **begun, **{key: {"@id": iri} for iri, key in sorted(keys.items(), key=lambda e: e[1])}}


def keys_of(properties: Iterable[str], labels: Mapping[str, str], spaces: Mapping[str, str]) -> dict[str, str]:
    """Return a key for each property: its label in one word, or else the end of its IRI, if no other has that."""
    wanted: dict[str, list[str]] = {}
    for iri in sorted(properties):
        first, *others = WORDS.findall(labels.get(iri, "")) or [re.split("[/#]", iri)[-1]]
        wanted.setdefault(first + "".join(each.capitalize() for each in others), []).append(iri)
    return {iris[0]: key for key, iris in wanted.items() if len(iris) == 1 and key and key not in spaces}


class Names:
    """Writes IRIs short, where the prefix is one of *spaces* and no key is written like it."""

    def __init__(self, spaces: Mapping[str, str], keys: set[str]) -> None:
        self.spaces = sorted(spaces.items(), key=lambda each: -len(each[1]))
        self.keys = keys

    def __call__(self, iri: str) -> str:
        """Return *iri* with a prefix, or as it is."""
        for name, start in self.spaces:
            rest = iri.removeprefix(start)
            if rest != iri and rest and not rest.startswith("//") and name not in self.keys:
                return f"{name}:{rest}"
        return iri


def node(about: str, said: Mapping[str, list[Term]], keys: Mapping[str, str], names: Names) -> dict[str, Any]:
    """Write what is *said* of one thing."""
    written: dict[str, Any] = {"@id": short(about, names)}
    kinds = [value for value in said.get(TYPE, ()) if not isinstance(value, ox.Literal)]
    if kinds:
        written["@type"] = sorted(short(identifier(each), names) for each in kinds)
    for name, values in sorted(said.items(), key=lambda each: keys.get(each[0], each[0])):
        others = [each for each in values if name != TYPE or isinstance(each, ox.Literal)]
        if others:
            found = sorted((value_of(each, names) for each in others), key=lambda each: json.dumps(each))
            written[keys.get(name) or names(name)] = found[0] if len(found) == 1 else found
    return written


def value_of(term: Term, names: Names) -> Any:
    """Write what stands on the right of a property."""
    if not isinstance(term, ox.Literal):
        return {"@id": short(identifier(term), names)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    datatype = term.datatype.value
    return term.value if datatype == f"{XSD}string" else {"@value": term.value, "@type": names(datatype)}


def identifier(term: Term) -> str:
    """Return the IRI of *term*, or the mark of one that has no name."""
    return str(term) if isinstance(term, ox.BlankNode) else getattr(term, "value", str(term))


def short(name: str, names: Names) -> str:
    """Write a name with its prefix; what has no name keeps its mark."""
    return name if name.startswith("_:") else names(name)
