"""What the things that are served are called: labels, synonyms, identifiers here and elsewhere, and sentences."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator

from lifonto.finding.called import (
    CITED,
    ELSEWHERE,
    IDENTIFIER,
    LABEL,
    REFERENCES,
    RELATED,
    STATEMENTS,
    SYNONYM,
    TERMS,
    Called,
)
from sparql_server.pages.addresses import Names, local_name
from sparql_server.site import Site

OBOINOWL, SKOS = "http://www.geneontology.org/formats/oboInOwl#", "http://www.w3.org/2004/02/skos/core#"
RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
CALLED = {
    RDFS_LABEL: LABEL,
    f"{SKOS}prefLabel": LABEL,
    "http://purl.org/dc/terms/title": LABEL,
    "http://purl.org/dc/elements/1.1/title": LABEL,
    "http://xmlns.com/foaf/0.1/name": LABEL,
    "https://schema.org/name": LABEL,
    "http://schema.org/name": LABEL,
    f"{OBOINOWL}hasExactSynonym": SYNONYM,
    f"{SKOS}altLabel": SYNONYM,
    "http://purl.obolibrary.org/obo/IAO_0000118": SYNONYM,
    f"{OBOINOWL}hasRelatedSynonym": RELATED,
    f"{OBOINOWL}hasNarrowSynonym": RELATED,
    f"{OBOINOWL}hasBroadSynonym": RELATED,
    f"{SKOS}hiddenLabel": RELATED,
    f"{SKOS}exactMatch": ELSEWHERE,
    f"{SKOS}narrowMatch": ELSEWHERE,
    "http://www.w3.org/2002/07/owl#sameAs": ELSEWHERE,
    f"{OBOINOWL}hasDbXref": ELSEWHERE,
    f"{OBOINOWL}hasAlternativeId": ELSEWHERE,
}
MOST = 2_000_000  # names; what lies beyond is not found by name
SHORTEST = 4  # digits of a number that identifies something by itself
Asked = Callable[[str], Iterable[list[str]]]  # a query to rows of texts, an IRI in angle brackets


def called(ask: Asked, names: Names, site: Site) -> Iterator[Called]:
    """Yield every name of every thing that *ask* tells of, each once."""
    folders = folders_of(ask, names, site)
    weights = {iri_of(row[0]): math.log2(1 + int(row[1])) for row in ask(POINTED_AT)}
    seen: set[tuple[str, str]] = set()
    labelled: set[str] = set()

    def one(iri: str, name: str, by: str) -> Iterator[Called]:
        name = " ".join(name.split())[:400]
        if name and (iri, name.casefold()) not in seen:
            seen.add((iri, name.casefold()))
            yield Called(iri, name, by, folders.get(iri, TERMS), round(weights.get(iri, 0)))

    for subject, predicate, value in ask(NAMED.format(route=names.iri(site.roles.get("route", "")) or RDFS_LABEL)):
        iri, by = iri_of(subject), CALLED.get(iri_of(predicate), LABEL)
        labelled |= {iri} if by == LABEL else set()
        for name in ways(value, names) if by == ELSEWHERE else [value]:
            yield from one(iri, name, by)
    for iri, citation in citations(ask, names, site):
        yield from one(iri, citation, CITED)
    for (subject,) in ask(SUBJECTS):
        iri = iri_of(subject)
        if iri not in labelled:
            yield from one(iri, local_name(iri), LABEL)
        for name in ways(subject, names):
            if not (folders.get(iri) == STATEMENTS and "/" in name):  # nobody writes that
                yield from one(iri, name, IDENTIFIER)


VALUES = " ".join(f"<{each}>" for each in CALLED)
NAMED = f"""SELECT ?s ?p ?o WHERE {{{{ VALUES ?p {{{{ {VALUES} <{{route}}> }}}} ?s ?p ?o FILTER (isIRI(?s)) }}}}
LIMIT {MOST}"""
POINTED_AT = "SELECT ?o (COUNT(*) AS ?n) WHERE { ?s ?p ?o FILTER (isIRI(?o)) } GROUP BY ?o"
SUBJECTS = f"SELECT DISTINCT ?s WHERE {{ ?s a ?kind FILTER (isIRI(?s)) }} LIMIT {MOST}"
MEMBERS = """SELECT DISTINCT ?s WHERE {{
  ?kind <http://www.w3.org/2000/01/rdf-schema#subClassOf>* <{kind}> . ?s a ?kind FILTER (isIRI(?s)) }}"""
ABOUT = "SELECT DISTINCT ?s WHERE {{ ?s <{subject}> ?any FILTER (isIRI(?s)) }}"
CITED_BY = "SELECT DISTINCT ?o WHERE {{ ?s <{source}> ?o FILTER (isIRI(?o)) }}"
WRITTEN_BY = (
    "SELECT ?s ?author ?year ?journal WHERE {{ ?s <{author}> ?author ; <{year}> ?year ; <{journal}> ?journal }}"
)


def folders_of(ask: Asked, names: Names, site: Site) -> dict[str, str]:
    """Return where statements and what they cite have their pages."""
    found: dict[str, str] = {}
    if kind := names.iri(site.kinds.get("publication", "")):
        found |= {iri_of(row[0]): REFERENCES for row in ask(MEMBERS.format(kind=kind))}
    if source := names.iri(site.roles.get("source", "")):
        found |= {iri_of(row[0]): REFERENCES for row in ask(CITED_BY.format(source=source))}
    if subject := names.iri(site.roles.get("subject", "")):
        found |= {iri_of(row[0]): STATEMENTS for row in ask(ABOUT.format(subject=subject))}
    return found


def citations(ask: Asked, names: Names, site: Site) -> Iterator[tuple[str, str]]:
    """Yield references as papers cite them: author, year, journal."""
    places = {role: names.iri(site.roles.get(role, "")) for role in ("author", "year", "journal")}
    if all(places.values()):
        for subject, author, year, journal in ask(WRITTEN_BY.format(**places)):
            yield iri_of(subject), f"{author} {year} {journal}"


def iri_of(text: str) -> str:
    """Return the IRI in angle brackets."""
    return text[1:-1] if text.startswith("<") else text


def ways(value: str, names: Names) -> Iterator[str]:
    """Yield how people write an identifier: its CURIE, whose parts are words to the index; else its last part."""
    iri = iri_of(value)
    if curie := names.curie(iri) if iri != value else iri:
        yield curie
    elif len(local := local_name(iri)) >= SHORTEST or not local.isdecimal():
        yield local
