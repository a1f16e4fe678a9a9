"""SPARQLWrapper and rdflib's SPARQLStore, used as their manuals show."""

import json
from urllib.error import HTTPError

import pytest
from benchmarks.peers.process import Endpoint
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDFS
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore

wrapper = pytest.importorskip("SPARQLWrapper", reason="SPARQLWrapper is not installed")

EXAMPLE = "http://a.example/"
LABELS = "SELECT ?s ?l WHERE { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?l } ORDER BY ?l"


@pytest.fixture
def wrapped(server: Endpoint) -> "wrapper.SPARQLWrapper":
    return wrapper.SPARQLWrapper(server.query)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_sparqlwrapper_reads_solutions_as_json(wrapped: "wrapper.SPARQLWrapper", method: str):
    wrapped.setMethod(method)
    wrapped.setReturnFormat(wrapper.JSON)
    wrapped.setQuery(LABELS)
    rows = wrapped.queryAndConvert()["results"]["bindings"]
    assert [row["l"]["value"] for row in rows] == ["LIF", "OSM"]


def test_sparqlwrapper_posts_a_query_directly(wrapped: "wrapper.SPARQLWrapper"):
    wrapped.setMethod(wrapper.POST)
    wrapped.setRequestMethod(wrapper.POSTDIRECTLY)
    wrapped.setReturnFormat(wrapper.JSON)
    wrapped.setQuery("ASK { ?s ?p ?o }")
    assert wrapped.queryAndConvert()["boolean"] is True


@pytest.mark.parametrize("form", ["XML", "CSV", "TSV"])
def test_sparqlwrapper_reads_the_other_formats(wrapped: "wrapper.SPARQLWrapper", form: str):
    wrapped.setReturnFormat(getattr(wrapper, form))
    wrapped.setQuery(LABELS)
    found = wrapped.queryAndConvert()
    text = found.toxml() if form == "XML" else found.decode()
    assert "OSM" in text


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # SPARQLWrapper's own
@pytest.mark.parametrize("form", ["XML", "RDFXML", "TURTLE", "N3", "JSONLD"])
def test_sparqlwrapper_reads_graphs(wrapped: "wrapper.SPARQLWrapper", form: str):
    wrapped.setReturnFormat(getattr(wrapper, form))
    wrapped.setQuery("CONSTRUCT WHERE { ?s <http://a.example/binds> ?o }")
    found = wrapped.queryAndConvert()
    graph = found if isinstance(found, Graph) else Graph().parse(data=found, format="turtle")
    assert len(graph) == 2


def test_sparqlwrapper_tells_a_query_that_cannot_be_parsed(wrapped: "wrapper.SPARQLWrapper"):
    wrapped.setQuery("SELECT ?s WHERE { ?s }")
    with pytest.raises(wrapper.SPARQLExceptions.QueryBadFormed, match="line 1, column"):
        wrapped.query()


def test_sparqlwrapper_updates_with_a_token(writable: Endpoint, token: str):
    updating = wrapper.SPARQLWrapper(writable.query, updateEndpoint=writable.query.replace("/sparql", "/update"))
    updating.setMethod(wrapper.POST)
    updating.addCustomHttpHeader("Authorization", f"Bearer {token}")
    updating.setQuery("INSERT DATA { <http://a.example/new> <http://a.example/p> 1 }")
    updating.query()
    updating.setReturnFormat(wrapper.JSON)
    updating.setQuery("ASK { <http://a.example/new> ?p 1 }")
    assert updating.queryAndConvert()["boolean"] is True


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_sees_a_graph(server: Endpoint, method: str):
    graph = Graph(SPARQLStore(server.query, method=method))
    assert len(graph) == 6
    assert set(graph.subjects(URIRef(EXAMPLE + "binds"))) == {URIRef(EXAMPLE + "LIF"), URIRef(EXAMPLE + "OSM")}
    assert graph.value(URIRef(EXAMPLE + "LIF"), URIRef(EXAMPLE + "chains")) == Literal(1)


@pytest.mark.parametrize("returned", ["xml", "json", "csv", "tsv"])
def test_rdflib_asks_in_every_format_it_reads(server: Endpoint, returned: str):
    graph = Graph(SPARQLStore(server.query, returnFormat=returned))
    assert [str(row.l) for row in graph.query(LABELS)] == ["LIF", "OSM"]


