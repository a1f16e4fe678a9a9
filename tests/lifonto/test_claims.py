"""Claims held against the release: nothing is called supported that is not stated or entailed in that context."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from lifonto.claims.claim import Claim, UnclearError, claimed, read
from lifonto.claims.records import Library
from lifonto.claims.telling import judged
from lifonto.claims.verdict import SUPPORTED, UNKNOWN, Verdict, judge
from lifonto.home import ontology_folder

TABLE = Path(__file__).with_name("claims.tsv")
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines(), delimiter="\t"))


@pytest.fixture(scope="module")
def library() -> Library:
    return Library.of(ontology_folder())


def verdict_on(sentence: str, library: Library) -> str:
    try:
        return judge(read(sentence, library.index, library.relations), library).word
    except UnclearError:
        return UNKNOWN


@pytest.mark.parametrize("row", ROWS, ids=[row["Claim"] for row in ROWS])
def test_a_claim_gets_the_verdict_that_the_statements_bear(row: dict[str, str], library: Library) -> None:
    assert verdict_on(row["Claim"], library) in row["Verdict"].split("|")


def test_a_claim_of_another_cell_is_not_supported_by_what_was_found_in_one(library: Library) -> None:
    there = claimed(("LIF", "raises", "STAT3"), ["mouse embryonic stem cell"], library.index)
    elsewhere = claimed(("LIF", "raises", "STAT3"), ["sympathetic neuron"], library.index)
    assert judge(there, library).word == SUPPORTED
    assert judge(elsewhere, library).word == UNKNOWN


def test_what_was_not_understood_keeps_a_claim_from_being_supported(library: Library) -> None:
    claim = read("LIF activates STAT3 on Tuesdays", library.index)
    assert claim.unread == ("Tuesdays",)
    assert judge(claim, library).word == UNKNOWN


def test_every_statement_of_a_verdict_is_told_with_context_standing_and_papers(library: Library) -> None:
    said = judged(judge(read("LIF activates STAT3", library.index), library), library)
    assert said.supporting
    for record in said.supporting:
        assert record.papers
        assert record.standing == "verified"
    assert said.supporting[0].statement in str(said)


def test_no_statement_bears_both_a_claim_and_its_contrary(library: Library) -> None:
    """What supports a claim contradicts its negation, and the other way round."""
    for record in library.records:
        relation = (record.relation,)
        for subject in record.subjects:
            for object_ in record.objects:
                claim = Claim(subject, relation, object_)
                contrary = Claim(subject, relation, object_, negated=True)
                one, other = judge(claim, library), judge(contrary, library)
                assert not (supported(one) and supported(other)), record.iri


def supported(verdict: Verdict) -> bool:
    return verdict.word == SUPPORTED
