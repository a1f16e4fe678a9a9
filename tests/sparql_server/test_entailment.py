"""Entailment regimes: what follows is answered, kept up with every write, and selectable by name."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from serving import ROOT, TOKEN, Server, serving

PREFIXES = """PREFIX : <http://example.org/> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX ent: <http://www.w3.org/ns/entailment/> PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> """
ENTAILMENT, LAYER = "http://www.w3.org/ns/entailment/", "https://w3id.org/lifonto/entailment/"
DATASET = "https://w3id.org/lifonto/dataset/"
CYTOKINES = ":LIF a owl:Class ; rdfs:subClassOf :Cytokine . :Cytokine a owl:Class . :mine a :LIF . "
DISJOINT = ":Cytokine a owl:Class ; owl:disjointWith :Receptor . :Receptor a owl:Class . :it a :Cytokine , :Receptor . "
MINE = "ASK { :mine a :Cytokine }"


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Server]]:
    """A writable server for each of three regimes."""
    folder = tmp_path_factory.mktemp("regimes")
    options = ("--empty", "--writable", "--entailment")
    with (
        serving(folder, *options, "RDFS") as rdfs,
        serving(folder, *options, "OWL-RL") as rules,
        serving(folder, *options, "OWL-Direct") as reasoner,
    ):
        yield {"RDFS": rdfs, "OWL-RL": rules, "OWL-Direct": reasoner}


@pytest.fixture(params=["RDFS", "OWL-RL", "OWL-Direct"])
def server(request: pytest.FixtureRequest, servers: dict[str, Server]) -> Server:
    """Each of the servers, emptied."""
    return emptied(servers[request.param])


def emptied(server: Server) -> Server:
    """Return *server* with nothing stated."""
    assert server.update("DROP ALL").status == 204
    return server


def write(server: Server, data: str) -> int:
    """State *data* and return the status."""
    return server.update(f"{PREFIXES} INSERT DATA {{ {data} }}").status


def ask(server: Server, query: str, **dataset: str) -> bool:
    """Answer an ASK query."""
    path = "/sparql?" + urlencode({name.replace("_", "-"): iri for name, iri in dataset.items()})
    reply = server.query(PREFIXES + query, path, Accept="application/sparql-results+json")
    assert reply.status == 200, reply.body
    return bool(reply.json["boolean"])


def test_what_follows_is_answered_as_soon_as_it_does(server: Server) -> None:
    assert not ask(server, MINE)
    assert write(server, CYTOKINES) == 204
    assert ask(server, MINE)


def test_what_no_longer_follows_is_not_answered(server: Server) -> None:
    write(server, CYTOKINES)
    assert server.update(PREFIXES + "DELETE DATA { :LIF rdfs:subClassOf :Cytokine }").status == 204
    assert not ask(server, MINE)
    assert ask(server, "ASK { :mine a :LIF }")


def test_nothing_is_answered_twice(server: Server) -> None:
    write(server, CYTOKINES + ":LIF rdfs:subClassOf :Cytokine . :mine a :Cytokine .")
    (found,) = server.rows("SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT *) AS ?m) WHERE { ?s ?p ?o }")
    assert found[0] == found[1]


def test_what_is_stated_can_be_asked_alone(server: Server) -> None:
    write(server, CYTOKINES)
    assert not ask(server, MINE, default_graph_uri=ENTAILMENT + "Simple")
    assert not ask(server, "ASK FROM ent:Simple { :mine a :Cytokine }")
    assert not ask(server, "BASE <http://www.w3.org/ns/> ASK FROM <entailment/Simple> { :mine a :Cytokine }")
    assert ask(server, "ASK FROM ent:Simple { :mine a :LIF }")
    stated = server.send("GET", "/data?default", Accept="application/n-triples").body
    assert len(stated.splitlines()) == 4


