"""What each kind of column states with owlready2: one small function a keyword.

A statement is the (subject, predicate, object) that owlready2 stored, which is what further annotations hang on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import owlready2 as owl

from lifonto.errors import TableError
from lifonto.owl.constructs import to_owlready
from lifonto.owl.names import Names
from lifonto.owl.worlds import specialise
from lifonto.reason.values.manchester import parse, parse_chain
from lifonto.tables.columns import Column
from lifonto.tables.mistakes import meant
from lifonto.tables.rows import Cell

Statement = tuple[Any, Any, Any]

CHARACTERISTICS = {
    "functional": owl.FunctionalProperty,
    "inverse functional": owl.InverseFunctionalProperty,
    "transitive": owl.TransitiveProperty,
    "symmetric": owl.SymmetricProperty,
    "asymmetric": owl.AsymmetricProperty,
    "reflexive": owl.ReflexiveProperty,
    "irreflexive": owl.IrreflexiveProperty,
}
TRUTH = {"true": True, "false": False}
DATATYPES: dict[str, Callable[[str], Any]] = {
    "xsd:boolean": TRUTH.__getitem__,
    "xsd:decimal": float,
    "xsd:integer": int,
    "xsd:string": str,
}


def state(subject: Any, column: Column, value: str, names: Names) -> list[Statement]:
    """State *value* of *subject* as *column* says, and return what was stated and may be annotated."""
    act = STATE.get(column.keyword)
    return act(subject, column, value, names) if act else []


def annotate(stated: Iterable[Statement], cell: Cell, names: Names) -> None:
    """Annotate each of the axioms *stated* with the values of *cell*."""
    for value in cell.values:
        content, relation = literal(cell.column, value, names), names.find(cell.column.argument)
        for statement in stated:
            if content not in relation[statement]:
                relation[statement].append(content)


def literal(column: Column, value: str, names: Names) -> Any:
    """Read *value* as its column says: an entity, a typed value, a text in a language, or a plain text."""
    if column.keyword == "AI":
        return names.find(value)  # so a citation must be in the table of references
    if column.keyword == "AT":
        return typed(column.datatype, value)
    return owl.locstr(value, column.lang) if column.lang else value


def typed(datatype: str, value: str) -> Any:
    """Read *value* as *datatype*; raises TableError where it is not one."""
    if datatype not in DATATYPES:
        raise TableError(f"unknown datatype {datatype!r}{meant(datatype, DATATYPES)}")
    try:
        return DATATYPES[datatype](value)
    except KeyError:
        raise TableError(f"{value!r} is not an {datatype}: write true or false") from None
    except ValueError:
        raise TableError(f"{value!r} is not an {datatype}") from None


def expression(value: str, names: Names) -> Any:
    """Build the class expression written in Manchester syntax."""
    return to_owlready(parse(value, lambda name: names.find(name).iri), lambda iri: names.ontology.world[iri])


def subclass_of(subject: Any, column: Column, value: str, names: Names) -> list[Statement]:
    parent = expression(value, names)
    if parent is subject:
        raise TableError(f"{value} would be its own superclass")
    return [(subject, owl.rdfs_subclassof, specialise(subject, parent))]


def equivalent_to(subject: Any, column: Column, value: str, names: Names) -> list[Statement]:
    definition = expression(value, names)
    subject.equivalent_to.append(definition)
    return [(subject, owl.owl_equivalentclass, definition)]


def disjoint_with(subject: Any, column: Column, value: str, names: Names) -> list[Statement]:
    other = names.find(value) if value in names.labels else expression(value, names)
    if isinstance(other, owl.ThingClass):
        with names.ontology:
            owl.AllDisjoint([subject, other])
    else:  # owlready2 knows disjointness of named classes only; this says the same
        specialise(subject, owl.Not(other))
    return []


def annotation(subject: Any, column: Column, value: str, names: Names) -> list[Statement]:
    relation, content = names.find(column.argument), literal(column, value, names)
    if content in relation[subject]:
        raise TableError(f"{value!r} stands twice")
    relation[subject].append(content)
    return [(subject, relation, content)]


def subproperty_of(subject: Any, column: Column, value: str, names: Names) -> list[Statement]:
    parent = names.find(value.strip("'"))
    subject.is_a.append(parent)
    return [(subject, owl.rdfs_subpropertyof, parent)]


def inverse_of(subject: Any, column: Column, value: str, names: Names) -> list[Statement]:
    subject.inverse_property = names.find(value.strip("'"))
    return []


def domain(subject: Any, column: Column, value: str, names: Names) -> list[Statement]:
    subject.domain.append(expression(value, names))
    return []


def range_(subject: Any, column: Column, value: str, names: Names) -> list[Statement]:
    subject.range.append(expression(value, names))
    return []


def characteristic(subject: Any, column: Column, value: str, names: Names) -> list[Statement]:
    if value not in CHARACTERISTICS:
        raise TableError(f"unknown characteristic {value!r}{meant(value, CHARACTERISTICS)}")
    subject.is_a.append(CHARACTERISTICS[value])
    return []


def chain(subject: Any, column: Column, value: str, names: Names) -> list[Statement]:
    links = parse_chain(value, lambda name: names.find(name).iri)
    subject.property_chain.append(owl.PropertyChain([names.ontology.world[link] for link in links]))
    return []


STATE: dict[str, Callable[[Any, Column, str, Names], list[Statement]]] = {
    "SC": subclass_of,
    "EC": equivalent_to,
    "DC": disjoint_with,
    "A": annotation,
    "AT": annotation,
    "AL": annotation,
    "AI": annotation,
    "UNIVERSAL": annotation,
    "SP": subproperty_of,
    "IP": inverse_of,
    "DOMAIN": domain,
    "RANGE": range_,
    "CHARACTERISTIC": characteristic,
    "CHAIN": chain,
}
