"""Fresh names: the one way to name for a while what has no name, so that it can be told from what an ontology names."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

from lifonto.reason.values.expressions import Named

PREFIX = "urn:lifonto:fresh:"
EXPRESSION = f"{PREFIX}expression:"  # begins the name that a class expression of somebody's data has for the while


def is_fresh(iri: str) -> bool:
    """Tell whether *iri* was invented here."""
    return iri.startswith(PREFIX)


@dataclass
class Fresh:
    """Names for one *purpose*: the same meaning is given the same name."""

    purpose: str
    names: dict[Hashable, Named] = field(default_factory=dict)

    def name(self, meaning: Hashable) -> Named:
        """Return the name of *meaning*, a new one where it has none."""
        if meaning not in self.names:
            self.names[meaning] = Named(f"{PREFIX}{self.purpose}:{len(self.names)}")
        return self.names[meaning]

    def is_ours(self, iri: str) -> bool:
        """Tell whether *iri* was invented for this purpose."""
        return iri.startswith(f"{PREFIX}{self.purpose}:")
