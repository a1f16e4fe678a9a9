"""Statements of the data as findings: the sentence, what deviates from the ordinary, context and sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sparql_server.pages.addresses import names
from sparql_server.pages.asking import ask, node, nodes
from sparql_server.pages.model.things import (
    LABELS,
    NOTHING,
    RDF_TYPE,
    Cited,
    Said,
    Thing,
    Told,
    cited,
    gathered,
    name_in,
    reference_properties,
    role,
    roles,
    texts,
    told_of,
)
from sparql_server.pages.shell import site

CONTEXT = ("species", "cell", "condition")
PARTS = ("subject", "relation", "object", *CONTEXT, "evidence")
NAMED = (*PARTS, "source")
PLAIN = ("theme", "standing", "standing_note", "context_note", "negated", "of_all_because", "other_source")
ORDINARY = "yes"


@dataclass(frozen=True)
class Badge:
    """What deviates from the ordinary: a state of the style sheet, and a word."""

    state: str
    word: str


@dataclass(frozen=True)
class Finding:
    """A statement as people read it; ``parts`` are the things that it names, by role."""

    iri: str
    text: str
    badges: tuple[Badge, ...] = ()
    parts: dict[str, tuple[Thing, ...]] = field(default_factory=dict)
    sources: tuple[Cited, ...] = ()
    against: tuple[Thing, ...] = ()
    theme: str = ""
    notes: dict[str, str] = field(default_factory=dict)

    @property
    def state(self) -> str:
        """The state that its look tells."""
        return next((each.state for each in self.badges if each.state != "part"), ORDINARY)

    @property
    def context(self) -> list[str]:
        """The species, cells and conditions it holds in, as few words as tell them."""
        return [joined([each.name for each in self.parts[name]]) for name in CONTEXT if self.parts.get(name)]

    @property
    def is_settled(self) -> bool:
        """Whether its source was seen, and it was found to hold or not to."""
        return all(each.state not in {"open", "part"} for each in self.badges)


def joined(parts: list[str]) -> str:
    """Write *parts* in a row; many of them as the first two and a number."""
    return " and ".join(parts) if len(parts) < 3 else f"{parts[0]}, {parts[1]} and {len(parts) - 2} more"


def properties() -> list[str]:
    """Return the properties that are read of a statement."""
    return [*LABELS, RDF_TYPE, *roles(*NAMED, *PLAIN, "against")]


def findings_of(iris: Iterable[str]) -> list[Finding]:
    """Return the findings *iris*, in their order."""
    wanted = list(dict.fromkeys(iris))
    return read(wanted, told_of(wanted, properties())) if wanted else []


def findings_with(*ends: str, thing: str) -> list[Finding]:
    """Return the findings that name *thing* in one of the roles *ends*, the settled ones first."""
    places = [iri for end in ends if (iri := role(end))]
    if not (places and role("subject")):
        return []
    found = ask(
        f"""SELECT ?s ?p ?o WHERE {{ {{ SELECT DISTINCT ?s WHERE {{ VALUES ?end {{ {nodes(places)} }}
        ?s ?end {node(thing)} ; {node(role("subject"))} [] FILTER (isIRI(?s)) }} }}
        VALUES ?p {{ {nodes(properties())} }} ?s ?p ?o }}"""
    )
    told = gathered(found)
    return sorted(read(list(told), told), key=lambda each: (not each.is_settled, -len(each.sources), each.iri))


def read(iris: list[str], told: Told) -> list[Finding]:
    """Make findings of what is *told* of *iris*, with the names of all that they name."""
    keys = {name: role(name) for name in (*NAMED, *PLAIN, "against")}
    named = {
        value.text
        for iri in iris
        for name in NAMED
        for value in told.get(iri, NOTHING).get(keys[name], ())
        if value.is_iri
    }
    about = told_of(named, reference_properties())
    return [one(iri, told[iri], about, keys) for iri in iris if iri in told]


def one(iri: str, said: Said, about: Told, keys: Mapping[str, str]) -> Finding:
    """Make the finding *iris* of what is *said* of it, and *about* what it names."""
    iris = {name: [each.text for each in said.get(keys[name], ()) if each.is_iri] for name in (*NAMED, "against")}
    parts = {name: tuple(Thing(each, name_in(about, each)) for each in iris[name]) for name in PARTS if iris[name]}
    sources = [cited(about, each, site()) for each in iris["source"]]
    notes = {name: "; ".join(found) for name in PLAIN if (found := texts(said, keys[name]))}
    return Finding(
        iri,
        name_in({iri: said}, iri),
        tuple(badges(texts(said, RDF_TYPE), texts(said, keys["standing"]))),
        parts,
        tuple(sorted(sources, key=lambda each: (each.is_page, each.year, each.text))),
        tuple(Thing(each, names().short(each)) for each in iris["against"]),
        next(iter(texts(said, keys["theme"])), ""),
        notes,
    )


def badges(kinds: list[str], standings: list[str]) -> Iterator[Badge]:
    """Yield what deviates from the ordinary."""
    for name, (state, word) in site().badges.items():
        if name in standings or names().iri(name) in kinds:
            yield Badge(state, word)
