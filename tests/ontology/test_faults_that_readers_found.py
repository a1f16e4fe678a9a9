"""Faults that readers once found in the release, each held so that it cannot come back unseen.

What must not follow from a class expression stands in ``checks/probes.tsv``; ``checks/`` holds what no axiom may be.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lifonto.ask.store import Store, open_store, release_sources, table

PREFIXES = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX biolink: <https://w3id.org/biolink/vocab/>
PREFIX graph: <https://w3id.org/lifonto/graph/>
PREFIX LIFO: <https://w3id.org/lifonto/LIFO_>
PREFIX LIFS: <https://w3id.org/lifonto/LIFS_>
PREFIX RO: <http://purl.obolibrary.org/obo/RO_>
PREFIX MONDO: <http://purl.obolibrary.org/obo/MONDO_>
"""


@pytest.fixture(scope="module")
def store(home: Path) -> Store:
    return open_store(release_sources(home))


def values(store: Store, text: str) -> set[str]:
    """The values of the one column that the query *text* asks for."""
    return {(value or "").strip('"') for (value,) in table(store, PREFIXES + text).rows}


def named(store: Store, record: str, part: str) -> set[str]:
    """The labels of what stands under *part* in a record: subject, object, a context."""
    return values(store, f"SELECT ?l {{ {record} {part}/rdfs:label ?l }}")


def kind(store: Store, record: str) -> set[str]:
    return values(store, f"SELECT ?l {{ {record} a/rdfs:label ?l }}")


@pytest.mark.parametrize(
    ("record", "subject"),
    [
        ("LIFS:0090", {"BMP4 with LIF"}),
        ("LIFS:0554", {"NANOG overexpression"}),
        ("LIFS:0116", {"POU domain, class 5, transcription factor 1"}),
        ("LIFS:0239", {"LIF receptor complex"}),
        ("LIFS:0139", {"STAT3 activation"}),
    ],
)
def test_what_acts_together_or_respectively_is_not_told_of_each(store: Store, record: str, subject: set[str]):
    assert named(store, record, "biolink:subject") == subject


def test_lif_alone_is_nowhere_said_to_suffice_where_a_record_denies_it(store: Store):
    same = "biolink:predicate ?p ; biolink:subject ?s ; biolink:object ?o ; LIFO:0000001 ?condition"
    denied = f"?no a LIFO:0000102 ; {same} . ?yes a LIFO:0000101 ; {same} ."
    assert values(store, f"SELECT ?no {{ {denied} }}") == set()
    assert values(store, "SELECT ?r { VALUES ?r { LIFS:0089 } ?r a LIFO:0000102 }"), (
        "the record that denies it is there"
    )


def test_klf2_is_raised_by_pou5f1_and_klf4_by_stat3_and_not_crosswise(store: Store):
    raised = """SELECT ?s { ?r a LIFO:0000101 ; biolink:predicate RO:0003003 ; dcterms:source ?paper ;
        biolink:subject/rdfs:label ?s ; biolink:object/rdfs:label "%s" .
        VALUES ?paper { <https://pubmed.ncbi.nlm.nih.gov/19951688> } }"""
    assert values(store, raised % "krueppel-like factor 2") == {"POU domain, class 5, transcription factor 1"}
    assert "POU domain, class 5, transcription factor 1" not in values(store, raised % "krueppel-like factor 4")


def test_a_negative_control_is_no_context_of_a_positive_finding(store: Store):
    assert named(store, "LIFS:0221", "biolink:anatomical_context_qualifier") == {"SEKI", "G-361"}
    controls = values(
        store,
        """SELECT ?kind { ?r biolink:anatomical_context_qualifier|biolink:subject ?cell ; a/rdfs:label ?kind .
        ?cell rdfs:label ?l . FILTER(?l IN ("A-375", "MeWo")) ?r biolink:object/rdfs:label "cancer cachexia" }""",
    )
    assert controls <= {"negative statement"}


def test_what_is_unverified_decides_nothing(store: Store):
    assert values(store, "SELECT ?s { LIFS:0166 LIFO:0000002 ?s }") == {"unverified"}
    borne = "SELECT ?x { ?axiom owl:annotatedSource ?x ; LIFO:0000006 LIFS:0166 }"
    assert values(store, borne) == set()


def test_a_fold_that_is_alike_is_no_common_descent(store: Store):
    assert named(store, "LIFS:0028", "biolink:predicate") == {"has fold like"}
    homologous = values(store, "SELECT ?l { LIFS:0028 biolink:predicate/rdfs:subPropertyOf* ?p . ?p rdfs:label ?l }")
    assert not any("homology" in label for label in homologous)


