"""lifonto: an OWL ontology of leukemia inhibitory factor, built from tables, reasoned over and queried.

Four functions open the release to a Python program; each imports what it needs when it is called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from owlready2 import World
    from rdflib import Graph

    from lifonto.culture.asking import Answer

__all__ = ["condition", "graph", "load", "query"]


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


def condition(cells: str, medium: str | None = None, *, feeder: str = "", matrix: str = "") -> Answer:
    """Say what becomes of *cells* in a *medium*, both in the words of the bench, or of a condition in one go.

    ``condition("mES", "DMEM, 15% FBS, 1000 U/ml LIF", feeder="MEF").outcome``, or
    ``condition("E14 in N2B27 + LIF on gelatin")``. The answer has the outcome, a sentence that says why, the rules and
    papers, what is missing, and how each word was understood; ``str()`` of it is the page that the command prints. An
    unknown word raises nothing: it is in ``answer.recipe.unknown``.
    """
    from lifonto import library

    return library.condition(cells, medium, feeder, matrix)
