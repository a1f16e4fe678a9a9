"""The triples that make up axioms, taken away as they are understood: what is left over at the end was not understood.

What is read for one axiom is taken away when the axiom is whole, and stays where it turns out to be malformed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from lifonto.reason.documents.rdf.triples import Node
from lifonto.reason.documents.rdf.words import FIRST, LIST, NIL, REST, TYPE

Made = TypeVar("Made")
By = defaultdict[str, dict[str, list[Node]]]


class Malformed(Exception):  # noqa: N818  it is told as what is left over, not as an error
    """What cannot be read as an axiom or an expression."""


@dataclass
class Graph:
    """Triples by predicate and subject, and the types of things by type; ``trail`` are those the axiom at hand uses."""

    said: By = field(default_factory=lambda: defaultdict(dict))
    types: defaultdict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    trail: list[tuple[str, str, Node]] = field(default_factory=list)
    formed: dict[tuple[str, str], object] = field(default_factory=dict)  # what blank nodes of whole axioms stand for
    forming: dict[tuple[str, str], object] = field(default_factory=dict)

    def add(self, subject: str, predicate: str, value: Node) -> None:
        """Put in a triple."""
        if predicate == TYPE and isinstance(value, str):
            self.types[value][subject] = None
            return
        values = self.said[predicate].setdefault(subject, [])
        if value not in values:
            values.append(value)

    def take(self, subject: str, predicate: str, value: Node) -> None:
        """Take a triple away, if it is there."""
        if predicate == TYPE and isinstance(value, str):
            self.types[value].pop(subject, None)
            return
        values = self.said[predicate].get(subject, [])
        if value in values:
            values.remove(value)
        if not values:
            self.said[predicate].pop(subject, None)

    def attempt(self, make: Callable[..., Made], *about: object) -> Made | None:
        """Return what *make* makes, and take away the triples it used; ``None`` where it finds them malformed."""
        self.trail, self.forming = [], {}
        try:
            made = make(*about)
        except Malformed:
            return None
        for subject, predicate, value in self.trail:
            self.take(subject, predicate, value)
        self.formed.update(self.forming)
        return made

    def has(self, subject: str, predicate: str) -> bool:
        """Tell whether *subject* has a value by *predicate*."""
        return subject in self.said[predicate]

    def values(self, subject: str, predicate: str) -> list[Node]:
        """Return the values of *subject* by *predicate*, without counting them as used."""
        return self.said[predicate].get(subject, [])

    def use(self, subject: str, predicate: str, value: Node) -> None:
        """Note that the axiom at hand is made of this triple, too."""
        self.trail.append((subject, predicate, value))

    def use_types(self, subject: str, *types: str) -> None:
        """Note that the axiom at hand is made of those *types* that *subject* has."""
        self.trail.extend((subject, TYPE, each) for each in types if subject in self.types.get(each, ()))

    def the(self, subject: str, predicate: str) -> Node:
        """Return the one value that *predicate* has, and use it; raises Malformed where there are none or more."""
        found = self.values(subject, predicate)
        if len(found) != 1:
            raise Malformed
        self.trail.append((subject, predicate, found[0]))
        return found[0]

    def members(self, head: Node) -> tuple[Node, ...]:
        """Return the members of the list that begins at *head*, and use it; raises Malformed where it is none."""
        if not isinstance(head, str):
            raise Malformed
        if (known := self.known("list", head)) is not None:
            return known  # type: ignore[no-any-return]
        found: list[Node] = []
        passed: set[str] = set()
        at: Node = head
        while at != NIL:
            if not isinstance(at, str) or at in passed:
                raise Malformed
            passed.add(at)
            found.append(self.the(at, FIRST))
            self.use_types(at, LIST)
            at = self.the(at, REST)
        return self.keep("list", head, tuple(found))

    def known(self, sort: str, node: str) -> Any:
        """Return what *node* was found to stand for, as its triples are taken once; ``None`` if it was not yet."""
        return self.formed.get((sort, node)) or self.forming.get((sort, node))

    def keep(self, sort: str, node: str, made: Made) -> Made:
        """Remember what *node* stands for, if the axiom at hand is whole."""
        self.forming[sort, node] = made
        return made

    def glimpse(self, head: Node) -> Iterator[Node]:
        """Yield the members of a list as far as it can be read, without using it."""
        passed: set[Node] = set()
        while isinstance(head, str) and head not in passed:
            passed.add(head)
            yield from self.values(head, FIRST)
            head = next(iter(self.values(head, REST)), NIL)

    def pairs(self, predicate: str) -> Iterator[tuple[str, Node]]:
        """Yield what is related by *predicate* now; the graph may change meanwhile."""
        for subject, values in list(self.said[predicate].items()):
            for value in list(values):
                yield subject, value

    def left(self) -> Iterator[tuple[str, str, Node]]:
        """Yield every triple that was not taken away."""
        for predicate in list(self.said):
            for subject, value in self.pairs(predicate):
                yield subject, predicate, value
        for kind, subjects in self.types.items():
            for subject in subjects:
                yield subject, TYPE, kind