@pytest.mark.parametrize(
    ("one", "other"),
    [("LIFS:0132", "LIFS:0209"), ("LIFS:0055", "LIFS:0599"), ("LIFS:0177", "LIFS:0179"), ("LIFS:0215", "LIFS:0851")],
)
def test_claims_that_differ_name_each_other_or_are_not_both_found(store: Store, one: str, other: str):
    """They are joined by *conflicts with*, or one of them is unverified and so no finding."""
    joined = values(
        store, f"SELECT ?c {{ VALUES ?c {{ {other} }} {{ {one} LIFO:0000005 ?c }} UNION {{ ?c LIFO:0000005 {one} }} }}"
    )
    standings = values(store, f"SELECT ?s {{ VALUES ?r {{ {one} {other} }} ?r LIFO:0000002 ?s }}")
    assert joined or "unverified" in standings


def test_the_inner_cell_mass_in_diapause_is_kept_by_a_kind_of_its_maintenance(store: Store):
    kept = """SELECT ?l { ?x rdfs:subClassOf/rdfs:label ?l ;
        rdfs:label "maintenance of the inner cell mass in diapause" }"""
    assert "inner cell mass maintenance" in values(store, kept)


def test_the_second_stueve_wiedemann_syndrome_is_mapped(store: Store):
    assert values(store, "SELECT ?l { MONDO:0030756 rdfs:label ?l }") == {"Stuve-Wiedemann syndrome 2"}
    mapped = 'SELECT ?x { ?d rdfs:label "extended Stüve-Wiedemann syndrome" ; skos:closeMatch ?x }'
    assert any("MONDO_0030756" in target for target in values(store, mapped))


def test_a_sentence_that_speaks_of_expression_has_a_relation_of_expression(store: Store):
    spoken = """SELECT ?r { ?r biolink:predicate ?p ; rdfs:label ?l . ?p rdfs:label ?relation .
        FILTER(REGEX(?l, "(increases|represses) the expression of") && !CONTAINS(?relation, "expression of")) }"""
    assert values(store, spoken) == set()
    assert (
        len(values(store, 'SELECT ?r { ?r rdfs:label ?l FILTER(CONTAINS(?l, "increases the expression of")) }')) >= 29
    )


def test_no_citation_is_a_page_that_cannot_be_read(store: Store):
    pages = values(store, "SELECT ?p { ?r biolink:predicate ?any ; dcterms:source ?p }")
    unreadable = re.compile(
        r"/\.\.\./|tweb-dev|dmice\.ohsu|thevegansecret|polaros|datapdf|cirm\.ca\.gov|/references/scholar/"
    )
    assert [page for page in pages if unreadable.search(page)] == []


def test_a_database_that_has_no_pair_denies_none(store: Store):
    """Absence from a table of ligands is a record and no axiom."""
    assert values(store, "SELECT ?x { ?axiom owl:annotatedSource ?x ; LIFO:0000006 LIFS:0265 }") == set()


@pytest.mark.parametrize("record", ["LIFS:0538", "LIFS:0539", "LIFS:0540", "LIFS:0541", "LIFS:0543"])
def test_where_lif_was_found_is_a_record_and_not_said_of_all_such_cells(store: Store, record: str):
    assert values(store, f"SELECT ?x {{ ?axiom owl:annotatedSource ?x ; LIFO:0000006 {record} }}") == set()


def test_the_gp130_cytokines_are_no_whole_proteins_of_which_a_form_or_species_is_none(store: Store):
    query = """SELECT ?l { ?x rdfs:subClassOf ?sup ; rdfs:label ?l . ?sup rdfs:label ?s .
        FILTER(?s IN ("gp130 cytokine", "LIFR ligand")) }"""
    found = values(store, query)
    assert "extracellular leukemia inhibitory factor" in found
    assert not found & {"leukemia inhibitory factor", "truncated leukemia inhibitory factor", "oncostatin-M"}
    assert not found & {"leukemia inhibitory factor precursor", "interleukin-27 subunit alpha"}


def test_an_effect_in_pancreatic_cancer_is_not_borne_by_a_step_in_mouse_cells(store: Store):
    """KRAS raises LIF in pancreatic cancer; that STAT3 follows was seen there, too, and not in mouse cells alone."""
    mixed = """SELECT ?e { ?e a LIFO:0000106 ; LIFO:0000014 LIFS:0079 , ?kras .
        ?kras biolink:subject/rdfs:label "GTPase KRas" }"""
    assert values(store, mixed) == set()


def test_what_lif_alone_cannot_do_is_denied_of_lif_alone(store: Store):
    """LIF alone in serum-free culture: the axiom that denies is of LIF there, not of every LIF."""
    said = values(store, "SELECT ?l { ?axiom owl:annotatedSource/rdfs:label ?l ; LIFO:0000006 LIFS:0089 }")
    assert said
    assert all("LIF alone" in label for label in said)
