"""Class expressions in Manchester syntax: text to values and back.

Names are labels in single quotes, CURIEs, or bare words; the caller says what
a name stands for, so this module knows nothing about tables or ontologies.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lifonto.errors import ManchesterError
from lifonto.owl.expressions import Complement, Expression, Inverse, Junction, Named, Restriction

TOKEN = re.compile(r"'[^']*'|[()]|[^\s()']+")
BARE = re.compile(r"[^\s()']+")
COUNTED = {"min", "max", "exactly"}
QUANTIFIERS = {"some", "only", "value"} | COUNTED
RESERVED = {"and", "or", "not", "inverse", "(", ")"} | QUANTIFIERS


def parse(text: str, lookup: Callable[[str], str] = str) -> Expression:
    """Read *text*, asking *lookup* for the CURIE of each name."""
    reader = _Reader(text, lookup)
    expression = reader.disjunction()
    if (extra := reader.peek()) is not None:
        raise ManchesterError(f"expected the end, found {extra!r} in {text!r}")
    return expression


class _Reader:
    """A recursive-descent reader: one method for each rule of the grammar."""

    def __init__(self, text: str, lookup: Callable[[str], str]) -> None:
        self.text, self.lookup = text, lookup
        self.tokens, self.at = TOKEN.findall(text), 0

    def peek(self) -> str | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self, what: str, good: Callable[[str], bool]) -> str:
        token = self.peek()
        if token is None or not good(token):
            raise ManchesterError(f"expected {what}, found {token!r} in {self.text!r}")
        self.at += 1
        return token

    def disjunction(self) -> Expression:
        return self.joined("or", self.conjunction)

    def conjunction(self) -> Expression:
        return self.joined("and", self.primary)

    def joined(self, word: str, operand: Callable[[], Expression]) -> Expression:
        operands = [operand()]
        while self.peek() == word:
            self.at += 1
            operands.append(operand())
        return operands[0] if len(operands) == 1 else Junction(word, tuple(operands))

    def primary(self) -> Expression:
        match self.peek():
            case "(":
                self.at += 1
                inner = self.disjunction()
                self.take("')'", ")".__eq__)
                return inner
            case "not":
                self.at += 1
                return Complement(self.primary())
            case "inverse":
                self.at += 1
                return self.restriction(Inverse(self.name()))
        name = self.name()
        return self.restriction(name) if self.peek() in QUANTIFIERS else name

    def restriction(self, relation: Named | Inverse) -> Restriction:
        quantifier = self.take("a quantifier", QUANTIFIERS.__contains__)
        number = int(self.take("a number", str.isdecimal)) if quantifier in COUNTED else None
        filler = self.name() if quantifier == "value" else self.primary()
        return Restriction(relation, quantifier, filler, number)

    def name(self) -> Named:
        token = self.take("a name", lambda token: token not in RESERVED)
        return Named(self.lookup(token.strip("'")))


def render(expression: Expression | Inverse, name: Callable[[str], str] = str, *, nested: bool = False) -> str:
    """Write *expression*, asking *name* what to call each CURIE; undoes :func:`parse`."""
    match expression:
        case Named(curie):
            called = name(curie)
            return called if BARE.fullmatch(called) and called not in RESERVED else f"'{called}'"
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
