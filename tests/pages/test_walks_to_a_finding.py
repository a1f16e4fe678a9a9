"""Walks that a reader takes to what was found: with a mouse, with the keyboard alone, and on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from browsing import PHONE, WIDE, nothing_sticks_out, page_at
from serving import Server

WAYS: dict[str, dict[str, Any]] = {
    "mouse": {"viewport": WIDE},
    "keyboard": {"viewport": WIDE},
    "phone": {"viewport": PHONE, "has_touch": True, "is_mobile": True},
}
MOST_TABS = 80
Go = Callable[[Any], None]


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> str:
    """How the reader gets about."""
    return str(request.param)


def go(way: str, page: Any, target: Any) -> None:
    """Follow *target* the way the reader gets about; by keyboard it is reached with Tab and followed with Enter."""
    if way == "mouse":
        target.click()
    elif way == "phone":
        target.tap()
    else:
        reach(page, target)
        page.keyboard.press("Enter")


def reach(page: Any, target: Any) -> None:
    """Press Tab until *target* has the focus."""
    handle = target.element_handle()
    for _ in range(MOST_TABS):
        if page.evaluate("each => each === document.activeElement", handle):
            return
        page.keyboard.press("Tab")
    pytest.fail("Tab does not lead there")


def write(way: str, page: Any, text: str) -> None:
    """Write *text* into the search box of the page."""
    box = page.get_by_role("combobox").first
    if way == "keyboard":
        page.keyboard.press("/")
    else:
        go(way, page, box)
    page.keyboard.type(text)


def test_what_hilda_is_by_a_suggestion(chromium: Any, site: Server, way: str) -> None:
    with page_at(chromium, site.base, **WAYS[way]) as page:
        page.goto("/")
        write(way, page, "hild")
        option = page.get_by_role("option").filter(has_text="leukemia inhibitory factor").first
        option.wait_for()
        if way == "keyboard":
            page.keyboard.press("ArrowDown")
            page.keyboard.press("Enter")
        else:
            go(way, page, option)
        page.wait_for_url("**/terms/PR:000009799")
        assert page.get_by_role("heading", level=1).inner_text() == "leukemia inhibitory factor"
        assert "HILDA" in page.locator("dl.facts").first.inner_text()
        nothing_sticks_out(page)


def test_a_misspelt_name_is_understood(chromium: Any, site: Server, way: str) -> None:
    with page_at(chromium, site.base, **WAYS[way]) as page:
        page.goto("/about")
        write(way, page, "ciliary neurotropic factor")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?q=*")
        assert "read as “ciliary neurotrophic factor”" in page.locator("main").inner_text()
        go(way, page, page.get_by_role("link", name="ciliary neurotrophic factor", exact=True))
        page.wait_for_url("**/terms/PR:000005663")
        nothing_sticks_out(page)


def test_a_contested_finding_shows_the_other_side_and_its_paper(chromium: Any, site: Server, way: str) -> None:
    with page_at(chromium, site.base, **WAYS[way]) as page:
        page.goto("/statements/LIFS:0095")
        main = page.locator("main")
        assert main.locator(".b.split").first.inner_text() == "Contested"
        assert "What speaks against it" in main.inner_text()
        go(way, page, main.get_by_role("link", name=re.compile("depends on LIF, which brings STAT3")).first)
        page.wait_for_url("**/statements/LIFS:0553")
        go(way, page, page.locator(".card h3 a").first)
        page.wait_for_url("**/references/**")
        assert "rest" in page.get_by_role("heading", level=2).first.inner_text()
        nothing_sticks_out(page)


def test_a_negative_finding_is_never_called_false(chromium: Any, site: Server, way: str) -> None:
    with page_at(chromium, site.base, **WAYS[way]) as page:
        page.goto("/terms/PR:000009799?theme=Stem+cells+in+culture")
        negative = page.locator("li.st.no").first
        assert negative.locator(".b.no").inner_text() == "Negative finding"
        go(way, page, negative.locator(".say a"))
        page.wait_for_url("**/statements/**")
        text = page.locator("main").inner_text().lower()
        assert "negative finding" in text
        assert "false" not in text
        assert "does not hold" not in text
        nothing_sticks_out(page)


def test_the_tree_leads_down_to_lif(chromium: Any, site: Server, way: str) -> None:
    with page_at(chromium, site.base, **WAYS[way]) as page:
        page.goto("/tree")
        item = page.get_by_role("treeitem", name="protein", exact=True)
        if way == "keyboard":
            reach(page, page.locator("[role=treeitem][tabindex='0']"))
            page.keyboard.type("prote")
            page.keyboard.press("ArrowRight")
        else:
            go(way, page, item.locator(".turn").first)
        page.get_by_role("treeitem", name="interleukin-6-class cytokine (worked out)").first.wait_for()
        assert item.get_attribute("aria-expanded") == "true"
        if way == "keyboard":
            page.keyboard.press("ArrowRight")
            page.keyboard.press("Enter")
            page.wait_for_url("**/terms/**")
        nothing_sticks_out(page)


def test_without_script_the_tree_and_the_search_work(chromium: Any, site: Server) -> None:
    with page_at(chromium, site.base, viewport=WIDE, java_script_enabled=False) as page:
        page.goto("/tree")
        page.get_by_role("link", name="Open protein", exact=True).click()
        page.get_by_role("link", name="interleukin-6-class cytokine").first.wait_for()
        page.goto("/")
        page.get_by_role("searchbox").fill("EC359")
        page.get_by_role("button", name="Find").click()
        page.get_by_role("link", name="EC359", exact=True).click()
        page.wait_for_url("**/terms/LIFO:0003112")


def test_letters_in_a_query_box_do_not_move_the_reader(chromium: Any, site: Server) -> None:
    with page_at(chromium, site.base, viewport=WIDE) as page:
        page.goto("/query")
        page.locator(".cm-content").click()
        page.keyboard.type("/")
        assert page.evaluate("document.activeElement.id") != "q"


def test_the_key_that_leads_to_the_search_can_be_switched_off(chromium: Any, site: Server) -> None:
    with page_at(chromium, site.base, viewport=WIDE) as page:
        page.goto("/about")
        page.get_by_label("leads to the search box").uncheck()
        page.goto("/tree")
        page.locator("h1").click()
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.tagName") != "INPUT"
