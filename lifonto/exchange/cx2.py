"""CX2, the network format of Cytoscape and NDEx."""

from __future__ import annotations

import json
from typing import Any

from lifonto.exchange.losses import Export, Losses
from lifonto.exchange.network import BOOLEAN, Values, network
from lifonto.exchange.statements import Statements


def export(known: Statements) -> Export:
    """Write the statements as a CX2 document."""
    losses = Losses()
    found, links = network(known, losses)
    numbers = {name: number for number, name in enumerate(sorted(found))}
    nodes = [{"id": numbers[name], "v": filled({"represents": name, **found[name]})} for name in sorted(found)]
    edges = [{"id": n, "s": numbers[s], "t": numbers[t], "v": filled(v)} for n, (s, t, v) in enumerate(links)]
    about = {
        "name": known.metadata.title,
        "version": known.metadata.version,
        "description": known.metadata.description,
        "rights": known.metadata.license,
    }
    aspects: dict[str, list[Any]] = {
        "attributeDeclarations": [declarations(about, nodes, edges)],
        "networkAttributes": [about],
        "nodes": nodes,
        "edges": edges,
    }
    counts = [{"name": name, "elementCount": len(elements)} for name, elements in aspects.items()]
    document = [
        {"CXVersion": "2.0", "hasFragments": False},
        {"metaData": counts},
        *({name: elements} for name, elements in aspects.items()),
        {"status": [{"success": True}]},
    ]
    return Export.of("lifonto.cx2", json.dumps(document, ensure_ascii=False, indent=1) + "\n", losses)


def filled(values: Values) -> Values:
    """Return *values* without the empty ones."""
    return {name: value for name, value in values.items() if value != ""}


def declarations(about: dict[str, str], nodes: list[dict[str, Any]], edges: list[dict[str, Any]]) -> dict[str, Any]:
    """Declare every attribute with its type."""

    def of(elements: list[dict[str, Any]]) -> dict[str, dict[str, str]]:
        names = dict.fromkeys(name for each in elements for name in each["v"])
        return {name: {"d": "boolean" if name in BOOLEAN else "string"} for name in names}

    return {"networkAttributes": {name: {"d": "string"} for name in about}, "nodes": of(nodes), "edges": of(edges)}
