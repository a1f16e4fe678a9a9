"""RDF becomes axioms by the OWL 2 Mapping to RDF Graphs, and what does not is told."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
import rustdl
from hypothesis import given, settings
from hypothesis import strategies as st

from lifonto.errors import ReasoningError
from lifonto.reason.documents.rdf.mapping import ontology_of
from lifonto.reason.documents.rdf.triples import file, text
from lifonto.reason.values.axioms import Axiom, Entity
from lifonto.reason.values.expressions import Literal, Named
from lifonto.reason.values.ontology import Annotation, Ontology
from lifonto.reason.values.vocabulary import LABEL, OWL, RDF, RDFS, XSD

PREFIXES = {"": "http://example.org/", "owl": OWL, "rdf": RDF, "rdfs": RDFS, "xsd": XSD}
HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
EX = PREFIXES[""]
DECLARED = """
:A a owl:Class . :B a owl:Class . :C a owl:Class . :D a rdfs:Datatype .
:p a owl:ObjectProperty . :q a owl:ObjectProperty . :m a owl:DatatypeProperty . :n a owl:DatatypeProperty .
:i a owl:NamedIndividual . :j a owl:NamedIndividual . :k a owl:NamedIndividual . :note a owl:AnnotationProperty .
"""
COMMENT = f"{RDFS}comment"


def read(*turtle: str, annotations: bool = False) -> Ontology:
    """Read the documents *turtle*, which may do without prefixes."""
    return ontology_of([text(HEAD + each) for each in turtle], annotations=annotations)


def short(line: str) -> str:
    """Write the names of a line of functional syntax with their prefixes."""
    for prefix, iri in PREFIXES.items():
        line = re.sub(f"<{re.escape(iri)}([^>]*)>", rf"{prefix}:\1", line)
    return line.replace("^^xsd:string", "").replace("<urn:lifonto:fresh:individual:", "<_:")


def said(ontology: Ontology) -> list[str]:
    """Return the axioms of *ontology*, in functional syntax with prefixes."""
    return sorted(short(line) for line in ontology.body.decode().splitlines() if not line.startswith("Declaration"))


def restricting(said_of_it: str, on: str = ":p") -> str:
    """Write that :A is below a restriction."""
    return f":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty {on} ; {said_of_it} ] ."


def of_values(said_of_it: str) -> str:
    """Write that :A has some value in a data range."""
    return restricting(f"owl:someValuesFrom [ a rdfs:Datatype ; {said_of_it} ]", ":m")


def deny(said_of_it: str) -> str:
    """Write that something does not hold of :i."""
    return f"[] a owl:NegativePropertyAssertion ; owl:sourceIndividual :i ; {said_of_it} ."


EXPRESSIONS = {
    "owl:someValuesFrom :B": "ObjectSomeValuesFrom(:p :B)",
    "owl:allValuesFrom :B": "ObjectAllValuesFrom(:p :B)",
    "owl:hasValue :i": "ObjectHasValue(:p :i)",
    "owl:hasValue [ rdfs:label 'x' ]": "ObjectHasValue(:p <_:b1>)",
    "owl:hasSelf true": "ObjectHasSelf(:p)",
    "owl:minCardinality '2'^^xsd:nonNegativeInteger": "ObjectMinCardinality(2 :p owl:Thing)",
    "owl:maxCardinality 0": "ObjectMaxCardinality(0 :p owl:Thing)",
    "owl:cardinality '1'^^xsd:short": "ObjectExactCardinality(1 :p owl:Thing)",
    "owl:minQualifiedCardinality 2 ; owl:onClass :B": "ObjectMinCardinality(2 :p :B)",
    "owl:maxQualifiedCardinality 2 ; owl:onClass :B": "ObjectMaxCardinality(2 :p :B)",
    "owl:qualifiedCardinality 2 ; owl:onClass :B": "ObjectExactCardinality(2 :p :B)",
    "owl:someValuesFrom [ a owl:Class ; owl:unionOf ( :B :C ) ]": "ObjectSomeValuesFrom(:p ObjectUnionOf(:B :C))",
}
DATA_EXPRESSIONS = {
    "owl:someValuesFrom xsd:integer": "DataSomeValuesFrom(:m xsd:integer)",
    "owl:allValuesFrom :D": "DataAllValuesFrom(:m :D)",
    "owl:hasValue 'x'@en-GB": 'DataHasValue(:m "x"@en-gb)',
    "owl:minCardinality 2": "DataMinCardinality(2 :m rdfs:Literal)",
    "owl:maxCardinality 2": "DataMaxCardinality(2 :m rdfs:Literal)",
    "owl:cardinality 2": "DataExactCardinality(2 :m rdfs:Literal)",
    "owl:minQualifiedCardinality 2 ; owl:onDataRange :D": "DataMinCardinality(2 :m :D)",
    "owl:maxQualifiedCardinality 2 ; owl:onDataRange :D": "DataMaxCardinality(2 :m :D)",
    "owl:qualifiedCardinality 2 ; owl:onDataRange :D": "DataExactCardinality(2 :m :D)",
    "owl:someValuesFrom [ a owl:DataRange ; owl:oneOf ( 'x' 'y' ) ]": 'DataSomeValuesFrom(:m DataOneOf("x" "y"))',
    "owl:hasValue 'x@en'^^rdf:PlainLiteral": 'DataHasValue(:m "x"@en)',
}
RANGES = {
    "owl:oneOf ( 'x' )": 'DataOneOf("x")',
    "owl:unionOf ( :D xsd:string )": "DataUnionOf(:D xsd:string)",
    "owl:intersectionOf ( :D xsd:string )": "DataIntersectionOf(:D xsd:string)",
    "owl:datatypeComplementOf :D": "DataComplementOf(:D)",
    "owl:onDatatype xsd:integer ; owl:withRestrictions ( [ xsd:minInclusive 5 ] [ xsd:maxExclusive 9 ] )": (
        'DatatypeRestriction(xsd:integer xsd:minInclusive "5"^^xsd:integer xsd:maxExclusive "9"^^xsd:integer)'
    ),
    "owl:intersectionOf ()": "rdfs:Literal",
    "owl:unionOf ()": "DataComplementOf(rdfs:Literal)",
    "owl:oneOf ()": "DataComplementOf(rdfs:Literal)",
    "owl:unionOf ( :D )": ":D",
}
SETS = {
    "owl:intersectionOf ( :B :C )": "ObjectIntersectionOf(:B :C)",
    "owl:unionOf ( :B :C )": "ObjectUnionOf(:B :C)",
    "owl:complementOf :B": "ObjectComplementOf(:B)",
    "owl:oneOf ( :i :j )": "ObjectOneOf(:i :j)",
    "owl:intersectionOf ()": "owl:Thing",
    "owl:unionOf ()": "owl:Nothing",
    "owl:oneOf ()": "owl:Nothing",
    "owl:intersectionOf ( :B )": ":B",
    "owl:unionOf ( :B )": ":B",
    "owl:oneOf ( :i )": "ObjectOneOf(:i)",
}
CHARACTERISTICS = ("InverseFunctional", "Reflexive", "Irreflexive", "Symmetric", "Asymmetric", "Transitive")
SHAPES = {  # what documents say, and the axioms, one a line
    **{restricting(each): f"SubClassOf(:A {wanted})" for each, wanted in EXPRESSIONS.items()},
    **{restricting(each, ":m"): f"SubClassOf(:A {wanted})" for each, wanted in DATA_EXPRESSIONS.items()},
    **{of_values(each): f"SubClassOf(:A DataSomeValuesFrom(:m {wanted}))" for each, wanted in RANGES.items()},
    **{f":A rdfs:subClassOf [ a owl:Class ; {each} ] .": f"SubClassOf(:A {wanted})" for each, wanted in SETS.items()},
    **{f":A {each} .": f"EquivalentClasses(:A {wanted})" for each, wanted in SETS.items()},
    **{f":p a owl:{each}Property .": f"{each}ObjectProperty(:p)" for each in CHARACTERISTICS},
    ":A rdfs:subClassOf :B .": "SubClassOf(:A :B)",
    "[ a owl:Class ; owl:complementOf :A ] rdfs:subClassOf :B .": "SubClassOf(ObjectComplementOf(:A) :B)",
    ":A owl:equivalentClass :B .": "EquivalentClasses(:A :B)",
    ":A owl:disjointWith :B .": "DisjointClasses(:A :B)",
    "[] a owl:AllDisjointClasses ; owl:members ( :A :B :C ) .": "DisjointClasses(:A :B :C)",
    ":x a owl:AllDisjointClasses ; owl:members ( :A :B ) .": "DisjointClasses(:A :B)",
    ":A owl:disjointUnionOf ( :B :C ) .": "DisjointUnion(:A :B :C)",
    ":A owl:disjointUnionOf ( :B ) .": "EquivalentClasses(:A :B)",
    ":A owl:hasKey ( :p :m ) .": "HasKey(:A (:p) (:m))",
    ":D owl:equivalentClass xsd:integer .": "DatatypeDefinition(:D xsd:integer)",
    ":D owl:equivalentClass [ a rdfs:Datatype ; owl:oneOf ( 'x' ) ] .": 'DatatypeDefinition(:D DataOneOf("x"))',
    ":D owl:oneOf ( 'x' ) .": 'DatatypeDefinition(:D DataOneOf("x"))',
    ":D owl:onDatatype xsd:string ; owl:withRestrictions ( [ xsd:length 2 ] ) .": (
        'DatatypeDefinition(:D DatatypeRestriction(xsd:string xsd:length "2"^^xsd:integer))'
    ),
    ":p rdfs:subPropertyOf :q .": "SubObjectPropertyOf(:p :q)",
    ":m rdfs:subPropertyOf :n .": "SubDataPropertyOf(:m :n)",
    ":p owl:propertyChainAxiom ( :q :p ) .": "SubObjectPropertyOf(ObjectPropertyChain(:q :p) :p)",
    ":p owl:propertyChainAxiom ( :q [ owl:inverseOf :p ] ) .": (
        "SubObjectPropertyOf(ObjectPropertyChain(:q ObjectInverseOf(:p)) :p)"
    ),
    ":p owl:propertyChainAxiom ( :q ) .": "SubObjectPropertyOf(:q :p)",
    ":p owl:equivalentProperty :q .": "EquivalentObjectProperties(:p :q)",
    ":m owl:equivalentProperty :n .": "EquivalentDataProperties(:m :n)",
    ":p owl:propertyDisjointWith :q .": "DisjointObjectProperties(:p :q)",
    ":m owl:propertyDisjointWith :n .": "DisjointDataProperties(:m :n)",
    "[] a owl:AllDisjointProperties ; owl:members ( :p :q ) .": "DisjointObjectProperties(:p :q)",
    "[] a owl:AllDisjointProperties ; owl:members ( :m :n ) .": "DisjointDataProperties(:m :n)",
    ":p owl:inverseOf :q .": "InverseObjectProperties(:p :q)",
    "[ owl:inverseOf :p ] rdfs:subPropertyOf :q .": "SubObjectPropertyOf(ObjectInverseOf(:p) :q)",
    "[ a owl:ObjectProperty ; owl:inverseOf :p ] rdfs:domain :A .": "ObjectPropertyDomain(ObjectInverseOf(:p) :A)",
    "[ owl:inverseOf :p ] a owl:FunctionalProperty .": "FunctionalObjectProperty(ObjectInverseOf(:p))",
    "[ owl:inverseOf [ owl:inverseOf :p ] ] rdfs:range :A .": "ObjectPropertyRange(:p :A)",
    ":p rdfs:domain :A ; rdfs:range :B .": "ObjectPropertyDomain(:p :A)\nObjectPropertyRange(:p :B)",
    ":m rdfs:domain :A ; rdfs:range :D .": "DataPropertyDomain(:m :A)\nDataPropertyRange(:m :D)",
    ":p a owl:FunctionalProperty .": "FunctionalObjectProperty(:p)",
    ":m a owl:FunctionalProperty .": "FunctionalDataProperty(:m)",
    ":i owl:sameAs :j .": "SameIndividual(:i :j)",
    ":i owl:differentFrom :j .": "DifferentIndividuals(:i :j)",
    "[] a owl:AllDifferent ; owl:members ( :i :j :k ) .": "DifferentIndividuals(:i :j :k)",
    "[] a owl:AllDifferent ; owl:distinctMembers ( :i :j ) .": "DifferentIndividuals(:i :j)",
    ":i a :A , [ a owl:Class ; owl:complementOf :B ] .": (
        "ClassAssertion(:A :i)\nClassAssertion(ObjectComplementOf(:B) :i)"
    ),
    ":i a owl:Thing , owl:Nothing .": "ClassAssertion(owl:Nothing :i)\nClassAssertion(owl:Thing :i)",
    "[] a :A .": "ClassAssertion(:A <_:b0>)",
    "[] a owl:NamedIndividual .": "ClassAssertion(owl:Thing <_:b0>)",
    ":i :p :j , [ :p :i ] .": (
        "ObjectPropertyAssertion(:p :i :j)\nObjectPropertyAssertion(:p :i <_:b0>)\n"
        "ObjectPropertyAssertion(:p <_:b0> :i)"
    ),
    ":i owl:bottomObjectProperty :j .": "ObjectPropertyAssertion(owl:bottomObjectProperty :i :j)",
    ":i :m 5 , 'x'@de .": 'DataPropertyAssertion(:m :i "5"^^xsd:integer)\nDataPropertyAssertion(:m :i "x"@de)',
    deny("owl:assertionProperty :p ; owl:targetIndividual :j"): "NegativeObjectPropertyAssertion(:p :i :j)",
    deny("owl:assertionProperty [ owl:inverseOf :p ] ; owl:targetIndividual :j"): (
        "NegativeObjectPropertyAssertion(ObjectInverseOf(:p) :i :j)"
    ),
    deny("owl:assertionProperty :m ; owl:targetValue 5"): 'NegativeDataPropertyAssertion(:m :i "5"^^xsd:integer)',
    # what OWL 1 wrote otherwise, and what the OWL API mends
    ":A a rdfs:Class ; rdfs:subClassOf [ a owl:Class , rdfs:Class ; owl:complementOf :B ] .": (
        "SubClassOf(:A ObjectComplementOf(:B))"
    ),
    ":A rdfs:subClassOf [ a owl:Restriction , rdfs:Class , owl:Class ; owl:onProperty :p ; owl:hasValue :i ] .": (
        "SubClassOf(:A ObjectHasValue(:p :i))"
    ),
    ":A rdfs:subClassOf [ owl:onProperty :p ; owl:someValuesFrom :B ] .": "SubClassOf(:A ObjectSomeValuesFrom(:p :B))",
    ":A rdfs:subClassOf [ owl:unionOf ( :B :C ) ] .": "SubClassOf(:A ObjectUnionOf(:B :C))",
    ":x a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :B .": (
        "EquivalentClasses(:x ObjectSomeValuesFrom(:p :B))"
    ),
    "[] a owl:Axiom ; owl:annotatedSource :A ; owl:annotatedProperty rdfs:subClassOf ; owl:annotatedTarget :B .": (
        "SubClassOf(:A :B)"
    ),
    "[] owl:sourceIndividual :i ; owl:assertionProperty :p ; owl:targetIndividual :j .": (
        "NegativeObjectPropertyAssertion(:p :i :j)"
    ),
    ":A a :p . :p a owl:Class ; rdfs:subClassOf :A .": "ClassAssertion(:p :A)\nSubClassOf(:p :A)",
    ":A rdfs:subClassOf _:x . :B rdfs:subClassOf _:x . _:x owl:complementOf :C .": (
        "SubClassOf(:A ObjectComplementOf(:C))\nSubClassOf(:B ObjectComplementOf(:C))"
    ),
    ":m rdfs:range _:x . :n rdfs:range _:x . _:x a rdfs:Datatype ; owl:oneOf ( 1 ) .": (
        'DataPropertyRange(:m DataOneOf("1"^^xsd:integer))\nDataPropertyRange(:n DataOneOf("1"^^xsd:integer))'
    ),
}


@pytest.mark.parametrize("turtle", SHAPES)
def test_each_shape_becomes_its_axioms_and_leaves_nothing(turtle: str) -> None:
    found = read(DECLARED + turtle)
    assert said(found) == sorted(SHAPES[turtle].split("\n"))
    assert found.unread == ()


UNDECLARED = {
    restricting("owl:someValuesFrom :B"): "SubClassOf(:A ObjectSomeValuesFrom(:p :B))",
    restricting("owl:someValuesFrom xsd:string"): "SubClassOf(:A DataSomeValuesFrom(:p xsd:string))",
    restricting("owl:hasValue 5"): 'SubClassOf(:A DataHasValue(:p "5"^^xsd:integer))',
    restricting("owl:minCardinality 1"): "SubClassOf(:A ObjectMinCardinality(1 :p owl:Thing))",
    restricting("owl:maxCardinality 1") + " :i a :A ; :p 'x' .": (
        'ClassAssertion(:A :i)\nDataPropertyAssertion(:p :i "x")\nSubClassOf(:A DataMaxCardinality(1 :p rdfs:Literal))'
    ),
    ":p a rdf:Property ; rdfs:range :A .": "ObjectPropertyRange(:p :A)",
    ":p a rdf:Property ; rdfs:range rdfs:Literal . :q rdfs:subPropertyOf :p .": (
        "DataPropertyRange(:p rdfs:Literal)\nSubDataPropertyOf(:q :p)"
    ),
    ":p rdfs:domain :A . :i a :B ; :p :j . :j a :B .": (
        "ClassAssertion(:B :i)\nClassAssertion(:B :j)\nObjectPropertyAssertion(:p :i :j)\nObjectPropertyDomain(:p :A)"
    ),
    ":i a :A . :j a :A . :i :p :j .": "ClassAssertion(:A :i)\nClassAssertion(:A :j)\nObjectPropertyAssertion(:p :i :j)",
    ":p rdfs:subPropertyOf :q . :q a owl:TransitiveProperty .": (
        "SubObjectPropertyOf(:p :q)\nTransitiveObjectProperty(:q)"
    ),
    "[] a owl:AllDisjointProperties ; owl:members ( :p :q :r ) . :r a owl:DatatypeProperty .": (
        "DisjointDataProperties(:p :q :r)"
    ),
    ":A owl:equivalentClass xsd:integer .": "DatatypeDefinition(:A xsd:integer)",
}


@pytest.mark.parametrize("turtle", UNDECLARED)
def test_what_is_declared_nowhere_is_told_from_its_use(turtle: str) -> None:
    found = read(turtle)
    assert said(found) == sorted(UNDECLARED[turtle].split("\n"))
    assert found.unread == ()


MALFORMED = {  # what cannot be understood, and of how many statements it is made
    restricting(""): 3,
    ":A rdfs:subClassOf [ a owl:Restriction ; owl:someValuesFrom :B ] .": 3,
    restricting("owl:someValuesFrom :B ; owl:allValuesFrom :B"): 5,
    restricting("owl:someValuesFrom :B , :C"): 5,
    restricting("owl:hasSelf false"): 4,
    restricting("owl:minCardinality 'many'"): 4,
    restricting("owl:minCardinality -1"): 4,
    restricting("owl:minQualifiedCardinality 1"): 4,
    restricting("owl:someValuesFrom 'x'"): 4,
    restricting("owl:someValuesFrom :B", "rdfs:label"): 4,
    ":A rdfs:subClassOf [ a owl:Class ] .": 2,
    ":A rdfs:subClassOf 'B' .": 1,
    ":A rdfs:subClassOf xsd:string .": 1,
    ":A rdfs:subClassOf [ owl:unionOf _:x ] . _:x rdf:first :B ; rdf:rest _:x .": 4,
    ":A rdfs:subClassOf [ owl:unionOf _:x ] . _:x rdf:first :B .": 3,
    ":A rdfs:subClassOf [ owl:unionOf _:x ] . _:x rdf:first :B , :C ; rdf:rest () .": 5,
    ":A rdfs:subClassOf [ owl:unionOf :B ] .": 2,
    "[] a owl:AllDisjointClasses .": 1,
    "[] a owl:AllDisjointClasses ; owl:members ( :A ) .": 4,
    "[] a owl:AllDisjointProperties ; owl:members ( :p :m ) .": 6,
    ":A owl:hasKey () .": 1,
    ":p owl:propertyChainAxiom () .": 1,
    ":p rdfs:subPropertyOf :m .": 1,
    ":m a owl:TransitiveProperty .": 1,
    ":i :p 5 .": 1,
    ":i :m :j .": 1,
    ":i :p <<( :i :p :j )>> .": 1,
    ":i rdf:value 5 .": 1,
    ":i owl:unheardOf 5 .": 1,
    ":i a 'A' .": 1,
    ":i a rdfs:Resource .": 1,
    "[] a owl:Axiom ; owl:annotatedSource :A ; owl:annotatedTarget :B .": 3,
    "[] a owl:Axiom ; owl:annotatedSource :A ; owl:annotatedProperty rdfs:subClassOf .": 3,
    "[] a owl:Axiom ; owl:annotatedSource :A ; owl:annotatedProperty rdfs:subClassOf ; owl:annotatedTarget _:x ; "
    "rdfs:comment 'c' .": 5,
    "[] a owl:Axiom ; owl:annotatedSource :i ; owl:annotatedProperty :p ; owl:annotatedTarget 5 .": 4,
    "[] a owl:Class ; owl:complementOf :A .": 2,  # whole, but nothing is said of it
    "@prefix swrl: <http://www.w3.org/2003/11/swrl#> . [] a swrl:Imp ; swrl:body _:l ; swrl:head () . "
    "_:l a swrl:AtomList ; rdf:first [ a swrl:ClassAtom ; swrl:classPredicate :A ] ; rdf:rest () .": 8,
}


@pytest.mark.parametrize("turtle", MALFORMED)
def test_each_statement_that_is_not_understood_is_counted(turtle: str) -> None:
    found = read(f"{DECLARED} {turtle} :B rdfs:subClassOf :C .")
    assert said(found) == ["SubClassOf(:B :C)"]
    assert sum(each.count for each in found.unread) == MALFORMED[turtle]
    assert all(each.example for each in found.unread)


def test_rules_are_listed_as_such() -> None:
    (told,) = read("[] a <http://www.w3.org/2003/11/swrl#Imp> .").notes
    assert told == (
        "not understood, so left out: 1 of statements of rules (SWRL), which are not reasoned with, "
        "such as _:b0 rdf:type swrl:Imp"
    )


def test_an_expression_nested_deeper_than_can_be_followed_is_told() -> None:
    nested = " ".join(f"_:x{each} owl:complementOf _:x{each + 1} ." for each in range(3000))
    found = read(f"{DECLARED} :A rdfs:subClassOf _:x0 . {nested} _:x3000 owl:complementOf :B .")
    assert sum(each.count for each in found.unread) == 3002


def test_an_expression_nested_a_hundred_times_is_read() -> None:
    nested = " ".join(f"_:x{each} owl:complementOf _:x{each + 1} ." for each in range(100))
    found = read(f"{DECLARED} :A rdfs:subClassOf _:x0 . {nested} _:x100 owl:complementOf :B .")
    assert said(found)[0].count("ObjectComplementOf") == 101
    assert found.unread == ()


def test_a_long_list_is_no_trouble() -> None:
    found = read(f":A owl:equivalentClass [ owl:unionOf ( {' '.join(f':C{each}' for each in range(5000))} ) ] .")
    assert len(found.of_kind("Class")) == 5001


# --- property test: what is put in comes out, as an axiom or as unread ---

NAMES = st.sampled_from([":A", ":B", ":C"])
CLASSES = st.recursive(
    NAMES,
    lambda inner: st.one_of(
        st.builds("[ owl:complementOf {} ]".format, inner),
        st.builds("[ a owl:Class ; owl:unionOf ( {} {} ) ]".format, inner, inner),
        st.builds("[ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom {} ]".format, inner),
    ),
    max_leaves=4,
)
JUNK = st.sampled_from(sorted(MALFORMED))


@settings(max_examples=60)
@given(st.lists(CLASSES, max_size=4), st.lists(JUNK, max_size=4, unique=True))
def test_all_that_is_no_axiom_is_listed_and_nothing_else(good: list[str], junk: list[str]) -> None:
    parts = [f":S{at} rdfs:subClassOf {each} ." for at, each in enumerate(good)]
    broken = [each.replace(":A rdfs:", f":J{at} rdfs:") for at, each in enumerate(junk)]
    found = read(DECLARED + " ".join(parts), *(DECLARED + each for each in broken))
    assert len(found.axioms) == len(good)
    assert sum(each.count for each in found.unread) == sum(MALFORMED[each] for each in junk)


@settings(max_examples=60)
@given(st.lists(CLASSES, min_size=1, max_size=5))
def test_what_is_read_does_not_depend_on_the_order_of_statements(said_of: list[str]) -> None:
    parts = [f":S{at} rdfs:subClassOf {each} ." for at, each in enumerate(said_of)]
    assert said(read(" ".join([*parts, DECLARED]))) == said(read(" ".join([DECLARED, *reversed(parts)])))


# --- headers, declarations, annotations ---


def test_imports_are_found_among_the_documents_by_ontology_or_version() -> None:
    main = """<http://o> a owl:Ontology ; owl:versionIRI <http://o/2> ; rdfs:comment "main" ;
        owl:imports <http://a> , <http://b/1> , <http://gone> ."""
    found = read("<http://a> a owl:Ontology .", main, "<http://b> a owl:Ontology ; owl:versionIRI <http://b/1> .")
    assert (found.header.iri, found.header.version) == ("http://o", "http://o/2")
    assert found.header.imports == {"http://a", "http://b/1", "http://gone"}
    assert found.header.missing == ("http://gone",)
    assert [each.value for each in found.header.annotations] == [Literal("main", f"{XSD}string")]
    assert found.unread == ()


