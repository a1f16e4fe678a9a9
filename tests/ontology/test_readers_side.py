"""What readers need of the release: short names, themes, pathways, and checks that see each way to get them wrong."""

from __future__ import annotations

import csv
import json
from collections import Counter
from itertools import groupby
from pathlib import Path

import click
import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from lifonto.ask.checks import checks, violations
from lifonto.ask.explanation import line
from lifonto.ask.ontology import Ontology
from lifonto.ask.store import Store, bare, open_store, release_sources, table
from lifonto.ask.taken_as import words_of_records
from lifonto.cli import ask, describe

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
        (STANDING, STANDING + " ; LIFO:0000020 LIFO:0009001", "drawn_edge_without_pathway"),
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


def printed(command: click.Command, *arguments: str) -> str:
    """Run a *command* of lifonto on the release, which must succeed, and return what it prints."""
    done = CliRunner().invoke(command, [*arguments, "--ontology", str(ONTOLOGY)])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_the_edges_of_a_pathway_stand_under_its_name_after_what_was_found() -> None:
    told = printed(describe.command, "SHP2", "--all")
    found, _, drawn = told.partition("\ndrawn in Mechanisms associated with pluripotency (WikiPathways WP1763)\n")
    assert "pathway WP1763" not in found.partition("\nstatements about it\n")[2]
    edges = drawn.splitlines()
    assert edges
    assert [edge for edge in edges if "(partly checked) In the mouse pluripotency pathway WP1763" not in edge] == []


def test_statements_come_as_a_table_with_the_same_words_and_the_edges_of_a_pathway_together() -> None:
    rows = list(csv.DictReader(printed(describe.command, "interleukin-31", "--format", "csv").splitlines()))
    assert sorted(row["taken as"] for row in rows) == ["", "", "negative"]
    rows = list(csv.DictReader(printed(describe.command, "SHP2", "--format", "tsv").splitlines(), dialect="excel-tab"))
    pathways = [row["drawn in"] for row in rows]
    assert len(set(pathways)) == len(list(groupby(pathways))) == 2
    assert all(row["theme"] for row in rows)


def test_the_evidence_of_an_answer_is_told_in_the_same_words_in_every_format() -> None:
    asked = (ask.command, "implantation_statements_that_affirm_nothing", "--evidence")
    assert "  LIFS:0184  (only suggested) p53 may serve" in printed(*asked)
    rows = list(csv.DictReader(printed(*asked, "--format", "csv").splitlines()))
    assert ("LIFS:0184", "only suggested") in {(row["statement behind it"], row["taken as"]) for row in rows}
    behind = [each for row in json.loads(printed(*asked, "--format", "json")) for each in row["evidence"]]
    assert ("LIFS:0184", ["only suggested"]) in [(each["record"], each["taken_as"]) for each in behind]


def test_a_negative_finding_behind_an_argument_or_a_verdict_says_so(release: Store) -> None:
    words = words_of_records(release)
    assert words["https://w3id.org/lifonto/LIFS_0265"] == ("negative",)
    found = Ontology.of_release(ONTOLOGY, release)
    lines = [line(axiom, found) for axiom in found.evidence]
    told = {record: said for each in lines for record, said in zip(each.records, each.statements, strict=True)}
    negative = [
        said for record, said in told.items() if "negative" in words.get(found.index.prefixes.expand(record), ())
    ]
    assert negative
    assert [said for said in negative if not said.startswith("(negative")] == []


def test_a_term_is_found_by_its_short_name() -> None:
    assert printed(describe.command, "NANOG-high mouse ES cell").startswith("NANOG-overexpressing mouse embryonic stem")