def test_a_lesser_regime_can_be_asked_of_a_greater_one(servers: dict[str, Server]) -> None:
    server = emptied(servers["OWL-RL"])
    write(server, ":binds a owl:SymmetricProperty ; rdfs:domain :Cytokine . :lif :binds :lifr")
    symmetric = "ASK { :lifr :binds :lif }"
    assert ask(server, symmetric)
    assert ask(server, symmetric, default_graph_uri=ENTAILMENT + "OWL-RDF-Based")
    assert not ask(server, symmetric, default_graph_uri=ENTAILMENT + "RDFS")
    assert ask(server, "ASK { :lif a :Cytokine }", default_graph_uri=ENTAILMENT + "RDFS")
    assert not ask(server, "ASK { :lif a :Cytokine }", default_graph_uri=ENTAILMENT + "RDF")
    assert ask(server, "ASK { :binds a rdf:Property }", default_graph_uri=ENTAILMENT + "RDF")


def test_what_follows_stands_in_a_graph_of_its_own(servers: dict[str, Server]) -> None:
    server = emptied(servers["RDFS"])
    write(server, CYTOKINES)
    assert ask(server, f"ASK {{ GRAPH <{LAYER}RDFS> {{ :mine a :Cytokine }} }}")
    assert not ask(server, f"ASK {{ GRAPH <{LAYER}RDFS> {{ :mine a :LIF }} }}")
    write(server, f"GRAPH <{LAYER}RDFS> {{ :mine a :Fabrication }}")
    assert not ask(server, "ASK { :mine a :Fabrication }"), "what follows is worked out, not written"


def test_named_graphs_are_asked_as_they_are(servers: dict[str, Server]) -> None:
    server = emptied(servers["RDFS"])
    write(server, "GRAPH :g { :LIF rdfs:subClassOf :Cytokine . :mine a :LIF }")
    assert not ask(server, MINE)
    assert not ask(server, "ASK { GRAPH :g { :mine a :Cytokine } }")
    assert not ask(server, "ASK FROM :g { :mine a :Cytokine }")
    assert ask(server, "ASK FROM :g FROM ent:RDFS { :mine a :LIF . :LIF rdfs:subClassOf :Cytokine }")


def test_with_a_union_all_graphs_are_premises(tmp_path: Path) -> None:
    with serving(tmp_path, "--empty", "--writable", "--union", "--entailment", "RDFS") as server:
        write(server, "GRAPH :g { :LIF rdfs:subClassOf :Cytokine } GRAPH :h { :mine a :LIF }")
        assert ask(server, MINE)
        assert not ask(server, MINE, default_graph_uri=ENTAILMENT + "Simple")
        assert ask(server, "ASK { :mine a :LIF }", default_graph_uri=ENTAILMENT + "Simple")
        assert ask(server, MINE, default_graph_uri=ENTAILMENT + "RDFS")


@pytest.mark.parametrize(("regime", "word"), [("OWL-RL", "cax-dw"), ("OWL-Direct", "contradict")])
def test_a_write_that_contradicts_the_data_is_refused_and_leaves_nothing(
    servers: dict[str, Server], regime: str, word: str
) -> None:
    server = emptied(servers[regime])
    write(server, CYTOKINES)
    before = server.count()
    reply = server.update(f"{PREFIXES} INSERT DATA {{ {DISJOINT} }}")
    assert reply.status == 409
    assert word in reply.json["detail"]
    assert server.count() == before
    put = {"Authorization": f"Bearer {TOKEN}", "Content_Type": "text/turtle"}
    assert server.send("PUT", "/data?default", PREFIXES + DISJOINT, **put).status == 409
    assert ask(server, MINE)
    assert write(server, ":next a :LIF") == 204
    assert ask(server, "ASK { :next a :Cytokine }")


