"""Statements and edges as tables, for spreadsheets, pandas and R: all that is known of each, nothing withheld."""

from __future__ import annotations

import csv
import io

from lifonto.exchange.losses import Export, Losses
from lifonto.exchange.statements import Edge, Statement, Statements

Row = dict[str, str]


def tables(known: Statements) -> dict[str, list[Row]]:
    """Return the rows of both tables; several values in a cell are parted by bars."""
    return {
        "statements": [statement_row(each, known) for each in known.all],
        "edges": [edge_row(each, known) for each in known.edges()],
    }


def export(known: Statements) -> Export:
    """Write a table of statements and one of their edges, parted by commas (RFC 4180)."""
    return Export({f"{name}.csv": written(rows) for name, rows in tables(known).items()}, Losses())


def written(rows: list[Row]) -> bytes:
    """Write *rows* with a header."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]) if rows else [], lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def statement_row(each: Statement, known: Statements) -> Row:
    """Return the row of a statement."""
    return {
        "statement": known.curie(each.iri),
        "sentence": each.sentence,
        "kind": each.kind,
        "negated": str(each.negated).lower(),
        "standing": each.standing,
        **named("subject", each.subjects, known),
        **named("relation", (each.relation,), known),
        **named("object", each.objects, known),
        **context(each, known),
        "context_note": each.context_note,
        "standing_note": each.standing_note,
        "theme": each.theme,
        "other_sources": "|".join(each.other_sources),
        "conflicts_with": "|".join(map(known.curie, each.conflicts)),
    }


def edge_row(edge: Edge, known: Statements) -> Row:
    """Return the row of an edge."""
    each = edge.statement
    return {
        **named("subject", (edge.subject,), known),
        **named("relation", (each.relation,), known),
        **named("object", (edge.object,), known),
        "kind": each.kind,
        "negated": str(each.negated).lower(),
        "standing": each.standing,
        **context(each, known),
        "statement": known.curie(each.iri),
    }


def context(each: Statement, known: Statements) -> Row:
    """Return the cells that say where a statement holds, and who says so."""
    return {
        **named("species", each.species, known),
        **named("cell_or_tissue", each.cells, known),
        **named("condition", each.conditions, known),
        **named("evidence", each.evidence, known),
        "publications": "|".join(map(known.curie, each.sources)),
    }


def named(column: str, iris: tuple[str, ...], known: Statements) -> Row:
    """Return a cell with identifiers and one with labels; a text stands in both."""
    terms = [each if not known.is_term(each) else known.curie(each) for each in iris]
    return {column: "|".join(terms), f"{column}_label": "|".join(map(known.label, iris))}
