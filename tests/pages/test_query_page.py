"""The query page, as people use it: with mouse, with keyboard alone, on a phone, without script."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import zipfile
from urllib.parse import quote, urlencode

import pytest
from hostile import metric
from serving import Server, wait_until
from visiting import PHONE, WIDE, Browser, Visit

NAMED = "query?name=drugs_that_block_lif_and_its_relatives"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def answer_to(server: Server, query: str) -> str:
    """Return the page that answers *query*, as somebody without script sees it."""
    reply = server.send("GET", f"/query?{urlencode({'query': query})}", Accept="text/html")
    page = reply.body.decode()
    part = page[page.index('id="answer"') : page.index('aria-labelledby="ed"')]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", part)).split())


def write(visit: Visit, query: str) -> None:
    """Write *query* into the editor, in the place of what is there."""
    visit.page.locator(".cm-content").click()
    visit.page.keyboard.press("Control+a")
    visit.page.keyboard.insert_text(query)


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_a_ready_question_is_answered_in_view_and_in_focus(chrome: Browser, site: Server, size) -> None:
    with chrome.visit(site, size) as visit:
        visit.go("query")
        visit.page.get_by_role("searchbox", name="Filter the questions").fill("block LIFR drugs")
        visit.page.get_by_role("link", name="Which drugs block LIF").click()
        visit.page.get_by_role("heading", name="Answer").wait_for()
        assert "EC359" in visit.text("#answer")
        assert "name=drugs_that_block_lif_and_its_relatives" in visit.page.url
        assert visit.page.evaluate("document.activeElement.id") == "answer"
        top = visit.page.locator("#answer tbody tr").first.bounding_box()
        assert top
        assert top["y"] < size[1], "the first row is below the fold"
        visit.expect_nothing_cut_off()


def test_names_stand_before_identifiers_and_lead_to_pages(chrome: Browser, site: Server) -> None:
    with chrome.visit(site) as visit:
        visit.go(NAMED)
        assert visit.text("#answer thead") == "Drug Other Evidence"  # and no column of labels beside them
        assert visit.text("#answer tbody th") == "EC330 LIFO:0003113"
        visit.page.locator("#answer tbody a").first.click()
        assert visit.text("h1") == "EC330"


def test_a_query_is_changed_and_run_by_keyboard_alone_and_back_leads_back(chrome: Browser, site: Server) -> None:
    with chrome.visit(site) as visit:
        visit.go(NAMED)
        page = visit.page
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.shadowRoot?.activeElement?.className.includes('cm-content')"):
                break
        page.keyboard.press("Control+a")
        page.keyboard.insert_text('SELECT ?drug { ?drug rdfs:label "MSC-1" }')
        page.keyboard.press("Control+Enter")
        visit.expect_count("#answer tbody tr", 1)
        assert "MSC-1 LIFO:0003110" in visit.text("#answer tbody")
        page.go_back()
        visit.expect_count("#answer tbody tr", 5)
        assert "Which drugs block LIF" in visit.text("h1")


def test_stop_ends_the_query_on_the_server(chrome: Browser, site: Server) -> None:
    ended = 'sparql_worker_kills_total{reason="client"}'
    before = metric(site, ended)
    with chrome.visit(site) as visit:
        visit.go("query")
        write(visit, ENDLESS)
        visit.page.get_by_role("button", name="Run").click()
        wait_until(lambda: metric(site, "sparql_running") > 0)  # stopped earlier, it may never have reached the server
        visit.page.get_by_role("button", name="Stop").click()
        visit.page.get_by_text("Stopped, here and on the server.").wait_for()
        wait_until(lambda: metric(site, ended) > before)
        visit.page.get_by_role("button", name="Stop").wait_for(state="hidden")


def test_a_link_to_a_query_shows_the_same_answer_to_others(chrome: Browser, site: Server) -> None:
    with chrome.visit(site, permissions=["clipboard-read", "clipboard-write"]) as visit:
        visit.go("query")
        write(visit, 'SELECT ?drug { ?drug rdfs:label "MSC-1" }')
        visit.page.keyboard.press("Control+Enter")
        visit.page.get_by_role("link", name="Copy link").click()
        visit.page.get_by_text("Copied").wait_for()
        link = visit.page.evaluate("navigator.clipboard.readText()")
    with chrome.visit(site, java_script_enabled=False) as other:
        other.page.goto(link)
        assert "MSC-1" in other.text("#answer tbody")


def test_completion_offers_only_what_has_rows(chrome: Browser, site: Server) -> None:
    with chrome.visit(site) as visit:
        visit.go("query")
        write(visit, "SELECT * { ?drug rdfs:subClassOf LIFO:0003101 ; blocks")
        visit.page.keyboard.press("Control+Space")
        offer = visit.page.locator(".cm-tooltip-autocomplete li", has_text="blocks action of")
        offer.wait_for()
        offer.click()
        assert "LIFO:0000070" in visit.page.locator(".cm-content").inner_text()


def offered(server: Server, query: str, typed: str = "") -> list[str]:
    """Return what is offered at the end of *query*."""
    asked = json.dumps({"query": query + typed, "typed": typed, "place": len(query + typed)})
    reply = server.send("POST", "/query/next", asked, Content_Type="application/json")
    assert reply.status == 200, reply.body
    return [each["text"] for each in reply.json]


def test_a_link_that_the_subject_has_not_is_not_offered(site: Server) -> None:
    wait_until(lambda: offered(site, "SELECT * { ?x a owl:Class ; "))  # where others keep the machine busy
    some = offered(site, "SELECT * { ?x a owl:Class ; ")
    assert "rdfs:subClassOf" in some
    assert "biolink:subject" not in some
    records = offered(site, "SELECT * { ?x a LIFO:0000102 . ?x ")
    assert "biolink:subject" in records
    assert "rdfs:subClassOf" not in records


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?drug rdfs:subClassOf LIFO:0003101 . ?drug ",
        "SELECT * { ?s a LIFO:0000101 ; biolink:subject ",
        "SELECT * { OPTIONAL { PR:000009799 ",
        "SELECT * { ?x rdfs:subClassOf [ owl:onProperty ",
    ],
)
def test_every_offer_gives_a_row(site: Server, query: str) -> None:
    found = offered(site, query)
    assert found
    for each in found[:8]:
        whole = query + each + ("" if query.rstrip().endswith(("subject", "onProperty")) else " ?value")
        whole += " ]" * whole.count("[") + " }" * whole.count("{")
        prefixes = site.send("GET", f"/query.json?{urlencode({'query': whole + ' LIMIT 1'})}")
        assert prefixes.json["results"]["bindings"], whole


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT * { ?s rdfs:lable ?o . ?s a owl:Class }", "rdfs:lable is no link in the data"),
        ("SELECT * { ?s rdfs:lable ?o }", "near it: rdfs:label"),
        ('SELECT * { ?s rdfs:label "ec359"@en }', 'The data write "EC359"'),
        ("SELECT * { LIFO:0003113 a owl:Restriction }", "LIFO:0003113 has"),
        ("SELECT * { ?s ?p ?o } HAVING (1 = 0)", "The patterns have solutions"),
        ("SELECT * { ?s a owl:Class FILTER(?s = owl:Nothing) }", "Without this filter there are solutions"),
        ("ASK { ?s rdfs:lable ?o }", "The pattern has no solution. Nothing in the data fits this pattern"),
        ("SELECT * { ?s lifonto:not/RO_0002350 ?o }", ""),
    ],
)
def test_an_empty_answer_says_what_emptied_it(site: Server, query: str, told: str) -> None:
    answer = answer_to(site, query)
    assert told in answer
    assert "No row." in answer or "has no solution" in answer or "mistake" in answer


def test_a_graph_that_stands_apart_is_named_where_a_pattern_is_only_there(site: Server) -> None:
    answer = answer_to(site, "SELECT * { ?s <https://w3id.org/lifonto/not/RO_0002350> ?o }")
    assert "it is in the graph <https://w3id.org/lifonto/graph/findings>: ask it by FROM" in answer


def test_words_that_are_no_query_lead_to_the_search(chrome: Browser, site: Server) -> None:
    with chrome.visit(site) as visit:
        visit.go("query")
        write(visit, "HILDA")
        visit.page.keyboard.press("Control+Enter")
        visit.page.get_by_role("link", name="Search for “HILDA”").click()
        assert "search?q=HILDA" in visit.page.url


def test_a_mistake_is_marked_at_its_place(chrome: Browser, site: Server) -> None:
    with chrome.visit(site) as visit:
        visit.go("query")
        write(visit, "SELECT *\nWHERE { ?s foo:bar ?o }")
        visit.page.keyboard.press("Control+Enter")
        visit.page.locator(".cm-lintRange-error", has_text="foo:bar").wait_for()
        assert "The prefix foo: is not known here" in visit.text("#answer")
        assert "Line 2, character 12" in visit.text("#answer")
        assert visit.page.locator(".cm-content").inner_text().startswith("SELECT *")  # nothing is lost


def test_all_works_without_script(chrome: Browser, site: Server) -> None:
    with chrome.visit(site, java_script_enabled=False) as visit:
        visit.go("query?filter=serum")
        assert 0 < visit.page.locator("#questions a").count() < 30
        visit.page.get_by_label("SPARQL").fill('SELECT ?drug { ?drug rdfs:label "MSC-1" }')
        visit.page.get_by_role("button", name="Run").click()
        assert "MSC-1 LIFO:0003110" in visit.text("#answer tbody")


def test_a_table_goes_into_a_spreadsheet_and_nothing_in_it_is_a_formula(site: Server) -> None:
    query = 'SELECT ?drug ?text ?number { VALUES (?drug ?text ?number) { (LIFO:0003113 "=1+1" 5) } }'
    reply = site.send("GET", f"/query.csv?{urlencode({'query': query})}")
    assert reply.body.startswith(b"\xef\xbb\xbf")
    assert 'filename="answer.csv"' in reply.headers["content-disposition"]
    rows = list(csv.reader(io.StringIO(reply.body.decode("utf-8-sig"))))
    assert rows == [["Drug", "Drug, name", "Text", "Number"], ["LIFO:0003113", "EC330", "'=1+1", "5"]]
    book = site.send("GET", f"/query.xlsx?{urlencode({'query': query})}").body
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "=1+1" in sheet
    assert "<f>" not in sheet


def test_a_file_of_a_question_bears_its_name(site: Server) -> None:
    for kind in ("csv", "xlsx", "json"):
        reply = site.send("GET", f"/{NAMED.replace('query?', f'query.{kind}?')}")
        assert f'filename="drugs_that_block_lif_and_its_relatives.{kind}"' in reply.headers["content-disposition"]
    assert len(reply.json["results"]["bindings"]) == 5
    graph = site.send("GET", f"/query.ttl?query={quote('DESCRIBE LIFO:0003113')}")
    assert b"EC330" in graph.body


def test_hostile_queries_execute_nothing(chrome: Browser, site: Server) -> None:
    hostile = '<script>document.title="broken"</script><img src=x onerror="document.title=\'broken\'">'
    query = f"SELECT ({json.dumps(hostile)} AS ?{'x'}) (<javascript:alert(1)> AS ?link) {{}} # {hostile}"
    for path in (f"query?{urlencode({'query': query})}", f"query?{urlencode({'query': hostile, 'filter': hostile})}"):
        with chrome.visit(site) as visit:
            visit.go(path)
            assert "broken" not in visit.page.title()
            assert visit.page.locator("img, a[href^='javascript']").count() == 0


def test_a_mistake_has_no_barrier(chrome: Browser, site: Server) -> None:
    for size, scheme in ((WIDE, "light"), (PHONE, "dark")):
        with chrome.visit(site, size, color_scheme=scheme) as visit:
            visit.go("query?query=HILDA")
            visit.expect_accessible()
            visit.expect_nothing_cut_off()


@pytest.mark.parametrize(
    "text", ["[" * 5000, "SELECT * { ?s ?p " + "[ ?p " * 3000, "{" * 9000, "SELECT * { " + "() . " * 3000]
)
def test_what_nests_deeply_offers_nothing_and_harms_nothing(site: Server, text: str) -> None:
    assert offered(site, text[:19_000]) == []
    assert site.send("GET", f"/query?{urlencode({'query': text[:6000]})}", Accept="text/html").status == 400


def test_what_is_too_long_to_be_completed_is_refused(site: Server) -> None:
    asked = json.dumps({"query": "x" * 30_000, "typed": "", "place": 1})
    assert site.send("POST", "/query/next", asked, Content_Type="application/json").status == 400
    asked = json.dumps({"query": "x" * 300_000, "typed": "", "place": 1})
    assert site.send("POST", "/query/next", asked, Content_Type="application/json").status == 413


def test_an_answer_of_many_columns_or_long_texts_is_shown_in_part(site: Server) -> None:
    wide = "SELECT " + " ".join(f"(1 AS ?c{n})" for n in range(400)) + " { ?s a owl:Class }"
    assert "The first 12 of" in answer_to(site, wide)
    assert len(answer_to(site, 'SELECT (REPLACE("%s", "x", "xxxxxxxxxx") AS ?long) {}' % ("x" * 2000))) < 4000


def test_what_is_meant_is_a_click_away(chrome: Browser, site: Server) -> None:
    with chrome.visit(site) as visit:
        visit.go(f"query?{urlencode({'query': 'SELECT ?s { ?s rdfs:lable ?name } LIMIT 3'})}")
        visit.page.get_by_role("link", name="Try rdfs:label").click()
        visit.expect_count("#answer tbody tr", 3)
