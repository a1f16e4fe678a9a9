"""A worker: evaluates one request after another on its view of the store, until its connection closes or it is killed.

Parsing, evaluation, serialisation and compression all happen here, so that whatever a text does to the engine,
it does to a process that can be thrown away.
"""

from __future__ import annotations

import array
import json
import os
import select
import socket
from collections.abc import Callable
from functools import lru_cache
from typing import Any, BinaryIO, cast

import pyoxigraph as ox

from sparql_server import confine
from sparql_server.protocol.problems import Problem
from sparql_server.store import frames, passing, reading, writing
from sparql_server.store.faults import problem_of
from sparql_server.store.response import Nobody, ResponseWriter

FIRST = 16_384  # bytes read at once: most requests are shorter, and the allocator keeps such pieces at hand
PIECE = 1 << 20  # bytes
ONE_DESCRIPTOR = socket.CMSG_SPACE(array.array("i").itemsize)
ROOM = 32  # bytes of memory that a write may take for each byte of its upload, beside the limit
TRIES = 3  # of a reader whose view of a store on disk has gone
Request = dict[str, Any]
Body = bytes | BinaryIO
Received = tuple[Request, Body]
READING: dict[str, Callable[[ox.Store, Request, bytes, ResponseWriter], None]] = {
    "query": reading.query,
    "graph": reading.read_graph,
    "dataset": reading.read_dataset,
    "check": passing.check,
}
WRITING: dict[str, Callable[[ox.Store, Request, BinaryIO, ResponseWriter], None]] = {
    "update": writing.update,
    "write": writing.write,
}
WARMING: Received = (
    {"do": "query", "base": "urn:lifonto:warming", "solutions": [["json", ""]], "graphs": []},
    b"SELECT ?s ?o WHERE { ?s ?p ?o } LIMIT 100",
)


class ViewGone(Exception):  # noqa: N818
    """A view of a store on disk can be read no more, because the writer has put its files together anew."""


def serve(connection: socket.socket, view: Callable[[], ox.Store], config: Request) -> None:
    """Answer the requests on *connection* about the store that *view* opens, one after another."""
    confine.speak_last_words(connection.fileno())
    try:
        store = view()
    except OSError as error:
        refuse(connection, Problem(503, f"the store cannot be opened now: {error}", headers={"Retry-After": "1"}))
        return
    confine.limit_memory(config["memory_mb"])
    confine.go_first()
    if config["store"] is None:
        confine.limit_files()
    if not is_waiting(connection):
        warm(store, config)
    while (received := receive(connection)) is not None:
        store = attend(connection, store, view, config, received)


def attend(
    connection: socket.socket, store: ox.Store, view: Callable[[], ox.Store], config: Request, received: Received
) -> ox.Store:
    """Answer one request, with a new view where files of the old one have gone; return the view that is used now."""
    request, body = received
    if request["do"] in WRITING:
        confine.limit_memory(config["memory_mb"] + room_for(body, request, config))
        answer(connection, store, config, request, body)
        return store
    for left in reversed(range(TRIES if config["store"] else 1)):
        try:
            answer(connection, store, config, request, body, may_fail=left > 0)
        except ViewGone:
            store = view()
        else:
            break
    return store


def warm(store: ox.Store, config: Request) -> None:
    """Bring the worker's memory into place; it is shared with other workers until it is written to, and copied then."""
    answer(cast(socket.socket, Nobody()), store, config | {"limit": frames.MAX_BODY_IN_FRAME}, *WARMING)


def refuse(connection: socket.socket, problem: Problem) -> None:
    """Send *problem* in place of any answer."""
    ResponseWriter(connection, 0, "", gzip=False).refuse(problem)


def is_waiting(connection: socket.socket) -> bool:
    """Tell whether a request has come already."""
    poll = select.poll()
    poll.register(connection, select.POLLIN)
    return bool(poll.poll(0))


def receive(connection: socket.socket) -> Received | None:
    """Read the next request and its body, inline or a file; ``None`` when the server has closed the connection."""
    data, ancillary, _, _ = connection.recvmsg(FIRST, ONE_DESCRIPTOR)
    if not data:
        return None
    data += wanting(connection, frames.LENGTH.size - len(data))
    head = frames.LENGTH.size + frames.LENGTH.unpack_from(data)[0]
    data += wanting(connection, head - len(data))
    request = head_of(data[frames.LENGTH.size : head])
    if request.get("file"):
        (descriptor,) = array.array("i", ancillary[0][2])
        return request, os.fdopen(descriptor, "rb")
    return request, data[head:] + wanting(connection, head + request["body"] - len(data))


@lru_cache(maxsize=64)
def head_of(payload: bytes) -> Request:
    """Read the head of a request, to be looked at only; most are alike."""
    found: Request = json.loads(payload)
    return found


def wanting(connection: socket.socket, size: int) -> bytes:
    """Read the *size* bytes that are still to come, if any."""
    pieces = []
    while size > 0:
        if not (piece := connection.recv(min(size, PIECE))):
            raise ConnectionError("the server has gone")
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def room_for(body: Body, request: Request, config: Request) -> int:
    """Return how many megabytes a write may take beside the limit: its triples are held in memory."""
    if request.get("encoding"):
        return ROOM * int(config["upload_mb"])
    size = len(body) if isinstance(body, bytes) else os.fstat(body.fileno()).st_size
    return ROOM * size >> 20


def answer(
    connection: socket.socket, store: ox.Store, config: Request, request: Request, body: Body, may_fail: bool = False
) -> bool:
    """Do what *request* asks and send the answer or the problem; tell whether it was done.

    With *may_fail*, :class:`ViewGone` is raised where a file of the store cannot be read; nothing has been sent then.
    """
    out = ResponseWriter(connection, config["limit"], config["spool_dir"], request.get("gzip", False))
    try:
        if request["do"] in READING:
            READING[request["do"]](store, config | request, cast(bytes, body), out)
        else:
            with writing.stream_of(body) as stream:
                WRITING[request["do"]](store, config | request, stream, out)
            writing.settle(store, config)
        out.close()
    except ConnectionError:
        raise
    except (Problem, SyntaxError, MemoryError, ValueError, RuntimeError, OSError) as error:
        if may_fail and "IO error" in str(error):
            out.drop()
            raise ViewGone from error
        out.refuse(problem_of(error, config, request, body))
        return False
    return True
