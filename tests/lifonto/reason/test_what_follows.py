"""What follows, axiom by axiom: each reasoner finds each consequence, and nothing that does not follow."""

from __future__ import annotations

import shutil

import pytest

from lifonto.reason.documents import owl
from lifonto.reason.reasoners.classification import reasoner_named
from lifonto.reason.reasoners.entailment import consistency, entails
from lifonto.reason.reasoners.hermit import Hermit
from lifonto.reason.reasoners.negation import DENIED
from lifonto.reason.values.axioms import SORTS, Axiom
from lifonto.reason.values.ontology import Ontology, Unread

CLASSES = " ".join(f"Declaration(Class(:{each}))" for each in "ABCDEF")
RELATIONS = " ".join(f"Declaration(ObjectProperty(:{each}))" for each in "pqrst")
DATA = " ".join(f"Declaration(DataProperty(:{each}))" for each in "uvw")
PREFIXES = "Prefix(:=<urn:>) Prefix(owl:=<http://www.w3.org/2002/07/owl#>) "
PREFIXES += "Prefix(xsd:=<http://www.w3.org/2001/XMLSchema#>) Prefix(rdfs:=<http://www.w3.org/2000/01/rdf-schema#>)"
ONE = '"1"^^xsd:integer'


def ontology(axioms: str) -> Ontology:
    return owl.read(f"{PREFIXES} Ontology({CLASSES} {RELATIONS} {DATA} {axioms})", "ofn")


def stated(axioms: str) -> tuple[Axiom, ...]:
    return ontology(axioms).axioms