def test_a_write_whose_consequences_take_too_long_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    chain = "".join(f":c{n} rdfs:subClassOf :c{n + 1} . " for n in range(3000))
    with serving(tmp_path, "--empty", "--writable", "--entailment", "RDFS", "--seconds", "1") as server:
        before = server.count()
        reply = server.update(f"{PREFIXES} INSERT DATA {{ {chain} }}")
        assert (reply.status, reply.json["limit"]) in {(504, "time"), (507, "memory")}
        assert server.count() == before
        assert write(server, CYTOKINES) == 204
        assert ask(server, MINE)


CONCLUSIONS = [
    ("RDFS", ":p rdfs:subPropertyOf :q . :q rdfs:range :C . :a :p :b", ":b a :C"),
    ("RDFS", ":a rdf:_1 :b", ":a rdfs:member :b"),
    ("OWL-RL", ":p a owl:TransitiveProperty . :a :p :b . :b :p :c . :c :p :d", ":a :p :d"),
    ("OWL-RL", ":p owl:inverseOf :q . :a :p :b", ":b :q :a"),
    ("OWL-RL", ":r owl:propertyChainAxiom ( :p :q ) . :a :p :b . :b :q :c", ":a :r :c"),
    ("OWL-RL", ":r owl:propertyChainAxiom ( :p :q :p ) . :a :p :b . :b :q :c . :c :p :d", ":a :r :d"),
    ("OWL-RL", ":p a owl:FunctionalProperty . :a :p :b , :c . :b :q :d", ":c :q :d"),
    ("OWL-RL", ":C owl:hasKey ( :p :q ) . :a a :C ; :p 1 ; :q 2 . :b a :C ; :p 1 ; :q 2 , 3", ":a owl:sameAs :b"),
    ("OWL-RL", ":C owl:intersectionOf ( :A :B ) . :a a :A , :B", ":a a :C"),
    ("OWL-RL", ":C owl:unionOf ( :A :B ) . :a a :B", ":a a :C"),
    ("OWL-RL", ":C owl:onProperty :p ; owl:someValuesFrom :D . :a :p :b . :b a :D", ":a a :C"),
    ("OWL-RL", ":C owl:onProperty :p ; owl:allValuesFrom :D . :a a :C ; :p :b", ":b a :D"),
    ("OWL-Direct", ":C owl:equivalentClass [ a owl:Class ; owl:unionOf ( :A :B ) ] . :a a :A", ":a a :C"),
    ("OWL-Direct", ":p a owl:ObjectProperty ; rdfs:domain :C . :q owl:inverseOf :p . :a :p :b", ":q rdfs:range :C"),
    ("OWL-Direct", ":A rdfs:subClassOf :B . :B rdfs:subClassOf :A", ":A owl:equivalentClass :B"),
]


@pytest.mark.parametrize(("regime", "data", "conclusion"), CONCLUSIONS)
def test_a_rule_yields_its_conclusion(servers: dict[str, Server], regime: str, data: str, conclusion: str) -> None:
    server = emptied(servers[regime])
    assert not ask(server, f"ASK {{ {conclusion} }}")
    assert write(server, data) == 204
    assert ask(server, f"ASK {{ {conclusion} }}")
    assert not ask(server, f"ASK {{ {conclusion} }}", default_graph_uri=ENTAILMENT + "Simple")


def test_a_key_needs_all_its_properties(servers: dict[str, Server]) -> None:
    server = emptied(servers["OWL-RL"])
    write(server, ":C owl:hasKey ( :p :q ) . :a a :C ; :p 1 ; :q 2 . :b a :C ; :p 1 ; :q 3")
    assert not ask(server, "ASK { :a owl:sameAs :b }")


FAMILY = """:Female a owl:Class . :Male a owl:Class ; owl:disjointWith :Female . :child a owl:ObjectProperty .
:ann a :Female ; :child :bob . :bob a :Male . :Parent owl:equivalentClass
  [ a owl:Restriction ; owl:onProperty :child ; owl:someValuesFrom owl:Thing ] . """


