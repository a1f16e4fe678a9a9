"""A browser at a server: what it asked for elsewhere, what it complained of, and what sticks out of the window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = next((each for each in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(each).exists()), "")
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
PENDING_ERRORS = "Failed to load resource: the server responded with a status of 404"
STICKING_OUT = """() => {
  const seen = [];
  for (const each of document.querySelectorAll("body *")) {
    const box = each.getBoundingClientRect();
    const scrolls = each.closest(".scroll, pre, .vh, svg, .skip");
    if (box.width && !scrolls && (box.right > innerWidth + 1 || box.left < -1)) seen.push(each.outerHTML.slice(0, 120));
  }
  return document.documentElement.scrollWidth > innerWidth + 1 ? ["the page is too wide", ...seen] : seen;
}"""


@dataclass
class Seen:
    """What a page did that it should not."""

    console: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)


@contextmanager
def browser() -> Iterator[Any]:
    """Start a browser; skip where there is none."""
    sync = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install '.[browser]'")
    if not CHROMIUM:
        pytest.skip("no chromium in /usr/bin")
    with sync.sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])


@contextmanager
def page_at(browser: Any, base: str, **options: Any) -> Iterator[Any]:
    """Open a page that knows its server; in the end nothing was asked for elsewhere, and nothing complained of."""
    context = browser.new_context(base_url=base, **options)
    page, seen = context.new_page(), Seen()
    page.on("console", lambda said: seen.console.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: seen.console.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith(base) else seen.elsewhere.append(asked.url))
    try:
        yield page
        assert not [each for each in seen.console if PENDING_ERRORS not in each]
        assert not seen.elsewhere
    finally:
        context.close()


def nothing_sticks_out(page: Any) -> None:
    """Hold that the whole page fits into the window."""
    assert page.evaluate(STICKING_OUT) == []
