"""Findings: what has come to a term, in words, and what is to be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lifonto.reason.values.axioms import Part


class Kind(StrEnum):
    """What can have come to a term."""

    OBSOLETE = "obsolete"
    MERGED = "merged"
    VANISHED = "vanished"
    RENAMED = "renamed"
    MOVED = "moved"
    CONTRADICTORY = "contradictory"
    INFERENCES = "inferences"


MEANINGS = {
    Kind.OBSOLETE: "obsolete in the current copy",
    Kind.MERGED: "merged into another term",
    Kind.VANISHED: "not in the current copy any more",
    Kind.RENAMED: "called otherwise in the current copy",
    Kind.MOVED: "stated to be below other parents in the current copy",
    Kind.CONTRADICTORY: "without possible instances, once it is joined with the current copy",
    Kind.INFERENCES: "below other terms by inference",
}


@dataclass(frozen=True)
class Finding:
    """What has come to the term *iri*, which the ontology calls *label*, in the *copy* of that name.

    ``instead``: the terms that replace one that is obsolete or merged; of what is renamed ``renamed`` is the new label.
    ``lost`` and ``gained``: the parents, or what is above by inference. ``new_parent``: the one parent that only the
    ontology states and the one that only the copy does, where it is just that. ``why``: what is to be added.
    """

    kind: Kind
    iri: str
    label: str
    copy: str
    instead: tuple[str, ...] = ()
    consider: tuple[str, ...] = ()
    renamed: str = ""
    lost: tuple[Part, ...] = ()
    gained: tuple[Part, ...] = ()
    new_parent: tuple[str, str] | None = None
    why: str = ""

    @property
    def replacement(self) -> str:
        """The one term that takes the place of an obsolete or merged one, or nothing."""
        return self.instead[0] if len(self.instead) == 1 else ""

    @property
    def can_be_mended(self) -> bool:
        """Tell whether there is just one thing to put in the place of what is stale."""
        return bool(self.replacement or self.renamed or self.new_parent)
