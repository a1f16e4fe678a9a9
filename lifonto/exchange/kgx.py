"""KGX: Biolink's nodes and edges as two tables. Each species of a statement has an edge of its own, as Biolink has it.

``negated`` says *not*; the condition of a statement stands among its ``qualifiers``.
"""

from __future__ import annotations

from collections.abc import Iterator

from lifonto.exchange.losses import Export, Losses, table
from lifonto.exchange.relations import counterpart, no_finding, relations, rows
from lifonto.exchange.statements import Edge, Statement, Statements

SOURCE = "infores:lifonto"
NODES = ("id", "category", "name", "provided_by")
EDGES = (
    *("id", "subject", "predicate", "object", "negated", "qualified_predicate", "object_aspect_qualifier"),
    *("object_direction_qualifier", "species_context_qualifier", "anatomical_context_qualifier", "qualifiers"),
    *("publications", "has_evidence", "original_predicate", "category", "knowledge_level", "agent_type"),
    *("primary_knowledge_source", "standing", "description"),
)
SPELLED = {"WikiPathways": "WIKIPATHWAYS"}  # prefixes that Biolink spells in its own way
OPPOSED = "edges that another, in another condition, denies or says the opposite of: kgx would make one of both"
TEXTS = "statements whose object is a text and no term"


def export(known: Statements) -> Export:
    """Write the findings as the two tables of KGX."""
    losses = Losses()
    for each in known.all:
        if why := withheld(each, known):
            losses.withhold(known.curie(each.iri), why)
    found = [edge for edge in known.edges() if known.curie(edge.statement.iri) not in losses.withheld]
    found = without_opposites(found, known, losses)
    conflicts = (known.curie(each.iri) for each in known.all if each.conflicts)
    losses.lose("conflicts between statements", *(each for each in conflicts if each not in losses.withheld))
    lines = [row for edge in found for row in rows_of(edge, known)]
    used = {each for edge in found for each in (edge.subject, edge.object)}
    used |= {each for edge in found for each in (*edge.statement.cells, *edge.statement.conditions)}
    nodes = [[spelled(iri, known), category(iri, known), known.label(iri), SOURCE] for iri in sorted(used)]
    files = {"lifonto_nodes.tsv": table(NODES, nodes), "lifonto_edges.tsv": table(EDGES, lines)}
    return Export(files, losses)


def without_opposites(edges: list[Edge], known: Statements, losses: Losses) -> list[Edge]:
    """Return *edges* without those that another denies or says the opposite of, which kgx would take for one edge."""
    said: dict[tuple[str, str, str], set[tuple[bool, str]]] = {}
    for edge in edges:
        said.setdefault(key_of(edge, known), set()).add(sign_of(edge, known))
    kept = [edge for edge in edges if len(said[key_of(edge, known)]) == 1]
    left = {edge.statement.iri for edge in kept}
    for edge in edges:
        if len(said[key_of(edge, known)]) > 1:
            statement = known.curie(edge.statement.iri)
            losses.lose(OPPOSED, f"{statement} {known.label(edge.subject)}, {known.label(edge.object)}")
            if edge.statement.iri not in left:
                losses.withhold(statement, OPPOSED)
    return kept


def key_of(edge: Edge, known: Statements) -> tuple[str, str, str]:
    """Return what kgx knows an edge by."""
    return edge.subject, counterpart(edge.statement, known.curie(edge.statement.relation), "biolink")[0], edge.object


def sign_of(edge: Edge, known: Statements) -> tuple[bool, str]:
    """Return what two edges of the same ends may not differ in."""
    return edge.statement.negated, relations()[known.curie(edge.statement.relation)]["direction"]


def withheld(statement: Statement, known: Statements) -> str:
    """Return why *statement* is not written, or nothing."""
    if not any(known.is_term(each) for each in statement.objects):
        return TEXTS
    return no_finding(statement, partial=True) or counterpart(statement, known.curie(statement.relation), "biolink")[1]


def category(iri: str, known: Statements) -> str:
    """Return Biolink's category of the term *iri*."""
    found = (row["category"] for row in rows("categories.tsv") if known.is_a(iri, row["class"]))
    return next(found, "biolink:NamedThing")


def spelled(iri: str, known: Statements) -> str:
    """Return the CURIE of *iri*, its prefix as Biolink has it."""
    prefix, colon, local = known.curie(iri).partition(":")
    return SPELLED.get(prefix, prefix) + colon + local


def rows_of(edge: Edge, known: Statements) -> Iterator[list[str]]:
    """Yield a row for each species of the statement of *edge*."""
    each, curie = edge.statement, known.curie
    relation = relations()[curie(each.relation)]
    predicate = counterpart(each, curie(each.relation), "biolink")[0]
    for species in each.species or ("",):
        yield [
            "-".join([curie(each.iri), str(edge.number), *([curie(species)] if species else [])]),
            spelled(edge.subject, known),
            predicate,
            spelled(edge.object, known),
            "true" if each.negated else "",  # kgx takes every text for true, "false" as well
            "biolink:causes" if relation["direction"] else "",
            relation["aspect"],
            relation["direction"],
            curie(species) if species else "",
            "|".join(map(curie, each.cells)),
            "|".join(map(curie, each.conditions)),
            "|".join(map(curie, each.sources)),
            "|".join(map(curie, each.evidence)),
            curie(each.relation),
            "biolink:Association",
            "knowledge_assertion" if each.standing == "verified" else "not_provided",
            "manual_agent",
            SOURCE,
            each.standing,
            " ".join([each.sentence, *([f"Context: {each.context_note}"] if each.context_note else [])]),
        ]
