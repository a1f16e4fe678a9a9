"""How deeply a document is nested, seen before it is parsed: a parser that calls itself would end the whole process."""

from __future__ import annotations

import io
import re

DEEPEST = 500  # levels; no ontology has a tenth
SAID = f"it is nested more than {DEEPEST} levels deep: is a bracket not closed?"
OTHERS = bytes(set(range(256)) - set(b'"[]{}'))
OPEN = frozenset(b"[{")
STEP = re.compile(
    r"""(?P<aside>"(?:[^"\\]|\\.)*"|<[^<>\s]*>|\#[^\n]*)
    |(?P<open>\()|(?P<close>\))
    |(?<![\w:.-])(?:(?P<deeper>some|only|not|value|min|max|exactly)|(?P<beside>and|or|that))(?![\w:.-])
    |(?P<fresh>,|[A-Za-z]:\s)""",
    re.VERBOSE | re.DOTALL,
)


class ShallowJson(io.RawIOBase):
    """JSON from *source*; reading raises SyntaxError where it is nested too deeply."""

    def __init__(self, source: io.RawIOBase) -> None:
        self.source, self.depth, self.line = source, 0, 1
        self.in_text, self.rest = False, b""

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Read about *size* bytes, or all."""
        piece, before = self.source.read(size) or b"", (self.depth, self.in_text, self.rest)
        try:
            self._follow(piece)
        except SyntaxError:
            self.depth, self.in_text, self.rest = before
            for each in piece.splitlines(keepends=True):  # now for the line
                self._follow(each)
                self.line += 1
        self.line += piece.count(b"\n")
        return piece

    def _follow(self, piece: bytes) -> None:
        """Count the brackets in *piece* that stand outside of texts."""
        piece = self.rest + piece
        ending = len(piece) - len(piece.rstrip(b"\\"))
        self.rest = b"\\" * (ending % 2)  # it escapes what the next piece begins with
        kept = piece.replace(b"\\\\", b"").replace(b'\\"', b"").translate(None, OTHERS)
        for number, part in enumerate(kept.split(b'"')):
            if number:
                self.in_text = not self.in_text
            if not self.in_text:
                self._count(part)

    def _count(self, brackets: bytes) -> None:
        for each in brackets:
            self.depth += 1 if each in OPEN else -1
            if self.depth > DEEPEST:
                raise SyntaxError(SAID, (None, self.line, None, None))


def check_manchester(text: str) -> None:
    """Raise SyntaxError with the line where *text*, in Manchester syntax, is nested too deeply."""
    levels, depth = [0], 0
    for found in STEP.finditer(text):
        kind = found.lastgroup
        if kind == "open":
            levels.append(0)
            depth += 1
        elif kind == "deeper":
            levels[-1] += 1
            depth += 1
        elif kind == "close" and len(levels) > 1:
            depth -= levels.pop() + 1
        elif kind in ("beside", "fresh"):
            depth -= levels[-1]
            levels[-1] = 0
        if depth > DEEPEST:
            raise SyntaxError(SAID, (None, text.count("\n", 0, found.start()) + 1, None, None))
