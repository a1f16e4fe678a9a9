"""The questions that are ready to be asked, grouped by who asks them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

FIRST = ("count", "How many statements are there?", "SELECT (COUNT(*) AS ?statements) WHERE {\n  ?s ?p ?o\n}")
BEGINNING = "SELECT ?thing ?name WHERE {\n  ?thing rdfs:label ?name\n}\nLIMIT 25"
READER = re.compile(r"^# Asked by: *(.+?) *$", re.MULTILINE)
HEADER = re.compile(r"^(PREFIX [^\n]*? )?(?:#[^\n]*\n)+", re.DOTALL)
OTHERS, LEAST = "others", 3  # questions of a reader that make a group


@dataclass(frozen=True)
class Question:
    """A question in words, its name in addresses, its query and who asks it."""

    name: str
    title: str
    text: str
    reader: str


def questions(examples: Sequence[tuple[str, str, str]]) -> list[Question]:
    """Return the questions among *examples*."""
    return [Question(*each, reader=reader(each[2])) for each in examples or (FIRST,)]


def reader(text: str) -> str:
    """Return who asks the query *text*, by the line of its head that says so."""
    found = READER.search(text)
    return found[1] if found else ""


def groups(every: Sequence[Question], wanted: str) -> list[tuple[str, list[Question]]]:
    """Group those of *every* that have all words of *wanted* by reader, the largest group first."""
    sizes = Counter(each.reader for each in every)
    found: dict[str, list[Question]] = {}
    words = wanted.lower().split()
    for each in every:
        if all(word in f"{each.title} {each.reader} {each.name}".lower() for word in words):
            found.setdefault(each.reader if sizes[each.reader] >= LEAST else OTHERS, []).append(each)
    return sorted(found.items(), key=lambda pair: (pair[0] == OTHERS, -len(pair[1]), pair[0]))
