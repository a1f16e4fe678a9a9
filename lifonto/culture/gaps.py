"""Gaps: what is missing, what is superfluous, what an unknown word would have to be, and what would decide.

Each is found by asking the reasoner about conditions that differ from the one in hand. What may be missing is read
off the rules that keep cells; that it suffices, and that no less does, the reasoner says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from lifonto.culture.condition import Condition
from lifonto.culture.judgement import Judgement
from lifonto.culture.knowledge import Knowledge
from lifonto.culture.outcomes import UNDECIDED, Outcome, outcome_of
from lifonto.culture.signature import Signature, parts_of
from lifonto.recipes import DECIDING, Entry

Addition = tuple[str, ...]
MOST_FACTS = 2


@dataclass(frozen=True)
class Unless:
    """What an unknown word, or an ingredient with an open question, would have to be: (kind, outcome) pairs."""

    what: str
    kinds: tuple[tuple[str, Outcome], ...]


@dataclass(frozen=True)
class Fact:
    """A fact that is not known: *is*, *is not*, *base*, *feeder*, *strain* or *cell*, and of what."""

    aspect: str
    what: str


@dataclass(frozen=True)
class Settling:
    """Facts that together would decide, and the outcome there would be."""

    facts: tuple[Fact, ...]
    outcome: Outcome


def all_tried(condition: Condition, signature: Signature, judgement: Judgement) -> Iterator[Signature]:
    """Yield every signature that the gaps of *condition* will be found by, as far as can be told at first."""
    known = judgement.known
    yield from (signature.plus(extra, known) for extra in candidates(signature, judgement))
    yield from (signature.plus([kind], known) for kind in doubted(condition, signature, known))
    yield from (changed for _, changed in facts(signature, judgement))
    yield from (lessened for _, lessened in without_each(condition, known))


def keepers(signature: Signature, judgement: Judgement) -> Iterator[Entry]:
    """Yield the deciding rules for these cells that keep them."""
    bench = judgement.known.bench
    above = judgement.cells_above.get(signature.cell, frozenset({signature.cell}))
    for rule in bench["rules"].values():
        keeps = bench["outcomes"][rule.one("outcome")].one("keeps") == "yes"
        same = rule.one("cell") in above and frozenset(rule.says("altered")) == signature.altered
        if keeps and same and rule.one("strength") in DECIDING:
            yield rule


def candidates(signature: Signature, judgement: Judgement) -> list[Addition]:
    """Return the additions that would give *signature* all that some keeping rule names."""
    found = []
    for rule in keepers(signature, judgement):
        wanted = [each for each in rule.says("present") if each not in signature.present]
        wanted += [each for each in rule.says("base") if each not in signature.bases]
        if rule.one("feeder") in judgement.known.bench["feeders"] and not signature.feeder:
            wanted.append(rule.one("feeder"))
        if wanted and not rule.says("medium"):
            found.append(tuple(wanted))
    return list(dict.fromkeys(found))


def missing(signature: Signature, judgement: Judgement) -> tuple[Addition, ...]:
    """Return the smallest additions that keep the cells: none holds all of another, or something wider."""
    known = judgement.known
    tried = {extra: signature.plus(extra, known) for extra in candidates(signature, judgement)}
    judgement.of(tried.values())
    enough = [extra for extra, more in tried.items() if outcome_of(judgement, more)[0].keeps]
    return tuple(each for each in enough if not any(other != each and within(other, each, known) for other in enough))


def within(smaller: Addition, larger: Addition, known: Knowledge) -> bool:
    """Tell whether whoever adds all of *larger* has added all of *smaller*, too."""
    return all(any(each == other or is_of(other, each, known) for other in larger) for each in smaller)


def is_of(name: str, kind: str, known: Knowledge) -> bool:
    """Tell whether an ingredient or kind called *name* is of *kind*."""
    bench = known.bench
    return (name in bench["kinds"] or name in bench["ingredients"]) and kind in bench.counts(name)


def without_each(condition: Condition, known: Knowledge) -> Iterator[tuple[str, Signature]]:
    """Yield the acting ingredients of *condition*, each with what is left when it is left out."""
    acting = frozenset(known.bench.acting)
    parts = [each for each in parts_of(condition, known) if known.bench.counts(each) & acting]
    for part in parts:
        rest = tuple(each for each in parts_of(condition, known) if each != part)
        media = tuple(each for each in condition.media if known.bench["media"][each].one("composition") != "whole")
        if rest and not media:
            yield part, Signature.of(replace(condition, media=(), left_out=(), added=rest), known)


def superfluous(condition: Condition, judgement: Judgement) -> Addition:
    """Return the ingredients without any one of which the verdict stays the same."""
    tried = dict(without_each(condition, judgement.known))
    judgement.of(tried.values())
    whole = outcome_of(judgement, Signature.of(condition, judgement.known))[0]
    return tuple(part for part, less in tried.items() if outcome_of(judgement, less)[0] == whole)


def doubted(condition: Condition, signature: Signature, known: Knowledge) -> list[str]:
    """Return the kinds that something in the condition may be of: any, where a word of it is unknown."""
    every = condition.unknown or signature.media
    return [each for each in known.bench.acting if each not in signature.present and (every or each in signature.open)]


def unless(condition: Condition, signature: Signature, judgement: Judgement) -> tuple[Unless, ...]:
    """Return the kinds that would change the outcome, for each unknown word and each open question."""
    known = judgement.known
    tried = {kind: signature.plus([kind], known) for kind in doubted(condition, signature, known)}
    judgement.of(tried.values())
    now = outcome_of(judgement, signature)[0]
    then = {kind: outcome_of(judgement, more)[0] for kind, more in tried.items()}
    changed = {kind: outcome for kind, outcome in then.items() if outcome != now}
    found = [(word, changed) for word in condition.unknown]
    for part in parts_of(condition, known):
        may_be = known.bench.may_be(part) & changed.keys()
        found.append((part, {kind: changed[kind] for kind in known.bench.acting if kind in may_be}))
    return tuple(Unless(what, shortened(kinds, known)) for what, kinds in found if kinds)


def shortened(kinds: dict[str, Outcome], known: Knowledge) -> tuple[tuple[str, Outcome], ...]:
    """Return *kinds* without those of which a wider kind has the same outcome."""
    return tuple(
        (kind, outcome)
        for kind, outcome in kinds.items()
        if not any(kinds.get(wider) == outcome for wider in known.bench.above(kind) - {kind})
    )


def facts(signature: Signature, judgement: Judgement) -> Iterator[tuple[Fact, Signature]]:
    """Yield the facts that are not known of *signature*, each with what it would then be."""
    known, bench = judgement.known, judgement.known.bench
    doubts = frozenset() if signature.media else signature.open  # of a medium of unknown make-up all is open
    for kind in bench.widest(doubts):
        yield Fact("is not", kind), signature.without_doubt(kind, known)
    for kind in (each for each in bench.acting if each in doubts):
        yield Fact("is", kind), signature.plus([kind], known)
    if signature.told and not signature.bases and not signature.media:
        yield from ((Fact("base", base), signature.plus([base], known)) for base in known.bases)
    if bench["feeders"].get(signature.feeder) and bench["feeders"][signature.feeder].one("makes") == "open":
        named = dict.fromkeys(rule.one("feeder") for rule in bench["rules"].values())
        kinds = [each for each in named if each in bench["feeders"] and each != signature.feeder]
        yield from ((Fact("feeder", each), replace(signature, feeder=each)) for each in kinds)
    if signature.strain in bench["strains"]:
        named = dict.fromkeys(rule.one("strain") for rule in bench["rules"].values())
        groups = [each for each in named if each in bench["strains"] and each != signature.strain]
        if not bench["strains"][signature.strain].says("strain") and signature.strain not in named:
            yield from ((Fact("strain", each), replace(signature, strain=each)) for each in groups)
    for cell, above in judgement.cells_above.items():
        if signature.cell in above - {cell} and bench["cells"][cell].one("standing") != "altered":
            yield Fact("cell", cell), replace(signature, cell=cell)


def settles(signature: Signature, judgement: Judgement) -> tuple[Settling, ...]:
    """Return the fewest facts that would decide what becomes of *signature*, with each outcome."""
    level: list[tuple[tuple[Fact, ...], Signature]] = [((), signature)]
    for _ in range(MOST_FACTS):
        level = list(further(level, judgement))
        judgement.of(each for _, each in level)
        found = [Settling(told, outcome_of(judgement, each)[0]) for told, each in level]
        if decided := [each for each in found if each.outcome != UNDECIDED]:
            return tuple(decided)
    return ()


def tried_next(signature: Signature, judgement: Judgement) -> Iterator[Signature]:
    """Yield the signatures that two facts lead to, where what one leads to has been judged and decides nothing."""
    level = list(further([((), signature)], judgement))
    if all(outcome_of(judgement, each)[0] == UNDECIDED for _, each in level):
        yield from (each for _, each in further(level, judgement))


def further(
    level: Iterable[tuple[tuple[Fact, ...], Signature]], judgement: Judgement
) -> Iterator[tuple[tuple[Fact, ...], Signature]]:
    """Yield the signatures of *level* with one more fact known, each set of facts once."""
    seen = set()
    for told, signature in level:
        for fact, changed in facts(signature, judgement):
            whole = frozenset((*told, fact))
            if fact not in told and changed != signature and whole not in seen:
                seen.add(whole)
                yield (*told, fact), changed
