"""Which sort of page a thing has."""

from __future__ import annotations

from lifonto.finding.called import REFERENCES, STATEMENTS, TERMS
from sparql_server.pages.addresses import names
from sparql_server.pages.asking import ask, node
from sparql_server.pages.model.things import role
from sparql_server.pages.shell import site


def folder_of(iri: str) -> str:
    """Return where *iri* has its page."""
    subject, source, me = role("subject"), role("source"), node(iri)
    if not (subject and source):
        return TERMS
    publication = names().iri(site().kinds.get("publication", ""))
    found = ask(
        f"""SELECT ?is WHERE {{ {{ {me} <{subject}> ?o BIND ('{STATEMENTS}' AS ?is) }}
        UNION {{ ?s <{source}> {me} BIND ('{REFERENCES}' AS ?is) }}
        UNION {{ {me} a {node(publication)} BIND ('{REFERENCES}' AS ?is) }} }} LIMIT 1"""
    )
    return found[0].text("is") if found else TERMS
