"""Axioms as values, read from and written in the sentences of Manchester syntax.

``A SubClassOf r some B`` is one sentence: what is spoken of, a word, and what is said. The reasoner explains itself
in such sentences; here they become values that can be compared, shown with labels, and given back to a reasoner.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from lifonto.errors import ManchesterError
from lifonto.owl.expressions import Expression, Inverse, Named
from lifonto.owl.manchester import parse, render

IRI = re.compile(r"<([^<>\s]*)>")
INVERSE = re.compile(r"inverse \((<[^<>\s]*>)\)")
WORDS = (
    "SubClassOf",
    "EquivalentTo",
    "DisjointWith",
    "DisjointUnionOf",
    "SubPropertyOf",
    "InverseOf",
    "Domain",
    "Range",
    "Characteristics:",
    "Type",
    "SameAs",
    "DifferentFrom",
)
SENTENCE = re.compile(rf"(.+?) ({'|'.join(WORDS)}) (.+)", re.DOTALL)
FACT = re.compile(r"(<[^<>\s]*>) (not )?(<[^<>\s]*>) (<[^<>\s]*>)")
Name = Callable[[str], str]


@dataclass(frozen=True)
class Chain:
    """Relations one after the other: what the first leads to, the next goes on from."""

    links: tuple[Named | Inverse, ...]


@dataclass(frozen=True)
class Axiom:
    """One sentence: *left*, a *word* such as ``SubClassOf``, and what is on the *right* of it, one or several."""

    left: Expression | Inverse | Chain
    word: str
    right: tuple[Expression | Inverse | str, ...]

    def text(self, name: Name = str) -> str:
        """Write the sentence, asking *name* what to call each IRI."""
        said = ", ".join(each if isinstance(each, str) else render(each, name) for each in self.right)
        return f"{_left(self.left, name)} {self.word} {said}"


@dataclass(frozen=True)
class Fact:
    """One individual is related, or is said not to be, to another."""

    subject: Named
    relation: Named
    object: Named
    denied: bool = False

    def text(self, name: Name = str) -> str:
        """Write the fact, asking *name* what to call each IRI."""
        denied = "not " if self.denied else ""
        return f"{render(self.subject, name)} {denied}{render(self.relation, name)} {render(self.object, name)}"


@dataclass(frozen=True)
class Sentence:
    """An axiom kept as it was written, because its shape is none of the above: data values, keys, nominals."""

    said: str

    def text(self, name: Name = str) -> str:
        """Write the sentence, asking *name* what to call each IRI."""
        return IRI.sub(lambda found: render(Named(found[1]), name), self.said)


AnyAxiom = Axiom | Fact | Sentence


def read(sentence: str) -> AnyAxiom:
    """Read one *sentence* of rustdl's, with every IRI in angle brackets."""
    if found := FACT.fullmatch(sentence):
        subject, denied, relation, other = found.groups()
        return Fact(Named(subject[1:-1]), Named(relation[1:-1]), Named(other[1:-1]), bool(denied))
    if not (found := SENTENCE.fullmatch(INVERSE.sub(r"inverse \1", sentence))):
        return Sentence(sentence)
    left, word, right = found.groups()
    try:
        if word == "Characteristics:":
            return Axiom(_relation(left), word, (right,))
        return Axiom(_read_left(left), word, tuple(_read_term(each) for each in right.split(", ")))
    except ManchesterError:
        return Sentence(sentence)


def _read_left(text: str) -> Expression | Inverse | Chain:
    links = text.split(" o ")
    return Chain(tuple(_relation(link) for link in links)) if len(links) > 1 else _read_term(text)


def _read_term(text: str) -> Expression | Inverse:
    """Read a class expression, or a relation, inverse or not."""
    return _relation(text) if re.fullmatch(r"inverse <[^<>\s]*>", text) else parse(text)


def _relation(text: str) -> Named | Inverse:
    iri = text.removeprefix("inverse ")
    named = Named(iri.strip("<>"))
    return Inverse(named) if iri != text else named


def _left(left: Expression | Inverse | Chain, name: Name) -> str:
    return " o ".join(render(link, name) for link in left.links) if isinstance(left, Chain) else render(left, name)
