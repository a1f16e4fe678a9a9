"""The search for justifications that rustdl does, stopped where it comes to no end."""

from __future__ import annotations

import multiprocessing
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Literal

import rustdl

from lifonto.errors import LifontoError, NotFound, ReasoningError
from lifonto.reason.reasoners.rustdl_calls import native_errors, on_disk
from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.ontology import Ontology
from lifonto.reason.values.rendering import in_brackets

Question = tuple[Literal["subclass", "inconsistent"], *tuple[str, ...]]
Axioms = frozenset[Axiom]


def justify(axioms: Collection[Axiom], question: Question, limit: int) -> list[Axioms]:
    """Return up to *limit* smallest sets of *axioms* from which *question* follows."""
    document = Ontology(tuple(axioms)).functional
    with native_errors(), known():
        found = rustdl.prepare_bytes(document, format="ofn").justify_all(list(question), limit)
    if not found:
        return []
    said = {in_brackets(axiom): axiom for axiom in axioms}
    if not all(sentence in said for each in found for sentence in each):
        said |= {sentence: axiom for axiom in axioms for sentence in rendered(axiom)}
    return [frozenset(said[sentence] for sentence in each) for each in found]


def rendered(axiom: Axiom) -> list[str]:
    """Return the sentences in which rustdl itself says *axiom*, where ours differs from it."""
    with on_disk(Ontology((axiom,))) as file, native_errors():
        return list(rustdl.render_manchester(str(file)))


def within(seconds: float, axioms: Collection[Axiom], question: Question, limit: int) -> list[Axioms]:
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


def _send(sender: Connection, axioms: Collection[Axiom], question: Question, limit: int) -> None:
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
