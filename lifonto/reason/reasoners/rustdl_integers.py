"""Workarounds for faults of rustdl 0.4.42 with integers: axioms that add nothing to an ontology."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from lifonto.reason.values.axioms import Axiom, Part
from lifonto.reason.values.expressions import DataRestriction, Expression, Facets, Junction, Literal, Named
from lifonto.reason.values.vocabulary import NOTHING, XSD

FEW = 20  # integers that are told one by one
Limits = tuple[float, float]
ALL = (-math.inf, math.inf)
INTEGERS = {  # the integer datatypes, with their least and greatest values
    "integer": (-math.inf, math.inf),
    "nonNegativeInteger": (0, math.inf),
    "positiveInteger": (1, math.inf),
    "nonPositiveInteger": (-math.inf, 0),
    "negativeInteger": (-math.inf, -1),
    **{name: (-(2**bits), 2**bits - 1) for name, bits in (("long", 63), ("int", 31), ("short", 15), ("byte", 7))},
    **{f"unsigned{name}": (0, 2**bits - 1) for name, bits in (("Long", 64), ("Int", 32), ("Short", 16), ("Byte", 8))},
}


def workarounds(said: Iterable[DataRestriction], axioms: Iterable[Axiom]) -> Iterator[Axiom]:
    """Say which integers are within limits, those of *said* and the ranges that *axioms* state, or that none is.

    rustdl believes that there is an integer greater than 17 and less than 18, from 18 up to 17, and one other than 0 of
    a property with the ranges ``xsd:nonNegativeInteger`` and ``xsd:nonPositiveInteger``.
    """
    ranges: defaultdict[Part, list[Limits]] = defaultdict(list)
    for axiom in axioms:
        if axiom.kind == "DataPropertyRange" and (found := limits(axiom.parts[1])):
            ranges[axiom.parts[0]].append(found)
    yield from (
        Axiom("DataPropertyRange", (relation, between(*common(each)))) for relation, each in ranges.items() if each[1:]
    )
    for each in said:
        if each.quantifier == "some" and (found := limits(each.filler)):
            yield from within(each, *common([found, *ranges[each.relation]]))


def within(said: DataRestriction, least: float, greatest: float) -> Iterator[Axiom]:
    """Say that what has *said*, an integer, has one from *least* to *greatest*."""
    if least > greatest:
        yield Axiom("SubClassOf", (said, Named(NOTHING)))
        return
    closed = DataRestriction(said.relation, "some", between(least, greatest))
    if closed != said:
        yield from (Axiom("SubClassOf", two) for two in ((said, closed), (closed, said)))
    if greatest - least < FEW:
        values = (whole(number) for number in range(int(least), int(greatest) + 1))
        each: tuple[Expression, ...] = tuple(DataRestriction(said.relation, "value", value) for value in values)
        yield Axiom("SubClassOf", (said, Junction("or", each) if len(each) > 1 else each[0]))


def limits(range_: Part) -> Limits | None:
    """Return the least and the greatest integer in *range_*, or None where it is of another kind."""
    datatype = range_.datatype if isinstance(range_, Facets) else range_
    name = datatype.name.removeprefix(XSD) if isinstance(datatype, Named) else ""
    if name not in INTEGERS:
        return None
    found = [INTEGERS[name]]
    for facet, value in range_.limits if isinstance(range_, Facets) else ():
        if not is_whole(value) or (limit := limit_of(facet.removeprefix(XSD), int(value.text))) is None:
            return None
        found.append(limit)
    return common(found)


def limit_of(facet: str, end: int) -> Limits | None:
    """Return the least and the greatest integer that *facet* leaves, or None where it is of another kind."""
    return {
        "minInclusive": (end, math.inf),
        "minExclusive": (end + 1, math.inf),
        "maxInclusive": (-math.inf, end),
        "maxExclusive": (-math.inf, end - 1),
    }.get(facet)


def common(some: Iterable[Limits]) -> Limits:
    """Return the limits within all of *some*."""
    least, greatest = zip(ALL, *some, strict=True)
    return max(least), min(greatest)


def between(least: float, greatest: float) -> Facets | Named:
    """Return the integers from *least* to *greatest*."""
    ends = (("minInclusive", least), ("maxInclusive", greatest))
    told = tuple((f"{XSD}{word}", whole(end)) for word, end in ends if math.isfinite(end))
    return Facets(Named(f"{XSD}integer"), told) if told else Named(f"{XSD}integer")


def whole(number: float) -> Literal:
    """Return an integer as a literal."""
    return Literal(str(int(number)), f"{XSD}integer")


def is_whole(value: Literal) -> bool:
    """Tell whether *value* is an integer by its datatype and its text."""
    return value.datatype.removeprefix(XSD) in INTEGERS and bool(re.fullmatch(r"\s*[+-]?[0-9]+\s*", value.text))
