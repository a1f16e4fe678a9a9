"""The questions that a catalogue offers: those of the collection that is served, and some that suit any RDF."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from sparql_server.catalogue.partitions import Graph, ask
from sparql_server.catalogue.vocabulary import FORMS
from sparql_server.protocol.tokens import tokens
from sparql_server.regimes import table

FOR_ANY = Path(__file__).with_name("questions.tsv")


class Question(NamedTuple):
    """A question in words, its name, and the query that answers it."""

    name: str
    words: str
    text: str

    @property
    def form(self) -> str:
        """SELECT, ASK, CONSTRUCT or DESCRIBE."""
        words = (each.text for each in tokens(self.text) if each.kind == "word")
        return next((each for each in words if each in (*FORMS, "DESCRIBE")), "")


@cache
def for_any() -> tuple[Question, ...]:
    """Return questions that suit any RDF."""
    return tuple(Question(row["name"], row["question"], row["query"]) for row in table(FOR_ANY))


def questions(own: Iterable[Sequence[str]], store: ox.Store, graphs: Sequence[Graph]) -> list[Question]:
    """Return the collection's *own* questions, or else those for any RDF that find something in *graphs*."""
    found = [Question(*each) for each in own]
    return found or [each for each in for_any() if ask(store, f"{each.text} LIMIT 1", graphs)]
