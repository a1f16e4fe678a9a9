"""What is served where nothing else is named: the bundled release, alone or with the files that a store was made of."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import Any

from sparql_server.picture import Picture
from sparql_server.record import Record
from sparql_server.settings import Dataset, Source
from sparql_server.site import Site


def release(writable: bool) -> dict[str, Any]:
    """Return the settings of the bundled release: its graphs, name, prefixes and competency questions.

    Its default graph is copied from those that belong in it, which is quick to ask; of *writable* ones it is a union.
    """
    from lifonto.ask.headers import query_files
    from lifonto.ask.store import release_datasets, release_sources
    from lifonto.home import ontology_folder
    from lifonto.rdf.graph_names import is_outside
    from lifonto.tables.digests import warning
    from lifonto.tables.prefixes import Prefixes

    if told := warning(home := ontology_folder()):
        print(f"warning: {told}", file=sys.stderr)
    prefixes = Prefixes.read(home / "prefixes.tsv")
    about = tomllib.loads((home / "metadata.toml").read_text(encoding="utf-8"))
    asked, sources = query_files(home / "questions"), release_sources(home)
    return {
        "sources": tuple(Source(path, graph) for path, graph in sources),
        "union_default_graph": writable,
        "apart": tuple(graph for _, graph in sources if is_outside(graph)),
        "merged": tuple(graph for _, graph in sources if not (writable or is_outside(graph))),
        "datasets": tuple(Dataset(*each) for each in release_datasets(home)),
        "title": about["title"],
        "about": about["description"],
        "prefixes": dict(prefixes),
        "site": Site.read(home / "pages.toml"),
        "picture": Picture.read(home / "cascade.toml"),
        "examples": tuple((q.name, q.header.get("Question", q.name), prefixes.declare(q.text)) for q in asked),
    }


def merged(directory: Path) -> dict[str, Any]:
    """Return the settings of the store in *directory*, which was made ahead."""
    return collected(Record.read(directory)) | {"sources": (), "store": directory}


def collected(record: Record) -> dict[str, Any]:
    """Return the settings of the graphs that *record* tells of; the ``sources`` are those of the release alone."""
    from lifonto.merging.provenance import INFERRED, LINKS, PROVENANCE

    found: dict[str, Any] = release(writable=False) if record.has_release else {}
    files = ", ".join(record.graphs.values())
    return found | {
        "title": f"{found['title']}, with {files}" if found else files,
        "about": f"{found.get('about', '')} With {files}, and what follows from all of them together.".strip(),
        "sources": found.get("sources", ()),
        "apart": (*found.get("apart", ()), LINKS),
        "merged": (*found.get("merged", ()), *record.graphs, INFERRED, PROVENANCE),
    }
