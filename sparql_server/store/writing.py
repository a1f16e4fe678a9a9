"""What is written to the store: updates, graphs and whole datasets, each all of it or nothing.

In memory a fork that is thrown away is written to (see the zygote), so there nothing can be half done. On disk a write
is one transaction or one bulk load, which comes into effect as a whole; only to replace much takes two steps.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

import pyoxigraph as ox

from lifonto.reason.documents.mistakes import is_about_an_iri
from lifonto.reason.documents.reading import HAVE_GRAPHS, Document
from sparql_server.entailment.layers import renew
from sparql_server.protocol import tokens
from sparql_server.protocol.problems import Problem
from sparql_server.regimes import SIMPLE
from sparql_server.store import locks
from sparql_server.store.conditions import keep_conditions
from sparql_server.store.faults import NO_FETCHING, explain
from sparql_server.store.reading import node
from sparql_server.store.response import ResponseWriter
from sparql_server.store.rewriting import with_lower_tags
from sparql_server.store.uploads import Upload, form_fields, media_type, mistake_in, unpacked

MANY = 20_000  # statements that are better bulk loaded than put into one transaction
LOG_BYTES = 1 << 20
FORM = "application/x-www-form-urlencoded"
Request = dict[str, Any]
Target = ox.NamedNode | ox.DefaultGraph | None  # None: every document's own graphs


def update(store: ox.Store, request: Request, body: BinaryIO, _out: ResponseWriter) -> None:
    """Run an update, all of it or nothing."""
    text, default, named = update_text(request, body)
    if not request["confined"] and tokens.reaching_words(text) & {"LOAD", "SERVICE"}:
        raise Problem(403, NO_FETCHING)  # where the system cannot hold the engine back, nothing is tried
    if default or named:
        text = tokens.with_using(tokens.unescape(text), default, named)
    try:
        store.update(with_lower_tags(text), base_iri=request["base"])
    except SyntaxError as error:
        raise explain(error, request["prefixes"], text) from error
    except OSError as error:
        if re.search("load|service", text, re.IGNORECASE):
            raise Problem(403, NO_FETCHING) from error
        raise


def update_text(request: Request, body: BinaryIO) -> tuple[str, list[str], list[str]]:
    """Return the update that *body* is or, as a form, holds, with the graphs that the request is about."""
    data = unpacked(body, request.get("encoding"), request["upload_mb"] << 20).read()
    default, named = request.get("default") or [], request.get("named") or []
    if media_type(request.get("content_type")) != FORM:
        try:
            return data.decode().removeprefix("\ufeff"), default, named
        except UnicodeDecodeError as error:
            raise Problem(400, f"the update is not UTF-8 (byte {error.start})") from error
    form = form_fields(data)
    if "query" in form:
        raise Problem(400, "queries are not taken here: send them to /sparql")
    if len(found := form.get("update", [])) != 1:
        raise Problem(400, f"exactly one update is wanted in the form, {len(found)} were sent: send update=…")
    more = [[iri for iri in form.get(name, []) if iri] for name in ("using-graph-uri", "using-named-graph-uri")]
    return found[0].removeprefix("\ufeff"), default + more[0], named + more[1]


def write(store: ox.Store, request: Request, body: BinaryIO, out: ResponseWriter) -> None:
    """Replace, extend or delete a graph (Graph Store Protocol §5.3 to §5.5) or the whole dataset."""
    target = None if request.get("dataset") else node(request["graph"])
    existed = not isinstance(target, ox.NamedNode) or store.contains_named_graph(target)
    out.head["existed"] = existed
    keep_conditions(store, request, existed)
    if request["method"] == "DELETE":
        if not existed:
            raise Problem(404, f"there is no graph <{request['graph']}> here")
        empty(store, target)
        return
    writer = Writing(store, request, target, Upload(body, request), out)
    writer.on_disk() if request["store"] else writer.in_memory()
    if writer.left_out:
        out.head["left_out"] = writer.left_out


def empty(store: ox.Store, target: Target) -> None:
    """Remove *target*, in one transaction."""
    store.update(f"DROP SILENT {'ALL' if target is None else _name(target)}")


def _name(target: ox.NamedNode | ox.DefaultGraph) -> str:
    return f"GRAPH <{target.value}>" if isinstance(target, ox.NamedNode) else "DEFAULT"


class Writing:
    """The documents of *upload* on their way to *target*; triples whose IRIs are none are ``left_out`` if lenient."""

    def __init__(self, store: ox.Store, request: Request, target: Target, upload: Upload, out: ResponseWriter) -> None:
        self.store, self.request, self.target, self.upload, self.out = store, request, target, upload, out
        self.replace, self.left_out = request["method"] == "PUT", 0

    def in_memory(self) -> None:
        """Write to a store that is thrown away where anything fails."""
        if self.replace:
            empty(self.store, self.target)
        for read in self.upload.documents():
            target = self.target_of(read)
            if self.request["lenient"] or (target and read.syntax in HAVE_GRAPHS):
                self.store.extend(self.quads(read))
                continue
            graph = target if isinstance(target, ox.NamedNode) else None
            with told(read):
                content = cast(Any, read.content)
                self.store.load(content, read.format, base_iri=self.request["base"], to_graph=graph)
        self.name_graph()

    def on_disk(self) -> None:
        """Write to a store that others read: what can be wrong with the upload is found out first."""
        size = sum(1 for read in self.upload.documents() for _ in self.quads(read))
        self.left_out = 0
        if self.replace and size <= MANY and self.target is not None:
            self.replace_at_once(self.target)
            return
        self.out.settle()
        if not self.replace:
            (self.store.extend if size <= MANY else self.store.bulk_extend)(self.all_quads())
            self.name_graph()
            return
        with locks.replacing(self.request["store"]):
            empty(self.store, self.target)
            try:
                self.store.bulk_extend(self.all_quads())
                self.name_graph()
            except OSError as error:
                told = "what was there before is removed, and the new could not be stored: send it again"
                raise Problem(507, f"the store cannot be written to ({error}); {told}", limit="disk") from error

    def replace_at_once(self, target: ox.NamedNode | ox.DefaultGraph) -> None:
        """Replace one graph in one transaction."""
        triples = (quad.triple for quad in self.all_quads())
        data = (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
        steps = [f"DROP SILENT {_name(target)}"]
        if isinstance(target, ox.NamedNode):
            steps += [f"CREATE SILENT {_name(target)}", f"INSERT DATA {{ {_name(target)} {{ {data} }} }}"]
        else:
            steps.append(f"INSERT DATA {{ {data} }}")
        self.store.update(" ;\n".join(steps))

    def all_quads(self) -> Iterator[ox.Quad]:
        """Yield what all documents say."""
        for read in self.upload.documents():
            yield from self.quads(read)

    def quads(self, read: Document) -> Iterator[ox.Quad]:
        """Yield what *read* says, in the graph that it goes to."""
        target = self.target_of(read)
        lenient = self.request["lenient"]
        with told(read):
            for quad in read.quads(self.request["base"], lenient=lenient, one_graph=target is not None):
                yield quad if target is None else moved(quad, target)
        self.left_out += read.bad

    def target_of(self, read: Document) -> Target:
        """Return where *read* goes: triples that are sent to no graph go to a new one."""
        if self.target is not None or read.syntax in HAVE_GRAPHS:
            return self.target
        if "created" not in self.request:
            raise Problem(400, "these are triples: which graph do they replace? add ?default or ?graph=IRI")
        self.out.head["created"] = self.request["created"]
        return ox.NamedNode(self.request["created"])

    def name_graph(self) -> None:
        """Have the graph exist even where nothing was said in it."""
        if isinstance(self.target, ox.NamedNode):
            self.store.add_graph(self.target)


def moved(quad: ox.Quad, target: ox.NamedNode | ox.DefaultGraph) -> ox.Quad:
    """Return *quad* in the graph *target*."""
    return ox.Quad(quad.subject, quad.predicate, quad.object, target)


@contextlib.contextmanager
def told(read: Document) -> Iterator[None]:
    """Turn a mistake in *read* into a Problem (400)."""
    try:
        yield
    except (SyntaxError, ValueError) as error:
        problem = mistake_in(read, error)
        if is_about_an_iri(error):
            problem.detail += " (a server started with --lenient leaves such triples out)"
        raise problem from error


def settle(store: ox.Store, config: Request) -> None:
    """Finish a write: what follows from the data follows from the new ones; what is on disk stays there.

    A long log is emptied, since whoever opens the store next has to read all of it. What the strict choice adds is that
    the log is on the disk itself, and not only with the system, before the write is acknowledged.
    """
    if config["entailment"] != SIMPLE:
        renew(store, config["entailment"], config["union"], config["apart"])
    if config["store"]:
        if config["sync"]:
            sync(Path(config["store"]))
        if sum(map(size_of, Path(config["store"]).glob("*.log"))) > LOG_BYTES:
            with contextlib.suppress(OSError, RuntimeError):  # the write is in the log, whatever becomes of this
                store.flush()


def sync(directory: Path) -> None:
    """Have the logs in *directory* written to the disk itself."""
    for path in (*directory.glob("*.log"), directory):
        with contextlib.suppress(FileNotFoundError):  # the engine has emptied it meanwhile, after a sync of its own
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def size_of(file: Path) -> int:
    """Return the size of *file*, 0 where it has just gone."""
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0


def stream_of(body: bytes | BinaryIO) -> BinaryIO:
    """Return a body that came inline or as a file."""
    return io.BytesIO(body) if isinstance(body, bytes) else body
