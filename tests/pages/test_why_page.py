"""The page that says why: arguments down to a paper, what is missing, class expressions."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlencode

import pytest
from serving import Server, serving, wait_until
from visiting import Browser

OUTSIDE = {"sub": "extracellular leukemia inhibitory factor", "sup": "gp130 cytokine"}
ANIMALS = """
@prefix : <http://zoo.example/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:Cat a owl:Class ; rdfs:label "cat" ; rdfs:subClassOf :Pet . :Pet a owl:Class ; rdfs:label "pet" ;
  rdfs:subClassOf :Animal . :Animal a owl:Class ; rdfs:label "animal" . :Stone a owl:Class ; rdfs:label "stone" .
"""


@pytest.fixture(scope="module", autouse=True)
def reasoner(site: Server) -> None:
    """Have the reasoner read the ontology, which takes some seconds, before a browser waits for it."""
    wait_until(lambda: site.send("GET", "/reason/satisfiable?of=protein", timeout=120).status == 200, 120)


def why(**fields: str) -> str:
    """Return the address of a question."""
    return f"why?{urlencode(fields)}"


def test_what_is_missing_is_told_part_by_part(chrome: Browser, site: Server) -> None:
    with chrome.visit(site) as visit:
        visit.go(why(sub="LIF", sup="gp130 cytokine"))
        rows = [" ".join(each.split()) for each in visit.page.locator("main tbody tr").all_inner_texts()]
        assert "enables some 'cytokine activity' not known" in rows
        assert any(each.endswith("not known") for each in rows)


def test_what_would_overturn_it_is_worked_out_in_place(chrome: Browser, site: Server) -> None:
    with chrome.visit(site) as visit:
        visit.go(why(**OUTSIDE))
        address = visit.page.url
        visit.page.get_by_role("link", name="Work it out").click()
        visit.page.get_by_text("Any one of these changes is enough:").wait_for()
        assert visit.page.url == address


def test_more_arguments_are_found_where_they_are_asked_for(site: Server) -> None:
    few = site.send("GET", f"/{why(**OUTSIDE, limit='1')}", Accept="text/html").body.decode()
    many = site.send("GET", f"/{why(**OUTSIDE, limit='3')}", Accept="text/html").body.decode()
    assert few.count('class="proof"') == 1
    assert many.count('class="proof"') == 3


def test_a_name_that_is_not_there_is_marked(chrome: Browser, site: Server) -> None:
    with chrome.visit(site) as visit:
        visit.go(why(sub="leukemia inhibitor factor", sup="protein"))
        assert "did you mean" in visit.text("#slip")
        assert visit.page.get_by_label("Term").get_attribute("aria-invalid") == "true"
        assert visit.page.get_by_label("Term").input_value() == "leukemia inhibitor factor"


def test_a_class_expression_finds_its_place_and_a_mistake_in_it_is_marked(chrome: Browser, site: Server) -> None:
    with chrome.visit(site) as visit:
        visit.go("why")
        visit.page.locator(".cm-content").click()
        visit.page.keyboard.insert_text("protein and 'has receptor' some 'LIF receptor complex'")
        visit.page.keyboard.press("Control+Enter")
        visit.page.get_by_role("heading", name="Below it").wait_for()
        assert "extracellular leukemia inhibitory factor" in visit.text("[aria-labelledby=subclasses]")
        visit.go(why(of="protein and nonsense"))
        visit.page.locator(".cm-lintRange-error", has_text="nonsense").wait_for()
        assert "No term is called 'nonsense'" in visit.text("#slip")


def test_a_class_that_contradicts_itself_is_called_impossible(site: Server) -> None:
    page = site.send("GET", f"/{why(of='protein and not protein')}", Accept="text/html")
    assert "Nothing can be this" in page.body.decode()


def offered(server: Server, text: str) -> list[str]:
    """Return what is offered at the end of *text*."""
    asked = json.dumps({"text": text, "place": len(text)})
    reply = server.send("POST", "/why/next", asked, Content_Type="application/json")
    assert reply.status == 200, reply.body
    return [each["text"] for each in reply.json["options"]]


def test_what_may_be_written_next_fits(site: Server) -> None:
    assert "'has receptor'" in offered(site, "protein and has rec")
    assert "some" in offered(site, "'has receptor' ")
    assert "and" in offered(site, "protein ")
    classes = offered(site, "'has receptor' some 'leukemia inhib")
    assert "'leukemia inhibitory factor receptor'" in classes


def test_an_ontology_of_anybody_is_argued_from(chrome: Browser, tmp_path: Path) -> None:
    (tmp_path / "zoo.ttl").write_text(ANIMALS)
    with serving(tmp_path, str(tmp_path / "zoo.ttl")) as server, chrome.visit(server) as visit:
        visit.go(why(sub="cat", sup="animal"))
        assert "Cat is a kind of pet." in visit.text(".proof")
        visit.go(why(sub="stone", sup="animal"))
        assert "That does not follow from what is stated." in visit.text(".lead")


def test_where_there_is_no_reasoner_the_page_says_so(tmp_path: Path) -> None:
    with serving(tmp_path, "--empty", "--writable") as server:
        reply = server.send("GET", f"/{why(sub='a', sup='b')}", Accept="text/html")
    assert reply.status == 404
    assert "There is no reasoner here" in reply.body.decode()


def test_hostile_names_execute_nothing(chrome: Browser, site: Server) -> None:
    hostile = "<script>document.title='broken'</script><img src=x onerror=\"document.title='broken'\">"
    for fields in ({"sub": hostile, "sup": "protein"}, {"of": hostile}):
        with chrome.visit(site) as visit:
            visit.go(why(**fields))
            assert "broken" not in visit.page.title()
            assert visit.page.locator("img").count() == 0
