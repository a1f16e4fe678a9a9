"""The picture of the cascade: drawn from statements, filtered, with paths; as a page, as files, and to be moved."""

from __future__ import annotations

import re
import struct
from pathlib import Path
from xml.etree import ElementTree

from flask.testing import FlaskClient
from serving import Server, serving
from visiting import PHONE, WIDE, Browser

SVG = "{http://www.w3.org/2000/svg}"


def network(server: Server, query: str = "") -> dict[str, list[dict]]:
    """Return the boxes and lines of the picture."""
    reply = server.send("GET", f"/cascade.json{query}")
    assert reply.status == 200, reply.body
    return reply.json


def test_every_line_is_a_statement_and_leads_to_its_page(chrome: Browser, site: Server) -> None:
    with chrome.visit(site) as visit:
        visit.go("cascade")
        numbers = visit.page.locator("#picture a:has(.k)")
        assert numbers.count() == len(network(site)["lines"])
        said = numbers.first.get_attribute("aria-label")
        numbers.first.click()
        assert "/statements/LIFS:" in visit.page.url
        assert visit.text("h1") in str(said)


def test_a_negative_finding_is_drawn_as_one(site: Server) -> None:
    page = site.send("GET", "/cascade?standing=negative&long=1", Accept="text/html").body.decode()
    lines = network(site, "?standing=negative&long=1")["lines"]
    assert lines
    assert all(each["negative"] for each in lines)
    assert page.count('class="e nay"') == len(lines) + 1  # and one in the key
    assert page.count("(a negative finding)") == len(lines)


def test_a_contested_finding_is_drawn_as_one_and_makes_up_for_nothing(site: Server) -> None:
    page = site.send("GET", "/cascade?standing=contested", Accept="text/html").body.decode()
    lines = network(site, "?standing=contested")["lines"]
    assert {("BMP4", "self-renewal"), ("LIF", "self-renewal")} <= {(each["from"], each["to"]) for each in lines}
    assert all(each["contested"] for each in lines)
    assert page.count('class="e split"') == len(lines) + 1  # and one in the key
    assert page.count("(contested)") == len(lines)


def test_a_phone_shows_an_overview_whose_numbers_are_those_of_the_picture(chrome: Browser, site: Server) -> None:
    said = {each["number"]: each["findings"][0]["text"] for each in network(site)["lines"]}
    for size, is_shown in ((PHONE, True), (WIDE, False)):
        with chrome.visit(site, size) as visit:
            visit.go("cascade")
            small = visit.page.locator(".only-narrow")
            assert small.is_visible() == is_shown
            labels = [each.get_attribute("aria-label") for each in small.locator("a:has(.k)").all()]
            assert len(labels) > 10
            assert all(said[int(each.split(":")[0])] in each for each in labels)
            visit.expect_nothing_cut_off()


def test_the_front_page_shows_the_picture_and_on_a_phone_its_overview(chrome: Browser, site: Server) -> None:
    for size, file in ((WIDE, "cascade.svg"), (PHONE, "cascade.svg?overview=1")):
        with chrome.visit(site, size) as visit:
            visit.go("")
            picture = visit.page.locator("figure img")
            picture.scroll_into_view_if_needed()
            picture.evaluate("each => each.decode()")  # fails where it is no picture
            assert picture.evaluate("each => each.currentSrc").endswith(f"/{file}")
            assert "self-renewal" in picture.get_attribute("alt")


def test_the_filters_keep_only_what_they_name(site: Server) -> None:
    whole = network(site)["lines"]
    by_pathway = network(site, "?pathway=Drugs")["lines"]
    assert 0 < len(by_pathway) < len(whole)
    assert {each["from"] for each in by_pathway} <= {"MSC-1", "EC330", "EC359", "LIF", "CT-1", "CNTF", "LIFR"}
    checked = network(site, "?standing=checked")["lines"]
    assert checked == [each for each in whole if not each["partial"]]
    human = network(site, "?species=NCBITaxon:9606")["lines"]
    assert 0 < len(human) < len(whole)


