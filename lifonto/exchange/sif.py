"""SIF, the plainest of networks: a line for each edge, which has a name and nothing else.

It has no place for *not*, for a standing or for a context, so only verified positive statements go out.
"""

from __future__ import annotations

from lifonto.exchange.losses import Export, Losses
from lifonto.exchange.relations import no_finding
from lifonto.exchange.statements import Statement, Statements

NO_NOT = "negative statements, for which the format has no word: each would be drawn as a link"
TEXTS = "statements whose object is a text and no term"
CONTEXT = "species, cells, conditions, evidence and citations of statements, for which the format has no place"


def export(known: Statements) -> Export:
    """Write the verified positive statements."""
    losses, lines = Losses(), set[str]()
    for each in known.all:
        if why := withheld(each, known):
            losses.withhold(known.curie(each.iri), why)
        else:
            losses.lose(CONTEXT, known.curie(each.iri))
    for edge in known.edges():
        if known.curie(edge.statement.iri) not in losses.withheld:
            names = map(known.label, (edge.subject, edge.statement.relation, edge.object))
            lines.add("\t".join(" ".join(name.split()) for name in names))
    return Export.of("lifonto.sif", "".join(f"{line}\n" for line in sorted(lines)), losses)


def withheld(statement: Statement, known: Statements) -> str:
    """Return why *statement* is not written, or nothing."""
    if not any(known.is_term(each) for each in statement.objects):
        return TEXTS
    return NO_NOT if statement.negated else no_finding(statement, partial=False)
