"""A knowledge base kept ready answers as a whole classification does, whatever is asked of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations, pairwise

import pytest
from hypothesis import Phase, assume, example, given, settings
from hypothesis import strategies as st
from sentences import ontology, read, term

from lifonto.errors import NotFound
from lifonto.home import ontology_folder
from lifonto.reason.documents import files
from lifonto.reason.queries.knowledge import Answer, KnowledgeBase, subclass
from lifonto.reason.queries.ready import ReadyBase
from lifonto.reason.queries.supposed import assuming
from lifonto.reason.queries.witness import Found
from lifonto.reason.reasoners.hermit import Hermit
from lifonto.reason.reasoners.konclude import Konclude
from lifonto.reason.reasoners.reasoner import Reasoner
from lifonto.reason.reasoners.rustdl import Rustdl
from lifonto.reason.values.axioms import OF_INDIVIDUALS, Axiom
from lifonto.reason.values.expressions import (
    Complement,
    Expression,
    Inverse,
    Junction,
    Named,
    Restriction,
    conjuncts,
)
from lifonto.reason.values.manchester import parse
from lifonto.reason.values.ontology import Ontology
from lifonto.reason.values.rendering import render

CLASSES = st.sampled_from([Named(f"urn:{each}") for each in "ABCDEFGH"])
RELATIONS = st.sampled_from([Named(f"urn:{each}") for each in "rst"])
AT_ONCE = 40  # expressions in one classification
UNSHRUNK = [Phase.explicit, Phase.reuse, Phase.generate]  # a shrink of what asks a reasoner takes minutes
SLOW = settings(max_examples=25, phases=UNSHRUNK)


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


def said(kind: str, *parts: st.SearchStrategy) -> st.SearchStrategy:
    """Axioms of *kind* of such parts."""
    return st.builds(Axiom, st.just(kind), st.tuples(*parts))


AXIOMS = st.one_of(
    said("SubClassOf", EXISTENTIAL, EXISTENTIAL),
    said("SubClassOf", CLASSES, EXISTENTIAL),
    said("EquivalentClasses", CLASSES, EXISTENTIAL),
    said("DisjointClasses", CLASSES, CLASSES),
    said("SubObjectPropertyOf", RELATIONS, RELATIONS),
    said("ObjectPropertyDomain", RELATIONS, CLASSES),
    said("ObjectPropertyRange", RELATIONS, CLASSES),
    said("TransitiveObjectProperty", RELATIONS),
    st.just(read("r o s SubPropertyOf s")),
)
TOLD = st.sampled_from([term("A"), term("r some B"), term("r some C")])
BEYOND = st.one_of(
    AXIOMS,
    said("SubClassOf", CLASSES, without(CLASSES, TOLD)),
    said("EquivalentClasses", CLASSES, without(CLASSES, TOLD)),
    said("SubClassOf", CLASSES, st.builds(Complement, TOLD)),
    said("SubClassOf", CLASSES, st.builds(Restriction, RELATIONS, st.just("only"), CLASSES)),
    said("EquivalentClasses", CLASSES, st.builds(Junction, st.just("or"), st.tuples(CLASSES, CLASSES))),
)
DECLARED = [read(f"{each} SubClassOf Z") for each in "ABCDEFGH"] + [read(f"{each} SubPropertyOf q") for each in "rst"]


def is_no_name(expression: Expression) -> bool:
    return not isinstance(expression, Named)


def both(axioms: list[Axiom], *, el_rules: bool = False) -> tuple[ReadyBase, KnowledgeBase]:
    """Return a base kept ready and one that is not, over the same axioms, which have a model unless incoherent."""
    told = Ontology((*DECLARED, *axioms))
    ready = ReadyBase(told, Rustdl(saturation_only=el_rules))
    assert bool(ready.witnesses) == (not ready.taxonomy.unsatisfiable)
    return ready, KnowledgeBase(told, Rustdl(saturation_only=el_rules))


BOUND_TO_CLASH = """H SubClassOf B
E DisjointWith G
t some C SubClassOf t some G
t Range E
B SubClassOf t some (A and C)"""


@given(
    st.lists(AXIOMS, min_size=4, max_size=14),
    expressions(CLASSES, RELATIONS).filter(is_no_name),
    st.booleans(),
)
@example(list(map(read, BOUND_TO_CLASH.splitlines())), Junction("or", (Named("urn:G"), Named("urn:B"))), False)
@settings(max_examples=300, phases=UNSHRUNK)
def test_any_small_ontology_answers_as_when_it_is_classified_anew(
    axioms: list[Axiom], asked: Expression, direct: bool
) -> None:
    ready, whole = both(axioms)
    assert ready.ask(asked, direct=direct) == whole.ask(asked, direct=direct)
    assert ready.satisfiable(asked) == whole.satisfiable(asked)


@given(
    st.lists(BEYOND, min_size=4, max_size=14),
    (expressions(CLASSES, RELATIONS) | without(expressions(CLASSES, RELATIONS), TOLD)).filter(is_no_name),
    st.booleans(),
)
@settings(max_examples=300, phases=UNSHRUNK)
def test_where_el_rules_pass_over_something_no_less_is_found_and_nothing_wrong(
    axioms: list[Axiom], asked: Expression, direct: bool
) -> None:
    """rustdl's EL rules alone now and then miss a clash that the model finds, as it gives every filler a name."""
    ready, whole = both(axioms, el_rules=True)
    if ready.ask(asked, direct=direct) == whole.ask(asked, direct=direct):
        return
    complete = KnowledgeBase(ready.ontology, Rustdl())
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
        ["F SubClassOf H or B", "H DisjointWith G"],
        ["F SubClassOf H or B", "G SubClassOf A", "A DisjointWith H"],
        ["F EquivalentTo H or B or C", "H DisjointWith G"],
        ["F EquivalentTo H or B", "r Range G", "H DisjointWith G"],
    ],
)
@pytest.mark.parametrize("asked", ["F and G", "r some (F and G)", "r some F"])
def test_what_is_left_of_a_union_is_drawn_in_the_same_way(ontology: list[str], asked: str) -> None:
    told = [*ontology, "E EquivalentTo r some B"]
    ready, whole = both(list(map(read, told)), el_rules=True)
    expression = term(asked)
    assert ready.ask(expression) == whole.ask(expression)


