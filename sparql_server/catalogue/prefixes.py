"""The prefixes of a dataset: those its operator or its files declare, and well-known ones of namespaces in use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import pyoxigraph as ox

from lifonto.home import ontology_folder
from lifonto.tables.prefixes import Prefixes
from sparql_server.catalogue.partitions import Graph, ask

NAMESPACES = """SELECT ?namespace (COUNT(*) AS ?n) WHERE {
  { SELECT DISTINCT ?x WHERE { { ?x ?p ?o } UNION { ?s ?x ?o } UNION { ?s a ?x } FILTER(isIRI(?x)) } }
  BIND(REPLACE(STR(?x), "[^/#_]*$", "") AS ?namespace)
} GROUP BY ?namespace"""
OBO = re.compile(r"http://purl\.obolibrary\.org/obo/([A-Za-z]+)_")
DECLARED = re.compile(  # as Turtle and SPARQL, XML, functional syntax, OWL/XML and Manchester syntax do
    r"""(?:@prefix|\bprefix)\s+(?P<turtle>[\w.-]*):\s*<(?P<of_turtle>[^<>\s]+)>
    |\bxmlns:(?P<xml>[\w.-]+)\s*=\s*["'](?P<of_xml>[^"'&\s]+)["']
    |\bprefix\(\s*(?P<functional>[\w.-]*):\s*=\s*<(?P<of_functional>[^<>\s]+)>
    |<prefix\s+name="(?P<owx>[\w.-]*)"\s+iri="(?P<of_owx>[^"&\s]+)"
    |\bprefix:\s*(?P<manchester>[\w.-]*):\s*<(?P<of_manchester>[^<>\s]+)>""",
    re.IGNORECASE | re.VERBOSE,
)
SYNTAXES = ("turtle", "xml", "functional", "owx", "manchester")


def declared(start: bytes) -> dict[str, str]:
    """Return the prefixes that a document declares where it begins, which is *start*."""
    found: dict[str, str] = {}
    for match in DECLARED.finditer(start.decode(errors="replace")):
        for syntax in SYNTAXES:
            if match[f"of_{syntax}"]:
                found.setdefault(match[syntax], match[f"of_{syntax}"])
    return {name: iri for name, iri in found.items() if name and ":" in iri}


def prefixes(store: ox.Store, graphs: Sequence[Graph], said: Mapping[str, str]) -> dict[str, str]:
    """Return the prefixes *said*, and those of other namespaces in use that are known, each namespace once."""
    found = {row["namespace"].value for row in ask(store, NAMESPACES, graphs)}
    return in_use(found, {**obo(found), **well_known()}, said)


@cache
def well_known() -> Prefixes:
    """Return the prefixes that this project knows."""
    return Prefixes.read(ontology_folder() / "prefixes.tsv")


def in_use(namespaces: set[str], known: Mapping[str, str], said: Mapping[str, str]) -> dict[str, str]:
    """Return those of *said*, and of *known* the ones of *namespaces* that none of *said* has."""
    chosen, taken = dict(said), set(said.values())
    for name, iri in sorted(known.items()):
        if iri in namespaces and name not in chosen and iri not in taken:
            chosen[name] = iri
            taken.add(iri)
    return chosen


def obo(namespaces: Iterable[str]) -> dict[str, str]:
    """Return the prefixes of OBO ontologies: their namespaces tell them."""
    return {found[1]: each for each in namespaces if (found := OBO.fullmatch(each))}
