"""Fifteen tasks that readers come with, each walked with a mouse, with the keyboard alone, and on a phone of 390 px.

On every walk: no error in the console, no request to another host, nothing cut off.

|  1 | what HILDA is                               |  9 | share a link                              |
|  2 | why LIF is a gp130 cytokine, down to a paper | 10 | a table into a spreadsheet                |
|  3 | serum without LIF                           | 11 | run, cancel and change a query            |
|  4 | N2B27 + LIF + BMP4                          | 12 | a misspelt name                           |
|  5 | a whole recipe, pasted                      | 13 | a contested finding and its other side    |
|  6 | whether human ES cells need LIF             | 14 | the class tree of the Gene Ontology       |
|  7 | which drugs block LIF, with sources         | 15 | somebody else's ontology                  |
|  8 | the cascade, and a path from LIF to NANOG   |    |                                           |
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import page_at
from serving import Server, serving, wait_until
from walking import WAYS, Reader, reading

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
RECIPE = """E14Tg2a cells were grown on gelatin-coated plates in GMEM (Sigma) supplemented with 10% FBS, 1x NEAA,
2 mM L-glutamine, 0.1 mM 2-mercaptoethanol and 100 U/ml LIF at 37 °C in 5% CO2, and passaged every 2 days."""
ZOO = """@prefix : <http://zoo.example/terms#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . :Animal a owl:Class ; rdfs:label "animal" .
:Cow a owl:Class ; rdfs:label "cow" ; rdfs:subClassOf :Animal ; rdfs:comment "It says moo." ."""


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> str:
    """How the reader gets about."""
    return str(request.param)


@pytest.fixture
def reader(chromium: Any, site: Server, way: str) -> Iterator[Reader]:
    """A reader of the release."""
    with reading(chromium, site.base, way) as found:
        yield found


@pytest.fixture(scope="module")
def reasoners(chromium: Any, site: Server) -> None:  # the browser is asked for first: without it nothing is started
    """Have the processes that reason read the release, which takes some seconds, before a browser waits for them."""
    for path in ("/reason/satisfiable?of=protein", "/conditions?text=mES+in+2i"):
        wait_until(lambda path=path: site.send("GET", path, timeout=120).status == 200, 120)


@pytest.fixture(scope="module")
def zoo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of somebody else's ontology."""
    folder = tmp_path_factory.mktemp("zoo")
    (folder / "zoo.ttl").write_text(ZOO)
    with serving(folder, str(folder / "zoo.ttl")) as server:
        yield server


def test_01_what_hilda_is(reader: Reader) -> None:
    reader.open("/")
    reader.search("hild")
    option = reader.page.get_by_role("option").filter(has_text="leukemia inhibitory factor").first
    option.wait_for()
    if reader.way == "keyboard":
        reader.page.keyboard.press("ArrowDown")
        reader.page.keyboard.press("Enter")
    else:
        reader.go(option)
    reader.arrives("/terms/PR:000009799$", "leukemia inhibitory factor")
    assert "HILDA" in reader.page.locator("dl.facts").first.inner_text()


@pytest.mark.usefixtures("reasoners")
def test_02_why_lif_is_a_gp130_cytokine_down_to_a_paper(reader: Reader) -> None:
    reader.open("/")
    reader.follow("Why is it so?")
    reader.write("Term", "LIF")
    reader.write("Kind", "gp130 cytokine")
    reader.push("Ask why")
    reader.reads("Some kinds of it are", ".lead")
    reader.follow("Why is extracellular leukemia inhibitory factor one?")
    reader.reads("By definition", ".proof")
    reader.go(reader.page.locator(".proof .cite").last)
    reader.arrives("/references/")


