"""Answers to why: what was asked, each explanation with its evidence, each repair, and what the search left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from lifonto.ask.citations import Cited
from lifonto.ask.explanation import Line, lines, read
from lifonto.ask.frames import Framed
from lifonto.ask.layout import argument, missing, page, removal
from lifonto.ask.ontology import Ontology
from lifonto.ask.telling import Telling, Told
from lifonto.errors import Inconsistent
from lifonto.reason.explanation.argument import argue, disagreement
from lifonto.reason.explanation.contradiction import contradiction
from lifonto.reason.explanation.justification import Justification
from lifonto.reason.explanation.order import in_order
from lifonto.reason.queries.gap import gap
from lifonto.reason.values.expressions import Expression, Named
from lifonto.reason.values.rendering import render
from lifonto.reason.values.vocabulary import NOTHING

MOST_FORMS = 10
MORE = "there may be more explanations than these: --limit asks for more"
Block = tuple[Line, ...]


@dataclass(frozen=True)
class Answer(Cited, Framed):
    """Why something is so: ``asked`` by label, ``notes`` what was left out of the search, ``text`` for people.

    ``explanations`` are the axioms of each explanation, ``steps`` the arguments from them.
    """

    found: bool
    asked: dict[str, str]
    explanations: tuple[Block, ...]
    steps: tuple[Told, ...]
    repairs: tuple[Block, ...]
    notes: tuple[str, ...]
    text: str

    def __str__(self) -> str:
        return self.text

    def sources(self) -> set[str]:
        """Return the CURIEs of what its axioms cite."""
        return {source for block in (*self.explanations, *self.repairs) for line in block for source in line.sources}

    def rows(self) -> list[dict[str, str | int]]:
        """Return a row for each axiom of each explanation, or, where there is none, of each repair."""
        blocks = enumerate(self.explanations or self.repairs, 1)
        return [{"number": number, **row_of(line)} for number, block in blocks for line in block]


@dataclass(frozen=True)
class Missing(Cited, Framed):
    """Why something is not so: see ``gap``; ``found`` where it does not follow, and so something is missing."""

    found: bool
    asked: dict[str, str]
    nearest: tuple[str, ...]
    conjuncts: tuple[dict[str, str | bool], ...]
    excluded: bool
    notes: tuple[str, ...]
    text: str

    def __str__(self) -> str:
        return self.text

    def sources(self) -> set[str]:
        """Return nothing: what is missing has no citation."""
        return set()

    def rows(self) -> list[dict[str, str | bool]]:
        """Return a row for each part of the definition, and whether it is met."""
        return [*self.conjuncts]


def row_of(line: Line) -> dict[str, str]:
    """Return an axiom as a row; several values are parted by ``|``."""
    said = {"records": line.records, "statements": line.statements, "sources": line.sources}
    return {"axiom": line.axiom, "reading": line.reading, **{name: "|".join(each) for name, each in said.items()}}


def of_subclass(ontology: Ontology, sub: str, sup: str, limit: int, *, repair: bool = False) -> Answer:
    """Say why *sub* is a kind of *sup*, or, to *repair* it, which axioms to remove so that it no longer follows."""
    asked = {"sub": sub, "sup": sup}
    left, right = (read(each, ontology.index.find) for each in (sub, sup))
    search = ontology.explanations.repairs if repair else ontology.explanations.of_subclass
    found = search(left, right, limit)
    left_name, right_name = (called(ontology, each) for each in (left, right))
    if not found:
        told = f"it does not follow that {left_name} is a kind of {right_name}"
        return Answer(False, asked, (), (), (), notes(ontology), told + of_forms(ontology, left, right))
    if repair:
        blocks = written(ontology, found)
        title = f"So that {left_name} need not be a kind of {right_name}"
        return Answer(True, asked, (), (), blocks, notes(ontology), page(title, removals(blocks), "Remove"))
    steps = told_of(ontology, found, left, right)
    text = page(f"Why {left_name} is a kind of {right_name}", arguments(steps))
    return Answer(True, asked, written(ontology, found, left), steps, (), notes(ontology, len(found) == limit), text)


def of_forms(ontology: Ontology, sub: Expression, sup: Expression) -> str:
    """Say of which nearest subclasses of *sub* it follows that they are a kind of *sup*, or where else to look."""
    both: set[str] = set()
    with suppress(Inconsistent):
        both = {*ontology.base.ask(sub).subclasses} & {*ontology.base.ask(sup).subclasses}
    if not both:
        return "; `lifonto explain --not` says what is missing"
    forms = sorted(map(ontology.index.call, ontology.base.taxonomy.highest(both)))
    shown = [f"- {each}" for each in forms[:MOST_FORMS]]
    more = [f"- and {len(forms) - MOST_FORMS} more"] if len(forms) > MOST_FORMS else []
    return "\n".join([" as such; it follows of these forms (subclasses) of it:", *shown, *more])


def of_unsatisfiable(ontology: Ontology, sub: str, limit: int) -> Answer:
    """Say why *sub* can have no instances, and which axioms to remove so that it can."""
    asked, left = {"sub": sub}, read(sub, ontology.index.find)
    found = ontology.explanations.of_subclass(left, Named(NOTHING), limit)
    name = called(ontology, left)
    if not found:
        return Answer(False, asked, (), (), (), notes(ontology), f"nothing keeps {name} from having instances")
    mending = ontology.explanations.repairs(left, Named(NOTHING), limit)
    return contradictory(ontology, asked, f"Why {name} can have no instances", (found, mending), limit, left)


def of_contradictions(ontology: Ontology, limit: int) -> Answer:
    """Say what contradicts itself: the axioms, or else the class where the emptiness of others begins."""
    explanations = ontology.explanations
    try:
        taxonomy = ontology.reasoner.taxonomy(ontology.value)
    except Inconsistent:
        found = explanations.of_inconsistency(limit), explanations.repairs_of_inconsistency(limit)
        return contradictory(ontology, {}, "Why the axioms contradict each other, and nothing can be", found, limit)
    first = contradiction(ontology.value, taxonomy.unsatisfiable)
    if first is None:
        told = "the axioms do not contradict each other, and every class can have instances"
        return Answer(False, {}, (), (), (), (*notes(ontology), *taxonomy.notes), told)
    root, empty = Named(first.root), Named(NOTHING)
    found = explanations.of_subclass(root, empty, limit), explanations.repairs(root, empty, limit)
    title = f"Why {called(ontology, root)} can have no instances"
    if first.others:
        title += f"; nor, while it cannot, may {', '.join(called(ontology, Named(each)) for each in first.others)}"
    return contradictory(ontology, {"sub": ontology.index.call(first.root)}, title, found, limit, root)


def contradictory(
    ontology: Ontology,
    asked: dict[str, str],
    title: str,
    found: tuple[Sequence[Justification], Sequence[Justification]],
    limit: int,
    sub: Expression | None = None,
) -> Answer:
    """Put an answer together from the explanations and the repairs *found*."""
    why, mending = written(ontology, found[0], sub), written(ontology, found[1])
    steps = told_of(ontology, found[0], sub, Named(NOTHING))
    text = page(title, arguments(steps))
    if mending:
        text += "\n\n" + page("To mend it", removals(mending), "Remove")
    return Answer(True, asked, why, steps, mending, notes(ontology, len(found[0]) == limit), text)


def of_gap(ontology: Ontology, sub: str, sup: str) -> Missing:
    """Say what is missing for *sub* to be a kind of *sup*."""
    base = ontology.base
    left, right = (read(each, ontology.index.find) for each in (sub, sup))
    found = gap(base, left, right)
    names = [called(ontology, each) for each in (left, right)]
    told = [f"{names[0]} is a kind of {names[1]}: nothing is missing"]
    text = "\n".join(told if found.follows else missing(found, (names[0], names[1]), ontology.index.call))
    return Missing(
        not found.follows,
        {"sub": sub, "sup": sup},
        tuple(ontology.index.call(each) for each in found.nearest),
        tuple({"expression": render(each, ontology.index.call), "met": met} for each, met in found.conjuncts),
        found.excluded,
        tuple(dict.fromkeys([*ontology.value.notes, *base.taxonomy.notes])),
        text,
    )


def written(ontology: Ontology, found: Iterable[Justification], sub: Expression | None = None) -> tuple[Block, ...]:
    """Write the axioms of each of those *found* in the order of the argument about *sub*."""
    return tuple(lines(Justification(in_order(each.axioms, sub)), ontology) for each in found)


def told_of(
    ontology: Ontology, found: Iterable[Justification], sub: Expression | None, sup: Expression
) -> tuple[Told, ...]:
    """Tell the argument from each of those *found* that *sub* is in *sup*; without *sub*, that nothing can be."""
    telling = Telling(ontology)
    return tuple(
        telling.tell(disagreement(each.axioms) if sub is None else argue(each.axioms, sub, sup)) for each in found
    )


def arguments(steps: Iterable[Told]) -> list[Iterator[str]]:
    """Lay out each argument as lines."""
    return [argument(each.because) if each.because else iter(["  it takes no axiom"]) for each in steps]


def removals(blocks: Iterable[Block]) -> list[Iterator[str]]:
    """Lay out each repair as lines."""
    return [removal(each) for each in blocks]


def called(ontology: Ontology, expression: Expression) -> str:
    """Return what to call *expression* in a sentence."""
    name = ontology.index.call
    return name(expression.name) if isinstance(expression, Named) else render(expression, name)


def notes(ontology: Ontology, more: bool = False) -> tuple[str, ...]:
    """Return what was left out of a search, and whether there may be *more* to find."""
    return (*ontology.explanations.notes, *([MORE] if more else []))
