"""Axioms as values, read from and written in the sentences of Manchester syntax.

``A SubClassOf r some B`` is one sentence: what is spoken of, a word, and what is said. The reasoner explains itself
in such sentences; here they become values that can be compared, shown with labels, and given back to a reasoner.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lifonto.errors import ManchesterError
from lifonto.owl.expressions import Complement, Expression, Inverse, Junction, Named, Restriction
from lifonto.owl.manchester import parse, render

OWL = "http://www.w3.org/2002/07/owl#"
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
OF_RELATIONS = {"SubPropertyOf", "InverseOf", "Domain", "Range", "Characteristics:"}
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

    def names(self) -> set[str]:
        """Return every name in it, those of OWL itself left out."""
        found: set[str] = set().union(*(_names(each) for each in (self.left, *self.right)))
        return {each for each in found if not each.startswith(OWL)}


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

    def names(self) -> set[str]:
        """Return every name in it."""
        return {self.subject.name, self.relation.name, self.object.name}


@dataclass(frozen=True)
class Sentence:
    """An axiom kept as it was written, because its shape is none of the above: data values, keys, nominals."""

    said: str

    def text(self, name: Name = str) -> str:
        """Write the sentence, asking *name* what to call each IRI."""
        return IRI.sub(lambda found: render(Named(found[1]), name), self.said)

    def names(self) -> set[str]:
        """Return every name in it, datatypes included."""
        return set(IRI.findall(self.said))


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


def _names(term: Expression | Inverse | Chain | str) -> set[str]:
    match term:
        case Chain(links):
            return {(link.of if isinstance(link, Inverse) else link).name for link in links}
        case str():
            return set()
    return names_in(term)


def names_in(expression: Expression | Inverse) -> set[str]:
    """Return every name in *expression*: classes, relations, individuals."""
    match expression:
        case Named(iri):
            return {iri}
        case Inverse(of):
            return {of.name}
        case Complement(operand):
            return names_in(operand)
        case Junction(_, operands):
            return set().union(*map(names_in, operands))
        case Restriction(relation, _, filler, _):
            return names_in(relation) | names_in(filler)


def relations_in(axioms: Iterable[AnyAxiom]) -> set[str]:
    """Return the names that stand for object properties in *axioms*."""
    found: set[str] = set()
    for axiom in axioms:
        if isinstance(axiom, Fact):
            found.add(axiom.relation.name)
        elif isinstance(axiom, Axiom):
            if axiom.word in OF_RELATIONS and not isinstance(axiom.left, Restriction | Junction | Complement):
                found |= _names(axiom.left)
            if axiom.word in ("SubPropertyOf", "InverseOf"):
                found |= set().union(*map(_names, axiom.right))
            found |= set().union(*(_relations(each) for each in (axiom.left, *axiom.right)))
    return found


def _relations(term: object) -> set[str]:
    """Return the relations that restrictions in *term* are along."""
    match term:
        case Restriction(relation, _, filler, _):
            return _names(relation) | _relations(filler)
        case Complement(operand):
            return _relations(operand)
        case Junction(_, operands):
            return set().union(*map(_relations, operands))
    return set()


def individuals_in(axiom: AnyAxiom) -> set[str]:
    """Return the names that stand for individuals in *axiom*."""
    match axiom:
        case Fact(subject, _, other, _):
            return {subject.name, other.name}
        case Axiom(Named(name), "Type", _):
            return {name}
        case Axiom(left, "SameAs" | "DifferentFrom", right):
            return set().union(*(_names(each) for each in (left, *right)))
        case Axiom(left, _, right):
            return set().union(*(_values(each) for each in (left, *right)))
    return set()


def _values(term: object) -> set[str]:
    """Return the individuals that restrictions in *term* have as their value."""
    match term:
        case Restriction(_, "value", Named(name), _):
            return {name}
        case Restriction(_, _, filler, _):
            return _values(filler)
        case Complement(operand):
            return _values(operand)
        case Junction(_, operands):
            return set().union(*map(_values, operands))
    return set()
