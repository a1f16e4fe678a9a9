"""Things by their names, and references as papers cite them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sparql_server.pages.addresses import is_web, local_name, names
from sparql_server.pages.asking import Row, Value, ask, nodes
from sparql_server.pages.model.vocabulary import LABELS, TYPE
from sparql_server.pages.shell import site
from sparql_server.site import Site

INITIALS = re.compile(r"\s+[A-Z][A-Z-]{0,3}$")
LONGEST_TITLE = 40
AUTHORSHIP = ("author", "year", "journal", "standing")


@dataclass(frozen=True)
class Thing:
    """Something that has a page, and its name."""

    iri: str
    name: str


@dataclass(frozen=True)
class Cited:
    """A reference: how it is cited, and whether it is a page or a record rather than a paper."""

    iri: str
    text: str
    title: str = ""
    author: str = ""
    year: str = ""
    journal: str = ""
    standing: str = ""
    is_page: bool = False


Said = Mapping[str, list[Value]]  # by property
Told = Mapping[str, Said]  # by thing
NOTHING: Said = {}


def role(name: str) -> str:
    """Return the IRI of the property that says *name* of a statement or reference, as far as the site tells."""
    return names().iri(site().roles.get(name, ""))


def roles(*wanted: str) -> dict[str, str]:
    """Return which of the roles *wanted* each property has."""
    return {iri: name for name in wanted if (iri := role(name))}


def told_of(iris: Iterable[str], properties: Iterable[str]) -> Told:
    """Return what the data say of *iris* by *properties*."""
    wanted = list(dict.fromkeys(iris))
    if not wanted:
        return {}
    return gathered(ask(f"SELECT ?s ?p ?o WHERE {{ {each_of(f'VALUES ?s {{ {nodes(wanted)} }}', properties)} }}"))


def each_of(things: str, properties: Iterable[str]) -> str:
    """Write the pattern of what is said, by *properties*, of the ?s that the pattern *things* finds.

    So written it is looked up thing by thing and property by property; plain VALUES are joined far more slowly.
    """
    pairs = f"{{ SELECT ?s ?p WHERE {{ {things} VALUES ?p {{ {nodes(properties)} }} }} }}"
    return f"{pairs} OPTIONAL {{ ?s ?p ?o }} FILTER (BOUND(?o))"


def gathered(rows: Iterable[Row]) -> dict[str, dict[str, list[Value]]]:
    """Gather rows of ?s ?p ?o by thing and property; labels in English come first, then those of no language."""
    told: dict[str, dict[str, list[Value]]] = {}
    for row in sorted(rows, key=lambda each: (preference(each["o"].language), each["o"].text)):
        told.setdefault(row.text("s"), {}).setdefault(row.text("p"), []).append(row["o"])
    return told


def preference(language: str) -> int:
    """Tell where a text of *language* stands among others."""
    return 0 if language.lower().startswith("en") else 1 if not language else 2


def name_in(told: Told, iri: str) -> str:
    """Return the name of *iri*; its last part where it has none."""
    found = title_in(told.get(iri, NOTHING))
    return " ".join(found.split()) or names().short(iri) or local_name(iri)


def title_in(said: Said) -> str:
    """Return the label in what is *said* of a thing; nothing where it has none."""
    return next((said[each][0].text for each in LABELS if said.get(each)), "")


def texts(said: Said, property_: str) -> list[str]:
    """Return the texts of one property."""
    return [each.text for each in said.get(property_, ())]


def name_all(iris: Iterable[str]) -> dict[str, str]:
    """Return the name of each of *iris*."""
    wanted = list(dict.fromkeys(iris))
    told = told_of(wanted, LABELS)
    return {iri: name_in(told, iri) for iri in wanted}


def things(iris: Iterable[str]) -> list[Thing]:
    """Return *iris* with their names, by name."""
    return sorted((Thing(iri, name) for iri, name in name_all(iris).items()), key=lambda each: each.name.casefold())


def reference_properties() -> list[str]:
    """Return the properties that tell how a reference is cited."""
    return [*LABELS, TYPE, *roles("author", "year", "journal", "standing")]


def cited(told: Told, iri: str, words: Site) -> Cited:
    """Return how *iri* is cited: "Ying 2003, Cell", or by its title, or by what identifies it."""
    mine = told.get(iri, NOTHING)
    author, year, journal, standing = (next(iter(texts(mine, role(each))), "") for each in AUTHORSHIP)
    title = title_in(mine)
    publication = names().iri(words.kinds.get("publication", ""))
    is_page = bool(publication) and publication not in texts(mine, TYPE)
    family = "" if author.startswith("(") else INITIALS.sub("", author)
    first, last = (f"{family} {year}", journal) if family else (f"{journal} {year}", "")
    text = ", ".join(filter(None, [first.strip(), last])) if family or journal else ""
    if is_page or not text:
        text = names().short(iri) if title.startswith("(") or not title else shortened(title)
    return Cited(iri, text, title, author, year, journal, standing, is_page)


def citations(curies: Iterable[str]) -> dict[str, Cited]:
    """Return how each of the references *curies* is cited, by its CURIE."""
    iris = {curie: iri for curie in curies if (iri := names().iri(curie) or (curie if is_web(curie) else ""))}
    about = told_of(iris.values(), reference_properties())
    return {curie: cited(about, iri, site()) for curie, iri in iris.items()}


def shortened(title: str) -> str:
    """Return the beginning of a long *title*."""
    return title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1].rsplit(" ", 1)[0] + " …"
