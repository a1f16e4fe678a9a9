"""A real browser on a real server: what is on a page, and that it says nothing to anybody else and breaks nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from browsing import nothing_sticks_out
from serving import Server

WIDE, PHONE = (1280, 900), (390, 844)


@dataclass
class Visit:
    """A page in the browser, and what went wrong in it."""

    page: Any
    base: str
    troubles: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Note every error of the console, and every request to somebody else."""
        self.page.on("console", lambda said: self.troubles.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("request", lambda asked: self.note(asked.url))

    def note(self, url: str) -> None:
        """Note a request that leaves the server."""
        if not url.startswith((self.base, "data:", "blob:")):
            self.troubles.append(f"a request to {url}")

    def go(self, path: str) -> None:
        """Open the page at *path*."""
        self.page.goto(f"{self.base}/{path}")

    def text(self, selector: str) -> str:
        """Return the text of the first element that fits *selector*."""
        return " ".join(self.page.locator(selector).first.inner_text().split())

    def expect_count(self, selector: str, number: int) -> None:
        """Wait until *number* elements fit *selector*."""
        from playwright.sync_api import expect

        expect(self.page.locator(selector)).to_have_count(number)

    def expect_nothing_cut_off(self) -> None:
        """Assert that the whole page fits into the window."""
        nothing_sticks_out(self.page)

    def expect_accessible(self) -> None:
        """Assert that axe-core finds nothing to complain of."""
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(self.page).response["violations"]
        told = [(each["id"], each["help"], [node["target"] for node in each["nodes"][:3]]) for each in found]
        assert not told, f"{self.page.url}: {told}"


class Browser:
    """The browser; each visit has storage, size and colours of its own."""

    def __init__(self, chrome: Any) -> None:
        self.chrome = chrome

    @contextmanager
    def visit(self, server: Server, size: tuple[int, int] = WIDE, **manner: Any) -> Iterator[Visit]:
        """Yield a page that asserts at its end that nothing went wrong, apart from refusals that were asked for."""
        width, height = size
        context = self.chrome.new_context(viewport={"width": width, "height": height}, **manner)
        visit = Visit(context.new_page(), server.base)
        visit.watch()
        try:
            yield visit
            assert not [each for each in visit.troubles if "Failed to load resource" not in each]
        finally:
            context.close()


@pytest.fixture(scope="session")
def chrome(chromium: Any) -> Browser:
    """A browser."""
    return Browser(chromium)
