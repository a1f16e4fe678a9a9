"""The marks, amounts and words in a line of a recipe."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from lifonto.culture.amounts import AMOUNT, NUMBER, RATIO

Sort = Literal["word", "amount", "stop", "plus", "open", "close", "slash", "hyphen", "minus", "either"]
WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*|[Δ%]")
ALONE = re.compile(rf"(?:{NUMBER})(?![\w%])")
COPIES = re.compile(r"\(?-\s?/\s?-\)?")  # both copies of a gene are gone
EITHER = re.compile(r"\+\s?/\s?-|\+-")
ONE_COPY = re.compile(r"\+\s?/\s?-")
BULLET = re.compile(r"^[ \t]*(?:[-*•·–]|\d{1,2}[.)])[ \t]+(?=\S)", re.MULTILINE)
MARKS: dict[str, Sort] = {",": "stop", ";": "stop", "\n": "stop", "\t": "stop", ":": "stop", "|": "stop", "=": "stop"}
MARKS |= {"(": "open", "[": "open", "{": "open", ")": "close", "]": "close", "}": "close", "/": "slash", "\\": "slash"}
MARKS |= {"+": "plus", "•": "stop", "*": "stop", "±": "either"}


@dataclass(frozen=True)
class Token:
    """A piece of text from *start* to *end*, and what *sort* of piece it is."""

    sort: Sort
    text: str
    start: int
    end: int


def unbulleted(text: str) -> str:
    """Return *text* without the marks before the entries of a list, such as a dash that stands for no minus."""
    lines = [line for line in text.split("\n") if line.strip()]
    marked = [line for line in lines if BULLET.match(line)]
    return BULLET.sub("", text) if len(lines) > 1 and lines[0] in marked and len(marked) * 2 > len(lines) else text


def tokens(text: str) -> list[Token]:
    """Return the tokens of *text*, which is tidy."""
    found: list[Token] = []
    place = 0
    while place < len(text):
        token = token_at(text, place)
        place = token.end if token else place + 1
        if token:
            found.append(token)
    return found


def token_at(text: str, place: int) -> Token | None:
    """Return the token that begins at *place*; None for a space, or a mark that says nothing."""
    before = text[place - 1] if place else " "
    of_gene = ONE_COPY.match(text, place) if before.isalnum() or before in ")-" else None
    if gone := COPIES.match(text, place) or of_gene:
        return Token("word", gone[0], place, gone.end())
    if not (before.isalnum() or before == "."):
        hangs = before == "-" and text[max(place - 2, 0)].isalnum()  # what hangs on a name is part of it, save 15%
        for pattern in (RATIO, AMOUNT):
            amount = pattern.match(text, place)
            if amount and not amount[0][0].isspace() and (not hangs or amount[0].endswith("%")):
                return Token("amount", amount[0], place, amount.end())
        if number := ALONE.match(text, place):
            return Token("word", number[0], place, number.end())
    if either := EITHER.match(text, place):
        return Token("either", either[0], place, either.end())
    if word := WORD.match(text, place):
        return Token("word", word[0], place, word.end())
    return mark_at(text, place)


def mark_at(text: str, place: int) -> Token | None:
    """Return the mark at *place*."""
    mark, after = text[place], text[place + 1 : place + 2]
    if mark == "-":
        return Token(hyphen(text, place), mark, place, place + 1)
    if mark == "." and not after.strip():
        return Token("stop", mark, place, place + 1)
    if mark == "&":
        return Token("word", "and", place, place + 1)
    return Token(MARKS[mark], mark, place, place + 1) if mark in MARKS else None


def hyphen(text: str, place: int) -> Sort:
    """Tell a hyphen inside a name from a minus before one, and from a dash."""
    before, after = text[:place], text[place + 1 :]
    if before and before[-1].isalnum() and after[:1].isalnum():
        return "hyphen"
    if after[:1].isalpha() and (not before.strip() or before[-1] in " \t\n,;+("):
        return "minus"
    return "minus" if after[:1] == " " and after.strip()[:1].isalpha() else "stop"


def spaced(left: Token, right: Token) -> bool:
    """Tell whether there is a space between two tokens."""
    return right.start > left.end


def balanced(piece: list[Token]) -> bool:
    """Tell whether the brackets in *piece* close each other, and nothing in it ends a name."""
    depth = 0
    for each in piece:
        depth += {"open": 1, "close": -1}.get(each.sort, 0)
        if depth < 0 or each.sort in ("stop", "plus", "either", "minus"):
            return False
    return depth == 0 and not any(a.sort == b.sort == "slash" for a, b in pairwise(piece))
