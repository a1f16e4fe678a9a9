"""Rows of tables compiled into an owlready2 ontology, in three passes.

All entities of all tables are introduced first, then individuals get their class, then axioms are stated, so no
table has to know its place in a queue. Every cell that cannot be compiled is noted, and the rest goes on.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

import owlready2 as owl

from lifonto.errors import PrefixError, TableError
from lifonto.owl.cycles import refuse_cycles
from lifonto.owl.names import Names
from lifonto.owl.statements import Statement, annotate, expression, state
from lifonto.owl.worlds import KINDS, declare
from lifonto.tables.columns import EVIDENCE
from lifonto.tables.mistakes import Mistakes, Place, meant
from lifonto.tables.rows import Cell, Row

EVERYDAY = ("oboInOwl:hasExactSynonym", "IAO:0000118")


def compile_rows(rows: Iterable[Row], names: Names, mistakes: Mistakes) -> None:
    """Fill the ontology of *names* from *rows*; what cannot be compiled goes into *mistakes*."""
    rows = list(rows)
    first: dict[str, Place] = {}
    for row in rows:
        with mistakes.at(place_of(row, "ID")):
            introduce(row, names, first)
    for row in rows:
        with mistakes.at(place_of(row, "TYPE")):
            instantiate(row, names, first)
    note_everyday(rows, names)
    closing = refuse_cycles(rows, names, mistakes)
    for row in rows:
        state_row(row, names, mistakes, closing)


def place_of(row: Row, keyword: str) -> Place:
    """Return where the cell under *keyword* stands, or the row itself where it has none."""
    return cell.place if (cell := row.cell(keyword)) else row.place


def introduce(row: Row, names: Names, first: dict[str, Place]) -> None:
    """Declare the class or property of a row that gives it a label.

    Raises TableError where another row introduced the same identifier: owlready2 would add to the old entity.
    """
    kind = row.text("TYPE") or "owl:Class"
    if not row.text("LABEL") or kind not in KINDS:
        return
    iri = names.iri(row.text("ID"))
    claim(iri, row, first)
    names.label(declare(names.ontology, iri, KINDS[kind]), row.text("LABEL"))


def claim(iri: str, row: Row, first: dict[str, Place]) -> None:
    """Note that *row* introduces *iri*; raises TableError where another row did."""
    if (other := first.setdefault(iri, row.place)) is not row.place:
        raise TableError(f"{row.text('ID')} is introduced twice, first at {other}: give the new one its own identifier")


def note_everyday(rows: Iterable[Row], names: Names) -> None:
    """Note the short names and exact synonyms of terms, so that who writes them is told the label."""
    for row in rows:
        for cell in row.cells:
            if cell.column.argument in EVERYDAY and not cell.column.on_axiom:
                with suppress(PrefixError):  # which is told where the row is stated
                    label = names.called(names.iri(row.text("ID")))
                    names.everyday |= {value.casefold(): label for value in cell.values}


def instantiate(row: Row, names: Names, first: dict[str, Place]) -> None:
    """Declare the individual of a row whose TYPE is the label of a class."""
    kind = row.text("TYPE")
    if not kind or kind in KINDS:
        return
    if ":" in kind and kind.startswith("owl:"):
        raise TableError(f"unknown kind {kind!r}{meant(kind, KINDS)}")
    iri = names.iri(row.text("ID"))
    claim(iri, row, first)
    names.label(declare(names.ontology, iri, names.find(kind)), row.text("LABEL") or row.text("ID"))


def state_row(row: Row, names: Names, mistakes: Mistakes, closing: set[Cell]) -> None:
    """State every axiom of *row* but those in the cells *closing* a circle of parents.

    ``>`` columns annotate the axioms of the column to their left.
    """
    with mistakes.at(place_of(row, "ABOUT" if row.cell("ABOUT") else "ID")):
        subjects = subjects_of(row, names)
        stated: list[Statement] = []
        for cell in row.cells:
            if cell in closing:
                continue
            with mistakes.at(cell.place):
                if cell.column.on_axiom:
                    annotate(stated, cell, names)
                else:
                    stated = state_cell(cell, subjects, names, mistakes)
                if cell.column.keyword == "SC" and row.cell("ABOUT"):
                    give_evidence(row, stated, names, mistakes)


def subjects_of(row: Row, names: Names) -> dict[str, list[Any]]:
    """Return what the cells of *row* speak of: ``SC`` of the entities under ABOUT, all else of the row's own."""
    if gci := row.cell("GCI"):
        with names.ontology:
            return {"SC": [owl.GeneralClassAxiom(expression(gci.text, names))]}
    entity = names.ontology.world[names.iri(row.text("ID"))]
    if entity is None:
        raise TableError(f"{row.text('ID')} is introduced nowhere: it wants a row with a label, here or in imports")
    about = row.cell("ABOUT")
    return {"": [entity], "SC": [names.find(name) for name in about.values] if about else [entity]}


def state_cell(cell: Cell, subjects: dict[str, list[Any]], names: Names, mistakes: Mistakes) -> list[Statement]:
    """State what *cell* says of each of its subjects; one value that cannot be read does not stop the others."""
    stated = []
    for value in cell.values:
        for subject in subjects.get(cell.column.keyword) or subjects.get("", []):
            with mistakes.at(cell.place):
                stated += state(subject, cell.column, value, names)
    return stated


def give_evidence(row: Row, stated: list[Statement], names: Names, mistakes: Mistakes) -> None:
    """Annotate the axioms of a fact with its references and kinds of evidence, and with the record that bears them."""
    for cell in row.cells:
        if cell.column.argument in EVIDENCE:
            with mistakes.at(cell.place):
                annotate(stated, cell, names)
    record = names.ontology.world[names.iri(row.text("ID"))]
    for statement in stated:
        names.find("stated in")[statement].append(record)
