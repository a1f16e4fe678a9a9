"""The culture checker as a page: the verdict first, what is not understood said, every verdict a link."""

from __future__ import annotations

import html
import re
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from serving import Server, serving
from visiting import PHONE, WIDE, Browser

HTML = {"Accept": "text/html"}
TABLE = "name\tcell\twith\tfeeder\nmine\tmES\tserum, LIF\tMEF\nyours\tmES\tserum, QX-77\t\n"


def page(pages: FlaskClient, **said: str) -> str:
    """Return the page that answers what is *said*, in one line."""
    reply = pages.get(f"/conditions?{urlencode(said)}", headers=HTML)
    assert reply.status_code == 200, reply.text
    return " ".join(reply.text.split())


def test_a_browser_gets_the_page_and_a_program_json(pages: FlaskClient) -> None:
    asked = f"/conditions?{urlencode({'cell': 'mES', 'with': '2i'})}"
    assert pages.get(asked, headers=HTML).mimetype == "text/html"
    assert pages.get(asked).json["conditions"][0]["outcome"] == "naive state maintained"  # type: ignore[index]
    assert pages.get(f"{asked}&format=json", headers=HTML).mimetype == "application/json"
    assert pages.get("/conditions", headers=HTML).status_code == 200
    assert pages.get("/conditions").status_code == 400


def test_a_field_that_there_is_not_is_refused_with_those_that_there_are(pages: FlaskClient) -> None:
    for asked in ("/conditions?cells=mES&with=2i", "/conditions.tsv?cell=mES&medium=2i"):
        reply = pages.get(asked, headers=HTML)
        assert reply.status_code == 400
        assert (
            "is no field of a condition; the fields are cell, drop, feeder, matrix, name, table, text, with"
            in reply.text
        )


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_what_is_missing_is_added_by_a_button_and_the_verdict_is_a_link(
    chrome: Browser, site: Server, size: tuple[int, int]
) -> None:
    with chrome.visit(site, size) as visit:
        visit.go("conditions")
        visit.page.get_by_label("Cells", exact=True).fill("mES")
        visit.page.get_by_label("Ingredients, in your lab’s own words").fill("DMEM, 15% FBS")
        visit.page.get_by_role("button", name="Check", exact=True).click()
        visit.page.get_by_role("heading", name="The cells differentiate").wait_for()
        assert visit.page.evaluate("document.activeElement.id") == "verdict"
        assert visit.page.locator(".chip").all_inner_texts() == ["DMEM\n×", "15% fetal bovine serum “FBS”\n×"]
        visit.page.get_by_role("link", name="Add leukemia inhibitory factor").click()
        visit.page.get_by_role("heading", name="The cells stay naive").wait_for()
        address = visit.page.url
        visit.page.get_by_role("button", name="Remove leukemia inhibitory factor").click()
        visit.page.get_by_role("heading", name="The cells differentiate").wait_for()
        visit.page.go_back()
        visit.page.get_by_role("heading", name="The cells stay naive").wait_for()
        visit.page.goto(address)
        assert visit.text("#v") == "The cells stay naive"
        visit.expect_nothing_cut_off()


def test_all_of_it_works_without_script(chrome: Browser, site: Server) -> None:
    with chrome.visit(site, java_script_enabled=False) as visit:
        visit.go("conditions")
        visit.page.get_by_label("Cells", exact=True).fill("mES")
        visit.page.get_by_label("Ingredients, in your lab’s own words").fill("15% FBS, LIF")
        visit.page.keyboard.press("Enter")
        assert visit.text("#v") == "The cells stay naive"
        visit.page.get_by_role("button", name="Remove LIF").click()
        assert visit.text("#v") == "The cells differentiate"
        assert visit.page.url.endswith("conditions?cell=mES&with=15%25+FBS")
        visit.page.get_by_role("link", name="Compare with additions").click()
        assert visit.text("#v") == "4 conditions side by side"


