"""GO-CAM models in YAML, one for each species: activities of gene products and complexes, and what one does to another.

What a product does is seldom said, so its activity is *molecular function*, GO's root. GO-CAM has neither *not* nor a
standing: verified positive statements go out alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from lifonto.exchange.losses import Export, Losses
from lifonto.exchange.molecules import COMPLEX, Molecules
from lifonto.exchange.relations import counterpart, no_finding
from lifonto.exchange.statements import Edge, Statement, Statements

NO_NOT = "negative statements, for which GO-CAM has no word: each would be drawn as a cause"
OTHER = "statements about something else than two gene products or complexes in a species that the statement names"
CONTEXT = "cells, conditions and context notes of statements"
ROOT, PROVIDER = "GO:0003674", "https://w3id.org/lifonto/"
Item = dict[str, Any]


def export(known: Statements) -> Export:
    """Write a model for each species."""
    losses, molecules = Losses(), Molecules(known)
    found: dict[str, list[tuple[Edge, str]]] = {}
    written = set[str]()
    for edge in known.edges():
        predicate, why = counterpart(edge.statement, known.curie(edge.statement.relation), "gocam")
        if predicate and not withheld(edge.statement, why):
            for species in in_which(edge, molecules):
                found.setdefault(species, []).append((edge, predicate))
                written.add(edge.statement.iri)
    for each in known.all:
        _, why = counterpart(each, known.curie(each.relation), "gocam")
        if each.iri not in written:
            losses.withhold(known.curie(each.iri), withheld(each, why) or OTHER)
        elif each.cells or each.conditions or each.context_note:
            losses.lose(CONTEXT, known.curie(each.iri))
    models = {species: model(species, edges, known) for species, edges in sorted(found.items())}
    return Export(
        {f"{file_name(species, known)}.yaml": yaml(each).encode() for species, each in models.items()}, losses
    )


def withheld(each: Statement, why: str) -> str:
    """Return why a statement is not written, or nothing."""
    return NO_NOT if each.negated else why or no_finding(each, partial=False)


def in_which(edge: Edge, molecules: Molecules) -> Iterator[str]:
    """Yield the species of the statement in which both ends are products or complexes."""
    ends = (edge.subject, edge.object)
    if all(molecules.is_protein(each) or molecules.known.is_a(each, COMPLEX) for each in ends):
        yield from (each for each in edge.statement.species if all(molecules.is_of(end, each) for end in ends))


def file_name(species: str, known: Statements) -> str:
    """Return the name of the model of *species*."""
    return f"lifonto_{known.curie(species).removeprefix('NCBITaxon:')}"


def model(species: str, edges: list[tuple[Edge, str]], known: Statements) -> Item:
    """Return the model of one species."""
    name = f"gomodel:{file_name(species, known)}"
    links: dict[str, dict[tuple[str, str], list[Statement]]] = {}
    terms = {known.prefixes.expand(ROOT), species}
    for edge, predicate in edges:
        links.setdefault(edge.object, {})
        found = links.setdefault(edge.subject, {}).setdefault((predicate, edge.object), [])
        found.append(edge.statement)
        terms |= {edge.subject, edge.object, *edge.statement.evidence}
    return {
        "id": name,
        "title": f"Leukemia inhibitory factor in {known.label(species)}",
        "taxon": known.curie(species),
        "status": "development",
        "date_modified": known.metadata.version,
        "activities": [activity(name, each, found, known) for each, found in sorted(links.items())],
        "objects": [{"id": known.curie(each), "label": known.label(each)} for each in sorted(terms)],
        "provenances": [{"provided_by": [PROVIDER], "date": known.metadata.version}],
    }


def activity(name: str, product: str, links: dict[tuple[str, str], list[Statement]], known: Statements) -> Item:
    """Return the activity of one product with what it does to others."""
    kind = "ProteinComplex" if known.is_a(product, COMPLEX) else "GeneProduct"
    found: Item = {
        "id": activity_id(name, product, known),
        "enabled_by": {"type": f"EnabledBy{kind}Association", "term": known.curie(product)},
        "molecular_function": {"type": "MolecularFunctionAssociation", "term": ROOT},
    }
    if links:
        found["causal_associations"] = [
            {
                "type": "CausalAssociation",
                "predicate": predicate,
                "downstream_activity": activity_id(name, other, known),
                "evidence": [item for each in statements for item in evidence(each, known)],
            }
            for (predicate, other), statements in sorted(links.items())
        ]
    return found


def activity_id(name: str, product: str, known: Statements) -> str:
    """Return the identifier of the activity of *product*."""
    return f"{name}/{known.curie(product).replace(':', '_')}"


def evidence(each: Statement, known: Statements) -> Iterator[Item]:
    """Yield an item of evidence for each source; what the statement is itself stands with it."""
    for source in each.sources:
        item: Item = {"reference": known.curie(source), "with_objects": [known.curie(each.iri)]}
        yield item | ({"term": known.curie(each.evidence[0])} if each.evidence else {})


def yaml(value: Any, depth: int = 0) -> str:
    """Write *value* as YAML in blocks; texts are between quotes, as JSON writes them."""
    pad = "  " * depth
    if isinstance(value, dict):
        return "".join(f"{pad}{key}:{beside(each, depth)}" for key, each in value.items())
    return "".join(
        f"{pad}-{yaml(each, depth + 1)[len(pad) + 1 :]}"
        if isinstance(each, dict)
        else f"{pad}- {json.dumps(each, ensure_ascii=False)}\n"
        for each in value
    )


def beside(value: Any, depth: int) -> str:
    """Write *value* behind its key, or below it."""
    if isinstance(value, dict | list):
        return f"\n{yaml(value, depth + 1)}"
    return f" {json.dumps(value, ensure_ascii=False)}\n"
