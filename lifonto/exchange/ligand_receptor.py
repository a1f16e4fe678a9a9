"""Ligands and receptors out of the statements that say of a ligand which receptor it has, in one species."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lifonto.exchange.losses import Losses
from lifonto.exchange.molecules import Molecules
from lifonto.exchange.relations import no_finding
from lifonto.exchange.statements import Statement, Statements

FORWARD, BACKWARD = "LIFO:0000030", "LIFO:0000031"
OTHER = "statements about something else than a ligand and its receptor"
NO_NOT = "negative statements, for which the tables have no word: each would be taken for a pair"
NO_SPECIES = "statements about ligands and receptors without a species, or of several at once between species"
CONTEXT = "cells, conditions and context notes of statements"
NO_NAME = "pairs with a part that has no gene or protein identifier in that species"


@dataclass(frozen=True)
class Pair:
    """A ligand and a receptor, each by the proteins in it, and the statement that says so."""

    statement: Statement
    species: str
    ligand: str
    receptor: str


def pairs(known: Statements, molecules: Molecules, losses: Losses, species: tuple[str, ...]) -> Iterator[Pair]:
    """Yield the pairs of *species*; every other statement is withheld."""
    for each in known.all:
        curie = known.curie(each.relation)
        why = OTHER if curie not in (FORWARD, BACKWARD) else NO_NOT if each.negated else no_finding(each, partial=True)
        found = [] if why else list(of_statement(each, curie == BACKWARD, known, molecules, species))
        if not found:
            losses.withhold(known.curie(each.iri), why or NO_SPECIES)
        elif each.cells or each.conditions or each.context_note:
            losses.lose(CONTEXT, known.curie(each.iri))
        yield from found


def of_statement(
    each: Statement, turned: bool, known: Statements, molecules: Molecules, species: tuple[str, ...]
) -> Iterator[Pair]:
    """Yield the pairs of one statement, *turned* round where it names the receptor first."""
    for where in each.species:
        if known.curie(where) not in species:
            continue
        for one in each.subjects:
            for other in each.objects:
                ligand, receptor = (other, one) if turned else (one, other)
                if molecules.is_of(one, where) and molecules.is_of(other, where):
                    yield Pair(each, where, ligand, receptor)


def told(found: list[Pair], known: Statements) -> dict[str, str]:
    """Return what is to be known of a pair that several statements say."""
    statements = {known.curie(pair.statement.iri): pair.statement for pair in found}
    standings = {each.standing for each in statements.values()}
    return {
        "standing": "verified" if "verified" in standings else "partial",
        "statements": "|".join(sorted(statements)),
        "publications": "|".join(sorted({known.curie(s) for each in statements.values() for s in each.sources})),
    }
