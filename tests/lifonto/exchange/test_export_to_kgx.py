"""The edges are read by kgx."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from threading import Thread
from typing import Any

import pytest
from reading_back import put, rows

from lifonto.exchange.losses import Export

bmt = pytest.importorskip("bmt", reason="kgx wants an environment of its own: .ci/own")
pytestmark = pytest.mark.filterwarnings("ignore")  # of the library itself

UNKNOWN = "http://example.org/UNKNOWN/"  # so Biolink's own context has it
UNKNOWN_TO_BIOLINK = ("LIFO", "CVCL")  # ours, and Cellosaurus


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Have kgx take the Biolink model and prefixes from packages, where it would go to the network once imported.

    The package lacks a second file, of predicates that others map to, which no reader of kgx asks for.
    """
    folder = tmp_path_factory.mktemp("model")
    (folder / "predicate_mapping.yaml").write_text("{}")
    serve = partial(SimpleHTTPRequestHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), serve) as server, pytest.MonkeyPatch.context() as patch:
        Thread(target=server.serve_forever, daemon=True).start()
        mapping = f"http://127.0.0.1:{server.server_port}/predicate_mapping.yaml"
        schema = str(files("biolink_model") / "schema" / "biolink_model.yaml")
        patch.setattr(bmt.Toolkit.__init__, "__defaults__", (schema, mapping))
        from kgx.config import get_config
        from kgx.utils.kgx_utils import get_toolkit

        view = get_toolkit().view
        spelled = {prefix for each in view.all_classes().values() for prefix in each.id_prefixes}
        prefixes = {name: f"{UNKNOWN}{name}/" for name in spelled} | {k: str(v) for k, v in view.namespaces().items()}
        (folder / "context.jsonld").write_text(json.dumps({"@context": prefixes}))
        get_config()["jsonld-context"] = {"biolink": str(folder / "context.jsonld")}
        yield view
        server.shutdown()


@pytest.fixture(scope="module")
def made(exported: Callable[[str], Export]) -> Export:
    return exported("kgx")


@pytest.fixture(scope="module")
def graph(model: Any, made: Export, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What kgx has read."""
    from kgx.transformer import Transformer

    folder = put(made, tmp_path_factory.mktemp("kgx"))
    reader = Transformer(stream=False)
    reader.transform({"filename": [str(folder / name) for name in made.files], "format": "tsv"})
    return reader.store.graph


def test_kgx_reads_every_edge_with_its_polarity(made: Export, graph: Any):
    written = rows(made.files["lifonto_edges.tsv"], "\t")
    denied = {(row["subject"], row["predicate"], row["object"]) for row in written if row["negated"]}
    every = {(row["subject"], row["predicate"], row["object"]) for row in written}
    edges = list(graph.edges(data=True))
    assert {(s, edge["predicate"], o) for s, o, edge in edges} == every
    assert {(s, edge["predicate"], o) for s, o, edge in edges if edge.get("negated")} == denied


def test_the_validator_of_kgx_has_nothing_to_say_but_of_prefixes_that_biolink_lacks(graph: Any):
    from kgx.validator import Validator

    judge = Validator()
    judge.validate(graph)
    told = {said for kinds in judge.get_errors().values() for each in kinds.values() for said in each}
    foreign = tuple(f"a CURIE prefix '{prefix}'" for prefix in UNKNOWN_TO_BIOLINK)
    assert not [each for each in told if not any(prefix in each for prefix in foreign)]
