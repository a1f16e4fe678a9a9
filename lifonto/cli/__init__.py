"""The command line: ``lifonto COMMAND``; each command is a module of its own, imported only when it is called."""

from __future__ import annotations

import importlib
import sys
from typing import Any

import click

from lifonto.errors import LifontoError

COMMANDS = {
    "build": "lifonto.cli.build",
    "check": "lifonto.cli.check",
    "query": "lifonto.cli.query",
    "ask": "lifonto.cli.ask",
    "describe": "lifonto.cli.describe",
    "serve": "sparql_server.command",
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, so that each starts fast."""

    def list_commands(self, context: click.Context) -> list[str]:
        """Return the names of the commands in the order of the work."""
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """Import and return the command *name*."""
        if name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[name]).command
        return command

    def invoke(self, context: click.Context) -> Any:
        """Run the command; what lifonto refuses becomes one message and exit status 1."""
        try:
            return super().invoke(context)
        except LifontoError as error:
            click.echo(f"lifonto: {error}", err=True)
            context.exit(1)
        except BrokenPipeError:  # the reader of a pipe has seen enough
            sys.stderr.close()
            context.exit(0)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="lifonto")
def main() -> None:
    """Build, check, reason over, query and serve the ontology of leukemia inhibitory factor."""
