"""The command line: every option also as an environment variable ``LIFONTO_SERVE_…``."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from lifonto.errors import LifontoError, plainly
from sparql_server.collection import merged, release
from sparql_server.record import is_made_ahead
from sparql_server.regimes import regimes
from sparql_server.settings import Limits, Settings, Source, check

PREFIX = "LIFONTO_SERVE"  # of the environment variables
DEFAULT, LIMITS = Settings(), Limits()
PATH = click.Path(path_type=Path)
REGIMES = click.Choice(list(regimes()), case_sensitive=False)


@click.command(name="serve", context_settings={"auto_envvar_prefix": PREFIX})
@click.argument("files", nargs=-1, metavar="[FILE…]")
@click.option("--with", "with_files", multiple=True, type=PATH, help="Serve with this file what follows from all.")
@click.option("--store", type=click.Path(path_type=Path), help="Directory of a durable store.")
@click.option("--empty", is_flag=True, help="Serve an empty store in memory.")
@click.option("--remote", metavar="URL", help="Stand in front of another SPARQL endpoint.")
@click.option("--writable", is_flag=True, help="Open /update and /data to those who have the token.")
@click.option("--token-file", type=click.Path(path_type=Path), help="File with the token (or LIFONTO_SERVE_TOKEN).")
@click.option("--sync", is_flag=True, help="Have every write on the disk of --store before it is acknowledged.")
@click.option("--lenient", is_flag=True, help="Leave out triples with IRIs that break the rules, and count them.")
@click.option("--host", default=DEFAULT.host, show_default=True, help="Address to listen on.")
@click.option("--port", default=DEFAULT.port, show_default=True, help="Port to listen on; 0 takes a free one.")
@click.option("--seconds", default=LIMITS.seconds, show_default=True, help="Longest time for a query.")
@click.option("--memory-mb", default=LIMITS.memory_mb, show_default=True, help="Most memory for a query.")
@click.option("--response-mb", default=LIMITS.response_mb, show_default=True, help="Largest answer.")
@click.option("--query-mb", default=LIMITS.query_mb, show_default=True, help="Longest query.")
@click.option("--upload-mb", default=LIMITS.upload_mb, show_default=True, help="Largest update or upload.")
@click.option("--body-seconds", default=LIMITS.body_seconds, show_default=True, help="Patience with clients.")
@click.option("--quick", default=LIMITS.quick, show_default=True, help="Quick queries at once.")
@click.option("--slow", default=LIMITS.slow, show_default=True, help="Slow queries at once.")
@click.option("--queue", default=LIMITS.queue, show_default=True, help="Queries that may wait, quick and slow each.")
@click.option("--spool-mb", default=LIMITS.spool_mb, show_default=True, help="Temporary files, all together.")
@click.option("--spool-dir", type=click.Path(path_type=Path), help="Where they are [default: that of the system].")
@click.option("--cache-mb", default=DEFAULT.cache_mb, show_default=True, help="Cache of answers; 0 switches it off.")
@click.option("--federate", multiple=True, metavar="URL", help="Beginning of endpoint URLs that SERVICE may call.")
@click.option("--union/--no-union", "union", default=None, help="Default graph: the union of all graphs, or not.")
@click.option("--entailment", type=REGIMES, default=DEFAULT.entailment, show_default=True, help="Regime of answers.")
@click.option("--title", help="Title of the landing page.")
@click.option("--public-url", metavar="URL", help="Where clients see the server.")
@click.option("--base-path", default="", metavar="/PATH", help="Sub-path under which a proxy offers the server.")
@click.option("--trusted-proxies", default=0, show_default=True, help="Proxies in front; 0 believes no X-Forwarded-….")
@click.option("--cors", default=DEFAULT.cors, show_default=True, help="Origin whose pages may read answers; or none.")
@click.option("--log/--no-log", default=True, show_default=True, help="One line of JSON a request on standard error.")
@click.option("--log-queries", is_flag=True, help="Have the texts of queries in these lines.")
@click.option("--check", "check_only", is_flag=True, help="Check the configuration and exit.")
def command(**options: Any) -> None:
    """Serve RDF over SPARQL: FILE… (file or GRAPH=file), --store DIR, --empty, or else the bundled release.

    A directory that `lifonto load` made is served as it was made. --with FILE adds a file to what is served, and what
    follows from all of it together.
    """
    from sparql_server import serve

    try:
        settings = settings_from(with_merged(options) if options["with_files"] else options)
        problems = check(settings)
        problems += unknown_variables() if options["check_only"] else []
        if problems or options["check_only"]:
            for problem in problems:
                click.echo(problem, err=True)
            if not problems:
                click.echo("the configuration is good")
            sys.exit(1 if problems else 0)
        serve(settings, click.echo)
    except LifontoError as error:
        raise click.ClickException(plainly(error)) from error


def with_merged(options: dict[str, Any]) -> dict[str, Any]:
    """Have a store made of the files of *options* and those --with them; return the options by which it is served.

    It is made by a process of its own, whose memory is free again when it has ended.
    """
    files = (*options["files"], *map(str, options["with_files"]))
    if others := [name for name in ("store", "empty", "remote", "writable") if options[name]]:
        raise LifontoError(f"--with cannot be used with --{others[0]}: it serves files, and what follows from them")
    if missing := [name for name in files if not Path(name).is_file()]:
        raise LifontoError(f"{missing[0]}: no such file; check the name")
    if options["check_only"]:
        return options | {"files": files, "with_files": ()}
    scratch = Path(tempfile.mkdtemp(prefix="lifonto-", dir=options["spool_dir"]))
    alone = ["--alone"] if options["files"] else []
    made = scratch / "store"
    done = subprocess.run(
        [sys.executable, "-m", "lifonto", "load", *alone, str(made), *files], stdout=subprocess.DEVNULL
    )
    if done.returncode:
        shutil.rmtree(scratch)
        sys.exit(done.returncode)  # it has said why
    return options | {"files": (str(made),), "scratch": scratch}


def settings_from(options: dict[str, Any]) -> Settings:
    """Build settings from the command's options; with no data named, the bundled release is served."""
    data = data_of(options)
    limits = {name: options[name] for name in Limits.__dataclass_fields__}
    names = options.keys() & Settings.__dataclass_fields__.keys()
    chosen = data | {name: options[name] for name in names if options[name] is not None}
    base = options["base_path"].strip("/")
    chosen |= {"base_path": f"/{base}" if base else "", "host": re.sub(r"^\[(.*)\]$", r"\1", options["host"])}
    if options["cors"].lower() == "none":
        chosen["cors"] = ""
    if options["union"] is not None:
        chosen |= {"union_default_graph": options["union"], "apart": (), "merged": ()}
    federation = tuple(options["federate"])
    return Settings(**chosen, limits=Limits(**limits), token=token(options["token_file"]), federation=federation)


