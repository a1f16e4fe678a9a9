"""Each workaround for a fault of rustdl: without it the answer is still wrong, with it it is right.

A test that fails because rustdl alone is right says that the workaround is no longer needed.
"""

from __future__ import annotations

import os

import pytest

from lifonto.errors import Inconsistent
from lifonto.reason.documents import owl
from lifonto.reason.reasoners.rustdl import Rustdl
from lifonto.reason.reasoners.rustdl_calls import hierarchy, run
from lifonto.reason.reasoners.rustdl_settings import settings
from lifonto.reason.reasoners.taxonomy import Taxonomy
from lifonto.reason.values.ontology import Ontology

CLASSES = " ".join(f"Declaration(Class(:{each}))" for each in "ABCDEF")
RELATIONS = " ".join(f"Declaration(ObjectProperty(:{each}))" for each in "pqrst")
DATA = " ".join(f"Declaration(DataProperty(:{each}))" for each in "uvw")
PREFIXES = "Prefix(:=<urn:>) Prefix(owl:=<http://www.w3.org/2002/07/owl#>) "
PREFIXES += "Prefix(xsd:=<http://www.w3.org/2001/XMLSchema#>) Prefix(rdfs:=<http://www.w3.org/2000/01/rdf-schema#>)"


def ontology(axioms: str) -> Ontology:
    """Read *axioms* in functional syntax; classes are A to F, relations p to t, data properties u to w."""
    return owl.read(f"{PREFIXES} Ontology({CLASSES} {RELATIONS} {DATA} {axioms})", "ofn")


def told(found: Taxonomy) -> set[str]:
    """Return ``A B`` for each A that is below B, and ``A`` for each that can have no instances."""
    pairs = {f"{sub} {sup}" for sub, over in found.above.items() for sup in over}
    return {each.replace("urn:", "") for each in pairs | found.unsatisfiable}


def plainly(asked: Ontology) -> set[str]:
    """What rustdl says when it is asked thoroughly, and told nothing besides."""
    try:
        return told(hierarchy(run(asked, 20, thorough=True), {}))
    except Inconsistent:
        return {"contradiction"}


def answer(asked: Ontology) -> set[str]:
    try:
        return told(Rustdl().taxonomy(asked))
    except Inconsistent:
        return {"contradiction"}


