"""From the phrases of a text to the parts of a recipe: which words belong together, and what is left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from lifonto.culture.amounts import Amount
from lifonto.culture.lexicon import Kind, Lexicon, Match
from lifonto.culture.phrases import WITHOUT, Phrase, phrases
from lifonto.culture.recipe import CELLS, How, Part
from lifonto.culture.runs import Runs
from lifonto.culture.spelling import spellings
from lifonto.finding.spelling import singular, words

IN_RUN = ("name", "left", "binding", "hyphen", "qualifier", "maker")
NOT_MUCH = ("days", "h", "min", "°C", "cells/cm2")  # units that say nothing of a medium
SIGNS = ("-", "+")  # in brackets after a name
BOTH = "'±' says both with and without: ask about the two conditions one by one"


@dataclass
class Walk:
    """Goes through the phrases of one text and keeps the *parts* it finds."""

    text: str
    lexicon: Lexicon
    kinds: Sequence[Kind]
    wanted: Kind
    parts: list[Part] = field(default_factory=list)
    segment: list[Phrase] = field(default_factory=list)
    absent: str = ""  # how far a "without" reaches: "one" name, a "list" of names
    either: bool = False
    on: bool = False

    @property
    def runs(self) -> Runs:
        """What makes parts of words that stand side by side."""
        wanted: Kind = "feeder" if self.on and "feeder" in self.kinds else self.wanted
        return Runs(self.text, self.lexicon, self.kinds, wanted, bool(self.absent))

    def read(self, found: Iterable[Phrase]) -> list[Part]:
        """Return the parts that the phrases *found* make."""
        for phrase in found:
            self.take(phrase)
        self.end()
        return self.parts

    def take(self, phrase: Phrase) -> None:
        """Add *phrase* to the segment at hand, or end that."""
        follows = bool(self.segment) and self.segment[-1].use in ("name", "hyphen", "left", "filler", "qualifier")
        if phrase.use == "absent" and not (phrase.hint == "after" and follows):
            self.end()
            self.absent = WITHOUT if phrase.hint == WITHOUT else "list"
        elif phrase.use == "either":
            self.end()
            self.either = True
        elif phrase.use == "present" and self.segment and self.segment[-1].use == "binding":
            self.segment.append(replace(phrase, use="filler"))  # conditioned by, conditioned on
        elif phrase.text == ":" and self.is_heading():
            if odd := [each for each in self.segment if each.use == "left"]:
                told = " ".join(self.text[odd[0].start : self.segment[-1].end].split())
                self.parts.append(Part(told, self.wanted, "set aside"))
            self.segment = []
        elif phrase.use in ("stop", "plus", "slash", "present"):
            self.end(phrase)
        else:
            self.segment.append(phrase)

    def is_heading(self) -> bool:
        """Tell whether the segment at hand, which ends in a colon, names what follows and no part of a recipe."""
        named = any(each.use in ("name", "amount") for each in self.segment)
        known = singular(" ".join(each.text for each in self.segment)) in headings()
        return known or (bool(self.segment) and not named and self.segment[-1].use == "filler")

    def end(self, by: Phrase | None = None) -> None:
        """Make parts of the segment at hand, which ends *by* a mark or word."""
        before = len(self.parts)
        segment, self.segment = self.segment, []
        self.resolve(segment)
        self.share_heads(before)
        reaches = by is not None and (by.use == "slash" or (by.use == "present" and by.hint in ("and", "or")))
        if by is not None and (
            not reaches or (self.absent == WITHOUT and by.hint != "or" and len(self.parts) > before)
        ):
            self.absent = ""
        if len(self.parts) > before or (by and by.use in ("stop", "plus")):
            self.either = False
        if by is not None and by.use != "slash":
            self.on = by.use == "present" and (by.hint == "on" or (self.on and by.hint in ("and", "or")))

    def resolve(self, segment: Sequence[Phrase]) -> None:
        """Add the parts in *segment*, each with the amount beside it."""
        amounts: list[Amount] = []
        first = len(self.parts)
        weighed = [each for each in segment if each.use in ("amount", "name", "left") and not is_idle(each)]
        order = [each.use for each in weighed]
        leads = "amount" in order and order[-1] != "amount"
        run: list[Phrase] = []
        for phrase in [*segment, Phrase("stop", "", 0, 0)]:
            if phrase.use in IN_RUN:
                run.append(phrase)
                continue
            self.add(run, amounts if leads else [])
            run = []
            if phrase.use == "amount":
                self.weigh(Amount.read(phrase.text), amounts, leads, len(self.parts) > first, segment)
            elif phrase.hint == "coated" and len(self.parts) > first and self.parts[-1].role == "ingredient":
                self.parts[-1] = replace(self.parts[-1], role="matrix", term=None, how="set aside")
            elif phrase.use == "group":
                self.bracket(phrase, first, segment)
            elif phrase.use == "absent" and len(self.parts) > first:
                how: How = "set aside" if self.parts[-1].how == "unknown" else self.parts[-1].how  # xeno-free
                self.parts[-1] = replace(self.parts[-1], absent=True, how=how)
        if amounts and len(self.parts) > first:
            self.measure(amounts[-1])

    def weigh(
        self, amount: Amount, waiting: list[Amount], leads: bool, follows: bool, segment: Sequence[Phrase]
    ) -> None:
        """Give *amount* to the part before it, or have it wait for the one after it."""
        if amount.unit in NOT_MUCH:
            return
        alone = all(each.use in ("amount", "maker", "group") or each.hint == "amount" for each in segment)
        if leads and not alone:
            waiting.append(amount)
        elif follows or (alone and self.parts):
            self.measure(amount)

    def measure(self, amount: Amount) -> None:
        """Give *amount* to the last part, unless that has one."""
        if self.parts and self.parts[-1].amount is None and self.parts[-1].role not in CELLS:
            self.parts[-1] = replace(self.parts[-1], amount=amount)

    def add(self, run: Sequence[Phrase], amounts: list[Amount]) -> None:
        """Add what *run* names."""
        if self.parts and run and all(each.use in ("qualifier", "maker", "hyphen") for each in run):
            aside = " ".join(self.text[run[0].start : run[-1].end].split())
            self.parts[-1] = replace(self.parts[-1], aside=(*self.parts[-1].aside, aside))
        if not any(each.use in ("name", "left") for each in run):
            return
        for part in self.runs.parts(run):
            made = replace(part, absent=bool(self.absent) or part.absent)
            if part.role == "alteration" and self.absent:
                made = replace(made, absent=part.how in ("ambiguous", "unknown"))
            if self.either:
                made = replace(made, how="ambiguous", term=None, notes=(*made.notes, BOTH))
            if amounts:
                made = replace(made, amount=amounts.pop(0))
            self.parts.append(made)

    def bracket(self, group: Phrase, first: int, segment: Sequence[Phrase]) -> None:
        """Read what stands in brackets: an amount, a maker, another name of what is before, or more of the recipe."""
        place = segment.index(group)
        names = [each.match for each in group.inner if each.use == "name" and each.match]
        apart = bool(names) and segment[max(place - 1, 0)].use in ("filler", "group")
        if len(self.parts) == first or apart:
            return self.include(group)
        last = self.parts[-1]
        if len(group.inner) == 1 and group.inner[0].text in SIGNS:
            self.parts[-1] = replace(last, absent=group.inner[0].text == "-")
        elif names and last.how == "unknown" and len(names) == 1 and names[0].name.kind == last.role:
            self.parts.pop()
            named = self.runs.of_name(names[0], f"{last.typed} {group.text}")
            how: How = "read as" if named.term else named.how
            self.parts.append(replace(named, absent=last.absent, amount=last.amount, how=how))
            self.details(group)
        elif names and not all(self.is_same(last, match) for match in names):
            self.include(group)
        else:
            self.details(group)
        return None

    def is_same(self, part: Part, match: Match) -> bool:
        """Tell whether what stands in brackets is another name of *part*, or of what counts as the same."""
        terms = {name.term for name in match.names}
        uses = self.lexicon.counts_as
        return part.term in terms or (part.term in uses and {uses[part.term]} == {uses.get(term) for term in terms})

    def include(self, group: Phrase) -> None:
        """Read what stands in brackets as more of the recipe."""
        inner = Walk(self.text, self.lexicon, self.kinds, self.wanted, absent=self.absent, on=self.on)
        self.parts += inner.read(group.inner)

    def details(self, group: Phrase) -> None:
        """Take the amounts in brackets for the part before them, and set the rest aside."""
        last = self.parts[-1]
        for each in group.inner:
            if each.use == "amount" and (amount := Amount.read(each.text)).unit not in NOT_MUCH:
                self.measure(amount)
        dropped = [each for each in group.inner if each.use in ("left", "maker", "qualifier", "binding")]
        if dropped:
            aside = " ".join(self.text[dropped[0].start : dropped[-1].end].split())
            self.parts[-1] = replace(self.parts[-1], aside=(*last.aside, aside))

    def share_heads(self, before: int) -> None:
        """Understand *GSK3 and MEK inhibitors*: the last word of a name may be that of the unknown one before, too."""
        if not 0 < before < len(self.parts) or self.parts[before - 1].how != "unknown" or not self.parts[before].term:
            return
        head = words(self.parts[before].typed)[-1:]
        waiting = self.parts[before - 1]
        if head and (match := self.lexicon.exact(f"{waiting.typed} {singular(head[0])}", self.kinds)):
            named = self.runs.of_name(match, waiting.typed)
            self.parts[before - 1] = replace(named, amount=waiting.amount, absent=waiting.absent)


@cache
def headings() -> frozenset[str]:
    """What stands before a colon and names no part of a recipe."""
    return frozenset(map(singular, spellings("heading")))


def walk(text: str, lexicon: Lexicon, kinds: Sequence[Kind], wanted: Kind) -> list[Part]:
    """Return the parts of *text*; what is unknown in it is *wanted* to be of that kind."""
    return Walk(text, lexicon, kinds, wanted).read(phrases(text, lexicon, kinds))


def is_idle(phrase: Phrase) -> bool:
    """Tell whether *phrase* is an amount that says nothing of a medium, such as a temperature."""
    return phrase.use == "amount" and Amount.read(phrase.text).unit in NOT_MUCH
