"""Explanations laid out as text: what is explained, then the steps of each argument, numbered, with their evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from textwrap import wrap
from typing import Any

from lifonto.ask.explanation import Line
from lifonto.ask.telling import Told
from lifonto.reason.queries.gap import Gap
from lifonto.reason.values.rendering import WORDS, render

WIDTH = 100
KEYWORDS = (*dict.fromkeys(WORDS.values()), "Characteristics:", "Type")
NAME = re.compile(r"'(?:[^'\\]|\\.)*'")
JOINT = "\0"  # stands for a space in a name
WHOLE_WORDS: Any = {"break_long_words": False, "break_on_hyphens": False}
DEEPER, UNDER = " " * 4, " " * 7


def page(title: str, blocks: Sequence[Iterable[str]], each: str = "Because") -> str:
    """Lay out *blocks*, each a way to argue for the *title*, under headings such as ``Because (1 of 3)``."""
    parts = [title]
    for number, block in enumerate(blocks, 1):
        heading = f"{each} ({number} of {len(blocks)})" if len(blocks) > 1 else each
        parts.append("\n".join([heading, *block]))
    return "\n\n".join(parts)


def argument(told: Iterable[Told], indent: str = "") -> Iterator[str]:
    """Yield the lines of the steps *told*, what each follows from set in under it."""
    for each in told:
        if each.again:
            yield from hanging(f"as in step {each.number}: {each.sentence}", 2, f"{indent}      ")
            continue
        yield from step(each.number, each.sentence + ", because" * bool(each.because), each, indent)
        yield from argument(each.because, indent + DEEPER)


def removal(block: Iterable[Line]) -> Iterator[str]:
    """Yield the axioms of a repair, numbered."""
    for number, line in enumerate(block, 1):
        yield from step(number, line.reading or line.axiom, line)


def step(number: int, sentence: str, line: Line | Told, indent: str = "") -> Iterator[str]:
    """Yield a *sentence* with its number and, under it, the axiom that it says and the evidence."""
    is_axiom, width = sentence == line.axiom, WIDTH - len(indent) - 6
    first, *more = folded(sentence, width) if is_axiom else wrap(sentence, width, **WHOLE_WORDS)
    yield f"{indent}  {number:>2}. {first}"
    yield from (f"{indent}      {part}" for part in more)
    if line.axiom and not is_axiom:
        yield from (indent + UNDER + part for part in folded(line.axiom, WIDTH - len(indent + UNDER)))
    yield from evidence(line, indent)


def folded(axiom: str, width: int) -> list[str]:
    """Break a long *axiom* after its word and before each ``and`` or ``or`` of its outermost parts, never in a name."""
    if len(axiom) <= width:
        return [axiom]
    whole = NAME.sub(lambda name: name[0].replace(" ", JOINT), axiom)
    head, word, rest = [*re.split(rf" ({'|'.join(KEYWORDS)}) ", whole, maxsplit=1), "", ""][:3]
    broken = [f"{head} {word}".rstrip(), *(f"  {each}" for each in outermost(rest) if each)]
    lines = [line for part in broken for line in wrap(part, width, subsequent_indent=" " * 6, **WHOLE_WORDS)]
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


def evidence(line: Line | Told, indent: str) -> Iterator[str]:
    """Yield what stands under an axiom: the records that state it, its citations."""
    for curie, sentence in zip(line.records, line.statements, strict=True):
        yield from hanging(f"{curie}  {sentence}", len(curie) + 2, indent + UNDER)
    if line.sources:
        yield from hanging(f"[{', '.join(line.sources)}]", 1, indent + UNDER)


def hanging(text: str, hang: int, under: str) -> list[str]:
    """Break *text* into lines that begin *under* something, all but the first further in."""
    return wrap(text, WIDTH, initial_indent=under, subsequent_indent=under + " " * hang, **WHOLE_WORDS)


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
