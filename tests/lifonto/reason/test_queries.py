"""DL queries, files of many syntaxes, and differences between versions, asked in Python and on the command line."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from sentences import ontology

from lifonto.cli import main
from lifonto.errors import NotFound, ReasoningError
from lifonto.reason.documents.files import read
from lifonto.reason.links.inference import infer
from lifonto.reason.links.relation_graph import without_redundancy
from lifonto.reason.queries.knowledge import KnowledgeBase
from lifonto.reason.reasoners.rustdl import Rustdl
from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.expressions import Junction, Named, Restriction

OBO = """format-version: 1.2
ontology: toy

[Term]
id: X:1
name: heart

[Term]
id: X:2
name: ventricle
relationship: part_of X:1 ! heart

[Term]
id: X:3
name: muscle of the ventricle
relationship: part_of X:2

[Term]
id: X:4
name: part of the heart
intersection_of: X:5
intersection_of: part_of X:1

[Term]
id: X:5

[Term]
id: X:6
name: gone
is_obsolete: true
is_a: X:1

[Typedef]
id: part_of
xref: BFO:0000050
is_transitive: true
"""
IRI = "http://purl.obolibrary.org/obo/"
PART_OF = f"{IRI}BFO_0000050"


def some(filler: str) -> Restriction:
    return Restriction(Named("urn:has"), "some", Named(f"urn:{filler}"))


@pytest.fixture(scope="module")
def media() -> KnowledgeBase:
    told = ontology(
        "serum-medium SubClassOf medium and has some serum",
        "LIF-medium EquivalentTo medium and has some serum and has some LIF",
        "2i SubClassOf medium and not (has some serum)",
    )
    return KnowledgeBase(told, Rustdl())


def test_an_expression_has_classes_below_and_above_it(media: KnowledgeBase) -> None:
    answer = media.ask(Junction("and", (Named("urn:medium"), some("serum"))))
    assert answer.subclasses == ("urn:LIF-medium", "urn:serum-medium")
    assert answer.superclasses == ("urn:medium",)
    assert answer.satisfiable


def test_an_expression_that_means_the_same_as_a_class_is_recognised(media: KnowledgeBase) -> None:
    answer = media.ask(Junction("and", (some("LIF"), some("serum"), Named("urn:medium"))))
    assert answer.equivalents == ("urn:LIF-medium",)


def test_what_nothing_can_be_is_told(media: KnowledgeBase) -> None:
    assert not media.ask(Junction("and", (Named("urn:2i"), some("serum")))).satisfiable
    assert not media.satisfiable(Junction("and", (Named("urn:2i"), some("serum"))))


def test_an_assumed_class_is_filed_and_leaves_the_base_as_it_was(media: KnowledgeBase) -> None:
    meaning = Junction("and", (Named("urn:serum-medium"), some("LIF")))
    assert "urn:LIF-medium" in media.assuming("urn:mine", meaning).ask(Named("urn:mine")).superclasses
    with pytest.raises(NotFound):
        media.ask(Named("urn:mine"))


def test_only_the_nearest_classes_are_direct() -> None:
    base = KnowledgeBase(ontology("a SubClassOf b", "b SubClassOf c"), Rustdl())
    assert base.ask(Named("urn:a"), direct=True).superclasses == ("urn:b",)
    assert base.ask(Named("urn:a")).superclasses == ("urn:b", "urn:c")


@pytest.mark.parametrize("name", ["toy.obo", "toy.obo.gz"])
def test_an_obo_file_is_classified_with_its_links(tmp_path: Path, name: str) -> None:
    content = OBO.encode()
    (tmp_path / name).write_bytes(gzip.compress(content) if name.endswith("gz") else content)
    found = infer(read(tmp_path / name), [PART_OF], Rustdl())
    assert (f"{IRI}X_3", PART_OF, f"{IRI}X_1") in found.existentials
    assert not found.taxonomy.above[f"{IRI}X_6"]
    assert any("obsolete terms" in note and "is_a: X:1" in note for note in found.notes)


def test_a_link_that_another_implies_is_redundant(tmp_path: Path) -> None:
    (tmp_path / "toy.obo").write_text(OBO)
    toy = read(tmp_path / "toy.obo")
    found = infer(toy, [PART_OF], Rustdl())
    below = Axiom("SubClassOf", (Named(f"{IRI}X_7"), Named(f"{IRI}X_2")))
    more = infer(toy.plus([below]), [PART_OF], Rustdl())
    assert (f"{IRI}X_7", PART_OF, f"{IRI}X_1") in more.existentials
    needed = without_redundancy(found.existentials, found.taxonomy)
    assert without_redundancy(more.existentials, more.taxonomy) == needed


TURTLE = """@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<urn:A> a owl:Class ; rdfs:subClassOf [ a owl:Restriction ; owl:onProperty <urn:r> ; owl:someValuesFrom <urn:B> ] .
"""


def test_what_a_file_forgot_to_declare_is_declared(tmp_path: Path) -> None:
    (tmp_path / "o.ttl").write_text(TURTLE)
    assert infer(read(tmp_path / "o.ttl"), ["urn:r"], Rustdl()).existentials == {("urn:A", "urn:r", "urn:B")}


def test_a_file_that_cannot_be_read_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("no turtle [")
    with pytest.raises(ReasoningError, match=r"bad\.ttl"):
        read(tmp_path / "bad.ttl")
    with pytest.raises(NotFound, match=r"none\.owl"):
        read(tmp_path / "none.owl")


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, list(arguments))
    return done.exit_code, done.stdout or done.stderr


def test_reason_writes_what_follows(tmp_path: Path) -> None:
    (tmp_path / "toy.obo").write_text(OBO)
    code, _ = run("reason", str(tmp_path / "toy.obo"), "-o", str(tmp_path / "out.ttl"))
    assert code == 0
    assert f"<{IRI}X_3> <{PART_OF}> <{IRI}X_1> ." in (tmp_path / "out.ttl").read_text()


def test_diff_tells_what_changed_and_exits_with_one(tmp_path: Path) -> None:
    (tmp_path / "old.obo").write_text(OBO)
    (tmp_path / "new.obo").write_text(OBO.replace("id: X:5", "id: X:5\nis_a: X:1"))
    assert run("diff", str(tmp_path / "old.obo"), str(tmp_path / "old.obo")) == (0, "nothing differs\n")
    code, output = run("diff", str(tmp_path / "old.obo"), str(tmp_path / "new.obo"), "--format", "json")
    assert code == 1
    assert json.loads(output)["axioms"]["added"] == [f"{IRI}X_5 SubClassOf heart"]


def test_explain_and_dl_speak_in_labels() -> None:
    code, output = run("explain", "extracellular LIF", "gp130 cytokine", "--limit", "1")
    assert (code, "'gp130 cytokine' EquivalentTo" in output) == (0, True)
    code, output = run("dl", "protein and enables some 'cytokine activity'", "--format", "json")
    assert "extracellular leukemia inhibitory factor" in json.loads(output)["subclasses"]


def test_a_misspelt_name_is_placed_and_corrected() -> None:
    code, output = run("dl", "protein and enables some 'cytokine activty'")
    assert code == 1
    assert "did you mean 'cytokine activity'" in output
    assert "character 26" in output
