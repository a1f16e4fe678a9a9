"""A culture condition as somebody asks about it, and as the ontology describes one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher, get_close_matches

from lifonto.ask.terms import TermIndex
from lifonto.culture import vocabulary as v
from lifonto.culture.knowledge import CultureKnowledge
from lifonto.errors import NotFound
from lifonto.reason.values.expressions import Expression, Junction, Named, Restriction


@dataclass(frozen=True)
class Asked:
    """A condition in the words of the one who asks.

    Without ingredients nothing is said of the medium; without a feeder there is none.
    """

    cell: str
    ingredients: tuple[str, ...] = ()
    feeder: str = ""
    name: str = ""

    def __str__(self) -> str:
        """Say it in a line."""
        medium = f"in {', '.join(self.ingredients)}" if self.ingredients else "in a medium of unknown make-up"
        told = f"{self.cell} {medium} {f'on {self.feeder}' if self.feeder else 'without feeders'}"
        return f"{self.name}: {told}" if self.name else told


@dataclass(frozen=True)
class Condition:
    """A condition in the terms of the ontology, as IRIs: *media* taken whole, and the ingredients *added*."""

    cell: str
    media: tuple[str, ...]
    added: tuple[str, ...]
    feeder: str | None

    @classmethod
    def of(cls, asked: Asked, known: CultureKnowledge) -> Condition:
        """Find the terms of *asked*; raises NotFound with the nearest names where one is unknown."""
        parts = [find(known, "ingredient", each) for each in asked.ingredients]
        return cls(
            cell=known.meant_by(find(known, "cell", asked.cell)),
            media=tuple(part for part in parts if known.is_medium(part)),
            added=tuple(part for part in parts if not known.is_medium(part)),
            feeder=find(known, "feeder", asked.feeder) if asked.feeder else None,
        )

    def plus(self, extra: tuple[str, ...]) -> Condition:
        """Return this condition with *extra* ingredients."""
        return replace(self, added=(*self.added, *extra))

    def ingredients(self, known: CultureKnowledge) -> tuple[Expression, ...]:
        """Return all that is in its medium, as the media in it are described and as was added."""
        within = (each for medium in self.media for each in known.ingredients_of(medium))
        return tuple(dict.fromkeys([*within, *map(Named, self.added)]))

    def expression(self, known: CultureKnowledge) -> Expression:
        """Return it as a class expression, with what its medium is known to lack."""
        parts: list[Expression] = [Named(v.CULTURE_CONDITION), some(v.CULTURES_CELL, Named(self.cell))]
        if held := [some(v.HAS_INGREDIENT, each) for each in self.ingredients(known)]:
            lacked = [Named(each) for each, kind in known.kinds.items() if not any(self.doubts(each, kind, known))]
            plain = self.media if len(self.media) == 1 and not self.added else (v.CULTURE_MEDIUM,)
            parts.append(some(v.USES_MEDIUM, Junction("and", (*map(Named, plain), *held, *lacked))))
        parts.append(some(v.USES_FEEDER, Named(self.feeder)) if self.feeder else Named(v.WITHOUT_FEEDERS))
        return Junction("and", tuple(parts))

    def doubts(self, without: str, kind: str, known: CultureKnowledge) -> Iterator[str]:
        """Yield what in the medium is of *kind*, or may be for all that is known, so that it is not *without* it."""
        yield from (medium for medium in self.media if without not in known.above(medium))
        yield from (each for each in self.added if not known.is_none_of(each, kind))

    def open_questions(self, known: CultureKnowledge) -> Iterator[tuple[str, str]]:
        """Yield (ingredient, kind) where nothing tells whether the ingredient is of the kind."""
        for without, kind in known.kinds.items():
            for each in self.doubts(without, kind, known):
                held = known.ingredients_of(each) if each in self.media else [Named(each)]
                if not any(kind in known.above_expression(one) for one in held):
                    yield each, kind


def find(known: CultureKnowledge, role: str, name: str) -> str:
    """Return the IRI of the cell, feeder or ingredient called *name*; raises NotFound with the nearest names."""
    called = known.called(role)
    try:
        return called.find(name)
    except NotFound as error:
        if "several" in str(error):
            raise
        raise NotFound(f"no {role} is called {name!r}; the nearest names are {nearest(name, called)}") from error


def nearest(name: str, called: TermIndex) -> str:
    """Return the known names that come nearest to *name*, each with its label where that is another."""
    asked = name.casefold()
    close = [each for each in called.names if asked in each] + get_close_matches(asked, called.names, n=5, cutoff=0.3)
    found = {}
    for each in sorted(dict.fromkeys(close), key=lambda each: -SequenceMatcher(None, asked, each).ratio())[:4]:
        label = called.labels[next(pairs[0][0] for _, pairs in sorted(called.names[each].items()))]
        found[label] = repr(label) if label.casefold() == each else f"{label!r} ({each})"
    return ", ".join(found.values())


def some(relation: str, filler: Expression) -> Restriction:
    """Return the class of what has *relation* to some *filler*."""
    return Restriction(Named(relation), "some", filler)
