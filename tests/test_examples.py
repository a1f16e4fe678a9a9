"""Every example runs alone and does what it says."""

import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import OWL, RDF, Graph

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


def run(name: str, *arguments: str) -> str:
    command = [sys.executable, str(EXAMPLES / name), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=EXAMPLES.parent).stdout


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """The release served on a free port."""
    command = [sys.executable, "-m", "lifonto", "serve", "--port", "0", "--no-log"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=EXAMPLES.parent) as server:
        assert server.stdout
        found = re.search(r"http://\S+/", server.stdout.readline())
        assert found
        yield found[0] + "sparql"
        server.terminate()


def test_the_query_from_python_names_lif_and_its_references():
    assert "leukemia inhibitory factor" in run("query_in_python.py")
    assert "interleukin-31" not in run("query_in_python.py")


def test_one_more_fact_makes_the_reasoner_find_a_lif_responsive_cell():
    changed = run("add_a_fact.py")
    assert re.search(r"inferred +\S+CL_0000100> \S+subClassOf> \S+LIFO_0002050>", changed)


def test_the_file_for_protege_has_the_ontology_and_what_was_inferred(tmp_path: Path):
    target = tmp_path / "lifonto.owl"
    run("open_in_protege.py", str(target), "--inferred")
    graph = Graph().parse(target, format="xml")
    assert graph.value(predicate=RDF.type, object=OWL.Ontology)
    assert len(graph) > 30_000


def test_the_endpoint_answers_sparqlwrapper(endpoint: str):
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(endpoint.replace("sparql", "readyz"))
            break
        except urllib.error.URLError:
            continue
    assert int(run("ask_endpoint.py", endpoint).split()[0]) > 500