@pytest.mark.usefixtures("reasoners")
def test_03_serum_without_lif(reader: Reader) -> None:
    reader.open("/")
    reader.follow("Check your own medium")
    reader.write("Cells", "mES")
    reader.write("Ingredients, in your lab’s own words", "DMEM, 15% FBS")
    reader.push("Check")
    reader.arrives("cell=mES", "The cells differentiate")
    reader.reads("Add one of these to keep the cells", "#verdict")
    reader.follow("Williams 1988, Nature")
    reader.arrives("/references/PMID:3143916$")


@pytest.mark.usefixtures("reasoners")
def test_04_n2b27_with_lif_and_bmp4(reader: Reader) -> None:
    reader.open("/conditions")
    reader.follow("N2B27 + LIF + BMP4", exact=True)
    reader.arrives("text=mES", "The cells stay naive")
    reader.reads("What speaks against it", "#verdict")
    reader.go(reader.page.get_by_role("button", name="Remove BMP4"))
    reader.arrives("cell=mES", "The cells differentiate")


@pytest.mark.usefixtures("reasoners")
def test_05_a_whole_recipe_pasted(reader: Reader) -> None:
    reader.open("/conditions")
    reader.write("Or paste a whole recipe", RECIPE)
    reader.push("Check the recipe")
    reader.arrives("text=E14", "The cells stay naive")
    reader.reads("Sigma set aside", "#verdict")
    assert reader.page.locator(".chip").count() == 6


@pytest.mark.usefixtures("reasoners")
def test_06_whether_human_es_cells_need_lif(reader: Reader) -> None:
    reader.open("/")
    card = reader.page.locator(".card", has_text="Do human ES cells need LIF?")
    assert "No." in card.inner_text()
    assert card.locator(".cite").count() > 1
    reader.follow("Culture checker")
    reader.follow("Human ES cells with LIF")
    reader.arrives("text=hES", "The cells differentiate")
    reader.go(reader.page.locator("#verdict .st .say a").first)
    reader.arrives("/statements/LIFS:")
    assert "human embryonic stem cell" in reader.page.locator("main").inner_text().lower()


def test_07_which_drugs_block_lif_with_sources(reader: Reader) -> None:
    reader.open("/query")
    reader.write("Filter the questions", "block LIFR drugs")
    reader.follow("Which drugs block LIF")
    reader.arrives("name=drugs_that_block_lif", "Answer")
    reader.reads("EC359", "#answer")
    for row in reader.page.locator("#answer tbody tr").all():
        assert row.locator(".cite").count() > 0
    reader.go(reader.page.locator("#answer .cite").first)
    reader.arrives("/references/")


def test_08_the_cascade_and_a_path(reader: Reader) -> None:
    reader.open("/")
    reader.follow("Cascade", exact=True)
    reader.arrives("/cascade$")
    reader.write("From", "leukemia inhibitory factor")
    reader.write("To", "NANOG")
    reader.push("Find")
    reader.arrives("from=", "How does LIF reach NANOG?")
    card = reader.page.locator(".card").first.inner_text()
    assert "STAT3" in card
    assert "LIF raises NANOG" in card
    assert "mouse embryonic stem cell" in card
    lit = reader.page.locator("#picture .net.path .e:not(.dim)")
    assert lit.count() == reader.page.locator(".card").first.locator(".st").count()
    reader.go(reader.page.locator(".card .cite").first)
    reader.arrives("/references/")


@pytest.mark.usefixtures("reasoners")
def test_09_share_a_link(reader: Reader, chromium: Any, site: Server) -> None:
    reader.open("/conditions?text=mES+in+serum,+QX-77")
    reader.follow("Copy link")
    reader.reads("Copied")
    link = reader.page.evaluate("navigator.clipboard.readText()")
    with page_at(chromium, site.base, java_script_enabled=False) as other:
        other.goto(link)
        assert other.locator("#v").inner_text() == reader.page.locator("#v").inner_text()


def test_10_a_table_into_a_spreadsheet(reader: Reader) -> None:
    reader.open("/query?name=drugs_that_block_lif_and_its_relatives")
    rows = list(csv.reader(io.StringIO(reader.download("CSV").decode("utf-8-sig"))))
    assert ["LIFO:0003113", "EC330"] in [row[:2] for row in rows]
    assert reader.download("Excel")[:2] == b"PK"


