"""Pages for everybody: axe-core finds nothing, in both themes, on a phone and on a wide screen."""

from __future__ import annotations

from typing import Any

import pytest
from browsing import PHONE, WIDE, nothing_sticks_out, page_at
from serving import Server

KINDS = {
    "front": "/",
    "search": "/search?q=ciliary+neurotropic+factor",
    "nothing found": "/search?q=zzzzqqq",
    "term": "/terms/PR:000009799",
    "class": "/terms/LIFO:0001600",
    "statement": "/statements/LIFS:0095",
    "effect": "/statements/lifonto:effect/CHEBI_17026--GO_0007566",
    "reference": "/references/PMID:14636556",
    "tree": "/tree?at=PR:000009799",
    "about": "/about",
    "query": "/query",
    "answer": "/query?name=drugs_that_block_lif_and_its_relatives",
    "graph": "/query?query=DESCRIBE+LIFO:0003113",
    "empty answer": "/query?query=SELECT+*+%7B+%3Fs+rdfs:lable+%3Fo+%7D",
    "cascade": "/cascade?from=LIF&to=NANOG",
    "no path": "/cascade?from=LIF&to=NANOGG",
    "why": "/why",
    "argument": "/why?sub=LIFO:0001990&sup=LIFO:0001600&limit=1",
    "missing part": "/why?sub=PR:000009799&sup=LIFO:0001600",
    "expression": "/why?of=protein&direct=1",
    "missing": "/terms/PR:00009799",
    "culture": "/conditions",
    "verdict": "/conditions?cell=mES&with=DMEM&with=15%25+FBS&with=QX-77",
    "undecided": "/conditions?text=mES+in+serum,+LIF,+ruxolitinib",
    "comparison": "/conditions?table=a;mES;2i%0Ab;mES;serum,+LIF%0Ac;hES;serum,+LIF",
}
VIOLATIONS = {"resultTypes": ["violations"]}  # what is right is looked at as well, but not listed
SIZES = {"wide": WIDE, "phone": PHONE}


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_in_either_theme_and_nothing_is_cut_off(chromium: Any, site: Server, size: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="pip install '.[browser]'").Axe()
    found = {}
    with page_at(chromium, site.base, viewport=SIZES[size]) as page:
        for kind, path in KINDS.items():
            page.goto(path)
            for theme in ("light", "dark"):
                page.emulate_media(color_scheme=theme)
                nothing_sticks_out(page)
                result = axe.run(page, options=VIOLATIONS).response
                assert result["passes"], "axe did not look"
                if broken := result["violations"]:
                    found[kind, theme] = [(each["id"], each["nodes"][0]["html"][:150]) for each in broken]
    assert not found


def test_three_tabs_lead_to_the_content(chromium: Any, site: Server) -> None:
    with page_at(chromium, site.base, viewport=WIDE) as page:
        for path in KINDS.values():
            page.goto(path)
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.closest('main') !== null"):
                continue  # the page has led to its answer already
            assert page.evaluate("document.activeElement.className") == "skip"
            page.keyboard.press("Enter")
            assert page.evaluate("document.activeElement.id") == "main"


def test_what_has_the_focus_is_seen(chromium: Any, site: Server) -> None:
    with page_at(chromium, site.base, viewport=WIDE) as page:
        page.goto("/terms/PR:000009799")
        for _ in range(12):
            page.keyboard.press("Tab")
            style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert style == "solid", page.evaluate("document.activeElement.outerHTML")
