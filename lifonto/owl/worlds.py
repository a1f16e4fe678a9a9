"""One private owlready2 world per build: the idiom that tames owlready2's global state."""

from __future__ import annotations

import types
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import owlready2 as owl

KINDS = {
    "owl:Class": owl.Thing,
    "owl:ObjectProperty": owl.ObjectProperty,
    "owl:DataProperty": owl.DataProperty,
    "owl:AnnotationProperty": owl.AnnotationProperty,
}


@contextmanager
def new_ontology(iri: str) -> Iterator[owl.Ontology]:
    """Open an empty ontology in a world of its own, and close the world after.

    *iri* ends in ``/``; without it owlready2 appends ``#``.
    """
    world = owl.World()  # in memory; never owl.default_world, which is shared by everything in the process
    try:
        yield world.get_ontology(iri)
    finally:
        world.close()


def split_iri(iri: str) -> tuple[str, str]:
    """Split *iri* into a namespace and a local name that is never empty."""
    whole = iri.rstrip("/#")
    cut = max(whole.rfind("#"), whole.rfind("/")) + 1
    return iri[:cut], iri[cut:]


def declare(ontology: owl.Ontology, iri: str, kind: Any = owl.Thing) -> Any:
    """Declare the entity *iri*, or return it if it is already declared.

    *kind* is one of owlready2's own bases, which makes a class or a property, or a class of ours, which makes an
    individual. Python names never matter: entities are made and found by their full IRI.
    """
    if (known := ontology.world[iri]) is not None:
        return known
    base, name = split_iri(iri)
    with ontology.get_namespace(base) as namespace:
        return types.new_class(name, (kind,)) if kind in KINDS.values() else kind(name, namespace)


def specialise(term: Any, parent: Any) -> Any:
    """State *term* SubClassOf *parent* and return the parent as it is stored.

    The stored construct, not the one passed in, is what may be annotated: owlready2 copies constructs that are
    already in use and ignores equal ones.
    """
    if term.is_a == [owl.Thing]:
        term.is_a = [parent]  # take the place of new_class's placeholder
    elif parent not in term.is_a:
        term.is_a.append(parent)
    return next(known for known in term.is_a if known == parent)
