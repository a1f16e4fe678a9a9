"""The one engine that answers questions: pyoxigraph, with the graphs of a release in it.

Only this module and the server's query workers import it. The default graph of a release has the triples of its named
graphs, save those that stand outside it (:mod:`lifonto.rdf.graph_names`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pyoxigraph as ox

from lifonto.errors import LifontoError, NotFound, QueryError
from lifonto.home import ontology_folder
from lifonto.rdf.graph_names import BASE, graph_iri, is_outside
from lifonto.reason.documents.mistakes import explained
from lifonto.tables.prefixes import Prefixes
from lifonto.tables.texts import text_of

SERVICE = re.compile(r"(?<![:\w?$.-])SERVICE\s+(SILENT\s+)?[<?$\w:]", re.IGNORECASE)
LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
ESCAPE = re.compile(r"\\(.)")
ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}
POSITION = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
UNDECLARED = "this prefix is not declared: add a PREFIX line for it at the top"
FORMATS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
GRAPH_FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}

Store = ox.Store
Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


@dataclass(frozen=True)
class Table:
    """The solutions of a SELECT: its variables, and rows of terms as RDF text or None where unbound."""

    variables: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]

    @classmethod
    def of(cls, found: object) -> Table | str:
        """Return the solutions of a SELECT as a table, and any other answer as text."""
        if isinstance(found, ox.QuerySolutions):
            names = tuple(variable.value for variable in found.variables)
            return cls(names, tuple(tuple(None if t is None else str(t) for t in solution) for solution in found))
        if isinstance(found, ox.QueryBoolean):
            return "yes" if found else "no"
        assert isinstance(found, ox.QueryTriples)
        return serialize(found, "turtle")

    def compact(self, prefixes: Prefixes) -> Table:
        """Return the table as people read it: CURIEs for IRIs, bare text for literals."""
        return Table(self.variables, tuple(tuple(v and readable(v, prefixes) for v in row) for row in self.rows))


def readable(term: str, prefixes: Prefixes) -> str:
    """Return the RDF term *term* without its marks: a CURIE, or the literal's own text."""
    return prefixes.contract(bare(term)) if term.startswith("<") else bare(term)


def bare(term: str) -> str:
    """Return the text of the RDF term *term*: an IRI without brackets, a literal without quotes and datatype."""
    if term.startswith("<"):
        return term[1:-1]
    found = LITERAL.match(term)
    return ESCAPE.sub(lambda mark: ESCAPED.get(mark[1], mark[1]), found[1]) if found else term


def release_sources(home: Path | None = None) -> list[tuple[Path, str]]:
    """Return the files of the release in *home* (default: the one installed) with the graph each belongs in.

    Raises NotFound where there is no release.
    """
    folder = (home or ontology_folder()) / "release"
    files = sorted(folder.glob("*.nt"))
    if not files:
        raise NotFound(f"no release in {folder}: run `lifonto build` first")
    return [(file, graph_iri(file.stem)) for file in files]


def release_datasets(home: Path | None = None) -> list[tuple[str, tuple[str, ...], str]]:
    """Return the IRIs of ``datasets.tsv`` that stand for a set of graphs: each with its graphs and what it means."""
    file = (home or ontology_folder()) / "datasets.tsv"
    _, *rows = text_of(file).splitlines() if file.is_file() else [""]
    cells = [row.split("\t") for row in rows]
    return [(iri, tuple(BASE + name for name in graphs.split("|")), meaning) for iri, graphs, meaning in cells]


def open_store(sources: Iterable[tuple[Path, str]] | None = None) -> Store:
    """Load *sources* (default: the release) into a store in memory, with what belongs there in its default graph.

    The triples are copied inside the store: read from the files twice, they would have other blank nodes.
    """
    store, found = Store(), list(release_sources() if sources is None else sources)
    for file, graph in found:
        try:
            store.bulk_load(path=str(file), format=ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(graph))
        except SyntaxError as error:
            raise LifontoError(f"{explained(error).of(str(file))}; make the release anew: `lifonto build`") from error
    for _, graph in found:
        if not is_outside(graph):
            store.update(f"ADD <{graph}> TO DEFAULT")
    return store


def answer(store: Store, text: str) -> Answer:
    """Answer the SPARQL query *text* over the default graph, or the union of all graphs where nothing is in that.

    Raises QueryError with line and column where it cannot be parsed. SERVICE is refused: nothing is fetched.
    """
    if SERVICE.search(without_literals(text)):
        raise QueryError("SERVICE is not available: lifonto fetches nothing while it answers")
    try:
        found = store.query(text, use_default_graph_as_union=has_no_default_graph(store))
    except SyntaxError as error:
        raise syntax_error(str(error)) from error
    except (RuntimeError, ValueError, OSError) as error:
        raise QueryError(f"the query could not be answered: {error}") from error
    return found


def has_no_default_graph(store: Store) -> bool:
    """Tell whether all triples of *store* are in named graphs."""
    return next(store.quads_for_pattern(None, None, None, ox.DefaultGraph()), None) is None


def without_literals(text: str) -> str:
    """Return *text* without its comments and strings, and with IRIs emptied: keywords in them mean nothing."""
    text = re.sub(r"<[^<>\s]*>", "<>", text)
    return re.sub(r"\"\"\".*?\"\"\"|'''.*?'''|\"[^\"\n]*\"|'[^'\n]*'|#[^\n]*", " ", text, flags=re.DOTALL)


def syntax_error(message: str) -> QueryError:
    """Turn the engine's *message* into an error that knows its line and column."""
    found = POSITION.search(message)
    if not found:
        return QueryError(f"not a SPARQL query: {message}")
    line, column = int(found[1]), int(found[2])
    rest = UNDECLARED if "Prefix not found" in found[3] else found[3]
    return QueryError(f"line {line}, column {column}: {rest}", line, column)


def table(store: Store, text: str) -> Table:
    """Answer the SELECT query *text* as a table.

    Raises QueryError where it is no SELECT or cannot be parsed.
    """
    found = Table.of(answer(store, text))
    if isinstance(found, str):
        raise QueryError("a SELECT query is wanted here")
    return found


def serialize(found: Answer, format: str | None) -> str:
    """Write an answer as *format*: json, xml, csv, tsv for tables; turtle, ntriples, rdfxml, jsonld for graphs.

    Raises NotFound where the format does not suit the kind of answer.
    """
    if isinstance(found, ox.QueryTriples):
        graph_format = GRAPH_FORMATS.get(format or "turtle") or refuse(format, GRAPH_FORMATS)
        return (found.serialize(format=graph_format) or b"").decode()
    results_format = FORMATS.get(format or "tsv") or refuse(format, FORMATS)
    return (found.serialize(format=results_format) or b"").decode()


def refuse(format: str | None, offered: Iterable[str]) -> NoReturn:
    """Raise NotFound, saying which formats an answer can be written in."""
    raise NotFound(f"this answer can be written as {', '.join(offered)}, not as {format!r}")
