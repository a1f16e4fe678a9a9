"""A term as people ask about it: what it is called, what it is, what was found about it, what points to it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from sparql_server.pages.addresses import is_web, names
from sparql_server.pages.asking import Value
from sparql_server.pages.model.around import Around
from sparql_server.pages.model.entries import Fact, Other, Parent, Pointing, Theme
from sparql_server.pages.model.findings import Finding
from sparql_server.pages.model.sentences import Sentence
from sparql_server.pages.model.things import (
    Said,
    Thing,
    Told,
    name_in,
    texts,
)
from sparql_server.pages.model.vocabulary import (
    DEFINITIONS,
    DEPRECATED,
    ELSEWHERE,
    GLOSSES,
    HIDDEN,
    NOISE,
    OWL,
    RDFS,
    RELATED,
    REPLACED_BY,
    SORTS,
    SYNONYMS,
    TYPE,
)
from sparql_server.pages.shell import site

MOST_SENTENCES, MOST_CRUMBS = 60, 4


@dataclass(frozen=True)
class Term:
    """All that the page of a term shows, read from what the data say of it (``said``) and what they call things."""

    iri: str
    said: Said
    around: Around
    known: Told
    sentences: tuple[Sentence, ...]
    findings: tuple[Finding, ...]

    def thing(self, iri: str) -> Thing:
        """Return *iri* with its name."""
        return Thing(iri, name_in(self.known, iri))

    def things(self, *iris: str) -> tuple[Thing, ...]:
        """Return *iris* with their names, by name."""
        return tuple(sorted(map(self.thing, iris), key=lambda each: each.name.casefold()))

    @cached_property
    def name(self) -> str:
        """What it is called."""
        return name_in(self.known, self.iri)

    @cached_property
    def sort(self) -> str:
        """What sort of thing it is, in a word or two."""
        types = texts(self.said, TYPE)
        found = next((SORTS[each] for each in types if each in SORTS), "")
        if found or any(each.startswith((OWL, RDFS)) for each in types):
            return found or min((each.name for each in self.parents), key=len, default="class")
        return "; ".join(sorted((self.thing(each).name for each in types if each not in NOISE), key=len)[:2])

    @cached_property
    def definition(self) -> str:
        """What it is, in words."""
        return self.first(*DEFINITIONS) or self.first(*GLOSSES)

    @cached_property
    def gloss(self) -> str:
        """What more is said of it in words."""
        return self.first(*GLOSSES) if self.first(*DEFINITIONS) else ""

    @cached_property
    def synonyms(self) -> tuple[str, ...]:
        """The other names, short ones first."""
        return self.all(*SYNONYMS)

    @cached_property
    def related(self) -> tuple[str, ...]:
        """Names of something near."""
        return self.all(*RELATED)

    @cached_property
    def obsolete(self) -> bool:
        """Whether it is no longer used."""
        return "true" in texts(self.said, DEPRECATED)

    @cached_property
    def replaced_by(self) -> tuple[Thing, ...]:
        """What is used in its place."""
        return self.things(*iris_in(self.said, REPLACED_BY))

    @cached_property
    def parents(self) -> list[Parent]:
        """The nearest classes above, the stated ones first."""
        found = [Parent(each, name_in(self.known, each), stated) for each, stated in self.around.parents.items()]
        return sorted(found, key=lambda each: (not each.stated, each.name.casefold()))

    @cached_property
    def children(self) -> tuple[Thing, ...]:
        """The nearest classes below."""
        return self.things(*self.around.children)

    @cached_property
    def trail(self) -> list[Thing]:
        """The last steps of the way down to it."""
        return [self.thing(each) for each in self.around.way[-MOST_CRUMBS:]]

    @cached_property
    def pointing(self) -> list[Pointing]:
        """What points to it, the largest groups first."""
        called = {each: "examples" if each == TYPE else self.thing(each).name for each in self.around.pointing}
        found = [Pointing(called[each], self.things(*group)) for each, group in self.around.pointing.items()]
        return sorted(found, key=lambda each: (-len(each.things), each.name))

    @cached_property
    def meanings(self) -> list[Sentence]:
        """The definitions that the reasoner works with, in words."""
        return [each for each in self.sentences if each.kind == "EquivalentClasses"]

    @cached_property
    def traits(self) -> list[Sentence]:
        """What is true of every one, in words."""
        return [each for each in self.sentences if each.kind == "SubClassOf"][:MOST_SENTENCES]

    @cached_property
    def elsewhere(self) -> list[Other]:
        """The entries in other resources, by how they match."""
        pairs = [(how, value) for each, how in ELSEWHERE.items() for value in self.said.get(each, ())]
        found = {(value.text, how): Other(how, identifier(value), place(value)) for how, value in pairs}
        return sorted(found.values(), key=lambda each: (ORDER.index(each.how), each.text))

    @cached_property
    def facts(self) -> list[Fact]:
        """What else is said, by property."""
        found = []
        for each, values in facts_in(self.said).items():
            linked = self.things(*(value.text for value in values if value.is_iri))
            found.append(
                Fact(
                    self.thing(each),
                    each in self.known,
                    linked,
                    tuple(value.text for value in values if not value.is_iri),
                )
            )
        return sorted(found, key=lambda each: each.property.name.casefold())

    @cached_property
    def mine(self) -> list[Finding]:
        """The findings that it is the subject of."""
        return [each for each in self.findings if self.iri in {part.iri for part in each.parts.get("subject", ())}]

    @cached_property
    def naming(self) -> list[Finding]:
        """The findings that name it otherwise."""
        mine = {each.iri for each in self.mine}
        return [each for each in self.findings if each.iri not in mine]

    @cached_property
    def themes(self) -> list[Theme]:
        """Its findings under the headings of the site, what is under none last."""
        heads = {value: head for head, values in site().themes.items() for value in values}
        groups: dict[str, list[Finding]] = {head: [] for head in [*site().themes, OTHER, BY_STEPS]}
        for each in self.mine:
            groups[BY_STEPS if each.steps else heads.get(each.theme, OTHER)].append(each)
        return [Theme(head, tuple(group)) for head, group in groups.items() if group]

    def first(self, *properties: str) -> str:
        """Return the first text of the first of *properties* that has one."""
        return next((text for each in properties for text in texts(self.said, each)), "")

    def all(self, *properties: str) -> tuple[str, ...]:
        """Return the texts of *properties*, short ones first, each once."""
        found = {text.casefold(): text for each in properties for text in texts(self.said, each)}
        return tuple(sorted(found.values(), key=lambda each: (len(each), each.casefold())))


ORDER, OTHER, BY_STEPS = list(ELSEWHERE.values()), "Other findings", "Effects by several steps"


def facts_in(said: Said) -> Said:
    """Return what of *said* the page has no other place for."""
    return {each: values for each, values in said.items() if each not in HIDDEN}


def iris_in(said: Said, property_: str) -> list[str]:
    """Return the IRIs that *said* has for one property."""
    return [value.text for value in said.get(property_, ()) if value.is_iri]


def identifier(value: Value) -> str:
    """Return what identifies an entry elsewhere."""
    return names().short(value.text) if value.is_iri else value.text


def place(value: Value) -> str:
    """Return where an entry elsewhere can be opened; nothing where that is not known."""
    prefix = value.text.partition(":")[0]
    iri = value.text if value.is_iri else names().iri(value.text) if prefix in names().iris else ""
    return iri if is_web(iri) else ""
