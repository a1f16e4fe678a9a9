"""Explanations read well: of every defined class that the reasoner fills, and on the page that shows some.

``python tests/ontology/test_explanations_read_well.py`` writes the examples of the page anew.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from lifonto.ask.layout import WIDTH
from lifonto.ask.ontology import Ontology
from lifonto.ask.telling import Told
from lifonto.ask.why import Answer, of_subclass
from lifonto.cli import main
from lifonto.reason.explanation.unstated import unstated
from lifonto.reason.values.expressions import Named

PAGE = Path(__file__).resolve().parents[2] / "docs" / "explanations.md"
NAMES = re.compile(r"'(?:[^'\\]|\\.)*'")
EXAMPLE = re.compile(r"```console\n\$ (lifonto .*)\n(?:.*\n)*?```\n")
SENTENCE = re.compile(
    r"by the definition of |(by definition, )?(every|no|nothing|everything|where) "
    r"|(by definition, )?.+ is(, by definition, any| a kind of| not) "
)
NOT_PLAIN = re.compile(r"SubClassOf|EquivalentTo|SubPropertyOf|DisjointWith|Characteristics|urn:|https?:|_:|'")
STEP = re.compile(r" *(\d+)\. (.+)")


def printed(command: str) -> str:
    """Return what *command* prints on standard output."""
    return CliRunner().invoke(main, shlex.split(command)[1:]).stdout


def fresh(page: str) -> str:
    """Return *page* with each example as it is printed now."""
    return EXAMPLE.sub(lambda found: f"```console\n$ {found[1]}\n{printed(found[1])}```\n", page)


def test_the_page_shows_what_the_commands_print() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert len(EXAMPLE.findall(page)) >= 3
    assert page == fresh(page)


@pytest.fixture(scope="module")
def ontology(home: Path) -> Ontology:
    return Ontology.of_release(home)


@pytest.fixture(scope="module")
def answers(ontology: Ontology) -> list[Answer]:
    """One explanation for every second defined class of which something is a kind by inference."""
    axioms, taxonomy = ontology.value.axioms, ontology.reasoner.taxonomy(ontology.value)
    defined = {part for each in axioms if each.kind == "EquivalentClasses" for part in each.parts}
    members = {sup: sub for sub, sup in unstated(taxonomy, axioms) if Named(sup) in defined}
    return [of_subclass(ontology, sub, sup, 1) for sup, sub in sorted(members.items())[::2]]


def told(answer: Answer) -> list[Told]:
    """Return all steps of the first argument of *answer*, in the order of the text."""
    waiting, found = [*answer.steps[0].because], []
    while waiting:
        found.append(waiting.pop(0))
        waiting = [*found[-1].because, *waiting]
    return found


def test_the_defined_classes_that_are_filled_are_explained(answers: list[Answer]) -> None:
    assert len(answers) >= 25
    assert all(answer.found for answer in answers)


def test_everything_is_called_by_its_label(answers: list[Answer], ontology: Ontology) -> None:
    for answer in answers:
        for line in answer.explanations[0]:
            assert not re.search(r"urn:|https?:|_:|\b[A-Z]+[:_]\d{4}", line.axiom + line.reading), line
        sub, sup = (ontology.index.call(answer.asked[each]) for each in ("sub", "sup"))
        assert answer.text.splitlines()[0] == f"Why {sub} is a kind of {sup}"


def test_lines_are_short_and_names_are_not_broken(answers: list[Answer]) -> None:
    for answer in answers:
        for line in answer.text.splitlines()[1:]:
            assert len(line) <= WIDTH or " " not in NAMES.sub("", line.strip()), line
        for line in answer.explanations[0]:
            joined = " ".join(answer.text.split())
            assert " ".join(line.axiom.split()) in joined
            for name in re.findall(r"'(?:[^'\\]|\\.)*'", line.axiom):
                assert any(name in each for each in answer.text.splitlines()), name


def test_an_argument_begins_with_the_subclass_and_ends_with_the_superclass(
    answers: list[Answer], ontology: Ontology
) -> None:
    for answer in answers:
        sub, sup = (ontology.index.call(answer.asked[each]) for each in ("sub", "sup"))
        first, last = answer.explanations[0][0].axiom, answer.explanations[0][-1].axiom
        assert sub in first, answer.text
        assert sup in last, answer.text


def test_what_a_step_speaks_of_has_come_up_before(answers: list[Answer], ontology: Ontology) -> None:
    """A step that says something of one class comes after the step that leads to the class."""
    for answer in answers:
        said = ontology.index.call(answer.asked["sub"])
        for line in answer.explanations[0]:
            subject = re.match(r"('(?:[^'\\]|\\.)*'|\S+) (?:SubClassOf|Domain|Range|Characteristics)", line.axiom)
            assert subject is None or subject[1].strip("'") in said, answer.text
            said += line.axiom


def test_each_step_is_a_plain_sentence_that_the_text_shows(answers: list[Answer]) -> None:
    for answer in answers:
        shown = " ".join(answer.text.split())
        for step in told(answer):
            assert SENTENCE.match(step.sentence), step.sentence
            assert not NOT_PLAIN.search(step.sentence), step.sentence
            assert " ".join(step.sentence.split()) in shown


def outermost(expression: str) -> str:
    """Return what of *expression* stands in no bracket, each bracket as its first character."""
    depth, kept = 0, []
    for character in expression:
        depth -= character == ")"
        if depth == 0 and character != ")":
            kept.append(character)
        depth += character == "("
    return "".join(kept)


def test_what_a_definition_asks_for_is_shown_before_it(answers: list[Answer]) -> None:
    """Where a definition of several parts is met, each part is a step of its own."""
    met = 0
    for answer in answers:
        *steps, last = answer.steps[0].because
        if last.rule and " EquivalentTo " in last.axiom:
            met += 1
            assert len(steps) > outermost(last.axiom.partition("EquivalentTo")[2]).count(" and (") / 2, answer.text
    assert met >= 20


def test_every_statement_record_and_citation_of_a_step_is_shown(answers: list[Answer]) -> None:
    cited = 0
    for answer in answers:
        numbers = [int(found[1]) for found in map(STEP.fullmatch, answer.text.splitlines()) if found]
        assert numbers == list(range(1, 1 + len(numbers))) == [each.number for each in told(answer) if not each.again]
        shown = " ".join(answer.text.split())
        for line in answer.explanations[0]:
            assert all(source in shown for source in line.sources)
            assert all(
                f"{record} {sentence}" in shown for record, sentence in zip(line.records, line.statements, strict=True)
            )
            assert all(" " in sentence for sentence in line.statements)
            cited += bool(line.sources)
    assert cited > len(answers) / 2


if __name__ == "__main__":
    PAGE.write_text(fresh(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