def test_blank_nodes_of_two_documents_are_two_things() -> None:
    assert len(read("_:x a :A .", "_:x a :A .").axioms) == 2


def test_declarations_are_kept() -> None:
    found = read(DECLARED + ":E a owl:DeprecatedClass . :o a owl:OntologyProperty .", annotations=True)
    assert {Entity("Class", f"{EX}E"), Entity("AnnotationProperty", f"{EX}o")} < found.declarations
    assert Entity("Datatype", f"{EX}D") in found.declarations
    assert found.annotations[f"{EX}E"] == (Annotation(f"{OWL}deprecated", Literal("true", f"{XSD}boolean")),)


def test_declarations_from_elsewhere_help_to_read() -> None:
    fact = text(f"<{EX}i> <{EX}p> <{EX}j> .")
    assert ontology_of([fact]).axioms == ()
    (axiom,) = ontology_of([fact], known=[Entity("ObjectProperty", f"{EX}p")]).axioms
    assert axiom.kind == "ObjectPropertyAssertion"


ANNOTATED = """
:A rdfs:label "a"@en ; :note "n" .
_:n a owl:Axiom ; owl:annotatedSource :A ; owl:annotatedProperty :note ; owl:annotatedTarget "n" ; rdfs:comment "why" .
[] a owl:Annotation ; owl:annotatedSource _:n ; owl:annotatedProperty rdfs:comment ; owl:annotatedTarget "why" ;
  rdfs:comment "indeed" .
:A rdfs:subClassOf _:x . _:x owl:onProperty :p ; owl:someValuesFrom :B .
[] a owl:Axiom ; owl:annotatedSource :A ; owl:annotatedProperty rdfs:subClassOf ; owl:annotatedTarget _:x ; :note "e" .
[] a owl:AllDisjointClasses ; owl:members ( :A :C ) ; :note "d" .
:note rdfs:subPropertyOf rdfs:comment ; rdfs:range xsd:string .
"""


