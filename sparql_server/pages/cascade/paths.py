"""How one thing reaches another: steps that share species and cell, each a finding; guesses where somebody asks."""

from __future__ import annotations

from dataclasses import dataclass

from lifonto.finding.called import TERMS
from lifonto.finding.find import find
from lifonto.finding.index import Hit
from sparql_server.pages.addresses import names
from sparql_server.pages.asking import Row, ask, node, nodes
from sparql_server.pages.finding.keeper import index
from sparql_server.pages.model.findings import Finding, findings_of
from sparql_server.pages.model.things import name_all, role
from sparql_server.picture import Picture

MOST = 5  # paths
NEAR = 6  # names offered


@dataclass(frozen=True)
class End:
    """An end of a path: what was asked for, the terms it may be, its name, and what is near where it is none."""

    asked: str
    terms: tuple[str, ...] = ()
    name: str = ""
    near: tuple[Hit, ...] = ()


@dataclass(frozen=True)
class Step:
    """A step from one thing to the next, and the finding that it is; it ``raises`` or lowers."""

    subject: str
    object: str
    raises: bool
    finding: Finding


@dataclass(frozen=True)
class Path:
    """Steps in a row, whether they raise in the end, whether others say the opposite, and whether it is a guess."""

    steps: tuple[Step, ...]
    sign: str
    opposed: bool = False
    is_guess: bool = False
    context: tuple[str, ...] = ()


def end(asked: str, picture: Picture) -> End:
    """Return what is meant by *asked*: a box of the picture, or a term by its name or identifier."""
    text = " ".join(asked.split())[:200]
    for box in picture.boxes:
        if text.casefold() == box.name.casefold():
            return End(text, tuple(names().iri(each) for each in box.terms), box.name)
    found = find(index(), text, NEAR)
    hits = tuple(hit for hit in found.hits if hit.folder == TERMS)
    if hits and not found.in_part and not found.read_as:
        boxes = [box for box in picture.boxes if hits[0].iri in map(names().iri, box.terms)]
        terms = [hits[0].iri, *(names().iri(each) for box in boxes for each in box.terms)]
        return End(text, tuple(dict.fromkeys(terms)), boxes[0].name if boxes else hits[0].name)
    return End(text, near=hits)


def paths(start: End, goal: End, picture: Picture, *, with_guesses: bool) -> list[Path]:
    """Return the ways from *start* to *goal*, the shortest first: findings, net effects, and guesses if wanted."""
    found = direct(start, goal, picture) + along(start, goal, picture)
    if with_guesses and not found:
        found = along(start, goal, picture, guesses=True)
    return sorted(found, key=lambda each: len(each.steps))[:MOST]


def direct(start: End, goal: End, picture: Picture) -> list[Path]:
    """Return the findings that say it in one step; those with the same ends and sign are one path each."""
    raising, lowering = ([names().iri(each) for each in picture.marks.get(mark, ())] for mark in ("raises", "lowers"))
    holds = names().iri(picture.kinds[0])
    rows = ask(
        f"""SELECT DISTINCT ?st ?p {{ VALUES ?s {{ {nodes(start.terms)} }} VALUES ?o {{ {nodes(goal.terms)} }}
        VALUES ?p {{ {nodes(raising + lowering)} }} ?st {node(role("subject"))} ?s ; {node(role("relation"))} ?p ;
        {node(role("object"))} ?o ; {node(role("standing"))} "verified" ; a {node(holds)} }} ORDER BY ?st"""
    )
    raises = {row.text("st"): row.text("p") in raising for row in rows}
    steps = [Step(start.name, goal.name, raises[each.iri], each) for each in findings_of(raises)]
    return [
        Path((each,), "positive" if each.raises else "negative", context=tuple(each.finding.context)) for each in steps
    ]


def along(start: End, goal: End, picture: Picture, *, guesses: bool = False) -> list[Path]:
    """Return the net effects of *start* on *goal*, each with the steps that bear it."""
    says = {name: node(names().iri(curie)) for name, curie in picture.effects.items()}
    if not says:
        return []
    pattern = f"""?effect a {says["guess" if guesses else "kind"]} ; {node(role("subject"))} ?s ;
      {node(role("object"))} ?o ; {says["sign"]} ?sign ; {says["opposed"]} ?opposed ; {says["borne_by"]} ?st ."""
    pattern = f"GRAPH {says['guesses']} {{ {pattern} }}" if guesses else pattern
    context = (
        ""
        if guesses
        else " ".join(f"OPTIONAL {{ ?effect {node(role(name))} ?{name} }}" for name in ("species", "cell"))
    )
    rows = ask(
        f"""SELECT DISTINCT ?effect ?s ?o ?sign ?opposed ?st ?from ?to ?p ?species ?cell {{
        VALUES ?s {{ {nodes(start.terms)} }} VALUES ?o {{ {nodes(goal.terms)} }} {pattern} {context}
        ?st {node(role("subject"))} ?from ; {node(role("relation"))} ?p ; {node(role("object"))} ?to }}"""
    )
    by_effect: dict[str, list[Row]] = {}
    for row in rows:
        by_effect.setdefault(row.text("effect"), []).append(row)
    made = (path(each, picture, is_guess=guesses) for each in by_effect.values())
    return [each for each in made if each.steps]


def path(rows: list[Row], picture: Picture, *, is_guess: bool) -> Path:
    """Put the statements of one effect in their order."""
    lowering = {names().iri(each) for each in picture.marks.get("lowers", ())}
    found = {each.iri: each for each in findings_of(row.text("st") for row in rows)}
    named = name_all([row.text(key) for row in rows for key in ("from", "to", "species", "cell") if row.text(key)])
    short = {names().iri(term): box.name for box in picture.boxes for term in box.terms}
    call = {iri: short.get(iri, name) for iri, name in named.items()}
    at, goal, steps = rows[0].text("s"), rows[0].text("o"), list[Step]()
    by_start: dict[str, list[Row]] = {}
    for row in rows:
        by_start.setdefault(row.text("from"), []).append(row)
    for chain in chains(at, goal, by_start, ()):
        steps = [
            Step(call[row.text("from")], call[row.text("to")], row.text("p") not in lowering, found[row.text("st")])
            for row in chain
        ]
        break
    context = tuple(dict.fromkeys(call[row.text(key)] for key in ("species", "cell") for row in rows if row.text(key)))
    first = rows[0]
    return Path(tuple(steps), first.text("sign"), first.text("opposed") == "true", is_guess, context)


def chains(at: str, goal: str, by_start: dict[str, list[Row]], passed: tuple[Row, ...]) -> list[tuple[Row, ...]]:
    """Return the ways from *at* to *goal* that use every statement once, over rows by where they begin."""
    if at == goal and passed:
        return [passed]
    been = {row.text("from") for row in passed}
    return [
        way
        for row in by_start.get(at, ())
        if row.text("to") not in been and row.text("st") not in {each.text("st") for each in passed}
        for way in chains(row.text("to"), goal, by_start, (*passed, row))
    ][:1]
