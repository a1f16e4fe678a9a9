"""The named graphs of a release: what each holds, and which stand outside the default graph.

Nothing heavy is imported here, since whoever only asks questions needs these names too.
"""

from __future__ import annotations

BASE = "https://w3id.org/lifonto/graph/"
GRAPHS = {
    "asserted": "what the tables state: terms, relations, axioms with their evidence",
    "statements": "statement records with context, polarity, evidence and citations, and the references they cite",
    "inferred": "every subclass relation of named classes that follows, direct or not, and is not stated; types of "
    "individuals other than statement records",
    "relations": "every existential link between named classes that follows, as one triple: LIF has receptor LIFR",
    "effects": "net effects along routes of signed steps that share species and cell, each with the statements that "
    "bear it",
    "mappings": "which terms of other resources mean the same, more or less, as terms used here (SSSOM)",
    "direct": "for joins: nearest superclasses, and the most specific existential links alone; outside the default "
    "graph",
    "findings": "what was found, as one triple for each positive statement and, under relations of their own, for "
    "negative and partial ones, each with its record; outside the default graph",
    "hypotheses": "net effects whose steps share no species or cell, no findings; outside the default graph",
    "description": "what this dataset is, its version, licence and graphs",
}
OUTSIDE = frozenset({"direct", "findings", "hypotheses"})  # of the default graph


def graph_iri(name: str) -> str:
    """Return the IRI of the named graph *name*."""
    return BASE + name


def is_outside(iri: str) -> bool:
    """Tell whether the graph *iri* is one of the release's that stand outside the default graph."""
    return iri.startswith(BASE) and iri.removeprefix(BASE) in OUTSIDE
