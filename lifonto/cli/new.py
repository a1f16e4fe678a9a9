"""``lifonto new``: add a fact, a term or a reference to the tables, checked as the build checks them."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from lifonto.cli.options import home_of, ontology
from lifonto.release import compile_tables
from lifonto.tables.mistakes import Mistakes
from lifonto.tables.new_row import columns_of, line_of, next_identifier, table_called, usual
from lifonto.tables.rows import Row, read_tables, table_files
from lifonto.tables.texts import text_of

FACT = {  # each option with the template of its column
    "statement": "LABEL",
    "kind": "TYPE",
    "subject": "AI biolink:subject",
    "relation": "AI biolink:predicate",
    "object": "AI biolink:object",
    "species": "AI biolink:species_context_qualifier",
    "cell": "AI biolink:anatomical_context_qualifier",
    "condition": "AI LIFO:0000001",
    "context_note": "A LIFO:0000007",
    "standing": "A LIFO:0000002",
    "evidence_type": "AI biolink:has_evidence",
    "reference": "AI dcterms:source",
    "conflicts_with": "AI LIFO:0000005",
    "axiom_about": "ABOUT",
    "axiom": "SC %",
    "theme": "A dcterms:subject",
    "drawn_in": "AI LIFO:0000020",
}
TERM = {
    "label": "LABEL",
    "parent": "SC %",
    "definition": "A IAO:0000115",
    "source": "AI IAO:0000119",
    "synonym": "A oboInOwl:hasExactSynonym",
    "source_version": "A dcterms:source",
}
REFERENCE = {
    "title": "LABEL",
    "type": "TYPE",
    "author": "A dcterms:creator",
    "year": "A dcterms:date",
    "journal": "A dcterms:bibliographicCitation",
    "standing": "A LIFO:0000002",
}
SEVERAL: dict[str, Any] = {"multiple": True, "help": "May be given several times."}


@click.group(name="new")
def command() -> None:
    """Add a row to a table: the values are checked as the build checks them; on a mistake nothing is written."""


@command.command(name="fact")
@ontology
@click.option("--table", required=True, help="The table of facts/, such as receptors.")
@click.option("--statement", required=True, help="The finding in one sentence.")
@click.option("--kind", default="positive statement", show_default=True)
@click.option("--subject", required=True, **SEVERAL)
@click.option("--relation", required=True)
@click.option("--object", required=True, **SEVERAL)
@click.option("--species", **SEVERAL)
@click.option("--cell", help="Cell or tissue. May be given several times.", multiple=True)
@click.option("--condition", **SEVERAL)
@click.option("--context-note")
@click.option(
    "--standing", default="verified", show_default=True, type=click.Choice(["verified", "partial", "unverified"])
)
@click.option("--evidence-type", required=True, **SEVERAL)
@click.option("--reference", required=True, **SEVERAL)
@click.option("--conflicts-with", **SEVERAL)
@click.option("--axiom-about", **SEVERAL)
@click.option("--axiom", **SEVERAL)
@click.option("--theme", help="What statements are grouped by (default: that of most rows of the table).")
@click.option("--drawn-in", help="The pathway in whose drawing the statement is an edge.")
def fact(home: Path | None, table: str, **given: Any) -> None:
    """Add a statement with the next free LIFS: number to a table of facts/."""
    home = home_of(home, silent=True)
    file, rows = table_called(home / "facts", table), rows_of(home)
    given["theme"] = given["theme"] or usual(rows, file.relative_to(home).as_posix(), "dcterms:subject")
    add(home, file, next_identifier(rows, "LIFS"), called(given, FACT))


@command.command(name="term")
@ontology
@click.option("--table", required=True, help="The table of terms/, such as cells, or of imports/, such as imports/go.")
@click.option("--identifier", help="Of an imported term, its own (default: the number after the table's highest).")
@click.option("--label", required=True)
@click.option("--parent", required=True, **SEVERAL)
@click.option("--definition", help="In your own words; a term of ours wants one.")
@click.option("--source", help="Where the definition is from. May be given several times.", multiple=True)
@click.option("--synonym", **SEVERAL)
@click.option("--source-version", help="Of an imported term: the release of its ontology.")
def term(home: Path | None, table: str, identifier: str | None, **given: Any) -> None:
    """Add a term to a table of terms/ or imports/."""
    home = home_of(home, silent=True)
    folder, _, name = table.rpartition("/")
    file = table_called(home / (folder or "terms"), name)
    given["parent"] = tuple(quoted(each) for each in given["parent"])
    if not identifier:
        identifier = next_identifier(rows_of(home), "LIFO", file.relative_to(home).as_posix())
    add(home, file, identifier, called(given, TERM))


@command.command(name="reference")
@ontology
@click.argument("identifier")
@click.option("--title", required=True)
@click.option("--type", default="publication", show_default=True)
@click.option("--author", required=True, help="The first author.")
@click.option("--year", required=True)
@click.option("--journal", required=True)
@click.option("--standing", default="verified", show_default=True)
def reference(home: Path | None, identifier: str, **given: Any) -> None:
    """Add what IDENTIFIER, such as PMID:3143918, stands for to references.tsv."""
    home = home_of(home, silent=True)
    add(home, home / "references.tsv", identifier, called(given, REFERENCE))


def called(given: Mapping[str, Any], templates: Mapping[str, str]) -> dict[str, str]:
    """Return the values *given* by the templates of their columns, several of one joined by ``|``."""
    joined = {name: "|".join(value) if isinstance(value, tuple) else value for name, value in given.items()}
    return {templates[name]: value for name, value in joined.items() if value}


def quoted(label: str) -> str:
    """Return *label* as a class expression: in quotes where it is a name of several words."""
    return f"'{label}'" if " " in label and not any(mark in label for mark in "'()") else label


def rows_of(home: Path) -> list[Row]:
    return read_tables(table_files(home), home, Mistakes())


def add(home: Path, file: Path, identifier: str, values: dict[str, str]) -> None:
    """Add the row to *file*, once a copy of the tables that has it compiles."""
    name = file.relative_to(home).as_posix()
    text = text_of(file)
    line = line_of(columns_of(file), {"ID": identifier, **values}, name)
    text += ("" if text.endswith("\n") else "\n") + line + "\n"
    with TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(home, Path(folder) / "ontology", ignore=shutil.ignore_patterns("release")))
        (copy / name).write_text(text, encoding="utf-8")
        compile_tables(copy)
    file.write_text(text, encoding="utf-8")
    click.echo(f"{file}:{text.count(chr(10))}: {identifier} added; now `lifonto build` and `lifonto check`")
