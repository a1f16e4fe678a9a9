"""The release as Python objects: what the functions of ``lifonto`` return.

The libraries of those objects are slow to import, so each is imported when it is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from lifonto.ask.apart import answer_apart
from lifonto.ask.store import Table, bare, release_sources
from lifonto.collection import Collection
from lifonto.errors import NotFound, QueryError
from lifonto.home import ontology_folder, released
from lifonto.rdf.graph_names import is_outside
from lifonto.tables.mistakes import meant
from lifonto.tables.prefixes import Prefixes

if TYPE_CHECKING:
    import owlready2 as owl
    import pandas as pd
    from rdflib import Graph

    from lifonto.culture.asking import Answer
    from lifonto.grounding.resolution import Resolution, Resolver


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
    (found,) = collection().culture.ask([replace(said, feeder=feeder, matrix=matrix)])
    return found


def frame(text: str, seconds: float | None) -> pd.DataFrame:
    """Answer a SELECT as a table in which numbers are numbers, and terms have their labels beside them."""
    from lifonto.ask.answers import row_of, typed
    from lifonto.ask.frames import frame as framed

    known = collection()
    found = answer_apart(known.home, known.prefixes.declare(text), seconds)
    if not isinstance(found, Table):
        raise QueryError("a table is made of the answer to a SELECT; lifonto.query answers the other queries")
    rows = [row_of(each) for each in typed(found, known.index)]
    columns = dict.fromkeys(each for row in rows for each in row)
    return framed(rows, in_order(found.variables, columns))


def in_order(variables: Iterable[str], columns: Iterable[str]) -> list[str]:
    """Order the *columns* of a table by its *variables*: each is followed by its label and its language."""
    told = [*columns]
    return [
        each
        for name in variables
        for each in (name, f"{name} label", f"{name} language")
        if each == name or each in told
    ]


def collection() -> Collection:
    """Return the release in use, opened once."""
    home = ontology_folder().resolve()
    return opened(home, released(home))


@lru_cache(2)
def opened(home: Path, _released: int) -> Collection:
    """Return the release in *home*."""
    return Collection(home)


def resolve(name: str, identifier: str, files: tuple[Path, ...]) -> Resolution:
    """Say what one name stands for; the first call reads the release, or *files*."""
    from lifonto.grounding.resolution import Asked

    return resolver(ontology_folder(), files).resolve(Asked(name.strip(), identifier.strip()))


def match(names: Iterable[str | tuple[str, str]], files: tuple[Path, ...]) -> Iterator[Resolution]:
    """Say what each of *names*, or of pairs of identifier and label, stands for."""
    for each in names:
        identifier, name = ("", each) if isinstance(each, str) else each
        yield resolve(name, identifier, files)


@lru_cache(2)
def resolver(home: Path, files: tuple[Path, ...]) -> Resolver:
    """Read the release in *home*, or *files*."""
    from lifonto.grounding.sources import of_files, of_release

    return of_files(files) if files else of_release(home)