MISSED = {
    "a range of what an unnamed class leads to": (
        "SubClassOf(ObjectSomeValuesFrom(:r :A) ObjectSomeValuesFrom(:t :B)) SubClassOf(:B ObjectSomeValuesFrom(:r :A))"
        "ObjectPropertyRange(:t :E) DisjointClasses(:E :B)",
        "B",
    ),
    "what everything has": (
        "SubClassOf(owl:Thing ObjectSomeValuesFrom(:r :B)) SubClassOf(ObjectSomeValuesFrom(:r :B) :C)",
        "A C",
    ),
    "the range of a chain": (
        "SubObjectPropertyOf(ObjectPropertyChain(:r :s) :t) ObjectPropertyRange(:t :D) DisjointClasses(:B :D)"
        "SubClassOf(:E ObjectSomeValuesFrom(:s :B))"
        "SubClassOf(:A ObjectSomeValuesFrom(:t ObjectSomeValuesFrom(:r :E)))",
        "A",
    ),
    "a denied fact that a chain gives": (
        "SubObjectPropertyOf(ObjectPropertyChain(:s :t) :r) ObjectPropertyAssertion(:s :a :b)"
        "ObjectPropertyAssertion(:t :b :c) NegativeObjectPropertyAssertion(:r :a :c)",
        "contradiction",
    ),
    "a denied fact that symmetry gives": (
        "SymmetricObjectProperty(:r) ObjectPropertyAssertion(:r :a :b) NegativeObjectPropertyAssertion(:r :b :a)",
        "contradiction",
    ),
    "a denied fact that a relation to oneself gives": (
        "ClassAssertion(ObjectHasSelf(:r) :a) NegativeObjectPropertyAssertion(:r :a :a)",
        "contradiction",
    ),
    "what has the bottom relation": ("SubClassOf(:A ObjectSomeValuesFrom(owl:bottomObjectProperty :B))", "A"),
    "what has the bottom data property": (
        "SubClassOf(:A DataSomeValuesFrom(owl:bottomDataProperty rdfs:Literal))",
        "A",
    ),
    "what everything is related to": (
        "ClassAssertion(:A :a) ClassAssertion(ObjectAllValuesFrom(owl:topObjectProperty ObjectComplementOf(:A)) :b)",
        "contradiction",
    ),
    "that everything is related to an individual of a class": (
        "ClassAssertion(:A :a) SubClassOf(ObjectSomeValuesFrom(owl:topObjectProperty :A) :B)",
        "C B",
    ),
    "a key": (
        'HasKey(:A () (:u)) DataPropertyAssertion(:u :a "1"^^xsd:integer)'
        'DataPropertyAssertion(:u :b "1"^^xsd:integer)'
        "ClassAssertion(:A :a) ClassAssertion(:A :b) DifferentIndividuals(:a :b)",
        "contradiction",
    ),
    "none of several individuals": (
        "InverseFunctionalObjectProperty(:r) ObjectPropertyAssertion(:r :a :a) ObjectPropertyAssertion(:r :b :b)"
        "ObjectPropertyAssertion(:r :x :y) ClassAssertion(ObjectOneOf(:a :b) :y)"
        "ClassAssertion(ObjectComplementOf(ObjectOneOf(:a :b :c)) :x)",
        "contradiction",
    ),
    "no integer between two": (
        'SubClassOf(:A DataSomeValuesFrom(:u DatatypeRestriction(xsd:integer xsd:minExclusive "17"^^xsd:integer'
        ' xsd:maxExclusive "18"^^xsd:integer)))',
        "A",
    ),
    "the one integer in two ranges": (
        "SubClassOf(:A DataSomeValuesFrom(:u xsd:integer)) DataPropertyRange(:u xsd:nonNegativeInteger)"
        'DataPropertyRange(:u xsd:nonPositiveInteger) SubClassOf(DataHasValue(:u "0"^^xsd:integer) :B)',
        "A B",
    ),
    "listed values": (
        'SubClassOf(:A DataSomeValuesFrom(:u DataOneOf("1"^^xsd:integer "2"^^xsd:integer)))'
        "SubClassOf(DataSomeValuesFrom(:u xsd:integer) :B)",
        "A B",
    ),
    "values in two lists": (
        'SubClassOf(:A DataAllValuesFrom(:u DataOneOf("3"^^xsd:integer "4"^^xsd:integer)))'
        'SubClassOf(:A DataAllValuesFrom(:u DataOneOf("2"^^xsd:integer "3"^^xsd:integer)))'
        'SubClassOf(:A DataSomeValuesFrom(:u DataComplementOf(DataOneOf("3"^^xsd:integer))))',
        "A",
    ),
    "a value of two disjoint data properties": (
        'DisjointDataProperties(:u :v) SubClassOf(:A DataHasValue(:u "1"^^xsd:integer))'
        'SubClassOf(:A DataHasValue(:v "1"^^xsd:integer))',
        "A",
    ),
    "a datatype that is defined": (
        'DatatypeDefinition(:five DatatypeRestriction(xsd:integer xsd:minInclusive "5"^^xsd:integer))'
        "SubClassOf(:A DataSomeValuesFrom(:u :five)) SubClassOf(DataSomeValuesFrom(:u xsd:integer) :B)",
        "A B",
    ),
}


@pytest.mark.parametrize("what", MISSED)
def test_what_rustdl_misses_on_its_own_is_found_with_the_workaround(what: str) -> None:
    axioms, follows = MISSED[what]
    asked = ontology(axioms)
    assert follows not in plainly(asked)
    assert follows in answer(asked)


ASTRAY = (
    'SubDataPropertyOf(:w :u) SubClassOf(DataHasValue(:w "1"^^xsd:integer) :F)'
    'SubClassOf(:E DataHasValue(:w "0"^^xsd:integer))'
)


def test_what_rustdl_concludes_wrongly_from_the_hierarchy_of_data_properties_is_not_told() -> None:
    asked = ontology(ASTRAY)
    assert "E F" in told(hierarchy(run(asked, 20), {}))
    assert "E F" not in answer(asked)


def test_what_rustdl_concludes_wrongly_of_a_functional_inverse_is_not_told() -> None:
    facts = "ObjectPropertyAssertion(:p :x :y) ObjectPropertyAssertion(:p :x :z) DifferentIndividuals(:y :z)"
    asked = ontology(f"FunctionalObjectProperty(ObjectInverseOf(:p)) {facts}")
    assert plainly(asked) == {"contradiction"}
    assert not answer(asked)


