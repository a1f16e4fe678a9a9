"""What requests are taken to mean, without a server: formats, parameters, graphs, conditions, tokens of SPARQL."""

from __future__ import annotations

import contextlib
import gc
import time
from base64 import b64encode
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sparql_server import Limits, Settings
from sparql_server.protocol.authorization import authorize
from sparql_server.protocol.conditions import MAX_CONDITION, not_modified
from sparql_server.protocol.description import service_description, void
from sparql_server.protocol.formats import GRAPHS, SOLUTIONS, acceptable, accepts_gzip
from sparql_server.protocol.graph_store import read_graph_operation
from sparql_server.protocol.problems import Problem
from sparql_server.protocol.requests import (
    FORM,
    QUERY,
    UPDATE,
    Operation,
    Request,
    is_update,
    read_query,
    read_update,
)
from sparql_server.protocol.tokens import dataset_of, reaching_words, services, tokens

URL = "http://localhost:8080"
SETTINGS = Settings(empty=True, writable=True, token="a long token", limits=Limits(seconds=30))
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
JAVA = "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2"


def asked(path: str, method: str = "GET", body: bytes = b"", **heads: Any) -> Request:
    """Make a request for *path*, which may have a query string."""
    path, _, query = path.partition("?")
    return Request(method, path, query, URL, body=body, **heads)


def query_in(request: Request) -> Operation:
    """Read a request that must have a query."""
    found = read_query(request, SETTINGS)
    assert found
    return found


def refusal(request: Request) -> Problem:
    """Return why *request* is refused."""
    reads = {"/sparql": read_query, "/update": read_update}
    with pytest.raises(Problem) as caught:
        reads.get(request.path, read_graph_operation)(request, SETTINGS)
    return caught.value


