"""GraphML, as networkx, igraph, Gephi and Cytoscape read it."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from lifonto.exchange.losses import Export, Losses
from lifonto.exchange.network import BOOLEAN, Values, network
from lifonto.exchange.statements import Statements

SPACE = "http://graphml.graphdrawing.org/xmlns"


def export(known: Statements) -> Export:
    """Write the statements as a directed graph with parallel edges."""
    losses = Losses()
    nodes, edges = network(known, losses)
    root = ET.Element("graphml", xmlns=SPACE)
    for owner, example in (("node", next(iter(nodes.values()), {})), ("edge", edges[0][2] if edges else {})):
        for name in example:
            kind = "boolean" if name in BOOLEAN else "string"
            ET.SubElement(root, "key", {"id": f"{owner}_{name}", "for": owner, "attr.name": name, "attr.type": kind})
    graph = ET.SubElement(root, "graph", id="lifonto", edgedefault="directed")
    for name, values in sorted(nodes.items()):
        fill(ET.SubElement(graph, "node", id=name), "node", values)
    for number, (source, target, values) in enumerate(edges, 1):
        fill(ET.SubElement(graph, "edge", id=f"e{number}", source=source, target=target), "edge", values)
    ET.indent(root)
    return Export.of("lifonto.graphml", ET.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n", losses)


def fill(element: ET.Element, owner: str, values: Values) -> None:
    """Put *values* into *element*; what is empty is left out."""
    for name, value in values.items():
        if value != "":
            data = ET.SubElement(element, "data", key=f"{owner}_{name}")
            data.text = str(value).lower() if isinstance(value, bool) else value
