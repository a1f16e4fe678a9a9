"""Manchester syntax is read into values and written back the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifonto.errors import ManchesterError
from lifonto.reason.values.expressions import Complement, Expression, Inverse, Junction, Named, Restriction
from lifonto.reason.values.manchester import parse, parse_chain
from lifonto.reason.values.rendering import render

NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1).filter(
    lambda name: name.strip() == name
)
NAMED = st.builds(Named, NAMES)
RELATIONS = st.one_of(NAMED, st.builds(Inverse, NAMED))


def larger(smaller: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    return st.one_of(
        st.builds(Complement, smaller),
        st.builds(Restriction, RELATIONS, st.sampled_from(["some", "only"]), smaller),
        st.builds(Restriction, RELATIONS, st.sampled_from(["min", "max", "exactly"]), smaller, st.integers(0, 99)),
        st.builds(Junction, st.sampled_from(["and", "or"]), st.lists(smaller, min_size=2, max_size=4).map(tuple)),
    )


@given(st.recursive(NAMED, larger, max_leaves=12))
def test_whatever_is_written_is_read_back_the_same(expression: Expression):
    assert parse(render(expression)) == expression


def test_and_binds_closer_than_or():
    assert parse("a or b and c") == Junction("or", (Named("a"), Junction("and", (Named("b"), Named("c")))))


def test_names_are_labels_curies_iris_or_words():
    assert parse("'part of' some <http://x.y/z>") == Restriction(Named("part of"), "some", Named("http://x.y/z"))
    assert parse("GO:0005125") == Named("GO:0005125")
    assert parse(r"'Cohn\'s syndrome'") == Named("Cohn's syndrome")


def test_a_quoted_keyword_is_a_name():
    assert parse("'some' some 'and'") == Restriction(Named("some"), "some", Named("and"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("'part of some x", "is not closed"),
        ("a some", "expected a name, the text ends"),
        ("a b", "expected the end .*found 'b' at character 3"),
        ("(a and b", r"expected '\)', the text ends"),
        ("r min x c", "expected a number of at most nine digits, found 'x' at character 7"),
        ("", "expected a name, the text ends"),
        ("not not", "expected a name"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(text: str, said: str):
    with pytest.raises(ManchesterError, match=said):
        parse(text)


def test_a_chain_is_a_row_of_relations():
    assert parse_chain("'occurs in' o 'part of'") == ("occurs in", "part of")
    with pytest.raises(ManchesterError, match="expected a name"):
        parse_chain("'occurs in' o")
