"""A knowledge base kept ready answers as a whole classification does, whatever is asked of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations

import pytest
from hypothesis import HealthCheck, Phase, assume, example, given, settings
from hypothesis import strategies as st

from lifonto.errors import NotFound
from lifonto.home import ontology_folder
from lifonto.owl.expressions import Complement, Expression, Inverse, Junction, Named, Restriction
from lifonto.owl.manchester import render
from lifonto.reason.model.knowledge import Answer, KnowledgeBase
from lifonto.reason.model.ready import ReadyBase
from lifonto.reason.ontology.axioms import AnyAxiom, Axiom, Chain, read
from lifonto.reason.ontology.documents import plus
from lifonto.reason.ontology.inclusions import conjuncts
from lifonto.reason.ontology.rdfxml import document, subclass
from lifonto.reason.reasoners.hermit import Hermit
from lifonto.reason.reasoners.rust import Rustdl

CLASSES = st.sampled_from([Named(f"urn:{each}") for each in "ABCDEFGH"])
RELATIONS = st.sampled_from([Named(f"urn:{each}") for each in "rst"])
UNSHRUNK = [Phase.explicit, Phase.reuse, Phase.generate]  # a shrink of what asks a reasoner takes minutes
SLOW = settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck), phases=UNSHRUNK)


def expressions(classes: st.SearchStrategy, relations: st.SearchStrategy) -> st.SearchStrategy:
    """Expressions of OWL 2 EL, with unions."""

    def larger(inner: st.SearchStrategy) -> st.SearchStrategy:
        several = st.lists(inner, min_size=2, max_size=3).map(tuple)
        return st.one_of(
            st.builds(Junction, st.just("and"), several),
            st.builds(Restriction, relations, st.just("some"), inner),
            st.builds(Junction, st.just("or"), several),
        )

    return st.recursive(classes, larger, max_leaves=5)


def without(expressions: st.SearchStrategy, others: st.SearchStrategy) -> st.SearchStrategy:
    """Expressions, and that an instance of them is none of another."""
    return st.builds(lambda each, other: Junction("and", (each, Complement(other))), expressions, others)


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
    st.builds(Axiom, RELATIONS, st.just("Domain"), CLASSES.map(lambda each: (each,))),
    st.builds(Axiom, RELATIONS, st.just("Range"), CLASSES.map(lambda each: (each,))),
    st.builds(Axiom, RELATIONS, st.just("Characteristics:"), st.just(("Transitive",))),
    st.just(Axiom(Chain((Named("urn:r"), Named("urn:s"))), "SubPropertyOf", (Named("urn:s"),))),
)
TOLD = st.sampled_from([Named("urn:A"), *(Restriction(Named("urn:r"), "some", Named(f"urn:{each}")) for each in "BC")])
BEYOND = st.one_of(
    AXIOMS,
    st.builds(Axiom, CLASSES, st.sampled_from(["SubClassOf", "EquivalentTo"]), st.tuples(without(CLASSES, TOLD))),
    st.builds(Axiom, CLASSES, st.just("SubClassOf"), st.tuples(st.builds(Complement, TOLD))),
    st.builds(
        Axiom, CLASSES, st.just("SubClassOf"), st.tuples(st.builds(Restriction, RELATIONS, st.just("only"), CLASSES))
    ),
    st.builds(
        Axiom,
        CLASSES,
        st.just("EquivalentTo"),
        st.tuples(st.builds(Junction, st.just("or"), st.tuples(CLASSES, CLASSES))),
    ),
)
DECLARED = [Axiom(Named(f"urn:{each}"), "SubClassOf", (Named("urn:Z"),)) for each in "ABCDEFGH"]
DECLARED += [Axiom(Named(f"urn:{each}"), "SubPropertyOf", (Named("urn:q"),)) for each in "rst"]


def is_no_name(expression: Expression) -> bool:
    return not isinstance(expression, Named)


def both(axioms: list[AnyAxiom], *, el_rules: bool = False) -> tuple[ReadyBase, KnowledgeBase]:
    """Return a base kept ready and one that is not, over the same axioms, which have a model unless incoherent."""
    written = document([*DECLARED, *axioms])
    ready = ReadyBase(written, Rustdl(saturation_only=el_rules))
    assert bool(ready.witnesses) == (not ready.taxonomy.unsatisfiable)
    return ready, KnowledgeBase(written, Rustdl(saturation_only=el_rules))


BOUND_TO_CLASH = """<urn:H> SubClassOf <urn:B>
<urn:E> DisjointWith <urn:G>
<urn:t> some <urn:C> SubClassOf <urn:t> some <urn:G>
<urn:t> Range <urn:E>
<urn:B> SubClassOf <urn:t> some (<urn:A> and <urn:C>)"""


@given(
    st.lists(AXIOMS, min_size=4, max_size=14),
    expressions(CLASSES, RELATIONS).filter(is_no_name),
    st.booleans(),
)
@example(list(map(read, BOUND_TO_CLASH.splitlines())), Junction("or", (Named("urn:G"), Named("urn:B"))), False)
@settings(deadline=None, max_examples=300, suppress_health_check=list(HealthCheck), phases=UNSHRUNK)
def test_any_small_ontology_answers_as_when_it_is_classified_anew(
    axioms: list[AnyAxiom], asked: Expression, direct: bool
) -> None:
    ready, whole = both(axioms)
    assert ready.ask(asked, direct=direct) == whole.ask(asked, direct=direct)
    assert ready.satisfiable(asked) == whole.satisfiable(asked)


@given(
    st.lists(BEYOND, min_size=4, max_size=14),
    (expressions(CLASSES, RELATIONS) | without(expressions(CLASSES, RELATIONS), TOLD)).filter(is_no_name),
    st.booleans(),
)
@settings(deadline=None, max_examples=300, suppress_health_check=list(HealthCheck), phases=UNSHRUNK)
def test_where_el_rules_pass_over_something_no_less_is_found_and_nothing_wrong(
    axioms: list[AnyAxiom], asked: Expression, direct: bool
) -> None:
    """rustdl's EL rules alone now and then miss a clash that the model finds, as it gives every filler a name."""
    ready, whole = both(axioms, el_rules=True)
    if ready.ask(asked, direct=direct) == whole.ask(asked, direct=direct):
        return
    complete = KnowledgeBase(ready.document, Rustdl())
    least, found, most = (each.ask(asked) for each in (whole, ready, complete))
    assert below(least) <= below(found) <= below(most) | complete.taxonomy.unsatisfiable
    assert most.satisfiable <= found.satisfiable <= least.satisfiable
    if found.satisfiable:
        assert above(least) <= above(found)
    if most.satisfiable:
        assert above(found) <= above(most)


