"""Every kind of page is valid HTML, titled, and closed to what is not its own."""

from __future__ import annotations

import json
import re

import pytest
from flask.testing import FlaskClient
from test_accessible_pages import KINDS

HTML = {"Accept": "text/html"}
PARTS = ("style.css", "find.js", "mark.svg")
CHARACTERS = 20_000  # of the style sheet
LIMIT = 100_000  # bytes of a page with its style sheet, script and mark


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_a_page_is_valid_html(pages: FlaskClient, path: str) -> None:
    html5lib = pytest.importorskip("html5lib", reason="html5lib is not installed: pip install '.[test]'")
    parser = html5lib.HTMLParser(strict=True)
    tree = parser.parse(pages.get(path, headers=HTML).text)
    ids = [each.get("id") for each in tree.iter() if each.get("id")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_a_page_is_titled_and_runs_nothing_of_others(pages: FlaskClient, path: str) -> None:
    answer = pages.get(path, headers=HTML)
    title = re.search(r"<title>([^<]+)</title>", answer.text)
    assert title
    assert "lifonto" in title[1] or path == "/"
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "og:title" in answer.text
    assert not re.search(r"<script(?![^>]*(src=|application/ld\+json))", answer.text)
    assert not re.search(r"\s(on[a-z]+|style)=", answer.text)


def test_titles_tell_pages_apart(pages: FlaskClient) -> None:
    titles = [re.search(r"<title>([^<]+)", pages.get(path, headers=HTML).text)[1] for path in KINDS.values()]  # type: ignore[index]
    assert len(set(titles)) == len(titles)


def test_the_front_page_and_a_term_are_light(pages: FlaskClient) -> None:
    sheet = len(pages.get("/static/style.css", buffered=True).data)
    assert sheet < CHARACTERS
    rest = (
        sheet
        + len(pages.get("/static/find.js", buffered=True).data)
        + len(pages.get("/static/mark.svg", buffered=True).data)
    )
    for path in ("/", "/terms/PR:000009799"):
        assert len(pages.get(path, headers=HTML).data) + rest < LIMIT


def test_a_term_tells_search_engines_what_it_is(pages: FlaskClient) -> None:
    text = pages.get("/terms/PR:000009799", headers=HTML).text
    told = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text)[1])  # type: ignore[index]
    assert told["@type"] == "DefinedTerm"
    assert told["name"] == "leukemia inhibitory factor"
    assert "HILDA" in told["alternateName"]


def test_robots_and_icon_are_there(pages: FlaskClient) -> None:
    robots = pages.get("/robots.txt")
    assert robots.mimetype == "text/plain"
    assert "Sitemap: http://localhost/sitemap.xml" in robots.text
    assert pages.get("/favicon.ico", buffered=True).mimetype == "image/svg+xml"
