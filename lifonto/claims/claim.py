"""A claim: that a thing has a relation to another, or has it not, in a context; from terms or from a sentence."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from lifonto.ask.terms import TermIndex
from lifonto.errors import LifontoError

TOKEN = re.compile(r"[^\s,;:!?()\"]+")
FILLERS = frozenset(
    (*("a", "an", "the", "in", "of", "on", "for", "to", "from", "by"), *("can", "could", "do", "does", "did", "be"))
) | {"is", "are", "was", "cell", "cells"}
NEGATORS = frozenset(("not", "no", "never", "cannot", "neither"))
KIND_OF = "kind of"


class UnclearError(LifontoError):
    """A sentence that cannot be read as a claim."""


@dataclass(frozen=True)
class Claim:
    """What is claimed, in IRIs: *relations* are words of the table, a label or an IRI each, or a sign of effect.

    ``context``: the species, cells and conditions it is claimed of. ``unread``: words that were not understood, so
    that nobody may call the claim supported.
    """

    subject: str
    relations: tuple[str, ...]
    object: str
    negated: bool = False
    context: frozenset[str] = frozenset()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verb:
    """How a relation is said: the *relations* that are meant, and whether subject and object change places."""

    words: tuple[str, ...]
    relations: tuple[str, ...]
    turned: bool


@cache
def verbs() -> tuple[Verb, ...]:
    """Return the verbs that are understood, the longest first."""
    text = files("lifonto.claims").joinpath("words.tsv").read_text(encoding="utf-8")
    found = [
        Verb(tuple(words.split()), tuple(row["Relations"].split("|")), bool(row["Turned round"]))
        for row in csv.DictReader(text.splitlines(), delimiter="\t")
        for words in row["Words"].split("|")
    ]
    return tuple(sorted(found, key=_length))


def _length(verb: Verb) -> int:
    return -len(verb.words)


def claimed(names: Sequence[str], context: Sequence[str], index: TermIndex) -> Claim:
    """Return what *names* claim: subject, relation (which may begin with *not*), object; raises NotFound."""
    subject, relation, object_ = names
    negated, said = relation.startswith("not "), relation.removeprefix("not ").strip()
    verb = next((each for each in verbs() if " ".join(each.words) == said.casefold()), None)
    first, second = index.find(subject), index.find(object_)
    if verb and verb.turned:
        first, second = second, first
    relations = verb.relations if verb else (index.find(said),)
    return Claim(first, relations, second, negated, frozenset(map(index.find, context)))


def read(sentence: str, index: TermIndex, relations: Iterable[str] = ()) -> Claim:
    """Read a *sentence* with two terms and a verb, or the label of one of *relations*, between them.

    Raises UnclearError where it has no such shape.
    """
    labels = {index.call(each) for each in relations}
    known = sorted((*verbs(), *(Verb(tuple(each.split()), (each,), False) for each in labels)), key=_length)
    tokens = TOKEN.findall(sentence.strip().rstrip("."))
    tokens = [part for token in tokens for part in _split_negation(token)]
    negated = any(token.casefold() in NEGATORS for token in tokens)
    tokens = [token for token in tokens if token.casefold() not in NEGATORS]
    for start, verb in _verbs_in(tokens, known):
        before, unread = _terms(tokens[:start], index)
        after, more = _terms(tokens[start + len(verb.words) :], index)
        if before and after:
            subject, object_, *rest = [before[0], after[0], *before[1:], *after[1:]]
            if verb.turned:
                subject, object_ = object_, subject
            return Claim(subject, verb.relations, object_, negated, frozenset(rest), (*unread, *more))
    some = ", ".join(sorted({" ".join(verb.words) for verb in verbs() if verb.words[0].endswith("s")}))
    raise UnclearError(
        f"{sentence!r} is not read as a claim: it wants a known term, a verb and a known term; verbs are {some}, and "
        "the names of relations"
    )


def _split_negation(token: str) -> Iterator[str]:
    if token.casefold().endswith(("n't", "n’t")):
        yield from (token[:-3], "not")
    else:
        yield token


def _verbs_in(tokens: Sequence[str], known: Sequence[Verb]) -> Iterator[tuple[int, Verb]]:
    """Yield each verb in *tokens* with its place; of those at one place the longest comes first."""
    lower = [token.casefold() for token in tokens]
    for start in range(1, len(tokens)):
        for verb in known:
            if tuple(lower[start : start + len(verb.words)]) == verb.words:
                yield start, verb


def _terms(tokens: Sequence[str], index: TermIndex) -> tuple[list[str], list[str]]:
    """Return the terms that *tokens* name, the longest names first, and the words that are part of none."""
    terms: list[str] = []
    unread: list[str] = []
    start = 0
    while start < len(tokens):
        for end in range(len(tokens), start, -1):
            if (found := _named(" ".join(tokens[start:end]), index)) is not None:
                terms.append(found)
                start = end
                break
        else:
            if tokens[start].casefold() not in FILLERS:
                unread.append(tokens[start])
            start += 1
    return terms, unread


def _named(name: str, index: TermIndex) -> str | None:
    """Return the term called *name*, in the singular too; None where there is none, or more than one."""
    if name.casefold() in FILLERS:
        return None
    return index.the(name) or index.the(name.removesuffix("s"))
