"""Statements that nodes stand for, so that they can be annotated (OWL 2 Mapping to RDF Graphs §3.2.2 and table 17).

As the OWL API does, a statement that is only there in this form is taken for stated.
"""

from __future__ import annotations

from lifonto.reason.documents.rdf.annotations import Statements, left_over
from lifonto.reason.documents.rdf.axioms import Axioms, of_triple
from lifonto.reason.documents.rdf.declarations import DECLARING
from lifonto.reason.documents.rdf.triples import Node, Triple
from lifonto.reason.documents.rdf.words import ANNOTATED, ANNOTATION, AXIOM, DOMAIN, RANGE, SUBPROPERTY, TYPE


def annotate_reified(statements: Statements) -> list[tuple[Triple, list[str]]]:
    """State the annotations and declarations that nodes stand for; return the other statements, with their nodes."""
    others = []
    for (source, predicate, target), nodes in statements.about.items():
        if is_declaration(predicate, target):
            statements.kinds.declare(DECLARING[str(target)], source)
        if source in statements.reified or bears_no_logic(statements, source, predicate, target):
            statements.annotate(source, predicate, target)
        else:
            others.append(((source, predicate, target), nodes))
    return others


def add_reified(axioms: Axioms, statements: Statements, reified: list[tuple[Triple, list[str]]]) -> None:
    """Add to *axioms* those that nodes stand for, and their annotations; count what is no axiom."""
    for triple, nodes in reified:
        notes = frozenset().union(*(statements.notes_of(each) for each in nodes))
        if axioms.add(of_triple, *triple, notes=notes):
            continue
        statements.failed.update(nodes)
        for node in nodes:
            for word, end in ((ANNOTATED, triple[1]), *statements.ends[node].items(), *statements.said.get(node, ())):
                statements.tally.add(left_over(word), node, word, end)
    for node in statements.reified.keys() - statements.failed:
        axioms.read.graph.take(node, TYPE, AXIOM)
        axioms.read.graph.take(node, TYPE, ANNOTATION)


def is_declaration(predicate: str, target: Node) -> bool:
    """Tell whether a statement declares something."""
    return predicate == TYPE and target in DECLARING


def bears_no_logic(statements: Statements, source: str, predicate: str, target: Node) -> bool:
    """Tell whether a statement is a declaration or an annotation."""
    kinds = statements.kinds
    of_annotations = predicate in (SUBPROPERTY, DOMAIN, RANGE) and kinds.is_annotation(source)
    return is_declaration(predicate, target) or kinds.is_annotation(predicate) or of_annotations