@pytest.mark.parametrize(
    ("expression", "instances"),
    [
        ("[ owl:intersectionOf ( :Female :Parent ) ]", ["ann"]),
        ("[ a owl:Class ; owl:unionOf ( :Female :Male ) ]", ["ann", "bob"]),
        ("[ a owl:Class ; owl:complementOf :Female ]", ["bob"]),
        ("[ a owl:Restriction ; owl:onProperty :child ; owl:someValuesFrom [ owl:complementOf :Female ] ]", ["ann"]),
        ("[ a owl:Restriction ; owl:onProperty :child ; owl:someValuesFrom owl:Thing ]", ["ann"]),
        ("_:c . _:c owl:intersectionOf ( :Female :Parent )", ["ann"]),
    ],
)
def test_a_class_expression_is_answered_wherever_it_is_written(
    servers: dict[str, Server], expression: str, instances: list[str]
) -> None:
    server = emptied(servers["OWL-Direct"])
    assert write(server, FAMILY) == 204
    for _ in range(3):
        rows = server.rows(f"{PREFIXES} SELECT ?x WHERE {{ ?x a {expression} }} ORDER BY ?x")
        assert [row[0].rsplit("/", 1)[-1] for row in rows] == instances
        assert not ask(server, f"ASK {{ GRAPH <{LAYER}asked> {{ ?s ?p ?o }} }}"), "it is forgotten with the query"
        assert write(server, f":more :than {len(rows)}") == 204


def test_nobody_writes_into_the_graphs_of_what_follows(servers: dict[str, Server]) -> None:
    server = emptied(servers["OWL-Direct"])
    for graph in ("OWL-Direct", "asked"):
        assert write(server, f"GRAPH <{LAYER}{graph}> {{ :mine a :Fabrication }}") == 204
        assert not ask(server, "ASK { :mine a :Fabrication }")


def test_a_relation_may_have_a_name_that_is_none_in_xml(servers: dict[str, Server]) -> None:
    server = emptied(servers["OWL-Direct"])
    write(server, FAMILY)
    below = (
        "<http://example.org/12> a owl:ObjectProperty ; rdfs:subPropertyOf :child . :cat <http://example.org/12> :bob"
    )
    assert write(server, below) == 204
    assert ask(server, "ASK { :cat a :Parent }")
    some = "[ a owl:Restriction ; owl:onProperty <http://example.org/12> ; owl:someValuesFrom :Male ]"
    assert server.rows(f"{PREFIXES} SELECT ?x WHERE {{ ?x a {some} }}") == [["http://example.org/cat"]]


def test_what_follows_of_an_individual_without_a_name_is_told_of_it(servers: dict[str, Server]) -> None:
    server = emptied(servers["OWL-Direct"])
    write(server, FAMILY + " [] :called 'first' ; :child :bob . [] :called 'second' ; a :Male .")
    assert server.rows(PREFIXES + "SELECT ?name WHERE { ?x a :Parent ; :called ?name }") == [["first"]]
    assert not ask(server, "ASK { ?x ?y ?z FILTER(STRSTARTS(STR(?x), 'urn:') || STRSTARTS(STR(?z), 'urn:')) }")


def test_an_answer_tells_what_the_reasoner_may_have_missed(servers: dict[str, Server]) -> None:
    server = emptied(servers["OWL-Direct"])
    write(server, FAMILY)
    assert server.query("ASK {}").headers.get("reasoner-notes") is None
    assert write(server, ":Male owl:hasKey ( :called ) . :called a owl:DatatypeProperty .") == 204
    assert "HasKey" in server.query("ASK {}").headers["reasoner-notes"]


def test_an_expression_that_contradicts_the_data_is_refused(servers: dict[str, Server]) -> None:
    server = emptied(servers["OWL-Direct"])
    write(server, FAMILY)
    odd = "[ owl:intersectionOf ( :Female :Parent ) ; rdfs:seeAlso [ a :Female , :Male ] ]"
    reply = server.query(f"{PREFIXES} SELECT ?x WHERE {{ ?x a {odd} }}")
    assert reply.status == 422, reply.body


