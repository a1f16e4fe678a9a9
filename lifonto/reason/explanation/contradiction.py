"""Where a contradiction begins: of all the classes that it empties, the one that needs the fewest axioms to be empty.

A class that can have no instances empties every class that must be related to an instance of it, hundreds perhaps
(Kalyanpur, Parsia, Sirin & Hendler, "Debugging unsatisfiable classes in OWL ontologies", JWS 2005, call the first the
root). Inside one justification of any of them the root has a justification too, and the shortest.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from lifonto.reason.explanation.justification import Explanations, Justification
from lifonto.reason.values.ontology import Ontology
from lifonto.reason.values.rendering import Name

SHOWN = 5


@dataclass(frozen=True)
class Contradiction:
    """A class that can have no instances, why, and the other classes that rest on it."""

    root: str
    why: Justification
    others: tuple[str, ...]

    def text(self, name: Name) -> str:
        """Say it in a paragraph, asking *name* what to call each IRI."""
        lines = [f"{name(self.root)} can have no instances, because", self.why.text(name).replace("\n", "\n  ")]
        if self.others:
            more = f" and {len(self.others) - SHOWN} more" if len(self.others) > SHOWN else ""
            lines.append(f"nor, then, can {', '.join(map(name, self.others[:SHOWN]))}{more}")
        return "\n  ".join(lines[:2]) + "".join(f"\n{line}" for line in lines[2:])


def contradiction(ontology: Ontology, unsatisfiable: Collection[str]) -> Contradiction | None:
    """Return where the emptiness of the classes *unsatisfiable* begins, or None where no justification is found."""
    classes = sorted(unsatisfiable)
    found = Explanations(ontology).of_unsatisfiable(classes[0], 1) if classes else []
    if not found:
        return None
    inside = Explanations(Ontology(found[0].axioms))
    reasons = [(why, iri) for iri in classes if iri in inside.names for why in inside.of_unsatisfiable(iri, 1)]
    why, root = min(reasons, key=lambda reason: len(reason[0].axioms))
    return Contradiction(root, why, tuple(iri for iri in classes if iri != root))
