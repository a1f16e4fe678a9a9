"""One term, one address, many forms: redirects from all others, and data by suffix or by Accept."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest
from flask.testing import FlaskClient

HTML = {"Accept": "text/html"}
GP130_CYTOKINE = "https://w3id.org/lifonto/LIFO_0001600"


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        ("/LIFO_0001600", "/terms/LIFO:0001600"),
        ("/lifonto/LIFO_0001600", "/terms/LIFO:0001600"),
        ("/LIFS_0089", "/statements/LIFS:0089"),
        ("/PR_000009799", "/terms/PR:000009799"),
        ("/terms/pr:000009799", "/terms/PR:000009799"),
        (f"/terms?iri={GP130_CYTOKINE}", "/terms/LIFO:0001600"),
        ("/terms/LIFS:0089", "/statements/LIFS:0089"),
        ("/terms/PMID:14636556", "/references/PMID:14636556"),
    ],
)
def test_other_addresses_lead_to_the_page(pages: FlaskClient, path: str, leads_to: str) -> None:
    while (answer := pages.get(path, headers=HTML)).status_code in {301, 303}:
        path = urljoin(path, answer.headers["Location"])
    assert (answer.status_code, path) == (200, leads_to)


@pytest.mark.parametrize(
    ("suffix", "accept", "kind"),
    [
        (".ttl", "text/html", "text/turtle"),
        (".jsonld", "*/*", "application/ld+json"),
        (".json", "*/*", "application/json"),
        ("", "text/turtle", "text/turtle"),
        ("", "application/ld+json", "application/ld+json"),
        ("", "application/json", "application/json"),
        ("", "text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
        ("", "*/*", "text/html"),
    ],
)
def test_a_term_comes_in_the_form_asked_for(pages: FlaskClient, suffix: str, accept: str, kind: str) -> None:
    answer = pages.get(f"/terms/LIFO:0001600{suffix}", headers={"Accept": accept})
    assert (answer.status_code, answer.mimetype) == (200, kind)
    assert "Accept" in answer.headers["Vary"]
    assert "gp130 cytokine" in answer.text


def test_a_cell_has_the_findings_that_were_made_in_it(pages: FlaskClient) -> None:
    assert "noradrenergic function of sympathetic neurons" in pages.get("/terms/CL:0011103", headers=HTML).text


@pytest.mark.parametrize("path", ["/terms/PR:00009799", "/terms/PR:00009799.ttl", "/statements/LIFS:9999", "/nowhere"])
def test_what_is_not_there_is_a_404_in_every_form(pages: FlaskClient, path: str) -> None:
    for accept, kind in (("text/html", "text/html"), ("application/json", "application/problem+json")):
        answer = pages.get(path, headers={"Accept": accept})
        assert (answer.status_code, answer.mimetype) == (404, kind)


def test_a_missing_digit_is_answered_with_near_names(pages: FlaskClient) -> None:
    answer = pages.get("/terms/PR:00009799", headers=HTML)
    assert ">leukemia inhibitory factor</a>" in answer.text


def test_a_program_is_told_findings_with_their_sources(pages: FlaskClient) -> None:
    told = pages.get("/terms/PR:000009799.json").json
    assert told
    negative = next(each for each in told["statements"] if each["id"] == "LIFS:0089")
    assert negative["state"] == "no"
    assert negative["sources"][0] == {"id": "PMID:14636556", "cited": "Ying 2003, Cell"}
    assert {each["name"] for each in told["parents"] if not each["stated"]} >= {"LIF or BMP4"}


def test_statements_and_references_are_data_too(pages: FlaskClient) -> None:
    assert pages.get("/statements/LIFS:0095.json").json["against"]  # type: ignore[index]
    assert pages.get("/statements/LIFS:0095.ttl").mimetype == "text/turtle"
    assert "LIFS:0089" in {each["id"] for each in pages.get("/references/PMID:14636556.json").json["statements"]}  # type: ignore[index]


def test_filters_show_what_they_count(pages: FlaskClient) -> None:
    text = pages.get("/terms/PR:000009799?state=no", headers=HTML).text
    found = text.split('id="acts"')[0]
    assert 'class="st no"' in found
    assert 'class="st yes"' not in found


def test_a_term_is_drawn_between_the_classes_next_to_it(pages: FlaskClient) -> None:
    text = pages.get("/terms/LIFO:0001990", headers=HTML).text
    drawn = re.search(r'<svg class="net small".*?</svg>', text, re.DOTALL)
    assert drawn
    assert re.search(r"4 of \d+ above, 4 of \d+ below</title>", drawn[0])
    assert drawn[0].count("<a href=") == 8
    assert 'aria-label="gp130 cytokine"' in drawn[0]
    assert 'class="e inf"' in drawn[0]  # worked out
    assert 'class="net small"' not in pages.get("/statements/LIFS:0089", headers=HTML).text
