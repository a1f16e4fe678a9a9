"""The tools: each answers one kind of question from the collection."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any, Protocol, TypeVar

from lifonto.ask.answers import row_of, typed
from lifonto.ask.evidence import names_in
from lifonto.ask.store import Table, answer, bare
from lifonto.ask.values import Term
from lifonto.ask.why import Missing
from lifonto.assistants.finding import questions_about, terms_called
from lifonto.assistants.telling import Draft, Json, told
from lifonto.claims.claim import UnclearError
from lifonto.collection import Collection
from lifonto.culture.outcomes import UNDECIDED
from lifonto.culture.recipe import Typed
from lifonto.errors import LifontoError, NotFound

OPEN_WORLD = "what is not listed is not thereby false: it may only not be stated here"
PAGE = "ask again with an offset"
TRACED = 50  # rows whose statements are looked up
MOST_ROWS = 1_000  # of a query


Found = TypeVar("Found")


class Apart(Protocol):
    """Does work where it can be ended."""

    def __call__(self, work: Callable[[], Found]) -> Found:
        """Return what *work* finds; raises OutOfTime."""


@cache
def tools() -> dict[str, Any]:
    """Return what each tool is called, does and takes."""
    said = tomllib.loads(files("lifonto.assistants").joinpath("tools.toml").read_text(encoding="utf-8"))
    return {name: about for name, about in said.items() if isinstance(about, dict)}


@cache
def instructions() -> str:
    """Return what an assistant is told before it asks."""
    said = tomllib.loads(files("lifonto.assistants").joinpath("tools.toml").read_text(encoding="utf-8"))
    return str(said["instructions"]).strip()


class Tools:
    """Answers assistants from what is *known*; *apart* does work of the engine where it can be ended."""

    def __init__(self, known: Collection, apart: Apart) -> None:
        self.known, self.apart = known, apart

    def answer(self, tool: str, arguments: dict[str, Any]) -> Json:
        """Return the answer of a tool; raises NotFound where there is no such tool, and LifontoError."""
        if tool not in tools():
            raise NotFound(f"there is no tool {tool[:100]!r}; there are {', '.join(tools())}")
        defaults = {name: about["default"] for name, about in tools()[tool]["parameters"].items() if "default" in about}
        return told(getattr(self, f"_{tool}")(**(defaults | arguments)), self.known)

    def _find(self, text: str, limit: int) -> Draft:
        terms = terms_called(text, self.known.index, limit)
        about = questions_about(text, self.known.home, limit)
        unknown = [] if terms else [f"no term has a name like {text!r}: it may be outside the scope of this collection"]
        named = ["a name says nothing of what holds: ask describe, why or check_claim for that"]
        return Draft({"terms": terms, "questions": about}, not_known=[*unknown, *named])

    def _describe(self, term: str, offset: int) -> Draft:
        found = self.known.describe(term)
        about = {
            **{part: getattr(found, part) for part in ("label", "definition", "symbol", "synonyms", "identifiers")},
            "id": found.curie,
            "parents": [*found.parents, *found.inferred_parents],
            "statements_in_all": len(found.statements) + len(found.within),
        }
        return Draft(about, [*found.statements, *found.within][offset:], [OPEN_WORLD], more=PAGE)

    def _ask(self, question: str, offset: int) -> Draft:
        found = self.apart(lambda: self.known.ask(question))
        shown = found.answers[offset:]
        without = sum(not row.statements for row in shown)
        rows = [row_of(row.values) | {"statements": [each.record for each in row.statements]} for row in shown]
        note = [f"{without} of {len(shown)} rows have no statement behind them: they are read from the terms"] * bool(
            without
        )
        about = {"question": found.question, "rows_in_all": len(found), "rows": rows}
        return Draft(about, [each.record for row in shown for each in row.statements], [*note, OPEN_WORLD], more=PAGE)

    def _sparql(self, query: str) -> Draft:
        declared = self.known.prefixes.declare(query)
        found = self.apart(lambda: few(Table.of(answer(self.known.store, declared))))
        if isinstance(found, str):
            return Draft({"result": found}, not_known=[OPEN_WORLD])
        index, asked = self.known.index, names_in(declared)
        rows = [{name: plain(cell) for name, cell in row_of(row).items()} for row in typed(found, index)]
        cells = ([bare(cell) for cell in row if cell] for row in found.rows[:TRACED])
        behind = [
            index.prefixes.contract(each.record) for row in cells for each in self.known.evidence.behind(row, asked)
        ]
        empty = [
            "no row: a name, a direction or a graph in the query may be wrong; it does not say that a thing is false"
        ]
        return Draft({"rows_in_all": len(rows), "rows": rows}, behind, [*([] if rows else empty), OPEN_WORLD])

    def _dl(self, expression: str, direct: bool) -> Draft:
        found = self.known.dl(expression, direct=direct)
        behind = {name: [each.record for each in said] for name, said in found.statements.items()}
        parts = {part: named(getattr(found, part), behind) for part in ("equivalents", "subclasses", "superclasses")}
        cannot = [] if found.satisfiable else ["nothing can be an instance of it"]
        records = [each for said in behind.values() for each in said]
        notes = [*found.notes, *cannot, "which axioms a membership rests on: ask why", OPEN_WORLD]
        return Draft({"satisfiable": found.satisfiable, **parts}, records, notes)

    def _why(self, sub: str, sup: str) -> Draft:
        found = self.known.explain(sub, sup)
        if found.found and not isinstance(found, Missing):
            records = [each for block in found.explanations for line in block for each in line.records]
            return Draft({"follows": True, "argument": found.text}, records, [*found.notes], sorted(found.sources()))
        gap = self.known.explain(sub, sup, missing=True)
        return Draft({"follows": False, "told": found.text, "missing": gap.text}, (), [*gap.notes, OPEN_WORLD])

    def _condition(self, cells: str, medium: str, feeder: str, matrix: str) -> Draft:
        typed_in = Typed(cell=cells, medium=medium) if medium else Typed(text=cells)
        (found,) = self.known.culture.ask([replace(typed_in, feeder=feeder, matrix=matrix)])
        verdict = found.verdict
        about = {"outcome": found.outcome, "keeps_the_cells": verdict.keeps, "sentence": found.sentence}
        about |= {
            name: text
            for name, text in found.row().items()
            if text and name not in ("name", "outcome", "why", "papers")
        }
        records = [each.record for reason in verdict.reasons for each in reason.statements]
        against = [each.record for each in verdict.contradicting]
        unknown = [f"{word!r} is not understood" for word in found.recipe.unknown]
        undecided = ["no finding decides it: that is not a no"] * (found.outcome == UNDECIDED.word)
        papers = [source for reason in verdict.reasons for source in reason.sources]
        return Draft(about, [*records, *against], [*unknown, *undecided, *verdict.notes], papers)

    def _check_claim(self, sentence: str, subject: str, relation: str, object: str, context: list[str]) -> Draft:
        words = [sentence] if sentence else [subject, relation, object]
        if not all(each.strip() for each in words) or (sentence and (subject or relation or object)):
            raise LifontoError("give either a sentence, or subject, relation and object")
        if sentence and context:
            raise LifontoError("with a sentence, write the context into it: LIF activates STAT3 in mouse hepatocytes")
        try:
            found = self.known.claim(words, context)
        except (UnclearError, NotFound) as error:
            unknown = ["the claim was not understood, so nothing is said of whether it is so"]
            return Draft({"verdict": "unknown", "told": str(error)}, not_known=unknown)
        unread = found.understood["not understood"]
        notes = [f"not understood, so nothing is called supported: {', '.join(unread)}"] * bool(unread)
        bearing = {
            part: [each.statement for each in getattr(found, part)]
            for part in ("supporting", "contradicting", "unverified", "near")
        }
        about = {"verdict": found.verdict, "understood": found.understood, "follows": found.follows, **bearing}
        decides = [] if found.verdict in ("supported", "contradicted") else ["no verified statement decides the claim"]
        return Draft(about, [each for said in bearing.values() for each in said], [*notes, *decides])


def few(found: Table | str) -> Table | str:
    """Return what was *found*; raises LifontoError where it has more rows than an assistant can use."""
    if isinstance(found, Table) and len(found.rows) > MOST_ROWS:
        raise LifontoError(f"the answer has {len(found.rows)} rows, more than {MOST_ROWS}: add a LIMIT, or count")
    return found


def plain(cell: Any) -> Any:
    """Return a cell as JSON has it; what it has not, as text."""
    return cell if isinstance(cell, str | int | float | bool | None) else str(cell)


def named(terms: Iterable[Term], behind: dict[str, list[str]]) -> list[Json]:
    """Return *terms* with the statements behind each."""
    return [{"id": each.id, "label": each.label, "statements": behind.get(each.id, [])} for each in terms]
