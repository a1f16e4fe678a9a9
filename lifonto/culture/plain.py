"""An answer as plain values, for JSON."""

from __future__ import annotations

from typing import Any

from lifonto.culture.amounts import Amount
from lifonto.culture.gaps import Settling, Unless
from lifonto.culture.knowledge import Knowledge, Statement
from lifonto.culture.lexicon import Name
from lifonto.culture.reasons import Reason
from lifonto.culture.recipe import Part, Recipe
from lifonto.culture.telling import Telling
from lifonto.culture.verdict import Verdict

Json = dict[str, Any]


def plain(recipe: Recipe, verdict: Verdict, known: Knowledge) -> Json:
    """Return a *recipe* and the *verdict* on it; terms as their CURIE and label."""
    return {
        "name": recipe.typed.name,
        "asked": str(recipe.typed),
        "outcome": str(verdict.outcome),
        "outcomes": [str(each) for each in verdict.outcomes],
        "keeps": verdict.keeps,
        "strength": verdict.strength,
        "sentence": Telling(recipe, verdict, known).sentence(),
        "understood": [part(each, known) for each in recipe.parts],
        "unknown": list(recipe.unknown),
        "falls_under": [term(each, known) for each in verdict.falls_under],
        "because": [reason(each, known) for each in verdict.reasons],
        "too_weak": [reason(each, known) for each in verdict.hints],
        "contradicting": [statement(each) for each in verdict.contradicting],
        "missing": [[term(each, known) for each in extra] for extra in verdict.missing],
        "superfluous": [term(each, known) for each in verdict.superfluous],
        "unless": [unless(each, recipe, known) for each in verdict.unless],
        "settles": [settling(each, known) for each in verdict.settles],
        "notes": list(verdict.notes),
    }


def part(found: Part, known: Knowledge) -> Json:
    """Return how a word or words were understood."""
    return {
        "typed": found.typed,
        "role": found.role,
        "how": found.how,
        "term": term(found.term, known) if found.term else None,
        "amount": amount(found.amount) if found.amount else None,
        "absent": found.absent,
        "may_be": [named(each, known) for each in found.names if found.how == "ambiguous"],
        "nearest": [named(each, known) for each in found.names if found.how == "unknown"],
        "also": [named(each, known) for each in found.also],
        "set_aside": list(found.aside),
        "notes": list(found.notes),
    }


def amount(found: Amount) -> Json:
    """Return an amount."""
    return {"typed": found.typed, "least": found.least, "most": found.most, "unit": found.unit}


def named(name: Name, known: Knowledge) -> Json:
    """Return a name and the term that it stands for."""
    return {"name": name.written, **term(name.term, known)}


def term(iri: str, known: Knowledge) -> Json:
    """Return the term *iri* as its CURIE and label."""
    return {"id": known.prefixes.contract(iri), "label": known.call(iri)}


def reason(found: Reason, known: Knowledge) -> Json:
    """Return a rule with its statements and papers."""
    told = {"rule": term(found.rule, known), "says": found.says, "strength": found.strength, "comment": found.comment}
    return told | {"statements": [statement(each) for each in found.statements], "sources": list(found.sources)}


def statement(found: Statement) -> Json:
    """Return a statement with its papers."""
    told = {"record": found.record, "sentence": found.says, "standing": found.standing}
    return told | {"sources": list(found.sources)}


def unless(found: Unless, recipe: Recipe, known: Knowledge) -> Json:
    """Return what a word or an ingredient would have to be for another outcome."""
    what = found.what if found.what in recipe.unknown else known.call(found.what)
    return {"what": what, "kinds": [{"kind": term(kind, known), "outcome": str(then)} for kind, then in found.kinds]}


def settling(found: Settling, known: Knowledge) -> Json:
    """Return the facts that would decide, and what would follow."""
    facts = [{"aspect": each.aspect, "what": term(each.what, known)} for each in found.facts]
    return {"facts": facts, "outcome": str(found.outcome)}
