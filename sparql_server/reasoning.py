"""Reasoning over HTTP: ``/reason/subclasses?of=…`` and its kin, with the reasoner warm in a process of its own.

A reasoner cannot be interrupted, so it runs where it can be killed: a question that takes longer than a query may is
stopped with the process, and the next question starts a new one. It is started by the first question, not before.
"""

from __future__ import annotations

import json
import multiprocessing
import threading
from collections.abc import Callable
from dataclasses import asdict
from functools import cached_property
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, current_app, request

from lifonto.errors import LifontoError
from sparql_server.problems import MEDIA_TYPE, Problem, out_of_time
from sparql_server.settings import Settings

if TYPE_CHECKING:
    from lifonto.ask.terms import TermIndex
    from lifonto.reason.justification import Explanations
    from lifonto.reason.knowledge import KnowledgeBase

PARTS = ("subclasses", "superclasses", "equivalents", "instances")
LONGEST = 20_000
reasoning = Blueprint("reasoning", __name__, url_prefix="/reason")


def ontology_of(settings: Settings) -> Path | None:
    """Return the ontology folder whose release is served, or None where something else is."""
    folders = {source.path.parent for source in settings.sources}
    homes = [each.parent for each in folders if (each / "lifonto.owl").is_file()]
    return homes[0] if len(homes) == 1 and (homes[0] / "prefixes.tsv").is_file() else None


class Warm:
    """A reasoner in a process of its own, asked one question at a time."""

    def __init__(self, home: Path, seconds: float) -> None:
        self.home, self.seconds = home, seconds
        self.lock = threading.Lock()
        self.process: Any = None
        self.pipe: Connection | None = None

    def ask(self, operation: str, said: dict[str, str]) -> dict[str, Any]:
        """Return the answer to *operation*; raises Problem where it is refused or takes too long."""
        if not self.lock.acquire(timeout=self.seconds):
            raise Problem(503, "the reasoner is busy; try again", headers={"Retry-After": "5"})
        try:
            pipe = self.running()
            pipe.send((operation, said))
            if not pipe.poll(self.seconds):
                self.stop()
                raise out_of_time(self.seconds)
            status, answer = pipe.recv()
        except (EOFError, OSError) as error:
            self.stop()
            raise Problem(503, "the reasoner ended while it worked on this; ask something smaller") from error
        finally:
            self.lock.release()
        if status != 200:
            raise Problem(status, str(answer))
        found: dict[str, Any] = answer
        return found

    def running(self) -> Connection:
        """Return the pipe to the process, started where there is none."""
        if self.pipe is None or not self.process.is_alive():
            context = multiprocessing.get_context("spawn")
            self.pipe, theirs = context.Pipe()
            self.process = context.Process(target=serve, args=(theirs, self.home), daemon=True)
            self.process.start()
            theirs.close()
        return self.pipe

    def stop(self) -> None:
        """End the process."""
        if self.pipe is not None:
            self.process.kill()
            self.process.join()
            self.pipe.close()
            self.pipe = None


def serve(pipe: Connection, home: Path) -> None:
    """Answer questions from *pipe* until it closes; this runs in the process of its own."""
    reasoner = Reasoner(home)
    while True:
        try:
            operation, said = pipe.recv()
        except EOFError:
            return
        try:
            pipe.send((200, getattr(reasoner, operation)(**said)))
        except LifontoError as error:
            pipe.send((400, str(error)))


