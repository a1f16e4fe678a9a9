"""Net effects keep their context, findings are what the records say, direct links join: in the release itself."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

import lifonto
from lifonto.ask.checks import checks, violations
from lifonto.ask.store import Store, open_store, release_sources, table
from lifonto.rdf.graph_names import GRAPHS, OUTSIDE

PREFIXES = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX biolink: <https://w3id.org/biolink/vocab/>
PREFIX graph: <https://w3id.org/lifonto/graph/>
PREFIX LIFO: <https://w3id.org/lifonto/LIFO_>
PREFIX LIFS: <https://w3id.org/lifonto/LIFS_>
PREFIX RO: <http://purl.obolibrary.org/obo/RO_>
PREFIX BFO: <http://purl.obolibrary.org/obo/BFO_>
PREFIX CL: <http://purl.obolibrary.org/obo/CL_>
"""


@pytest.fixture(scope="module")
def store(home: Path) -> Store:
    return open_store(release_sources(home))


def rows(store: Store, text: str) -> list[tuple[str | None, ...]]:
    return list(table(store, PREFIXES + text).rows)


def pairs(store: Store, graph: str) -> set[tuple[str, str]]:
    """The subjects and objects of the effects in *graph*, by label."""
    query = f"""SELECT ?a ?b {{ GRAPH graph:{graph} {{ ?e biolink:subject ?s ; biolink:object ?o }}
        ?s rdfs:label ?a . ?o rdfs:label ?b }}"""
    return {((a or "").strip('"'), (b or "").strip('"')) for a, b in rows(store, query)}


ACROSS = [
    ("interleukin-1 beta", "mouse embryonic stem cell self-renewal"),
    ("glial cell line-derived neurotrophic factor", "mouse embryonic stem cell self-renewal"),
    ("cellular tumor antigen p53", "mouse embryonic stem cell self-renewal"),
    ("MSC-1", "homeobox protein NANOG"),
    ("MSC-1", "motor neuron survival"),
    ("MSC-1", "lethal endotoxemia"),
    ("MSC-1", "demyelination"),
    ("MSC-1", "LIFR signalling in the placenta"),
    ("leukemia inhibitory factor", "LIF-induced corticotropin response"),
]


@pytest.mark.parametrize("pair", ACROSS, ids=" on ".join)
def test_what_joins_pituitary_or_human_and_mouse_cells_is_no_effect(store: Store, pair: tuple[str, str]):
    labels = {(name or "").strip('"') for (name,) in rows(store, "SELECT ?l { ?x rdfs:label ?l }")}
    assert labels >= set(pair), "the names are those of the release"
    assert pair not in pairs(store, "effects")


def test_what_crosses_contexts_is_a_hypothesis_instead(store: Store):
    found = pairs(store, "hypotheses")
    assert ("MSC-1", "lethal endotoxemia") in found
    assert ("cellular tumor antigen p53", "mouse embryonic stem cell self-renewal") not in pairs(store, "effects")
    assert not found & pairs(store, "effects")


def test_effects_in_mouse_embryonic_stem_cells_are_kept(store: Store):
    assert ("leukemia inhibitory factor", "krueppel-like factor 4") in pairs(store, "effects")
    query = """SELECT ?species ?cell { ?e a LIFO:0000106 ;
        biolink:species_context_qualifier/rdfs:label ?species ; biolink:anatomical_context_qualifier/rdfs:label ?cell ;
        biolink:subject/rdfs:label "leukemia inhibitory factor" ;
        biolink:object/rdfs:label "krueppel-like factor 4" }"""
    assert rows(store, query) == [('"Mus musculus"', '"mouse embryonic stem cell"')]


