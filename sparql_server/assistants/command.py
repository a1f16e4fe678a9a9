"""``lifonto mcp``: the tools for assistants over standard input and output."""

from __future__ import annotations

from pathlib import Path

import click

from lifonto.cli.options import home_of, ontology
from lifonto.errors import NotInstalled
from sparql_server.settings import Limits

LIMITS = Limits()


@click.command(name="mcp")
@ontology
@click.option("--seconds", type=click.FloatRange(1, 600), default=20.0, show_default=True, help="Longest for a call.")
@click.option("--memory-mb", type=click.IntRange(64), default=LIMITS.memory_mb, show_default=True, help="Most memory.")
def command(home: Path | None, seconds: float, memory_mb: int) -> None:
    """Offer tools to an assistant by the Model Context Protocol, over standard input and output.

    The assistant's program starts it. `lifonto serve` offers the same tools over HTTP, at /mcp.
    """
    try:
        from sparql_server.assistants.stdio import serve
    except ImportError as error:
        raise NotInstalled("the SDK of the Model Context Protocol", "mcp") from error
    serve(home_of(home), Limits(seconds=seconds, memory_mb=memory_mb))
