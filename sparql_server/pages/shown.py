"""Which findings of a term's page are shown: some of every theme, or all of one, or those of one state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from sparql_server.pages.addresses import page_of
from sparql_server.pages.model.findings import Finding
from sparql_server.pages.model.terms import Term

SOME, EVERY, NAMING = 5, "all", "naming"
STATES = {"yes": "Positive", "no": "Negative", "split": "Contested", "open": "Open", "inf": "Worked out"}


@dataclass(frozen=True)
class Group:
    """Findings under a heading: those shown, how many there are, and where all are."""

    name: str
    findings: list[Finding]
    total: int
    to: str


@dataclass(frozen=True)
class Filter:
    """A choice of findings: its name, how many there are, where they are, and whether it is the present one."""

    name: str
    count: int
    to: str
    on: bool


@dataclass(frozen=True)
class Shown:
    """The findings of *term* that are shown where *theme* and *state* are asked for."""

    term: Term
    theme: str
    state: str

    def told(self) -> dict[str, Any]:
        """Return what the template needs."""
        groups = [each for each in map(self.group, self.term.themes) if each.findings and self.is_wanted(each.name)]
        acts = self.acts()
        filters = self.filters()
        return {
            "does": groups,
            "total": len(self.term.mine),
            "acts": acts,
            "filters": filters,
        }

    def is_wanted(self, name: str) -> bool:
        """Tell whether the theme *name* is shown."""
        return self.theme in {"", EVERY, name}

    def group(self, theme: Any) -> Group:
        """Return the findings of *theme* that are shown."""
        found = [each for each in theme.findings if self.state in {"", each.state}]
        whole = self.theme or self.state
        return Group(theme.name, found if whole else found[:SOME], len(found), self.to(theme=theme.name))

    def acts(self) -> Group | None:
        """Return the findings that name the term otherwise than as their subject."""
        found = [each for each in self.term.naming if self.state in {"", each.state}]
        if not found or self.theme not in {"", EVERY, NAMING}:
            return None
        shown = found if self.theme or self.state else found[: 2 * SOME]
        return Group("", shown, len(found), self.to(theme=NAMING))

    def filters(self) -> list[Filter]:
        """Return the choices that lead to findings."""
        every = [each for theme in self.term.themes for each in theme.findings]
        found = [Filter("All", len(every), self.to(), not self.theme and not self.state)]
        if self.theme:
            found.append(Filter(self.theme, sum(self.group(each).total for each in self.themes()), "", True))
        for state, word in STATES.items():
            if count := sum(each.state == state for each in every):
                found.append(Filter(word, count, self.to(state=state), state == self.state))
        return found

    def themes(self) -> list[Any]:
        """Return the themes that are shown."""
        return [each for each in self.term.themes if self.is_wanted(each.name)]

    def to(self, **chosen: str) -> str:
        """Return the address of this page with other findings."""
        said = "&".join(f"{name}={quote(value)}" for name, value in chosen.items())
        here = page_of(self.term.iri)
        return f"{here}{'&' if '?' in here else '?'}{said}" if said else here
