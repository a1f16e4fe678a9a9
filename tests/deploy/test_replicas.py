"""Many read-only replicas behind nginx: both answer, one may die, a sub-path works, no client takes all of it."""

from __future__ import annotations

import http.client
import json
import re
import ssl
import subprocess
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest
from benchmarks.peers.process import RESULTS, Endpoint, stop

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
ENDLESS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def get(url: str, **headers: str) -> bytes:
    request = urllib.request.Request(url, headers=headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return bytes(answer.read())


def asked(url: str, text: str) -> str:
    return f"{url}/sparql?{urllib.parse.urlencode({'query': text})}"


def count(url: str) -> int:
    return int(json.loads(get(asked(url, COUNT), Accept=RESULTS))["results"]["bindings"][0]["n"]["value"])


def status(url: str, path: str, address: str = "127.0.0.1") -> int:
    """Return the status of a GET from *address*."""
    place = urllib.parse.urlsplit(url).netloc
    connection = http.client.HTTPConnection(place, timeout=60, source_address=(address, 0))
    try:
        connection.request("GET", path)
        with connection.getresponse() as answer:
            answer.read()
            return answer.status
    finally:
        connection.close()


def requests_seen(replica: Endpoint) -> float:
    """How many queries *replica* says it has answered."""
    metrics = get(replica.query.replace("/sparql", "/metrics")).decode()
    counts = re.findall(r'^\w+_count\{[^}]*service="sparql"[^}]*\} (\S+)$', metrics, re.MULTILINE)
    assert counts, metrics
    return sum(map(float, counts))


def test_answers_come_from_both_replicas(site):
    before = [requests_seen(replica) for replica in site.replicas]
    assert [count(site.url) for _ in range(10)] == [2000] * 10
    after = [requests_seen(replica) for replica in site.replicas]
    assert all(now > then for now, then in zip(after, before, strict=True))


def test_when_a_replica_is_killed_no_query_fails_sent_by_get_or_by_post(site):
    stop(site.replicas[0].process, patience=0)
    assert [count(site.url) for _ in range(10)] == [2000] * 10
    for _ in range(10):
        form = urllib.parse.urlencode({"query": COUNT}).encode()
        with urllib.request.urlopen(f"{site.url}/sparql", form, timeout=30) as answer:
            assert b"2000" in answer.read()


def test_with_no_replica_left_it_says_so(site):
    for replica in site.replicas:
        stop(replica.process, patience=0)
    with pytest.raises(urllib.error.HTTPError) as refused:
        count(site.url)
    with refused.value as answer:
        assert answer.code == 502


def test_everything_works_under_a_sub_path_and_names_itself_by_it(site):
    assert count(f"{site.url}/lif") == 2000
    described = get(f"{site.url}/lif/sparql", Accept="application/n-triples").decode()
    assert f"<{site.url}/lif/sparql>" in described
    page = get(f"{site.url}/lif/", Accept="text/html").decode()
    addresses = re.findall(r'(?:href|src|action)="(/[^"]*|https?://127[^"]*)"', page)
    assert all(address.removeprefix(site.url).startswith("/lif") for address in addresses), addresses
    assert f"{site.url}/lif/sparql" in page


def test_at_the_root_a_client_cannot_make_up_a_prefix(site):
    headers = {"Accept": "application/n-triples", "X-Forwarded-Prefix": "/evil"}
    assert b"/evil" not in get(f"{site.url}/sparql", **headers)


def test_what_is_for_operators_is_closed_to_the_world(builder):
    site = builder.build(replicas=1)
    for path in ("/metrics", "/readyz", "/lif/metrics", "/lif/readyz", "//metrics", "/%6detrics"):
        assert status(site.url, path) == 404, path
    assert status(site.url, "/healthz") == 200
    assert status(site.replicas[0].query.removesuffix("/sparql"), "/metrics") == 200


def test_a_query_past_its_time_is_refused_in_full_through_the_proxy(site):
    with pytest.raises(urllib.error.HTTPError) as refused:
        get(asked(site.url, f"SELECT (COUNT(*) AS ?n) {{ {{ {ENDLESS} }} }}"))
    with refused.value as answer:
        assert answer.code == 504
        assert json.loads(answer.read())["limit"]


def test_an_answer_that_is_too_large_is_refused_whole_and_never_cut_off(builder):
    site = builder.build("--response-mb", "1")
    with pytest.raises(urllib.error.HTTPError) as refused:
        get(asked(site.url, ENDLESS), Accept=RESULTS)
    with refused.value as answer:
        assert answer.code == 413
        assert json.loads(answer.read())["limit"]
    assert count(site.url) == 2000


def test_a_client_that_asks_too_much_is_refused_while_others_are_answered(builder):
    site = builder.build("--seconds", "5", "--quick", "2", "--slow", "2", "--queue", "2")
    slow = asked("", f"SELECT (COUNT(*) AS ?n) {{ {{ {ENDLESS} }} }}")
    with ThreadPoolExecutor(16) as many:
        greedy = [many.submit(status, site.url, slow) for _ in range(16)]
        polite = [status(site.url, asked("", f"{COUNT} # {n}"), "127.0.0.2") for n in range(20)]
        assert 503 in {each.result() for each in greedy}
    assert polite == [200] * 20


def test_over_tls_everything_names_itself_by_https(builder):
    key, certificate = builder.folder / "lifonto.key", builder.folder / "lifonto.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost"]
    command += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    site = builder.build(replicas=1, tls=True)
    headers = {"Accept": "application/n-triples"}
    request = urllib.request.Request(f"{site.url}/lif/sparql", headers=headers)
    with urllib.request.urlopen(request, context=ssl.create_default_context(cafile=certificate)) as answer:
        assert f"<{site.url}/lif/sparql>".encode() in answer.read()
        assert answer.headers["Strict-Transport-Security"]