def test_annotations_are_kept_if_asked_for_with_what_is_said_of_them() -> None:
    found = read(DECLARED + ANNOTATED, annotations=True)
    text_of = {f"{EX}note": "n", LABEL: "a"}
    assert {each.property: each.value.text for each in found.annotations[f"{EX}A"]} == text_of  # type: ignore[union-attr]
    (note,) = (each for each in found.annotations[f"{EX}A"] if each.property == f"{EX}note")
    (why,) = note.annotations
    assert why.value == Literal("why", f"{XSD}string")
    assert [each.value for each in why.annotations] == [Literal("indeed", f"{XSD}string")]
    assert {each.property for each in found.annotations[f"{EX}note"]} == {f"{RDFS}subPropertyOf", f"{RDFS}range"}
    assert found.unread == ()


@pytest.mark.parametrize("annotations", [True, False])
def test_labels_and_what_is_said_of_axioms_are_kept_in_any_case(annotations: bool) -> None:
    found = read(DECLARED + ANNOTATED, annotations=annotations)
    assert Annotation(LABEL, Literal("a", f"{RDF}langString", "en")) in found.annotations[f"{EX}A"]
    by_kind = {axiom.kind: notes for axiom, notes in found.of_axioms.items()}
    assert by_kind == {
        "SubClassOf": (Annotation(f"{EX}note", Literal("e", f"{XSD}string")),),
        "DisjointClasses": (Annotation(f"{EX}note", Literal("d", f"{XSD}string")),),
    }
    assert set(found.of_axioms) == set(found.axioms)
    assert found.unread == ()


