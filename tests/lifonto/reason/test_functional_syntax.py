"""In functional syntax only the words count, not the spaces between them; a word that is wrong is pointed at."""

from __future__ import annotations

import re

import pytest
from any_axioms import axioms
from hypothesis import given, settings
from hypothesis import strategies as st

from lifonto.reason.documents.owl import read
from lifonto.reason.values import functional
from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.ontology import Ontology

PREFIX = "Prefix(:=<urn:x:>)\n"
WORD = re.compile(r'"(?:[^"\\]|\\.)*"(?:@[\w-]+|\^\^<[^>]*>)?|<[^>]*>|[()=]|[^\s()<>"=]+')
SPACES = st.sampled_from([" ", "\n", "\t\n  "])


@settings(max_examples=60)
@given(st.lists(axioms, min_size=1, max_size=4), st.data())
def test_spaces_and_comments_between_the_words_change_nothing(written: list[Axiom], data: st.DataObject) -> None:
    close = functional.document(Ontology(tuple(written)).body).decode()
    words = WORD.findall(close)
    comment = st.sampled_from([" ", "\n# SubClassOf( )\n", " #:A <urn:b> \n\n"])
    wide = "".join(
        word + data.draw(SPACES if after == "(" else comment)
        for word, after in zip(words, [*words[1:], ""], strict=True)
    )
    assert set(read(wide, "ofn").axioms) == set(read(close, "ofn").axioms)


@pytest.mark.parametrize(
    ("axiom", "column"),
    [
        ("SubClassOf(:q:A q:A)", 17),
        ("SubClassOf(:A q:A )", 15),
        ("SubClassOf( :A ObjectSomeValuesFrom(:r q:A))", 40),
        ("DisjointClasses(:Aq:A <urn:q:A> q:A :B)", 33),
    ],
)
def test_a_name_whose_prefix_is_not_declared_is_pointed_at(axiom: str, column: int) -> None:
    with pytest.raises(SyntaxError, match="the prefix q: is not declared") as refusal:
        read(f"{PREFIX}Ontology(\n{axiom}\n)", "ofn")
    assert (refusal.value.lineno, refusal.value.offset) == (3, column)