def below(answer: Answer) -> set[str]:
    return {*answer.subclasses, *answer.equivalents}


def above(answer: Answer) -> set[str]:
    return {*answer.superclasses, *answer.equivalents}


@pytest.mark.parametrize(
    "ontology",
    [
        ["<urn:F> SubClassOf <urn:H> or <urn:B>", "<urn:H> DisjointWith <urn:G>"],
        ["<urn:F> SubClassOf <urn:H> or <urn:B>", "<urn:G> SubClassOf <urn:A>", "<urn:A> DisjointWith <urn:H>"],
        ["<urn:F> EquivalentTo <urn:H> or <urn:B> or <urn:C>", "<urn:H> DisjointWith <urn:G>"],
        ["<urn:F> EquivalentTo <urn:H> or <urn:B>", "<urn:r> Range <urn:G>", "<urn:H> DisjointWith <urn:G>"],
    ],
)
@pytest.mark.parametrize("asked", ["<urn:F> and <urn:G>", "<urn:r> some (<urn:F> and <urn:G>)", "<urn:r> some <urn:F>"])
def test_what_is_left_of_a_union_is_drawn_in_the_same_way(ontology: list[str], asked: str) -> None:
    told = [*ontology, "<urn:E> EquivalentTo <urn:r> some <urn:B>"]
    ready, whole = both(list(map(read, told)), el_rules=True)
    expression = read(f"<urn:A> SubClassOf {asked}").right[0]
    assert ready.ask(expression) == whole.ask(expression)


SENTENCES = """<urn:A> SubClassOf <urn:r> some (<urn:B> and (<urn:s> some <urn:C>))
<urn:B> SubClassOf <urn:t> some <urn:D>
<urn:E> EquivalentTo <urn:F> and (<urn:s> some <urn:C>)
<urn:G> SubClassOf <urn:F> and (<urn:r> some <urn:A>)
<urn:H> SubClassOf <urn:D> and (not (<urn:r> some <urn:B>))
<urn:C> DisjointWith <urn:D>
<urn:t> some <urn:D> SubClassOf <urn:F>
<urn:r> SubPropertyOf <urn:t>
<urn:r> o <urn:s> SubPropertyOf <urn:s>
<urn:t> Characteristics: Transitive
<urn:s> Range <urn:Y>
<urn:r> Domain <urn:X>"""


