"""Take the screenshots of the README: ``python docs/screenshots.py`` writes the WebP files in ``docs``.

It wants playwright (``pip install '.[browser]'``) and chromium of the system in ``/usr/bin``.
"""

from __future__ import annotations

import base64
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
CHROMIUM = "/usr/bin/chromium"
SIZE = {"width": 1200, "height": 800}
PICTURES = {"front.webp": "", "conditions.webp": "conditions?cell=mES&with=DMEM&with=15%25+FBS"}
TO_WEBP = """async (png) => {
  const image = new Image();
  image.src = "data:image/png;base64," + png;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
  canvas.getContext("2d").drawImage(image, 0, 0);
  return canvas.toDataURL("image/webp", 0.85).split(",")[1];
}"""


@contextmanager
def server() -> Iterator[str]:
    """Serve the release, and yield its address."""
    command = [sys.executable, "-m", "lifonto", "serve", "--port", "0", "--no-log"]
    with subprocess.Popen(command, stderr=subprocess.STDOUT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield next(found[0] for line in process.stdout if (found := re.search(r"http://\S+?/", line)))
        finally:
            process.terminate()


def picture(browser: Any, address: str) -> bytes:
    """Return the page at *address* as it is seen at first, in PNG."""
    page: Page = browser.new_page(viewport=SIZE, color_scheme="light")
    page.goto(address, timeout=120_000)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.activeElement.blur()")
    return page.screenshot()


def main() -> None:
    """Write the screenshots."""
    with server() as root, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        blank = browser.new_page()  # chromium writes WebP on a canvas, playwright PNG alone
        for name, path in PICTURES.items():
            png = base64.b64encode(picture(browser, root + path)).decode()
            (HERE / name).write_bytes(base64.b64decode(blank.evaluate(TO_WEBP, png)))
        browser.close()


if __name__ == "__main__":
    main()
