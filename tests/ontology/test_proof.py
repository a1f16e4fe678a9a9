"""The release is proven: other reasoners find the same hierarchy and the same links in exactly these files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lifonto import proof
from lifonto.reason.documents.files import read
from lifonto.reason.links.inference import infer
from lifonto.reason.reasoners.hermit import Hermit
from lifonto.reason.reasoners.konclude import Konclude
from lifonto.reason.reasoners.rustdl import Rustdl
from lifonto.reason.values.ontology import Ontology
from lifonto.reason.values.relations import relations_in_use


@pytest.fixture(scope="module")
def file(home: Path) -> Path:
    return home / "release" / "lifonto.owl"


@pytest.fixture(scope="module")
def ontology(file: Path) -> Ontology:
    return read(file)


@pytest.mark.parametrize("name", proof.FILES)
def test_the_proof_is_of_the_release_as_it_is_in_each_syntax(file: Path, name: str, ontology: Ontology) -> None:
    same = file.with_name(name)
    assert set(read(same).axioms) == set(ontology.axioms)
    assert proof.provers(same) == {"hermit", "konclude"}, "make it with: lifonto build --prove"


def test_a_proof_is_void_for_a_file_that_has_changed(file: Path, tmp_path: Path) -> None:
    copy = tmp_path / file.name
    shutil.copy(file, copy)
    shutil.copy(file.parent / proof.NAME, tmp_path)
    assert proof.is_proven(copy)
    copy.write_bytes(copy.read_bytes() + b"\n")
    assert not proof.is_proven(copy)


@pytest.mark.usefixtures("java")
def test_hermit_finds_the_hierarchy(ontology: Ontology) -> None:
    ours, theirs = Rustdl().taxonomy(ontology), Hermit().taxonomy(ontology)
    assert (ours.above, ours.unsatisfiable) == (theirs.above, theirs.unsatisfiable)


def test_konclude_finds_the_hierarchy_and_the_links(ontology: Ontology) -> None:
    if not shutil.which("Konclude"):
        pytest.skip("no Konclude on PATH")
    relations = ontology.of_kind("ObjectProperty")
    ours, theirs = (infer(ontology, relations, each) for each in (Rustdl(), Konclude()))
    assert (ours.subclasses, ours.existentials) == (theirs.subclasses, theirs.existentials)


def test_a_copy_of_the_release_without_its_proof_is_complete_all_the_same(ontology: Ontology) -> None:
    relations = relations_in_use(ontology)
    proven, alone = (infer(ontology, relations, each) for each in (Rustdl(proven=True), Rustdl(seconds=600)))
    assert alone.complete
    assert (alone.subclasses, alone.existentials) == (proven.subclasses, proven.existentials)
