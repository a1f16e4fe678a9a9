"""What the tables say is what the OWL says, with its evidence, and the bytes are the same every time."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, BNode, Graph, URIRef

from lifonto import release
from lifonto.errors import Incoherent, Inconsistent
from lifonto.rdf.expressions import from_graph
from lifonto.reason.values.rendering import render

LIFO = "https://w3id.org/lifonto/LIFO_"
LIF, LIFR, LIGAND = (URIRef(LIFO + number) for number in ("9000013", "9000014", "9000015"))


@pytest.fixture
def compiled(toy: Path) -> Graph:
    return release.compile_tables(toy)[1]


def append(file: Path, *cells: str) -> None:
    with file.open("a", encoding="utf-8") as table:
        table.write("\t".join(cells) + "\n")


def test_labels_definitions_and_synonyms_are_plain_literals(compiled: Graph):
    assert [value.n3() for value in compiled.objects(LIF, RDFS.label)] == ['"LIF"']
    synonyms = compiled.objects(
        URIRef(LIFO + "9000011"), URIRef("http://www.geneontology.org/formats/oboInOwl#hasExactSynonym")
    )
    assert sorted(map(str, synonyms)) == ["messenger", "signal"]


def test_a_definition_becomes_an_equivalent_class_expression(compiled: Graph):
    node = compiled.value(LIGAND, OWL.equivalentClass)
    assert render(
        from_graph(compiled, node, lambda iri: iri.removeprefix(LIFO).replace("http://purl.obolibrary.org/obo/", ""))
    ) == ("COB_0000013 and (0000030 some 9000014)")


def test_the_axiom_of_a_fact_carries_its_citations_evidence_and_record(compiled: Graph):
    (axiom,) = compiled.subjects(RDF.type, OWL.Axiom)
    assert compiled.value(axiom, OWL.annotatedSource) == LIF
    assert {str(value) for value in compiled.objects(axiom, DCTERMS.source)} == {LIFO + "9000001", LIFO + "9000002"}
    assert str(compiled.value(axiom, URIRef(LIFO + "0000006"))) == "https://w3id.org/lifonto/LIFS_9001"
    assert str(compiled.value(axiom, URIRef("https://w3id.org/biolink/vocab/has_evidence"))) == LIFO + "9000017"


def test_two_facts_with_one_axiom_put_their_evidence_on_the_same_axiom(toy: Path):
    append(
        toy / "facts" / "binding.tsv",
        "LIFS:9002",
        "again",
        "statement",
        "LIF",
        "assay",
        "LIFO:9000001",
        "LIF",
        "'has receptor' some LIFR",
    )
    graph = release.compile_tables(toy)[1]
    (axiom,) = graph.subjects(RDF.type, OWL.Axiom)
    assert len(list(graph.objects(axiom, URIRef(LIFO + "0000006")))) == 2


def test_a_fact_about_several_subjects_with_several_axioms_states_each_of_each(toy: Path):
    append(
        toy / "facts" / "binding.tsv",
        *("LIFS:9002", "both", "statement", "LIF|LIFR", "assay", "LIFO:9000001", "LIF|ligand"),
        "'part of' some complex|'occurs in' some complex",
    )
    graph = release.compile_tables(toy)[1]
    assert len(list(graph.subjects(RDF.type, OWL.Axiom))) == 1 + 4


def test_relations_have_their_inverse_domain_characteristic_and_chain(compiled: Graph):
    obo = "http://purl.obolibrary.org/obo/"
    part_of, occurs_in, interacts = (URIRef(obo + name) for name in ("BFO_0000050", "BFO_0000066", "RO_0002436"))
    assert (part_of, OWL.inverseOf, URIRef(obo + "BFO_0000051")) in compiled
    assert (part_of, RDF.type, OWL.TransitiveProperty) in compiled
    assert (interacts, RDFS.domain, URIRef(obo + "COB_0000013")) in compiled
    chain = compiled.value(occurs_in, OWL.propertyChainAxiom)
    assert list(compiled.items(chain)) == [occurs_in, part_of]


def test_a_general_axiom_says_something_of_an_expression(compiled: Graph):
    (left,) = (node for node in compiled.subjects(RDFS.subClassOf, URIRef(LIFO + "9000012")) if isinstance(node, BNode))
    assert compiled.value(left, OWL.intersectionOf)


def test_the_header_names_the_version_and_there_is_one_ontology(compiled: Graph):
    (ontology,) = compiled.subjects(RDF.type, OWL.Ontology)
    assert str(compiled.value(ontology, OWL.versionIRI)) == "https://w3id.org/lifonto/releases/2000-01-01"


def test_what_follows_is_in_its_own_graphs(toy: Path):
    built = release.build(toy)
    assert (LIF, RDFS.subClassOf, LIGAND) in built.graphs["inferred"]
    assert (LIF, RDFS.subClassOf, LIGAND) not in built.graphs["asserted"]
    assert (LIF, URIRef("http://purl.obolibrary.org/obo/RO_0002436"), LIFR) not in built.graphs["asserted"]
    assert (LIF, URIRef(LIFO + "0000030"), LIFR) in built.graphs["relations"]


def test_a_class_that_can_have_no_instance_is_refused_by_name(toy: Path):
    append(toy / "terms" / "molecules.tsv", "LIFO:9000099", "both", "Impossible.", "receptor and ligand")
    with pytest.raises(Incoherent) as caught:
        release.build(toy)
    assert caught.value.classes == [LIFO + "9000099"]


def test_axioms_that_contradict_each_other_are_refused(toy: Path):
    append(toy / "terms" / "molecules.tsv", "LIFO:9000098", "both", "Impossible.", "receptor and ligand")
    append(toy / "facts" / "binding.tsv", "LIFS:9003", "an instance of nothing", "both")
    with pytest.raises(Inconsistent):
        release.build(toy)


def test_the_same_tables_give_the_same_bytes_under_any_hash_seed(toy: Path, tmp_path: Path):
    code = (
        "import sys, pathlib; from lifonto import release\n"
        "release.build(pathlib.Path(sys.argv[1])).write(pathlib.Path(sys.argv[2]))"
    )
    folders = []
    for seed in ("1", "2"):
        folders.append(tmp_path / seed)
        environment = os.environ | {"PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", code, str(toy), str(folders[-1])], check=True, env=environment)
    first, second = ({file.name: file.read_bytes() for file in folder.iterdir()} for folder in folders)
    assert first == second
    assert {"lifonto.owl", "lifonto.ttl", "asserted.nt", "inferred.nt"} <= set(first)
