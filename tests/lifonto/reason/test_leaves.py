"""Classes that the reasoner is not told of are found where it would have found them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lifonto.errors import Inconsistent
from lifonto.reason.reasoners.rustdl import Rustdl
from lifonto.reason.reasoners.rustdl_leaves import leaves_of
from lifonto.reason.reasoners.taxonomy import Taxonomy
from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.expressions import Complement, Junction, Named, Restriction
from lifonto.reason.values.ontology import Ontology
from lifonto.reason.values.vocabulary import NOTHING, THING

CLASSES = [Named(f"urn:{each}") for each in "ABCDEFGHIJ"]
classes = st.sampled_from(CLASSES)
links = st.builds(Restriction, st.just(Named("urn:r")), st.just("some"), classes)
plain = st.builds(lambda sub, sup: Axiom("SubClassOf", (sub, sup)), classes, classes)
others = st.one_of(
    st.builds(lambda sub, sup: Axiom("SubClassOf", (sub, sup)), classes, links),
    st.builds(lambda sub, sup: Axiom("SubClassOf", (sub, sup)), links, classes),
    st.builds(lambda sub, sup: Axiom("SubClassOf", (sub, Complement(sup))), classes, classes),
    st.builds(
        lambda left, one, other: Axiom("EquivalentClasses", (left, Junction("and", (one, other)))), *[classes] * 3
    ),
    st.builds(lambda each: Axiom("SubClassOf", (each, Named(NOTHING))), classes),
    st.builds(lambda each: Axiom("SubClassOf", (Named(THING), each)), classes),
    st.builds(lambda each: Axiom("ClassAssertion", (each, Named("urn:i"))), classes),
)


def hierarchy(ontology: Ontology) -> Taxonomy | None:
    try:
        return Rustdl().taxonomy(ontology)
    except Inconsistent:
        return None


@given(st.lists(plain, max_size=12), st.lists(others, max_size=3))
def test_a_tree_of_names_is_classified_as_when_each_name_is_used_elsewhere(
    tree: list[Axiom], rest: list[Axiom]
) -> None:
    probe = Named("urn:probe")
    used = [Axiom("SubClassOf", (probe, Restriction(Named("urn:s"), "some", each))) for each in CLASSES]
    axioms = tuple(dict.fromkeys((*tree, *rest)))
    assert not {each.name for each in CLASSES} & set(leaves_of((*axioms, *used)))
    named = {each for axiom in axioms for each in axiom.names()}
    found, expected = hierarchy(Ontology(axioms)), hierarchy(Ontology((*axioms, *used)))
    asked_later = hierarchy(Ontology(axioms).plus(used))
    assert (found is None) == (expected is None) == (asked_later is None)
    if found and expected and asked_later:
        assert asked_later.above == expected.above
        assert found.unsatisfiable == {each for each in expected.unsatisfiable if each in named}
        assert found.above == {sub: over for sub, over in expected.above.items() if sub in named}


def test_of_a_tree_of_names_nothing_is_left_to_a_reasoner() -> None:
    tree = [Axiom("SubClassOf", (Named(f"urn:{n}"), Named(f"urn:{n // 3}"))) for n in range(1, 100)]
    assert len(leaves_of(tuple(tree))) == 99
