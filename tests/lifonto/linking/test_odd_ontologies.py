"""Odd ontologies that are legal: every command takes them, and what is written is read by other libraries."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import fastobo
import pyhornedowl
import pytest
import rdflib

from lifonto.reason.documents.files import read
from tests.lifonto.linking.odd import ODD
from tests.lifonto.linking.test_bad_input import run

READERS: dict[str, Callable[[Path], object]] = {
    "functional": lambda file: pyhornedowl.open_ontology_from_string(file.read_text(), serialization="ofn"),
    "manchester": lambda file: pyhornedowl.open_ontology_from_string(file.read_text(), serialization="omn"),
    "rdfxml": lambda file: rdflib.Graph().parse(file, format="xml"),
    "turtle": lambda file: rdflib.Graph().parse(file, format="turtle"),
    "jsonld": lambda file: rdflib.Graph().parse(file, format="json-ld"),
    "obo": lambda file: fastobo.load(str(file)),
    "obographs": lambda file: json.loads(file.read_text()),
}
FOUND = (0, 1)  # the exit status where all went well: something is found, or not


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # in rdflib's own reader of JSON-LD
@pytest.mark.parametrize("name", ODD)
def test_an_odd_ontology_is_written_so_that_others_read_it(tmp_path: Path, name: str):
    (tmp_path / name).write_text(ODD[name], encoding="utf-8")
    for format_, reading in READERS.items():
        made = tmp_path / f"made-{format_}"
        done = run("export", "--format", format_, tmp_path / name, "-o", made)
        assert done.exit_code == 0, (format_, done.output, done.exception)
        assert reading(made) is not None
        if format_ != "obographs":
            read(made, annotations=True)


@pytest.mark.parametrize("name", ODD)
def test_an_odd_ontology_is_asked_like_any_other(tmp_path: Path, name: str):
    file, names = tmp_path / name, tmp_path / "list.txt"
    file.write_text(ODD[name], encoding="utf-8")
    names.write_text("a\nhttp://x.org/o#A\n")
    same = run("diff", file, file)
    assert (same.exit_code, same.stdout) == (0, "nothing differs\n"), same.output
    term = next(iter(sorted(each.iri for each in read(file).entities)), "")
    for command in (
        ["reason", file, "-o", tmp_path / "reasoned.nt"],
        ["resolve", "a", "--in", file],
        ["match", names, "--in", file],
        ["links", file, "--against", file],
        ["module", file, "--terms", term or "a", "-o", tmp_path / "module.ofn"],
    ):
        done = run(*command)
        told = [line for line in done.stderr.splitlines() if line.startswith("lifonto: ")]
        assert done.exit_code in FOUND or told, (command, done.output, done.exception)
        assert len(told) <= 1
        assert done.exception is None or isinstance(done.exception, SystemExit), command
    assert not term or read(tmp_path / "module.ofn") is not None
    rdflib.Graph().parse(tmp_path / "reasoned.nt", format="nt")