def test_what_follows_from_the_hierarchy_of_data_properties_is_found() -> None:
    asked = ontology(
        'SubDataPropertyOf(:w :u) SubClassOf(:A DataHasValue(:w "1"^^xsd:integer)) DataPropertyDomain(:u :B)'
    )
    assert "A B" in answer(asked)


ITSELF = [
    "SubClassOf(ObjectMinCardinality(2 :r :F) ObjectHasValue(ObjectInverseOf(:r) :a))"
    "ObjectPropertyDomain(:r ObjectHasValue(:s :a)) IrreflexiveObjectProperty(:s)",
    "EquivalentClasses(:F ObjectAllValuesFrom(:r ObjectSomeValuesFrom(:t :E))) SubObjectPropertyOf(:r :s)"
    "EquivalentClasses(:F ObjectUnionOf(ObjectHasSelf(:r) ObjectSomeValuesFrom(:t :E))) IrreflexiveObjectProperty(:s)",
]


@pytest.mark.parametrize("axioms", ITSELF)
def test_the_slow_procedure_is_not_asked_where_it_goes_astray(axioms: str) -> None:
    asked = ontology(axioms)
    assert "F" in plainly(asked)
    assert not Rustdl().taxonomy(asked).unsatisfiable


def test_a_note_says_that_the_slow_procedure_was_not_asked_where_no_model_shows_what_does_not_follow() -> None:
    found = Rustdl().taxonomy(ontology(f'{ITSELF[0]} DataPropertyAssertion(:u :a "1"^^xsd:integer)'))
    assert not found.unsatisfiable
    assert any("related to itself" in note for note in found.notes)


COMPLEMENTS = {
    "EquivalentClasses(:A ObjectComplementOf(:B)) DisjointClasses(:A :C)": "C B",
    "EquivalentClasses(:A ObjectComplementOf(:B)) EquivalentClasses(:C ObjectComplementOf(:A))": "B C",
    "SubClassOf(:A :B) EquivalentClasses(:C ObjectComplementOf(:A)) EquivalentClasses(:D ObjectComplementOf(:B))": (
        "D C"
    ),
    "SubClassOf(:A ObjectOneOf(:a :b)) SubClassOf(:A ObjectMinCardinality(3 :r :A))": "A",
    "ObjectPropertyAssertion(:r :a :b) ObjectPropertyDomain(:r :C) SubClassOf(:B ObjectOneOf(:a))": "B C",
}


@pytest.mark.parametrize("axioms", COMPLEMENTS)
def test_what_rustdl_leaves_out_as_it_comes_is_found_when_it_is_set_to_be_thorough(axioms: str) -> None:
    asked = ontology(axioms)
    assert COMPLEMENTS[axioms] not in told(hierarchy(run(asked, 20), {}))
    found = Rustdl().taxonomy(asked)
    assert COMPLEMENTS[axioms] in told(found)
    assert not found.notes


def test_rustdl_is_set_only_for_as_long_as_it_is_asked() -> None:
    with settings(thorough=True):
        assert os.environ["RUSTDL_LABEL_HEURISTIC"] == "0"
    assert "RUSTDL_LABEL_HEURISTIC" not in os.environ


@pytest.mark.parametrize(
    ("axioms", "word"),
    [
        ("HasKey(:A (:r) ())", "keys"),
        (
            'SubClassOf(:A ObjectHasSelf(:r)) FunctionalObjectProperty(:r) DataPropertyAssertion(:u :a "x")',
            "related to itself",
        ),
        (
            "SubClassOf(:A ObjectOneOf(:a)) SubClassOf(:A ObjectMaxCardinality(1 ObjectInverseOf(:r)))",
            "individuals in class expressions",
        ),
        ('SubClassOf(:A DataSomeValuesFrom(:u DatatypeRestriction(xsd:string xsd:pattern "a+")))', "limits"),
        ("SubClassOf(:A DataMinCardinality(2 :u xsd:integer))", "how many"),
        ('DataPropertyAssertion(:u :a "1.5"^^xsd:float)', "which values"),
    ],
)
def test_what_may_be_missing_is_noted(axioms: str, word: str) -> None:
    verdict = Rustdl().consistent(ontology(axioms))
    assert verdict.holds is None
    assert any(word in note for note in verdict.notes)
