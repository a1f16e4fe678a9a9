"""The names of a release, by what each can be in a culture condition: its tables of culture tell which is what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lifonto.culture.knowledge import Knowledge
from lifonto.culture.lexicon import Kind, Lexicon, Name
from lifonto.culture.phrases import ALTERED, moded
from lifonto.finding.spelling import words

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
RANKS = {"exact": 1, "related": 2}


def lexicon_of(known: Knowledge) -> Lexicon:
    """Return the names that may be typed of what is *known* of culture."""
    kinds = {iri: kind for table, kind in TABLES.items() for iri in known.bench[table]}
    names = [*names_of(known, kinds), *genes(known)]
    names += [*altered(names), *short(names)]
    labels = {term: known.call(term) for term in kinds}
    acting = {term: known.bench.counts(term) for term in {**known.bench["kinds"], **known.bench["ingredients"]}}
    return Lexicon(names, labels, acting)


def names_of(known: Knowledge, kinds: dict[str, Kind]) -> Iterator[Name]:
    """Yield the labels, synonyms and identifiers of the terms in *kinds*."""
    for table in TABLES:
        for term, entry in known.bench[table].items():
            yield Name(term, kinds[term], entry.name, 0)
            for column, rank in RANKS.items():
                yield from (Name(term, kinds[term], each, rank) for each in entry.says(column) if words(each))
            yield Name(term, kinds[term], known.prefixes.contract(term), 1, is_made=True)


def genes(known: Knowledge) -> Iterator[Name]:
    """Yield for each alteration of one gene what was done to it, with each name of the gene."""
    for term, entry in known.bench["alterations"].items():
        for gene in entry.says("gene"):
            if " and " not in entry.name:  # the deletion of two genes is not that of one
                yield Name(term, "alteration", f"{gene} {entry.one('change')}", 1, is_made=True)


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
