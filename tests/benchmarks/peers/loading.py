"""Loading through the Graph Store Protocol, as anybody would: one PUT a graph."""

from __future__ import annotations

import urllib.parse
import urllib.request

from .process import Data


def put(store: str, data: Data) -> None:
    """PUT each file of *data* into its graph of *store*; raises HTTPError where one is refused."""
    for file, graph in data:
        request = urllib.request.Request(
            f"{store}?{urllib.parse.urlencode({'graph': graph})}",
            data=file.read_bytes(),
            method="PUT",
            headers={"Content-Type": "application/n-triples"},
        )
        urllib.request.urlopen(request, timeout=600).close()
