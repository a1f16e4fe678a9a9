"""Class expressions in Manchester syntax: text to values and back (OWL 2 Manchester Syntax §2.4).

Names are labels in single quotes, CURIEs, IRIs in angle brackets, or bare words; the caller says what a name
stands for, so this module knows nothing about tables or ontologies.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, cast

from lifonto.errors import LifontoError, ManchesterError
from lifonto.owl.expressions import Complement, Expression, Inverse, Junction, Named, Restriction

TOKEN = re.compile(r"\s*(?:'(?P<quoted>(?:[^'\\]|\\.)*)'|<(?P<iri>[^<>\s]*)>|(?P<word>[()]|[^\s()'<>]+))")
BARE = re.compile(r"[^\s()'<>\\]+")
COUNTED = {"min", "max", "exactly"}
QUANTIFIERS = {"some", "only", "value"} | COUNTED
RESERVED = {"and", "or", "not", "inverse", "(", ")", "o"} | QUANTIFIERS


@dataclass(frozen=True)
class Token:
    """A word of the text and where it begins, counted from 0; ``name`` tells that it cannot be a keyword."""

    text: str
    at: int
    name: bool = False


def tokens_of(text: str) -> list[Token]:
    """Split *text* into tokens; raises ManchesterError where a quote or angle bracket is not closed."""
    tokens, at, end = [], 0, len(text.rstrip())
    while at < end:
        found = TOKEN.match(text, at)
        if found is None:
            stray = re.match(r"\s*", text[at:])
            at += stray.end() if stray else 0
            raise ManchesterError(f"{text[at]!r} at character {at + 1} of {text!r} is not closed")
        group = found.lastgroup or "word"
        word = found.group(group)
        if group == "quoted":
            word = re.sub(r"\\(.)", r"\1", word)
        tokens.append(Token(word, found.start(group) - (group != "word"), group != "word"))
        at = found.end()
    return tokens


def parse(text: str, lookup: Callable[[str], str] = str) -> Expression:
    """Read *text*, asking *lookup* for the CURIE or IRI of each name.

    Raises ManchesterError with the character where reading stopped; a refusal by *lookup* is told in the same way.
    """
    reader = _Reader(text, lookup)
    expression = reader.disjunction()
    reader.finish()
    return expression


def parse_chain(text: str, lookup: Callable[[str], str] = str) -> tuple[str, ...]:
    """Read a property chain, ``'part of' o 'occurs in'``, as the names of its links."""
    reader = _Reader(text, lookup)
    links = [reader.name().name]
    while reader.skip("o"):
        links.append(reader.name().name)
    reader.finish()
    return tuple(links)


class _Reader:
    """A recursive-descent reader: one method for each rule of the grammar."""

    def __init__(self, text: str, lookup: Callable[[str], str]) -> None:
        self.text, self.lookup = text, lookup
        self.tokens, self.at = tokens_of(text), 0

    def peek(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def sees(self, words: set[str]) -> bool:
        token = self.peek()
        return token is not None and not token.name and token.text in words

    def skip(self, word: str) -> bool:
        """Take *word* if it comes next."""
        seen = self.sees({word})
        self.at += seen
        return seen

    def take(self, what: str, good: Callable[[Token], bool]) -> Token:
        token = self.peek()
        if token is None or not good(token):
            raise self.expected(what)
        self.at += 1
        return token

    def expected(self, what: str) -> ManchesterError:
        token = self.peek()
        found = f"found {token.text!r} at character {token.at + 1}" if token else "the text ends"
        return ManchesterError(f"expected {what}, {found} of {self.text!r}")

    def finish(self) -> None:
        if self.peek() is not None:
            raise self.expected("the end (a label of several words wants single quotes)")

    def disjunction(self) -> Expression:
        return self.joined("or", self.conjunction)

    def conjunction(self) -> Expression:
        return self.joined("and", self.primary)

    def joined(self, word: Literal["and", "or"], operand: Callable[[], Expression]) -> Expression:
        operands = [operand()]
        while self.skip(word):
            operands.append(operand())
        return operands[0] if len(operands) == 1 else Junction(word, tuple(operands))

    def primary(self) -> Expression:
        if self.skip("("):
            inner = self.disjunction()
            self.take("')'", lambda token: token.text == ")" and not token.name)
            return inner
        if self.skip("not"):
            return Complement(self.primary())
        if self.skip("inverse"):
            return self.restriction(Inverse(self.name()))
        name = self.name()
        return self.restriction(name) if self.sees(QUANTIFIERS) else name

    def restriction(self, relation: Named | Inverse) -> Restriction:
        quantifier = self.take("some, only, value, min, max or exactly", lambda token: token.text in QUANTIFIERS).text
        counted = quantifier in COUNTED
        number = int(self.take("a number", lambda token: token.text.isdecimal()).text) if counted else None
        filler = self.name() if quantifier == "value" else self.primary()
        word = cast('Literal["some", "only", "value", "min", "max", "exactly"]', quantifier)
        return Restriction(relation, word, filler, number)

    def name(self) -> Named:
        token = self.take("a name", lambda token: token.name or token.text not in RESERVED)
        try:
            return Named(self.lookup(token.text))
        except LifontoError as error:
            raise ManchesterError(f"{error} (character {token.at + 1} of {self.text!r})") from error


def render(expression: Expression | Inverse, name: Callable[[str], str] = str, *, nested: bool = False) -> str:
    """Write *expression*, asking *name* what to call each CURIE; undoes :func:`parse`."""
    match expression:
        case Named(curie):
            return quote(name(curie))
        case Inverse(of):
            return f"inverse {render(of, name)}"
        case Junction(word, operands):
            text = f" {word} ".join(render(operand, name, nested=True) for operand in operands)
        case Complement(operand):
            text = f"not {render(operand, name, nested=True)}"
        case Restriction(relation, quantifier, filler, number):
            parts = [render(relation, name), quantifier, "" if number is None else str(number)]
            text = " ".join(part for part in [*parts, render(filler, name, nested=True)] if part)
    return f"({text})" if nested else text


def quote(name: str) -> str:
    """Write *name* so that it is read back as one name."""
    if BARE.fullmatch(name) and name not in RESERVED:
        return name
    return "'" + name.replace("\\", "\\\\").replace("'", "\\'") + "'"