def test_no_word_is_lost_without_a_word(pages: FlaskClient) -> None:
    told = page(pages, cell="mES", **{"with": "serum (Sigma), LIF, QX-77, SB, at 37 °C"})
    assert "“QX-77”: lifonto does not know it" in told
    assert "Say which." in told
    assert "Sigma set aside" in told
    assert "may change it" in told
    assert page(pages, text="mES in FBS ± LIF").count("Ask about the two conditions") <= 1
    assert "is not clear" in page(pages, text="mES in FBS ± LIF")


def test_an_unknown_word_is_replaced_by_one_that_is_near(chrome: Browser, site: Server) -> None:
    with chrome.visit(site) as visit:
        visit.go("conditions?cell=mES&with=10%25+FBS&with=LIF&with=RPMI-XY")
        visit.page.locator(".adds .button", has_text="RPMI 1640").click()
        visit.expect_count(".chip.unknown", 0)
        assert "with=RPMI+1640" in visit.page.url


def test_papers_lead_to_their_pages_and_the_undecided_is_no_no(pages: FlaskClient) -> None:
    told = page(pages, text="mES in DMEM, 15% FBS")
    assert re.search(r'href="[./]*references/PMID:3143916">Williams 1988, Nature<', told)
    assert re.search(r'href="[./]*statements/LIFS:0134"', told)
    undecided = page(pages, text="mES in serum, LIF, ruxolitinib")
    assert "No finding here settles this" in undecided
    assert "That is not a no." in undecided


@pytest.mark.parametrize("text", ["mES in serum", "mES in 2i/LIF on MEF", "hES in serum + LIF", "EpiSC in 2i + LIF"])
def test_every_link_of_a_verdict_leads_somewhere(pages: FlaskClient, text: str) -> None:
    told = page(pages, text=text)
    links = {html.unescape(each) for each in re.findall(r'href="\./([^"#]*)"', told[told.index("<main") :])}
    assert len(links) > 10
    assert [each for each in links if pages.get(f"/{each}", headers=HTML).status_code != 200] == []


def test_cells_are_asked_for_where_none_are_named(pages: FlaskClient) -> None:
    assert 'id="v">Which cells?</h2>' in page(pages, **{"with": "serum, LIF"})
    assert 'id="v">Which cells?</h2>' not in page(pages, text="Zebrafish ES in serum + LIF")


def test_a_whole_recipe_is_taken_apart_into_chips(chrome: Browser, site: Server) -> None:
    recipe = """E14Tg2a cells were grown on gelatin-coated plates in GMEM (Sigma) supplemented with 10% FBS,
    1x NEAA, 2 mM L-glutamine, 0.1 mM 2-mercaptoethanol and 100 U/ml LIF at 37 °C, passaged every 2 days."""
    with chrome.visit(site) as visit:
        visit.go("conditions")
        visit.page.get_by_label("Or paste a whole recipe").fill(recipe)
        visit.page.get_by_role("button", name="Check the recipe").click()
        visit.page.get_by_role("heading", name="The cells stay naive").wait_for()
        visit.expect_count(".chip", 6)
        assert visit.page.get_by_label("Coating", exact=True).input_value() == "gelatin"
        assert "Sigma set aside" in visit.text("#verdict")
        assert "text=E14Tg2a" in visit.page.url
        visit.page.get_by_role("button", name="Remove 100 U/ml LIF").click()
        visit.page.get_by_role("heading", name="The cells differentiate").wait_for()


