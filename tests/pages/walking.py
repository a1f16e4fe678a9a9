"""A reader who walks through the pages: with a mouse, with the keyboard alone, or on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from browsing import PHONE, WIDE, nothing_sticks_out, page_at

SHARING = ["clipboard-read", "clipboard-write"]
WAYS: dict[str, dict[str, Any]] = {
    "mouse": {"viewport": WIDE, "permissions": SHARING},
    "keyboard": {"viewport": WIDE, "permissions": SHARING},
    "phone": {"viewport": PHONE, "permissions": SHARING, "has_touch": True, "is_mobile": True},
}
MOST_TABS = 120
IN_EDITOR = "document.activeElement.shadowRoot?.activeElement?.className.includes('cm-content') ?? false"


@dataclass
class Reader:
    """Somebody at a *page*, who gets about in one *way*."""

    page: Any
    way: str

    def open(self, path: str) -> None:
        """Begin at *path*."""
        self.page.goto(path)

    def go(self, target: Any) -> None:
        """Follow *target*; by keyboard it is reached with Tab and followed with Enter."""
        if self.way == "mouse":
            target.click()
        elif self.way == "phone":
            target.tap()
        else:
            self.reach(target)
            self.page.keyboard.press("Enter")

    def follow(self, name: str, *, exact: bool = False) -> None:
        """Follow the first link called *name*."""
        self.go(self.page.get_by_role("link", name=name, exact=exact).first)

    def push(self, name: str) -> None:
        """Push the button called *name*."""
        self.go(self.page.locator("main").get_by_role("button", name=name, exact=True).first)

    def reach(self, target: Any) -> None:
        """Press Tab until *target* has the focus."""
        handle = target.element_handle()
        for _ in range(MOST_TABS):
            if self.page.evaluate("each => each === document.activeElement", handle):
                return
            self.page.keyboard.press("Tab")
        pytest.fail("Tab does not lead there")

    def write(self, label: str, text: str) -> None:
        """Write *text* into the field called *label*."""
        field = self.page.get_by_label(label, exact=True)
        if self.way == "keyboard":
            self.reach(field)
        else:
            self.go(field)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)

    def search(self, text: str) -> None:
        """Write *text* into the search box of the page, letter by letter."""
        if self.way == "keyboard":
            self.page.keyboard.press("/")
        else:
            self.go(self.page.get_by_role("combobox").first)
        self.page.keyboard.type(text)

    def edit(self, query: str) -> None:
        """Write *query* into the editor, in the place of what is there."""
        if self.way == "keyboard":
            for _ in range(MOST_TABS):
                if self.page.evaluate(IN_EDITOR):
                    break
                self.page.keyboard.press("Tab")
        else:
            self.go(self.page.locator(".cm-content"))
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(query)

    def download(self, name: str) -> bytes:
        """Save the file that the link or button called *name* leads to."""
        with self.page.expect_download() as coming:
            self.go(self.page.locator(f"main :is(a, button):text-is('{name}')").first)
        path = coming.value.path()
        return bytes(path.read_bytes())

    def arrives(self, address: str, heading: str = "") -> None:
        """Hold that the page at *address*, a pattern, is reached whole, and has the *heading*."""
        self.page.wait_for_url(re.compile(address))
        if heading:
            self.page.get_by_role("heading", name=heading).first.wait_for()
        nothing_sticks_out(self.page)

    def reads(self, text: str, where: str = "main") -> None:
        """Hold that *text* comes to be read, and that nothing is cut off."""
        self.page.locator(where).filter(has_text=text).first.wait_for()
        nothing_sticks_out(self.page)


@contextmanager
def reading(browser: Any, base: str, way: str) -> Iterator[Reader]:
    """Yield a reader of the server at *base*; in the end nothing was cut off, complained of or asked for elsewhere."""
    with page_at(browser, base, **WAYS[way]) as page:
        yield Reader(page, way)
        nothing_sticks_out(page)