FOLLOWS = [  # premise, what follows, what does not
    ("SubClassOf(:A :B) SubClassOf(:B :C)", "SubClassOf(:A :C)", "SubClassOf(:C :A)"),
    (
        "SubClassOf(:A :B) SubClassOf(:B :C) SubClassOf(:C :A)",
        "EquivalentClasses(:A :B :C)",
        "EquivalentClasses(:A :B :D)",
    ),
    ("SubClassOf(:A ObjectComplementOf(:B))", "DisjointClasses(:B :A)", "DisjointClasses(:A :B :C)"),
    (
        "EquivalentClasses(:A ObjectUnionOf(:B :C)) SubClassOf(:B ObjectComplementOf(:C))",
        "DisjointUnion(:A :B :C)",
        "DisjointUnion(:A :B :D)",
    ),
    (
        "SubObjectPropertyOf(:p :q) SubObjectPropertyOf(:q :r)",
        "SubObjectPropertyOf(:p :r)",
        "SubObjectPropertyOf(:r :p)",
    ),
    (
        "SubObjectPropertyOf(ObjectPropertyChain(:p :q) :r) SubObjectPropertyOf(:s :p)",
        "SubObjectPropertyOf(ObjectPropertyChain(:s :q) :r)",
        "SubObjectPropertyOf(ObjectPropertyChain(:q :s) :r)",
    ),
    (
        "SubObjectPropertyOf(:p :q) SubObjectPropertyOf(:q :p)",
        "EquivalentObjectProperties(:p :q)",
        "EquivalentObjectProperties(:p :r)",
    ),
    (
        "SubObjectPropertyOf(:s :p) DisjointObjectProperties(:p :q)",
        "DisjointObjectProperties(:s :q)",
        "DisjointObjectProperties(:s :p)",
    ),
    (
        "EquivalentObjectProperties(:p ObjectInverseOf(:q))",
        "InverseObjectProperties(:q :p)",
        "InverseObjectProperties(:p :p)",
    ),
    ("ObjectPropertyDomain(:p :A) SubClassOf(:A :B)", "ObjectPropertyDomain(:p :B)", "ObjectPropertyDomain(:q :B)"),
    ("ObjectPropertyDomain(ObjectInverseOf(:p) :A)", "ObjectPropertyRange(:p :A)", "ObjectPropertyDomain(:p :A)"),
    (
        "FunctionalObjectProperty(:p) SubObjectPropertyOf(:q :p)",
        "FunctionalObjectProperty(:q)",
        "InverseFunctionalObjectProperty(:q)",
    ),
    (
        "FunctionalObjectProperty(ObjectInverseOf(:p))",
        "InverseFunctionalObjectProperty(:p)",
        "FunctionalObjectProperty(:p)",
    ),
    (
        "ReflexiveObjectProperty(:p) SubObjectPropertyOf(:p :q)",
        "ReflexiveObjectProperty(:q)",
        "ReflexiveObjectProperty(:r)",
    ),
    ("AsymmetricObjectProperty(:p)", "IrreflexiveObjectProperty(:p)", "IrreflexiveObjectProperty(:q)"),
    (
        "EquivalentObjectProperties(:p ObjectInverseOf(:p))",
        "SymmetricObjectProperty(:p)",
        "SymmetricObjectProperty(:q)",
    ),
    (
        "AsymmetricObjectProperty(:p) SubObjectPropertyOf(:q :p)",
        "AsymmetricObjectProperty(:q)",
        "AsymmetricObjectProperty(:r)",
    ),
    (
        "SubObjectPropertyOf(ObjectPropertyChain(:p :p) :p)",
        "TransitiveObjectProperty(:p)",
        "TransitiveObjectProperty(:q)",
    ),
    ("SubDataPropertyOf(:u :v) SubDataPropertyOf(:v :w)", "SubDataPropertyOf(:u :w)", "SubDataPropertyOf(:w :u)"),
    (
        "SubDataPropertyOf(:u :v) SubDataPropertyOf(:v :u)",
        "EquivalentDataProperties(:u :v)",
        "EquivalentDataProperties(:u :w)",
    ),
    (
        "SubDataPropertyOf(:u :v) DisjointDataProperties(:v :w)",
        "DisjointDataProperties(:u :w)",
        "DisjointDataProperties(:u :v)",
    ),
    ("DataPropertyDomain(:u :A) SubClassOf(:A :B)", "DataPropertyDomain(:u :B)", "DataPropertyDomain(:v :B)"),
    ("DataPropertyRange(:u xsd:integer)", "DataPropertyRange(:u xsd:decimal)", "DataPropertyRange(:u xsd:string)"),
    (
        "FunctionalDataProperty(:u) SubDataPropertyOf(:v :u)",
        "FunctionalDataProperty(:v)",
        "FunctionalDataProperty(:w)",
    ),
    ("HasKey(:A (:p) ()) SubClassOf(:B :A)", "HasKey(:B (:p) ())", "HasKey(:C (:p) ())"),
    (
        "FunctionalObjectProperty(:p) ObjectPropertyAssertion(:p :a :b) ObjectPropertyAssertion(:p :a :c)",
        "SameIndividual(:b :c)",
        "SameIndividual(:a :c)",
    ),
    (
        "ClassAssertion(:A :a) ClassAssertion(:B :b) DisjointClasses(:A :B)",
        "DifferentIndividuals(:a :b)",
        "DifferentIndividuals(:a :c)",
    ),
    ("ClassAssertion(:A :a) SubClassOf(:A :B)", "ClassAssertion(:B :a)", "ClassAssertion(:C :a)"),
    (
        "ObjectPropertyAssertion(:p :a :b) ObjectPropertyAssertion(:p :b :c) TransitiveObjectProperty(:p)",
        "ObjectPropertyAssertion(:p :a :c)",
        "ObjectPropertyAssertion(:p :c :a)",
    ),
    (
        "ClassAssertion(ObjectAllValuesFrom(:p :A) :a) ClassAssertion(ObjectComplementOf(:A) :b)",
        "NegativeObjectPropertyAssertion(:p :a :b)",
        "NegativeObjectPropertyAssertion(:p :b :a)",
    ),
    (
        f"SubDataPropertyOf(:u :v) DataPropertyAssertion(:u :a {ONE})",
        f"DataPropertyAssertion(:v :a {ONE})",
        f"DataPropertyAssertion(:w :a {ONE})",
    ),
    (
        f"SubDataPropertyOf(:u :v) NegativeDataPropertyAssertion(:v :a {ONE})",
        f"NegativeDataPropertyAssertion(:u :a {ONE})",
        f"NegativeDataPropertyAssertion(:w :a {ONE})",
    ),
    (
        "ClassAssertion(:A _:x) ObjectPropertyAssertion(:p :a _:x) SubClassOf(:A :B)",
        "ObjectPropertyAssertion(:p :a _:y) ClassAssertion(:B _:y)",
        "ObjectPropertyAssertion(:p :b _:y) ClassAssertion(:B _:y)",
    ),
    (
        "ClassAssertion(ObjectSomeValuesFrom(:p ObjectSomeValuesFrom(:q :A)) :a)",
        "ObjectPropertyAssertion(:p _:x _:y) ObjectPropertyAssertion(:q _:y _:z) ClassAssertion(:A _:z)",
        "ObjectPropertyAssertion(:p _:x _:y) ObjectPropertyAssertion(:q _:x _:z) ClassAssertion(:A _:z)",
    ),
]


