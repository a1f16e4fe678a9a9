"""The tools over standard input and output."""

from __future__ import annotations

from pathlib import Path

import anyio
from mcp.server.stdio import stdio_server

from lifonto.ask.store import release_sources
from sparql_server.assistants.asking import Asking
from sparql_server.assistants.server import server
from sparql_server.settings import Limits


def serve(home: Path, limits: Limits) -> None:
    """Answer until standard input ends; raises NotFound where there is no release in *home*."""
    release_sources(home)
    asking = Asking(home, limits)
    served = server(asking.ask)
    asking.warm()

    async def talk() -> None:
        async with stdio_server() as (reading, writing):
            await served.run(reading, writing, served.create_initialization_options())

    try:
        anyio.run(talk)
    finally:
        asking.stop()
