"""An answer in words: what becomes of the cells, why, how each word was understood, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lifonto.culture.gaps import Fact, Settling, Unless
from lifonto.culture.knowledge import Knowledge, Statement
from lifonto.culture.outcomes import CONTESTED, UNDECIDED
from lifonto.culture.reasons import Reason
from lifonto.culture.recipe import Recipe
from lifonto.culture.understood import Wording, in_words
from lifonto.culture.verdict import Verdict

FACTS = {  # how a fact that is not known is said
    "is": "something in it is {}",
    "is not": "nothing in it is {}",
    "base": "its base is {}",
    "feeder": "the feeder is {}",
    "strain": "the cells have {}",
    "cell": "the cells are {}",
}
EXAMPLES = 3  # ingredients that are named for a kind
FEW = 6  # kinds that are named for a word that nobody knows


@dataclass
class Telling:
    """Tells of a *recipe* and the *verdict* on it; each statement is told once."""

    recipe: Recipe
    verdict: Verdict
    known: Knowledge
    told: set[str] = field(default_factory=set)

    def sentence(self) -> str:
        """Say in one sentence what becomes of the cells, and what decides it."""
        verdict, words = self.verdict, self.recipe.unknown
        if verdict.outcome.word == UNDECIDED.word:
            what = f"it is not known what {self.quoted(words)} {'is' if len(words) == 1 else 'are'}"
            if not any(part.role in ("cell", "line") for part in self.recipe.parts):
                return "Undecided: no cells are named. Say which, as in 'mES in 2i + LIF'."
            return f"Undecided: {what if words else 'no finding here covers it'}. That is not a no."
        if verdict.outcome.word == CONTESTED and len(verdict.outcomes) > 1:
            return f"Contested: the sources disagree, {in_words([str(each) for each in verdict.outcomes], 'or')}."
        rule = f": {verdict.reasons[0].says}" if verdict.reasons else ""
        verb = "is, is" if len(words) == 1 else "are, is"
        bound = f"; what {self.quoted(words)} {verb} not known, and may change it" if words else ""
        word = verdict.outcome.word
        return f"{word[:1].upper()}{word[1:]}{rule}{bound}."

    def page(self) -> Iterator[str]:
        """Yield the lines of a page."""
        verdict, typed = self.verdict, self.recipe.typed
        yield f"{typed.name}: {typed}" if typed.name else str(typed)
        yield f"  {verdict.outcome}{f' ({verdict.strength})' if verdict.strength else ''}"
        yield f"  {self.sentence()}"
        yield from section("understood as", Wording(self.known.call).lines(self.recipe))
        yield from section("because", self.reasons(verdict.reasons))
        yield from section("what speaks against it", map(self.statement, verdict.contradicting))
        yield from section("too weak to decide", self.reasons(verdict.hints))
        yield from section("this holds unless", map(self.unless, verdict.unless))
        yield from section("it would be decided if", map(self.settling, verdict.settles))
        known_ways = verdict.outcome.word == UNDECIDED.word
        yield from section(
            "known ways to keep the cells, add any of" if known_ways else "to keep the cells, add any of",
            map(self.additions, verdict.missing),
        )
        yield from section("not needed", map(self.known.call, verdict.superfluous))
        yield from section("notes", verdict.notes)

    def additions(self, extra: tuple[str, ...]) -> str:
        """Say what would be added, with examples of a kind that holds several."""
        return " and ".join(map(self.addition, extra))

    def addition(self, name: str) -> str:
        """Say what one addition is."""
        called, others = self.known.call(name), self.examples(name)
        return f"{called} (such as {in_words(others, 'or')})" if others else called

    def examples(self, name: str) -> list[str]:
        """Return some ingredients of the kind *name*; none of what is an ingredient itself."""
        bench, called = self.known.bench, self.known.call(name)
        if name not in bench["kinds"] or name in bench["ingredients"]:
            return []
        members = [each.name for each in bench["ingredients"].values() if name in bench.counts(each.id)]
        return [each for each in members if each.casefold() != called.casefold()][:EXAMPLES]

    def reasons(self, reasons: Iterable[Reason]) -> Iterator[str]:
        """Yield each reason and, indented, the statements behind it."""
        for reason in reasons:
            cited = "" if reason.statements else f"  [{', '.join(reason.sources)}]"
            yield f"{reason.says}{cited}"
            yield from (f"  {self.statement(each)}" for each in reason.statements)

    def statement(self, statement: Statement) -> str:
        """Say a statement with its papers, or its number where it has been said."""
        if statement.record in self.told:
            return statement.record
        self.told.add(statement.record)
        return f"{statement.record}  {statement.says}  [{', '.join(statement.sources)}]"

    def unless(self, doubt: Unless) -> str:
        """Say what an unknown word, or an ingredient with an open question, would have to be for another outcome."""
        what = repr(doubt.what) if doubt.what in self.recipe.unknown else self.known.call(doubt.what)
        kinds = [self.known.call(kind) for kind, _ in doubt.kinds]
        more = len(kinds) - FEW
        told = [*kinds[:FEW], f"one of {more} other kinds"] if more > 1 else kinds
        return f"{what} is, or holds, {in_words(told, 'or')}"

    def settling(self, settling: Settling) -> str:
        """Say which facts would decide, and what would follow."""
        return f"{' and '.join(map(self.fact, settling.facts))}: {settling.outcome}"

    def fact(self, fact: Fact) -> str:
        """Say a fact that is not known."""
        return FACTS[fact.aspect].format(self.known.call(fact.what))

    def quoted(self, words: Iterable[str]) -> str:
        """Return *words* as a list in quotes."""
        return in_words(map(repr, words))

    def row(self) -> dict[str, str]:
        """Return a row of a table, a column for each question."""
        verdict, typed = self.verdict, self.recipe.typed
        return {
            "name": typed.name,
            "condition": str(typed),
            "outcome": str(verdict.outcome),
            "strength": verdict.strength,
            "why": self.sentence(),
            "to keep the cells, add": " or ".join(map(self.additions, verdict.missing)),
            "not needed": "; ".join(map(self.known.call, verdict.superfluous)),
            "not understood": "; ".join(self.recipe.unknown),
            "holds unless": "; ".join(map(self.unless, verdict.unless)),
            "would be decided if": "; ".join(map(self.settling, verdict.settles)),
            "understood as": "; ".join(Wording(self.known.call).lines(self.recipe)),
            "papers": " ".join(dict.fromkeys(papers(verdict.reasons))),
            "notes": "; ".join(verdict.notes),
        }


def papers(reasons: Iterable[Reason]) -> Iterator[str]:
    """Yield the papers behind *reasons*."""
    for reason in reasons:
        yield from (source for each in reason.statements for source in each.sources)
        yield from reason.sources


def section(title: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield *lines* under *title*, or nothing where there are none."""
    if found := list(lines):
        yield f"  {title}"
        yield from (f"    {line}" for line in found)
