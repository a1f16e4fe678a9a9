"""Files of any syntax, encoding and name are read by the server and by the reasoner alike."""

from __future__ import annotations

import bz2
import gzip
import lzma
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from serving import serving

from lifonto.errors import LifontoError
from lifonto.reason.documents.files import read
from sparql_server.store.loading import fill

SUBCLASS = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")
HEADER = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#"'
TRIPLE = "<http://ex.org/X_1> <http://www.w3.org/2000/01/rdf-schema#subClassOf> <http://ex.org/X_2> "
SYNTAXES = {
    "ttl": "@prefix : <http://ex.org/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    ':X_1 rdfs:subClassOf :X_2 ; rdfs:label "a { brace and – a dash" .',
    "nt": f"{TRIPLE}.\n",
    "nq": f"{TRIPLE}<http://ex.org/graph> .\n",
    "trig": f"<http://ex.org/graph> {{ {TRIPLE}. }}",
    "rdf": f'<?xml version="1.0"?>\n<!-- a file -->\n<rdf:RDF {HEADER}><rdf:Description rdf:about="http://ex.org/X_1">'
    '<rdfs:subClassOf rdf:resource="http://ex.org/X_2"/></rdf:Description></rdf:RDF>',
    "jsonld": '{"@id": "http://ex.org/X_1", "http://www.w3.org/2000/01/rdf-schema#subClassOf":'
    ' {"@id": "http://ex.org/X_2"}}',
    "ofn": "Prefix(:=<http://ex.org/>)\nOntology(<http://ex.org/o> SubClassOf(:X_1 :X_2))",
    "omn": "Prefix: : <http://ex.org/>\nOntology: <http://ex.org/o>\nClass: :X_1\n SubClassOf: :X_2\nClass: :X_2\n",
    "owx": '<?xml version="1.0"?>\n<Ontology xmlns="http://www.w3.org/2002/07/owl#" ontologyIRI="http://ex.org/o">'
    '<SubClassOf><Class IRI="http://ex.org/X_1"/><Class IRI="http://ex.org/X_2"/></SubClassOf></Ontology>',
    "obo": "format-version: 1.2\nontology: o\n\n[Term]\nid: X:1\nname: one\n"
    'def: "The first! {of all}" [PMID:1]\nsynonym: "first" EXACT []\nis_a: X:2\n\n[Term]\nid: X:2\nname: two\n',
}
PACKED: dict[str, Callable[[bytes], bytes]] = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}


def loaded(file: Path) -> ox.Store:
    """Return a store that *file* has been loaded into."""
    store = ox.Store()
    fill(store, [[str(file), None]])
    return store


def subclasses(store: ox.Store) -> set[tuple[str, str]]:
    """Return the stated pairs of a class and its superclass, by the ends of their IRIs."""
    return {(q.subject.value[-3:], q.object.value[-3:]) for q in store.quads_for_pattern(None, SUBCLASS, None)}


def check(file: Path) -> None:
    """See that the server and the reasoner both read *file*."""
    assert subclasses(loaded(file)) == {("X_1", "X_2")}
    (axiom,) = read(file).axioms
    assert axiom.kind == "SubClassOf"
    assert [name[-3:] for name in sorted(axiom.names())] == ["X_1", "X_2"]


@pytest.mark.parametrize("suffix", [None, ".owl", ".rdf", ".txt", ".ttl", ".obo", ""])
@pytest.mark.parametrize("syntax", SYNTAXES)
def test_a_file_is_read_by_its_content_whatever_its_name(tmp_path: Path, syntax: str, suffix: str | None) -> None:
    file = tmp_path / f"file{f'.{syntax}' if suffix is None else suffix}"
    file.write_text(SYNTAXES[syntax])
    check(file)


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_a_byte_order_mark_is_skipped(tmp_path: Path, syntax: str) -> None:
    file = tmp_path / "file.owl"
    file.write_text("\ufeff" + SYNTAXES[syntax])
    check(file)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le"])
@pytest.mark.parametrize("syntax", ["ttl", "rdf", "obo"])
def test_a_file_with_wide_characters_is_read(tmp_path: Path, syntax: str, encoding: str) -> None:
    file = tmp_path / "file.txt"
    file.write_bytes(("\ufeff" + SYNTAXES[syntax]).encode(encoding))
    check(file)


@pytest.mark.parametrize("packing", PACKED)
@pytest.mark.parametrize("name", ["file.{}", "file.owl.{}", "file"])
def test_a_packed_file_is_read(tmp_path: Path, name: str, packing: str) -> None:
    file = tmp_path / name.format(packing)
    file.write_bytes(PACKED[packing](SYNTAXES["ttl"].encode()))
    check(file)


def test_what_an_obo_file_says_for_people_is_served_too(tmp_path: Path) -> None:
    file = tmp_path / "terms.obo"
    file.write_text(SYNTAXES["obo"])
    with serving(tmp_path, str(file)) as server:
        said = {value for (value,) in server.rows("SELECT ?o { ?s ?p ?o FILTER(isLiteral(?o)) }")}
    assert {"one", "The first! {of all}", "first"} <= said


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("table.csv", b"a,b\n1,2\n", "no syntax"),
        ("page.html", b"<!DOCTYPE html>\n<html><body>404</body></html>", "web page"),
        ("cut.rdf", SYNTAXES["rdf"].encode()[:-12], "cut off"),
        ("cut.ttl.gz", gzip.compress(SYNTAXES["ttl"].encode())[:-6], "cut off"),
        ("latin.ttl", '<urn:a> <urn:b> "é" .'.encode("latin-1"), "UTF-8"),
        ("bad.ttl", b"<urn:a> <urn:b> 1 .\n<urn:a> <urn:b> <http://ex.org/a b> .", "line 2, column 17"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_reason(
    tmp_path: Path, name: str, content: bytes, why: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(SystemExit, match=f"{name}: .*{why}"):
        loaded(file)
    if why != "line 2, column 17":  # the reasoner does without good IRIs
        with pytest.raises(LifontoError, match=name):
            read(file)
