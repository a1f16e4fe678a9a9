"""A query from a page, run: its text with the prefixes it leaves out, its answer, and where a mistake in it is."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass

from flask import request

from lifonto.tables.prefixes import Prefixes
from sparql_server.pages.addresses import names
from sparql_server.pages.asking import operation
from sparql_server.pages.query.patterns import FORMS
from sparql_server.pages.query.reader import Unreadable, listed
from sparql_server.protocol.answer import Answer
from sparql_server.protocol.formats import GRAPHS
from sparql_server.protocol.problems import Problem
from sparql_server.protocol.requests import Operation, allowed_seconds
from sparql_server.views.service import service

TSV = [["tsv", "text/tab-separated-values"]]
PLACE = re.compile(r"^line \d+, column \d+: ")
UNDECLARED = re.compile(r"used and not declared as a prefix: (.*?); add")


@dataclass(frozen=True)
class Mistake:
    """What is wrong with a query: in words, and where, if that is known."""

    sentence: str
    line: int = 0
    column: int = 0
    excerpt: str = ""
    status: int = 400
    is_words: bool = False


def declared(text: str) -> str:
    """Return *text* with the prefixes that it only uses, on its first line so that all lines keep their numbers."""
    return Prefixes(names().iris).declare(text)


def prepared(text: str, timeout: str = "", form: list[list[str]] | None = None) -> Operation:
    """Return what to ask for the query *text*; raises Problem where *timeout* is no number."""
    given = {"timeout": [timeout]} if timeout.strip() else {}
    asked = operation(service(), declared(text), form or TSV)
    asked.request |= {"graphs": [list(each) for each in GRAPHS if each.name == "ttl"]}
    asked.request |= {"seconds": allowed_seconds(given, service().settings.limits.seconds)}
    settings = service().settings
    asked.request |= {"federation": bool(settings.federation), "union": settings.union_default_graph}
    return asked


def answered(asked: Operation) -> tuple[Answer, float]:
    """Return the answer to *asked*, and the seconds that it took; raises Problem."""
    began = time.monotonic()
    answer = service().read(asked, request.environ)
    return answer, time.monotonic() - began


def mistake(problem: Problem, text: str) -> Mistake:
    """Say what *problem* means for the query *text* as it was written."""
    line, column = int(problem.members.get("line") or 0), int(problem.members.get("column") or 0)
    if not is_query(text):
        return Mistake("This is not a query: it has no SELECT, ASK, CONSTRUCT or DESCRIBE.", status=400, is_words=True)
    if line == 1:
        column = max(1, column - len(declared(text)) + len(text))
    said = PLACE.sub("", problem.detail)
    if found := UNDECLARED.match(said):
        many = "prefixes" if "," in found[1] else "prefix"
        said = f"the {many} {found[1]} {'are' if many == 'prefixes' else 'is'} not known here; add a line PREFIX … <…>"
    excerpt = text.split("\n")[line - 1] if 0 < line <= text.count("\n") + 1 else ""
    return Mistake(said[:1].upper() + said[1:], line, column, excerpt, problem.status)


def is_query(text: str) -> bool:
    """Tell whether *text* has a word by which a query begins."""
    try:
        return any(token.kind == "word" and token.text in (*FORMS, "PREFIX", "BASE") for token in listed(text))
    except Unreadable:
        return True
