"""The names of a release, by what each can be in a culture condition: its tables of culture tell which is what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from lifonto.ask.terms import IDENTIFIER, TermIndex
from lifonto.culture import vocabulary as v
from lifonto.culture.knowledge import CultureKnowledge
from lifonto.culture.lexicon import Kind, Lexicon, Name
from lifonto.culture.lines import rows
from lifonto.culture.phrases import ALTERED, moded
from lifonto.culture.spelling import spellings, words
from lifonto.reason.values.expressions import Named, Restriction

TABLES: dict[str, Kind] = {  # what stands in two of them is what the later one says
    "kinds": "ingredient",
    "ingredients": "ingredient",
    "media": "medium",
    "cells": "cell",
    "cell_lines": "line",
    "strains": "strain",
    "alterations": "alteration",
    "feeders": "feeder",
    "matrices": "matrix",
}


def lexicon_of(known: CultureKnowledge, home: Path) -> Lexicon:
    """Return the names that may be typed, of the release in *home*, of which this is *known*."""
    kinds = kinds_of(home, known)
    names = [*names_of(known.index, kinds)]
    names += [*altered(names), *genes(known, names), *short(names)]
    return Lexicon(names, known.index.labels, counts_as(known, kinds))


def kinds_of(home: Path, known: CultureKnowledge) -> dict[str, Kind]:
    """Return each term of the tables of culture in *home*, with what it is in a condition."""
    found: dict[str, Kind] = {}
    for table, kind in TABLES.items():
        for row in rows(home / "culture" / f"{table}.tsv"):
            found[known.index.prefixes.expand(row["ID"])] = kind
    return {term: kind for term, kind in found.items() if term in known.index.labels}


def names_of(index: TermIndex, kinds: Mapping[str, Kind]) -> Iterator[Name]:
    """Yield the labels, synonyms and identifiers of the terms in *kinds*."""
    for ranks in index.names.values():
        for rank, pairs in ranks.items():
            for term, written in pairs:
                if term in kinds and words(written) and int(rank) < int(IDENTIFIER):
                    yield Name(term, kinds[term], written, int(rank))
    for term, kind in kinds.items():
        yield Name(term, kind, index.prefixes.contract(term), 1, is_made=True)


def altered(names: Iterable[Name]) -> Iterator[Name]:
    """Yield the *names* that say what was done to a gene again, as the reading of recipes says it."""
    for name in names:
        if name.kind in ALTERED and (changed := moded(name.written)) != name.written:
            yield Name(name.term, name.kind, changed, max(name.rank, 1), is_made=True)


def short(names: Iterable[Name]) -> Iterator[Name]:
    """Yield the *names* of cells without the word *cell* at their end: *ES* for an ES cell."""
    for name in names:
        if name.kind in ("cell", "line") and name.written.endswith((" cell", " cells")):
            yield Name(name.term, name.kind, name.written.rpartition(" ")[0], max(name.rank, 1), is_made=True)


def genes(known: CultureKnowledge, names: Iterable[Name]) -> Iterator[Name]:
    """Yield for each alteration the other names of the gene that it alters, with what was done to it."""
    called: dict[str, list[str]] = {}
    for ranks in known.index.names.values():
        for term, written in (pair for rank, pairs in ranks.items() if int(rank) <= 1 for pair in pairs):
            called.setdefault(term, []).append(written)
    modes = set(spellings("mode").values())
    for name in names:
        done = [mode for mode in modes if mode in moded(name.written).split()]
        if name.kind == "alteration" and name.rank == 0 and len(done) == 1:
            for gene in (each for altered in altered_by(known, name.term) for each in called.get(altered, ())):
                if gene.isalnum():
                    yield Name(name.term, "alteration", f"{gene} {done[0]}", 1, is_made=True)


def altered_by(known: CultureKnowledge, alteration: str) -> Iterator[str]:
    """Yield the proteins whose genes the *alteration* changes."""
    for said in known.stated(alteration, "SubClassOf"):
        if isinstance(said, Restriction) and said.relation == Named(v.ALTERS) and isinstance(said.filler, Named):
            yield said.filler.name


def counts_as(known: CultureKnowledge, kinds: Mapping[str, Kind]) -> dict[str, frozenset[str]]:
    """Return for each ingredient the kinds that it counts as."""
    acting = frozenset(known.kinds.values())
    return {term: known.above(term) & acting for term, kind in kinds.items() if kind == "ingredient"}
