"""What the rows of the tables say of each entity, before anything is compiled: its parents and its links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from lifonto.errors import LifontoError
from lifonto.reason.values.expressions import Complement, Expression, Junction, Named, Restriction
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
        return {name for expression in self.read(texts) for name in classes_in(expression)}

    def identifier(self, name: str) -> str:
        """Return the identifier of the entity called *name*, or *name* where no label is such."""
        return self.identifiers.get(name, name)

    def label(self, identifier: str) -> str:
        """Return the label of *identifier*, or itself."""
        return self.labels.get(identifier, identifier)

    def above(self, entity: str) -> frozenset[str]:
        """Return *entity* and every named class that is told to be above it."""
        if entity not in self._above:
            self._above[entity] = frozenset({entity})  # where parents go in a circle, which the compiler refuses
            parents = [part.name for part in self.parts(entity) if isinstance(part, Named)]
            self._above[entity] = frozenset({entity}).union(*(self.above(parent) for parent in parents))
        return self._above[entity]

    def parts(self, entity: str) -> Iterator[Expression]:
        """Yield the conjuncts of what is said of *entity* itself."""
        for expression in self.said.get(entity, []):
            yield from conjuncts(expression)

    def reached(self, entity: str, relations: frozenset[str]) -> set[str]:
        """Return what *entity* is, and what it is linked to along *relations*, however far."""
        found: set[str] = set()
        waiting = [entity]
        while waiting:
            for name in self.above(waiting.pop()) - found:
                found.add(name)
                waiting += [filler for part in self.parts(name) for filler in fillers(part, relations)]
        return found


def conjuncts(expression: Expression) -> Iterator[Expression]:
    """Yield what *expression* is the intersection of, or itself."""
    match expression:
        case Junction("and", operands):
            for operand in operands:
                yield from conjuncts(operand)
        case _:
            yield expression


def fillers(part: Expression, relations: frozenset[str]) -> Iterator[str]:
    """Yield the classes named in *part* that it is linked to along *relations*."""
    match part:
        case Restriction(Named(relation), "some", filler) if relation in relations:
            for inner in conjuncts(filler):
                if isinstance(inner, Named):
                    yield inner.name
                else:
                    yield from fillers(inner, relations)


def classes_in(expression: Expression) -> Iterator[str]:
    """Yield the classes named anywhere in *expression*."""
    match expression:
        case Named(name):
            yield name
        case Junction(_, operands):
            for operand in operands:
                yield from classes_in(operand)
        case Complement(inner) | Restriction(filler=inner):
            yield from classes_in(inner)
