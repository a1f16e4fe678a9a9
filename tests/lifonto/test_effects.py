"""Signs multiply along a route: two lowerings make a raise."""

from hypothesis import given
from hypothesis import strategies as st

from lifonto.biology.contexts import Context, Hierarchy
from lifonto.biology.effects import LONGEST, Effect, Step, anywhere, net_effects
from lifonto.biology.naming import has_word

DERIVES_FROM = "http://purl.obolibrary.org/obo/RO_0001000"
PART_OF = "http://purl.obolibrary.org/obo/BFO_0000050"
KINDS = Hierarchy(
    [
        *(("mouse", "rodent"), ("mouse ES cell", "ES cell")),
        *(("engineered mouse ES cell", "mouse ES cell"), ("engineered mouse ES cell", "ES cell")),
    ],
    [("mouse ES cell", DERIVES_FROM, "blastocyst"), ("uterine gland", PART_OF, "uterus"), ("LIF", "in", "uterus")],
)


def steps(*texts: str) -> list[Step]:
    """Read ``LIF+STAT3`` and ``SOCS3-JAK1`` as steps."""
    found = []
    for text in texts:
        sign = 1 if "+" in text else -1
        subject, value = text.split("+" if sign > 0 else "-")
        found.append(Step(subject, value, sign, f"statement {text}"))
    return found


def signs(*texts: str) -> dict[tuple[str, str], int]:
    return {(effect.subject, effect.object): effect.sign for effect in net_effects(steps(*texts), anywhere)}


def test_a_raise_of_a_raise_is_a_raise_and_a_lowering_of_a_lowering_too():
    assert signs("a+b", "b+c") == {("a", "c"): 1}
    assert signs("a-b", "b-c") == {("a", "c"): 1}


def test_a_raise_and_a_lowering_in_either_order_lower():
    assert signs("a+b", "b-c") == {("a", "c"): -1}
    assert signs("a-b", "b+c") == {("a", "c"): -1}


def test_the_route_tells_the_statements_that_bear_it():
    (effect,) = net_effects(steps("a+b", "b-c"), anywhere)
    assert [step.statement for step in effect.route] == ["statement a+b", "statement b-c"]


def test_what_is_stated_directly_is_no_net_effect():
    assert signs("a+b", "b+c", "a-c") == {}


def test_routes_of_one_length_that_disagree_leave_the_sign_undecided():
    assert signs("a+b", "b+d", "a+c", "c-d")["a", "d"] == 0


def test_a_longer_route_of_the_other_sign_is_told_but_does_not_decide():
    effects = {(e.subject, e.object): e for e in net_effects(steps("a+b", "b+d", "a+x", "x+y", "y-d"), anywhere)}
    assert effects["a", "d"].sign == 1
    assert effects["a", "d"].opposed


def test_an_opposed_route_is_told_that_passes_what_the_shortest_one_passes():
    effects = {(e.subject, e.object): e for e in net_effects(steps("a+b", "b+c", "c+d", "b-x", "x+y", "y+c"), anywhere)}
    assert [step.object for step in effects["a", "d"].route] == ["b", "c", "d"]
    assert effects["a", "d"].opposed, "a+b, b-x, x+y, y+c, c+d"


def test_a_route_ends_after_its_longest():
    chain = [f"{number}+{number + 1}" for number in range(12)]
    assert max(int(end) for start, end in signs(*chain) if start == "0") == LONGEST


def contextual(*told: tuple[str, str, str]) -> list[Effect]:
    """The effects of steps, each told with its species and cells, several of them with a bar between."""
    made = []
    for text, species, cells in told:
        (step,) = steps(text)
        context = Context(frozenset(filter(None, species.split("|"))), frozenset(filter(None, cells.split("|"))))
        made.append(Step(step.subject, step.object, step.sign, step.statement, context))
    return net_effects(made, KINDS.shared)


def test_an_effect_holds_in_what_its_steps_share_and_in_the_narrowest_of_that():
    (effect,) = contextual(("a+b", "mouse|human", "ES cell"), ("b+c", "rodent", "engineered mouse ES cell|uterus"))
    assert effect.context == Context(frozenset({"mouse"}), frozenset({"engineered mouse ES cell"}))


def test_a_part_and_what_derives_from_it_are_of_the_whole():
    (effect,) = contextual(("a+b", "mouse", "uterus"), ("b+c", "mouse", "uterine gland"))
    assert effect.context.cells == {"uterine gland"}
    (effect,) = contextual(("a+b", "mouse", "blastocyst"), ("b+c", "mouse", "mouse ES cell"))
    assert effect.context.cells == {"mouse ES cell"}


def test_steps_of_different_species_or_cells_bear_no_effect():
    assert contextual(("a+b", "mouse", ""), ("b+c", "human", "")) == []
    assert contextual(("a+b", "mouse", "ES cell"), ("b+c", "mouse", "uterus")) == []


def test_what_is_not_stated_is_not_shared():
    assert contextual(("a+b", "mouse", "ES cell"), ("b+c", "", "ES cell")) == []
    assert contextual(("a+b", "", ""), ("b+c", "", "")) == []
    assert contextual(("a+b", "mouse", "ES cell"), ("b+c", "mouse", "")) == []
    (effect,) = contextual(("a+b", "mouse", ""), ("b+c", "mouse", ""))
    assert effect.context == Context(frozenset({"mouse"}))


def test_all_steps_share_a_context_and_not_only_each_two():
    told = [("a+b", "mouse", "ES cell"), ("b+c", "mouse", "ES cell|uterus"), ("c+d", "mouse", "uterus")]
    assert {(effect.subject, effect.object) for effect in contextual(*told)} == {("a", "c"), ("b", "d")}


def test_only_routes_within_a_context_oppose():
    through = [("a+b", "mouse", ""), ("b+d", "mouse", ""), ("a+x", "mouse", ""), ("x+y", "mouse", "")]
    opposed = {(e.subject, e.object): e.opposed for e in contextual(*through, ("y-d", "human", ""))}
    assert not opposed["a", "d"]
    opposed = {(e.subject, e.object): e.opposed for e in contextual(*through, ("y-d", "mouse", ""))}
    assert opposed["a", "d"]


def test_a_name_is_found_as_a_word_only():
    assert has_word("LIF-induced corticotropin response", "LIF")
    assert has_word("activation of stat3", "STAT3")
    assert not has_word("LIFR signalling in the placenta", "LIF")


def test_a_circle_ends():
    assert signs("a+b", "b-c", "c+a") == {("a", "c"): -1, ("b", "a"): -1, ("c", "b"): 1}


NODES = st.sampled_from("abcdef")
STEPS = st.lists(st.builds(Step, NODES, NODES, st.sampled_from([1, -1]), st.just("s")), max_size=12)


@given(STEPS)
def test_the_sign_is_always_the_product_of_the_signs_along_the_route(drawn: list[Step]):
    for effect in net_effects(drawn, anywhere):
        product = 1
        for before, after in zip(effect.route, effect.route[1:], strict=False):
            assert before.object == after.subject
        for step in effect.route:
            product *= step.sign
        assert (effect.route[0].subject, effect.route[-1].object) == (effect.subject, effect.object)
        assert effect.sign in (0, product)
