"""What the rows of the tables say of each entity, before anything is compiled: its parents and its links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from lifonto.errors import LifontoError
from lifonto.reason.values.ancestry import ancestors
from lifonto.reason.values.expressions import Expression, Named, Restriction, conjuncts, parts_of
from lifonto.reason.values.manchester import parse
from lifonto.tables.rows import Row


class Outline:
    """The entities of *rows*, by identifier: labels, named superclasses, and what each is linked to."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows = list(rows)
        self.labels = {row.text("ID"): row.text("LABEL") for row in self.rows if row.text("LABEL")}
        self._above: dict[str, frozenset[str]] = {}

    @cached_property
    def identifiers(self) -> dict[str, str]:
        """The identifier of each label."""
        return {label: identifier for identifier, label in self.labels.items()}

    @cached_property
    def said(self) -> dict[str, list[Expression]]:
        """What stands under ``SC`` and ``EC`` of each entity; what cannot be read is left to the compiler to refuse."""
        found: dict[str, list[Expression]] = {}
        for row in self.rows:
            for cell in row.cells:
                if cell.column.keyword in ("SC", "EC") and not row.cell("ABOUT"):
                    found.setdefault(row.text("ID"), []).extend(self.read(cell.values))
        return found

    def read(self, texts: Iterable[str]) -> Iterator[Expression]:
        """Yield the class expressions in *texts*, over identifiers."""
        for text in texts:
            try:
                yield parse(text, self.identifier)
            except LifontoError:
                continue

    def named(self, texts: Iterable[str]) -> set[str]:
        """Return every class that the expressions in *texts* name, by identifier."""
        inside = (part for expression in self.read(texts) for part in parts_of(expression))
        return {part.name for part in inside if isinstance(part, Named)}

    def identifier(self, name: str) -> str:
        """Return the identifier of the entity called *name*, or *name* where no label is such."""
        return self.identifiers.get(name, name)

    def label(self, identifier: str) -> str:
        """Return the label of *identifier*, or itself."""
        return self.labels.get(identifier, identifier)

    @cached_property
    def parents(self) -> dict[str, set[str]]:
        """The named superclasses that are told of each entity itself."""
        return {
            entity: {part.name for part in conjuncts(*told) if isinstance(part, Named)}
            for entity, told in self.said.items()
        }

    def above(self, entity: str) -> frozenset[str]:
        """Return *entity* and every named class that is told to be above it."""
        if entity not in self._above:
            self._above[entity] = ancestors(entity, self.parents)
        return self._above[entity]

    def parts(self, entity: str) -> Iterator[Expression]:
        """Yield each superclass and each definition of *entity* itself; an intersection is given part by part."""
        return conjuncts(*self.said.get(entity, []))

    def reached(self, entity: str, relations: frozenset[str]) -> set[str]:
        """Return what *entity* is, and what it is linked to along *relations*, however far."""
        found: set[str] = set()
        waiting = [entity]
        while waiting:
            for name in self.above(waiting.pop()) - found:
                found.add(name)
                waiting += [filler for part in self.parts(name) for filler in fillers(part, relations)]
        return found


def fillers(part: Expression, relations: frozenset[str]) -> Iterator[str]:
    """Yield the classes named in *part* that it is linked to along *relations*."""
    match part:
        case Restriction(Named(relation), "some", filler) if relation in relations:
            for inner in conjuncts(filler):
                if isinstance(inner, Named):
                    yield inner.name
                else:
                    yield from fillers(inner, relations)
