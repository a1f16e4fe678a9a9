"""Answers as files: CSV and Excel with names beside identifiers, JSON and Turtle as the engine writes them."""

from __future__ import annotations

import csv
import importlib.util
import re
import tempfile
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from typing import Any

from flask import Response, request, stream_with_context
from werkzeug.wsgi import wrap_file

from sparql_server.pages.addresses import names
from sparql_server.pages.query.labels import Called, called
from sparql_server.pages.query.questions import Question
from sparql_server.pages.query.run import answered, prepared
from sparql_server.pages.query.table import Term, heading, said_again, solutions, unique
from sparql_server.pages.query.trial import Trial
from sparql_server.protocol.answer import Answer
from sparql_server.protocol.problems import Problem
from sparql_server.views.asked import base_url
from sparql_server.views.responses import respond

FILES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/sparql-results+json",
    "ttl": "text/turtle; charset=utf-8",
}
BOM = "\ufeff"  # by which Excel knows UTF-8
FORMULA = tuple("=+-@\t\r")  # what a spreadsheet takes for the beginning of a formula
BATCH = 1000  # rows whose names are looked up together
MOST_ROWS, MOST_CELL = 100_000, 32_767  # rows that are written, while somebody waits; characters of a cell
LOOKING = 30.0  # seconds, for all names


def has_excel() -> bool:
    """Tell whether Excel files can be written here."""
    return importlib.util.find_spec("openpyxl") is not None


def file_of(kind: str, text: str, timeout: str, question: Question | None) -> Response:
    """Return the answer to the query *text* as a file of *kind*; raises Problem."""
    if kind == "xlsx" and not has_excel():
        raise Problem(501, "Excel files want the package openpyxl: pip install 'lifonto[excel]'; CSV is there")
    form = [["json", FILES["json"]]] if kind == "json" else [["tsv", "text/tab-separated-values"]]
    answer, _ = answered(prepared(text, timeout, form))
    is_table = answer.head["type"].startswith(("text/tab-separated", "application/sparql-results"))
    if is_table == (kind == "ttl"):
        raise Problem(406, "this query answers with a table: take CSV, Excel or JSON" if is_table else NO_TABLE)
    if kind in ("json", "ttl"):
        response = respond(answer)
    elif kind == "csv":
        response = Response(stream_with_context(csv_of(answer)), content_type=FILES[kind])
    else:
        response = Response(
            wrap_file(request.environ, sheet(answer, text, question), 1 << 16), content_type=FILES[kind]
        )
    name = re.sub(r"[^A-Za-z0-9_-]", "_", question.name) if question else "answer"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


NO_TABLE = "this query answers with a graph: take Turtle"


def named_rows(answer: Answer) -> Iterator[list[Term]]:
    """Yield the headings and the rows of *answer*: for what has a label the identifier, and the label beside it."""
    variables, rest = solutions(answer)
    trial = Trial(LOOKING, LOOKING)
    first = list(islice(rest, BATCH))
    named = labels_in(first, trial)
    has_names = bool(said_again(first, named))
    has_name = [
        not has_names and any(row[place].kind == "iri" and named.get(row[place].text, Called()).label for row in first)
        for place in range(len(variables))
    ]
    heads = [
        name
        for place, v in enumerate(variables)
        for name in ([heading(v), f"{heading(v)}, name"][: 1 + has_name[place]])
    ]
    yield [Term("text", each) for each in unique(heads)]
    batch = first
    while batch:
        for row in batch:
            yield [each for place, term in enumerate(row) for each in beside(term, named, has_name[place])]
        if batch := list(islice(rest, BATCH)):
            named = labels_in(batch, trial)


def labels_in(rows: list[list[Term]], trial: Trial) -> dict[str, Called]:
    """Return what is called how in *rows*."""
    return called((each.text for row in rows for each in row if each.kind == "iri"), trial)


def beside(term: Term, named: dict[str, Called], has_name: bool) -> Iterator[Term]:
    """Yield *term*, and its name where its column has names."""
    yield Term("text", names().curie(term.text) or term.text) if term.kind == "iri" else term
    if has_name:
        yield Term("text", named.get(term.text, Called()).label if term.kind == "iri" else "")


def csv_of(answer: Answer) -> Iterator[str]:
    """Yield *answer* as CSV; what a spreadsheet would take for a formula has an apostrophe before it."""
    yield BOM
    out = StringIO()
    writer = csv.writer(out)
    for row in named_rows(answer):
        writer.writerow([harmless(each) for each in row])
        yield out.getvalue()
        out.seek(0)
        out.truncate()


def harmless(term: Term) -> str:
    """Return the text of *term* so that no spreadsheet computes it."""
    return f"'{term.text}" if term.kind == "text" and term.text.startswith(FORMULA) else term.text


def sheet(answer: Answer, text: str, question: Question | None) -> Any:
    """Return an open file that holds *answer* as an Excel workbook; raises Problem where it has too many rows."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    rows = book.create_sheet("Answer")
    rows.freeze_panes = "A2"
    for number, row in enumerate(named_rows(answer)):
        if number > MOST_ROWS:
            raise Problem(413, f"an Excel file has at most {MOST_ROWS:,} rows here, and the answer has more; take CSV")
        rows.append([cell(rows, each, bold=not number) for each in row])
    about = book.create_sheet("Query")
    for line in (question.title if question else "", f"{base_url()}/query", *text.splitlines()):
        about.append([cell(about, Term("text", line))])
    file = tempfile.TemporaryFile()  # noqa: SIM115 (Flask closes it when it is sent)
    book.save(file)
    file.seek(0)
    return file


def cell(sheet: Any, term: Term, *, bold: bool = False) -> Any:
    """Return a cell of *sheet*: numbers are numbers, and everything else is text and no formula."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font

    if term.kind == "number" and len(term.text) <= 15:
        return WriteOnlyCell(sheet, float(term.text))
    found = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", term.text)[:MOST_CELL] or None)
    found.data_type = "s" if found.value is not None else "n"
    if bold:
        found.font = Font(bold=True)
    return found
