"""The rules of RDFS and OWL 2 RL find whatever owlrl, another implementation of them, finds."""

from __future__ import annotations

import owlrl
import pyoxigraph as ox
import pytest
import rdflib

from sparql_server.entailment import rules

DATA = """
@prefix : <http://example.org/> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:p rdfs:domain :A ; rdfs:range :B ; rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :r ; rdfs:domain :C .
:A a owl:Class ; rdfs:subClassOf :C . :B a owl:Class ; owl:equivalentClass :D . :C a owl:Class ; rdfs:subClassOf :E .
:a :p :b . :b :p :c . :c rdf:_1 :a . :e a :D ; :r :f .
:t a owl:TransitiveProperty . :a :t :b . :b :t :c . :c :t :d . :s a owl:SymmetricProperty . :a :s :d .
:f1 a owl:FunctionalProperty . :a :f1 :x , :y . :x :mark :m .
:i1 a owl:InverseFunctionalProperty . :k :i1 :n . :l :i1 :n .
:p owl:inverseOf :inv . :eq owl:equivalentProperty :p . :g :eq :h . :chain owl:propertyChainAxiom ( :p :t ) .
:long owl:propertyChainAxiom ( :p :t :t ) . :Keyed owl:hasKey ( :id :no ) . :k1 a :Keyed ; :id 1 ; :no 2 .
:k2 a :Keyed ; :id 1 ; :no 2 .
:Both owl:intersectionOf ( :A :B ) . :Any owl:unionOf ( :A :D ) . :One owl:oneOf ( :a :z ) .
:Some owl:onProperty :p ; owl:someValuesFrom :B . :SomeQ owl:onProperty :q ; owl:someValuesFrom :B .
:SomeD owl:onProperty :p ; owl:someValuesFrom :Any . :SomeThing owl:onProperty :r ; owl:someValuesFrom owl:Thing .
:All owl:onProperty :p ; owl:allValuesFrom :New . :AllC owl:onProperty :p ; owl:allValuesFrom :Newer .
:New rdfs:subClassOf :Newer . :a a :All . :Val owl:onProperty :v ; owl:hasValue :w . :u a :Val . :o :v :w .
:Most owl:onProperty :m1 ; owl:maxCardinality "1"^^xsd:nonNegativeInteger . :a a :Most ; :m1 :a1 , :a2 .
:MostB owl:onProperty :m2 ; owl:maxQualifiedCardinality "1"^^xsd:nonNegativeInteger ; owl:onClass :B .
:a a :MostB ; :m2 :b1 , :b2 . :b1 a :B . :b2 a :B .
"""
CLOSURES = [(("RDF", "RDFS"), owlrl.RDFS_Semantics), (("RDF", "RDFS", "OWL-RL"), owlrl.OWLRL_Semantics)]
ALREADY = {"http://www.w3.org/2001/XMLSchema#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"}


@pytest.mark.parametrize(("names", "semantics"), CLOSURES, ids=["RDFS", "OWL-RL"])
def test_the_rules_miss_nothing_that_owlrl_finds(names: tuple[str, ...], semantics: type) -> None:
    scratch = ox.Store()
    scratch.load(DATA.encode(), format=ox.RdfFormat.TURTLE)
    rules.close(scratch, names)
    ours = {tuple(map(str, quad.triple)) for quad in scratch.quads_for_pattern(None, None, None, ox.DefaultGraph())}
    graph = rdflib.Graph().parse(data=DATA, format="turtle")
    stated = len(graph)
    owlrl.DeductiveClosure(semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    assert len(graph) > stated
    named = {triple for triple in graph if all(isinstance(term, rdflib.URIRef) for term in triple)}
    theirs = {tuple(term.n3() for term in triple) for triple in named if not is_datatype(triple[0])}
    assert theirs - ours == set()
    assert rules.contradiction(scratch, names) is None


def is_datatype(term: rdflib.term.Node) -> bool:
    """Tell a datatype: owlrl declares some that OWL 2 RL does not have."""
    return any(str(term).startswith(space) for space in ALREADY)


@pytest.mark.parametrize(
    ("rule", "data"),
    [
        ("eq-diff1", ":a owl:sameAs :b ; owl:differentFrom :b ."),
        ("eq-diff2", "[] a owl:AllDifferent ; owl:members ( :a :b ) . :a owl:sameAs :b ."),
        ("prp-irp", ":p a owl:IrreflexiveProperty . :a :p :a ."),
        ("prp-asyp", ":p a owl:AsymmetricProperty . :a :p :b . :b :p :a ."),
        ("prp-pdw", ":p owl:propertyDisjointWith :q . :a :p :b ; :q :b ."),
        ("prp-adp", "[] a owl:AllDisjointProperties ; owl:members ( :p :q ) . :a :p :b ; :q :b ."),
        ("prp-npa1", "[] owl:sourceIndividual :a ; owl:assertionProperty :p ; owl:targetIndividual :b . :a :p :b ."),
        ("prp-npa2", "[] owl:sourceIndividual :a ; owl:assertionProperty :p ; owl:targetValue 1 . :a :p 1 ."),
        ("cls-nothing2", ":a a owl:Nothing ."),
        ("cls-com", ":A owl:complementOf :B . :a a :A , :B ."),
        ("cls-maxc1", ':N owl:onProperty :p ; owl:maxCardinality "0"^^xsd:nonNegativeInteger . :a a :N ; :p :b .'),
        ("cax-dw", ":A owl:disjointWith :B . :a a :A , :B ."),
        ("cax-adc", "[] a owl:AllDisjointClasses ; owl:members ( :A :B ) . :a a :A , :B ."),
    ],
)
def test_a_contradiction_is_named_by_the_rule_that_finds_it(rule: str, data: str) -> None:
    scratch = ox.Store()
    prefixes = "".join(line for line in DATA.splitlines(keepends=True) if line.startswith("@prefix"))
    scratch.load((prefixes + data).encode(), format=ox.RdfFormat.TURTLE)
    names = ("RDF", "RDFS", "OWL-RL")
    rules.close(scratch, names)
    assert f"rule {rule} is broken" in (rules.contradiction(scratch, names) or "")
