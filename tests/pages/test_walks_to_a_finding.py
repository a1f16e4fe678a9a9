"""What readers meet on their way to what was found, beside the fifteen walks: negative findings, the tree, keys."""

from __future__ import annotations

from typing import Any

import pytest
from browsing import WIDE, page_at
from serving import Server
from walking import WAYS, reading


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> str:
    """How the reader gets about."""
    return str(request.param)


def test_a_negative_finding_is_never_called_false(chromium: Any, site: Server, way: str) -> None:
    with reading(chromium, site.base, way) as reader:
        page = reader.page
        page.goto("/terms/PR:000009799?theme=Stem+cells+in+culture")
        negative = page.locator("li.st.no").first
        assert negative.locator(".b.no").inner_text() == "Negative finding"
        reader.go(negative.locator(".say a"))
        page.wait_for_url("**/statements/**")
        text = page.locator("main").inner_text().lower()
        assert "negative finding" in text
        assert "false" not in text
        assert "does not hold" not in text


def test_the_tree_leads_down_to_lif(chromium: Any, site: Server, way: str) -> None:
    with reading(chromium, site.base, way) as reader:
        page = reader.page
        page.goto("/tree")
        item = page.get_by_role("treeitem", name="protein", exact=True)
        if way == "keyboard":
            reader.reach(page.locator("[role=treeitem][tabindex='0']"))
            page.keyboard.type("prote")
            page.keyboard.press("ArrowRight")
        else:
            reader.go(item.locator(".turn").first)
        page.get_by_role("treeitem", name="interleukin-6-class cytokine (worked out)").first.wait_for()
        assert item.get_attribute("aria-expanded") == "true"
        if way == "keyboard":
            page.keyboard.press("ArrowRight")
            page.keyboard.press("Enter")
            page.wait_for_url("**/terms/**")


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