def test_the_regime_is_in_the_service_description(servers: dict[str, Server]) -> None:
    for regime, iri in (("RDFS", "ent:RDFS"), ("OWL-RL", "ent:OWL-RDF-Based"), ("OWL-Direct", "ent:OWL-Direct")):
        described = servers[regime].send("GET", "/sparql", Accept="text/turtle").body
        reader = emptied(servers["RDFS"])
        put = {"Authorization": f"Bearer {TOKEN}", "Content_Type": "text/turtle"}
        assert reader.send("PUT", "/data?graph=urn:described", described, **put).status in {201, 204}
        inside = f"""?service sd:defaultEntailmentRegime {iri} ; sd:availableGraphs/sd:namedGraph ?simple , ?own .
          ?simple sd:name ent:Simple ; sd:entailmentRegime ent:Simple . ?own sd:name {iri} ; sd:entailmentRegime {iri} .
          ?service sd:defaultDataset/sd:namedGraph [ sd:name <{LAYER}{regime}> ; sd:entailmentRegime ent:Simple ]"""
        assert ask(reader, f"ASK {{ GRAPH <urn:described> {{ {inside} }} }}"), described.decode()


def test_files_are_loaded_with_what_follows_and_a_contradiction_in_them_is_said(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.ttl", tmp_path / "bad.ttl"
    good.write_text(PREFIXES + CYTOKINES)
    bad.write_text(PREFIXES + DISJOINT)
    for regime in ("RDFS", "OWL-RL", "OWL-Direct"):
        with serving(tmp_path, str(good), "--entailment", regime) as server:
            assert ask(server, MINE)
    for regime in ("OWL-RL", "OWL-Direct"):
        command = [sys.executable, "-m", "sparql_server", "--port", "0", str(bad), "--entailment", regime]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode
        assert "contradict" in done.stderr
        assert "Traceback" not in done.stderr


def test_a_store_on_disk_is_read_with_what_follows_and_keeps_none_of_it_for_another_regime(tmp_path: Path) -> None:
    file, store = tmp_path / "data.ttl", str(tmp_path / "store")
    file.write_text(PREFIXES + CYTOKINES)
    with serving(tmp_path, str(file), "--store", store, "--entailment", "RDFS") as server:
        assert ask(server, MINE)
    with serving(tmp_path, "--store", store) as server:
        assert not ask(server, MINE)
        assert server.rows("SELECT ?g { GRAPH ?g { ?s ?p ?o } }") == []


def rows_of_named(server: Server, iri: str) -> list[str]:
    """Return the named graphs of the dataset that *iri* stands for."""
    query = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"
    return sorted(graph for (graph,) in server.rows(query, f"/sparql?named-graph-uri={quote(iri)}"))


def test_the_graphs_of_the_release_can_be_asked_in_sets(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        sizes = dict(server.rows("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"))
        names = ["asserted", "statements", "mappings", "description"]
        for name, more in (("asserted", []), ("inferred", ["inferred"]), ("relations", ["relations"])):
            names += more
            graphs = [f"https://w3id.org/lifonto/graph/{each}" for each in names]
            total = [[str(sum(int(sizes[graph]) for graph in graphs))]]
            count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
            assert server.rows(count, f"/sparql?default-graph-uri={quote(DATASET + name)}") == total
            assert server.rows(f"PREFIX d: <{DATASET}> " + count.replace("{", f"FROM d:{name} {{", 1)) == total
            assert rows_of_named(server, DATASET + name) == sorted(graphs)
        described = server.send("GET", "/sparql", Accept="application/ld+json").body.decode()
        assert all(DATASET + name in described for name in ("asserted", "inferred", "relations"))
        assert json.dumps("what is stated: terms, axioms, statement records, mappings") in described
