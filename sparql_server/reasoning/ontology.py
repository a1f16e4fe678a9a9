"""What is reasoned over: an ontology's release, or the one file that a server serves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from lifonto.ask.description import asserted_graph
from lifonto.ask.explanation import Line, lines
from lifonto.ask.store import open_store, release_sources
from lifonto.ask.terms import TermIndex
from lifonto.ask.vocabulary import Vocabulary
from lifonto.reason.explanation.justification import Explanations, Justification
from lifonto.reason.model.ready import ReadyBase
from lifonto.reason.ontology.files import read
from lifonto.tables.prefixes import Prefixes
from sparql_server.store.loading import fill


@dataclass(frozen=True)
class Ontology:
    """An ontology with its names; *home* is the folder whose release it is, None where it is a file of any origin."""

    base: ReadyBase
    index: TermIndex
    vocabulary: Vocabulary
    home: Path | None = None

    @classmethod
    def at(cls, place: Path) -> Ontology:
        """Read the release in the folder *place*, or the file *place*, and make it ready to be asked."""
        home = place if place.is_dir() else None
        if home:
            store, prefixes = open_store(release_sources(home)), Prefixes.read(home / "prefixes.tsv")
            document = (home / "release" / "lifonto.owl").read_bytes()
        else:
            store, prefixes, document = ox.Store(), Prefixes({}), read(place)
            fill(store, [[str(place), None]])
        base = ReadyBase.of(document)
        base.prepare()
        return cls(base, TermIndex.of(store, prefixes), Vocabulary.of(store), home)

    @cached_property
    def why(self) -> Explanations:
        """The ontology, ready to explain itself."""
        return Explanations(self.base.document)

    @cached_property
    def _asserted(self) -> Any:
        assert self.home
        return asserted_graph(self.home)

    def told(self, found: Justification) -> list[dict[str, Any]]:
        """Say the axioms of *found* in labels, each with the evidence that the release has for it."""
        said: Sequence[Line] = (
            lines(found, self._asserted, self.index)
            if self.home
            else [Line(axiom.text(self.index.call)) for axiom in found.axioms]
        )
        return [asdict(each) for each in said]
