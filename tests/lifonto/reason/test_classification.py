"""What follows, by either reasoner."""

from __future__ import annotations

import shutil
from itertools import pairwise

import pytest

from lifonto.errors import Incoherent, Inconsistent, ReasoningError
from lifonto.owl.expressions import Complement, Expression, Junction, Named, Restriction
from lifonto.reason import classify
from lifonto.reason.ontology.documents import NAMESPACES, declaration, empty, plus
from lifonto.reason.ontology.rdfxml import equivalent, subclass

needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="HermiT needs Java")
BACK_ENDS = ["rustdl", pytest.param("hermit", marks=needs_java)]


def name(local: str) -> Named:
    return Named(f"http://example.org/{local}")


def iri(local: str) -> str:
    return name(local).name


def some(relation: str, filler: Expression) -> Restriction:
    return Restriction(name(relation), "some", filler)


CYTOKINES = plus(
    empty(),
    [
        declaration("ObjectProperty", iri("activates")),
        subclass(name("LIF"), name("Protein")),
        subclass(name("LIF"), some("activates", name("LIFR"))),
        subclass(name("LIFR"), name("Receptor")),
        equivalent(name("Ligand"), Junction("and", (name("Protein"), some("activates", name("Receptor"))))),
    ],
)


@pytest.mark.parametrize("reasoner", BACK_ENDS)
def test_members_of_a_defined_class_are_found(reasoner: str) -> None:
    assert (iri("LIF"), iri("Ligand")) in classify(CYTOKINES, [], reasoner).subclasses


@pytest.mark.parametrize("reasoner", BACK_ENDS)
def test_links_follow_up_the_hierarchy_of_both_ends(reasoner: str) -> None:
    found = classify(CYTOKINES, [iri("activates")], reasoner)
    assert found.existentials == {
        (iri("LIF"), iri("activates"), iri("LIFR")),
        (iri("LIF"), iri("activates"), iri("Receptor")),
        (iri("Ligand"), iri("activates"), iri("Receptor")),
    }


@pytest.mark.parametrize("reasoner", BACK_ENDS)
def test_classes_that_mean_the_same_are_above_one_another(reasoner: str) -> None:
    names = [name(each) for each in "ABCDE"]
    document = plus(empty(), [equivalent(a, b) for a, b in pairwise(names)])
    found = classify(document, [], reasoner)
    assert len(found.equivalents) == 10
    assert len(found.subclasses) == 20


@pytest.mark.parametrize("reasoner", BACK_ENDS)
def test_a_class_that_can_have_no_instances_is_named(reasoner: str) -> None:
    axioms = [subclass(name("A"), name("B")), subclass(name("A"), Complement(name("B")))]
    with pytest.raises(Incoherent) as caught:
        classify(plus(empty(), axioms), [], reasoner)
    assert caught.value.classes == [iri("A")]


@pytest.mark.parametrize("reasoner", BACK_ENDS)
def test_a_contradiction_is_an_error_of_its_own(reasoner: str) -> None:
    types = "".join(f'<rdf:type rdf:resource="{iri(each)}"/>' for each in "AB")
    individual = f'<rdf:Description {NAMESPACES} rdf:about="{iri("i")}">{types}</rdf:Description>'
    with pytest.raises(Inconsistent):
        classify(plus(empty(), [subclass(name("A"), Complement(name("B"))), individual]), [], reasoner)


def test_without_java_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ReasoningError, match=r"Java.*PATH"):
        classify(CYTOKINES, [], "hermit")


def test_an_unknown_reasoner_is_refused_by_name() -> None:
    with pytest.raises(ReasoningError, match=r"'pellet'.*rustdl and hermit"):
        classify(CYTOKINES, [], "pellet")


@pytest.mark.parametrize("document", [b"", b"no XML", b"<rdf:RDF"])
def test_what_is_no_document_is_refused(document: bytes) -> None:
    with pytest.raises(ReasoningError):
        classify(document, [])


@pytest.mark.parametrize("reasoner", BACK_ENDS)
def test_a_class_is_linked_to_itself_only_where_the_relation_is_stated_to_be_reflexive(reasoner: str) -> None:
    plain, reflexive = iri("part_of"), iri("overlaps")
    document = plus(
        empty(),
        [
            subclass(name("LIFR"), name("Receptor")),
            *(declaration("ObjectProperty", each) for each in (plain, reflexive)),
            f'<rdf:Description {NAMESPACES} rdf:about="{reflexive}">'
            '<rdf:type rdf:resource="http://www.w3.org/2002/07/owl#ReflexiveProperty"/></rdf:Description>',
        ],
    )
    found = classify(document, [plain, reflexive], reasoner)
    pairs = [("LIFR", "LIFR"), ("LIFR", "Receptor"), ("Receptor", "Receptor")]
    assert found.existentials == {(iri(sub), reflexive, iri(filler)) for sub, filler in pairs}


@pytest.mark.parametrize("reasoner", BACK_ENDS)
def test_links_follow_inverse_and_symmetric_relations(reasoner: str) -> None:
    part, has, within, near = map(iri, ("part_of", "has_part", "within", "near"))
    said = f'<owl:ObjectProperty {NAMESPACES} rdf:about="%s">%s</owl:ObjectProperty>'
    document = plus(
        empty(),
        [
            said % (part, f'<owl:inverseOf rdf:resource="{has}"/><rdfs:subPropertyOf rdf:resource="{near}"/>'),
            said % (within, f'<owl:inverseOf rdf:resource="{has}"/>'),
            said % (near, '<rdf:type rdf:resource="http://www.w3.org/2002/07/owl#SymmetricProperty"/>'),
            declaration("ObjectProperty", has),
            subclass(name("A"), some("part_of", Junction("and", (name("B"), some("has_part", name("C")))))),
            subclass(some("near", name("A")), name("N")),
        ],
    )
    found = classify(document, [part, has, within, near], reasoner)
    expected = {(iri("A"), relation, iri("B")) for relation in (part, within, near)}
    assert found.existentials == expected | {(iri("A"), relation, iri("N")) for relation in (part, within, near)}