@pytest.mark.parametrize(
    ("accept", "names"),
    [
        (None, "json xml csv tsv"),
        ("", "json xml csv tsv"),
        ("*/*", "json xml csv tsv"),
        ("*", "json xml csv tsv"),
        (BROWSER, "json xml csv tsv"),
        (JAVA, "json xml csv tsv"),
        ("application/json", "json"),
        ("application/sparql-results+json; charset=utf-8", "json"),
        ("Text/CSV", "csv"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", "xml csv"),
        ("text/csv, */*;q=0.1", "csv json xml tsv"),
        ("text/csv;q=0, */*", "json xml tsv"),
        ("text/csv, text/csv", "csv"),
        ("text/*", "csv tsv"),
        ("application/xml;q=0.3, text/turtle", "xml"),
        ("application/xml, text/html", "xml"),
        ("text/turtle", ""),
        ("image/png, nonsense, ;;q=, text/csv;q=high", ""),
    ],
)
def test_all_acceptable_formats_are_found_best_first(accept: str | None, names: str) -> None:
    assert [each.name for each in acceptable(accept, None, SOLUTIONS)] == names.split()


@pytest.mark.parametrize(
    ("wanted", "solutions", "graphs"),
    [
        ("json", "json", "jsonld"),
        ("JSON", "json", "jsonld"),
        ("xml", "xml", "rdf"),
        ("application/sparql-results json", "json", ""),
        ("application/sparql-results+json", "json", ""),
        ("application/rdf xml", "", "rdf"),
        ("text/csv; charset=utf-8", "csv", ""),
        ("turtle", "", "ttl"),
        ("nonsense", "", ""),
    ],
)
def test_the_format_parameter_takes_names_and_media_types_as_people_write_them(
    wanted: str, solutions: str, graphs: str
) -> None:
    assert [each.name for each in acceptable(BROWSER, wanted, SOLUTIONS)] == solutions.split()
    assert [each.name for each in acceptable(BROWSER, wanted, GRAPHS)] == graphs.split()


def test_json_and_xml_mean_their_form_for_graphs_where_triples_are_answered() -> None:
    assert [each.name for each in acceptable("application/json", None, GRAPHS)] == ["jsonld"]
    assert [each.name for each in acceptable("application/xml", None, GRAPHS)] == ["rdf"]


@pytest.mark.parametrize("header", ["text/csv," * 500_000, "a;q," * 250_000, "a" * 9000, "a/b," * 100])
def test_an_accept_header_without_end_is_refused_before_it_is_read(header: str) -> None:
    with pytest.raises(Problem, match="Accept header"):
        acceptable(header, None, GRAPHS)


@given(st.text(max_size=300))
def test_no_header_of_a_client_is_an_error_of_the_server(text: str) -> None:
    not_modified("tag", text)
    accepts_gzip(text)
    acceptable(text, text, GRAPHS)
    with pytest.raises(Problem):
        authorize(text, SETTINGS)


@pytest.mark.parametrize(
    ("header", "taken"), [("gzip", True), ("br, GZIP;q=0.1", True), ("*", True), ("gzip;q=0, *", False), (None, False)]
)
def test_answers_are_compressed_for_those_who_take_it(header: str | None, taken: bool) -> None:
    assert accepts_gzip(header) is taken


@pytest.mark.parametrize("parameter", ["format", "output", "results"])
def test_the_format_can_be_called_as_other_endpoints_call_it(parameter: str) -> None:
    found = query_in(asked(f"/sparql?query=ASK%7B%7D&{parameter}=application/sparql-results+xml"))
    assert found.request["solutions"] == [("xml", "application/sparql-results+xml")]
    problem = refusal(asked(f"/sparql?query=ASK%7B%7D&{parameter}=nonsense"))
    assert problem.status == 406
    assert "csv (text/csv)" in problem.detail


def test_a_link_from_the_form_of_another_endpoint_is_understood() -> None:
    link = "/sparql?default-graph-uri=&named-graph-uri=&query=ASK%7B%7D&format=text%2Fhtml&timeout=0&signal_void=on"
    found = query_in(asked(link, accept=BROWSER))
    assert not found.request.keys() & {"default", "named"}
    assert found.request["seconds"] == 30
    assert found.request["solutions"][0][0] == "json"


@pytest.mark.parametrize("way", ["get", "form", "direct", "raw"])
def test_a_query_comes_in_three_ways_and_may_begin_with_a_byte_order_mark(way: str) -> None:
    text, encoded = "\ufeffASK { ?s ?p 'é' }", "%EF%BB%BFASK%20%7B%20?s%20?p%20'%C3%A9'%20%7D"
    request = {
        "get": asked(f"/sparql?query={encoded}"),
        "raw": asked("/sparql?query=" + text.replace(" ", "+").encode().decode("latin-1")),  # as WSGI has raw UTF-8
        "form": asked("/sparql", "POST", f"query={encoded}".encode(), content_type=f"{FORM}; charset=UTF-8"),
        "direct": asked("/sparql", "POST", text.encode(), content_type=QUERY.upper()),
    }[way]
    assert query_in(request).body.decode() == text[1:]


def test_without_a_query_the_service_is_described() -> None:
    assert read_query(asked("/sparql"), SETTINGS) is None
    assert read_query(asked("/sparql", "HEAD"), SETTINGS) is None


@pytest.mark.parametrize(
    ("request_", "status", "words"),
    [
        (asked("/sparql?query=%FF"), 400, "UTF-8"),
        (asked("/sparql?query=a&query=b"), 400, "exactly one query"),
        (asked("/sparql?" + "a=1&" * 1001), 400, "more than 1000"),
        (asked("/sparql?query=a&default-graph-uri=b"), 400, "not an absolute IRI"),
        (asked("/sparql?update=DROP%20ALL"), 400, "/update"),
        (asked("/sparql?query=a", "POST", b"b", content_type=QUERY), 400, "send it once"),
        (asked("/sparql", "POST", b"'\xff'", content_type=QUERY), 400, "not UTF-8 (byte 1)"),
        (asked("/sparql", "POST", b"", content_type=FORM), 400, "query=…"),
        (asked("/sparql", "POST", b"ASK {}", content_type="text/plain"), 415, "/update"),
        (asked("/sparql?query=a", accept="image/png"), 406, "json (application/sparql-results+json)"),
        (asked("/update", "POST", content_type="text/turtle"), 415, "application/sparql-update"),
        (asked("/update?query=a", "POST", content_type=UPDATE), 400, "queries go to /sparql"),
        (asked("/update", "POST", content_type=UPDATE, content_encoding="br"), 415, "gzip"),
        (asked("/data?graph=person/1.ttl", "PUT"), 400, "not an absolute IRI"),
        (asked("/data?graph=", "PUT"), 400, "not an absolute IRI"),
        (asked("/data?graph=urn:x%3E%20%7B%20%7D"), 400, "not an absolute IRI"),
        (asked("/data?graph=urn:x&graph=urn:y"), 400, "exactly one graph"),
        (asked("/data?graph=urn:x&default"), 400, "contradict"),
        (asked("/data", "DELETE"), 400, "DROP ALL"),
        (asked("/data", "PUT", content_type="text/turtle"), 400, "which graph?"),
        (asked("/data", accept="text/turtle"), 406, "?default"),
        (asked("/data?default", accept="text/csv"), 406, "text/turtle"),
        (asked("/data?default", "PUT", content_type="image/png"), 415, "image/png"),
        (asked("/data?default", "PUT", content_type="application/zip"), 415, "Content-Encoding: gzip"),
        (asked("/data?default", "PUT", if_match='"a",' * 2000), 400, "If-Match is longer"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused_with_a_reason(request_: Request, status: int, words: str) -> None:
    problem = refusal(request_)
    assert problem.status == status
    assert words in problem.detail


@pytest.mark.parametrize("timeout", ["soon", "-1", "nan", "inf", "-inf", "1e999"])
def test_a_timeout_that_is_no_number_of_seconds_is_refused(timeout: str) -> None:
    assert refusal(asked(f"/sparql?query=a&timeout={timeout}")).status == 400


@pytest.mark.parametrize(("timeout", "seconds"), [("5", 5), ("0.5", 0.5), ("60000", 30), ("", 30), ("0", 30)])
def test_a_timeout_asks_for_less_time_never_for_more(timeout: str, seconds: float) -> None:
    assert query_in(asked(f"/sparql?query=a&timeout={timeout}")).request["seconds"] == seconds


@pytest.mark.parametrize(
    ("kind", "body", "is_one"),
    [
        (UPDATE, b"", True),
        (f"{UPDATE}; charset=utf-8", b"", True),
        (FORM, b"update=DROP%20ALL", True),
        (FORM, b"query=ASK%7B%7D&update=DROP%20ALL", False),
        (FORM, b"query=%23update=", False),
        (QUERY, b"update=", False),
    ],
)
def test_an_update_is_recognised_wherever_it_is_sent(kind: str, body: bytes, is_one: bool) -> None:
    assert is_update(asked("/sparql", "POST", body, content_type=kind)) is is_one


def test_an_update_leaves_its_body_to_the_worker() -> None:
    path = "/update?using-graph-uri=urn:a&using-graph-uri=&timeout=3"
    found = read_update(asked(path, "POST", content_type=UPDATE, content_encoding="X-GZIP"), SETTINGS)
    assert found.body == b""
    assert found.request == {
        "do": "update",
        "content_type": UPDATE,
        "encoding": "gzip",
        "default": ["urn:a"],
        "base": f"{URL}/update",
        "seconds": 3,
        "gzip": False,
        "url": URL,
    }


def operation(path: str, method: str, kind: str | None = None) -> dict[str, Any]:
    """Return what the worker is told of a Graph Store request."""
    return read_graph_operation(asked(path, method, content_type=kind), SETTINGS).request


def test_graphs_are_named_in_three_ways_and_are_the_base_of_what_is_said_in_them() -> None:
    assert operation("/data?default", "PUT")["graph"] is None
    assert operation("/data?default", "PUT")["base"] == f"{URL}/data"
    assert operation("/data?graph=urn:x", "HEAD")["base"] == "urn:x"
    assert operation("/data/a b/é%/", "GET")["graph"] == f"{URL}/data/a%20b/%C3%A9%25/"


@pytest.mark.parametrize("kind", ["application/trig", "application/n-quads", "application/ld+json"])
def test_a_dataset_is_written_whole_where_no_graph_is_named(kind: str) -> None:
    for method in ("PUT", "POST"):
        told = operation("/data", method, kind)
        assert told["dataset"] is True
        assert "created" not in told
    assert "dataset" not in operation("/data?graph=urn:x", "PUT", kind)


@pytest.mark.parametrize("kind", [None, "text/turtle", "application/octet-stream", "multipart/form-data; boundary=b"])
def test_posted_triples_make_a_graph_that_nobody_has_had(kind: str | None) -> None:
    first, second = operation("/data", "POST", kind), operation("/data", "POST", kind)
    assert first["created"].startswith(f"{URL}/data/")
    assert first["created"] != second["created"]
    assert first["base"] == first["created"]


def test_the_whole_dataset_is_read_as_quads() -> None:
    assert [name for name, _ in operation("/data", "GET")["graphs"]] == ["nq", "trig", "jsonld"]
    assert operation("/data", "GET")["do"] == "dataset"


def test_an_upload_by_curl_says_nothing_of_its_format() -> None:
    assert operation("/data?default", "PUT", FORM)["content_type"] == ""
    assert operation("/data?default", "PUT", None)["content_type"] == ""
    assert (
        operation("/data?default", "PUT", "text/turtle; charset=utf-8")["content_type"] == "text/turtle; charset=utf-8"
    )


@pytest.mark.parametrize(
    ("header", "known"),
    [
        ('"tag"', True),
        ('W/"tag"', True),
        ('"other", "tag"', True),
        ("*", True),
        ('"other"', False),
        ('"a", ' * MAX_CONDITION + '"tag"', False),
        (None, False),
    ],
)
def test_a_client_that_has_the_answer_is_recognised(header: str | None, known: bool) -> None:
    assert not_modified("tag", header) is known


@pytest.mark.parametrize("name", ["", "anyone"])
def test_the_token_comes_as_a_bearer_or_as_a_password(name: str) -> None:
    authorize("Bearer a long token", SETTINGS)
    authorize("bearer  a long token ", SETTINGS)
    authorize("Basic " + b64encode(f"{name}:a long token".encode()).decode(), SETTINGS)


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "Bearer",
        "Bearer wrong",
        "Bearer é",
        "a long token",
        "Basic a long token",
        "Basic " + b64encode(b"a long token").decode(),
        "Basic " + b64encode(b"a long token:").decode(),
        "Basic " + b64encode(b"a:\xff").decode(),
    ],
)
def test_other_credentials_do_not_open(header: str | None) -> None:
    with pytest.raises(Problem) as caught:
        authorize(header, SETTINGS)
    assert caught.value.status == 401
    schemes = [str(caught.value.headers["WWW-Authenticate"]).split()[0]]
    assert schemes == ["Basic"]


def test_a_read_only_server_is_opened_by_nothing() -> None:
    with pytest.raises(Problem, match="--writable") as caught:
        authorize("Bearer ", Settings(empty=True))
    assert caught.value.status == 403


@pytest.mark.parametrize("title", ["LIF 🧬", 'a "quoted" \\ title', "two\nlines\t\x00", "\ud83d"])
def test_any_title_can_be_described(title: str) -> None:
    import pyoxigraph

    for text in (service_description(Settings(empty=True, title=title), URL), void(Settings(title=title), URL)):
        titles = [each.object.value for each in pyoxigraph.Store().query(text) if "title" in each.predicate.value]
        assert set(titles) == {title.encode("utf-8", "replace").decode()}


@pytest.mark.parametrize(
    "text",
    [
        '"' + '\\"' * 50_000,
        '"""' + '""\\"' * 25_000,
        "a." * 50_000,
        "a-" * 50_000,
        "<a" * 50_000,
        "\\" * 100_000,
        "SERVICE <a> {} " * 8_000,
        "FROM <a> " * 16_000,
    ],
)
def test_no_text_takes_longer_than_its_length_allows(text: str) -> None:
    def measure(part: str) -> float:
        gc.disable()  # what other tests left in memory would be gone through in this one's time
        started = time.process_time()
        with contextlib.suppress(Problem):
            reaching_words(part), services(part), dataset_of(part, URL)
        taken = time.process_time() - started
        gc.enable()
        return taken

    fourth, whole = (min(measure(part) for _ in range(3)) for part in (text[: len(text) // 4], text))
    assert whole < 10 * fourth + 0.1  # four times as long; sixteen times if it were quadratic


@pytest.mark.parametrize(
    "text",
    [
        r'BIND("\u0022" AS ?x) SERVICE <urn:x> { ?s ?p ?o } BIND("\u0022" AS ?y)',
        'BIND("""a"b""" AS ?x) service <urn:x> {}',
        "?s ?p true.SERVICE <urn:x> {}",
        r"?s :o\'brien ?o SERVICE <urn:x> {}",
        "<urn:o'brien> ?p ?o SERVICE <urn:x> {}",
        "?s ?p 1 . # 'it\n SERVICE <urn:x> {}",
    ],
)
def test_a_service_clause_is_seen_beside_strings_names_and_comments(text: str) -> None:
    assert reaching_words(text) == {"SERVICE"}
    assert [each.endpoint for each in services(text)] == ["urn:x"]


@pytest.mark.parametrize(
    "text", ['"SERVICE"', "# SERVICE", "<urn:SERVICE>", "?SERVICE", "ex:SERVICE", "'''\nSERVICE'''"]
)
def test_what_only_looks_like_a_service_clause_is_none(text: str) -> None:
    assert reaching_words(text) == set()


def test_a_string_that_is_not_closed_is_told_with_its_place() -> None:
    with pytest.raises(Problem, match="line 2, column 5") as caught:
        list(tokens("ASK {\n ?s 'a"))
    assert (caught.value.status, caught.value.members) == (400, {"line": 2, "column": 5})


def test_graphs_in_from_are_resolved_like_the_engine_does_it() -> None:
    text = r"BASE <http://a/b/> PREFIX e: <urn:\u0061:> SELECT * FROM e:x FROM NAMED <c> FROM <urn:\U00000062> {}"
    assert dataset_of(text, URL) == (["urn:a:x", "urn:b"], ["http://a/b/c"])
