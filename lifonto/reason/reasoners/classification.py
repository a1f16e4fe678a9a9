"""Classification: one interface over the reasoners, and all that follows between named classes.

A reasoner gives the hierarchy of the named classes of an ontology; everything else in this package is asked of it by
adding axioms and asking again, so that every back end answers every question.
"""

from __future__ import annotations

from lifonto.errors import ReasoningError
from lifonto.reason.reasoners.reasoner import Reasoner

REASONERS = ("rustdl", "hermit", "konclude")


def reasoner_named(name: str, *, saturation_only: bool = False, seconds: float = 0, proven: bool = False) -> Reasoner:
    """Return the back end called *name*.

    *saturation_only* keeps rustdl within OWL 2 EL, and *seconds* are what it may spend on the cases of a large ontology
    beyond that; *proven* says that its hierarchy of this ontology has been confirmed. The others go through all cases
    however long it takes.

    Raises ReasoningError where there is none of that name.
    """
    if name == "rustdl":
        from lifonto.reason.reasoners.rustdl import Rustdl

        return Rustdl(saturation_only=saturation_only, seconds=seconds, proven=proven)
    if name == "hermit":
        from lifonto.reason.reasoners.hermit import Hermit

        return Hermit()
    if name == "konclude":
        from lifonto.reason.reasoners.konclude import Konclude

        return Konclude()
    raise ReasoningError(f"no reasoner is called {name!r}; there are {', '.join(REASONERS)}")
