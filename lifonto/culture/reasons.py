"""Reasons: the rules that a condition falls under, with the verified statements and papers that they rest on."""

from __future__ import annotations

from dataclasses import dataclass

from lifonto.culture.condition import Condition
from lifonto.culture.judgement import Judgement
from lifonto.culture.knowledge import Statement
from lifonto.culture.signature import Signature
from lifonto.recipes import DECIDING, Entry

VERIFIED = "verified"


@dataclass(frozen=True)
class Reason:
    """A rule: its class, what it is called, how strong its sources are, its comment, statements and papers."""

    rule: str
    says: str
    strength: str
    statements: tuple[Statement, ...]
    sources: tuple[str, ...]
    comment: str = ""


def decides(rule: Entry) -> bool:
    """Tell whether the sources of *rule* are strong enough for a verdict."""
    return rule.one("strength") in DECIDING


def reason(judgement: Judgement, rule: Entry) -> Reason:
    """Return *rule* with its statements: of one that decides the verified ones alone."""
    told = judgement.known.cited(rule.says("rests on"))
    told = [each for each in told if each.standing == VERIFIED or not decides(rule)]
    return Reason(rule.id, rule.name, rule.one("strength"), tuple(told), rule.says("source"), rule.one("comment"))


def rules(judgement: Judgement, signature: Signature) -> list[Entry]:
    """Return the rules that *signature* falls under, the strongest first."""
    found = [judgement.known.bench["rules"][each] for each in judgement.rules(signature)]
    return sorted(found, key=lambda rule: ([*DECIDING, rule.one("strength")].index(rule.one("strength")), rule.name))


def deciding(judgement: Judgement, signature: Signature) -> tuple[Reason, ...]:
    """Return the rules that decide what becomes of *signature*."""
    return tuple(reason(judgement, each) for each in rules(judgement, signature) if decides(each))


def hints(judgement: Judgement, signature: Signature) -> tuple[Reason, ...]:
    """Return the rules that speak of *signature* and whose sources are too weak to decide."""
    return tuple(reason(judgement, each) for each in rules(judgement, signature) if not decides(each))


def strength(judgement: Judgement, signature: Signature) -> str:
    """Return how strong the strongest of the deciding rules is, or nothing."""
    return next((each.one("strength") for each in rules(judgement, signature) if decides(each)), "")


def falls_under(condition: Condition, judgement: Judgement, signature: Signature) -> tuple[str, ...]:
    """Return the deciding rules and then the published conditions that *condition* falls under."""
    named = signature.by_name(condition, judgement.known)
    found = judgement.of([named])[named]
    published = (each for each in judgement.known.bench["conditions"] if each in found)
    return tuple(each.id for each in rules(judgement, signature) if decides(each)) + tuple(published)


def contradicting(judgement: Judgement, signature: Signature) -> tuple[Statement, ...]:
    """Return the statements that say otherwise than the rules that *signature* falls under."""
    known = judgement.known
    found = [name for rule in rules(judgement, signature) for name in rule.says("against")]
    return tuple(known.cited(dict.fromkeys(found)))


def notes(condition: Condition, signature: Signature, judgement: Judgement) -> tuple[str, ...]:
    """Return what a reader should know beside the verdict."""
    known = judgement.known
    told = [rule.one("comment") for rule in rules(judgement, signature) if rule.one("comment")]
    if signature.strain and not condition.strain and deciding(judgement, signature):
        told.append(f"No strain was said: taken as {known.call(signature.strain)}.")
    line = known.bench["cell_lines"].get(condition.line or "")
    if line is not None and line.one("standing"):
        told.append(f"That {line.name} is of this kind was seen as a name, and not read in a source.")
    told += [f"{known.call(each)}: {known.bench['media'][each].one('comment')}" for each in signature.media]
    return tuple(dict.fromkeys(told))
