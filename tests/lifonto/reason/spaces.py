"""Axioms put into a space of names of their own, so that many ontologies can be classified in one run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from lifonto.reason.values.expressions import Named

Said = TypeVar("Said")


def renamed(said: Said, rename: Callable[[str], str]) -> Said:
    """Return an axiom, or part of one, with other names in it."""
    if isinstance(said, Named):
        return replace(said, name=rename(said.name))
    if isinstance(said, tuple):
        return tuple(renamed(each, rename) for each in said)  # type: ignore[return-value]
    if is_dataclass(said):
        inside = {each.name: renamed(getattr(said, each.name), rename) for each in fields(said)}
        return replace(said, **inside)  # type: ignore[type-var, return-value]
    return said