@pytest.mark.parametrize("declared", [DECLARED, ""])
def test_an_annotation_without_its_statement_is_kept(declared: str) -> None:
    found = read(
        declared + "[] a owl:Axiom ; owl:annotatedSource :A ; owl:annotatedProperty :note ; "
        "owl:annotatedTarget 'n' ; rdfs:comment 'c' .",
        annotations=True,
    )
    said_of_it = frozenset({Annotation(COMMENT, Literal("c", f"{XSD}string"))})
    assert found.annotations == {f"{EX}A": (Annotation(f"{EX}note", Literal("n", f"{XSD}string"), said_of_it),)}
    assert found.unread == ()


def test_a_property_that_annotates_and_relates_does_each_in_its_place() -> None:
    found = read(DECLARED + ":p a owl:AnnotationProperty . :A :p :B . :i :p :j .", annotations=True)
    assert said(found) == ["ObjectPropertyAssertion(:p :i :j)"]
    assert found.annotations == {f"{EX}A": (Annotation(f"{EX}p", f"{EX}B"),)}


def test_what_a_relation_says_of_an_axiom_is_no_fact() -> None:
    found = read(
        DECLARED + "[] a owl:Axiom ; owl:annotatedSource :A ; owl:annotatedProperty rdfs:subClassOf ; "
        "owl:annotatedTarget :B ; :p :i ; :undeclared :j ."
    )
    (axiom,) = found.axioms
    assert axiom == Axiom("SubClassOf", (Named(f"{EX}A"), Named(f"{EX}B")))
    assert {each.value for each in found.of_axioms[axiom]} == {f"{EX}i", f"{EX}j"}


