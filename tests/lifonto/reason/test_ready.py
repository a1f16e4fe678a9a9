"""A knowledge base kept ready answers as a whole classification does, whatever is asked of it."""

from __future__ import annotations

import shutil
from functools import cache

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from lifonto.errors import NotFound
from lifonto.home import ontology_folder
from lifonto.owl.expressions import Complement, Expression, Inverse, Junction, Named, Restriction
from lifonto.reason.axioms import AnyAxiom, Axiom, Chain
from lifonto.reason.hermit import Hermit
from lifonto.reason.knowledge import KnowledgeBase
from lifonto.reason.ready import ReadyBase
from lifonto.reason.rdfxml import document
from lifonto.reason.rust import Rustdl

CLASSES = st.sampled_from([Named(f"urn:{each}") for each in "ABCDEFGH"])
RELATIONS = st.sampled_from([Named(f"urn:{each}") for each in "rst"])
SLOW = settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))


def expressions(classes: st.SearchStrategy, relations: st.SearchStrategy, *, beyond: bool) -> st.SearchStrategy:
    """Expressions of OWL 2 EL with unions, and *beyond* that with complements and universal restrictions."""

    def larger(inner: st.SearchStrategy) -> st.SearchStrategy:
        several = st.lists(inner, min_size=2, max_size=3).map(tuple)
        shapes = [
            st.builds(Junction, st.just("and"), several),
            st.builds(Restriction, relations, st.just("some"), inner),
            st.builds(Junction, st.just("or"), several),
        ]
        if beyond:
            shapes += [st.builds(Complement, inner), st.builds(Restriction, relations, st.just("only"), inner)]
        return st.one_of(shapes)

    return st.recursive(classes, larger, max_leaves=5)


EXISTENTIAL = st.recursive(
    CLASSES,
    lambda inner: (
        st.builds(Junction, st.just("and"), st.tuples(inner, inner))
        | st.builds(Restriction, RELATIONS, st.just("some"), inner)
    ),
    max_leaves=3,
)
AXIOMS = st.one_of(
    st.builds(Axiom, EXISTENTIAL, st.just("SubClassOf"), EXISTENTIAL.map(lambda each: (each,))),
    st.builds(Axiom, CLASSES, st.just("SubClassOf"), EXISTENTIAL.map(lambda each: (each,))),
    st.builds(Axiom, CLASSES, st.just("EquivalentTo"), EXISTENTIAL.map(lambda each: (each,))),
    st.builds(Axiom, CLASSES, st.just("DisjointWith"), CLASSES.map(lambda each: (each,))),
    st.builds(Axiom, RELATIONS, st.just("SubPropertyOf"), RELATIONS.map(lambda each: (each,))),
    st.builds(Axiom, RELATIONS, st.just("Domain"), EXISTENTIAL.map(lambda each: (each,))),
    st.builds(Axiom, RELATIONS, st.just("Range"), CLASSES.map(lambda each: (each,))),
    st.builds(Axiom, RELATIONS, st.just("Characteristics:"), st.just(("Transitive",))),
    st.just(Axiom(Chain((Named("urn:r"), Named("urn:s"))), "SubPropertyOf", (Named("urn:s"),))),
)
DECLARED = [Axiom(Named(f"urn:{each}"), "SubClassOf", (Named("urn:Z"),)) for each in "ABCDEFGH"]
DECLARED += [Axiom(Named(f"urn:{each}"), "SubPropertyOf", (Named("urn:q"),)) for each in "rst"]


def both(axioms: list[AnyAxiom]) -> tuple[ReadyBase, KnowledgeBase]:
    """Return a base kept ready and one that is not, over the same axioms; the first must have a model."""
    written = document([*DECLARED, *axioms])
    ready = ReadyBase(written, Rustdl())
    assert ready.witnesses
    return ready, KnowledgeBase(written, Rustdl())


@given(
    st.lists(AXIOMS, min_size=4, max_size=14),
    expressions(CLASSES, RELATIONS, beyond=False).filter(lambda each: not isinstance(each, Named)),
    st.booleans(),
)
@settings(deadline=None, max_examples=300, suppress_health_check=list(HealthCheck))
def test_any_small_ontology_answers_as_when_it_is_classified_anew(
    axioms: list[AnyAxiom], asked: Expression, direct: bool
) -> None:
    ready, whole = both(axioms)
    assert ready.ask(asked, direct=direct) == whole.ask(asked, direct=direct)
    assert ready.satisfiable(asked) == whole.satisfiable(asked)


