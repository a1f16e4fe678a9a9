"""nginx keeps answers: for a second, then only while the server says that their ETag still holds."""

from __future__ import annotations

import re
import time
import urllib.parse
import urllib.request

import pytest
from benchmarks.peers.process import RESULTS

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
STALE_SECONDS = 2  # the longest that cache.conf promises
TOKEN = "a token for tests"


@pytest.fixture
def cached(builder):
    """One replica behind nginx with the cache."""
    return builder.build(replicas=1, cache=True)


@pytest.fixture
def written(builder, monkeypatch):
    """A writable server in the place of the replica."""
    monkeypatch.setenv("LIFONTO_SERVE_TOKEN", TOKEN)
    return builder.build("--empty", "--writable", replicas=1, cache=True)


def get(url: str, **headers: str) -> bytes:
    request = urllib.request.Request(
        f"{url}/sparql?{urllib.parse.urlencode({'query': COUNT})}",
        headers={name.replace("_", "-"): value for name, value in headers.items()},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return bytes(answer.read())


def insert(site, number: int) -> None:
    """Write one more statement, through nginx."""
    request = urllib.request.Request(
        f"{site.url}/update",
        f"INSERT DATA {{ <urn:a> <urn:b> {number} }}".encode(),
        {"Content-Type": "application/sparql-update", "Authorization": f"Bearer {TOKEN}"},
    )
    urllib.request.urlopen(request, timeout=30).close()


def answers(site, status: int) -> int:
    """Return how many answers of *status* the replica has given to queries."""
    with urllib.request.urlopen(site.replicas[0].query.replace("/sparql", "/metrics"), timeout=30) as answer:
        text = answer.read().decode()
    found = re.findall(rf'^sparql_answers_total{{service="sparql",status="{status}"}} (\S+)$', text, re.MULTILINE)
    return int(float(found[0])) if found else 0


def test_an_answer_is_kept_and_then_confirmed_by_its_etag(cached):
    get(cached.url)
    before, asked, deadline = answers(cached, 200), 0, time.monotonic() + 10
    while not answers(cached, 304):
        assert b"2000" in get(cached.url)
        asked += 1
        assert time.monotonic() < deadline, "nginx did not ask whether its answer still holds"
    assert answers(cached, 200) == before
    assert asked > answers(cached, 304)


def test_each_format_has_an_answer_of_its_own(cached):
    for _ in range(2):
        assert get(cached.url, Accept="text/csv").startswith(b"n\r\n")
        assert get(cached.url, Accept=RESULTS).startswith(b"{")


def test_a_write_is_seen_by_all_within_two_seconds(written):
    for number in range(1, 4):
        get(written.url, Accept="text/csv")
        insert(written, number)
        done = asked = time.monotonic()
        while get(written.url, Accept="text/csv") != f"n\r\n{number}\r\n".encode():
            assert asked - done < STALE_SECONDS  # the old answer was kept before the write was done
            asked = time.monotonic()


@pytest.mark.parametrize("headers", [{"Cache_Control": "no-cache"}, {"Authorization": f"Bearer {TOKEN}"}], ids=str)
def test_a_write_is_seen_at_once_by_who_asks_the_server_itself(written, headers):
    for number in range(1, 4):
        get(written.url, Accept="text/csv")
        insert(written, number)
        assert get(written.url, Accept="text/csv", **headers) == f"n\r\n{number}\r\n".encode()
