"""lifonto: an OWL ontology of leukemia inhibitory factor, built from tables, reasoned over and queried.

These functions open the release to a Python program; each imports what it needs when it is called. What they return has
numbers as numbers and names beside identifiers; ``cite()`` gives the papers behind it, as text, BibTeX or CSL-JSON, and
``to_frame()`` a pandas table (``pip install 'lifonto[frames]'``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import lifonto.ask  # noqa: F401  first, so that the function below keeps the name: a package takes it when it is loaded

if TYPE_CHECKING:
    import pandas as pd
    from owlready2 import World
    from rdflib import Graph

    from lifonto.ask.answers import Rows
    from lifonto.ask.classes import Classes
    from lifonto.ask.description import Description
    from lifonto.ask.why import Answer as Explanation
    from lifonto.ask.why import Missing
    from lifonto.claims.telling import Judged
    from lifonto.culture.asking import Answer
    from lifonto.exchange.links import Network
    from lifonto.grounding.resolution import Resolution

__all__ = [
    *("ask", "claim", "condition", "describe", "dl", "explain", "frame", "graph", "load", "match", "network", "query"),
    "resolve",
]


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


def claim(subject: str, relation: str = "", object_: str = "", *, context: tuple[str, ...] = ()) -> Judged:
    """Hold a claim against what is known: *supported*, *contradicted*, *contested*, *unverified* or *unknown*.

    A claim is a sentence with two terms and a verb, ``claim("LIF activates STAT3 in mouse embryonic stem cells")``, or
    subject, relation and object, in a *context* of species, cells and conditions. Nothing is called supported that is
    not stated, or does not follow, in that context. Raises lifonto.claims.claim.UnclearError where a sentence is not
    read as a claim, and lifonto.errors.NotFound for an unknown term.
    """
    from lifonto import library

    words = (subject, relation, object_) if relation else (subject,)
    return library.collection().claim(words, context)


def dl(
    expression: str, *, direct: bool = False, assumed: Mapping[str, str] | None = None, file: str | Path | None = None
) -> Classes:
    """Return the classes below, above and equal to a class *expression* in Manchester syntax over labels.

    ``dl("cytokine and 'has receptor' some gp130").subclasses``. *direct* gives the nearest alone, *assumed* supposes
    classes by name, and *file* is another ontology to ask, of any syntax. Raises lifonto.errors.ManchesterError with
    the character where reading stopped, and lifonto.errors.NotFound for an unknown name.
    """
    from lifonto import library

    asked = Path(file) if file else None
    return library.collection().dl(expression, direct=direct, assumed=assumed, file=asked)


def explain(
    sub: str | None = None,
    sup: str | None = None,
    *,
    missing: bool = False,
    repair: bool = False,
    limit: int = 3,
    file: str | Path | None = None,
) -> Explanation | Missing:
    """Say why *sub* is a kind of *sup*: an argument from each smallest set of axioms, with statements and citations.

    Both are names of terms or class expressions. *missing* says what is missing for it to follow, and *repair* what to
    remove so that it no longer does. Without *sup*: why *sub* can have no instances; without both: what contradicts
    itself. *limit* is the most explanations, *file* another ontology. ``found`` is False where there is nothing to
    explain. Raises what ``dl`` raises.
    """
    from lifonto import library

    asked = Path(file) if file else None
    return library.collection().explain(sub, sup, missing=missing, repair=repair, limit=limit, file=asked)


def network() -> Network:
    """Return every statement between terms as a network of links, with sign, context, standing and sources.

    Links that were denied are among them, with ``negated``; ``network().found`` are those that verified statements
    found to hold, ``around("LIF", steps=2)`` the links near a term, and ``downstream("LIF")`` what is reached from it.
    """
    from lifonto import library

    return library.collection().network


def resolve(name: str, *, identifier: str = "", files: Iterable[str | Path] = ()) -> Resolution:
    """Say which term of the release, or of the ontology in *files*, a label, synonym, symbol or identifier stands for.

    ``resolve("P15018").term.curie``. ``term`` is None where there is no such term, or more than one: ``status`` says
    which, and ``found``, ``also`` and ``near`` have what it may be. With an *identifier*, that is refused where its
    term is not called *name*. Raises lifonto.errors.NotFound and ReasoningError where a file cannot be read.
    """
    from lifonto import library

    return library.resolve(name, identifier, tuple(map(Path, files)))


def match(names: Iterable[str | tuple[str, str]], *, files: Iterable[str | Path] = ()) -> Iterator[Resolution]:
    """Resolve each of *names*, or of pairs (identifier, label), as it comes; as ``resolve``."""
    from lifonto import library

    return library.match(names, tuple(map(Path, files)))
