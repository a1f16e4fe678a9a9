"""Everything that can go wrong, in one tree.

LifontoError                 anything lifonto refuses, with a sentence that says what to do
├── TableError               a table cannot be read or compiled (file, row, column)
├── PrefixError              a CURIE whose prefix is not in the prefix table
├── ManchesterError          a class expression that cannot be read
├── NotFound                 a file, a term, a question or a store that is not there
├── ReasoningError           the reasoner cannot be run
│   ├── Inconsistent         the axioms contradict each other
│   └── Incoherent           some classes can have no instances
├── PublishError             a remote store did not take a release, or not all of it
├── OutOfTime                a query that took longer than it was allowed to
├── NotInstalled             a library that an answer needs, and lifonto does without otherwise
└── QueryError               a query that cannot be parsed or evaluated (line, column)
"""

from __future__ import annotations

from collections.abc import Iterable

LONGEST = 1000  # letters of a line that tells what is wrong; more are something in the input that has no end


class LifontoError(Exception):
    """Anything lifonto refuses, with a sentence that says what to do."""


class TableError(LifontoError):
    """A table that cannot be read or compiled; says which file, row and column."""


class PrefixError(LifontoError, ValueError):
    """A CURIE whose prefix is not in the prefix table."""


class ManchesterError(LifontoError, ValueError):
    """A class expression that cannot be read; ``character`` counts from 1, and is None where the text ends."""

    def __init__(self, message: str, character: int | None = None) -> None:
        self.character = character
        super().__init__(message)


class NotFound(LifontoError, LookupError):  # noqa: N818  the sentence reads better than NotFoundError
    """A file, a term, a question or a store that is not there."""


class ReasoningError(LifontoError):
    """The reasoner could not be run."""


class Inconsistent(ReasoningError):  # noqa: N818  the logic's own word
    """The axioms contradict each other."""


class Incoherent(ReasoningError):  # noqa: N818  the logic's own word
    """Some classes can have no instances; ``classes`` lists their IRIs, and *why* says where it begins, if known."""

    def __init__(self, classes: Iterable[str], why: str = "") -> None:
        self.classes = sorted(classes)
        super().__init__(why or f"unsatisfiable: {', '.join(self.classes)}")


class PublishError(LifontoError):
    """A remote store did not take a release, or not all of it."""


class OutOfTime(LifontoError, TimeoutError):  # noqa: N818  the sentence reads better than OutOfTimeError
    """A query that took longer than it was allowed to, and was ended."""


class NotInstalled(LifontoError, ImportError):  # noqa: N818  the sentence reads better than NotInstalledError
    """A library that an answer needs, and lifonto does without otherwise; *extra* installs it."""

    def __init__(self, library: str, extra: str) -> None:
        super().__init__(f"this needs {library}, which is not installed: pip install 'lifonto[{extra}]'")


class QueryError(LifontoError, ValueError):
    """A query that cannot be parsed or evaluated; ``line`` and ``column`` count from 1 where known."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        self.line, self.column = line, column
        super().__init__(message)


def plainly(error: object) -> str:
    """Return what *error* says as it may be shown: what a terminal would act on is spelled out, long lines cut."""
    lines = str(error).split("\n")
    shown = (line if len(line) <= LONGEST else f"{line[:LONGEST]}…" for line in lines)
    return "\n".join("".join(c if c.isprintable() or c == "\t" else ascii(c)[1:-1] for c in line) for line in shown)
