"""HermiT and Konclude, run as programs: the hierarchy they tell, and what they refuse."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from lifonto.errors import Inconsistent, ReasoningError
from lifonto.reason.documents import owl
from lifonto.reason.reasoners.hermit import Hermit, refusal
from lifonto.reason.reasoners.konclude import Konclude
from lifonto.reason.reasoners.reasoner import Reasoner
from lifonto.reason.values.ontology import Ontology

PREFIXES = "Prefix(:=<urn:>) Prefix(owl:=<http://www.w3.org/2002/07/owl#>) "
PREFIXES += "Prefix(xsd:=<http://www.w3.org/2001/XMLSchema#>)"
FORGETFUL = """#!{python}
import pathlib, re, subprocess, sys
done = subprocess.run([{real!r}, *sys.argv[1:]])
first, answer = pathlib.Path({first!r}), pathlib.Path(sys.argv[-1])
if not first.exists():
    first.touch()
    lost = r"<SubClassOf>\\s*<Class IRI=.urn:B./>.*?</SubClassOf>"
    answer.write_text(re.sub(lost, "", answer.read_text(), flags=re.DOTALL))
sys.exit(done.returncode)
"""


def ontology(axioms: str) -> Ontology:
    return owl.read(f"{PREFIXES} Ontology({axioms})", "ofn")


@pytest.fixture(params=["hermit", "konclude"])
def reasoner(request: pytest.FixtureRequest) -> Reasoner:
    program = {"hermit": "java", "konclude": "Konclude"}[request.param]
    if not shutil.which(program):
        pytest.skip(f"no {program} on PATH")
    return {"hermit": Hermit, "konclude": Konclude}[request.param]()


def test_equivalent_empty_and_universal_classes_are_told_apart(reasoner: Reasoner) -> None:
    found = reasoner.taxonomy(
        ontology(
            "Declaration(Class(:Lone)) EquivalentClasses(:A :B :é) SubClassOf(:A :D) SubClassOf(owl:Thing :E)"
            "SubClassOf(:Empty owl:Nothing) SubClassOf(owl:Thing :F)"
        )
    )
    assert found.unsatisfiable == {"urn:Empty"}
    assert found.above["urn:A"] == {"urn:B", "urn:é", "urn:D", "urn:E", "urn:F"}
    assert found.above["urn:Lone"] == {"urn:E", "urn:F"}
    assert found.above["urn:E"] == {"urn:F"}
    assert found.equivalents("urn:é") == {"urn:A", "urn:B"}


def test_a_class_may_be_a_disjoint_union_in_two_ways(reasoner: Reasoner) -> None:
    found = reasoner.taxonomy(ontology("DisjointUnion(:E :A :B) DisjointUnion(:E :C :D)"))
    assert {each: found.above[f"urn:{each}"] for each in "ABCD"} == dict.fromkeys("ABCD", frozenset({"urn:E"}))


def test_a_contradiction_is_told(reasoner: Reasoner) -> None:
    wrong = ontology("ClassAssertion(:A :a) ClassAssertion(:B :a) DisjointClasses(:A :B)")
    with pytest.raises(Inconsistent):
        reasoner.taxonomy(wrong)
    assert reasoner.consistent(wrong).holds is False
    assert reasoner.consistent(ontology("SubClassOf(:A :B)")).holds


def test_instances_are_those_with_names(reasoner: Reasoner) -> None:
    asked = ontology(
        "SubClassOf(:A :B) ClassAssertion(:A :a) ClassAssertion(:A _:x) ClassAssertion(:B :b) SubClassOf(owl:Thing :C)"
    )
    assert reasoner.instances(asked, "urn:A") == {"urn:a"}
    assert reasoner.instances(asked, "urn:B") == {"urn:a", "urn:b"}
    assert reasoner.instances(asked, "urn:C") == {"urn:a", "urn:b"}


def test_konclude_says_of_which_things_it_may_miss_something() -> None:
    notes = Konclude().notes(ontology("ClassAssertion(:A :a) DataPropertyDomain(:u :A) Declaration(DataProperty(:u))"))
    assert len(notes) == 2
    assert not Konclude().notes(ontology("SubClassOf(:A :B)"))


def test_what_konclude_loses_in_one_of_two_answers_is_found_and_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    real = shutil.which("Konclude")
    if not real:
        pytest.skip("no Konclude on PATH")
    chain = ontology("SubClassOf(:A :B) SubClassOf(:B :C) SubClassOf(:C :D)")
    whole = Konclude().taxonomy(chain)
    program = tmp_path / "Konclude"
    program.write_text(FORGETFUL.format(python=sys.executable, real=real, first=str(tmp_path / "first")))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{Path(real).parent}")
    found = Konclude().taxonomy(chain)
    assert (found.above, whole.notes) == (whole.above, ())
    assert "Konclude, asked twice, told two hierarchies" in found.notes[0]


@pytest.mark.parametrize(
    ("axioms", "why"),
    [
        ("Declaration(DataProperty(:u)) SubClassOf(:A DataSomeValuesFrom(:u xsd:date))", "XMLSchema#date"),
        ("TransitiveObjectProperty(:r) SubClassOf(:A ObjectMaxCardinality(1 :r :B))", "Non-simple property"),
    ],
)
def test_hermit_says_why_it_refuses_an_ontology(java: str, axioms: str, why: str) -> None:
    with pytest.raises(ReasoningError, match="HermiT refuses the ontology") as refused:
        Hermit().taxonomy(ontology(axioms))
    assert why in str(refused.value)
    assert "java.lang" not in str(refused.value)


def test_a_stack_trace_is_shortened_to_what_is_wrong() -> None:
    trace = 'Exception in thread "main" a.b.SomeException: it is wrong, see \nthere.\n\tat a.b.C.d(Unknown Source)\n'
    assert refusal(trace) == "it is wrong, see there."
    assert refusal("") == "it does not say why"


def test_it_is_said_that_a_program_is_not_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ReasoningError, match="no program Konclude on PATH"):
        Konclude().taxonomy(ontology("SubClassOf(:A :B)"))
