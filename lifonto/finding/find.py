"""Finding what somebody means by a few words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lifonto.finding.index import Hit, Index, words_of

MOST_WORDS, SHORTEST = 16, 2
QUESTION = "a an and are by can do does for from how in is it of on or the to was what which who why with"
EMPTY_WORDS = frozenset(QUESTION.split())


@dataclass(frozen=True)
class Found:
    """What was found, the best first; ``read_as`` are the words that were searched for where they are others."""

    hits: tuple[Hit, ...]
    read_as: str = ""
    in_part: bool = False


def find(index: Index, text: str, most: int) -> Found:
    """Return what is called *text*, begins with it or has its words; else what is near."""
    words = telling(words_of(text)[:MOST_WORDS])
    if not words:
        return Found(tuple(index.exact(text, most)))
    if hits := as_written(index, text, words, most):
        return Found(tuple(hits))
    if words != (mended := [mend(index, word) for word in words]):
        if hits := as_written(index, " ".join(mended), mended, most):
            return Found(tuple(hits), " ".join(mended))
        words = mended
    return Found(tuple(index.nearest(words, most)), in_part=True)


def suggest(index: Index, text: str, most: int) -> Found:
    """Return what somebody may be about to write."""
    words = words_of(text)[:MOST_WORDS]
    return find(index, text, most) if sum(map(len, words)) >= SHORTEST else Found(())


def as_written(index: Index, text: str, words: list[str], most: int) -> list[Hit]:
    """Return what is called *text*, then what begins with *words*, then what has them somewhere."""
    found: dict[str, Hit] = {}
    ways: list[Callable[[], list[Hit]]] = [
        lambda: index.exact(text, most),
        lambda: index.starting(words, most),
        lambda: index.having(words, most),
    ]
    for way in ways:
        for hit in way() if len(found) < most else ():
            found.setdefault(hit.iri, hit)
    return list(found.values())[:most]


def telling(words: list[str]) -> list[str]:
    """Leave out what questions are full of, unless there is nothing else."""
    return [word for word in words if word not in EMPTY_WORDS] or words


def mend(index: Index, word: str) -> str:
    """Return the word that is meant by one that no name has."""
    return word if index.knows(word) else next(iter(index.slips.meant(word)), word)
