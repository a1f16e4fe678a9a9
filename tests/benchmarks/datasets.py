"""What is served and what is asked of it: the release, and the Gene Ontology together with the release."""

from __future__ import annotations

import gzip
import importlib.util
import shutil
from dataclasses import dataclass
from pathlib import Path

from lifonto.ask.questions import questions
from lifonto.ask.store import release_sources
from lifonto.errors import NotFound
from lifonto.rdf.graph_names import is_outside
from lifonto.tables.prefixes import Prefixes

from .peers.process import Data

GENE_ONTOLOGY = "go-reconstructed-2026-08.nt.gz"
GENE_ONTOLOGY_GRAPH = "http://purl.obolibrary.org/obo/go.owl"


@dataclass(frozen=True)
class Dataset:
    """Files with their graphs, single queries by name, and questions that are asked in turn, as one load."""

    name: str
    data: Data
    queries: dict[str, str]
    questions: dict[str, str]

    def triples(self) -> int:
        """Count the triples of all graphs."""
        return sum(sum(1 for _ in file.open("rb")) for file, _ in self.data)


def read(name: str, ontology: Path, shared: Path, folder: Path) -> Dataset:
    """Read the dataset *name*, ``release`` or ``go``; what must be unpacked goes into *folder*.

    Raises NotFound where there is no release, no Gene Ontology or no list of queries.
    """
    data = [(file, graph) for file, graph in release_sources(ontology) if not is_outside(graph)]
    queries = ten_queries(shared)
    if name == "release":
        return Dataset(name, data, queries, competency_questions(ontology))
    archive = shared / "ontologies" / GENE_ONTOLOGY
    if not archive.is_file():
        raise NotFound(f"no {archive}: set LIFONTO_SHARED to the folder of reference data")
    unpacked = folder / archive.stem
    with gzip.open(archive) as source, unpacked.open("wb") as target:
        shutil.copyfileobj(source, target)
    return Dataset(name, [(unpacked, GENE_ONTOLOGY_GRAPH), *data], queries, {})


def ten_queries(shared: Path) -> dict[str, str]:
    """Return the ten queries of every shape, about terms of the Gene Ontology that the release has too."""
    file = shared / "peers" / "queries.py"
    if not file.is_file():
        raise NotFound(f"no {file}: set LIFONTO_SHARED to the folder of reference data")
    spec = importlib.util.spec_from_file_location("peer_queries", file)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: dict[str, str] = module.queries("go")
    return found


def competency_questions(ontology: Path) -> dict[str, str]:
    """Return the questions that the release answers, with their prefixes declared."""
    prefixes = Prefixes.read(ontology / "prefixes.tsv")
    return {each.name: prefixes.declare(each.text) for each in questions(ontology)}