def test_a_box_or_a_filter_that_is_not_there_is_refused_in_words(site: Server) -> None:
    reply = site.send("GET", "/cascade?pathway=nonsense")
    assert reply.status == 400
    assert "pathway= is one of JAK–STAT3" in reply.json["detail"]


def test_guesses_are_shown_only_where_they_are_asked_for(chrome: Browser, site: Server) -> None:
    found = site.rows(
        """PREFIX b: <https://w3id.org/biolink/vocab/> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?from ?to { GRAPH <https://w3id.org/lifonto/graph/hypotheses> { ?h b:subject ?s ; b:object ?o }
        ?s rdfs:label ?from . ?o rdfs:label ?to } ORDER BY ?from ?to LIMIT 1"""
    )
    start, goal = found[0]
    with chrome.visit(site) as visit:
        visit.go(f"cascade?from={start}&to={goal}")
        assert "No path is known whose steps share a species and a cell." in visit.text(".note")
        visit.page.get_by_role("link", name="Show guesses, too").click()
        assert "A GUESS" in visit.text(".card").upper()


def test_a_name_that_nothing_has_is_answered_with_near_ones(chrome: Browser, site: Server) -> None:
    with chrome.visit(site) as visit:
        visit.go("cascade?from=LIF&to=NANOGG")
        assert "Nothing here is called “NANOGG”." in visit.text(".note")
        visit.page.locator(".note a").first.click()
        assert visit.text("#path").startswith("How does LIF reach")


def test_the_picture_is_a_file_of_its_own(site: Server) -> None:
    reply = site.send("GET", "/cascade.svg")
    assert reply.kind == "image/svg+xml"
    drawn = ElementTree.fromstring(reply.body)
    assert drawn.find(f"{SVG}title") is not None
    assert drawn.find(f"{SVG}desc") is not None
    assert not [each for each in drawn.iter() if each.tag in (f"{SVG}script", f"{SVG}image")]


def test_the_picture_is_saved_as_png(chrome: Browser, site: Server, tmp_path: Path) -> None:
    with chrome.visit(site) as visit:
        visit.go("cascade")
        with visit.page.expect_download() as coming:
            visit.page.get_by_role("button", name="PNG").click()
        coming.value.save_as(tmp_path / "cascade.png")
    image = (tmp_path / "cascade.png").read_bytes()
    assert image.startswith(b"\x89PNG")
    assert struct.unpack(">I", image[16:20])[0] > 1500


def test_the_picture_can_be_moved_where_somebody_wants_that(chrome: Browser, site: Server) -> None:
    with chrome.visit(site) as visit:
        loaded: list[str] = []
        visit.page.on("request", lambda asked: loaded.append(asked.url))
        visit.go("cascade")
        assert not [each for each in loaded if "cytoscape" in each]
        visit.page.get_by_role("button", name="Move and zoom").click()
        visit.page.locator(".stage canvas").first.wait_for()
        visit.page.get_by_text("Drag to move").wait_for()
        visit.expect_accessible()


def test_all_is_there_without_script(chrome: Browser, site: Server) -> None:
    with chrome.visit(site, java_script_enabled=False) as visit:
        visit.go("cascade")
        visit.page.get_by_role("link", name="PI3K–AKT").click()
        assert visit.page.locator("#picture svg").count() == 1
        visit.page.get_by_role("button", name="Find", exact=True).last.click()
        assert visit.text("#path") == "How does LIF reach NANOG?"


def test_data_without_a_picture_have_no_such_page(tmp_path: Path) -> None:
    (tmp_path / "mine.ttl").write_text("<http://a.example/x> a <http://a.example/Y> .")
    with serving(tmp_path, str(tmp_path / "mine.ttl")) as server:
        assert server.send("GET", "/cascade").status == 404
        assert "no picture of a cascade" in server.send("GET", "/cascade.svg").json["detail"]


def test_the_picture_in_the_documents_is_the_present_one(pages: FlaskClient) -> None:
    drawn = re.sub(r"</?a\b[^>]*>", "", pages.get("/cascade.svg").text)
    file = Path(__file__).parents[2] / "docs" / "cascade.svg"
    assert file.read_text(encoding="utf-8") == drawn, "run python docs/draw.py"
