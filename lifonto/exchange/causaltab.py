"""CausalTAB (PSI-MITAB 2.8): signed effects of one molecule on another in one species; *negative* says *not*.

Molecules are told by their genes, whose species is sure. What MITAB wants and a statement does not say, as how an
effect comes about, gets the vocabulary's most general term. The database has no term of its own there, so a dash
stands for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from lifonto.exchange.losses import Export, Losses
from lifonto.exchange.molecules import Molecules
from lifonto.exchange.relations import counterpart, no_finding, rows, too_wide
from lifonto.exchange.statements import Edge, Statement, Statements

COLUMNS = (
    *("ID(s) interactor A", "ID(s) interactor B", "Alt. ID(s) interactor A", "Alt. ID(s) interactor B"),
    *("Alias(es) interactor A", "Alias(es) interactor B", "Interaction detection method(s)"),
    *("Publication 1st author(s)", "Publication Identifier(s)", "Taxid interactor A", "Taxid interactor B"),
    *("Interaction type(s)", "Source database(s)", "Interaction identifier(s)", "Confidence value(s)"),
    *("Expansion method(s)", "Biological role(s) interactor A", "Biological role(s) interactor B"),
    *("Experimental role(s) interactor A", "Experimental role(s) interactor B", "Type(s) interactor A"),
    *("Type(s) interactor B", "Xref(s) interactor A", "Xref(s) interactor B", "Interaction Xref(s)"),
    *("Annotation(s) interactor A", "Annotation(s) interactor B", "Interaction annotation(s)", "Host organism(s)"),
    *("Interaction parameter(s)", "Creation date", "Update date", "Checksum(s) interactor A"),
    *("Checksum(s) interactor B", "Interaction Checksum(s)", "Negative", "Feature(s) interactor A"),
    *("Feature(s) interactor B", "Stoichiometry(s) interactor A", "Stoichiometry(s) interactor B"),
    *("Identification method participant A", "Identification method participant B"),
    *("Biological effect of interactor A", "Biological effect of interactor B"),
    *("Causal regulatory mechanism", "Causal statement"),
)
NO_MOLECULE = "statements about something else than two molecules with genes in a species that the statement names"
NO_GENE = "pairs of which one has no gene in a species that the statement names"
CELLS = "cells and tissues, which stand in the comments of an interaction"
Ends = list[dict[str, str]]
RESERVED = set('|():"\t')


def export(known: Statements) -> Export:
    """Write the effects between molecules."""
    losses, molecules, lines = Losses(), Molecules(known), list[str]()
    names = {row["id"]: row["name"] for row in rows("psi_mi.tsv")}
    edges: dict[str, list[Edge]] = {}
    for edge in known.edges():
        edges.setdefault(edge.statement.iri, []).append(edge)
    for each in known.all:
        relation, why = counterpart(each, known.curie(each.relation), "causaltab")
        why = why or no_finding(each, partial=True) or too_wide(each)
        found = list[str]()
        for edge in [] if why else edges.get(each.iri, ()):
            lines_of_edge = list(of_edge(edge, relation, molecules, names))
            if not lines_of_edge:
                losses.lose(NO_GENE, f"{known.curie(each.iri)} {known.label(edge.subject)}, {known.label(edge.object)}")
            found += lines_of_edge
        if not found:
            losses.withhold(known.curie(each.iri), why or NO_MOLECULE)
        elif each.cells:
            losses.lose(CELLS, known.curie(each.iri))
        lines += found
    head = "#" + "\t".join(COLUMNS) + "\n"
    return Export.of("lifonto.causaltab.tsv", head + "".join(f"{line}\n" for line in lines), losses)


def of_edge(edge: Edge, relation: str, molecules: Molecules, names: dict[str, str]) -> Iterator[str]:
    """Yield a line for each species and publication of the statement of *edge*."""
    for species in edge.statement.species:
        ends = [interactor(term, species, molecules) for term in (edge.subject, edge.object)]
        if all(ends):
            for source in edge.statement.sources:
                yield "\t".join(line(edge.statement, ends, species, source, relation, molecules.known, names))


def interactor(term: str, species: str, molecules: Molecules) -> dict[str, str]:
    """Return what is to be known of one molecule, or nothing where it has no gene in *species*."""
    protein = molecules.is_protein(term)
    gene = molecules.gene(term, species) if protein else term if molecules.is_of(term, species) else ""
    number = molecules.other(gene, "NCBIGene")
    if not number:
        return {}
    symbol, label = molecules.symbol(gene), molecules.known.label(term)
    aliases = [f"unknown:{quoted(symbol)}(display_short)"] if symbol else []
    return {
        "id": f"entrez gene/locuslink:{number}",
        "aliases": "|".join([*aliases, f"unknown:{quoted(label)}(display_long)"]),
        "type": "MI:0326" if protein else "MI:0250",
    }


def line(
    each: Statement, ends: Ends, species: str, source: str, relation: str, known: Statements, names: dict[str, str]
) -> list[str]:
    """Return the cells of one line."""
    said = {
        "Publication Identifier(s)": publication(known.curie(source)),
        "Interaction type(s)": term("MI:2286", names),
        "Interaction identifier(s)": f"unknown:{quoted(known.curie(each.iri))}",
        "Interaction annotation(s)": "|".join(f"comment:{quoted(text)}" for text in comments(each, known)),
        "Interaction Xref(s)": "|".join(
            f"eco:{quoted(known.curie(e))}({quoted(known.label(e))})" for e in each.evidence
        ),
        "Host organism(s)": taxon(species, known),
        "Update date": known.metadata.version.replace("-", "/"),
        "Negative": str(each.negated).lower(),
        "Causal regulatory mechanism": term("MI:2245", names),
        "Causal statement": term(relation, names),
    }
    for side, end in zip("AB", ends, strict=True):
        said |= {
            f"ID(s) interactor {side}": end["id"],
            f"Alias(es) interactor {side}": end["aliases"],
            f"Taxid interactor {side}": said["Host organism(s)"],
            f"Type(s) interactor {side}": term(end["type"], names),
            f"Biological role(s) interactor {side}": term("MI:0499", names),
            f"Experimental role(s) interactor {side}": term("MI:0499", names),
        }
    return [said.get(column) or "-" for column in COLUMNS]


def taxon(species: str, known: Statements) -> str:
    """Write the species of a molecule or of the host."""
    return f"taxid:{known.curie(species).removeprefix('NCBITaxon:')}({quoted(known.label(species))})"


def comments(each: Statement, known: Statements) -> Iterator[str]:
    """Yield the sentence of a statement, its standing, and what of its context has no column."""
    yield each.sentence
    yield f"standing {each.standing}"
    for what, terms in (("cell or tissue", each.cells), ("condition", each.conditions)):
        yield from (f"{what} {known.curie(term)} {known.label(term)}" for term in terms)
    if each.context_note:
        yield f"context {each.context_note}"


def term(identifier: str, names: dict[str, str]) -> str:
    """Write a term of PSI-MI."""
    return f"psi-mi:{quoted(identifier)}({quoted(names[identifier])})"


def publication(curie: str) -> str:
    """Write a reference under the name that PSI-MI has for its database."""
    prefix, _, local = curie.partition(":")
    database = {"PMID": "pubmed", "DOI": "doi"}.get(prefix)
    return f"{database}:{quoted(local)}" if database else f"unknown:{quoted(curie)}"


def quoted(text: str) -> str:
    """Put *text* between quotes where a character in it has a meaning."""
    plain = " ".join(text.split())
    return '"' + plain.replace('"', '\\"') + '"' if RESERVED & set(plain) else plain
