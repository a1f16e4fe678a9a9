"""One ontology from the triples of one or several documents (OWL 2 Mapping to RDF Graphs §3).

There are two readings. First come the triples that make up axioms, which are kept as a graph; from them what each
name stands for is known. Then come facts and annotations, most of the triples of a large ontology, as a stream. What is
left of the graph when all axioms are made is listed as not understood.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from sys import intern

from lifonto.reason.documents.rdf.annotations import QUOTING, RULES, Statements, left_over
from lifonto.reason.documents.rdf.axioms import OF_NODES, Axioms
from lifonto.reason.documents.rdf.declarations import declared
from lifonto.reason.documents.rdf.expressions import Expressions
from lifonto.reason.documents.rdf.graph import Graph
from lifonto.reason.documents.rdf.header import header_of
from lifonto.reason.documents.rdf.reified import add_reified, annotate_reified
from lifonto.reason.documents.rdf.tally import Tally
from lifonto.reason.documents.rdf.triples import QUOTED, Source, Triples
from lifonto.reason.documents.rdf.usage import learn, settle
from lifonto.reason.documents.rdf.words import (
    ANNOTATED,
    DOMAIN,
    RANGE,
    REST,
    STRUCTURE,
    SUBPROPERTY,
    SWRL,
    TYPE,
    short,
)
from lifonto.reason.values.axioms import Entity
from lifonto.reason.values.expressions import Literal
from lifonto.reason.values.ontology import Annotation, Ontology
from lifonto.reason.values.vocabulary import LABEL, OWL, XSD

DEPRECATED, TRUE = f"{OWL}deprecated", Literal("true", f"{XSD}boolean")


def ontology_of(documents: Iterable[Source], *, annotations: bool = False, known: Iterable[Entity] = ()) -> Ontology:
    """Return what *documents* say together: labels and annotated axioms in any case, all else if *annotations*.

    *known* are declarations from elsewhere, by which a document is read that has none of its own.
    Raises ReasoningError where the syntax of one is broken.
    """
    triples, tally = Triples(documents, STRUCTURE), Tally()
    graph, reified = _structure(triples, tally)
    header, main, ontologies = header_of(graph)
    kinds, deprecated = declared(graph)
    for kind, name in known:
        kinds.of[kind].add(name)
    learn(graph, kinds)
    bearers = ontologies.union(*(graph.types.get(each, ()) for each in OF_NODES))
    statements = Statements(kinds, tally, reified, bearers, annotations)
    for triple in triples.others():
        statements.take(*triple)
    for name in deprecated:
        statements.annotate(name, DEPRECATED, TRUE)
    axioms = _axioms(graph, statements)
    _count_what_is_left(graph, statements)
    return Ontology(
        axioms=tuple(axioms.found),
        declarations=frozenset(kinds.declared),
        header=replace(header, annotations=statements.notes_of(main)),
        annotations=_annotations(statements, main),
        of_axioms={axiom: tuple(sorted(notes, key=_in_order)) for axiom, notes in axioms.annotations.items()},
        unread=tally.unread(),
    )


def _structure(triples: Triples, tally: Tally) -> tuple[Graph, dict[str, str]]:
    """Read the triples that make up axioms; return them, and the predicate of each statement that is annotated."""
    graph, reified = Graph(), dict[str, str]()
    for subject, predicate, value in triples.first():
        if subject.startswith(QUOTED) or (isinstance(value, str) and value.startswith(QUOTED)):
            tally.add(QUOTING, subject, predicate, value)
        elif predicate == ANNOTATED:
            if not isinstance(value, str) or reified.setdefault(subject, intern(value)) != value:
                tally.add(left_over(predicate), subject, predicate, value)
        else:
            graph.add(intern(subject), predicate, intern(value) if isinstance(value, str) else value)
    return graph, reified


def _axioms(graph: Graph, statements: Statements) -> Axioms:
    """Make all axioms, now that all triples are read."""
    kinds = statements.kinds
    settle(graph, kinds, statements.undecided, {*statements.annotating, *statements.reified.values()})
    for subject, predicate, value in statements.undecided:
        if kinds.is_annotation(predicate):
            statements.annotate(subject, predicate, value)
        else:
            statements.facts.append((subject, predicate, value))
    for predicate in (SUBPROPERTY, DOMAIN, RANGE):
        for subject, value in graph.pairs(predicate):
            if kinds.is_annotation(subject) and not (predicate == SUBPROPERTY and kinds.has_logic(value)):
                graph.take(subject, predicate, value)
                statements.annotate(subject, predicate, value)
    reified = annotate_reified(statements)
    axioms = Axioms(Expressions(graph, kinds))
    axioms.of_graph(statements.notes_of)
    for subject, predicate, value in axioms.of_facts(statements.facts):
        said = "a data property something else than" if predicate in kinds.of["DataProperty"] else "an object property"
        statements.tally.add(f"statements that give {said} a data value", subject, predicate, value)
    add_reified(axioms, statements, reified)
    return axioms


def _count_what_is_left(graph: Graph, statements: Statements) -> None:
    """Count the triples of *graph* that no axiom has taken."""
    left = list(graph.left())
    rules = {subject for subject, predicate, value in left if predicate == TYPE and str(value).startswith(SWRL)}
    ahead = [*rules, *statements.rules]
    while ahead:
        rules.add(node := ahead.pop())
        ahead += [each for each in graph.values(node, REST) if isinstance(each, str) and each not in rules]
    for subject, predicate, value in left:
        kind = left_over(predicate)
        if predicate == TYPE and isinstance(value, str):
            kind = f"statements that something is {short(value)} that are part of no axiom"
        statements.tally.add(RULES if subject in rules else kind, subject, predicate, value)


def _annotations(statements: Statements, main: str) -> dict[str, tuple[Annotation, ...]]:
    """Return the annotations of names and of individuals without one; those of axioms are left out."""
    found: dict[str, tuple[Annotation, ...]] = {}
    for subject, said in statements.said.items():
        if subject in statements.reified or subject == main or (subject in statements.bearers and subject[:2] == "_:"):
            continue
        wanted = [each for each in said if statements.all_ or each[0] == LABEL]
        if wanted:
            found[subject] = tuple(statements.note(subject, *each) for each in wanted)
    return found


def _in_order(note: Annotation) -> tuple[str, str]:
    return note.property, str(note.value)
