"""Rules: what must hold when something else does, each a SPARQL update, run until they add nothing more.

The evaluation is semi-naive: after the first round a rule is tried only where one of its conditions is met by a
triple of the round before. A condition on a list (``rdf:rest*``) is met by what is stated, as no rule makes lists.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from sparql_server.regimes import table

PREFIXES = """PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
NEXT, NEW, ADDED = (ox.NamedNode(f"urn:round:{name}") for name in ("next", "new", "added"))
NEVER = "false"  # what follows from a contradiction
TURN = f"""
DELETE {{ GRAPH {NEXT} {{ ?s ?p ?o }} }} WHERE {{ GRAPH {NEXT} {{ ?s ?p ?o }} ?s ?p ?o }} ;
DROP SILENT GRAPH {NEW} ; MOVE SILENT {NEXT} TO {NEW} ; ADD SILENT {NEW} TO DEFAULT ; ADD SILENT {NEW} TO {ADDED}
"""


@dataclass(frozen=True)
class Rule:
    """A row of the table of rules: ``then`` follows from ``when``, conditions with " . " between them."""

    regime: str
    name: str
    then: str
    when: str

    @property
    def conditions(self) -> list[str]:
        """The triple patterns and filters of ``when``."""
        return self.when.split(" . ") if self.when else []

    def first(self) -> str:
        """Return the update that tries the rule on everything."""
        return f"INSERT {{ GRAPH {NEXT} {{ {self.then} }} }} WHERE {{ {' '.join(map(ended, self.conditions))} }}"

    def again(self) -> list[str]:
        """Return the updates that try it on what is new, one for each condition that a new triple can meet."""
        found = []
        for place, condition in enumerate(self.conditions):
            if is_pattern(condition) and "rdf:rest*" not in condition:
                others = self.conditions[:place] + self.conditions[place + 1 :]
                where = f"GRAPH {NEW} {{ {condition} }} {' '.join(map(ended, others))}"
                found.append(f"INSERT {{ GRAPH {NEXT} {{ {self.then} }} }} WHERE {{ {where} }}")
        return found

    def broken(self) -> str:
        """Return the query for a place where this rule leads to a contradiction."""
        return f"{PREFIXES} SELECT * WHERE {{ {' '.join(map(ended, self.conditions))} }} LIMIT 1"


def is_pattern(condition: str) -> bool:
    """Tell a triple pattern from a filter."""
    return not condition.startswith(("FILTER", "BIND"))


def ended(condition: str) -> str:
    """Return *condition* as it stands among others."""
    return f"{condition} ." if is_pattern(condition) else condition


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules of all regimes."""
    rows = table(Path(__file__).with_name("rules.tsv"))
    return tuple(Rule(row["regime"], row["rule"], row["then"], row["if"]) for row in rows)


def close(scratch: ox.Store, names: Collection[str]) -> None:
    """Add to the default graph of *scratch*, and to its ``ADDED``, all that the rules of regimes *names* yield."""
    active = [rule for rule in rules() if rule.regime in names and rule.then != NEVER]
    step = " ;\n".join(rule.first() for rule in active)
    again = " ;\n".join(update for rule in active for update in rule.again())
    while True:
        scratch.update(f"{PREFIXES}{step} ;\n{TURN}")
        if not any(scratch.quads_for_pattern(None, None, None, NEW)):
            return
        step = again


def contradiction(scratch: ox.Store, names: Collection[str]) -> str | None:
    """Return what is wrong where a rule of regimes *names* finds a contradiction in *scratch*."""
    for rule in rules():
        if rule.regime in names and rule.then == NEVER:
            found = scratch.query(rule.broken())
            assert isinstance(found, ox.QuerySolutions)
            for solution in found:
                said = ", ".join(f"{name} {solution[name]}" for name in found.variables if solution[name] is not None)
                return f"rule {rule.name} is broken: {said}"
    return None
