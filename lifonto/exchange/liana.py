"""A ligand–receptor resource for LIANA: symbols of genes, those of a complex joined by underscores; a table a species.

``standing`` says of pairs whose source was seen in part alone that they are *partial*.
"""

from __future__ import annotations

from collections.abc import Iterable

from lifonto.exchange.ligand_receptor import NO_NAME, Pair, pairs, told
from lifonto.exchange.losses import Export, Losses
from lifonto.exchange.molecules import Molecules
from lifonto.exchange.statements import Statements
from lifonto.exchange.tables import written

SPECIES = {"NCBITaxon:9606": "human", "NCBITaxon:10090": "mouse"}


def export(known: Statements) -> Export:
    """Write a table for each species."""
    losses, molecules = Losses(), Molecules(known)
    found: dict[str, dict[tuple[str, str], list[Pair]]] = {name: {} for name in SPECIES.values()}
    named, unnamed = set[str](), dict[str, str]()
    for pair in pairs(known, molecules, losses, tuple(SPECIES)):
        ends = symbols(pair.ligand, pair, molecules), symbols(pair.receptor, pair, molecules)
        statement = known.curie(pair.statement.iri)
        if all(ends):
            found[SPECIES[known.curie(pair.species)]].setdefault(ends, []).append(pair)
            named.add(statement)
        else:
            unnamed[f"{statement} {known.label(pair.ligand)} {known.label(pair.receptor)}"] = statement
    losses.lose(NO_NAME, *unnamed)
    for statement in set(unnamed.values()) - named:
        losses.withhold(statement, NO_NAME)
    return Export({f"lifonto_{name}.csv": written(rows(each, known)) for name, each in found.items()}, losses)


def symbols(term: str, pair: Pair, molecules: Molecules) -> str:
    """Return the symbols of the genes of *term*, or nothing where one is not known."""
    genes = [molecules.gene(each, pair.species) for each in molecules.parts(term)]
    found = [molecules.symbol(each) for each in genes if each]
    return "_".join(found) if found and len(found) == len(genes) and all(found) else ""


def rows(found: dict[tuple[str, str], list[Pair]], known: Statements) -> list[dict[str, str]]:
    """Return the rows of one species."""
    return [{"ligand": ligand, "receptor": receptor} | told(each, known) for (ligand, receptor), each in ordered(found)]


def ordered(found: dict[tuple[str, str], list[Pair]]) -> Iterable[tuple[tuple[str, str], list[Pair]]]:
    """Return the pairs in the order of their symbols."""
    return sorted(found.items(), key=lambda each: each[0])
