"""The statements as a network of typed values, for programs: who acts on whom, how, in which context, who says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

from lifonto.ask.citations import Citations, Cited
from lifonto.ask.frames import Framed
from lifonto.ask.values import Term
from lifonto.exchange.statements import Edge, Statements


@dataclass(frozen=True)
class Link:
    """A subject, a relation and an object of a statement.

    ``sign`` is *positive* where the relation raises, *negative* where it lowers, and empty where it does neither.
    ``negated`` tells that the relation was found not to hold; ``kind`` and ``standing`` how the statement is to be
    taken.
    """

    subject: Term
    relation: Term
    object: Term
    sign: str
    kind: str
    negated: bool
    standing: str
    species: tuple[Term, ...]
    cells: tuple[Term, ...]
    conditions: tuple[Term, ...]
    context_note: str
    statement: str
    sentence: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Network(Cited, Framed):
    """Links between terms, in the order of their statements; what was denied is among them, and says so."""

    links: tuple[Link, ...]
    find: Callable[[str], str]

    def __iter__(self) -> Iterator[Link]:
        return iter(self.links)

    def __len__(self) -> int:
        return len(self.links)

    def __repr__(self) -> str:
        return f"<Network of {len(self.terms)} terms and {len(self.links)} links>"

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms at the ends of links, by label."""
        ends = {end for each in self.links for end in (each.subject, each.object)}
        return tuple(sorted(ends, key=lambda each: (each.label, each.iri)))

    @property
    def found(self) -> Network:
        """The links that verified statements found to hold: neither denied, nor contested, suggested or unchecked."""
        return self.of(each for each in self.links if each.kind == "positive" and each.standing == "verified")

    def of(self, links: Iterable[Link]) -> Network:
        """Return the network of some *links* of this one."""
        return replace(self, links=tuple(links))

    def around(self, *names: str, steps: int = 1) -> Network:
        """Return the links within *steps* of the terms called *names*, whichever way they point; raises NotFound."""
        near, kept = {self.find(name) for name in names}, set[Link]()
        for _ in range(steps):
            kept |= {each for each in self.links if {each.subject.iri, each.object.iri} & near}
            near |= {end.iri for each in kept for end in (each.subject, each.object)}
        return self.of(each for each in self.links if each in kept)

    def downstream(self, *names: str) -> Network:
        """Return the links that are reached from the terms called *names*, the way they point; raises NotFound."""
        return self._reached(names, attrgetter("subject.iri"), attrgetter("object.iri"))

    def upstream(self, *names: str) -> Network:
        """Return the links by which the terms called *names* are reached; raises NotFound.

        ``network.downstream("LIF").upstream("SOCS3")`` are the ways from one to the other.
        """
        return self._reached(names, attrgetter("object.iri"), attrgetter("subject.iri"))

    def _reached(self, names: Iterable[str], near: Callable[[Link], str], far: Callable[[Link], str]) -> Network:
        reached, kept = {self.find(name) for name in names}, set[Link]()
        while more := {each for each in self.links if near(each) in reached} - kept:
            kept |= more
            reached |= set(map(far, more))
        return self.of(each for each in self.links if each in kept)

    def rows(self) -> list[dict[str, Any]]:
        """Return a row for each link; several values are parted by ``|``."""
        return [row_of(each) for each in self.links]

    def cite(self) -> Citations:
        """Return the citations of the links."""
        wanted = {source for each in self.links for source in each.sources}
        return Citations(tuple(each for each in self.references if each.id in wanted))


def row_of(link: Link) -> dict[str, Any]:
    """Return a link as a row of a table."""
    ends = {"subject": link.subject, "relation": link.relation, "object": link.object}
    named = {
        name: shown for part, each in ends.items() for name, shown in ((part, each.id), (f"{part} label", each.label))
    }
    context = {
        part: "|".join(each.label for each in getattr(link, part)) for part in ("species", "cells", "conditions")
    }
    said = {part: getattr(link, part) for part in ("sign", "kind", "negated", "standing")}
    told = {"context note": link.context_note, "statement": link.statement, "sentence": link.sentence}
    return {**named, **said, **context, **told, "sources": "|".join(link.sources)}


def links(known: Statements, signs: Mapping[str, str]) -> tuple[Link, ...]:
    """Return every edge of the statements; *signs* of relations are *positive* or *negative*."""
    return tuple(link(edge, known, signs.get(edge.statement.relation, "")) for edge in known.edges())


def link(edge: Edge, known: Statements, sign: str) -> Link:
    """Return *edge* with names."""
    each = edge.statement

    def term(iri: str) -> Term:
        return Term(known.curie(iri), known.label(iri), iri)

    def terms(iris: tuple[str, ...]) -> tuple[Term, ...]:
        return tuple(map(term, iris))

    return Link(
        term(edge.subject),
        term(each.relation),
        term(edge.object),
        sign,
        each.kind,
        each.negated,
        each.standing,
        terms(each.species),
        terms(each.cells),
        terms(each.conditions),
        each.context_note,
        known.curie(each.iri),
        each.sentence,
        tuple(map(known.curie, (*each.sources, *each.other_sources))),
    )
