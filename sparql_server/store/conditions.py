"""The conditions of a write, judged in the write itself: RFC 9110 §13.1.1 and §13.1.2."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox

from sparql_server.protocol.problems import Problem
from sparql_server.store.reading import RDF, read_dataset, read_graph
from sparql_server.store.response import Tag


def keep_conditions(store: ox.Store, request: dict[str, Any], existed: bool) -> None:
    """Raise Problem (412) where the graph is not as If-Match or If-None-Match wants it."""
    wanted, unwanted = request.get("if_match"), request.get("if_none_match")
    if wanted is not None and not matches(store, request, wanted, existed, weakly=False):
        raise Problem(412, "If-Match does not hold: the graph has changed since, or is not there; get it again")
    if unwanted is not None and matches(store, request, unwanted, existed, weakly=True):
        raise Problem(412, "If-None-Match does not hold: the graph is there, or has not changed")


def matches(store: ox.Store, request: dict[str, Any], header: str, existed: bool, *, weakly: bool) -> bool:
    """Tell whether one of the tags in *header* is that of the graph as it is now."""
    from werkzeug.http import parse_etags

    tags = parse_etags(header)
    if not existed or tags.star_tag:
        return existed
    listed = {tag.removesuffix("-gz") for tag in (tags.as_set(include_weak=weakly))}
    formats = {tag.rpartition("-")[2] for tag in listed} & RDF.keys()
    return any(tag_in(store, request, name) in listed for name in formats)


def tag_in(store: ox.Store, request: dict[str, Any], name: str) -> str:
    """Return the tag of the graph as it is now, in the format called *name*."""
    tag = Tag()
    read = read_dataset if request.get("dataset") else read_graph
    try:
        read(store, request | {"graphs": [[name, ""]]}, b"", tag)
    except Problem:  # it cannot be written in that format
        return ""
    return str(tag)
