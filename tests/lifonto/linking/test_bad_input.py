"""Broken files, thirty kinds of them, give one clear error each, and nothing on disk changes."""

from __future__ import annotations

import bz2
import gzip
import hashlib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lifonto.cli import main
from tests.lifonto.linking.small import NAMED, cells, written

RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:owl="http://www.w3.org/2002/07/owl#">'
ENTITIES = '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {each} "{f"&{before};" * 10}">' for before, each in zip("abcdefgh", "bcdefghi", strict=True)
)
MANY = b"".join(b"<http://x.org/%d> <http://x.org/p> <http://x.org/%d> .\n" % (n, n * n) for n in range(40_000))
OWX = '<Ontology xmlns="http://www.w3.org/2002/07/owl#">'
ONTOLOGIES: dict[str, bytes] = {
    "nothing.obo": b"",
    "blank.owl": b"  \n\n",
    "noise.owl": bytes(range(256)) * 20,
    "page.html": b"<html><body><p>404 Not Found</p></body></html>",
    "data.json": b'{"a": [1, 2',
    "list.json": b"[1, 2, 3]",
    "cut.obo.gz": gzip.compress(NAMED.encode())[:-40],
    "flipped.obo.gz": gzip.compress(NAMED.encode())[:60] + b"\0" * 40 + gzip.compress(NAMED.encode())[100:],
    "cut.nt.gz": gzip.compress(MANY)[:-9],
    "cut.obo.bz2": bz2.compress(NAMED.encode())[:-40],
    "xz.obo.xz": b"\xfd7zXZ\0" + b"\0" * 40,
    "latin.obo": NAMED.replace("α", "é").encode("latin-1"),
    "half.obo": NAMED.encode("utf-16")[:-1],
    "tagless.obo": b"format-version: 1.4\n\n[Term]\nid: A:1\nno colon here\n",
    "noid.obo": b"format-version: 1.4\n\n[Term]\nname: x\n",
    "twoids.obo": b"format-version: 1.4\n\n[Term]\nid: A:1\nid: A:2\nname: x\n",
    "stanza.obo": b"format-version: 1.4\n\n[Term\nid: A:1\n",
    "quote.obo": b'format-version: 1.4\n\n[Term]\nid: A:1\nname: x\nis_a: A:2 {x="y\n',
    "cut.owl": f"{RDF}<owl:Class rdf:about='http://x.org/a'>".encode(),
    "between.owl": f"{RDF}<owl:Class rdf:about='http://x.org/a'/>".encode(),
    "tags.owl": f"{RDF}<owl:Class></owl:Klass></rdf:RDF>".encode(),
    "bomb.owl": f"{ENTITIES}]>{RDF}<owl:Class rdf:about='http://x.org/&i;'/></rdf:RDF>".encode(),
    "prefix.ttl": b"ex:a a ex:b .",
    "dot.ttl": b"@prefix ex: <http://x.org/> . ex:a a ex:b , , .",
    "cut.nt": b"<http://x.org/a> <http://x.org/b> <http://x.org/c",
    "graph.trig": b"@prefix ex: <http://x.org/> . ex:g { ex:a ex:b ",
    "cut.ofn": b"Ontology(<http://x.org/o> Declaration(Class(<http://x.org/a>))",
    "word.ofn": b"Ontology(<http://x.org/o> SubKlassOf(<http://x.org/a> <http://x.org/b>))",
    "parts.ofn": b"Ontology(<http://x.org/o> SubClassOf(<http://x.org/a>))",
    "cut.owx": f'{OWX}<Declaration><Class IRI="#a"/>'.encode(),
    "word.owx": f'{OWX}<Klass IRI="#a"/></Ontology>'.encode(),
    "cut.omn": b"Ontology: <http://x.org/o>\nClass: <http://x.org/a>\n  SubClassOf: (",
}
LISTS: dict[str, bytes] = {
    "empty.txt": b"",
    "remarks.txt": b"# one\n\n# two\n",
    "noise.txt": bytes(range(128, 256)) * 20,
    "nul.txt": b"cell\nstem\0cell\n",
    "long.txt": b"cell\n" + b"x" * 5_000,
    "latin.csv": "id,label\nTST:1,Stüve\n".encode("latin-1"),
    "columns.csv": b"a,b\n1,2\n",
    "header.tsv": b"id\tlabel\n",
    "wide.tsv": b"id\tlabel\nTST:1\tcell\tmore\n",
    "quote.csv": b'id,label\nTST:1,"cell\n',
    "cut.txt.gz": gzip.compress(b"cell\n" * 1000)[:-9],
}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every broken file, and a good one."""
    folder = tmp_path_factory.mktemp("broken")
    for name, content in {**ONTOLOGIES, **LISTS}.items():
        (folder / name).write_bytes(content)
    (folder / "good.obo").write_text(written(cells()), encoding="utf-8")
    return folder


def state(folder: Path) -> dict[str, str]:
    return {each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in folder.iterdir()}


def refused(folder: Path, name: str, *arguments: str | Path) -> None:
    """Hold that a command refuses *name* with one error that names it, and changes nothing."""
    before = state(folder)
    done = run(*arguments)
    told = [each for each in done.stderr.splitlines() if each.startswith("lifonto: ")]
    assert (done.exit_code, len(told)) == (2, 1), done.output
    assert name in told[0]
    assert "Traceback" not in done.output
    assert state(folder) == before


@pytest.mark.parametrize("name", ONTOLOGIES)
def test_a_broken_ontology_is_refused_by_each_command(folder: Path, name: str):
    refused(folder, name, "resolve", "cell", "--in", folder / name)
    refused(folder, name, "links", folder / name, "--against", folder / "good.obo", "--fix")
    refused(folder, name, "links", folder / "good.obo", "--against", folder / name, "--fix")


@pytest.mark.parametrize("name", LISTS)
def test_a_broken_list_is_refused(folder: Path, name: str):
    refused(folder, name, "match", folder / name, "--in", folder / "good.obo", "--format", "sssom")


def test_what_is_not_there_is_refused(folder: Path):
    refused(folder, "missing.obo", "resolve", "cell", "--in", folder / "missing.obo")
    refused(folder, "missing.txt", "match", folder / "missing.txt")
    refused(folder, "missing.obo", "links", folder / "missing.obo")
    refused(folder, "missing.obo", "links", folder / "good.obo", "--against", folder / "missing.obo")
    refused(folder, folder.name, "links", folder)
    refused(folder, "label", "match", folder / "wide.tsv", "--label", "labell")
    refused(folder, "name", "resolve", " ")


def test_what_cannot_be_written_leaves_the_file_as_it_was(folder: Path, tmp_path: Path):
    mine = tmp_path / "mine.obo.bz2"
    mine.write_bytes(bz2.compress(written(cells()).replace("name: cell 100", "name: old").encode()))
    refused(tmp_path, "mine.obo.bz2", "links", mine, "--against", folder / "good.obo", "--fix")
    refused(
        tmp_path, "no/where.obo", "links", mine, "--against", folder / "good.obo", "--kgcl", tmp_path / "no/where.obo"
    )
