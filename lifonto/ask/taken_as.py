"""How each statement record of a release is to be taken, in the words for readers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from lifonto.ask.store import Store, bare, table
from lifonto.words import words_for

MARKS = """PREFIX LIFO: <https://w3id.org/lifonto/LIFO_> PREFIX biolink: <https://w3id.org/biolink/vocab/>
SELECT ?record ?mark WHERE {
  ?record biolink:subject ?subject ; a|LIFO:0000002 ?mark }"""


def words_of_records(store: Store) -> dict[str, tuple[str, ...]]:
    """Return the words for each record in *store* that has any, by its IRI."""
    return words_of(tuple(bare(term or "") for term in row) for row in table(store, MARKS).rows)


def words_of(rows: Iterable[Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Return the words for each record that has any, from the answer to MARKS."""
    marks: defaultdict[str, set[str]] = defaultdict(set)
    for record, mark in rows:
        marks[record].add(mark)
    return {record: words for record, each in marks.items() if (words := words_for(*each))}