class Reasoner:
    """What can be asked, over labels, with answers that JSON can carry."""

    def __init__(self, home: Path) -> None:
        self.home = home

    @cached_property
    def base(self) -> KnowledgeBase:
        """The ontology, classified."""
        from lifonto.reason.knowledge import KnowledgeBase

        base = KnowledgeBase.of((self.home / "release" / "lifonto.owl").read_bytes())
        assert base.taxonomy
        return base

    @cached_property
    def why(self) -> Explanations:
        """The ontology, ready to explain itself."""
        from lifonto.reason.justification import Explanations

        return Explanations(self.base.document)

    @cached_property
    def index(self) -> TermIndex:
        """What the terms are called."""
        from lifonto.ask.store import open_store, release_sources
        from lifonto.ask.terms import TermIndex
        from lifonto.tables.prefixes import Prefixes

        return TermIndex.of(open_store(release_sources(self.home)), Prefixes.read(self.home / "prefixes.tsv"))

    def read(self, text: str) -> Any:
        """Read a class expression."""
        from lifonto.ask.explanation import read

        return read(text, self.index.find)

    def classes(self, of: str, part: str, direct: str = "") -> dict[str, Any]:
        """Return the classes below, above or equal to an expression, or its instances."""
        asked = self.read(of)
        if part == "instances":
            found: tuple[str, ...] = self.base.instances(asked)
            notes = self.base.taxonomy.notes
        else:
            answer = self.base.ask(asked, direct=direct in ("true", "1"))
            found, notes = getattr(answer, part), answer.notes
        named = sorted(({"name": self.index.call(iri), "iri": iri} for iri in found), key=lambda each: each["name"])
        return {part: named, "notes": list(notes)}

    def satisfiable(self, of: str) -> dict[str, Any]:
        """Tell whether an expression can have instances."""
        return {"satisfiable": self.base.satisfiable(self.read(of))}

    def explain(self, sub: str, sup: str, limit: str = "3") -> dict[str, Any]:
        """Return the justifications of ``sub SubClassOf sup``."""
        from lifonto.ask.description import asserted_graph
        from lifonto.ask.explanation import lines

        if not limit.isdecimal() or not 1 <= int(limit) <= 20:
            raise LifontoError("limit is a number from 1 to 20")
        found = self.why.of_subclass(self.read(sub), self.read(sup), int(limit))
        asserted = asserted_graph(self.home) if found else None
        return {
            "explanations": [[asdict(line) for line in lines(each, asserted, self.index)] for each in found if asserted]
        }


def parameters(*wanted: str, optional: tuple[str, ...] = ()) -> dict[str, str]:
    """Return the parameters of this request, from its query string or form; raises Problem where one is missing."""
    given = {**request.args.to_dict(), **request.form.to_dict()}
    for name in wanted:
        if not given.get(name, "").strip():
            raise Problem(400, f"say {' and '.join(wanted)}: /reason/… wants {name}=…, a term or a class expression")
    said = {name: given[name] for name in (*wanted, *optional) if name in given}
    if sum(map(len, said.values())) > LONGEST:
        raise Problem(413, f"the question is longer than {LONGEST} characters, the limit here")
    return said


def answered(work: Callable[[Warm], dict[str, Any]]) -> Response:
    """Answer with what *work* finds, or with a problem document."""
    try:
        return Response(json.dumps(work(warm()), ensure_ascii=False), mimetype="application/json")
    except Problem as problem:
        return Response(problem.document(), problem.status, problem.headers, mimetype=MEDIA_TYPE)


def warm() -> Warm:
    """Return the reasoner of the application at work; raises Problem where it has none."""
    found: Warm | None = current_app.extensions.get("reasoner")
    if found is None:
        raise Problem(404, "there is no reasoner here: only an ontology's release comes with one")
    return found


@reasoning.route("/<any(subclasses, superclasses, equivalents, instances):part>", methods=["GET", "POST"])
def classes(part: str) -> Response:
    """Answer which classes are below, above or equal to ``of``, or which individuals are its instances."""
    return answered(lambda warm: warm.ask("classes", {**parameters("of", optional=("direct",)), "part": part}))


@reasoning.route("/satisfiable", methods=["GET", "POST"])
def satisfiable() -> Response:
    """Answer whether ``of`` can have instances."""
    return answered(lambda warm: warm.ask("satisfiable", parameters("of")))


@reasoning.route("/explain", methods=["GET", "POST"])
def explain() -> Response:
    """Answer why ``sub`` is a kind of ``sup``."""
    return answered(lambda warm: warm.ask("explain", parameters("sub", "sup", optional=("limit",))))


@reasoning.get("/openapi.json")
def description() -> Response:
    """Describe these operations (OpenAPI 3.1)."""
    asked: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    asked.update(dict.fromkeys(PARTS, (("of",), ("direct",))))
    asked["satisfiable"] = (("of",), ())
    asked["explain"] = (("sub", "sup"), ("limit",))
    paths = {f"/reason/{name}": {"get": operation(name, *fields)} for name, fields in asked.items()}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Reasoning over the ontology", "version": "1"},
        "paths": paths,
    }
    return Response(json.dumps(document), mimetype="application/json")


def operation(name: str, wanted: tuple[str, ...], optional: tuple[str, ...]) -> dict[str, Any]:
    """Describe one operation."""
    fields = [
        {"name": field, "in": "query", "required": field in wanted, "schema": {"type": "string"}}
        for field in (*wanted, *optional)
    ]
    ok = {"description": "the answer", "content": {"application/json": {"schema": {"type": "object"}}}}
    refused = {"description": "a problem document (RFC 9457)", "content": {MEDIA_TYPE: {"schema": {"type": "object"}}}}
    return {"operationId": name, "parameters": fields, "responses": {"200": ok, "default": refused}}
