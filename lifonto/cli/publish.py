"""``lifonto publish``: the release into a store of one's own."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

from lifonto.ask.store import release_sources
from lifonto.cli.options import format_of, home_of, ontology
from lifonto.errors import PublishError
from lifonto.publishing import Credentials, RemoteStore

SECRET = "LIFONTO_PUBLISH_TOKEN"  # noqa: S105  the variable's name, no secret


@click.command(name="publish")
@click.argument("url")
@ontology
@click.option("--user", help="User for HTTP Basic or Digest; without it the secret is a bearer token.")
@click.option(
    "--token-file",
    type=click.Path(dir_okay=False, path_type=Path),
    help=f"File with the token, or the password of --user (or {SECRET} in the environment).",
)
@click.option("--direct", is_flag=True, help="Put each graph to URL/NAME, which is then its IRI, not to URL?graph=IRI.")
@click.option("--check-query", "query_url", metavar="URL", help="Afterwards count the graphs at this SPARQL endpoint.")
@click.option("--seconds", type=click.FloatRange(min=1), default=600, show_default=True, help="Patience per request.")
@format_of("text", "json")
def command(
    url: str,
    home: Path | None,
    user: str | None,
    token_file: Path | None,
    direct: bool,
    query_url: str | None,
    seconds: float,
    format_: str,
) -> None:
    """Load the release into the store whose Graph Store Protocol is at URL, replacing its graphs of the same names.

    \b
    lifonto serve --writable    http://HOST/data
    Fuseki                      http://HOST/DATASET/data
    oxigraph serve              http://HOST/store
    GraphDB, RDF4J              http://HOST/repositories/NAME/rdf-graphs/service
    Virtuoso (with --user)      http://HOST/sparql-graph-crud-auth
    """
    store = RemoteStore(url, credentials(user, token_file), direct=direct, seconds=seconds)
    published = []
    for each in store.publish(release_sources(home_of(home))):
        published.append(each)
        click.echo(f"{each.graph}: {each.triples} triples sent", err=True)
    if query_url:
        store.check(query_url, published)
    if format_ == "json":
        graphs = {each.graph: each.triples for each in published}
        click.echo(json.dumps({"store": url, "graphs": graphs, "checked": bool(query_url)}))
    else:
        total = sum(each.triples for each in published)
        counted = ", and counted there" if query_url else ""
        click.echo(f"{url}: {len(published)} graphs with {total} triples published{counted}")


def credentials(user: str | None, token_file: Path | None) -> Credentials | None:
    """Return the secret from its file, else from the environment; never from the command line.

    Raises PublishError where a user has no password, or the file cannot be read.
    """
    secret = os.environ.get(SECRET, "")
    if token_file:
        try:
            secret = token_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise PublishError(f"{token_file}: the token cannot be read ({error})") from error
        if not secret:
            raise PublishError(f"{token_file}: the file is empty; write the token or password into it")
    if user and not secret:
        raise PublishError(f"--user {user} needs a password: give --token-file, or set {SECRET}")
    return Credentials(secret, user) if secret else None
