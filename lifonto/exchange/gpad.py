"""GPAD 2.0: what genes and proteins do, in terms of GO; ``NOT`` says *not*.

A statement with several references is one annotation for each. The condition and the standing stand in a comment. The
date is the release's: nobody wrote down when a statement was made.
"""

from __future__ import annotations

from collections.abc import Iterator

from lifonto.exchange.losses import Export, Losses
from lifonto.exchange.molecules import Molecules
from lifonto.exchange.relations import NO_COUNTERPART, no_finding, rows, too_wide
from lifonto.exchange.statements import Edge, Statement, Statements

OTHER = "statements about something else than a gene, protein or complex and a term of GO"
NO_REFERENCE = "statements without a reference that GPAD could name, or without a kind of evidence"
UNDATED = "the day on which each annotation was made: the date of the release stands there"
REFERENCES = ("PMID:", "DOI:", "PMC:")


def export(known: Statements) -> Export:
    """Write the annotations."""
    losses, molecules, lines = Losses(), Molecules(known), list[str]()
    relations = {row["relation"] for row in rows("gpad_relations.tsv")}
    edges: dict[str, list[Edge]] = {}
    for edge in known.edges():
        if molecules.is_machine(edge.subject) and known.curie(edge.object).startswith("GO:"):
            edges.setdefault(edge.statement.iri, []).append(edge)
    for each in known.all:
        found = edges.get(each.iri, [])
        if why := withheld(each, found, relations, known):
            losses.withhold(known.curie(each.iri), why)
        lines += [] if why else [line for edge in found for line in of_edge(edge, known)]
        if not why:
            losses.lose(UNDATED, known.curie(each.iri))
    head = f"!gpa-version: 2.0\n!generated-by: lifonto\n!date-generated: {known.metadata.version}\n"
    return Export.of("lifonto.gpad", head + "".join(f"{line}\n" for line in lines), losses)


def withheld(each: Statement, edges: list[Edge], relations: set[str], known: Statements) -> str:
    """Return why *each* is not written, or nothing."""
    if not edges:
        return OTHER
    if known.curie(each.relation) not in relations:
        return NO_COUNTERPART
    if why := no_finding(each, partial=True) or too_wide(each):
        return why
    return "" if each.evidence and list(references(each, known)) else NO_REFERENCE


def references(each: Statement, known: Statements) -> Iterator[str]:
    """Yield the references of a statement that GPAD can name."""
    yield from (curie for source in each.sources if (curie := known.curie(source)).startswith(REFERENCES))


def of_edge(edge: Edge, known: Statements) -> Iterator[str]:
    """Yield a line for each reference and kind of evidence."""
    each, curie = edge.statement, known.curie
    places = "|".join(f"BFO:0000066({curie(cell)})" for cell in each.cells)
    notes = [f"id={curie(each.iri)}", f"comment={plain(comment(each, known))}"]
    for reference in references(each, known):
        for evidence in each.evidence:
            cells = [
                curie(edge.subject),
                "NOT" if each.negated else "",
                curie(each.relation),
                curie(edge.object),
                reference,
                curie(evidence),
                "",
                "",
                known.metadata.version,
                "LIFONTO",
                places,
                "|".join(notes),
            ]
            yield "\t".join(cells)


def comment(each: Statement, known: Statements) -> str:
    """Return what of a statement has no column."""
    parts = [each.sentence, f"standing: {each.standing}"]
    for what, terms in (("species", each.species), ("condition", each.conditions)):
        if terms:
            parts.append(f"{what}: {', '.join(map(known.label, terms))}")
    return "; ".join([*parts, *([each.context_note] if each.context_note else [])])


def plain(text: str) -> str:
    """Return *text* without the characters that end a value."""
    return " ".join(text.replace("|", "/").replace("=", "-").split())
