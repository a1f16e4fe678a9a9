"""``lifonto release``: everything that a release is published with, in one folder."""

from __future__ import annotations

from pathlib import Path

import click

from lifonto.cli.diff import TITLES, naming, page, version
from lifonto.cli.export import put
from lifonto.cli.options import home_of, ontology
from lifonto.errors import LifontoError, NotFound
from lifonto.exchange.packaging import bioregistry, checksums, crate, htaccess
from lifonto.tables.digests import warning
from lifonto.tables.metadata import Metadata
from lifonto.tables.prefixes import Prefixes

EXAMPLE = "0001200"


@click.command(name="release")
@click.argument("date")
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path), required=True, help="The folder.")
@click.option("--at", required=True, metavar="URL", help="Where releases will be: this one at URL/DATE/.")
@click.option("--since", type=click.Path(path_type=Path), help="The release before: a folder, or its ontology file.")
@ontology
def command(date: str, output: Path, at: str, since: Path | None, home: Path | None) -> None:
    """Gather the release of DATE, as it was built, with all that it is published with.

    \b
    DATE/…                        the files of the release
    DATE/CHANGES.md               what changed since the release before (--since)
    DATE/SHA256SUMS               checksums, for `sha256sum --check`
    DATE/ro-crate-metadata.json   what the files are (RO-Crate 1.1)
    .htaccess                     rules for w3id.org, with content negotiation
    bioregistry.json              a record for Bioregistry

    DATE is the version in metadata.toml: set it, and run `lifonto build --prove` and `lifonto check` before.
    """
    home = home_of(home)
    metadata = fit(home, date)
    files = {file.name: file.read_bytes() for file in sorted((home / "release").iterdir()) if file.is_file()}
    if since:
        files["CHANGES.md"] = changes(since, home / "release", metadata).encode()
    files["ro-crate-metadata.json"] = crate(files, metadata)
    files["SHA256SUMS"] = checksums(files)
    for name, content in files.items():
        put(output / date / name, content)
    put(output / ".htaccess", htaccess(metadata, at))
    prefixes = Prefixes.read(home / "prefixes.tsv")
    put(output / "bioregistry.json", bioregistry(metadata, prefixes, EXAMPLE))
    click.echo(f"{output / date}: {len(files)} files; beside it .htaccess and bioregistry.json")
    if not since:
        click.echo("no change notes: give the release before with --since", err=True)


def fit(home: Path, date: str) -> Metadata:
    """Return the metadata of *home*; raises LifontoError where its release is not the one of *date* and its tables."""
    metadata = Metadata.read(home / "metadata.toml")
    if metadata.version != date:
        raise LifontoError(f"metadata.toml has version {metadata.version}, not {date}: set it and run `lifonto build`")
    file = home / "release" / "lifonto.owl"
    if not file.is_file():
        raise NotFound(f"no release at {file}: run `lifonto build` first")
    if f"{metadata.iri}releases/{date}" not in file.read_text(encoding="utf-8"):
        raise LifontoError(f"{file} is of another version than {date}: run `lifonto build`")
    if told := warning(home):
        raise LifontoError(told)
    return metadata


def changes(old: Path, new: Path, metadata: Metadata) -> str:
    """Return what changed since the release *old*, in Markdown."""
    from lifonto.reason.explanation.difference import difference
    from lifonto.reason.reasoners.classification import reasoner_named

    before, after = version(old), version(new)
    reasoner = reasoner_named("rustdl")
    taxonomies = reasoner.taxonomy(before), reasoner.taxonomy(after)
    found = difference(before, after, taxonomies, naming(before.labels | after.labels)).only(tuple(TITLES))
    begun = before.header.version.rpartition("/")[2] or str(old)
    return f"# {metadata.version}\n\nWhat changed since {begun}.\n\n{page(found, 'markdown')}\n"
