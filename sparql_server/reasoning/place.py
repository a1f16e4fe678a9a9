"""Where the ontology is that a server can reason over."""

from __future__ import annotations

from pathlib import Path

from sparql_server.settings import Settings


def place_of(settings: Settings) -> Path | None:
    """Return the folder of the ontology whose release is served, or the one file that is; None for anything else.

    What can be written to is left out: the reasoner would go on answering from what the files said.
    """
    if settings.writable or settings.store:
        return None
    homes = {source.path.parent.parent for source in settings.sources}
    if len(homes) == 1 and released(home := homes.pop()):
        return home
    return settings.sources[0].path if len(settings.sources) == 1 else None


def released(home: Path) -> bool:
    """Tell whether *home* is an ontology's folder with a release in it."""
    return (home / "release" / "lifonto.owl").is_file() and (home / "prefixes.tsv").is_file()
