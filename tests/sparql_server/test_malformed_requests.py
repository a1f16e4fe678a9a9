"""Whatever bytes come, the server answers with a status of its own or closes, and goes on."""

from __future__ import annotations

import socket

from hypothesis import given, settings
from hypothesis import strategies as st
from serving import TOKEN, Server

FUZZ = settings(max_examples=120)
FAULTS = {b"500", b"502", b"503", b"504", b"507"}
METHODS = ["GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE"]
PATHS = [
    "/sparql",
    "/sparql/",
    "/update",
    "/data",
    "/data/x",
    "/.well-known/void",
    "/",
    "/metrics",
    "/../sparql",
    "//sparql",
]
NAMES = [
    "Accept",
    "Accept-Encoding",
    "Content-Type",
    "Content-Encoding",
    "If-None-Match",
    "Host",
    "X-Forwarded-Host",
    "X-Forwarded-Prefix",
    "X-Forwarded-Proto",
    "Authorization",
    "Expect",
    "Range",
]
VALUES = st.one_of(
    st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=60),
    st.sampled_from(
        [
            "*/*",
            "text/csv;q=x",
            "application/sparql-query",
            "application/sparql-update",
            "multipart/form-data",
            "multipart/mixed; boundary=a",
            "application/x-www-form-urlencoded",
            "gzip",
            ",,,",
            "text/turtle;q=-1",
            "a" * 9000,
        ]
    ),
)
PARAMETERS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "query",
                "update",
                "format",
                "timeout",
                "graph",
                "default",
                "default-graph-uri",
                "named-graph-uri",
                "using-graph-uri",
                "x",
            ]
        ),
        st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="#"), max_size=30),
    ),
    max_size=4,
)
BODIES = st.one_of(
    st.binary(max_size=200),
    st.sampled_from([b"ASK {}", b"query=ASK%20%7B%7D", b"query=%FF", b"--a\r\n\r\nx\r\n--a--", b"\x1f\x8b\x08"]),
)


def speak(server: Server, data: bytes) -> bytes:
    """Send *data* and return the first line that comes back; nothing where the connection ends without one."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as client:
        client.sendall(data)
        try:
            return client.recv(4096).split(b"\r\n")[0]
        except ConnectionResetError:
            return b""


@FUZZ
@given(
    method=st.sampled_from(METHODS),
    path=st.sampled_from(PATHS),
    parameters=PARAMETERS,
    headers=st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=5),
    body=BODIES,
    authorized=st.booleans(),
)
def test_no_combination_of_headers_and_bodies_is_the_servers_fault(
    shared_writer: Server,
    method: str,
    path: str,
    parameters: list[tuple[str, str]],
    headers: list[tuple[str, str]],
    body: bytes,
    authorized: bool,
) -> None:
    query = "&".join(f"{name}={value}" for name, value in parameters)
    lines = [
        f"{method} {path}{'?' + query if query else ''} HTTP/1.1".encode(),
        b"Host: localhost",
        b"Connection: close",
        b"Content-Length: %d" % len(body),
    ]
    lines += [f"{name}: {value}".encode("latin-1") for name, value in headers]
    lines += [f"Authorization: Bearer {TOKEN}".encode()] if authorized else []
    status = speak(shared_writer, b"\r\n".join(lines) + b"\r\n\r\n" + body)
    assert status.startswith(b"HTTP/1."), status
    assert status[9:12] not in FAULTS, status


@FUZZ
@given(data=st.binary(max_size=300))
def test_no_bytes_at_all_are_the_servers_fault(shared_writer: Server, data: bytes) -> None:
    status = speak(shared_writer, data + b"\r\n\r\nGET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    assert status[:7] in {b"", b"HTTP/1."}, status
    assert status[9:12] not in FAULTS, status


@FUZZ
@given(text=st.text(max_size=200))
def test_no_text_as_a_query_is_the_servers_fault(shared_writer: Server, text: str) -> None:
    reply = shared_writer.query(text.encode("utf-8", "surrogatepass"))  # type: ignore[arg-type]
    assert reply.status in {200, 400, 403, 406, 422}, (text, reply.body)
    assert shared_writer.query("ASK {}").json["boolean"] is True
