"""What terms are called, and which page is about each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sparql_server.pages.addresses import names
from sparql_server.pages.asking import node, nodes
from sparql_server.pages.query.trial import Trial
from sparql_server.views.service import service

LABELS = "<http://www.w3.org/2000/01/rdf-schema#label>|<http://www.w3.org/2004/02/skos/core#prefLabel>"
AT_ONCE = 500  # terms in one question
FOLDERS = {"statement": "statements", "publication": "references"}


@dataclass(frozen=True)
class Called:
    """The label of a term, if it has one, and the folder of its page."""

    label: str = ""
    folder: str = "terms"


def called(iris: Iterable[str], trial: Trial) -> dict[str, Called]:
    """Return what *iris* are called, as far as the time of *trial* goes."""
    kinds = service().settings.site.kinds
    folders = {names().iri(kinds[kind]): folder for kind, folder in FOLDERS.items() if kind in kinds}
    found: dict[str, Called] = {}
    every = list(dict.fromkeys(iris))
    for start in range(0, len(every), AT_ONCE):
        terms = nodes(every[start : start + AT_ONCE])
        kind = f"OPTIONAL {{ VALUES ?kind {{ {nodes(folders)} }} ?term a ?kind }}" if folders else ""
        query = (
            f"SELECT ?term ?label ?kind {{ VALUES ?term {{ {terms} }} OPTIONAL {{ ?term {LABELS} ?label }} {kind} }}"
        )
        for row in trial.rows(query) or []:
            folder = folders.get(row.text("kind"), "terms")
            before = found.get(row.text("term"))
            if before is None or prefers(row["label"].language):
                found[row.text("term")] = Called(row.text("label"), folder)
    return found


def prefers(language: str) -> bool:
    """Tell whether a label in *language* is taken before others."""
    return language in ("", "en")


def in_query(iri: str) -> str:
    """Return *iri* as a query may have it: by a prefix that is known here, or in full."""
    curie = names().curie(iri)
    prefix, _, local = curie.partition(":")
    is_plain = bool(local) and local.replace("_", "").replace("-", "").isalnum() and prefix in names().iris
    return curie if is_plain else node(iri)
