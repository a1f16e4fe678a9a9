"""Class expressions in Manchester syntax, read: text to values (OWL 2 Manchester Syntax §2.4).

Names are labels in single quotes, CURIEs, IRIs in angle brackets, or bare words; the caller says what a name
stands for, so this module knows nothing about tables or ontologies.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, cast

from lifonto.errors import LifontoError, ManchesterError
from lifonto.reason.values.expressions import Complement, Expression, Inverse, Junction, Named, Restriction

TOKEN = re.compile(r"\s*(?:'(?P<quoted>(?:[^'\\]|\\.)*)'|<(?P<iri>[^<>\s]*)>|(?P<word>[()]|[^\s()'<>]+))")
COUNTED = {"min", "max", "exactly"}
QUANTIFIERS = {"some", "only", "value"} | COUNTED
COUNT, NUMBER = re.compile(r"[0-9]{1,9}"), "a number of at most nine digits"
RESERVED = {"and", "or", "not", "inverse", "(", ")", "o"} | QUANTIFIERS

Sort = Literal["class", "relation", "individual"]
Check = Callable[[str, Sort], None]


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
            raise ManchesterError(f"{text[at]!r} at character {at + 1} of {text!r} is not closed", at + 1)
        group = found.lastgroup or "word"
        word = found.group(group)
        if group == "quoted":
            word = re.sub(r"\\(.)", r"\1", word)
        tokens.append(Token(word, found.start(group) - (group != "word"), group != "word"))
        at = found.end()
    return tokens


def anything(_name: str, _sort: Sort) -> None:
    """Take a name for what the place where it stands asks for."""


def parse(text: str, lookup: Callable[[str], str] = str, check: Check = anything) -> Expression:
    """Read *text*, asking *lookup* for the CURIE or IRI of each name, and *check* whether such a name may stand there.

    Raises ManchesterError with the character where reading stopped; a refusal by *lookup* or *check* is told in the
    same way.
    """
    reader = _Reader(text, lookup, check)
    expression = reader.disjunction()
    reader.finish()
    return expression


def parse_chain(text: str, lookup: Callable[[str], str] = str) -> tuple[str, ...]:
    """Read a property chain, ``'part of' o 'occurs in'``, as the names of its links."""
    reader = _Reader(text, lookup, anything)
    links = [reader.name("relation").name]
    while reader.skip("o"):
        links.append(reader.name("relation").name)
    reader.finish()
    return tuple(links)


class _Reader:
    """A recursive-descent reader: one method for each rule of the grammar."""

    def __init__(self, text: str, lookup: Callable[[str], str], check: Check) -> None:
        self.text, self.lookup, self.check = text, lookup, check
        self.tokens, self.at = tokens_of(text), 0

    def peek(self, ahead: int = 0) -> Token | None:
        return self.tokens[self.at + ahead] if self.at + ahead < len(self.tokens) else None

    def sees(self, words: set[str], ahead: int = 0) -> bool:
        token = self.peek(ahead)
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
        return ManchesterError(f"expected {what}, {found} of {self.text!r}", token.at + 1 if token else None)

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
            return self.restriction(Inverse(self.name("relation")))
        if self.sees(QUANTIFIERS, ahead=1):
            return self.restriction(self.name("relation"))
        return self.name("class")

    def restriction(self, relation: Named | Inverse) -> Restriction:
        quantifier = self.take("some, only, value, min, max or exactly", lambda token: token.text in QUANTIFIERS).text
        counted = quantifier in COUNTED
        number = int(self.take(NUMBER, lambda token: bool(COUNT.fullmatch(token.text))).text) if counted else None
        filler = self.name("individual") if quantifier == "value" else self.primary()
        word = cast('Literal["some", "only", "value", "min", "max", "exactly"]', quantifier)
        return Restriction(relation, word, filler, number)

    def name(self, sort: Sort) -> Named:
        token = self.take("a name", lambda token: token.name or token.text not in RESERVED)
        try:
            found = self.lookup(token.text)
            self.check(found, sort)
        except LifontoError as error:
            raise ManchesterError(f"{error} (character {token.at + 1} of {self.text!r})", token.at + 1) from error
        return Named(found)
