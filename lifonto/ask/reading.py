"""Rules about relations in words: what Manchester syntax says of a relation, said of things that are so related."""

from __future__ import annotations

from collections.abc import Callable

from lifonto.owl.expressions import Inverse, Named
from lifonto.owl.manchester import render
from lifonto.reason.ontology.axioms import AnyAxiom, Axiom, Chain

THINGS = "XYZUVW"
Name = Callable[[str], str]


def reading(axiom: AnyAxiom, name: Name) -> str:
    """Return what a rule about relations or disjoint classes says, or nothing where *axiom* is none."""
    if not isinstance(axiom, Axiom):
        return ""
    left, right = axiom.left, axiom.right[0]
    match axiom.word:
        case "SubPropertyOf":
            links = left.links if isinstance(left, Chain) else (left,)
            pairs = zip(links, THINGS, THINGS[1:], strict=False)
            steps = " and ".join(_said(link, one, other, name) for link, one, other in pairs)
            return f"where {steps}, {_said(right, 'X', THINGS[len(links)], name)}"
        case "Domain" | "Range":
            kind = render(right, name).strip("'")  # type: ignore[arg-type]
            return f"where {_said(left, 'X', 'Y', name)}, {'X' if axiom.word == 'Domain' else 'Y'} is a kind of {kind}"
        case "InverseOf":
            return f"where {_said(left, 'X', 'Y', name)}, {_said(right, 'Y', 'X', name)}"
        case "Characteristics:":
            return _characteristic(str(right), left, name)
        case "DisjointWith":
            return "nothing is both"
    return ""


def _characteristic(which: str, relation: object, name: Name) -> str:
    said = _said(relation, "X", "Y", name)
    match which:
        case "Transitive":
            return f"where {said} and {_said(relation, 'Y', 'Z', name)}, {_said(relation, 'X', 'Z', name)}"
        case "Symmetric":
            return f"where {said}, {_said(relation, 'Y', 'X', name)}"
    return ""


def _said(relation: object, one: str, other: str, name: Name) -> str:
    if isinstance(relation, Inverse):
        return _said(relation.of, other, one, name)
    assert isinstance(relation, Named)
    return f"{one} {render(relation, name)} {other}"
