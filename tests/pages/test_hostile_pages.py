"""Hostile data and queries: nothing that stands in them runs, and the browser has nothing to report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from browsing import WIDE, page_at
from serving import Server, serving

SCRIPT = "<script>window.ran=1</script>"
TRICKS = (
    SCRIPT,
    "</script><script>window.ran=1</script>",
    '"><img src=x onerror=window.ran=1>',
    "<svg onload=window.ran=1>",
    "{{ 7*7 }}{% raw %}",
    "javascript:window.ran=1",
    "' OR 1=1 -- \u202e\u0000",
    '"*" NEAR( ^ OR AND NOT "',
)
WATCH = """window.ran = 0; window.reports = [];
document.addEventListener('securitypolicyviolation', (each) => window.reports.push(each.violatedDirective));"""


def written(text: str) -> str:
    """Write *text* as a literal of Turtle."""
    return '"' + "".join(f"\\u{ord(c):04X}" if c in '"\\<>' or ord(c) < 32 or ord(c) > 126 else c for c in text) + '"'


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of data in which each text is a trick, under IRIs that are tricks, too."""
    folder, lines = tmp_path_factory.mktemp("hostile"), []
    rdfs, owl = "http://www.w3.org/2000/01/rdf-schema#", "http://www.w3.org/2002/07/owl#"
    for number, trick in enumerate(TRICKS):
        iri, text = f"<http://example.org/{quote(trick)}#{number}'onload=x>", written(trick)
        lines.append(
            f"{iri} a <{owl}Class> ; <{rdfs}label> {text} ; <{rdfs}comment> {text} ; <http://example.org/p> {text} ;"
        )
        lines.append(f" <{rdfs}seeAlso> <javascript:window.ran=1> ; <{rdfs}subClassOf> <http://example.org/top> .")
    file = folder / "tricks.ttl"
    file.write_text("\n".join([*lines, f"<http://example.org/top> a <{owl}Class> ."]))
    with serving(folder, str(file)) as server:
        yield server


def test_nothing_in_the_data_runs(chromium: Any, hostile: Server) -> None:
    hits = hostile.send("GET", "/search?format=json&q=window").json["hits"]
    assert hits
    paths = ["/", "/tree", "/tree?all", "/about", "/terms?iri=http%3A%2F%2Fexample.org%2Ftop"]
    visit(chromium, hostile, [*paths, *(f"/{hit['page']}" for hit in hits)])


@pytest.mark.parametrize(
    "place", ["/search?q={}", "/terms/{}", "/terms?iri={}", "/tree?at={}", "/statements/{}", "/{}"]
)
def test_nothing_in_a_request_runs(chromium: Any, hostile: Server, place: str) -> None:
    visit(chromium, hostile, [place.format(quote(trick, safe="")) for trick in TRICKS])


def test_a_suggestion_is_text(chromium: Any, hostile: Server) -> None:
    with page_at(chromium, hostile.base, viewport=WIDE) as page:
        page.add_init_script(WATCH)
        page.goto("/")
        page.get_by_role("combobox").press_sequentially("window")
        page.get_by_role("option").first.wait_for()
        assert "<" in page.get_by_role("listbox").inner_text()
        assert page.evaluate("window.ran") == 0


def test_every_query_has_an_answer(hostile: Server) -> None:
    for trick in TRICKS:
        for path in (f"/suggest?q={quote(trick, safe='')}", f"/search?format=json&q={quote(trick * 50, safe='')}"):
            assert hostile.send("GET", path).status == 200
    assert hostile.send("GET", "/", Host='evil"><script>', Accept="text/html").status in {200, 400}


def visit(chromium: Any, server: Server, paths: list[str]) -> None:
    """Open each page; what is refused is refused with a page, too."""
    context = chromium.new_context(base_url=server.base)
    page = context.new_page()
    page.add_init_script(WATCH)
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    for path in paths:
        answer = page.goto(path)
        assert answer.status < 500, path
        assert page.evaluate("[window.ran, ...window.reports]") == [0], path
    context.close()


def test_a_page_may_be_cut_off_but_not_made_to_wait(hostile: Server) -> None:
    assert hostile.send("GET", "/search?q=" + "a" * 5000, Accept="text/html").status == 200
    assert hostile.send("GET", "/terms/" + "A:" + "b" * 3000, Accept="text/html").status == 404


def test_the_shared_folder_of_scripts_is_closed_above(hostile: Server, tmp_path: Path) -> None:
    for path in ("/static/../templates/base.html", "/static/%2e%2e/shell.py"):
        assert hostile.send("GET", path).status in {400, 404}
