"""The command line: ``lifonto COMMAND``; each command is a module of its own, imported only when it is called."""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

import click

from lifonto.errors import LifontoError, plainly
from lifonto.garbage import collect_seldom

INTERRUPTED = 130  # the exit status that shells give to what Ctrl-C has ended
COMMANDS = {  # in the order of the work; the second part is what `lifonto --help` says of it
    "build": ("lifonto.cli.build", "Compile the tables into OWL, classify, and write the release."),
    "new": ("lifonto.cli.new", "Add a fact, a term or a reference to the tables."),
    "import": ("lifonto.cli.importing", "Bring imported terms up to date with a copy of their ontology."),
    "check": ("lifonto.cli.check", "Run the quality checks over the release."),
    "query": ("lifonto.cli.query", "Answer a SPARQL query."),
    "ask": ("lifonto.cli.ask", "Ask a competency question, or list them all."),
    "condition": ("lifonto.cli.condition", "Say what becomes of cells in a culture condition, and why."),
    "claim": ("lifonto.cli.claim", "Say whether a claim is supported, and by which statements."),
    "resolve": ("lifonto.cli.resolve", "Say which terms names and identifiers stand for."),
    "match": ("lifonto.cli.match", "Say which terms a list of names stands for."),
    "links": ("lifonto.cli.links", "Say what the foreign terms of an ontology have come to."),
    "describe": ("lifonto.cli.describe", "Show a term: definition, parents, relations, evidence."),
    "reason": ("lifonto.cli.reason", "Classify any ontology and write what follows."),
    "explain": ("lifonto.cli.explain", "Say why something follows, or what is missing for it to."),
    "dl": ("lifonto.cli.dl", "Ask the reasoner about a class expression."),
    "diff": ("lifonto.cli.diff", "Say what changed between two versions, axioms and inferences."),
    "module": ("lifonto.cli.module", "Take the part of an ontology that bears on some terms."),
    "export": ("lifonto.cli.export", "Write the release, or any ontology, in the formats of other tools."),
    "release": ("lifonto.cli.release", "Gather a release with all that it is published with."),
    "publish": ("lifonto.cli.publish", "Load the release into a remote store."),
    "serve": ("sparql_server.command", "Serve the ontology, or any RDF, as a SPARQL endpoint."),
    "load": ("sparql_server.load", "Make a store of ontologies and what follows from them together, to serve it."),
    "mcp": ("sparql_server.assistants.command", "Offer tools to assistants by the Model Context Protocol."),
    "store": ("sparql_server.store.command", "Back up the store of a server, and restore it."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, so that each starts fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return the command *cmd_name*, or None where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, told) for name, (_, told) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what lifonto refuses becomes one message and exit status 1, Ctrl-C the status of shells."""
        try:
            return super().invoke(ctx)
        except LifontoError as error:
            click.echo(f"lifonto: {plainly(error)}", err=True)
            ctx.exit(1)
        except KeyboardInterrupt:
            click.echo(err=True)
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:  # the reader of a pipe has seen enough
            sys.stderr.close()
            ctx.exit(0)
        except OSError as error:  # a folder that is not there, a full disk, a name that is too long
            click.echo(f"lifonto: {plainly(refusal(error))}", err=True)
            ctx.exit(1)


def refusal(error: OSError) -> LifontoError:
    """Return *error*, which is of the system, as one of ours; what is no matter of a file is raised as it is."""
    if error.filename is None or error.strerror is None:
        raise error
    return LifontoError(f"{os.fsdecode(error.filename)}: {error.strerror}")


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="lifonto")
def main() -> None:
    """Build, check, reason over, query and serve the ontology of leukemia inhibitory factor."""
    collect_seldom()
