"""What each piece of a text is: a name, an amount, a word such as *without*, or a word that nobody knows."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from lifonto.culture.lexicon import Kind, Lexicon, Match
from lifonto.culture.spelling import spellings
from lifonto.culture.tokens import Token, balanced, tokens
from lifonto.finding.spelling import KEPT, tidy, words

Use = Literal[
    "name", "amount", "left", "filler", "qualifier", "maker", "binding", "absent", "present",
    "stop", "plus", "slash", "hyphen", "either", "group",
]  # fmt: skip
USES: tuple[Use, ...] = ("either", "absent", "present", "binding", "qualifier", "maker", "filler")
LONGEST = 10  # tokens of a name
DEEPEST = 5  # brackets in brackets
ALTERED: frozenset[Kind] = frozenset({"cell", "line", "alteration", "feeder"})
WITHOUT = "one"  # what a minus means: the next name alone is left out


@dataclass(frozen=True)
class Phrase:
    """A piece of *text* and its *use*; *hint* says more of a word, *inner* is what stands in brackets."""

    use: Use
    text: str
    start: int
    end: int
    match: Match | None = None
    hint: str = ""
    inner: tuple[Phrase, ...] = ()


def phrases(text: str, lexicon: Lexicon, kinds: Collection[Kind]) -> tuple[Phrase, ...]:
    """Return the phrases of *text*, which is tidy, with what stands in brackets as a group."""
    found = tokens(text)
    flat: list[tuple[Phrase | None, Token]] = []
    place = 0
    while place < len(found):
        phrase, taken = phrase_at(text, found, place, lexicon, kinds)
        flat.append((phrase, found[place]))
        place += taken
    return grouped(text, flat)


def phrase_at(
    text: str, found: Sequence[Token], place: int, lexicon: Lexicon, kinds: Collection[Kind]
) -> tuple[Phrase | None, int]:
    """Return the phrase that begins at token number *place*, None for a bracket, and how many tokens it takes."""
    token = found[place]
    start = token.start
    if token.sort == "word":
        for end in range(min(len(found), place + LONGEST), place, -1):
            if not (piece := text_of(text, found[place:end])):
                continue
            if match := named(piece, lexicon, kinds):
                return Phrase("name", piece, start, found[end - 1].end, match), end - place
            if use := use_of(piece, is_first=place == 0 or found[place - 1].sort == "stop"):
                return Phrase(use[0], piece, start, found[end - 1].end, hint=use[1]), end - place
        return Phrase("left", token.text, start, token.end), 1
    if token.sort == "open" or token.sort == "close":
        return None, 1
    if token.sort == "minus":
        return Phrase("absent", token.text, start, token.end, hint=WITHOUT), 1
    return Phrase(token.sort, token.text, start, token.end), 1


def text_of(text: str, piece: Sequence[Token]) -> str:
    """Return the text of some tokens that may be one name; nothing where they cannot be."""
    if not balanced(list(piece)) or piece[-1].sort in ("hyphen", "slash"):
        return ""
    return text[piece[0].start : piece[-1].end]


def named(piece: str, lexicon: Lexicon, kinds: Collection[Kind]) -> Match | None:
    """Return what *piece* names; a name does not begin with a word such as *without*, save where it is written so."""
    found = lexicon.exact(piece, kinds)
    if not found and (changed := moded(piece)) != piece:
        found = lexicon.exact(changed, [kind for kind in kinds if kind in ALTERED])
    first = words(piece)[:1]
    if (
        found
        and first
        and " " in piece[: len(first[0]) + 1]
        and uses().get(first[0], ("", ""))[0] in ("absent", "present")
    ):
        return found if words(found.name.written)[:1] == first else None
    return found


@cache
def uses() -> dict[str, tuple[Use, str]]:
    """Every word of the table of ways of writing that has a use, in lower case, with the use and what it means."""
    return {
        " ".join(words(written)) or written: (use, meant)
        for use in reversed(USES)
        for written, meant in spellings(use).items()
    }


def use_of(piece: str, *, is_first: bool) -> tuple[Use, str] | None:
    """Return the use of the words in *piece*; a capital letter by itself is part of a name, save where it is first."""
    if len(piece) == 1 and piece.isupper() and not is_first:
        return None
    return uses().get(" ".join(words(piece)) or piece)


@cache
def modes() -> tuple[re.Pattern[str], dict[str, str]]:
    """What matches the ways of writing what was done to a gene, and what each means."""
    written = sorted(map(tidy, spellings("mode")), key=len, reverse=True)
    meant = {tidy(each).casefold(): mode for each, mode in spellings("mode").items()}
    pattern = re.compile(
        "|".join(rf"(?<![^\W_]){re.escape(w)}(?![^\W_])" if w[0].isalnum() else re.escape(w) for w in written),
        re.IGNORECASE,
    )
    return pattern, meant


@lru_cache(KEPT)
def moded(text: str) -> str:
    """Return *text* with one word for each thing that is done to a gene: ``Stat3-/-`` becomes ``Stat3 null``."""
    pattern, meant = modes()
    return pattern.sub(lambda found: f" {meant[found[0].casefold()]} ", tidy(text))


def grouped(text: str, flat: Sequence[tuple[Phrase | None, Token]]) -> tuple[Phrase, ...]:
    """Return the phrases with those between brackets inside a group; brackets that nothing closes end with the text."""
    levels: list[list[Phrase]] = [[]]
    opened: list[int] = []
    for phrase, token in flat:
        if phrase:
            levels[-1].append(phrase)
        elif token.sort == "open" and len(opened) < DEEPEST:
            levels.append([])
            opened.append(token.start)
        elif token.sort == "close" and opened:
            close(text, levels, opened.pop(), token.end)
    while opened:
        close(text, levels, opened.pop(), len(text))
    return tuple(levels[0])


def close(text: str, levels: list[list[Phrase]], start: int, end: int) -> None:
    """Put the innermost level into a group of the one around it."""
    inner = tuple(levels.pop())
    levels[-1].append(Phrase("group", text[start:end], start, end, inner=inner))
