"""What is wrong with a document, in words that say where and what to write instead."""

from __future__ import annotations

import re
from typing import NamedTuple

from lifonto.reason.documents.encodings import unreadable

PLACE = re.compile(r"Parser error (?:at|between) line \d+ [^:]*: |error at \d+:\d+: ")
PREFIX = re.compile(r"The prefix ([^\s:]*): has not been declared")
SCHEMES = ("http", "https", "urn", "ftp")
UNENDED = '\n <"'  # what is in an IRI whose > is missing
CODE_POINT = re.compile(r"Invalid IRI code point '(.)'", re.DOTALL)
NO_IRI = re.compile(r"[\0-\x20<>\"{}|\\^`\x7f]")
IN_HOST = re.compile(r"Invalid character '(.)' in host", re.DOTALL)
BAD_IRI = re.compile(r"Invalid IRI|in host|No scheme found|Unexpected escape character|error while parsing IRI")
NO_LETTERS = "it has bytes here that are no letters in UTF-8: save it as UTF-8"
ADVICE = (
    ("Invalid IRI percent encoding", "a % in an IRI wants two hexadecimal digits behind it; the sign itself is %25"),
    ("Unexpected escape character '\\", "an IRI cannot hold a backslash: write / or %5C"),
    (
        "No scheme found",
        "an IRI is relative, and there is no base: begin it with a scheme (https:, urn:), or declare @base",
    ),
    ("Named graphs are not allowed", "it has named graphs and is to go into one: send it without ?graph and ?default"),
    (
        "No LoadDocumentCallback",
        "its context is elsewhere, and nothing is fetched here: put the context into the document",
    ),
    ("XML namespaces are required", "this is XML, but not RDF/XML: a name has no namespace"),
    ("Unknown prefix", "this is not RDF/XML, or lacks xmlns for a prefix"),
    ("Unexpected text event", "there is text where RDF/XML wants an element: is it another syntax?"),
    ("parsing language tag", "a language is told by a tag such as en or en-GB"),
    ("Only UTF-8 is supported", "convert it to UTF-8"),
)
INSTEAD = (  # of what the engine says
    ("Invalid UTF-8", NO_LETTERS),
    ("cannot decode input using UTF-8", NO_LETTERS),
    ("Unexpected end", "the text stops here: is it cut off, or is a quote or a bracket not closed?"),
    ("Line jumps are not allowed in string literals", "a text is not closed: its quote is missing, or write \\n in it"),
)


class Mistake(NamedTuple):
    """A sentence; line and column count from 1, ``None`` where they are not known."""

    said: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        where = [f"{name} {number}" for name, number in (("line", self.line), ("column", self.column)) if number]
        return ", ".join(where) + (": " if where else "") + self.said

    def of(self, name: str) -> str:
        """Say it of the document *name*."""
        return f"{name}{', ' if self.line or self.column else ': '}{self}"


def explained(error: Exception, line: int | None = None) -> Mistake:
    """Explain what a parser of the engine raised; *line* is where it had read to, if it does not know itself."""
    if isinstance(error, UnicodeDecodeError):
        number = error.object.count(b"\n", 0, error.start) + 1
        byte = error.object[error.start]
        return Mistake(f"the byte 0x{byte:02X} is no part of a letter in UTF-8: save it as UTF-8", number)
    message = " ".join((str(error.args[0]) if isinstance(error, SyntaxError) else unreadable(error)).split())
    place = error.args[1] if isinstance(error, SyntaxError) and len(error.args) > 1 else ()
    if place and place[1]:
        line, column = place[1], place[2]
    else:
        column = None
    return Mistake(advised(PLACE.sub("", message)), line, column)


def advised(message: str) -> str:
    """Add to *message* what to write instead, where that is known."""
    if found := CODE_POINT.search(message) or IN_HOST.search(message):
        escaped = "".join(f"%{byte:02X}" for byte in found[1].encode())
        shown = found[1] if found[1].isprintable() else f"U+{ord(found[1]):04X}"
        return f"an IRI cannot hold '{shown}' here: write {escaped}{', or is its > missing?' * (found[1] in UNENDED)}"
    if found := PREFIX.search(message):
        return f"the prefix {found[1]}: is not declared: " + (
            "a whole IRI stands in <…>" if found[1] in SCHEMES else f"write @prefix {found[1]}: <…> . before it"
        )
    if instead := next((said for part, said in INSTEAD if part in message), ""):
        return instead
    return next((f"{advice} ({message})" for part, advice in ADVICE if part in message), message)


def check_text(text: str) -> str:
    """Return *text*; raises SyntaxError with the line where it has a NUL byte, as no text has."""
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise SyntaxError("it has a NUL byte, as no text has: is it damaged?", (None, line, None, None))
    return text


def check_iri(iri: str) -> str:
    """Return *iri*; raises ValueError where it has a letter that no IRI can hold (RFC 3987)."""
    if found := NO_IRI.search(iri):
        raise ValueError(advised(f"Invalid IRI code point '{found[0]}'"))
    return iri


def is_about_an_iri(error: Exception) -> bool:
    """Tell whether it is an IRI that breaks the rules (RFC 3987)."""
    return bool(BAD_IRI.search(str(error)))
