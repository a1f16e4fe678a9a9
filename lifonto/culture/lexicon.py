"""The names by which cells, strains, alterations, ingredients, media, feeders and matrices may be typed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from lifonto.finding.spelling import designators, key, shuffled, singular

Kind = Literal["cell", "line", "strain", "alteration", "ingredient", "medium", "feeder", "matrix"]
How = Literal["name", "spelling", "read as", "ambiguous"]
KINDS: tuple[Kind, ...] = get_args(Kind)
SHORTEST_GUESS = 5  # letters: a shorter name with a letter changed is another name
LONG_NUMBER = 5  # digits: a code of so many may have one mistyped, a shorter one is another member of its family
FAMILY = 3  # letters of a short form, such as SB, that several codes begin with
CODE = re.compile(rf"([a-z]{{1,3}})\d{{{LONG_NUMBER},}}")
TAIL = re.compile(rf".*-([A-Z]{{2,{FAMILY}}})")  # such as BRL-CM
LONGEST = 100  # letters of what is compared with names
CODED: tuple[Kind, ...] = ("line", "strain")  # a letter more or less is another one
VERBAL = ("ed", "ing")
NEAR = 65  # of 100: what is offered as a nearest name
Way = Callable[[str], str]
WAYS: tuple[tuple[How, Way], ...] = (("name", key), ("spelling", singular), ("spelling", shuffled))


@dataclass(frozen=True)
class Name:
    """That *term*, of a *kind*, may be *written* so: ``rank`` 0 is its label, 1 an exact synonym, 2 a looser one.

    What *is_made* is no name that somebody gave: it follows from one by the ways of writing.
    """

    term: str
    kind: Kind
    written: str
    rank: int = 1
    is_made: bool = False


@dataclass(frozen=True)
class Match:
    """The *names* that fit what was typed: one where it is understood, several where it is ambiguous."""

    names: tuple[Name, ...]
    how: How
    also: tuple[Name, ...] = ()

    @property
    def name(self) -> Name:
        """The name that fits, or the first of those that do."""
        return self.names[0]


class Lexicon:
    """Finds names; a name that is misspelt is found where only one of its kind is near."""

    def __init__(
        self,
        names: Iterable[Name],
        labels: Mapping[str, str] | None = None,
        counts_as: Mapping[str, frozenset[str]] | None = None,
    ) -> None:
        self.names = tuple(dict.fromkeys(names))
        self.counts_as = dict(counts_as or {})
        self.labels = dict(labels or {n.term: n.written for n in sorted(self.names, key=lambda n: -n.rank)})

    @cached_property
    def _by(self) -> dict[Way, dict[str, list[Name]]]:
        found: dict[Way, dict[str, list[Name]]] = {}
        for _, way in WAYS:
            by: defaultdict[str, list[Name]] = defaultdict(list)
            for name in self.names:
                by[way(name.written)].append(name)
            found[way] = dict(by)
        return found

    @cached_property
    def _keys(self) -> dict[Kind, dict[str, list[Name]]]:
        return {
            kind: {k: kept for k, found in self._by[key].items() if (kept := [n for n in found if n.kind == kind])}
            for kind in KINDS
        }

    def exact(self, text: str, kinds: Collection[Kind] = KINDS) -> Match | None:
        """Return what *text* names, however it is written; None where it is no name."""
        for how, way in WAYS:
            typed = way(text)
            if typed and (found := [n for n in self._by[way].get(typed, ()) if n.kind in kinds]):
                return self.chosen(found, how, kinds, typed)
        return None

    def chosen(self, found: list[Name], how: How, kinds: Collection[Kind], typed: str) -> Match:
        """Choose among the names *found*: what is said exactly wins, and several that are alike are ambiguous."""
        best = min(each.rank for each in found)
        order = {kind: n for n, kind in enumerate(kinds)}
        first = distinct(sorted((each for each in found if each.rank == best), key=lambda n: order[n.kind]))
        family = distinct(self.family(typed, kinds))
        kin = family if {each.term for each in first} & {each.term for each in family} else []
        others = distinct([*found, *kin])
        also = tuple(each for each in others if each.term not in {n.term for n in first})
        first = [each for each in first if each.kind == first[0].kind]
        rivals = [each for each in also if each.kind == first[0].kind]
        several = distinct([*first, *(rivals if best > 1 or kin else [])])
        if len(several) > 1 and not self.is_same_use(several):
            return Match(tuple(several), "ambiguous")
        return Match(tuple(first[:1]), how, also)

    def is_same_use(self, names: Iterable[Name]) -> bool:
        """Tell whether all *names* stand for things that count as the same."""
        return len({self.counts_as.get(each.term, frozenset({each.term})) for each in names}) == 1

    def family(self, typed: str, kinds: Collection[Kind]) -> Iterator[Name]:
        """Yield the names that the short form *typed* may stand for: codes that begin with it, what ends with it."""
        if typed.isalpha() and len(typed) <= FAMILY:
            for kind in kinds:
                yield from self._families[kind].get(typed, ())

    @cached_property
    def _families(self) -> dict[Kind, dict[str, list[Name]]]:
        found: dict[Kind, defaultdict[str, list[Name]]] = {kind: defaultdict(list) for kind in KINDS}
        for name in self.names:
            for form in (CODE.fullmatch(key(name.written)), TAIL.fullmatch(name.written)):
                if form:
                    found[name.kind][form[1].lower()].append(name)
        return {kind: dict(families) for kind, families in found.items()}

    def is_numbered(self, text: str) -> bool:
        """Tell whether names are told apart by a number after *text*, as in FGF2 and FGF4."""
        return key(text) in self._numbered

    @cached_property
    def _numbered(self) -> frozenset[str]:
        return frozenset(key(n.written).rstrip("0123456789") for n in self.names if n.written[-1:].isdigit())

    def guess(self, text: str, kinds: Collection[Kind] = KINDS) -> Match | None:
        """Return the one name of these *kinds* that *text* is a misspelling of; None where there is not just one."""
        typed, marks = key(text), designators(text)
        most = len(typed) // SHORTEST_GUESS if len(typed) >= SHORTEST_GUESS else 0
        if not most or len(typed) > LONGEST:
            return None
        found: dict[str, Name] = {}
        for kind in (each for each in kinds if each not in CODED):
            for written, _, _ in process.extract_iter(
                typed, list(self._keys[kind]), scorer=OSA.distance, score_cutoff=min(most, 2)
            ):
                if typed.endswith(VERBAL) and not written.endswith(VERBAL):
                    continue  # transferred is not transferrin
                found |= {n.term: n for n in self._keys[kind][written] if alike(marks, designators(n.written))}
        return Match(tuple(found.values()), "read as") if len(found) == 1 else None

    def nearest(self, text: str, kinds: Collection[Kind] = KINDS, most: int = 3) -> tuple[Name, ...]:
        """Return the names of these *kinds* that come nearest to *text*, nearest first."""
        typed = key(text)
        if len(typed) > LONGEST:
            return ()
        choices = {written: found[0] for kind in kinds for written, found in self._keys[kind].items()}
        close = {
            written: score
            for written, score, _ in process.extract_iter(typed, list(choices), scorer=fuzz.ratio, score_cutoff=NEAR)
        }
        for written in choices:
            if min(len(typed), len(written)) >= SHORTEST_GUESS - 1 and (typed in written or written in typed):
                close[written] = max(close.get(written, 0), 100 - abs(len(typed) - len(written)))
        ranked = sorted(close, key=lambda written: (-close[written], written))
        found = distinct([choices[written] for written in ranked])[:most]
        return tuple(Name(each.term, each.kind, self.call(each.term), 0) if each.is_made else each for each in found)

    def call(self, term: str) -> str:
        """Return the label of *term*."""
        return self.labels.get(term, term)


def distinct(names: Iterable[Name]) -> list[Name]:
    """Return the first name of each term."""
    found: dict[str, Name] = {}
    for name in names:
        found.setdefault(name.term, name)
    return list(found.values())


def alike(typed: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Tell whether two names have the same designators, save a digit mistyped in a long number."""
    if typed == known:
        return True
    ours, theirs = [each for each in typed if each not in known], [each for each in known if each not in typed]
    long = len(ours) == len(theirs) == 1 and min(len(ours[0]), len(theirs[0])) >= LONG_NUMBER
    return long and ours[0].isdigit() and theirs[0].isdigit() and OSA.distance(ours[0], theirs[0]) <= 1
