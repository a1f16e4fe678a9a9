"""Draw the picture of the cascade for the README: ``python docs/draw.py`` writes ``docs/cascade.svg``."""

from __future__ import annotations

import re
from pathlib import Path

from sparql_server.app import create_app
from sparql_server.command import release
from sparql_server.settings import Settings

HERE = Path(__file__).parent
LINK = re.compile(r"</?a\b[^>]*>")  # of a server that is only there while the picture is drawn


def main() -> None:
    """Have a server draw the picture of the release, and write it."""
    app = create_app(Settings(**release(writable=False), log=False))
    drawn = app.test_client().get("/cascade.svg")
    if drawn.status_code != 200:
        raise SystemExit(drawn.get_data(as_text=True))
    (HERE / "cascade.svg").write_text(LINK.sub("", drawn.get_data(as_text=True)), encoding="utf-8")
    app.extensions["sparql_server"].stop()


if __name__ == "__main__":
    main()
