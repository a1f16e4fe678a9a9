"""The curator's guide is true: its recipe adds a fact, and each of its examples is an axiom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import OWL, RDFS, Graph, URIRef

from lifonto.ask.questions import questions
from lifonto.rdf.expressions import from_graph
from lifonto.reason.values.expressions import Expression
from lifonto.reason.values.rendering import render
from lifonto.tables.prefixes import Prefixes

CELL = re.compile(r"(?<!\\)\|")
WORDS = {RDFS.subClassOf: "SubClassOf", OWL.equivalentClass: "EquivalentTo"}


def table_after(guide: str, comment: str) -> list[list[str]]:
    """Return the rows of the Markdown table that follows the *comment*, without its two head lines."""
    lines = guide.split(f"<!-- {comment} -->")[1].strip().split("\n\n")[0].splitlines()[2:]
    return [[cell.strip().replace("\\|", "|") for cell in CELL.split(line)[1:-1]] for line in lines]


@pytest.fixture(scope="module")
def guide(home: Path) -> str:
    return (home / "README.md").read_text(encoding="utf-8")


def axioms(asserted: Graph) -> Iterator[tuple[Expression, str, Expression]]:
    """Yield (left, word, right) for every class axiom of *asserted*."""
    for predicate, word in WORDS.items():
        for left, right in asserted.subject_objects(predicate):
            yield from_graph(asserted, left, str), word, from_graph(asserted, right, str)


def test_the_row_of_the_recipe_is_the_row_of_the_table(guide: str, home: Path):
    name = re.search(r"<!-- recipe: (\S+) -->", guide)[1]
    headers, templates, cells = zip(*table_after(guide, f"recipe: {name}"), strict=True)
    lines = (home / name).read_text(encoding="utf-8").splitlines()
    assert list(headers) == lines[0].split("\t")
    assert [template.strip("`") for template in templates] == lines[1].split("\t")
    assert "\t".join(cells) in lines[2:]


def test_every_relation_used_in_an_axiom_is_in_the_guide(guide: str, home: Path, asserted: Graph):
    prefixes = Prefixes.read(home / "prefixes.tsv")
    used = {prefixes.contract(str(relation)) for relation in asserted.objects(None, OWL.onProperty)}
    assert {cells[0].split("`")[1] for cells in table_after(guide, "relations")} == used


def test_each_relation_is_called_by_its_label(guide: str, home: Path, asserted: Graph):
    prefixes = Prefixes.read(home / "prefixes.tsv")
    for first, _, _ in table_after(guide, "relations"):
        _, curie, label = first.split("`")
        assert str(asserted.value(URIRef(prefixes.expand(curie)), RDFS.label)) == label.strip()


def test_each_example_is_an_axiom_that_uses_its_relation(guide: str, asserted: Graph):
    def name(iri: str) -> str:
        return str(asserted.value(URIRef(iri), RDFS.label) or iri)

    def said(left: Expression, word: str, right: Expression) -> str:
        return f"{render(left, name)} {word} {render(right, name)}"

    stated = {said(*axiom) for axiom in axioms(asserted)}
    for first, example, _ in table_after(guide, "relations"):
        label, example = first.split("`")[2].strip(), example.strip("`")
        assert example in stated
        assert re.search(rf"\(?(?:'{re.escape(label)}'|\b{re.escape(label)}) some ", example), f"{label} is not in it"


def test_the_questions_it_names_are_there(guide: str, home: Path):
    named = set(re.findall(r"lifonto ask ([a-z0-9_]+)", guide))
    assert len(named) == 3
    assert named <= {question.name for question in questions(home)}


def test_the_changelog_begins_with_the_version_of_the_ontology(home: Path):
    version = re.search(r'^version = "(.+)"', (home / "metadata.toml").read_text(encoding="utf-8"), re.MULTILINE)[1]
    assert re.findall(r"^## (\S+)", (home / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)[0] == version
