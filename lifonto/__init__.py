"""lifonto: an OWL ontology of leukemia inhibitory factor, built from tables, reasoned over and queried.

These functions open the release to a Python program; each imports what it needs when it is called.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import lifonto.ask  # noqa: F401  first, so that the function below keeps the name: a package takes it when it is loaded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from owlready2 import World
    from rdflib import Graph

    from lifonto.ask.answers import Rows
    from lifonto.ask.classes import Classes
    from lifonto.ask.description import Description
    from lifonto.ask.why import Answer as Explanation
    from lifonto.ask.why import Missing
    from lifonto.claims.telling import Judged
    from lifonto.culture.asking import Answer
    from lifonto.grounding.resolution import Resolution

__all__ = ["condition", "graph", "load", "match", "query", "resolve"]


def load() -> World:
    """Return the asserted ontology, with its statement records, in an owlready2 World of its own.

    Raises lifonto.errors.NotFound where there is no release.
    """
    from lifonto import library

    return library.load()


def graph(name: str | None = None) -> Graph:
    """Return a named graph of the release as an rdflib Graph, or the default graph where *name* is None.

    *name* is one of asserted, statements, inferred, relations, effects, mappings, description, which make up the
    default graph, and direct, findings, hypotheses, which stand outside it. Raises lifonto.errors.NotFound where there
    is no such graph.
    """
    from lifonto import library

    return library.graph(name)


def query(text: str, seconds: float | None = None) -> list[dict[str, str]] | bool | Graph:
    """Answer the SPARQL query *text* over the release.

    A SELECT gives one dict a solution, from variable to IRI or literal text, unbound variables left out; an ASK
    gives a bool; CONSTRUCT and DESCRIBE give an rdflib Graph. Prefixes of ``ontology/prefixes.tsv`` need not be
    declared. Raises lifonto.errors.QueryError with line and column where the query cannot be parsed, and
    lifonto.errors.OutOfTime, a TimeoutError, where it takes longer than *seconds*. A KeyboardInterrupt ends it at once.
    """
    from lifonto import library

    return library.query(text, seconds)


def frame(text: str, seconds: float | None = None) -> pd.DataFrame:
    """Answer the SPARQL SELECT *text* over the release as a pandas table.

    Numbers are numbers. A term is its CURIE, with its label in a column ``… label``, and a text that has a language
    keeps it in a column ``… language``. Raises what ``query`` raises, and lifonto.errors.NotInstalled without pandas.
    """
    from lifonto import library

    return library.frame(text, seconds)


def describe(name: str) -> Description:
    """Return what is known of the term called *name*: a label, synonym, symbol, CURIE, IRI or mapped identifier.

    ``describe("LIF").statements`` has each statement about it with its sources, ``words`` how each is to be taken, and
    ``to_frame()`` a row for each. Raises lifonto.errors.NotFound, with the nearest names, where nothing or more than
    one thing is called so.
    """
    from lifonto import library

    return library.collection().describe(name)


def ask(name: str) -> Rows:
    """Answer the competency question called *name*; ``lifonto ask`` on the command line lists them.

    Each row has its values by variable, and the statements that it rests on. Raises lifonto.errors.NotFound, with the
    nearest names, where there is no such question.
    """
    from lifonto import library

    return library.collection().ask(name)


def condition(cells: str, medium: str | None = None, *, feeder: str = "", matrix: str = "") -> Answer:
    """Say what becomes of *cells* in a *medium*, both in the words of the bench, or of a condition in one go.

    ``condition("mES", "DMEM, 15% FBS, 1000 U/ml LIF", feeder="MEF").outcome``, or
    ``condition("E14 in N2B27 + LIF on gelatin")``. The answer has the outcome, a sentence that says why, the rules and
    papers, what is missing, and how each word was understood; ``str()`` of it is the page that the command prints. An
    unknown word raises nothing: it is in ``answer.recipe.unknown``.
    """
    from lifonto import library

    return library.condition(cells, medium, feeder, matrix)


def resolve(name: str, *, identifier: str = "", files: Iterable[str | Path] = ()) -> Resolution:
    """Say which term of the release, or of the ontology in *files*, a label, synonym, symbol or identifier stands for.

    ``resolve("P15018").term.curie``. ``term`` is None where there is no such term, or more than one: ``status`` says
    which, and ``found``, ``also`` and ``near`` have what it may be. With an *identifier*, that is refused where its
    term is not called *name*. Raises lifonto.errors.NotFound and ReasoningError where a file cannot be read.
    """
    from pathlib import Path

    from lifonto import library

    return library.resolve(name, identifier, tuple(map(Path, files)))


def match(names: Iterable[str | tuple[str, str]], *, files: Iterable[str | Path] = ()) -> Iterator[Resolution]:
    """Resolve each of *names*, or of pairs (identifier, label), as it comes; as ``resolve``."""
    from pathlib import Path

    from lifonto import library

    return library.match(names, tuple(map(Path, files)))
