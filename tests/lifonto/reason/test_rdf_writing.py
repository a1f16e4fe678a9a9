"""An ontology is written as RDF whole: every axiom as the mapping has it, declarations, header, annotations."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox
import pytest
from any_axioms import of_kind
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lifonto.errors import ReasoningError
from lifonto.reason.documents.owl import read
from lifonto.reason.documents.reading import as_rdf, document
from lifonto.reason.documents.triples import ALIKE, named_first, ntriples, triples
from lifonto.reason.values.axioms import SORTS, Axiom
from lifonto.reason.values.expressions import Inverse
from lifonto.reason.values.normal_form import normal
from lifonto.reason.values.ontology import Ontology

HEAD = """@prefix : <urn:x:> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
"""


def same(first: list[ox.Triple], second: list[ox.Triple]) -> bool:
    """Tell whether two graphs differ in the names of blank nodes alone."""
    datasets = [ox.Dataset(ox.Quad(*each) for each in graph) for graph in (first, second)]
    for each in datasets:
        each.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return datasets[0] == datasets[1]


def turtle(text: str) -> list[ox.Triple]:
    return [each.triple for each in ox.parse(HEAD + text, format=ox.RdfFormat.TURTLE)]


def body(axiom: str) -> list[ox.Triple]:
    """The triples of *axiom* without those of the header and of declarations."""
    found = read(f"Prefix(:=<urn:x:>)\nOntology(<urn:x:o>\n{axiom})", "ofn", annotations=True)
    plain = {ox.NamedNode(f"http://www.w3.org/2002/07/owl#{kind}") for kind in KINDS}
    plain.add(ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#Datatype"))
    return [each for each in triples(found) if isinstance(each.subject, ox.BlankNode) or each.object not in plain]


KINDS = ("Ontology", "Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "NamedIndividual")
AXIOMS = {
    "SubClassOf(:A :B)": ":A rdfs:subClassOf :B .",
    "EquivalentClasses(:A :B :C)": ":A owl:equivalentClass :B . :B owl:equivalentClass :C .",
    "DisjointClasses(:A :B)": ":A owl:disjointWith :B .",
    "DisjointClasses(:A :B :C)": "[] a owl:AllDisjointClasses ; owl:members (:A :B :C) .",
    "DisjointUnion(:A :B :C)": ":A owl:disjointUnionOf (:B :C) .",
    "SubObjectPropertyOf(:r :s)": ":r rdfs:subPropertyOf :s .",
    "SubObjectPropertyOf(ObjectPropertyChain(:r :s) :t)": ":t owl:propertyChainAxiom (:r :s) .",
    "SubObjectPropertyOf(ObjectInverseOf(:r) :s)": "[ owl:inverseOf :r ] rdfs:subPropertyOf :s .",
    "EquivalentObjectProperties(:r :s)": ":r owl:equivalentProperty :s .",
    "DisjointObjectProperties(:r :s)": ":r owl:propertyDisjointWith :s .",
    "DisjointObjectProperties(:r :s :t)": "[] a owl:AllDisjointProperties ; owl:members (:r :s :t) .",
    "DisjointDataProperties(:d :e :f)": "[] a owl:AllDisjointProperties ; owl:members (:d :e :f) .",
    "InverseObjectProperties(:r :s)": ":r owl:inverseOf :s .",
    "InverseObjectProperties(ObjectInverseOf(:r) :s)": ":s owl:inverseOf [ owl:inverseOf :r ] .",
    "InverseObjectProperties(ObjectInverseOf(:r) ObjectInverseOf(:s))": ":r owl:inverseOf :s .",
    "ObjectPropertyDomain(:r :A)": ":r rdfs:domain :A .",
    "DataPropertyRange(:d xsd:string)": ":d rdfs:range xsd:string .",
    "TransitiveObjectProperty(:r)": ":r a owl:TransitiveProperty .",
    "AsymmetricObjectProperty(:r)": ":r a owl:AsymmetricProperty .",
    "InverseFunctionalObjectProperty(:r)": ":r a owl:InverseFunctionalProperty .",
    "FunctionalDataProperty(:d)": ":d a owl:FunctionalProperty .",
    'DatatypeDefinition(:T DataOneOf("1"))': ':T owl:equivalentClass [ a rdfs:Datatype ; owl:oneOf ("1") ] .',
    "HasKey(:A (:r) (:d))": ":A owl:hasKey (:r :d) .",
    "SameIndividual(:i :j)": ":i owl:sameAs :j .",
    "DifferentIndividuals(:i :j)": ":i owl:differentFrom :j .",
    "DifferentIndividuals(:i :j :k)": "[] a owl:AllDifferent ; owl:members (:i :j :k) .",
    "ClassAssertion(:A _:x)": "_:x a :A .",
    "ObjectPropertyAssertion(:r :i _:x)": ":i :r _:x .",
    "ObjectPropertyAssertion(ObjectInverseOf(:r) :i :j)": ":j :r :i .",
    "NegativeObjectPropertyAssertion(:r :i :j)": "[] a owl:NegativePropertyAssertion ; owl:sourceIndividual :i ;"
    " owl:assertionProperty :r ; owl:targetIndividual :j .",
    'DataPropertyAssertion(:d :i "a\\\\b"@en)': ':i :d "a\\\\b"@en .',
    'NegativeDataPropertyAssertion(:d :i "5"^^xsd:integer)': "[] a owl:NegativePropertyAssertion ;"
    " owl:sourceIndividual :i ; owl:assertionProperty :d ; owl:targetValue 5 .",
}
EXPRESSIONS = {
    "ObjectSomeValuesFrom(:r :B)": "[ a owl:Restriction ; owl:onProperty :r ; owl:someValuesFrom :B ]",
    "ObjectAllValuesFrom(ObjectInverseOf(:r) :B)": "[ a owl:Restriction ; owl:onProperty [ owl:inverseOf :r ] ;"
    " owl:allValuesFrom :B ]",
    "ObjectHasValue(:r :i)": "[ a owl:Restriction ; owl:onProperty :r ; owl:hasValue :i ]",
    "ObjectHasSelf(:r)": "[ a owl:Restriction ; owl:onProperty :r ; owl:hasSelf true ]",
    "ObjectMinCardinality(2 :r)": "[ a owl:Restriction ; owl:onProperty :r ;"
    ' owl:minCardinality "2"^^xsd:nonNegativeInteger ]',
    "ObjectExactCardinality(2 :r :B)": "[ a owl:Restriction ; owl:onProperty :r ;"
    ' owl:qualifiedCardinality "2"^^xsd:nonNegativeInteger ; owl:onClass :B ]',
    "DataMaxCardinality(2 :d xsd:string)": "[ a owl:Restriction ; owl:onProperty :d ;"
    ' owl:maxQualifiedCardinality "2"^^xsd:nonNegativeInteger ; owl:onDataRange xsd:string ]',
    "ObjectIntersectionOf(:B :C)": "[ a owl:Class ; owl:intersectionOf (:B :C) ]",
    "ObjectComplementOf(ObjectUnionOf(:B :C))": "[ a owl:Class ;"
    " owl:complementOf [ a owl:Class ; owl:unionOf (:B :C) ] ]",
    "ObjectOneOf(:i _:x)": "[ a owl:Class ; owl:oneOf (:i _:x) ]",
    'DataSomeValuesFrom(:d DatatypeRestriction(xsd:integer xsd:minInclusive "3"^^xsd:integer))': "[ a owl:Restriction ;"
    " owl:onProperty :d ; owl:someValuesFrom [ a rdfs:Datatype ; owl:onDatatype xsd:integer ;"
    " owl:withRestrictions ([ xsd:minInclusive 3 ]) ] ]",
    "DataAllValuesFrom(:d DataComplementOf(DataUnionOf(:T :U)))": "[ a owl:Restriction ; owl:onProperty :d ;"
    " owl:allValuesFrom [ a rdfs:Datatype ; owl:datatypeComplementOf [ a rdfs:Datatype ; owl:unionOf (:T :U) ] ] ]",
}


@pytest.mark.parametrize("axiom", AXIOMS)
def test_an_axiom_is_the_triples_that_the_mapping_has_for_it(axiom: str) -> None:
    assert same(body(axiom), turtle(AXIOMS[axiom]))


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_an_expression_is_a_node_with_the_triples_that_the_mapping_has_for_it(expression: str) -> None:
    assert same(body(f"SubClassOf(:A {expression})"), turtle(f":A rdfs:subClassOf {EXPRESSIONS[expression]} ."))


def test_what_is_said_of_an_axiom_hangs_on_a_node_that_repeats_it() -> None:
    expected = turtle(
        ":A rdfs:subClassOf :B . _:n a owl:Axiom ; owl:annotatedSource :A ; owl:annotatedProperty rdfs:subClassOf ;"
        ' owl:annotatedTarget :B ; rdfs:comment "c" . [] a owl:Annotation ; owl:annotatedSource _:n ;'
        ' owl:annotatedProperty rdfs:comment ; owl:annotatedTarget "c" ; :by :me .'
    )
    assert same(body('SubClassOf(Annotation(Annotation(:by :me) rdfs:comment "c") :A :B)'), expected)


def test_what_is_said_of_a_set_hangs_on_its_node() -> None:
    expected = turtle('[] a owl:AllDisjointClasses ; owl:members (:A :B :C) ; rdfs:comment "c" .')
    assert same(body('DisjointClasses(Annotation(rdfs:comment "c") :A :B :C)'), expected)


def test_header_declarations_and_annotations_are_written() -> None:
    text = """Prefix(:=<urn:x:>) Ontology(<urn:x:o> <urn:x:v> Import(<urn:x:i>) Annotation(rdfs:label "o")
    Declaration(Class(:A)) Declaration(Datatype(:T)) Declaration(AnnotationProperty(:p)) Declaration(DataProperty(:d))
    Declaration(ObjectProperty(:r)) Declaration(NamedIndividual(:i))
    AnnotationAssertion(Annotation(:p :q) rdfs:label :A "a\\"b
c"@en) AnnotationAssertion(:p _:x :A))"""
    expected = turtle(
        ':o a owl:Ontology ; owl:versionIRI :v ; owl:imports :i ; rdfs:label "o" . :A a owl:Class .'
        " :T a rdfs:Datatype . :d a owl:DatatypeProperty . :r a owl:ObjectProperty . :i a owl:NamedIndividual ."
        ' :p a owl:AnnotationProperty . :A rdfs:label "a\\"b\\nc"@en . [] a owl:Axiom ; owl:annotatedSource :A ;'
        ' owl:annotatedProperty rdfs:label ; owl:annotatedTarget "a\\"b\\nc"@en ; :p :q . [] :p :A .'
    )
    assert same(list(triples(read(text, "ofn", annotations=True))), expected)


@settings(max_examples=40)
@given(st.sampled_from(sorted(SORTS)).flatmap(of_kind))
def test_whatever_is_written_the_engine_reads(axiom: Axiom) -> None:
    written = ntriples(Ontology((axiom,)))
    assert sum(1 for _ in triples(Ontology((axiom,)))) == written.count(b"\n")


def as_mapped(axiom: Axiom) -> set[Axiom]:
    """*axiom* as those that RDF has in its place."""
    kind, parts = axiom.kind, axiom.parts
    if kind in ALIKE:
        return {normal(Axiom(kind, pair)) for pair in pairwise(parts)}
    if kind == "InverseObjectProperties":
        return {normal(Axiom(kind, named_first(parts)))}
    if kind == "ObjectPropertyAssertion" and isinstance(parts[0], Inverse):
        return {Axiom(kind, (parts[0].of, parts[2], parts[1]))}
    return {normal(axiom)}


@settings(max_examples=60)
@given(st.sampled_from(sorted(SORTS)).flatmap(of_kind))
def test_what_is_written_is_read_back(axiom: Axiom) -> None:
    mapping = pytest.importorskip("lifonto.reason.documents.rdf.mapping")
    sources = pytest.importorskip("lifonto.reason.documents.rdf.triples")
    assume("_:u" not in axiom.names())
    found = mapping.ontology_of([sources.text(ntriples(Ontology((axiom,))), "nt")])
    assert ({normal(each) for each in found.axioms}, found.unread) == (as_mapped(axiom), ())


def test_an_iri_that_is_none_is_refused() -> None:
    with pytest.raises(ReasoningError, match="an IRI is relative"):
        list(triples(read("Ontology(SubClassOf(<a> <b>))", "ofn")))


def test_a_file_of_the_server_says_what_is_left_out_of_it() -> None:
    rule = "DLSafeRule(Body(ClassAtom(:A Variable(:x))) Head(ClassAtom(:B Variable(:x))))"
    written, left_out = as_rdf(f"Prefix(:=<urn:x:>) Ontology(<urn:x:o> {rule})", "ofn")
    assert b"urn:x:o" in written
    assert left_out.startswith("1 of SWRL rules and description graphs, such as DLSafeRule(")


def test_a_file_of_the_server_has_sets_of_three_whole(tmp_path: Path) -> None:
    (tmp_path / "a.ofn").write_text("Prefix(:=<urn:x:>) Ontology(<urn:x:o> DisjointClasses(:A :B :C))")
    with (tmp_path / "a.ofn").open("rb") as file:
        found = [each.triple for each in document(file, "ofn").quads("urn:base")]
    assert sum(each.object == ox.NamedNode("urn:x:C") for each in found) == 1
    members = ox.NamedNode("http://www.w3.org/2002/07/owl#members")
    assert any(each.predicate == members for each in found)