SENTENCES = """A SubClassOf r some (B and (s some C))
B SubClassOf t some D
E EquivalentTo F and (s some C)
G SubClassOf F and (r some A)
H SubClassOf D and (not (r some B))
C DisjointWith D
t some D SubClassOf F
r SubPropertyOf t
r o s SubPropertyOf s
t Characteristics: Transitive
s Range Y
r Domain X"""


@pytest.mark.skipif(shutil.which("java") is None, reason="HermiT needs Java")
def test_a_complete_reasoner_finds_the_same() -> None:
    ready = ReadyBase(Ontology((*DECLARED, *map(read, SENTENCES.splitlines()))), Rustdl(saturation_only=True))
    assert ready.witnesses
    names = [Named(f"urn:{each}") for each in "ABCDEFGHXYZ"]
    fillers = [*names, *(Junction("and", pair) for pair in combinations(names[:7], 2))]
    asked = [Restriction(Named(f"urn:{relation}"), "some", each) for relation in "rst" for each in fillers]
    asked += [Junction("and", (each, other)) for each, other in zip(asked, names * len(asked), strict=False)]
    asked += [Junction("or", (each, other)) for each, other in zip(asked, asked[5:], strict=False)]
    theirs = found_by(Hermit(), ready.ontology, asked)
    for each in asked:
        ours = ready.ask(each)
        assert (ours.satisfiable, below(ours), above(ours) if ours.satisfiable else set()) == theirs[each], each


Said = tuple[bool, set[str], set[str]]


def found_by(reasoner: Reasoner, told: Ontology, asked: list[Expression]) -> dict[Expression, Said]:
    """Ask about many expressions in one classification: satisfiable or not, what is below, and what above.

    Nothing is returned where rustdl ran out of time.
    """
    names = {each: (f"urn:asked:over{n}", f"urn:asked:under{n}") for n, each in enumerate(asked)}
    axioms = [subclass(each, Named(over)) for each, (over, _) in names.items()]
    axioms += [subclass(Named(under), each) for each, (_, under) in names.items()]
    found = reasoner.taxonomy(told.plus(axioms))
    if isinstance(reasoner, Rustdl) and found.notes:
        return {}

    def ours(iris: Iterable[str]) -> set[str]:
        return {each for each in iris if not each.startswith("urn:asked:")}

    return {
        each: (
            under not in found.unsatisfiable,
            ours(found.below.get(over, ())),
            ours(found.above.get(under, ())),
        )
        for each, (over, under) in names.items()
    }


def said_of(found: Found) -> Said:
    return found.above is not None, set(found.below), set(found.above or ())


@cache
def release() -> tuple[ReadyBase, KnowledgeBase, tuple[Named, ...], tuple[Named, ...]]:
    """The release twice, and its classes and relations, which expressions are made of."""
    told = files.read(ontology_folder() / "release" / "lifonto.owl")
    ready = ReadyBase(told, Rustdl(proven=True))
    assert ready.witnesses
    classes = tuple(map(Named, sorted(ready.taxonomy.above)))
    relations = tuple(map(Named, sorted(ready.witnesses.model.sources)))
    return ready, KnowledgeBase(told, Rustdl(proven=True)), classes, relations


def restrictions(axioms: Iterable[Axiom]) -> Iterator[Restriction]:
    """Yield what *axioms* tell that some class is related to, and what others are not."""
    for axiom in axioms:
        for each in conjuncts(*axiom.parts[1:]) if axiom.kind not in OF_INDIVIDUALS else ():  # type: ignore[arg-type]
            inner = each.operand if isinstance(each, Complement) else each
            if isinstance(inner, Restriction) and inner.quantifier == "some":
                yield inner


