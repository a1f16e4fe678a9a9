"""XML that every reader of XML takes, and takes for what was meant: what the engine writes is looked through.

XML 1.0 cannot hold most control characters (§2.2) and turns a carriage return into a line feed (§2.11); an element
wants a name (§3), which not every predicate of RDF/XML has in it (RDF 1.1 XML Syntax §2.2).
"""

from __future__ import annotations

import re
from typing import Protocol

CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r")
NOT_A_CHARACTER = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
NAMELESS = b"<oxprefix:"  # the element that the engine writes where a predicate ends in no XML name
NAMELESS_IRI = re.compile(rb'<oxprefix: xmlns:oxprefix="([^"]*)"')
LOOK_BACK = 4096  # bytes kept of what was written before, since what is looked for may come in two pieces


class Unfit(Exception):  # noqa: N818
    """The answer cannot be written in this format; says why."""


class Writer(Protocol):
    """What an answer is written to."""

    def write(self, data: bytes) -> int:
        """Take the next piece."""

    def flush(self) -> None:
        """Take what is still on its way."""


class XmlWriter:
    """Hands XML on to *out*; raises :class:`Unfit` at what cannot be XML."""

    def __init__(self, out: Writer) -> None:
        self.out, self.before = out, b""

    def write(self, data: bytes) -> int:
        """Take the next piece."""
        seen = self.before + data
        if len(seen.translate(None, CONTROLS)) != len(seen) or b"\xef\xbf" in seen:
            look_for_characters(seen)
        if (place := seen.find(NAMELESS)) >= 0:
            look_for_name(seen, place)
        self.before = seen[-LOOK_BACK:]
        self.out.write(data.replace(b"\r", b"&#xD;") if b"\r" in data else data)
        return len(data)

    def flush(self) -> None:
        """Hand on the same."""
        self.out.flush()


def look_for_characters(text: bytes) -> None:
    """Raise :class:`Unfit` at a character that XML cannot hold."""
    if found := NOT_A_CHARACTER.search(text):
        shown = text[text.rfind(b">", 0, found.start()) + 1 : found.start()].decode(errors="ignore")[-40:]
        where = f' after "{shown}"' if shown else ""
        raise Unfit(f"XML cannot hold the character U+{ord(found[0].decode()):04X}, which a literal has{where}")


def look_for_name(text: bytes, place: int) -> None:
    """Raise :class:`Unfit` at an element without a name, as soon as it is known of which predicate it is."""
    found = NAMELESS_IRI.match(text, place)
    if found or len(text) - place > LOOK_BACK // 2:
        which = f"<{found[1].decode(errors='replace')}>" if found else "a very long IRI"
        raise Unfit(f"RDF/XML cannot write the predicate {which}, which ends in no XML name")
