"""How long a reader waits, and how much is sent: measured in the browser, with room for what else the machine does."""

from __future__ import annotations

import statistics
from typing import Any

import pytest
from browsing import WIDE, page_at
from serving import Server, load

TERM_MS, SUGGESTION_MS, SLACK = 50, 50, 3
HEAVY = 100_000  # bytes of a page with all that it asks for
TERMS = ("LIFO:0001600", "PR:000005663", "LIFO:0003112", "GO:0005125", "LIFO:0002110", "PR:000001868", "CL:0002322")
TIMES = "performance.getEntriesByType('navigation')[0]"
SERVER_MS = f"{TIMES}.responseStart - {TIMES}.requestStart"
BYTES = """[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
  .reduce((sum, each) => sum + each.decodedBodySize, 0)"""
ASKED_MS = """async (text) => {
  const began = performance.now();
  await (await fetch("suggest?q=" + encodeURIComponent(text))).json();
  return performance.now() - began;
}"""


def room() -> float:
    """Return how much longer things may take than on a machine that has nothing else to do."""
    return SLACK * max(1.0, load())


def test_the_page_of_a_term_is_made_in_no_time(chromium: Any, site: Server) -> None:
    with page_at(chromium, site.base, viewport=WIDE) as page:
        took = []
        for term in TERMS:
            page.goto(f"/terms/{term}")
            took.append(page.evaluate(SERVER_MS))
        assert statistics.median(took) < TERM_MS * room()


@pytest.mark.parametrize("text", ["hi", "hilda", "leukemia inh", "ciliary neurotropic"])
def test_a_suggestion_comes_while_one_writes(chromium: Any, site: Server, text: str) -> None:
    with page_at(chromium, site.base, viewport=WIDE) as page:
        page.goto("/")
        page.evaluate(ASKED_MS, "li")
        assert page.evaluate(ASKED_MS, text) < SUGGESTION_MS * room()


@pytest.mark.parametrize("path", ["/", "/terms/PR:000009799", "/statements/LIFS:0089", "/tree"])
def test_a_page_is_light(chromium: Any, site: Server, path: str) -> None:
    with page_at(chromium, site.base, viewport=WIDE) as page:
        page.goto(path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate(BYTES) < HEAVY
