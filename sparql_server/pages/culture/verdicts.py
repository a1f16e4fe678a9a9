"""Verdicts as the page shows them: heading, reason, chips, and what one click would change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sparql_server.pages.addresses import names
from sparql_server.pages.culture.asked import Asked, of_fields
from sparql_server.pages.model.findings import Finding, findings_of
from sparql_server.pages.model.things import Cited, citations
from sparql_server.pages.shell import site

Json = dict[str, Any]
NAMELESS = re.compile(r"line:\d+")  # a line of a table that gives it no name
COMPARED = 3  # additions that are compared with what was asked


@dataclass(frozen=True)
class Chip:
    """An ingredient as it was typed, what it was taken for, and whether that is known."""

    value: str
    label: str
    typed: str
    known: bool


@dataclass(frozen=True)
class Offer:
    """A change of the condition: what the button says, and the address of the changed one."""

    text: str
    to: str


@dataclass(frozen=True)
class Addition:
    """What would keep the cells, in words, and the buttons that add it."""

    words: str
    offers: tuple[Offer, ...]


@dataclass(frozen=True)
class Verdict:
    """A condition as it was judged; ``told`` is the checker's answer."""

    told: Json

    @property
    def name(self) -> str:
        """What it was called, or else what was asked."""
        name = str(self.told["name"])
        return str(self.told["asked"]) if not name or NAMELESS.fullmatch(name) else name

    @property
    def state(self) -> str:
        """The state of the style sheet that its look tells."""
        return site().verdicts.get(self.told["outcome"], ("open", ""))[0]

    @property
    def word(self) -> str:
        """What becomes of the cells, in a few words."""
        return upper(self.told["outcome"])

    @property
    def heading(self) -> str:
        """What becomes of the cells, as a sentence."""
        if not any(part["role"] in ("cell", "line") for part in self.told["understood"]):
            return "Which cells?"
        return site().verdicts.get(self.told["outcome"], ("", self.word))[1]

    @property
    def why(self) -> str:
        """The reason, as a sentence of its own."""
        outcome, colon, rest = self.told["sentence"].partition(": ")
        is_said = colon and outcome.casefold() == self.told["outcome"].casefold()
        return upper(rest if is_said else self.told["sentence"] if colon else "")

    @property
    def is_decided(self) -> bool:
        """Whether findings decide it."""
        return bool(self.told["because"])

    @cached_property
    def asked(self) -> Asked | None:
        """The condition in fields, if it can be put into them."""
        return of_fields(self.told)

    @property
    def address(self) -> str:
        """What asks for this verdict alone."""
        return (self.asked or Asked(text=self.told["typed"]["text"])).address()

    @property
    def chips(self) -> list[Chip]:
        """The ingredients one by one, if they can be told apart."""
        fields = self.told["fields"]
        return [self.chip(place, text) for place, text in fields["medium"]] if fields else []

    def chip(self, place: int, value: str) -> Chip:
        """Return the chip of the part at *place*."""
        part = self.told["understood"][place]
        if not part["term"]:
            return Chip(value, value, "", known=False)
        amount = part["amount"]["typed"] if part["amount"] else ""
        label = " ".join(filter(None, ["no" if part["absent"] else "", amount, part["term"]["label"]]))
        same = part["typed"].casefold() in part["term"]["label"].casefold()
        return Chip(value, label, "" if same else part["typed"], known=True)

    @property
    def puzzles(self) -> Iterator[tuple[Json, list[Offer]]]:
        """Yield what was not understood, with what may be meant."""
        places = {part: place for place, (part, _) in enumerate((self.told["fields"] or {"medium": ()})["medium"])}
        for number, part in enumerate(self.told["understood"]):
            if part["how"] in ("ambiguous", "unknown"):
                amount = f"{part['amount']['typed']} " if part["amount"] else ""
                place = places.get(number)
                named = [each["label"] for each in [*part["may_be"], *part["nearest"]]]
                offers = [
                    Offer(each, self.asked.instead(place, f"{amount}{each}").address())
                    for each in named
                    if self.asked and place is not None
                ]
                yield part, offers

    @property
    def unsure(self) -> list[str]:
        """Say what was read as something that it may not be, and what was set aside."""
        said: list[str] = self.told["words"]["unsure"]
        return said

    @property
    def additions(self) -> list[Addition]:
        """What would keep the cells: any of them."""
        return [Addition(in_words(extra), tuple(self.offers(extra))) for extra in self.told["additions"]]

    def offers(self, extra: list[Json]) -> Iterator[Offer]:
        """Yield the changes that add *extra*: of one kind each example, of several the first of each."""
        choices = [each["examples"] or [each["name"]] for each in extra]
        for some in [[each] for each in choices[0]] if len(extra) == 1 else [[each[0] for each in choices]]:
            if self.asked:
                yield Offer(" and ".join(some), added(self.asked, extra, some).address())

    @property
    def comparison(self) -> str:
        """What asks for this beside what may be added, or else beside what is left without each ingredient."""
        mine = self.asked
        if not mine:
            return Asked(table=Asked(text=self.told["typed"]["text"]).line()).address()
        lines = [mine.line("as it is")]
        for extra in self.told["additions"][:COMPARED]:
            some = [(each["examples"] or [each["name"]])[0] for each in extra]
            lines.append(added(mine, extra, some).line(f"with {' and '.join(some)}"))
        if len(lines) == 1 and len(mine.medium) > 1:
            lines += [mine.without(place).line(f"without {each}") for place, each in enumerate(mine.medium)]
        return Asked(table="\n".join(lines)).address()

    @property
    def papers(self) -> list[str]:
        """The sources of what decides it, each once."""
        return list(dict.fromkeys(source for each in self.told["because"] for source in sources_of(each)))


def added(asked: Asked, extra: list[Json], some: list[str]) -> Asked:
    """Return *asked* with *some* added, each of which is of the kind that stands at its place in *extra*."""
    feeder = next((text for text, each in zip(some, extra, strict=True) if each["feeder"]), "")
    return asked.plus([text for text, each in zip(some, extra, strict=True) if not each["feeder"]], feeder)


def sources_of(reason: Json) -> Iterator[str]:
    """Yield the sources behind a *reason*."""
    for each in reason["statements"]:
        yield from each["sources"]
    yield from reason["sources"]


def evidence(told: Iterable[Json]) -> tuple[dict[str, Finding], dict[str, Cited]]:
    """Return the findings and the references that verdicts name, by their CURIEs."""
    every = list(told)
    reasons = [reason for each in every for reason in (*each["because"], *each["too_weak"])]
    records = [one["record"] for reason in reasons for one in reason["statements"]]
    records += [one["record"] for each in every for one in each["contradicting"]]
    iris = {record: names().iri(record) for record in records}
    found = {each.iri: each for each in findings_of(iris.values())}
    cited = citations(dict.fromkeys(source for reason in reasons for source in sources_of(reason)))
    return {record: found[iri] for record, iri in iris.items() if iri in found}, cited


def in_words(extra: list[Json]) -> str:
    """Say what is added; of a kind that has several, that it is any of them."""
    told = [f"any {each['name']}" if len(each["examples"]) > 1 else each["name"] for each in extra]
    return " and ".join(told)


def upper(text: str) -> str:
    """Return *text* with a capital at its beginning."""
    return text[:1].upper() + text[1:]
