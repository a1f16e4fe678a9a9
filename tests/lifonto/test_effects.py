"""Signs multiply along a route: two lowerings make a raise."""

from hypothesis import given
from hypothesis import strategies as st

from lifonto.biology.effects import Step, net_effects


def steps(*texts: str) -> list[Step]:
    """Read ``LIF+STAT3`` and ``SOCS3-JAK1`` as steps."""
    found = []
    for text in texts:
        sign = 1 if "+" in text else -1
        subject, value = text.split("+" if sign > 0 else "-")
        found.append(Step(subject, value, sign, f"statement {text}"))
    return found


def signs(*texts: str) -> dict[tuple[str, str], int]:
    return {(effect.subject, effect.object): effect.sign for effect in net_effects(steps(*texts))}


def test_a_raise_of_a_raise_is_a_raise_and_a_lowering_of_a_lowering_too():
    assert signs("a+b", "b+c") == {("a", "c"): 1}
    assert signs("a-b", "b-c") == {("a", "c"): 1}


def test_a_raise_and_a_lowering_in_either_order_lower():
    assert signs("a+b", "b-c") == {("a", "c"): -1}
    assert signs("a-b", "b+c") == {("a", "c"): -1}


def test_the_route_tells_the_statements_that_bear_it():
    (effect,) = net_effects(steps("a+b", "b-c"))
    assert [step.statement for step in effect.route] == ["statement a+b", "statement b-c"]


def test_what_is_stated_directly_is_no_net_effect():
    assert signs("a+b", "b+c", "a-c") == {}


def test_routes_of_one_length_that_disagree_leave_the_sign_undecided():
    assert signs("a+b", "b+d", "a+c", "c-d")["a", "d"] == 0


def test_a_longer_route_of_the_other_sign_is_told_but_does_not_decide():
    effects = {(e.subject, e.object): e for e in net_effects(steps("a+b", "b+d", "a+x", "x+y", "y-d"))}
    assert effects["a", "d"].sign == 1
    assert effects["a", "d"].opposed


def test_a_circle_ends():
    assert signs("a+b", "b-c", "c+a") == {("a", "c"): -1, ("b", "a"): -1, ("c", "b"): 1}


NODES = st.sampled_from("abcdef")
STEPS = st.lists(st.builds(Step, NODES, NODES, st.sampled_from([1, -1]), st.just("s")), max_size=12)


@given(STEPS)
def test_the_sign_is_always_the_product_of_the_signs_along_the_route(drawn: list[Step]):
    for effect in net_effects(drawn):
        product = 1
        for before, after in zip(effect.route, effect.route[1:], strict=False):
            assert before.object == after.subject
        for step in effect.route:
            product *= step.sign
        assert (effect.route[0].subject, effect.route[-1].object) == (effect.subject, effect.object)
        assert effect.sign in (0, product)
