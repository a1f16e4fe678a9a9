"""What follows, by either reasoner."""

from __future__ import annotations

import shutil
from itertools import pairwise

import pytest

from lifonto.errors import Incoherent, Inconsistent, ReasoningError
from lifonto.reason.documents.files import parsed
from lifonto.reason.links.inference import Inferences, classify, infer
from lifonto.reason.reasoners.classification import reasoner_named
from lifonto.reason.values.axioms import Axiom, Entity
from lifonto.reason.values.expressions import Complement, Expression, Junction, Named, Restriction
from lifonto.reason.values.ontology import Ontology

needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="HermiT needs Java")
BACK_ENDS = ["rustdl", pytest.param("hermit", marks=needs_java)]


def name(local: str) -> Named:
    return Named(f"http://example.org/{local}")


def iri(local: str) -> str:
    return name(local).name


def some(relation: str, filler: Expression) -> Restriction:
    return Restriction(name(relation), "some", filler)


def subclass(sub: Expression, sup: Expression) -> Axiom:
    return Axiom("SubClassOf", (sub, sup))


def equivalent(left: Expression, right: Expression) -> Axiom:
    return Axiom("EquivalentClasses", (left, right))


def found_in(axioms: list[Axiom], relations: list[str], reasoner: str) -> Inferences:
    return infer(Ontology(tuple(axioms)), relations, reasoner_named(reasoner))


CYTOKINES = [
    subclass(name("LIF"), name("Protein")),
    subclass(name("LIF"), some("activates", name("LIFR"))),
    subclass(name("LIFR"), name("Receptor")),
    equivalent(name("Ligand"), Junction("and", (name("Protein"), some("activates", name("Receptor"))))),
]


@pytest.mark.parametrize("reasoner", BACK_ENDS)
def test_members_of_a_defined_class_are_found(reasoner: str) -> None:
    assert (iri("LIF"), iri("Ligand")) in found_in(CYTOKINES, [], reasoner).subclasses


@pytest.mark.parametrize("reasoner", BACK_ENDS)
def test_links_follow_up_the_hierarchy_of_both_ends(reasoner: str) -> None:
    found = classify(Ontology(tuple(CYTOKINES)), reasoner)
    assert found.existentials == {
        (iri("LIF"), iri("activates"), iri("LIFR")),
        (iri("LIF"), iri("activates"), iri("Receptor")),
        (iri("Ligand"), iri("activates"), iri("Receptor")),
    }


@pytest.mark.parametrize("reasoner", BACK_ENDS)
def test_classes_that_mean_the_same_are_above_one_another(reasoner: str) -> None:
    names = [name(each) for each in "ABCDE"]
    found = found_in([equivalent(a, b) for a, b in pairwise(names)], [], reasoner)
    assert len(found.equivalents) == 10
    assert len(found.subclasses) == 20


@pytest.mark.parametrize("reasoner", BACK_ENDS)
def test_a_class_that_can_have_no_instances_is_named(reasoner: str) -> None:
    axioms = (subclass(name("A"), name("B")), subclass(name("A"), Complement(name("B"))))
    with pytest.raises(Incoherent) as caught:
        classify(Ontology(axioms), reasoner)
    assert caught.value.classes == [iri("A")]


@pytest.mark.parametrize("reasoner", BACK_ENDS)
def test_a_contradiction_is_an_error_of_its_own(reasoner: str) -> None:
    types = [Axiom("ClassAssertion", (name(each), name("i"))) for each in "AB"]
    with pytest.raises(Inconsistent):
        classify(Ontology((subclass(name("A"), Complement(name("B"))), *types)), reasoner)


def test_without_java_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ReasoningError, match=r"Java.*PATH"):
        found_in(CYTOKINES, [], "hermit")


def test_an_unknown_reasoner_is_refused_by_name() -> None:
    with pytest.raises(ReasoningError, match=r"'pellet'.*rustdl, hermit, konclude"):
        classify(Ontology(), "pellet")


@pytest.mark.parametrize("document", [b"", b"no XML", b"<rdf:RDF"])
def test_what_is_no_document_is_refused(document: bytes) -> None:
    with pytest.raises(ReasoningError):
        parsed(document, "rdf")


@pytest.mark.parametrize("reasoner", BACK_ENDS)
def test_a_class_is_linked_to_itself_only_where_the_relation_is_stated_to_be_reflexive(reasoner: str) -> None:
    plain, reflexive = iri("part_of"), iri("overlaps")
    axioms = (subclass(name("LIFR"), name("Receptor")), Axiom("ReflexiveObjectProperty", (Named(reflexive),)))
    ontology = Ontology(axioms, frozenset({Entity("ObjectProperty", plain)}))
    found = infer(ontology, [plain, reflexive], reasoner_named(reasoner))
    pairs = [("LIFR", "LIFR"), ("LIFR", "Receptor"), ("Receptor", "Receptor")]
    assert found.existentials == {(iri(sub), reflexive, iri(filler)) for sub, filler in pairs}


@pytest.mark.parametrize("reasoner", BACK_ENDS)
def test_links_follow_inverse_and_symmetric_relations(reasoner: str) -> None:
    part, has, within, near = relations = [iri(each) for each in ("part_of", "has_part", "within", "near")]
    axioms = [
        Axiom("InverseObjectProperties", (Named(part), Named(has))),
        Axiom("InverseObjectProperties", (Named(within), Named(has))),
        Axiom("SubObjectPropertyOf", (Named(part), Named(near))),
        Axiom("SymmetricObjectProperty", (Named(near),)),
        subclass(name("A"), some("part_of", Junction("and", (name("B"), some("has_part", name("C")))))),
        subclass(some("near", name("A")), name("N")),
    ]
    found = found_in(axioms, relations, reasoner)
    assert found.existentials == {
        (iri("A"), relation, iri(filler)) for relation in (part, within, near) for filler in "BN"
    }


EITHER = [
    subclass(name("Ligand"), Junction("or", (name("LIF"), name("OSM"), name("IL11")))),
    subclass(name("LIF"), some("activates", name("LIFR"))),
    subclass(name("OSM"), some("activates", name("OSMR"))),
    subclass(name("LIFR"), name("Receptor")),
    subclass(name("OSMR"), name("Receptor")),
    subclass(name("LIF"), name("Secreted")),
    subclass(name("OSM"), name("Secreted")),
    subclass(name("IL11"), name("Absent")),
    subclass(name("Ligand"), name("Present")),
    Axiom("DisjointClasses", (name("Present"), name("Absent"))),
    subclass(name("Mix"), some("contains", name("Ligand"))),
    subclass(some("contains", some("activates", name("Receptor"))), name("Active")),
]


@pytest.mark.parametrize("reasoner", ["rules", *BACK_ENDS])
def test_what_holds_in_every_case_that_is_possible_holds(reasoner: str) -> None:
    """By the rules of OWL 2 EL, too, which draw nothing from a union themselves."""
    back_end = reasoner_named("rustdl", saturation_only=True) if reasoner == "rules" else reasoner_named(reasoner)
    found = infer(Ontology(tuple(EITHER)), [iri("activates")], back_end)
    assert (iri("Ligand"), iri("activates"), iri("Receptor")) in found.existentials
    assert (iri("Ligand"), iri("Secreted")) in found.subclasses
    assert (iri("Mix"), iri("Active")) in found.subclasses
