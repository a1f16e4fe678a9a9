"""A file that is text, such as a list or a table: unpacked, decoded by what it says of itself, and whole."""

from __future__ import annotations

from pathlib import Path

from lifonto.errors import LifontoError
from lifonto.reason.documents.encodings import UNREADABLE, Utf8, expect_file, opened
from lifonto.reason.documents.mistakes import check_text, explained
from lifonto.reason.documents.strangers import stranger
from lifonto.reason.documents.syntax import TITLES, recognised

ONTOLOGIES = ("obo", "ofn", "omn", "owx", "rdf")  # syntaxes that no list or table looks like


def expect_text(start: bytes) -> None:
    """Raise ValueError where what begins with *start* is certainly neither a list nor a table."""
    if said := stranger(start):
        raise ValueError(said)
    if (syntax := recognised(start)) in ONTOLOGIES:
        raise ValueError(f"it is an ontology in {TITLES[syntax or '']}, and a list or a table is wanted")


def text_in(file: Path) -> str:
    """Return the text in *file*; raises NotFound, and LifontoError with the line where it is no text in UTF-8."""
    expect_file(file)
    try:
        with opened(file) as packed:
            content = Utf8(packed)
            expect_text(content.start)
            return check_text(content.read().decode())
    except (SyntaxError, *UNREADABLE) as error:
        raise LifontoError(explained(error).of(str(file))) from error


def bad_line(file: Path) -> int:
    """Return the number of the first line of *file* that is not in UTF-8, or 0."""
    with opened(file) as packed:
        for number, line in enumerate(packed, 1):
            try:
                line.decode()
            except UnicodeDecodeError:
                return number
    return 0
