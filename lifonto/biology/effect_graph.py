"""Net effects written as graphs: those that hold in one context, and those that are guessed across contexts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from rdflib import RDF, RDFS, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from lifonto.biology.contexts import Hierarchy
from lifonto.biology.effects import Effect, Step, anywhere, net_effects
from lifonto.biology.naming import Names
from lifonto.biology.steps import CELL, SPECIES, signed_steps
from lifonto.rdf.exporter import new_graph
from lifonto.rdf.records import BIOLINK, LIFO
from lifonto.tables.prefixes import Prefixes

EFFECT = "https://w3id.org/lifonto/effect/"
HYPOTHESIS = "https://w3id.org/lifonto/hypothesis/"
CONTEXT_NOTE = URIRef(LIFO + "0000007")
SIGN_NAMES = {1: "positive", 0: "undecided", -1: "negative"}


def effect_graphs(
    ontology: Graph,
    subclasses: Collection[tuple[str, str]],
    links: Iterable[tuple[str, str, str]],
    prefixes: Prefixes,
) -> tuple[Graph, Graph]:
    """Work out the net effects that the statements of *ontology* bear, and write them.

    The first graph has those whose steps share a context. Each is a node with its sign, its context, its route in words
    and the statements that bear it, and one direct triple. The second has, as hypotheses, what follows only where
    contexts are ignored: nodes alone. All *subclasses* and *links* that follow tell which contexts are within which.
    """
    steps = sorted(set(signed_steps(ontology)))
    names = Names(ontology, subclasses, {step.subject for step in steps})
    hierarchy = Hierarchy(subclasses, links)
    held = [each for each in net_effects(steps, hierarchy.shared) if not names.defines(each.subject, each.object)]
    known = {(each.subject, each.object) for each in held}
    guessed = [
        each
        for each in net_effects(steps, anywhere)
        if (each.subject, each.object) not in known and not names.defines(each.subject, each.object)
    ]
    writer = Writer(ontology, prefixes)
    return writer.effects(held), writer.hypotheses(guessed)


@dataclass(frozen=True)
class Writer:
    """Writes effects, calling things by their labels in *ontology*."""

    ontology: Graph
    prefixes: Prefixes

    def effects(self, effects: Iterable[Effect]) -> Graph:
        """Write effects that hold in a context, each with one direct triple."""
        graph = new_graph(self.prefixes)
        for effect in effects:
            node = self.node(EFFECT, effect)
            said = [(RDF.type, URIRef(LIFO + "0000106")), *self.said(effect)]
            said += [(URIRef(SPECIES), URIRef(each)) for each in effect.context.species]
            said += [(URIRef(CELL), URIRef(each)) for each in effect.context.cells]
            for predicate, value in said:
                graph.add((node, predicate, value))
            if effect.sign:
                relation = URIRef(LIFO + ("0000036" if effect.sign > 0 else "0000037"))
                graph.add((URIRef(effect.subject), relation, URIRef(effect.object)))
        return graph

    def hypotheses(self, effects: Iterable[Effect]) -> Graph:
        """Write effects that no context bears, each with the context of every step in words."""
        graph = new_graph(self.prefixes)
        for effect in effects:
            note = Literal("; then ".join(self.context(step) for step in effect.route))
            said = [(RDF.type, URIRef(LIFO + "0000107")), (CONTEXT_NOTE, note), *self.said(effect)]
            for predicate, value in said:
                graph.add((self.node(HYPOTHESIS, effect), predicate, value))
        return graph

    def node(self, base: str, effect: Effect) -> URIRef:
        """Return the IRI of an effect: what acts, and on what."""
        ends = (self.prefixes.contract(iri).replace(":", "_") for iri in (effect.subject, effect.object))
        return URIRef(base + "--".join(ends))

    def said(self, effect: Effect) -> Iterator[tuple[URIRef, Node]]:
        """Yield the predicate and value of what every effect has: its ends, sign, route and statements."""
        yield URIRef(BIOLINK + "subject"), URIRef(effect.subject)
        yield URIRef(BIOLINK + "object"), URIRef(effect.object)
        yield URIRef(LIFO + "0000010"), Literal(SIGN_NAMES[effect.sign])
        yield URIRef(LIFO + "0000011"), Literal(len(effect.route), datatype=XSD.integer)
        yield URIRef(LIFO + "0000012"), Literal(effect.opposed)
        yield URIRef(LIFO + "0000013"), Literal(self.told(effect.route))
        for step in effect.route:
            yield URIRef(LIFO + "0000014"), URIRef(step.statement)

    def told(self, route: tuple[Step, ...]) -> str:
        """Write a route for people: ``LIF → JAK1 → STAT3 ⊣ …``, an arrow for a raise and a bar for a lowering."""
        onward = (f" {'→' if step.sign > 0 else '⊣'} {self.name(step.object)}" for step in route)
        return self.name(route[0].subject) + "".join(onward)

    def context(self, step: Step) -> str:
        """Write the context of a step for people."""
        known = [sorted(map(self.name, each)) for each in (step.context.species, step.context.cells)]
        species, cells = (", ".join(each) for each in known)
        return f"{species or 'species not stated'} ({cells or 'cell not stated'})"

    def name(self, iri: str) -> str:
        """Return the label of a term, or its CURIE."""
        return str(self.ontology.value(URIRef(iri), RDFS.label) or self.prefixes.contract(iri))
