"""What stands around a term: the classes above and below it, the way down to it, and what else points to it."""

from __future__ import annotations

from dataclasses import dataclass

from sparql_server.pages.asking import ask, node
from sparql_server.pages.model.place import longest
from sparql_server.pages.model.things import roles
from sparql_server.pages.model.vocabulary import BELOW, NOISE, OWL, RDF, TOPS, TYPE, within
from sparql_server.pages.shell import site

MOST_CHILDREN, MOST_POINTING, MOST_STEPS = 400, 300, 5000
PLAIN = (BELOW, *(f"{OWL}{each}" for each in ("equivalentClass", "annotatedSource", "annotatedTarget", "disjointWith")))
ENDS = ("subject", "object", "relation", "species", "cell", "condition", "evidence", "source", "against")


@dataclass(frozen=True)
class Around:
    """The IRIs around a term: each parent with whether it is stated, children, the way, and what points by relation."""

    parents: dict[str, bool]
    children: tuple[str, ...]
    way: tuple[str, ...]
    pointing: dict[str, tuple[str, ...]]

    @property
    def iris(self) -> list[str]:
        """All of them."""
        pointing = [each for relation, found in self.pointing.items() for each in (relation, *found)]
        return [*self.parents, *self.children, *self.way, *pointing]


def around(iri: str) -> Around:
    """Return what stands around *iri*."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in ask(query(node(iri))):
        if row.text("s") != iri or row.text("is") == "way":
            found.setdefault(row.text("is"), []).append((row.text("s"), row.text("x")))
    stated = {each for each, _ in found.get("stated", ())}
    parents = [each for kind in ("stated", "nearest") for each, _ in found.get(kind, ())]
    above: dict[str, list[str]] = {}
    for each, higher in found.get("way", ()):
        if higher not in NOISE:
            above.setdefault(each, []).append(higher)
    pointing: dict[str, list[str]] = {}
    for each, relation in found.get("points", ()):
        pointing.setdefault(relation, []).append(each)
    return Around(
        {each: each in stated or not site().direct for each in parents if each not in TOPS},
        tuple(dict.fromkeys(each for each, _ in found.get("child", ()))),
        tuple(longest(iri, above)),
        {relation: tuple(dict.fromkeys(each)) for relation, each in pointing.items()},
    )


def query(me: str) -> str:
    """Write the one query for all that is around *me*."""
    words = site()
    nearest = within(words.direct, f"{me} <{BELOW}> ?s")
    child = within(words.direct, f"?s <{BELOW}> {me}")
    way = within(words.direct, f"{me} <{BELOW}>* ?s . ?s <{BELOW}> ?x")
    hidden = ", ".join(map(node, [*PLAIN, *roles(*ENDS)]))
    parts = {
        "stated": (within(words.stated, f"{me} <{BELOW}> ?s"), MOST_STEPS),
        "nearest": (nearest, MOST_STEPS),
        "child": (f"{child} FILTER (isIRI(?s))", MOST_CHILDREN),
        "way": (f"{way} FILTER (isIRI(?s) && isIRI(?x))", MOST_STEPS),
        "points": (f"{points(me)} FILTER (isIRI(?s) && ?x NOT IN ({hidden}))", MOST_POINTING),
    }
    unions = (
        f"{{ SELECT DISTINCT ?s ?x ('{name}' AS ?is) WHERE {{ {pattern} }} LIMIT {most} }}"
        for name, (pattern, most) in parts.items()
    )
    return f"SELECT ?is ?s ?x WHERE {{ {' UNION '.join(unions)} FILTER (isIRI(?s)) }}"


def points(me: str) -> str:
    """Write the pattern of what points to *me*: the nearest links where there are such, else axioms and triples."""
    examples = f"{{ {within(site().stated, f'?s <{TYPE}> {me}')} BIND (<{TYPE}> AS ?x) }}"
    if direct := site().direct:
        return f"{{ {within(direct, f'?s ?x {me}')} }} UNION {examples}"
    some = f"?r <{OWL}someValuesFrom> {me} ; <{OWL}onProperty> ?x . "
    inside = f"?list <{RDF}first> ?r . ?all <{OWL}intersectionOf>/<{RDF}rest>* ?list . ?s <{OWL}equivalentClass> ?all"
    return f"{{ {some} ?s <{BELOW}>|<{OWL}equivalentClass> ?r }} UNION {{ {some} {inside} }} UNION {{ ?s ?x {me} }}"
