"""The command line: every option also as an environment variable ``LIFONTO_SERVE_…``."""

from __future__ import annotations

import os
import sys
import tomllib
from pathlib import Path
from typing import Any

import click

from lifonto.errors import LifontoError
from sparql_server.entailment.regimes import regimes
from sparql_server.settings import Dataset, Limits, Settings, Source, check

DEFAULT = Settings()
REGIMES = click.Choice(list(regimes()), case_sensitive=False)


@click.command(name="serve", context_settings={"auto_envvar_prefix": "LIFONTO_SERVE"})
@click.argument("files", nargs=-1, metavar="[FILE…]")
@click.option("--store", type=click.Path(path_type=Path), help="Directory of a durable store.")
@click.option("--empty", is_flag=True, help="Serve an empty store in memory.")
@click.option("--remote", metavar="URL", help="Stand in front of another SPARQL endpoint.")
@click.option("--writable", is_flag=True, help="Open /update and /data to bearers of the token.")
@click.option("--token-file", type=click.Path(path_type=Path), help="File with the token (or LIFONTO_SERVE_TOKEN).")
@click.option("--host", default=DEFAULT.host, show_default=True, help="Address to listen on.")
@click.option("--port", default=DEFAULT.port, show_default=True, help="Port to listen on; 0 takes a free one.")
@click.option("--seconds", default=DEFAULT.limits.seconds, show_default=True, help="Longest time for a query.")
@click.option("--memory-mb", default=DEFAULT.limits.memory_mb, show_default=True, help="Most memory for a query.")
@click.option("--response-mb", default=DEFAULT.limits.response_mb, show_default=True, help="Largest answer.")
@click.option("--query-mb", default=DEFAULT.limits.query_mb, show_default=True, help="Longest query.")
@click.option("--upload-mb", default=DEFAULT.limits.upload_mb, show_default=True, help="Largest update or upload.")
@click.option("--body-seconds", default=DEFAULT.limits.body_seconds, show_default=True, help="Patience with clients.")
@click.option("--workers", default=DEFAULT.limits.workers, help="Queries at once [default: 4 a core, at least 8].")
@click.option("--queue", default=DEFAULT.limits.queue, show_default=True, help="Queries that may wait.")
@click.option("--cache-mb", default=DEFAULT.cache_mb, show_default=True, help="Cache of answers; 0 switches it off.")
@click.option("--federate", multiple=True, metavar="URL", help="Beginning of endpoint URLs that SERVICE may call.")
@click.option("--union/--no-union", "union", default=None, help="Default graph: the union of all graphs, or not.")
@click.option("--entailment", type=REGIMES, default=DEFAULT.entailment, show_default=True, help="Regime of answers.")
@click.option("--title", help="Title of the landing page.")
@click.option("--public-url", metavar="URL", help="Where clients see the server.")
@click.option("--base-path", default="", metavar="/PATH", help="Sub-path under which a proxy offers the server.")
@click.option("--log/--no-log", default=True, show_default=True, help="One line of JSON a request on standard error.")
@click.option("--check", "only_check", is_flag=True, help="Check the configuration and exit.")
def command(**options: Any) -> None:
    """Serve RDF over SPARQL: FILE… (file or GRAPH=file), --store DIR, --empty, or else the bundled release."""
    from sparql_server import serve

    try:
        settings = settings_from(options)
        problems = check(settings)
        if problems or options["only_check"]:
            for problem in problems:
                click.echo(problem, err=True)
            if not problems:
                click.echo("the configuration is good")
            sys.exit(1 if problems else 0)
        serve(settings, click.echo)
    except LifontoError as error:
        raise click.ClickException(str(error)) from error


def settings_from(options: dict[str, Any]) -> Settings:
    """Build settings from the command's options; with no data named, the bundled release is served."""
    data: dict[str, Any] = {"sources": tuple(source_from(name) for name in options["files"])}
    if not (data["sources"] or options["store"] or options["empty"] or options["remote"]):
        data = release()
    limits = {name: options[name] for name in Limits.__dataclass_fields__}
    names = ("store", "empty", "remote", "writable", "host", "port", "cache_mb", "public_url", "log", "entailment")
    plain = {name: options[name] for name in names}
    given = {"title": options["title"], "union_default_graph": options["union"]}
    base = "/" + options["base_path"].strip("/") if options["base_path"].strip("/") else ""
    chosen = data | plain | {name: value for name, value in given.items() if value is not None}
    return Settings(
        **chosen,
        limits=Limits(**limits),
        token=token(options["token_file"]),
        base_path=base,
        federation=tuple(options["federate"]),
    )


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


def release() -> dict[str, Any]:
    """Return the settings of the bundled release: its graphs, name, prefixes and competency questions."""
    from lifonto.ask.headers import query_files
    from lifonto.ask.store import release_datasets, release_sources
    from lifonto.home import ontology_folder
    from lifonto.tables.prefixes import Prefixes

    home = ontology_folder()
    prefixes = Prefixes.read(home / "prefixes.tsv")
    about = tomllib.loads((home / "metadata.toml").read_text(encoding="utf-8"))
    asked = query_files(home / "questions")
    return {
        "sources": tuple(Source(path, graph) for path, graph in release_sources(home)),
        "union_default_graph": True,
        "datasets": tuple(Dataset(*each) for each in release_datasets(home)),
        "title": about["title"],
        "about": about["description"],
        "prefixes": dict(prefixes),
        "examples": tuple((q.name, q.header.get("Question", q.name), prefixes.declare(q.text)) for q in asked),
    }
