"""What points to a term: by relations between classes, or by plain triples."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sparql_server.pages.asking import ask, node
from sparql_server.pages.model.parents import BELOW, TYPE, within
from sparql_server.pages.model.things import Thing, name_all, roles
from sparql_server.pages.shell import site

OWL, RDF = "http://www.w3.org/2002/07/owl#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
MOST = 300
ENDS = ("subject", "object", "relation", "species", "cell", "condition", "evidence", "source", "against")
PLAIN = (BELOW, f"{OWL}equivalentClass", f"{OWL}annotatedSource", f"{OWL}annotatedTarget", f"{OWL}disjointWith")


@dataclass(frozen=True)
class Pointing:
    """Things that are in one relation to a term."""

    name: str
    things: tuple[Thing, ...]


def pointing(iri: str) -> list[Pointing]:
    """Return what points to *iri*, by relation, the largest group first."""
    me = node(iri)
    restricted = f"?s <{BELOW}>|<{OWL}equivalentClass> ?r . ?r <{OWL}someValuesFrom> {me} ; <{OWL}onProperty> ?p"
    within_and = f"<{OWL}equivalentClass>/<{OWL}intersectionOf>/<{RDF}rest>*/<{RDF}first>"
    defined = f"?s {within_and} ?r . ?r <{OWL}someValuesFrom> {me} ; <{OWL}onProperty> ?p"
    hidden = [*PLAIN, *roles(*ENDS)]
    if site().direct:
        pattern = f"{{ {within(site().direct, f'?s ?p {me}')} }} UNION {{ {me} ^<{TYPE}> ?s BIND (<{TYPE}> AS ?p) }}"
    else:
        pattern = f"{{ {restricted} }} UNION {{ {defined} }} UNION {{ ?s ?p {me} }}"
    rows = ask(
        f"""SELECT DISTINCT ?s ?p WHERE {{ {pattern}
        FILTER (isIRI(?s) && isIRI(?p) && ?s != {me} && ?p NOT IN ({", ".join(map(node, hidden))})) }} LIMIT {MOST}"""
    )
    groups: dict[str, list[str]] = {}
    for row in rows:
        groups.setdefault(row.text("p"), []).append(row.text("s"))
    called = name_all([*groups, *(each for group in groups.values() for each in group)])
    made = [Pointing(phrase(called[p], p), in_order(Thing(s, called[s]) for s in group)) for p, group in groups.items()]
    return sorted(made, key=lambda each: (-len(each.things), each.name))


def in_order(things: Iterable[Thing]) -> tuple[Thing, ...]:
    """Return *things* by name."""
    return tuple(sorted(things, key=lambda each: each.name.casefold()))


def phrase(name: str, relation: str) -> str:
    """Write a relation as what it says of the things that are listed."""
    return "examples of it" if relation == TYPE else f"{name} it"