def test_rdflib_keeps_language_and_letters(server: Endpoint):
    graph = Graph(SPARQLStore(server.query))
    comment = graph.value(URIRef(EXAMPLE + "LIF"), RDFS.comment)
    assert comment == Literal('λευκαιμία & <b>"x"</b>', lang="el")


def test_rdflib_sees_named_graphs(server: Endpoint):
    store = SPARQLStore(server.query)
    assert {str(name) for name in store.contexts()} == {f"{EXAMPLE}graph/ligands", f"{EXAMPLE}graph/counts"}
    assert len(Graph(store, identifier=URIRef(f"{EXAMPLE}graph/counts"))) == 1


def test_rdflib_writes_with_a_token(writable: Endpoint, token: str):
    update = writable.query.replace("/sparql", "/update")
    store = SPARQLUpdateStore(writable.query, update, headers={"Authorization": f"Bearer {token}"})
    graph = Graph(store, identifier=URIRef(EXAMPLE + "graph/new"))
    graph.add((URIRef(EXAMPLE + "LIF"), RDFS.label, Literal("leukaemia inhibitory factor", lang="en-GB")))
    assert next(graph.objects(URIRef(EXAMPLE + "LIF"), RDFS.label)).language.lower() == "en-gb"
    graph.remove((None, None, None))
    assert len(graph) == 0


def test_sparqlwrapper_updates_where_it_asks_with_a_password(writable: Endpoint, token: str):
    asking = wrapper.SPARQLWrapper(writable.query)
    asking.setCredentials("anybody", token)
    asking.setMethod(wrapper.POST)
    for way, number in ((wrapper.URLENCODED, 1), (wrapper.POSTDIRECTLY, 2)):
        asking.setRequestMethod(way)
        asking.setQuery(f"INSERT DATA {{ <http://a.example/new> <http://a.example/p> {number} }}")
        assert asking.query().response.status in {200, 204}
    asking.setReturnFormat(wrapper.JSON)
    asking.setQuery("SELECT ?o { <http://a.example/new> ?p ?o }")
    assert len(asking.queryAndConvert()["results"]["bindings"]) == 2


def test_rdflib_writes_with_a_password(writable: Endpoint, token: str):
    update = writable.query.replace("/sparql", "/update")

    def graph(password: str) -> Graph:
        store = SPARQLUpdateStore(writable.query, update, auth=("anybody", password), context_aware=True)
        return Graph(store, identifier=URIRef(EXAMPLE + "graph/new"))

    graph(token).add((URIRef(EXAMPLE + "LIF"), RDFS.label, Literal('several\nlines, "quoted" \\ é')))
    with pytest.raises(OSError, match="401"):
        graph("wrong").add((URIRef(EXAMPLE + "OSM"), RDFS.label, Literal("OSM")))
    assert list(graph(token).objects()) == [Literal('several\nlines, "quoted" \\ é')]


def test_what_xml_cannot_hold_is_refused_by_name_to_clients_that_want_xml_alone(writable: Endpoint, token: str):
    """Both ask for RDF/XML, and rdflib for results in XML, where they are not told otherwise."""
    updating = wrapper.SPARQLWrapper(writable.query)
    updating.setCredentials("anybody", token)
    updating.setMethod(wrapper.POST)
    updating.setQuery(
        "INSERT DATA { <http://a.example/LIF> <http://a.example/n/123> 5 ; <http://a.example/note> 'a\\u0001b' }"
    )
    updating.query()
    numbered, noted = (f"CONSTRUCT WHERE {{ ?s <http://a.example/{name}> ?o }}" for name in ("n/123", "note"))
    asking = wrapper.SPARQLWrapper(writable.query)
    asking.setQuery(numbered)
    with pytest.raises(HTTPError, match="406") as refused:
        asking.query()
    assert "http://a.example/n/123" in json.loads(refused.value.read())["detail"]
    asking.setReturnFormat(wrapper.TURTLE)
    assert len(Graph().parse(data=asking.queryAndConvert(), format="turtle")) == 1
    for query in (numbered, noted, "SELECT ?o { ?s <http://a.example/note> ?o }"):
        with pytest.raises(ValueError, match="something wrong"):  # what rdflib makes of a 406
            list(Graph(SPARQLStore(writable.query, returnFormat="xml")).query(query))
    rows = Graph(SPARQLStore(writable.query, returnFormat="json")).query("SELECT ?o { ?s <http://a.example/note> ?o }")
    assert [str(row.o) for row in rows] == ["a\x01b"]
