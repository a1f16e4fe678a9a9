"""The search for justifications that rustdl does, stopped where it comes to no end."""

from __future__ import annotations

import multiprocessing
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Literal

import rustdl

from lifonto.errors import LifontoError, NotFound, ReasoningError
from lifonto.reason.ontology.axioms import AnyAxiom, read
from lifonto.reason.ontology.rdfxml import document
from lifonto.reason.reasoners.rust import native_errors

Question = tuple[Literal["subclass", "inconsistent"], *tuple[str, ...]]
Axioms = frozenset[AnyAxiom]


def justify(axioms: Collection[AnyAxiom], question: Question, limit: int) -> list[Axioms]:
    """Return up to *limit* smallest sets of *axioms* from which *question* follows."""
    with native_errors(), known():
        found = rustdl.prepare_bytes(document(axioms), format="rdf-xml").justify_all(list(question), limit)
    return [frozenset(map(read, each)) for each in found]


def within(seconds: float, axioms: Collection[AnyAxiom], question: Question, limit: int) -> list[Axioms]:
    """Run ``justify`` in a process of its own, which is stopped after so many *seconds*.

    Raises ReasoningError where that was too short: case analysis may take for ever, and cannot be interrupted here.
    """
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(sender, axioms, question, limit), daemon=True)
    process.start()
    sender.close()
    try:
        if receiver.poll(seconds):
            found: list[Axioms] | LifontoError = receiver.recv()
            if isinstance(found, LifontoError):
                raise found
            return found
    except EOFError as error:
        raise ReasoningError("the search for an explanation ended without an answer") from error
    finally:
        process.kill()
        process.join()
    raise ReasoningError(
        f"it does not follow by EL rules, and the search by cases came to no end in {seconds:g} seconds"
    )


def _send(sender: Connection, axioms: Collection[AnyAxiom], question: Question, limit: int) -> None:
    """Send what ``justify`` finds, or its refusal."""
    try:
        sender.send(justify(axioms, question, limit))
    except LifontoError as error:
        sender.send(error)


@contextmanager
def known() -> Iterator[None]:
    """Say in our words that a class asked about is not in the ontology."""
    try:
        yield
    except rustdl.UnknownClassError as error:
        raise NotFound(f"{error} is not a class of this ontology") from error
