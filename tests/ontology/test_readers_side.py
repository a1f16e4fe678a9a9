"""What readers need of the release: short names, themes, pathways, and checks that see each way to get them wrong."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

from lifonto.ask.checks import checks, violations
from lifonto.ask.store import Store, bare, open_store, release_sources, table

ONTOLOGY = Path(__file__).parents[2] / "ontology"
SOUND = (Path(__file__).parent / "checks" / "sound.ttl").read_text(encoding="utf-8")
ASSERTED = ox.NamedNode("https://w3id.org/lifonto/graph/asserted")
CHECKS = checks(ONTOLOGY)
LIF = ' ; IAO:0000118 "LIF"'
CELL = 'rdfs:label "embryonic stem cell"'
THEME = 'dcterms:subject "identity"'
STANDING = 'LIFO:0000002 "verified"'
PREFIXES = """
PREFIX LIFO: <https://w3id.org/lifonto/LIFO_> PREFIX IAO: <http://purl.obolibrary.org/obo/IAO_>
PREFIX biolink: <https://w3id.org/biolink/vocab/> PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
EACH_TERM = """SELECT DISTINCT ?term ?symbol WHERE {
  ?record a/rdfs:subClassOf? LIFO:0000100 ; biolink:subject|biolink:object|biolink:anatomical_context_qualifier ?term
  FILTER(isIRI(?term)) OPTIONAL { ?term IAO:0000118 ?symbol } }"""
EACH_THEME = """SELECT ?record ?theme WHERE {
  ?record a/rdfs:subClassOf? LIFO:0000100 ; biolink:predicate ?relation ; dcterms:source ?source
  OPTIONAL { ?record dcterms:subject ?theme } }"""
NAMED = {
    "PR:000013449": "SHP2",
    "LIFO:0001000": "JAK1",
    "PR:000001868": "gp130",
    "PR:000001876": "LIFR",
    "UniProtKB:P09056": "mouse LIF",
    "LIFO:0002000": "mouse ES cell",
}


@pytest.fixture(scope="module")
def release() -> Store:
    return open_store(release_sources(ONTOLOGY))


def asked(store: Store, text: str) -> list[tuple[str, ...]]:
    return [tuple(bare(cell or "") for cell in row) for row in table(store, PREFIXES + text).rows]


@pytest.mark.parametrize(
    ("old", "new", "check"),
    [
        (LIF, ' ; IAO:0000118 "a name that takes 26 signs"', "display_symbol_unfit"),
        (LIF, ' ; IAO:0000118 " LIF"', "display_symbol_unfit"),
        (LIF, ' ; IAO:0000118 "LIF" , "HILDA"', "display_symbol_unfit"),
        (LIF, ' ; IAO:0000118 "Embryonic stem cell"', "display_symbol_shared"),
        (CELL, CELL + ' ; IAO:0000118 "LIF"', "display_symbol_shared"),
        (CELL, 'rdfs:label "ES_CELL"', "display_symbol_missing"),
        (THEME, THEME + ' , "names"', "statement_without_theme"),
        (THEME, 'dcterms:subject "a theme of more words than fit"', "theme_unfit"),
        (THEME, 'dcterms:subject "Identity"', "theme_unfit"),
        (STANDING, STANDING + " ; LIFO:0000018 LIFO:0009001", "drawn_edge_without_pathway"),
    ],
)
def test_each_way_to_go_wrong_is_told_by_its_check_alone(old: str, new: str, check: str) -> None:
    assert old in SOUND
    store = ox.Store()
    store.load(SOUND.replace(old, new, 1).encode(), format=ox.RdfFormat.TURTLE, to_graph=ASSERTED)
    assert {violation.check.name for violation in violations(store, CHECKS)} == {check}


def test_every_term_with_a_finding_has_one_short_name_that_no_other_has(release: Store) -> None:
    symbols = dict(asked(release, EACH_TERM))
    assert [term for term, symbol in symbols.items() if not 0 < len(symbol) <= 25] == []
    shared = Counter(symbol.casefold() for symbol in symbols.values())
    assert [symbol for symbol, count in shared.items() if count > 1] == []


@pytest.mark.parametrize(("term", "symbol"), NAMED.items())
def test_a_term_is_shown_as_people_call_it(release: Store, term: str, symbol: str) -> None:
    ((found,),) = asked(
        release,
        f"""PREFIX PR: <http://purl.obolibrary.org/obo/PR_> PREFIX UniProtKB: <http://purl.uniprot.org/uniprot/>
        SELECT ?symbol WHERE {{ {term} IAO:0000118 ?symbol }}""",
    )
    assert found == symbol


def test_every_statement_has_a_theme_and_the_themes_are_few(release: Store) -> None:
    themes = dict(asked(release, EACH_THEME))
    counted = Counter(themes.values())
    assert "" not in counted
    assert len(counted) <= 45
    assert [theme for theme, count in counted.items() if count < 3] == []