@pytest.mark.skipif(shutil.which("java") is None, reason="HermiT needs Java")
def test_a_complete_reasoner_finds_the_same() -> None:
    ready = ReadyBase(document([*DECLARED, *map(read, SENTENCES.splitlines())]), Rustdl(saturation_only=True))
    assert ready.witnesses
    names = [Named(f"urn:{each}") for each in "ABCDEFGHXYZ"]
    fillers = [*names, *(Junction("and", pair) for pair in combinations(names[:7], 2))]
    asked = [Restriction(Named(f"urn:{relation}"), "some", each) for relation in "rst" for each in fillers]
    asked += [Junction("and", (each, other)) for each, other in zip(asked, names * len(asked), strict=False)]
    asked += [Junction("or", (each, other)) for each, other in zip(asked, asked[5:], strict=False)]
    theirs = found_by_hermit(ready.document, asked)
    for each in asked:
        ours = ready.ask(each)
        assert (ours.satisfiable, below(ours), above(ours) if ours.satisfiable else set()) == theirs[each], each


def found_by_hermit(content: bytes, asked: list[Expression]) -> dict[Expression, tuple[bool, set[str], set[str]]]:
    """Ask HermiT about many expressions in one classification: satisfiable or not, what is below, and what above."""
    names = {each: (f"urn:asked:over{n}", f"urn:asked:under{n}") for n, each in enumerate(asked)}
    axioms = [subclass(each, Named(over)) for each, (over, _) in names.items()]
    axioms += [subclass(Named(under), each) for each, (_, under) in names.items()]
    found = Hermit().taxonomy(plus(content, axioms))

    ours = {f"urn:{each}" for each in "ABCDEFGHXYZ"}
    return {
        each: (
            under not in found.unsatisfiable,
            {sub for sub in ours & found.above.keys() if over in found.above[sub]},
            ours & found.above.get(under, frozenset()),
        )
        for each, (over, under) in names.items()
    }


@cache
def release() -> tuple[ReadyBase, KnowledgeBase, tuple[Named, ...], tuple[Named, ...]]:
    """The release twice, and its classes and relations, which expressions are made of."""
    content = (ontology_folder() / "release" / "lifonto.owl").read_bytes()
    ready = ReadyBase.of(content)
    assert ready.witnesses
    classes = tuple(map(Named, sorted(ready.taxonomy.above)))
    relations = tuple(map(Named, sorted(ready.witnesses.sources)))
    return ready, KnowledgeBase.of(content), classes, relations


def restrictions(axioms: Iterable[AnyAxiom]) -> Iterator[Restriction]:
    """Yield what *axioms* tell that some class is related to, and what others are not."""
    for axiom in axioms:
        for each in conjuncts(axiom.right) if isinstance(axiom, Axiom) and axiom.word != "Type" else ():
            inner = each.operand if isinstance(each, Complement) else each
            if isinstance(inner, Restriction) and inner.quantifier == "some":
                yield inner


@given(st.data())
@SLOW
def test_the_release_answers_as_when_it_is_classified_anew(data: st.DataObject) -> None:
    ready, whole, classes, relations = release()
    above = ready.taxonomy.above
    names = st.sampled_from(classes).flatmap(
        lambda low: st.sampled_from([low, *map(Named, sorted(above[low.name]))])  # high ones: more is below them
    )
    told = st.sampled_from(sorted(set(restrictions(ready.axioms)), key=str))
    made = expressions(names | told, st.sampled_from(relations))
    asked = data.draw((made | without(made, told)).filter(is_no_name))
    direct = data.draw(st.booleans())
    assert ready.ask(asked, direct=direct) == whole.ask(asked, direct=direct)


@given(st.data())
@SLOW
def test_supposed_classes_are_filed_as_when_they_are_added(data: st.DataObject) -> None:
    axioms = data.draw(st.lists(AXIOMS, min_size=4, max_size=14))
    ready, whole = both(axioms)
    mine, yours = (Named(f"urn:lifonto:assumed:{n}") for n in range(2))
    first = data.draw(EXISTENTIAL)
    then = data.draw(expressions(CLASSES | st.just(mine), RELATIONS).filter(has_no_union))
    assume(ready.satisfiable(first))
    supposed, added = (each.assuming(mine.name, first).assuming(yours.name, then) for each in (ready, whole))
    assume(added.ask(yours).satisfiable)
    known = st.sampled_from([mine, yours]) | CLASSES
    asked = data.draw(known | expressions(known, RELATIONS).filter(has_no_union))
    assume(added.ask(asked).satisfiable)
    direct = data.draw(st.booleans())
    assert supposed.ask(asked, direct=direct) == added.ask(asked, direct=direct)


def has_no_union(expression: Expression) -> bool:
    return " or " not in render(expression)


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
