"""Whatever people call a thing leads to it: names, synonyms, identifiers here and elsewhere, words of a finding."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

HTML = {"Accept": "text/html"}
LIF = "PR:000009799"


def hits(pages: FlaskClient, text: str) -> list[dict[str, Any]]:
    """Search as a program does."""
    found: list[dict[str, Any]] = pages.get("/search", query_string={"q": text, "format": "json"}).json["hits"]  # type: ignore[index]
    return found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("leukemia inhibitory factor", LIF),
        ("LIF", LIF),
        ("HILDA", LIF),
        ("what is HILDA?", LIF),
        ("d-factor", LIF),
        ("PR:000009799", LIF),
        ("pr_000009799", LIF),
        ("D053605", LIF),
        ("P15018", LIF),
        ("UniProtKB:P15018", LIF),
        ("gp130", "PR:000001868"),
        ("GP130", "PR:000001868"),
        ("IL6ST", "PR:000001868"),
        ("EC359", "LIFO:0003112"),
        ("ciliary neurotropic factor", "PR:000005663"),
        ("leukaemia inhibitary factor", LIF),
        ("STAT 3", "PR:000002089"),
        ("ENSG00000128342", "HGNC:6596"),
        ("HGNC:6596", "HGNC:6596"),
        ("NCBIGene:3976", "HGNC:6596"),
        ("14636556", "PMID:14636556"),
        ("PMID:14636556", "PMID:14636556"),
        ("Ying 2003 Cell", "PMID:14636556"),
        ("LIFS:0089", "LIFS:0089"),
        ("cannot block the neural differentiation", "LIFS:0089"),
    ],
)
def test_it_is_among_the_first(pages: FlaskClient, text: str, wanted: str) -> None:
    assert wanted in [hit["id"] for hit in hits(pages, text)][:3]


def test_what_was_matched_is_told(pages: FlaskClient) -> None:
    first = hits(pages, "HILDA")[0]
    assert (first["name"], first["how"]) == ("leukemia inhibitory factor", "also called HILDA")
    assert first["page"] == f"terms/{LIF}"


def test_a_slip_of_the_pen_is_told(pages: FlaskClient) -> None:
    answer = pages.get("/search?q=ciliary+neurotropic+factor&format=json").json
    assert answer
    assert answer["read_as"] == "ciliary neurotrophic factor"


@pytest.mark.parametrize("text", [LIF, "LIFS:0089", "PMID:14636556"])
def test_an_identifier_leads_to_its_page_at_once(pages: FlaskClient, text: str) -> None:
    answer = pages.get("/search", query_string={"q": text}, headers=HTML)
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith(text)


def test_suggestions_are_few_and_come_from_two_letters_on(pages: FlaskClient) -> None:
    assert pages.get("/suggest?q=h").json == []
    assert 0 < len(pages.get("/suggest?q=hi").json or []) <= 8
    assert pages.get("/suggest?q=").json == []


def test_nothing_found_says_what_to_try(pages: FlaskClient) -> None:
    answer = pages.get("/search?q=zzzzqqq", headers=HTML)
    assert answer.status_code == 200
    assert "Nothing is called “zzzzqqq”" in answer.text
