"""The release as Python objects: what ``lifonto.load``, ``graph``, ``query`` and ``condition`` return.

The libraries of those objects are slow to import, so each is imported when it is needed.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from lifonto.ask.apart import answer_apart
from lifonto.ask.store import Table, bare, release_sources
from lifonto.errors import NotFound
from lifonto.home import ontology_folder
from lifonto.rdf.graph_names import is_outside
from lifonto.tables.mistakes import meant
from lifonto.tables.prefixes import Prefixes

if TYPE_CHECKING:
    import owlready2 as owl
    from rdflib import Graph

    from lifonto.culture.asking import Answer, Culture


def load() -> owl.World:
    """Load ``lifonto.owl`` of the release into a new World."""
    file = ontology_folder() / "release" / "lifonto.owl"
    if not file.is_file():
        raise NotFound(f"no release at {file}: run `lifonto build` first")
    import owlready2 as owl

    world = owl.World()
    with file.open("rb") as content:
        world.get_ontology(Prefixes.read(ontology_folder() / "prefixes.tsv")["lifonto"]).load(fileobj=content)
    return world


def graph(name: str | None = None) -> Graph:
    """Parse the release's N-Triples into a Graph that knows the project's prefixes."""
    sources = release_sources()
    files = {file.stem: file for file, _ in sources}
    if name is not None and name not in files:
        raise NotFound(f"no graph {name!r}{meant(name, files)}; there are {', '.join(files)}")
    from rdflib import Graph

    union = Graph(bind_namespaces="none")
    for prefix, iri in Prefixes.read(ontology_folder() / "prefixes.tsv").items():
        union.bind(prefix, iri)
    for each in [file for file, iri in sources if not is_outside(iri)] if name is None else [files[name]]:
        union.parse(each, format="nt")
    return union


def query(text: str, seconds: float | None = None) -> list[dict[str, str]] | bool | Graph:
    """Answer *text* with the engine that answers everywhere else, where it can be ended."""
    home = ontology_folder()
    found = answer_apart(home, Prefixes.read(home / "prefixes.tsv").declare(text), seconds)
    if isinstance(found, Table):
        return [{v: bare(term) for v, term in zip(found.variables, row, strict=True) if term} for row in found.rows]
    if found in ("yes", "no"):
        return found == "yes"
    from rdflib import Graph

    return Graph().parse(data=found, format="turtle")


def condition(cells: str, medium: str | None, feeder: str, matrix: str) -> Answer:
    """Judge one condition; the first call reads the release."""
    from lifonto.culture.recipe import Typed

    said = Typed(text=cells) if medium is None else Typed(cell=cells, medium=medium)
    (found,) = culture(ontology_folder()).ask([replace(said, feeder=feeder, matrix=matrix)])
    return found


@lru_cache(2)
def culture(home: Path) -> Culture:
    """Read the release in *home*."""
    from lifonto.culture.asking import Culture

    return Culture.of(home)
