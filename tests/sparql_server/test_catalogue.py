"""Programs that know no more than an address learn its prefixes, schema and questions; nobody's counts change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from serving import DATA, ROOT, TOKEN, Server, serving

SIB = Path(__file__).parent / "sib"  # the queries of SIB's tools, as they are
PREFIXES, SCHEMA, EXAMPLES = ((SIB / f"{name}.rq").read_text() for name in ("prefixes", "schema", "examples"))
CATALOGUE = "https://w3id.org/lifonto/service"
SH, VOID, TARGET = "http://www.w3.org/ns/shacl#", "http://rdfs.org/ns/void#", "https://schema.org/target"
EX, RDFS = "http://example.org/", "http://www.w3.org/2000/01/rdf-schema#"
GRAPHS = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
OBO = """format-version: 1.2
ontology: small

[Term]
id: XX:0000001
name: thing

[Term]
id: XX:0000002
name: lesser thing
is_a: XX:0000001
"""


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("release")) as server:
        yield server


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory, data_file: Path) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("foreign"), str(data_file)) as server:
        yield server


def test_the_queries_of_sibs_tools_find_all_of_the_release(release: Server) -> None:
    prefixes = dict(release.rows(PREFIXES))
    assert prefixes["LIFO"] == "https://w3id.org/lifonto/LIFO_"
    declared = (ROOT / "ontology" / "prefixes.tsv").read_text(encoding="utf-8").splitlines()[1:]
    assert {line.split("\t")[0] for line in declared} <= prefixes.keys()
    asked = {question for question, _, _ in release.rows(EXAMPLES)}
    files = {file.stem for file in (ROOT / "ontology" / "questions").glob("*.rq")}
    assert {each.rpartition("/")[2] for each in asked} == files
    schema = {tuple(row[:2]) for row in release.rows(SCHEMA)}
    assert ("https://w3id.org/lifonto/LIFO_0000102", "http://purl.org/dc/terms/source") in schema


def test_the_schema_has_every_class_and_property_in_use_and_no_other(release: Server) -> None:
    used = release.rows("SELECT DISTINCT ?class ?p { ?s a ?class ; ?p ?o FILTER(isIRI(?class)) }")
    assert {tuple(row[:2]) for row in release.rows(SCHEMA)} == {tuple(row) for row in used}


def test_the_queries_of_sibs_tools_find_all_of_a_foreign_file(foreign: Server) -> None:
    assert {("ex", EX), ("rdfs", RDFS)} <= {(name, iri) for name, iri in foreign.rows(PREFIXES)}
    schema = {tuple(row) for row in foreign.rows(SCHEMA)}
    assert (EX + "Cytokine", EX + "binds", EX + "Receptor", "") in schema
    langstring = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
    assert (EX + "Receptor", RDFS + "label", "", langstring) in schema
    found = foreign.rows(EXAMPLES)
    assert found
    for _, _, text in found:
        assert foreign.rows(text)


def test_prefixes_of_an_obo_file_are_those_of_its_identifiers(tmp_path: Path) -> None:
    file = tmp_path / "small.obo"
    file.write_text(OBO)
    with serving(tmp_path, str(file)) as server:
        assert ["XX", "http://purl.obolibrary.org/obo/XX_"] in server.rows(PREFIXES)


def test_every_question_names_this_endpoint(foreign: Server) -> None:
    targets = foreign.rows(f"SELECT DISTINCT ?t {{ GRAPH <{CATALOGUE}> {{ ?q <{TARGET}> ?t }} }}")
    assert targets == [[f"{foreign.base}/sparql"]]


def test_counts_and_lists_of_graphs_are_those_of_the_data_alone(foreign: Server) -> None:
    assert foreign.rows(PREFIXES)
    assert foreign.count() == 5
    assert foreign.rows(GRAPHS) == []
    both = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{CATALOGUE}> {{ ?x <{SH}prefix> ?y }} {{ ?s <{RDFS}label> ?o }} }}"
    assert int(foreign.rows(both)[0][0]) == 2 * len(foreign.rows(PREFIXES))
    assert CATALOGUE.encode() not in foreign.send("GET", "/data", Accept="application/n-quads").body


def test_the_catalogue_is_a_graph_that_can_be_asked_and_fetched_by_its_name(foreign: Server) -> None:
    ask = f"SELECT ?c {{ ?part <{VOID}class> ?c }}"
    named = foreign.rows(ask, f"/sparql?default-graph-uri={CATALOGUE}")
    assert sorted(named) == sorted(foreign.rows(ask.replace("?c {", f"?c FROM <{CATALOGUE}> {{")))
    assert [EX + "Cytokine"] in named
    fetched = foreign.send("GET", f"/data?graph={CATALOGUE}", Accept="application/n-triples")
    assert fetched.status == 200
    assert f"{VOID}propertyPartition".encode() in fetched.body


@pytest.mark.parametrize("place", ["/sparql", "/.well-known/void"])
def test_the_service_and_the_data_are_described_with_it(foreign: Server, place: str) -> None:
    told = foreign.send("GET", place, Accept="application/n-triples").body
    store = ox.Store()
    store.bulk_load(told, ox.RdfFormat.N_TRIPLES)
    for query in (PREFIXES, SCHEMA, EXAMPLES):
        found = store.query(query)
        assert isinstance(found, ox.QuerySolutions)
        assert next(found, None)


def test_links_between_classes_are_linksets(foreign: Server) -> None:
    links = f"""SELECT ?from ?by ?to {{ ?l a <{VOID}Linkset> ; <{VOID}linkPredicate> ?by ;
      <{VOID}subjectsTarget>/<{VOID}class> ?from ; <{VOID}objectsTarget>/<{VOID}class> ?to }}"""
    assert foreign.rows(links) == [[EX + "Cytokine", EX + "binds", EX + "Receptor"]]


def test_data_that_describe_themselves_are_left_to_speak(tmp_path: Path) -> None:
    file = tmp_path / "own.ttl"
    file.write_text(f'{DATA} [] <{SH}prefix> "mine" ; <{SH}namespace> "http://mine.example/" .')
    with serving(tmp_path, str(file)) as server:
        assert server.rows(PREFIXES) == [["mine", "http://mine.example/"]]
        assert server.rows(SCHEMA)
        assert len(server.rows(f"SELECT * {{ GRAPH <{CATALOGUE}> {{ ?x <{SH}prefix> ?y }} }}")) > 1


def test_after_a_write_the_catalogue_is_of_the_new_data(tmp_path: Path, data_file: Path) -> None:
    with serving(tmp_path, str(data_file), "--writable") as server:
        assert [f"{EX}New"] not in [row[:1] for row in server.rows(SCHEMA)]
        assert server.update(f"INSERT DATA {{ <{EX}n> a <{EX}New> }}").status == 204
        assert [f"{EX}New"] in [row[:1] for row in server.rows(SCHEMA)]
        assert server.update("DROP ALL").status == 204
        assert server.rows(SCHEMA) == []
        assert server.count() == 0


def test_in_a_store_on_disk_it_was_written_when_the_store_was_filled(tmp_path: Path, data_file: Path) -> None:
    place = ("--store", str(tmp_path / "store"))
    with serving(tmp_path, *place, str(data_file)) as server:
        assert server.rows(SCHEMA)
    with serving(tmp_path, *place) as server:
        assert [row for row in server.rows(PREFIXES) if row[0] == "ex"] == [["ex", EX]]
        assert server.count() == 5
        assert server.rows(GRAPHS) == []
        assert server.rows(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{CATALOGUE}> {{ ?s ?p ?o }} }}") != [["0"]]
    with serving(tmp_path, *place, "--union") as server:
        assert server.count() == 5
        assert server.rows(SCHEMA)
    with serving(tmp_path, *place, "--writable", LIFONTO_SERVE_TOKEN=TOKEN) as server:
        assert server.rows(GRAPHS) == []  # it would tell of what is no longer there


def test_under_a_regime_what_follows_is_described_too(tmp_path: Path) -> None:
    file = tmp_path / "two.ttl"
    file.write_text(f"<{EX}a> a <{EX}A> . <{EX}A> <{RDFS}subClassOf> <{EX}B> .")
    with serving(tmp_path, str(file), "--entailment", "RDFS") as server:
        assert f"{EX}B" in {row[0] for row in server.rows(SCHEMA)}


def test_the_summary_has_at_most_three_thousand_words(release: Server, foreign: Server) -> None:
    for server, said in ((release, "LIFO:0000102 (negative statement)"), (foreign, "ex:Cytokine")):
        reply = server.send("GET", "/llms.txt")
        assert (reply.status, reply.kind) == (200, "text/plain")
        text = reply.body.decode()
        assert len(text.split()) <= 3000
        assert said.split(":")[1] in text
        assert f"{server.base}/sparql" in text