@pytest.mark.skipif(shutil.which("java") is None, reason="HermiT needs Java")
@given(
    st.lists(AXIOMS, min_size=6, max_size=14),
    expressions(CLASSES, RELATIONS, beyond=False).filter(lambda each: not isinstance(each, Named)),
)
@settings(deadline=None, max_examples=8, suppress_health_check=list(HealthCheck))
def test_a_complete_reasoner_finds_the_same(axioms: list[AnyAxiom], asked: Expression) -> None:
    ready, _ = both(axioms)
    theirs = KnowledgeBase(ready.document, Hermit()).ask(asked)
    ours = ready.ask(asked)
    assert (ours.satisfiable, ours.equivalents, ours.subclasses, ours.superclasses) == (
        theirs.satisfiable,
        theirs.equivalents,
        theirs.subclasses,
        theirs.superclasses,
    )


@cache
def release() -> tuple[ReadyBase, KnowledgeBase, tuple[Named, ...], tuple[Named, ...]]:
    """The release twice, and its classes and relations, which expressions are made of."""
    content = (ontology_folder() / "release" / "lifonto.owl").read_bytes()
    ready = ReadyBase.of(content)
    assert ready.witnesses
    classes = tuple(map(Named, sorted(ready.taxonomy.above)))
    relations = tuple(map(Named, sorted(ready.witnesses.sources)))
    return ready, KnowledgeBase.of(content), classes, relations


@given(st.data())
@SLOW
def test_the_release_answers_as_when_it_is_classified_anew(data: st.DataObject) -> None:
    ready, whole, classes, relations = release()
    above = ready.taxonomy.above
    names = st.sampled_from(classes).flatmap(
        lambda low: st.sampled_from([low, *map(Named, sorted(above[low.name]))])  # high ones: more is below them
    )
    asked = data.draw(expressions(names, st.sampled_from(relations), beyond=True))
    assume(not isinstance(asked, Named))
    direct = data.draw(st.booleans())
    assert ready.ask(asked, direct=direct) == whole.ask(asked, direct=direct)


@pytest.mark.parametrize("part", ["instances", "satisfiable"])
def test_instances_and_satisfiability_are_the_same_too(part: str) -> None:
    ready, whole, classes, _ = release()
    high = max(
        classes, key=lambda each: sum(map(len, map(ready.types.get, ready.taxonomy.below[each.name], [()] * 9999)))
    )
    for asked in (high, Junction("and", (high, high)), Junction("or", (high, classes[0])), Complement(high)):
        assert getattr(ready, part)(asked) == getattr(whole, part)(asked)


def test_what_the_model_has_no_say_about_is_given_to_the_reasoner() -> None:
    ready, whole = both([Axiom(Named("urn:A"), "SubClassOf", (Restriction(Named("urn:r"), "some", Named("urn:B")),))])
    for asked in (
        Restriction(Named("urn:r"), "min", Named("urn:B"), 1),
        Complement(Named("urn:A")),
        Restriction(Inverse(Named("urn:r")), "some", Named("urn:A")),
    ):
        assert ready.ask(asked) == whole.ask(asked)


def test_an_ontology_that_asks_for_case_analysis_has_no_model() -> None:
    union = Junction("or", (Named("urn:B"), Named("urn:C")))
    axioms = [Axiom(Named("urn:A"), "SubClassOf", (union,)), Axiom(Named("urn:A"), "DisjointWith", (Named("urn:B"),))]
    ready = ReadyBase(document([*DECLARED, *axioms]), Rustdl())
    assert ready.witnesses is None
    asked = Junction("and", (Named("urn:A"), Named("urn:D")))
    assert "urn:C" in ready.ask(asked).superclasses


def test_a_class_that_is_not_there_is_said_so() -> None:
    ready, _ = both([])
    with pytest.raises(NotFound, match="urn:nothing"):
        ready.ask(Restriction(Named("urn:r"), "some", Named("urn:nothing")))
