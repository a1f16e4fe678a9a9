"""Axioms in plain English: sentences about things where Manchester syntax speaks of classes and relations.

A relation called ``enables`` is said as it is, ``part of`` with *is* before it, and a verb with a noun, ``has part``,
around its object: "has some nucleus as part".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from lifonto.reason.values.axioms import Axiom, Chain
from lifonto.reason.values.expressions import (
    Complement,
    DataRestriction,
    HasSelf,
    Inverse,
    Junction,
    Named,
    OneOf,
    Restriction,
)
from lifonto.reason.values.rendering import render
from lifonto.reason.values.vocabulary import NOTHING, THING

THINGS = "XYZUVW"
Name = Callable[[str], str]
PREPOSITIONS = {
    *("about", "at", "by", "during", "for", "from", "in", "into", "like", "of", "on", "through", "to", "via", "with"),
    "within",
}
ALL = Named(THING)
MODALS = {"can", "may", "must"}
AMOUNTS = {"some": "some", "only": "nothing but", "min": "at least", "max": "at most", "exactly": "exactly"}
ANYTHING = {"some": "something", "every": "everything", "no": "nothing", "any": "anything"}


def reading(axiom: Axiom, name: Name) -> str:
    """Return what *axiom* says in a sentence, or nothing where there is no plainer way than Manchester syntax."""
    parts: Any = axiom.parts
    match axiom.kind:
        case "SubClassOf":
            return inclusion(parts[0], parts[1], name)
        case "EquivalentClasses" if len(parts) == 2 and isinstance(parts[0], Named):
            return f"{name(parts[0].name)} is, by definition, {thing(parts[1], 'any', name)}"
        case "EquivalentClasses":
            return f"these are the same: {'; '.join(thing(each, 'any', name) for each in parts)}"
        case "DisjointClasses" if len(parts) == 2:
            return f"{thing(parts[0], 'no', name)} {predicate(parts[1], name)}"
        case "DisjointClasses":
            return f"nothing is more than one of these: {'; '.join(noun(each, name) for each in parts)}"
        case "ClassAssertion":
            kind, individual = parts
            true = f"is an instance of {name(kind.name)}" if isinstance(kind, Named) else predicate(kind, name)
            return f"{name(individual.name)} {true}"
        case "ObjectPropertyAssertion":
            return said(parts[0], name(parts[1].name), name(parts[2].name), name)
        case "SameIndividual" | "DifferentIndividuals":
            same = "the same" if axiom.kind == "SameIndividual" else "all different"
            return f"{listed(name(each.name) for each in parts)} are {same}"
    return rule(axiom.kind, parts, name)


def rule(kind: str, parts: Any, name: Name) -> str:
    """Return the sentence for an axiom about relations, or None where this *kind* has none."""
    match kind:
        case "SubObjectPropertyOf":
            links = parts[0].links if isinstance(parts[0], Chain) else parts[:1]
            pairs = zip(links, THINGS, THINGS[1:], strict=False)
            steps = " and ".join(said(link, one, other, name) for link, one, other in pairs)
            return f"where {steps}, {said(parts[1], 'X', THINGS[len(links)], name)}"
        case "ObjectPropertyDomain" | "DataPropertyDomain":
            return f"everything that {related(parts[0], 'something', name)} {predicate(parts[1], name)}"
        case "ObjectPropertyRange":
            return f"where {said(parts[0], 'X', 'Y', name)}, Y {predicate(parts[1], name)}"
        case "InverseObjectProperties":
            return f"where {said(parts[0], 'X', 'Y', name)}, {said(parts[1], 'Y', 'X', name)}"
        case "TransitiveObjectProperty":
            first, second, whole = (said(parts[0], one, other, name) for one, other in ("XY", "YZ", "XZ"))
            return f"where {first} and {second}, {whole}"
        case "SymmetricObjectProperty":
            return f"where {said(parts[0], 'X', 'Y', name)}, {said(parts[0], 'Y', 'X', name)}"
        case "FunctionalObjectProperty":
            return f"where {said(parts[0], 'X', 'Y', name)} and {said(parts[0], 'X', 'Z', name)}, Y and Z are the same"
    return ""


def inclusion(sub: Any, sup: Any, name: Name) -> str:
    """Say that everything in *sub* is in *sup*."""
    match sub, sup:
        case _, Named(iri) if iri == NOTHING:
            return f"{thing(sub, 'no', name)} can exist"
        case Named(one), Named(other) if THING not in (one, other):
            return f"{name(one)} is a kind of {name(other)}"
        case Named(), Complement(Named()):
            return f"{thing(sub, 'no', name)} {predicate(sup.operand, name)}"
    return f"{thing(sub, 'every', name)} {predicate(sup, name)}"


def predicate(expression: Any, name: Name) -> str:
    """Say what is true of each thing in *expression*: ``is a kind of protein``."""
    match expression:
        case Named(iri):
            return "cannot exist" if iri == NOTHING else f"is a kind of {name(iri)}"
        case Junction("and", operands):
            kinds = [f"of {each}" for each in labels(operands, name)]
            kind = [f"is a kind {listed(kinds)}"] if kinds else []
            return listed([*kind, *(predicate(each, name) for each in operands if not isinstance(each, Named))])
        case Junction("or", operands) if len(kinds := labels(operands, name)) == len(operands):
            return f"is a kind {listed((f'of {each}' for each in kinds), 'or')}"
        case Junction(_, operands):
            return f"either {listed((predicate(each, name) for each in operands), 'or')}"
        case Restriction(relation, quantifier, filler, number) | DataRestriction(relation, quantifier, filler, number):
            amount = AMOUNTS.get(quantifier, "") + (f" {number}" if number is not None else "")
            return related(relation, thing(filler, amount, name), name)
        case Complement(operand):
            return untrue(operand, name)
        case HasSelf(relation):
            return related(relation, "itself", name)
        case OneOf(individuals):
            return f"is {listed((name(each.name) for each in individuals), 'or')}"
    return f"is in {render(expression, name)}"


def untrue(expression: Any, name: Name) -> str:
    """Say that things are not in *expression*."""
    match expression:
        case Restriction(relation, "some", filler):
            return related(relation, thing(filler, "no", name), name)
        case Named(iri):
            return f"is not a kind of {name(iri)}"
    return f"is {thing(expression, 'no', name)}"


def thing(expression: Any, amount: str, name: Name) -> str:
    """Call what is in *expression*: ``some protein that enables some cytokine activity``; *amount* says how many."""
    match expression:
        case Named(iri) if iri == THING and amount in ANYTHING:
            return ANYTHING[amount]
        case Named(iri):
            return f"{amount} {'things' if iri == THING else name(iri)}".strip()
        case Junction("or", operands) if len(kinds := labels(operands, name)) == len(operands):
            return f"{amount} {listed(kinds, 'or')}"
        case Junction("and", operands):
            head = next((each for each in operands if isinstance(each, Named)), ALL)
            rest = tuple(each for each in operands if each != head)
            true = predicate(Junction("and", rest), name)
            if head != ALL:
                true = re.sub("^is a kind", "is also a kind", true)
            return f"{thing(head, amount, name)} that {true}"
        case Junction() | Restriction() | DataRestriction() | Complement() | HasSelf():
            return f"{ANYTHING.get(amount, f'{amount} things')} that {predicate(expression, name)}"
    return f"{amount} {render(expression, name)}".strip()


def noun(expression: Any, name: Name) -> str:
    """Call a class by its name, or else by what is true of each thing in it."""
    return name(expression.name) if isinstance(expression, Named) else predicate(expression, name)


def labels(expressions: Iterable[Any], name: Name) -> list[str]:
    """Return what those of *expressions* that are names are called."""
    return [name(each.name) for each in expressions if isinstance(each, Named)]


def said(relation: Any, one: str, other: str, name: Name) -> str:
    """Say that the thing *one* is so related to the thing *other*."""
    if isinstance(relation, Inverse):
        return said(relation.of, other, one, name)
    return f"{one} {related(relation, other, name)}"


def related(relation: Any, thing: str, name: Name) -> str:
    """Say what is true of something that is so related to the *thing*."""
    if isinstance(relation, Inverse):
        return f"is related to {thing} by the inverse of '{spoken(name(relation.of.name))}'"
    label, _, manner = spoken(name(relation.name)).partition(", ")
    first, *middle, last = (label if " " in label else f"{label} ").split(" ")
    end = f" ({manner})" if manner else ""
    is_verb = first in MODALS or (first.endswith("s") and not first.endswith("ss"))
    if is_verb and first not in MODALS and last not in {"", *PREPOSITIONS}:
        role = " ".join([*middle, last])
        if thing == "something":
            return f"{first} some {role}{end}"
        return f"{first} as {role} {thing}{end}" if " that " in thing else f"{first} {thing} as {role}{end}"
    verb = "" if is_verb or PREPOSITIONS.isdisjoint((first, last)) else "is "
    return f"{verb}{label} {thing}{end}"


def spoken(name: str) -> str:
    """Return the words in the *name* of a relation that has no label: ``part of`` for ``urn:x#partOf``."""
    word = re.split("[:/#]", name)[-1]
    return re.sub(r"_|(?<=[a-z])(?=[A-Z])", " ", word).lower() if re.fullmatch("[A-Za-z_]+", word) else name


def listed(parts: Iterable[str], word: str = "and") -> str:
    """Join *parts* as in a sentence."""
    *most, last = parts
    return f"{', '.join(most)} {word} {last}" if most else last