# --- errors, and other referees ---


def test_a_mistake_is_told_with_file_and_line(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text(f"{HEAD}:A a owl:Class .\n:B a owl:Class , , .\n", encoding="utf-8")
    with pytest.raises(ReasoningError, match=r"^broken\.ttl, line 7, column 18: "):
        ontology_of([file(broken)])


def test_a_packed_file_is_read(tmp_path: Path) -> None:
    packed = tmp_path / "packed.ttl.gz"
    packed.write_bytes(gzip.compress(f"{HEAD} :A rdfs:subClassOf :B .".encode()))
    assert said(ontology_of([file(packed)])) == ["SubClassOf(:A :B)"]


CONTRADICTIONS = {
    "anonymous individual": "[] a :A . :A rdfs:subClassOf owl:Nothing .",
    "set of disjoint classes": "[] a owl:AllDisjointClasses ; owl:members ( :A :B :C ) . :i a :B , :C .",
    "set of disjoint properties": "[] a owl:AllDisjointProperties ; owl:members ( :p :q ) . :i :p :j ; :q :j .",
    "definition of a name": ":A owl:complementOf :B . :i a :A , :B .",
    "empty union": ":A owl:equivalentClass [ a owl:Class ; owl:unionOf () ] . :i a :A .",
    "two types": ":A rdfs:subClassOf [ a owl:Class , rdfs:Class ; owl:complementOf :B ] . :i a :A , :B .",
    "denied fact": f":i :p :j . {deny('owl:assertionProperty :p ; owl:targetIndividual :j')}",
    "class that is a relation, too": ":p a owl:Class ; rdfs:subClassOf owl:Nothing . :i a :p .",
}


@pytest.mark.parametrize("turtle", CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_a_contradiction_gets_through_to_the_reasoner(turtle: str) -> None:
    assert rustdl.classify_bytes(read(DECLARED + turtle).functional, format="ofn").inconsistent


TEST, ABOUT = "{http://www.w3.org/2007/OWL/testOntology#}", f"{{{RDF}}}"


def premises(suite: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and RDF/XML of each premise of *suite* that is in OWL 2 DL and not withdrawn."""
    for case in ElementTree.fromstring(gzip.decompress(suite.read_bytes())).findall(f"{TEST}TestCase"):
        marks = {each.get(f"{ABOUT}resource", "").split("#")[-1] for each in case}
        found = case.findtext(f"{TEST}rdfXmlPremiseOntology")
        if found and {"DL", "DIRECT"} <= marks and marks & {"Approved", "Proposed"}:
            yield case.findtext(f"{TEST}identifier") or "", found.strip()


NOT_WHOLE = {  # lists without an end, and a class of which nothing is said
    *("New-Feature-Rational-002", "New-Feature-Rational-003", "WebOnt-I5.26-001"),
}


def test_the_premises_of_the_w3c_suite_are_read_whole(shared: Path) -> None:
    found = {name for name, rdf in premises(shared / "owl2" / "all.rdf.gz") if ontology_of([text(rdf, "rdf")]).unread}
    assert found == NOT_WHOLE