@st.composite
def of_the_release(draw: st.DrawFn) -> Expression:
    """Expressions over the release, some with a union, a complement or an inverse."""
    ready, _, classes, relations = release()
    above = ready.taxonomy.above
    names = st.sampled_from(classes).flatmap(
        lambda low: st.sampled_from([low, *map(Named, sorted(above[low.name]))])  # high ones: more is below them
    )
    told = st.sampled_from(sorted(set(restrictions(ready.ontology.axioms)), key=str))
    made = expressions(names | told, st.sampled_from(relations))
    asked = draw((made | without(made, told)).filter(is_no_name))
    turned = Restriction(Inverse(draw(st.sampled_from(relations))), "some", asked)
    return draw(st.sampled_from([*[asked] * 9, turned]))


@given(st.lists(of_the_release(), min_size=AT_ONCE, max_size=AT_ONCE))
@settings(SLOW, max_examples=2)
def test_expressions_over_the_release_are_answered_as_the_full_procedure_does(asked: list[Expression]) -> None:
    """Unless the full procedure runs out of time, which it says."""
    ready, whole, *_ = release()
    referees: list[Reasoner] = [whole.reasoner, *([Konclude()] if shutil.which("Konclude") else [])]
    found = {who.name: found_by(who, ready.ontology, asked) for who in referees}
    for each in asked:
        ours = ready.found(each)
        known = {"model": said_of(ours)} if ours else {}
        known |= {who: said[each] for who, said in found.items() if said}
        assert all(one == other for one, other in pairwise(known.values())), (render(each), known)


UNIONS = [
    "'has participant' some entity",
    "'has genotype' some entity",
    "'leukemia inhibitory factor' or 'bone morphogenetic protein 4'",
    "'has ingredient' some 'LIF or BMP4'",
    "'culture condition with LIF' and ('has part' some protein)",
    "'STAT3-ER mouse embryonic stem cell' and ('has genotype' some 'cell alteration')",
]


def test_unions_of_the_release_are_found_below_what_each_of_their_parts_is_below() -> None:
    if not shutil.which("Konclude"):
        pytest.skip("no Konclude on PATH")
    ready, *_ = release()
    named = {label: iri for iri, label in ready.ontology.labels.items()}
    asked = {text: parse(text, named.__getitem__) for text in UNIONS}
    theirs = found_by(Konclude(), ready.ontology, [*asked.values()])
    for text, expression in asked.items():
        ours = ready.found(expression)
        assert ours is not None, text
        assert said_of(ours) == theirs[expression], text
    lost = {named["culture condition with LIF"], named["culture condition with BMP-type signal"]}
    assert lost <= theirs[asked[UNIONS[0]]][1]


@given(st.data())
@SLOW
def test_supposed_classes_are_filed_as_when_they_are_added(data: st.DataObject) -> None:
    axioms = data.draw(st.lists(AXIOMS, min_size=4, max_size=14))
    ready, whole = both(axioms)
    mine, yours = (Named(f"urn:lifonto:assumed:{n}") for n in range(2))
    first = data.draw(EXISTENTIAL)
    then = data.draw(expressions(CLASSES | st.just(mine), RELATIONS).filter(has_no_union))
    assume(ready.satisfiable(first))
    supposed, added = (assuming(assuming(each, mine.name, first), yours.name, then) for each in (ready, whole))
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
    ready, _, classes, _ = release()
    whole = KnowledgeBase(ready.ontology, Rustdl(saturation_only=True, proven=True))
    high = max(
        classes, key=lambda each: sum(map(len, map(ready.types.get, ready.taxonomy.below[each.name], [()] * 9999)))
    )
    for asked in (high, Junction("and", (high, high)), Junction("or", (high, classes[0])), Complement(high)):
        assert getattr(ready, part)(asked) == getattr(whole, part)(asked)


def test_what_the_model_has_no_say_about_is_given_to_the_reasoner() -> None:
    ready, whole = both([read("A SubClassOf r some B")])
    for asked in (
        Restriction(Named("urn:r"), "min", Named("urn:B"), 1),
        Complement(Named("urn:A")),
        Restriction(Inverse(Named("urn:r")), "some", Named("urn:A")),
    ):
        assert ready.ask(asked) == whole.ask(asked)


def test_an_ontology_that_asks_for_case_analysis_has_no_model() -> None:
    told = ontology("A SubClassOf B or C", "A DisjointWith B")
    ready = ReadyBase(told.plus(DECLARED), Rustdl())
    assert ready.witnesses is None
    asked = Junction("and", (Named("urn:A"), Named("urn:D")))
    assert "urn:C" in ready.ask(asked).superclasses


def test_a_class_that_is_not_there_is_said_so() -> None:
    ready, _ = both([])
    with pytest.raises(NotFound, match="urn:nothing"):
        ready.ask(Restriction(Named("urn:r"), "some", Named("urn:nothing")))