def test_every_step_of_an_effect_was_seen_in_the_species_and_cell_of_the_effect(store: Store):
    """Found anew, in other words than the check of the release."""
    step = "?e a LIFO:0000106 ; LIFO:0000014 ?step . "
    steps = set(rows(store, f"SELECT ?e ?step {{ {step} }}"))
    assert len({effect for effect, _ in steps}) == len(rows(store, "SELECT ?e { ?e a LIFO:0000106 }")) > 10
    for name, up in (("species", "rdfs:subClassOf?"), ("anatomical", "(rdfs:subClassOf|BFO:0000050|RO:0001000)?")):
        qualifier = f"biolink:{name}_context_qualifier"
        shared = f"SELECT DISTINCT ?e ?step {{ {step} ?step {qualifier} ?seen . ?e {qualifier}/{up} ?seen }}"
        stated = rows(store, f"SELECT DISTINCT ?e {{ {step} ?step {qualifier} ?c . FILTER(?c != CL:0000000) }}")
        bound = {(effect, record) for effect, record in steps if (effect,) in stated or name == "species"}
        assert bound <= set(rows(store, shared))
    assert rows(store, f"SELECT ?e {{ {step} FILTER NOT EXISTS {{ ?step LIFO:0000002 'verified' }} }}") == []


EFFECT = """PREFIX : <https://w3id.org/lifonto/LIFO_> PREFIX s: <https://w3id.org/lifonto/LIFS_>
PREFIX biolink: <https://w3id.org/biolink/vocab/> PREFIX t: <http://example.org/>
INSERT DATA { GRAPH <https://w3id.org/lifonto/graph/effects> {
  t:effect a :0000106 ; :0000014 s:1 , s:2 ; biolink:species_context_qualifier t:mouse ;
    biolink:anatomical_context_qualifier t:cell .
  s:1 :0000002 "verified" ; biolink:species_context_qualifier t:mouse ; biolink:anatomical_context_qualifier t:cell .
  s:2 :0000002 "%s" . %s %s } }"""


@pytest.mark.parametrize(
    ("standing", "species", "cell", "is_sound"),
    [
        ("verified", "mouse", "cell", True),
        ("partial", "mouse", "cell", False),
        ("verified", "rat", "cell", False),
        ("verified", "mouse", "gland", False),
        ("verified", "mouse", "", False),
        ("verified", "", "cell", False),
    ],
)
def test_the_check_of_contexts_sees_each_way_in_which_one_can_be_missing(
    home: Path, standing: str, species: str, cell: str, is_sound: bool
):
    of_species = species and f"s:2 biolink:species_context_qualifier t:{species} ."
    of_cell = cell and f"s:2 biolink:anatomical_context_qualifier t:{cell} ."
    broken = ox.Store()
    broken.update(EFFECT % (standing, of_species, of_cell))
    (check,) = (each for each in checks(home) if each.name == "net_effect_without_shared_context")
    assert (violations(broken, [check]) == []) is is_sound


