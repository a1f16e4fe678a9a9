"""One name of a thing, of a sort, and where it stands among others."""

from __future__ import annotations

from dataclasses import dataclass

LABEL, SYNONYM, RELATED, IDENTIFIER, ELSEWHERE, CITED = "name", "synonym", "related", "identifier", "elsewhere", "cited"
ORDER = {LABEL: 0, SYNONYM: 0, IDENTIFIER: 1, CITED: 1, ELSEWHERE: 2, RELATED: 2}
TERMS, STATEMENTS, REFERENCES = "terms", "statements", "references"


@dataclass(frozen=True, slots=True)
class Called:
    """One name of a thing: ``by`` says of what sort, ``folder`` where its page is, ``weight`` how well it is known."""

    iri: str
    name: str
    by: str
    folder: str
    weight: int

    @property
    def order(self) -> tuple[float, str]:
        """Where it stands among others that are found by the same words: short and well-known names first."""
        later = {TERMS: 0, REFERENCES: 40, STATEMENTS: 60}[self.folder]
        return (ORDER[self.by] * 10 + later + min(len(self.name), 80) / 8 - self.weight, self.name)