def data_of(options: dict[str, Any]) -> dict[str, Any]:
    """Return the settings of what is served: a store made ahead, files, or else the bundled release."""
    files = options["files"]
    if len(files) == 1 and is_made_ahead(place := Path(files[0])):
        return merged(place)
    sources = tuple(source_from(name) for name in files)
    if sources or options["store"] or options["empty"] or options["remote"]:
        return {"sources": sources}
    return release(options["writable"])


def source_from(name: str) -> Source:
    """Read ``file`` or ``GRAPH=file``, where GRAPH is an IRI."""
    graph, equals, path = name.partition("=")
    return Source(Path(path), graph) if equals and ":" in graph and not Path(name).exists() else Source(Path(name))


def token(file: Path | None) -> str | None:
    """Read the token from its file, else from the environment; never from the command line."""
    if file is None:
        return os.environ.get("LIFONTO_SERVE_TOKEN") or None
    try:
        found = file.read_text().strip()
    except OSError as error:
        advice = "give a file that this user may read"
        raise LifontoError(f"{file}: the token cannot be read ({error.strerror}); {advice}") from error
    if not found:
        raise LifontoError(f"{file}: the token file is empty; write one long random line into it")
    return found


def unknown_variables() -> list[str]:
    """Return a sentence for each variable of the environment that looks like an option, but is none."""
    known = {f"{PREFIX}_{parameter.name}".upper() for parameter in command.params} | {f"{PREFIX}_TOKEN"}
    problems = []
    for name in sorted(name for name in os.environ if name.startswith(f"{PREFIX}_") and name not in known):
        near = get_close_matches(name, known, 1)
        problems.append(f"{name}: there is no such option; {f'is {near[0]} meant?' if near else 'unset it'}")
    return problems
