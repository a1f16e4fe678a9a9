"""The tokens of a query, read one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from sparql_server.protocol.problems import Problem
from sparql_server.protocol.tokens import Token, tokens

OPENING, CLOSING = "([{", ")]}"
DEEPEST = 40  # square brackets in one another


class Unreadable(Exception):  # noqa: N818
    """The text is not cut into patterns here."""


def listed(text: str) -> list[Token]:
    """Return the tokens of *text*."""
    try:
        return list(tokens(text))
    except Problem as problem:
        raise Unreadable from problem


@dataclass
class Reader:
    """Reads tokens one by one."""

    text: str
    stream: list[Token]
    at: int = 0
    depth: int = 0  # of square brackets
    fresh: Iterator[int] = field(default_factory=count)

    def peek(self) -> Token | None:
        """Return the next token."""
        return self.stream[self.at] if self.at < len(self.stream) else None

    def sees(self, *texts: str) -> bool:
        """Tell whether the next token is one of these marks or words."""
        token = self.peek()
        return token is not None and token.kind in ("mark", "word") and token.text in texts

    def take(self) -> Token:
        """Return the next token and go on."""
        if (token := self.peek()) is None:
            raise Unreadable
        self.at += 1
        return token

    def skip(self) -> None:
        """Go over a bracket and all in it."""
        depth = 0
        while True:
            token = self.take()
            if token.kind == "mark":
                depth += (token.text in OPENING) - (token.text in CLOSING)
            if depth <= 0:
                return

    def since(self, start: int) -> str:
        """Return the text from the token at *start* to the last one taken."""
        return self.text[self.stream[start].start : self.stream[self.at - 1].end]
