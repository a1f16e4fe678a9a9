"""Explanations laid out as text: what is explained, then the steps of each argument, numbered, with their evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from textwrap import wrap
from typing import Any

from lifonto.ask.explanation import Line
from lifonto.owl.manchester import render
from lifonto.reason.model.gap import Gap
from lifonto.reason.ontology.axioms import WORDS

WIDTH = 100
NAME = re.compile(r"'(?:[^'\\]|\\.)*'")
JOINT = "\0"  # stands for a space in a name
WHOLE_WORDS: Any = {"break_long_words": False, "break_on_hyphens": False}
STEP, UNDER = " " * 2, " " * 7


def page(title: str, blocks: Sequence[Sequence[Line]], each: str = "Because") -> str:
    """Lay out *blocks*, each a way to argue for the *title*, under headings such as ``Because (1 of 3)``."""
    parts = [title]
    for number, block in enumerate(blocks, 1):
        heading = f"{each} ({number} of {len(blocks)})" if len(blocks) > 1 else each
        parts.append("\n".join([heading, *steps(block)]))
    return "\n\n".join(parts)


def steps(block: Iterable[Line]) -> Iterator[str]:
    """Yield the lines of one argument, its axioms numbered."""
    for number, line in enumerate(block, 1):
        first, *more = folded(line.axiom)
        yield f"{STEP}{number:>2}. {first}"
        yield from (f"{UNDER}  {part}" for part in more)
        yield from (f"{UNDER}{part}" for part in notes(line))


def folded(axiom: str) -> list[str]:
    """Break a long *axiom* after its word and before each ``and`` or ``or`` of its outermost parts, never in a name."""
    if len(axiom) <= WIDTH - len(UNDER):
        return [axiom]
    whole = NAME.sub(lambda name: name[0].replace(" ", JOINT), axiom)
    head, word, rest = re.split(rf" ({'|'.join(WORDS)}) ", whole, maxsplit=1)
    broken = [f"{head} {word}", *outermost(rest)]
    lines = [
        line for part in broken for line in wrap(part, WIDTH - len(UNDER) - 2, subsequent_indent=" " * 4, **WHOLE_WORDS)
    ]
    return [line.replace(JOINT, " ") for line in lines]


def outermost(expression: str) -> Iterator[str]:
    """Yield *expression* in parts, each but the first beginning with the ``and`` or ``or`` that joins it on."""
    depth = start = 0
    for place, character in enumerate(expression):
        depth += (character == "(") - (character == ")")
        if depth == 0 and expression.startswith((" and ", " or "), place):
            yield expression[start:place]
            start = place + 1
    yield expression[start:]


def notes(line: Line) -> Iterator[str]:
    """Yield what stands under an axiom: a rule in words, the records that state it, its citations."""
    if line.reading:
        yield from _hanging(line.reading, 0)
    for curie, sentence in zip(line.records, line.statements, strict=True):
        yield from _hanging(f"{curie}  {sentence}", len(curie) + 2)
    if line.sources:
        yield from _hanging(f"[{', '.join(line.sources)}]", 1)


def _hanging(text: str, indent: int) -> list[str]:
    width = WIDTH - len(UNDER)
    return wrap(text, width, subsequent_indent=" " * indent, **WHOLE_WORDS)


def missing(gap: Gap, asked: tuple[str, str], call: Callable[[str], str]) -> Iterator[str]:
    """Yield, line by line, what keeps the first of those *asked* from being a kind of the second."""
    sub, sup = asked
    yield f"{sub} is not known to be a kind of {sup}"
    yield ""
    if gap.conjuncts:
        yield f"To be one takes all that defines {sup}:"
        yield from (f"  {'met    ' if met else 'missing'}  {render(each, call)}" for each, met in gap.conjuncts)
    else:
        yield f"{sup} has no definition, so only a stated superclass could make it follow"
    near = ", ".join(map(call, gap.nearest))
    yield f"The nearest superclass of {sup} that it does have: {near}"
    if gap.excluded:
        yield "Nor can it become one: nothing can be an instance of both"
