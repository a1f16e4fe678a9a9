"""The statements as a network with attributes, which GraphML and CX2 both write: nodes, and edges that say all.

An edge has its statement's kind (positive, negative, contested, …), its standing and its whole context, so no statement
about terms is withheld. Whoever draws a network without its attributes draws what was denied, too: ``negated`` is the
one to filter by, and the name of a negative edge begins with *not*.
"""

from __future__ import annotations

from lifonto.exchange.losses import Losses
from lifonto.exchange.statements import Edge, Statements

Values = dict[str, str | bool]
TEXTS = "statements whose object is a text and no term"
MANNERS = {
    "negative": "not: ",
    "contested": "contested: ",
    "hypothetical": "perhaps: ",
    "undetermined": "asked, not answered: ",
}
BOOLEAN = {"negated"}


def network(known: Statements, losses: Losses) -> tuple[dict[str, Values], list[tuple[str, str, Values]]]:
    """Return the nodes by CURIE, and the edges between them, each with attributes."""
    for each in known.all:
        if not any(known.is_term(one) for one in each.objects):
            losses.withhold(known.curie(each.iri), TEXTS)
    notes = (known.curie(each.iri) for each in known.all if each.standing_note or each.other_sources or each.conflicts)
    losses.lose("standing notes, conflicts, and sources other than publications", *notes)
    nodes: dict[str, Values] = {}
    edges = []
    for edge in known.edges():
        ends = known.curie(edge.subject), known.curie(edge.object)
        for iri, curie in zip((edge.subject, edge.object), ends, strict=True):
            nodes[curie] = {"name": known.label(iri), "iri": iri}
        edges.append((*ends, attributes(edge, known)))
    return nodes, edges


def attributes(edge: Edge, known: Statements) -> Values:
    """Return what is to be known of an edge; several values are parted by bars."""
    each = edge.statement

    def names(iris: tuple[str, ...]) -> str:
        return "|".join(known.label(iri) for iri in iris)

    return {
        "interaction": MANNERS.get(each.kind, "") + known.label(each.relation),
        "relation": known.curie(each.relation),
        "statement": known.curie(each.iri),
        "sentence": each.sentence,
        "kind": each.kind,
        "negated": each.negated,
        "standing": each.standing,
        "species": names(each.species),
        "cells": names(each.cells),
        "conditions": names(each.conditions),
        "context_note": each.context_note,
        "evidence": "|".join(map(known.curie, each.evidence)),
        "publications": "|".join(map(known.curie, each.sources)),
    }
