"""Tracing answers: the statements and citations behind each row."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from lifonto.ask.evidence import Evidence, evidence, names_in
from lifonto.ask.questions import question, questions
from lifonto.ask.store import Store, open_store, release_sources, table
from lifonto.cli import main

# Rows of names, forms and cross-references, of steps that the order of a cascade gives, and of what is undecided.
WITHOUT_STATEMENTS = {
    "identifiers_of_mouse_lif",
    "forms_of_lif_that_stay_inside",
    "names_of_lif",
    "phenotypes_that_mouse_and_man_share",
    "published_conditions_that_no_rule_decides",
    "steps_from_lif_to_nanog",
    "trials_of_drugs_and_what_they_are_made_of",
    "where_pegla_acts_by_route_and_species",
}


@pytest.fixture(scope="module")
def store(home: Path) -> Store:
    return open_store(release_sources(home))


def test_every_row_of_every_question_but_on_names_has_statements_behind_it(store: Store, home: Path):
    known = Evidence.of(store)
    bare_rows = {
        asked.name: row
        for asked in questions(home)
        for row in table(store, asked.text).rows
        if not known.behind((cell.strip("<>") for cell in row if cell), names_in(asked.text))
    }
    assert bare_rows.keys() <= WITHOUT_STATEMENTS


def test_a_row_with_a_citation_is_traced_to_statements_that_have_it(store: Store, home: Path):
    asked = question(home, "consequences_of_lif_excess")
    answer = table(store, asked.text)
    for row, behind in zip(answer.rows, evidence(store, asked.text, answer), strict=True):
        assert behind
        for statement in behind:
            assert (row[-1] or "").strip("<>") in statement.sources


def test_the_evidence_for_an_inferred_ligand_is_what_is_stated_of_its_receptor(store: Store, home: Path):
    asked = question(home, "ligands_that_lose_a_receptor_subunit_without_lifr")
    answer = table(store, asked.text)
    behind = {
        row[1]: {s.record[-4:] for s in found}
        for row, found in zip(answer.rows, evidence(store, asked.text, answer), strict=True)
    }
    assert behind['"ciliary neurotrophic factor (Homo sapiens)"'] == {"0048"}


def test_the_steps_of_a_hypothesis_are_behind_it_only_where_its_graph_is_asked(store: Store):
    agent, outcome = "https://w3id.org/lifonto/LIFO_0003110", "https://w3id.org/lifonto/LIFO_0003468"
    hypotheses = "https://w3id.org/lifonto/graph/hypotheses"
    known = Evidence.of(store)
    asked = [known.direct({outcome}, names) for names in ({agent}, {agent, hypotheses})]
    assert {record[-4:] for record in asked[1] - asked[0]} == {"0236", "0258"}


def test_names_in_a_question_leave_comments_and_declarations_out():
    text = """PREFIX a: <http://a#>  # a:comment
    SELECT ?x WHERE { ?x a:is <http://b#y> }  # a:other"""
    assert names_in(text) == {"http://a#is", "http://b#y"}


def test_the_command_tells_each_row_with_its_sentences_and_citations():
    done = CliRunner().invoke(main, ["ask", "gp130_tyrosine_not_needed", "--evidence", "--format", "json"])
    assert done.exit_code == 0, done.output
    for each in json.loads(done.output):
        assert each["row"]
        assert all(s["sentence"] and s["sources"] for s in each["evidence"])


def test_the_command_tells_the_same_as_text():
    done = CliRunner().invoke(main, ["ask", "consequences_of_lif_excess", "--evidence"])
    assert done.exit_code == 0, done.output
    assert "  LIFS:" in done.output
