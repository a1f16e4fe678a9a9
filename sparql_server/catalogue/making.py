"""A catalogue is made beside the work: a process of its own counts while the first queries are answered already.

What it finds goes to a file without a name, which all workers share and wait for. Where the data have been written to
since, the worker that wants a catalogue makes it, within the limits of its query.
"""

from __future__ import annotations

import contextlib
import os
import select
from typing import Any

import pyoxigraph as ox

from sparql_server import confine
from sparql_server.catalogue import graph
from sparql_server.catalogue.partitions import counted
from sparql_server.catalogue.prefixes import prefixes, well_known
from sparql_server.catalogue.questions import for_any, questions
from sparql_server.entailment.layers import stated

END = b"# whole\n"


class Catalogue:
    """The catalogue of one version of the data; *declared* are the prefixes that their files declare."""

    def __init__(self) -> None:
        self.declared: dict[str, str] = {}
        well_known(), for_any()  # are read now: workers may open no files
        self.made: tuple[int, int] | None = None  # the file, and what is closed when the process has ended
        self.kept: list[ox.Quad] | None = None

    def begin(self, store: ox.Store, config: dict[str, Any]) -> int:
        """Fork a process that makes it of *store*, and return its id."""
        file = os.memfd_create("catalogue", os.MFD_CLOEXEC)
        ended, at_work = os.pipe()
        parent = os.getpid()
        if (pid := os.fork()) == 0:
            with contextlib.suppress(BaseException):
                confine.die_with(parent)
                quads = make(store, config, self.declared)
                with open(file, "wb", closefd=False) as whole:
                    whole.write((ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"") + END)
            os._exit(0)
        os.close(at_work)
        self.made = file, ended
        return pid

    def quads(self, store: ox.Store, request: dict[str, Any]) -> list[ox.Quad]:
        """Return it, as a client of the server at the request's URL is to see it."""
        if self.kept is None:
            self.kept = self.read() or make(store, request, self.declared)
        return list(graph.at(request["url"], self.kept)) if request.get("url") else self.kept

    def read(self) -> list[ox.Quad]:
        """Wait for what the process makes, and return it; nothing where there is no process, or it has failed."""
        if self.made is None:
            return []
        file, ended = self.made
        select.select([ended], [], [])
        content = os.pread(file, os.fstat(file).st_size, 0)
        return list(ox.parse(content, format=ox.RdfFormat.N_QUADS)) if content.endswith(END) else []

    def forget(self) -> None:
        """Forget what was made: the data are about to change."""
        self.kept, self.made = None, None


def make(store: ox.Store, config: dict[str, Any], declared: dict[str, str]) -> list[ox.Quad]:
    """Make the catalogue of what queries of *store* see that name no dataset."""
    graphs = [*stated(store, config["union"], [*config["apart"], *config["layers"]])]
    graphs += [ox.NamedNode(layer) for layer in config["layers"]]
    offered = questions(config["examples"], store, graphs)
    found = graph.of_partitions(counted(store, graphs), config["title"])
    names = config["prefixes"] or prefixes(store, graphs, declared)
    return [*graph.of_prefixes(names), *graph.of_questions(offered), *found]
