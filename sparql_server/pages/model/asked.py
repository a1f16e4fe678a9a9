"""What the data know of a term, asked for in six queries."""

from __future__ import annotations

from sparql_server.pages.addresses import names
from sparql_server.pages.asking import ask, node, nodes
from sparql_server.pages.forms import is_known
from sparql_server.pages.model.around import around
from sparql_server.pages.model.findings import named_in, told_with
from sparql_server.pages.model.findings import read as findings
from sparql_server.pages.model.sentences import axioms
from sparql_server.pages.model.terms import Term, facts_in, iris_in
from sparql_server.pages.model.things import Said, gathered, name_in, reference_properties, told_of
from sparql_server.pages.model.vocabulary import BELOW, ELSEWHERE, OWL, REPLACED_BY, TYPE, within
from sparql_server.pages.shell import site

ROLES = ("subject", "object", "cell", "condition")  # a species has more findings than a page is for


def read(iri: str) -> Term | None:
    """Return all that is known of *iri*; None where the data do not know it."""
    said, near = stated_of(iri), around(iri)
    if not said and not near.iris and not is_known(iri):
        return None
    statements, logic = told_with(*ROLES, thing=iri), axioms(about(iri))
    shown = facts_in(said)
    values = [value.text for each in shown for value in shown[each] if value.is_iri]
    named = [iri, *near.iris, *logic.iris, *shown, *values, *iris_in(said, TYPE), *iris_in(said, REPLACED_BY)]
    known = told_of([*named, *named_in(statements)], reference_properties())
    sentences = logic.said({each: name_in(known, each) for each in logic.iris})
    return Term(iri, said, near, known, tuple(sentences), tuple(findings(statements, known)))


def stated_of(iri: str) -> Said:
    """Return what is stated of *iri*, without what only follows and without blank nodes."""
    own = within(site().stated, f"{node(iri)} ?p ?o")
    rows = ask(
        f"""SELECT DISTINCT ({node(iri)} AS ?s) ?p ?o WHERE {{ {{ {own} }} UNION
        {{ VALUES ?p {{ {nodes(ELSEWHERE)} }} {node(iri)} ?p ?o }} FILTER (!isBlank(?o)) }}"""
    )
    return gathered(rows).get(iri, {}) or anywhere(iri)


def anywhere(iri: str) -> Said:
    """Return the properties of *iri* in any graph."""
    return gathered(ask(f"SELECT ({node(iri)} AS ?s) ?p ?o WHERE {{ {node(iri)} ?p ?o FILTER (!isBlank(?o)) }}")).get(
        iri, {}
    )


def about(iri: str) -> str:
    """Write the pattern of the axioms about *iri*, without those that a statement bears, which the findings tell."""
    borne = names().iri(site().roles.get("borne_by", ""))
    without = f"FILTER NOT EXISTS {{ ?x <{OWL}annotatedTarget> ?b ; <{borne}> ?record }}" if borne else ""
    me = node(iri)
    return f"VALUES (?s ?p) {{ ({me} <{OWL}equivalentClass>) ({me} <{BELOW}>) }} ?s ?p ?b {without}"
