"""What a format could not take: by kind, with each thing that was left out or came out weaker."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

INDIVIDUALS = "individuals and the statements about them"


@dataclass
class Losses:
    """Things that a format did not take, by the reason, and the statements among them that were withheld."""

    found: dict[str, list[str]] = field(default_factory=dict)
    withheld: dict[str, str] = field(default_factory=dict)

    def lose(self, kind: str, *things: str) -> None:
        """Take *things* as lost, or written weaker than they are, for the reason *kind*."""
        if things:
            self.found.setdefault(kind, []).extend(things)

    def withhold(self, statement: str, why: str) -> None:
        """Take it that nothing of *statement* was written."""
        self.withheld.setdefault(statement, why)

    def kinds(self) -> Iterator[tuple[str, int, str]]:
        """Yield each kind of loss with how many there are and an example; statements withheld come first."""
        for kind, things in {**gathered(self.withheld), **self.found}.items():
            yield kind, len(things), things[0]

    def as_json(self) -> dict[str, Any]:
        """Return everything that was lost, for programs."""
        return {
            "losses": [{"kind": kind, "count": n, "example": example} for kind, n, example in self.kinds()],
            "withheld": dict(sorted(self.withheld.items())),
            "lost": self.found,
        }


def gathered(withheld: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the statements *withheld* by the reason why."""
    found: dict[str, list[str]] = {}
    for statement, why in sorted(withheld.items()):
        found.setdefault(f"statements withheld: {why}", []).append(statement)
    return found


@dataclass(frozen=True)
class Export:
    """The files of an export by name, of which one may go to standard output, and what was lost on the way."""

    files: dict[str, bytes]
    losses: Losses

    @classmethod
    def of(cls, name: str, content: str | bytes, losses: Losses | None = None) -> Export:
        """Return an export of one file."""
        return cls({name: content.encode() if isinstance(content, str) else content}, losses or Losses())


def table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """Write a table of tab-separated values; tabs and line ends inside a value become spaces."""
    lines = ["\t".join(header), *("\t".join(" ".join(cell.split()) for cell in row) for row in rows)]
    return "".join(f"{line}\n" for line in lines).encode()
