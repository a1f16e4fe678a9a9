"""Statements of the data as findings: the sentence, what deviates from the ordinary, context and sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sparql_server.pages.addresses import names
from sparql_server.pages.asking import ask, node
from sparql_server.pages.model.things import (
    Cited,
    Said,
    Thing,
    Told,
    cited,
    each_of,
    gathered,
    name_in,
    reference_properties,
    role,
    roles,
    texts,
    title_in,
    told_of,
)
from sparql_server.pages.model.vocabulary import LABELS, TYPE
from sparql_server.pages.shell import site

CONTEXT = ("species", "cell", "condition")
PARTS = ("subject", "relation", "object", *CONTEXT, "evidence")
NAMED = (*PARTS, "source")
PLAIN = ("theme", "standing", "standing_note", "context_note", "negated", "of_all_because", "other_source")
BY_STEPS = ("route", "sign")
LEADING = ("against", "steps")
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
    steps: tuple[str, ...] = ()
    theme: str = ""
    notes: dict[str, str] = field(default_factory=dict)

    @cached_property
    def state(self) -> str:
        """The state that its look tells."""
        return next((each.state for each in self.badges if each.state != "part"), ORDINARY)

    @cached_property
    def context(self) -> list[str]:
        """The species, cells and conditions it holds in, as few words as tell them."""
        return [joined([each.name for each in self.parts[name]]) for name in CONTEXT if self.parts.get(name)]

    @cached_property
    def is_settled(self) -> bool:
        """Whether its source was seen, and it was found to hold or not to."""
        return all(each.state not in {"open", "part", "inf"} for each in self.badges)


def joined(parts: list[str]) -> str:
    """Write *parts* in a row; many of them as the first two and a number."""
    return " and ".join(parts) if len(parts) < 3 else f"{parts[0]}, {parts[1]} and {len(parts) - 2} more"


def properties() -> list[str]:
    """Return the properties that are read of a statement."""
    return [*LABELS, TYPE, *roles(*NAMED, *PLAIN, *BY_STEPS, *LEADING)]


def findings_of(iris: Iterable[str]) -> list[Finding]:
    """Return the findings *iris*, in their order."""
    wanted = list(dict.fromkeys(iris))
    told = told_of(wanted, properties())
    return sorted(read(told), key=lambda each: wanted.index(each.iri))


def findings_with(*ends: str, thing: str) -> list[Finding]:
    """Return the findings that name *thing* in one of the roles *ends*, the settled ones first."""
    return read(told_with(*ends, thing=thing))


def told_with(*ends: str, thing: str) -> Told:
    """Return the properties of the statements that name *thing* in one of the roles *ends*."""
    places = [iri for end in ends if (iri := role(end))]
    if not (places and role("subject")):
        return {}
    named = " UNION ".join(f"{{ ?s {node(place)} {node(thing)} }}" for place in places)
    which = f"{{ SELECT DISTINCT ?s WHERE {{ {named} ?s {node(role('subject'))} ?any FILTER (isIRI(?s)) }} }}"
    return gathered(ask(f"SELECT ?s ?p ?o WHERE {{ {each_of(which, properties())} }}"))


def named_in(told: Told) -> set[str]:
    """Return the things that the statements *told* name."""
    keys = [role(name) for name in NAMED]
    values = (value for said in told.values() for key in keys for value in said.get(key, ()))
    return {value.text for value in values if value.is_iri}


def read(told: Told, about: Told | None = None) -> list[Finding]:
    """Make findings of what is *told* of statements, and *about* what they name; the settled ones first."""
    known = told_of(named_in(told), reference_properties()) if about is None else about
    keys = {name: role(name) for name in (*NAMED, *PLAIN, *BY_STEPS, *LEADING)}
    found = [one(iri, said, known, keys) for iri, said in told.items()]
    return sorted(found, key=lambda each: (not each.is_settled, -len(each.sources), each.iri))


def one(iri: str, said: Said, about: Told, keys: Mapping[str, str]) -> Finding:
    """Make the finding *iris* of what is *said* of it, and *about* what it names."""
    iris = {name: [each.text for each in said.get(keys[name], ()) if each.is_iri] for name in (*NAMED, *LEADING)}
    parts = {name: tuple(Thing(each, name_in(about, each)) for each in iris[name]) for name in PARTS if iris[name]}
    sources = [cited(about, each, site()) for each in iris["source"]]
    notes = {name: "; ".join(found) for name in (*PLAIN, *BY_STEPS) if (found := texts(said, keys[name]))}
    return Finding(
        iri,
        title_in(said) or by_steps(notes) or name_in({iri: said}, iri),
        tuple(badges(texts(said, TYPE), texts(said, keys["standing"]))),
        parts,
        tuple(sorted(sources, key=lambda each: (each.is_page, each.year, each.text))),
        tuple(Thing(each, names().short(each)) for each in iris["against"]),
        tuple(iris["steps"]),
        next(iter(texts(said, keys["theme"])), ""),
        notes,
    )


def by_steps(notes: Mapping[str, str]) -> str:
    """Say what follows from several findings: the way, and whether its end goes up or down."""
    sign = {"positive": ": raised in the end", "negative": ": lowered in the end"}.get(notes.get("sign", ""), "")
    return f"{notes['route']}{sign}" if notes.get("route") else ""


def badges(kinds: list[str], standings: list[str]) -> Iterator[Badge]:
    """Yield what deviates from the ordinary."""
    for name, (state, word) in site().badges.items():
        if name in standings or names().iri(name) in kinds:
            yield Badge(state, word)
