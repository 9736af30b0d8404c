"""GraphML and GEXF through networkx, for Gephi, yEd, Cytoscape, igraph and R."""

from __future__ import annotations

import io
import re
from pathlib import Path

import networkx as nx

from graph.store import Reader
from queries.whole import edge_rows, node_rows
from viz.export.flat import flat

# networkx stamps GEXF with today's date: same graph, same bytes needs it gone.
_STAMP = re.compile(rb' lastmodifieddate="[^"]{0,20}"')


def write_graphml(reader: Reader, target: Path) -> int:
    """Write GraphML; returns how many edges. Node ids are `Label:key`."""
    network = whole_network(reader)
    buffer = io.BytesIO()
    nx.write_graphml(network, buffer, encoding="utf-8", prettyprint=True, named_key_ids=True)
    target.write_bytes(buffer.getvalue())
    return int(network.number_of_edges())


def write_gexf(reader: Reader, target: Path) -> int:
    """Write GEXF 1.2; returns how many edges."""
    network = whole_network(reader)
    buffer = io.BytesIO()
    nx.write_gexf(network, buffer, encoding="utf-8", prettyprint=True)
    target.write_bytes(_STAMP.sub(b"", buffer.getvalue()))
    return int(network.number_of_edges())


def whole_network(reader: Reader) -> nx.MultiDiGraph:
    """Nodes with `node_type` and `label`, edges with `edge_type`, all properties flattened."""
    network = nx.MultiDiGraph()
    for label, row in node_rows(reader):
        values = {name: flat(value) for name, value in row.items() if value is not None}
        shown = next(
            (str(values[n]) for n in ("name", "title", "text", "indicator") if values.get(n)), str(values["id"])
        )
        network.add_node(f"{label}:{values.pop('id')}", node_type=label, label=shown[:80], **values)
    for number, (kind, source, target, row) in enumerate(edge_rows(reader)):
        values = {name: flat(value) for name, value in row.items() if value is not None}
        ends = f"{source}:{values.pop('source')}", f"{target}:{values.pop('target')}"
        network.add_edge(*ends, key=number, edge_type=kind, **values)
    return network
