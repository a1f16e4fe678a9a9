"""The default graph of the release: its graphs save three, each triple once; with --union, all of them."""

from pathlib import Path
from urllib.parse import quote

from serving import serving

BASE = "https://w3id.org/lifonto/graph/"
OUTSIDE = ("direct", "findings", "hypotheses")
HYPOTHESIS = "?x a <https://w3id.org/lifonto/LIFO_0000107>"
SIZES = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
VOID_TRIPLES = "<http://rdfs.org/ns/void#triples>"


def test_the_default_graph_of_the_release_leaves_three_graphs_out(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        sizes = {graph.removeprefix(BASE): int(size) for graph, size in server.rows(SIZES)}
        inside = sum(size for name, size in sizes.items() if name not in OUTSIDE)
        assert all(sizes[name] for name in OUTSIDE)
        assert server.count() == inside
        assert server.rows(f"SELECT ?x {{ {HYPOTHESIS} }}") == []
        asked_alone = f"/sparql?default-graph-uri={quote(BASE)}hypotheses"
        assert server.rows(f"SELECT ?x {{ {HYPOTHESIS} }} LIMIT 1", asked_alone)
        void = server.send("GET", "/.well-known/void", Accept="application/n-triples").body.decode()
        assert f'#dataset> {VOID_TRIPLES} "{inside}"' in void
        assert all(f'{quote(BASE, safe="")}{name}> {VOID_TRIPLES} "{sizes[name]}"' in void for name in sizes)


def test_a_node_without_a_name_is_the_same_in_the_default_graph_and_in_its_own(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        axioms = "?axiom a <http://www.w3.org/2002/07/owl#Axiom>"
        both = server.rows(f"SELECT (COUNT(*) AS ?n) {{ {axioms} GRAPH <{BASE}asserted> {{ {axioms} }} }}")
        assert both == server.rows(f"SELECT (COUNT(*) AS ?n) {{ {axioms} }}") != [["0"]]


def test_with_a_union_the_release_has_all_its_graphs_in_the_default_graph(tmp_path: Path) -> None:
    with serving(tmp_path, "--union") as server:
        assert server.count() == sum(int(size) for _, size in server.rows(SIZES))
        assert server.rows(f"SELECT ?x {{ {HYPOTHESIS} }} LIMIT 1")


def test_what_is_written_to_a_graph_of_the_release_is_in_its_default_graph(tmp_path: Path) -> None:
    with serving(tmp_path, "--writable") as server:
        sizes = {graph.removeprefix(BASE): int(size) for graph, size in server.rows(SIZES)}
        inside = sum(size for name, size in sizes.items() if name not in OUTSIDE)
        assert server.count() == inside
        data = "<http://a.example/new> <http://a.example/is> 1"
        assert server.update(f"INSERT DATA {{ GRAPH <{BASE}statements> {{ {data} }} }}").status == 204
        assert server.count() == inside + 1
        assert server.update(f"DROP GRAPH <{BASE}statements>").status == 204
        assert server.count() == inside - sizes["statements"]
        assert server.rows(f"SELECT ?x {{ {HYPOTHESIS} }}") == []