def test_11_run_cancel_and_change_a_query(reader: Reader) -> None:
    reader.open("/query")
    reader.edit(ENDLESS)
    if reader.way == "keyboard":
        reader.page.keyboard.press("Control+Enter")
    else:
        reader.push("Run")
    reader.page.get_by_role("button", name="Stop").wait_for()
    reader.push("Stop")
    reader.reads("Stopped, here and on the server.")
    if reader.way == "keyboard":
        reader.open("/query")
    reader.edit('SELECT ?drug { ?drug rdfs:label "MSC-1" }')
    reader.page.keyboard.press("Control+Enter")
    reader.reads("MSC-1", "#answer tbody")
    reader.arrives(re.escape("MSC-1"))


def test_12_a_misspelt_name(reader: Reader) -> None:
    reader.open("/about")
    reader.search("ciliary neurotropic factor")
    reader.page.keyboard.press("Enter")
    reader.arrives(r"/search\?q=")
    reader.reads("read as “ciliary neurotrophic factor”")
    reader.follow("ciliary neurotrophic factor", exact=True)
    reader.arrives("/terms/PR:000005663$")


def test_13_a_contested_finding_and_its_other_side(reader: Reader) -> None:
    reader.open("/statements/LIFS:0095")
    assert reader.page.locator("main .b.split").first.inner_text() == "Contested"
    reader.reads("What speaks against it")
    reader.follow("depends on LIF, which brings STAT3")
    reader.arrives("/statements/LIFS:0553$")
    reader.go(reader.page.locator(".card h3 a").first)
    reader.arrives("/references/")
    assert "rest" in reader.page.get_by_role("heading", level=2).first.inner_text()


def test_14_the_class_tree_of_go(chromium: Any, gene_ontology: Server, way: str) -> None:
    with reading(chromium, gene_ontology.base, way) as reader:
        reader.page.set_default_timeout(60_000)
        reader.open("/")
        reader.follow("Browse")
        branch = reader.page.get_by_role("treeitem", name="biological_process", exact=True)
        if way == "keyboard":
            reader.reach(reader.page.locator("[role=treeitem][tabindex='0']"))
            reader.page.keyboard.type("biological_p")
            reader.page.keyboard.press("ArrowRight")
        else:
            reader.go(branch.locator(".turn").first)
        reader.page.get_by_role("treeitem", name="cellular process", exact=True).first.wait_for()
        if way == "keyboard":  # letters move about in the tree, so its page comes first
            reader.page.keyboard.press("Enter")
            reader.arrives("/terms/GO:0008150$", "biological_process")
        reader.search("apoptotic proces")
        option = reader.page.get_by_role("option", name="apoptotic process").first
        option.wait_for()
        if way == "keyboard":
            reader.page.keyboard.press("ArrowDown")
            reader.page.keyboard.press("Enter")
        else:
            reader.go(option)
        reader.arrives("/terms/GO:0006915$", "apoptotic process")


def test_15_somebody_elses_ontology(chromium: Any, zoo: Server, way: str) -> None:
    with reading(chromium, zoo.base, way) as reader:
        reader.open("/")
        reader.search("coww")
        reader.page.keyboard.press("Enter")
        reader.arrives(r"/search\?q=")
        reader.follow("cow", exact=True)
        reader.arrives(r"/terms\?iri=", "cow")
        reader.reads("It says moo.")
        reader.follow("animal", exact=True)
        reader.arrives(r"/terms\?iri=", "animal")


def test_the_list_of_walks_is_whole() -> None:
    walks = [name for name in globals() if re.match(r"test_\d\d_", name)]
    assert [int(name[5:7]) for name in walks] == list(range(1, 16))
    assert Path(__file__).read_text(encoding="utf-8").count("|\n|") == 7