def test_the_default_graph_has_the_triples_of_the_graphs_inside_it_once_each(store: Store):
    (total,) = rows(store, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    inside = " ".join(f"graph:{name}" for name in GRAPHS if name not in OUTSIDE)
    triples = f"SELECT DISTINCT ?s ?p ?o {{ VALUES ?g {{ {inside} }} GRAPH ?g {{ ?s ?p ?o }} }}"
    assert rows(store, f"SELECT (COUNT(*) AS ?n) {{ {{ {triples} }} }}") == [total]
    assert rows(store, "SELECT ?e { ?e a LIFO:0000107 }") == []
    assert rows(store, "SELECT ?e { GRAPH graph:hypotheses { ?e a LIFO:0000107 } } LIMIT 1") != []
    assert len(lifonto.graph()) == int((total[0] or "").split('"')[1])


def test_each_record_has_one_type(store: Store):
    types = "SELECT ?s (COUNT(?kind) AS ?n) { ?s biolink:predicate ?p ; a ?kind } GROUP BY ?s"
    assert len(rows(store, types)) > 500
    assert rows(store, f"{types} HAVING(?n != 1)") == []
    negative = rows(store, "SELECT ?s { ?s a LIFO:0000102 }")
    assert sorted(rows(store, "SELECT ?s { ?s LIFO:0000017 true }")) == sorted(negative)


def test_findings_are_the_statements_that_are_taken_as_found(store: Store):
    plain = """SELECT DISTINCT ?s ?p ?o { GRAPH graph:findings { ?s ?p ?o . ?r rdf:subject ?s ; rdf:predicate ?p ;
        rdf:object ?o } ?p a owl:ObjectProperty }"""
    stated = """SELECT DISTINCT ?s ?p ?o { ?r a LIFO:0000101 ; LIFO:0000002 "verified" ; biolink:subject ?s ;
        biolink:predicate ?p ; biolink:object ?o . ?p a owl:ObjectProperty }"""
    assert set(rows(store, plain)) == set(rows(store, stated))


def test_nothing_that_a_record_denies_is_a_finding(store: Store):
    denied = """?r LIFO:0000017 true ; LIFO:0000002 "verified" ;
          biolink:subject ?s ; biolink:predicate ?p ; biolink:object ?o
        FILTER NOT EXISTS { ?found a LIFO:0000101 ; biolink:subject ?s ; biolink:predicate ?p ; biolink:object ?o }"""
    assert len(rows(store, f"SELECT ?r {{ {denied} }}")) > 20
    assert rows(store, f"SELECT ?r {{ {denied} GRAPH graph:findings {{ ?s ?p ?o }} }}") == []
    named = """BIND(IRI(CONCAT("https://w3id.org/lifonto/not/", REPLACE(STR(?p), "^.*/", ""))) AS ?not)
        FILTER NOT EXISTS { GRAPH graph:findings { ?s ?not ?o . ?r rdf:predicate ?not } }"""
    assert rows(store, f"SELECT ?r {{ {denied} {named} }}") == []


def test_a_join_over_direct_links_does_not_go_by_way_of_protein(store: Store):
    join = """SELECT DISTINCT ?label { GRAPH graph:%s { ?genotype LIFO:0000072 ?gene . ?gene RO:0002205 ?product }
        ?product rdfs:label ?label }"""
    assert ('"protein"',) in rows(store, join % "relations")
    assert ('"protein"',) not in rows(store, join % "direct")
    assert len(rows(store, join % "direct")) > 3


def test_direct_links_all_follow_and_none_says_less_than_another(store: Store):
    missing = """SELECT ?s { GRAPH graph:direct { ?s ?p ?o } FILTER NOT EXISTS { ?s ?p ?o } }"""
    assert rows(store, missing) == []
    lesser = """SELECT ?s { GRAPH graph:direct { ?s ?p ?o , ?narrow } GRAPH ?g { ?narrow rdfs:subClassOf ?o }
        FILTER(?p NOT IN (rdfs:subClassOf, owl:equivalentClass)) FILTER NOT EXISTS { ?o rdfs:subClassOf ?narrow } }"""
    assert rows(store, lesser) == []
    shortcut = """SELECT ?s { GRAPH graph:direct { ?s rdfs:subClassOf ?far , ?near } ?near rdfs:subClassOf ?far .
        FILTER NOT EXISTS { ?far rdfs:subClassOf ?near } }"""
    assert rows(store, shortcut) == []


def test_the_nearest_superclasses_lead_to_all_of_them(store: Store):
    reached = """SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?sub ?sup { GRAPH graph:direct {
        ?sub (rdfs:subClassOf|owl:equivalentClass|^owl:equivalentClass)+ ?sup } FILTER(?sub != ?sup) } }"""
    above = """SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?sub ?sup { ?sub rdfs:subClassOf ?sup
        FILTER(isIRI(?sub) && isIRI(?sup) && ?sub != ?sup) } }"""
    assert rows(store, reached) == rows(store, above)