def test_a_table_from_a_spreadsheet_is_judged_and_saved(chrome: Browser, site: Server, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed: pip install '.[excel]'")
    with chrome.visit(site) as visit:
        visit.go("conditions")
        box = visit.page.get_by_label("Paste rows from a spreadsheet")
        box.fill(TABLE)
        visit.page.get_by_role("button", name="Check all").click()
        visit.page.get_by_role("heading", name="2 conditions side by side").wait_for()
        assert visit.page.locator("#verdict .b").all_inner_texts() == ["Naive state maintained", "Differentiates"]
        assert "“QX-77”" in visit.text("#verdict")
        assert "table=name" in visit.page.url
        for kind in ("TSV", "Excel"):
            with visit.page.expect_download() as coming:
                visit.page.get_by_role("button", name=kind).click()
            coming.value.save_as(tmp_path / coming.value.suggested_filename)
    rows = [line.split("\t") for line in (tmp_path / "conditions.tsv").read_text(encoding="utf-8-sig").splitlines()]
    assert [row[:3] for row in rows[1:]] == [
        ["mine", "mES in serum, LIF on MEF", "naive state maintained"],
        ["yours", "mES in serum, QX-77", "differentiates"],
    ]
    sheet = openpyxl.load_workbook(tmp_path / "conditions.xlsx").active
    assert [[cell.value or "" for cell in row] for row in sheet.iter_rows()] == rows


def test_many_conditions_stand_in_rows_and_few_in_columns(pages: FlaskClient) -> None:
    many = page(pages, table="\n".join(f"c{number}; mES; serum, LIF" for number in range(9)))
    assert many.count('<th scope="row"><a href') == 9
    assert page(pages, table="a; mES; 2i\nb; mES; serum").count('<th scope="col"><a href') == 2


def test_a_file_is_sent_for_a_link_and_refused_where_it_cannot_be(pages: FlaskClient) -> None:
    reply = pages.get("/conditions.tsv?cell=mES&with=2i")
    assert 'filename="conditions.tsv"' in reply.headers["Content-Disposition"]
    assert "=" not in {line[:1] for line in pages.get("/conditions.tsv?text=%3D1%2B1+in+2i").text.splitlines()}
    book = pages.get("/conditions.xlsx?cell=mES&with=2i")
    assert BytesIO(book.data).read(2) == b"PK"
    assert pages.get("/conditions.json?cell=mES&with=2i").json["conditions"]  # type: ignore[index]
    assert pages.get("/conditions.tsv").status_code == 400
    assert pages.get("/conditions.pdf?cell=mES").status_code == 404


def test_a_table_that_cannot_be_read_is_left_in_its_box_with_the_reason(pages: FlaskClient) -> None:
    reply = pages.get(
        f"/conditions?{urlencode({'table': 'name;cell;wiht;with' + chr(10) + 'a;mES;x;y'})}", headers=HTML
    )
    assert reply.status_code == 400
    assert "no column is called &#39;wiht&#39;; did you mean &#39;with&#39;" in reply.text
    assert "a;mES;x;y</textarea>" in reply.text
    long = pages.post("/conditions", data={"text": "LIF " * 6000}, headers=HTML)
    assert long.status_code == 413
    assert "longer than 20000 characters" in long.text


def test_a_table_too_long_for_a_link_is_answered_and_says_so(pages: FlaskClient) -> None:
    table = "\n".join(f"condition number {number}; mES; serum, LIF, {'x' * 30}" for number in range(100))
    reply = pages.post("/conditions", data={"table": table}, headers=HTML)
    assert reply.status_code == 200
    assert "too many for a link" in reply.text


def test_hostile_words_execute_nothing(chrome: Browser, site: Server) -> None:
    hostile = "<script>document.title='broken'</script><img src=x onerror=\"document.title='broken'\">"
    for fields in (
        {"cell": hostile, "with": hostile},
        {"text": hostile},
        {"table": f"{hostile}; {hostile}; {hostile}"},
    ):
        with chrome.visit(site) as visit:
            visit.go(f"conditions?{urlencode(fields)}")
            assert visit.page.title() != "broken"
            assert visit.page.locator("main img").count() == 0


def test_there_is_no_such_page_beside_other_data(chrome: Browser, tmp_path: Path) -> None:
    (tmp_path / "mine.ttl").write_text("<http://a.example/x> a <http://a.example/Y> .")
    with serving(tmp_path, str(tmp_path / "mine.ttl")) as server:
        reply = server.send("GET", "/conditions", Accept="text/html")
        assert reply.status == 404
        assert "There is no culture checker here" in reply.body.decode()
        assert "Culture checker" not in server.send("GET", "/", Accept="text/html").body.decode()


def test_the_page_is_in_the_menu_on_the_front_page_and_in_the_list_for_crawlers(pages: FlaskClient) -> None:
    front = pages.get("/", headers=HTML).text
    assert front.count('href="./conditions"') == 3  # the menu, an answered question, a door
    assert "/conditions</loc>" in pages.get("/sitemap.xml").text
    assert "Disallow: /conditions?" in pages.get("/robots.txt").text
