"""A store made ahead of several files and what follows from them: written beside its place, then put there at once."""

from __future__ import annotations

import ctypes
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import pyoxigraph as ox

from lifonto.errors import LifontoError
from lifonto.merging.conclusions import Conclusions
from lifonto.merging.provenance import INFERRED, LINKS, PROVENANCE, Statement
from lifonto.reason.values.vocabulary import NOTHING, RDFS
from sparql_server.catalogue.making import Catalogue
from sparql_server.record import NAME, is_made_ahead
from sparql_server.store import loading, locks

PIECE = 100_000  # statements between two looks at how far it has come
EXCHANGE, AT_CWD = 2, -100  # of renameat2(2)
SUBCLASS = ox.NamedNode(RDFS + "subClassOf")
Tell = Callable[[str], None]


class Filled(NamedTuple):
    """How many statements a store was filled with, and what of its files was left out."""

    statements: int
    left_out: list[str]


def fill(directory: Path, config: dict[str, Any], found: Conclusions, told: Iterable[Statement], tell: Tell) -> Filled:
    """Fill a new store with the sources of *config*, what was *found* to follow, and what is *told* of them.

    The default graph gets the triples of the ``merged`` graphs. Raises LifontoError where a file cannot be read.
    """
    store, catalogue, left_out = ox.Store(str(directory)), Catalogue(), list[str]()
    catalogue.declared |= config["prefixes"]
    try:
        for source in config["sources"]:
            tell(f"reading {Path(source[0]).name}")
            left_out += loading.fill(store, [source], prefixes=catalogue.declared)
    except SystemExit as refusal:
        raise LifontoError(str(refusal)) from refusal
    store.bulk_extend(statements(told, ox.NamedNode(PROVENANCE)))
    store.bulk_extend(counted("subclasses", hierarchy(store, found), tell))
    store.bulk_extend(counted("links", links(found), tell))
    for graph in config["merged"]:
        store.bulk_extend(counted(f"default graph, {graph}", copied(store, ox.NamedNode(graph)), tell))
    tell("describing the data")
    store.bulk_extend(catalogue.quads(store, config | {"prefixes": {}}))
    store.flush()
    store.optimize()
    return Filled(len(store), left_out)


def statements(told: Iterable[Statement], graph: ox.NamedNode) -> Iterator[ox.Quad]:
    """Yield what is *told*, in *graph*."""
    for subject, predicate, text, datatype in told:
        value = ox.Literal(text, datatype=ox.NamedNode(datatype)) if datatype else ox.NamedNode(text)
        yield ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), value, graph)


def hierarchy(store: ox.Store, found: Conclusions) -> Iterator[ox.Quad]:
    """Yield the subclass relations *found* that nobody states."""
    graph = ox.NamedNode(INFERRED)
    stated = {(each.subject, each.object) for each in store.quads_for_pattern(None, SUBCLASS, None)}
    nothing = ((sub, NOTHING) for sub in sorted(found.unsatisfiable))
    nodes: dict[str, ox.NamedNode] = {}
    for sub, sup in (*nothing, *found.subclasses()):
        pair = tuple(nodes.setdefault(each, ox.NamedNode(each)) for each in (sub, sup))
        if pair not in stated:
            yield ox.Quad(pair[0], SUBCLASS, pair[1], graph)


def links(found: Conclusions) -> Iterator[ox.Quad]:
    """Yield the links *found*."""
    graph = ox.NamedNode(LINKS)
    nodes: dict[str, ox.NamedNode] = {}
    for sub, relation, filler in found.links():
        one, by, other = (nodes.setdefault(each, ox.NamedNode(each)) for each in (sub, relation, filler))
        yield ox.Quad(one, by, other, graph)


def copied(store: ox.Store, graph: ox.NamedNode) -> Iterator[ox.Quad]:
    """Yield the triples of *graph* for the default graph; a blank node stays the same node."""
    return (ox.Quad(*each.triple) for each in store.quads_for_pattern(None, None, None, graph))


def counted(what: str, quads: Iterable[ox.Quad], tell: Tell) -> Iterator[ox.Quad]:
    """Yield *quads*, and tell how many there have been."""
    number, waiting = 0, iter(quads)
    while piece := list(islice(waiting, PIECE)):
        tell(f"writing {what}: {number:,}")
        yield from piece
        number += len(piece)


def check_place(target: Path) -> None:
    """Refuse (LifontoError) a *target* that holds something else, or is being served."""
    if target.is_dir() and not any(target.iterdir()):
        return
    if target.exists() and not is_made_ahead(target):
        raise LifontoError(f"{target}: is there already and was not made by `lifonto load`; give another name")
    if target.exists():
        os.close(locks.alone(target / NAME))


def put(made: Path, target: Path) -> None:
    """Put the store *made* in the place of *target* in one step; what was there is removed afterwards."""
    if not target.exists():
        made.rename(target)
        return
    check_place(target)
    if ctypes.CDLL(None, use_errno=True).renameat2(AT_CWD, os.fsencode(made), AT_CWD, os.fsencode(target), EXCHANGE):
        raise LifontoError(f"{target}: cannot be replaced ({os.strerror(ctypes.get_errno())}); give another name")
    shutil.rmtree(made)