ASKED = [(name, *each) for name in ("rustdl", "konclude") for each in FOLLOWS]
ASKED += [("hermit", *each) for each in FOLLOWS if "_:" in each[1] or "Data" in each[1] or "Key" in each[1]]


@pytest.mark.parametrize(
    ("reasoner", "premise", "follows", "does_not"), ASKED, ids=[f"{each[0]}-{each[2][:40]}" for each in ASKED]
)
def test_what_follows_is_told_from_what_does_not(reasoner: str, premise: str, follows: str, does_not: str) -> None:
    program = {"hermit": "java", "konclude": "Konclude"}.get(reasoner)
    if program and not shutil.which(program):
        pytest.skip(f"no {program} on PATH")
    asked, of = ontology(premise), reasoner_named(reasoner)
    found = entails(asked, stated(follows), of)
    assert found.holds or (found.holds is None and found.notes)
    assert reasoner == "konclude" or found.holds or "HasKey" in follows
    denied = entails(asked, stated(does_not), of)
    assert denied.holds is False or (denied.holds is None and denied.notes)


def test_every_kind_of_axiom_can_be_asked_but_for_definitions_of_datatypes_which_have_their_own_test() -> None:
    assert DENIED.keys() == SORTS.keys()
    asked = {axiom.kind for _, follows, _ in FOLLOWS for axiom in stated(follows)}
    assert asked == SORTS.keys() - {"DatatypeDefinition"}


def test_a_contradiction_entails_everything(java: str) -> None:
    asked = ontology("ClassAssertion(owl:Nothing :a)")
    assert entails(asked, stated("SubClassOf(:A :B) SameIndividual(:a :b)"), Hermit()).holds


def test_what_cannot_be_denied_is_not_known(java: str) -> None:
    asked = ontology("HasKey(:A () (:u))")
    verdict = entails(asked, stated("HasKey(:B () (:u))"), Hermit())
    assert verdict.holds is None
    assert "cannot be asked" in verdict.notes[0]


def test_individuals_without_names_that_form_a_ring_are_not_known(java: str) -> None:
    asked = ontology("ObjectPropertyAssertion(:p :a :a)")
    ring = stated("ObjectPropertyAssertion(:p _:x _:y) ObjectPropertyAssertion(:q _:y _:x)")
    assert entails(asked, ring, Hermit()).holds is None


def test_what_was_not_read_leaves_open_whether_there_is_a_contradiction(java: str) -> None:
    asked = Ontology(ontology("SubClassOf(:A :B)").axioms, unread=(Unread("rules", 1, "a rule"),))
    verdict = consistency(asked, Hermit())
    assert verdict.holds is None
    assert "a rule" in verdict.notes[0]


def test_an_axiom_that_is_stated_follows_without_asking() -> None:
    asked = ontology("SubClassOf(:A :B)")
    assert entails(asked, asked.axioms, None).holds  # type: ignore[arg-type]
