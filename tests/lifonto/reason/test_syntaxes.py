"""Ontologies of every syntax: read alike, with what they forgot declared, and classified from the command line."""

from __future__ import annotations

import gzip
import os
import pty
import subprocess
import sys
from pathlib import Path

import pyhornedowl
import pytest
from rdflib import Graph

from lifonto.errors import NotFound, ReasoningError
from lifonto.reason.documents.files import read
from lifonto.reason.links.inference import infer
from lifonto.reason.reasoners.rustdl import Rustdl
from lifonto.reason.values.relations import relation_named, relations_in_use

HEAD = """@prefix : <http://example.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
DECLARED = "".join(
    f":{each} a owl:{kind} .\n"
    for kind, names in {
        "Class": ("Ventricle", "Heart", "Body", "Organ"),
        "ObjectProperty": ("part_of", "has_part", "within", "in", "beats_in"),
    }.items()
    for each in names
)
SAID = """
:Ventricle rdfs:label "cardiac ventricle" ;
  rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :part_of ; owl:someValuesFrom :Heart ] .
:Heart owl:equivalentClass [ a owl:Class ; owl:intersectionOf (
    :Organ [ a owl:Restriction ; owl:onProperty :beats_in ; owl:someValuesFrom :Body ] ) ] .
:part_of rdfs:label "part of" ; rdfs:subPropertyOf :in .
:has_part owl:inverseOf :part_of .
:within owl:inverseOf :has_part .
:in owl:propertyChainAxiom ( :in :beats_in ) .
"""
EX = "http://example.org/"
LINKS = {
    *(("Ventricle", relation, filler) for relation in ("part_of", "within", "in") for filler in ("Heart", "Organ")),
    ("Ventricle", "in", "Body"),
    ("Heart", "beats_in", "Body"),
}
ALL = [f"{EX}{each}" for each in ("part_of", "within", "in", "beats_in")]


def links(*files: Path) -> set[tuple[str, ...]]:
    found = infer(read(*files), ALL, Rustdl())
    assert not found.notes
    return {tuple(each.removeprefix(EX) for each in link) for link in found.existentials}


def write(folder: Path, suffix: str) -> Path:
    """Write the ontology in the syntax that *suffix* stands for."""
    file = folder / f"heart{suffix}"
    graph = Graph().parse(data=HEAD + DECLARED + SAID, format="turtle")
    rdf = {".ttl": "turtle", ".nt": "nt", ".owl": "xml", ".jsonld": "json-ld", ".n3": "n3"}
    if suffix in rdf:
        graph.serialize(file, format=rdf[suffix], encoding="utf-8")
    else:
        ontology = pyhornedowl.open_ontology_from_string(graph.serialize(format="xml"), serialization="rdf")
        file.write_text(ontology.save_to_string(suffix[1:]))
    return file


@pytest.mark.parametrize("suffix", [".ttl", ".nt", ".owl", ".jsonld", ".n3", ".ofn", ".owx", ".omn"])
@pytest.mark.parametrize("gzipped", [False, True])
def test_every_syntax_has_the_same_links(tmp_path: Path, suffix: str, gzipped: bool) -> None:
    file = write(tmp_path, suffix)
    if gzipped:
        packed = file.with_name(f"{file.name}.gz")
        packed.write_bytes(gzip.compress(file.read_bytes()))
        file = packed
    assert links(file) == LINKS


def test_without_any_declaration_the_same_follows(tmp_path: Path) -> None:
    (tmp_path / "bare.ttl").write_text(HEAD + SAID)
    assert links(tmp_path / "bare.ttl") == LINKS


def test_files_are_taken_together(tmp_path: Path) -> None:
    first, second = SAID.split(":part_of rdfs:label")
    (tmp_path / "classes.ttl").write_text(HEAD + first)
    (tmp_path / "relations.ttl").write_text(f"{HEAD}:part_of rdfs:label{second}")
    assert links(tmp_path / "classes.ttl", tmp_path / "relations.ttl") == LINKS


def test_what_is_said_of_an_unnamed_inverse_counts(tmp_path: Path) -> None:
    said = SAID.replace(":in .\n", ":in . [ owl:inverseOf :has_part ] rdfs:subPropertyOf :within .\n", 1)
    said = said.replace(":within owl:inverseOf :has_part .\n", "")
    (tmp_path / "unnamed.ttl").write_text(HEAD + DECLARED + said)
    assert links(tmp_path / "unnamed.ttl") == LINKS
    assert set(relations_in_use(read(tmp_path / "unnamed.ttl"))) == {f"{EX}part_of", f"{EX}beats_in"}


def test_annotations_are_no_logic(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(
        f"{HEAD}{DECLARED}{SAID}:note a owl:AnnotationProperty ; rdfs:subPropertyOf rdfs:comment . :Heart :note :Body ."
        ' [ a owl:Axiom ; owl:annotatedSource :Heart ; :note "x" ] . :Heart :undeclared :Organ .'
    )
    assert set(read(tmp_path / "a.ttl").axioms) == set(read(write(tmp_path, ".ttl")).axioms)


def test_an_import_that_was_not_given_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(f"{HEAD}:a a owl:Ontology ; owl:imports :b . {SAID}")
    (tmp_path / "b.ttl").write_text(f"{HEAD}:b a owl:Ontology .")
    alone = infer(read(tmp_path / "a.ttl"), [], Rustdl())
    assert any(f"imports {EX}b, which was not read" in note for note in alone.notes)
    assert not infer(read(tmp_path / "a.ttl", tmp_path / "b.ttl"), [], Rustdl()).notes


@pytest.mark.parametrize("asked", ["part of", "Part_of", f"{EX}part_of", "part:of"])
def test_a_relation_is_known_by_label_curie_and_iri(tmp_path: Path, asked: str) -> None:
    toy = read(write(tmp_path, ".ttl"))
    assert relation_named(asked, toy, toy.labels) == f"{EX}part_of"


def test_an_unknown_relation_is_told_with_the_nearest(tmp_path: Path) -> None:
    toy = read(write(tmp_path, ".ttl"))
    with pytest.raises(NotFound, match="did you mean 'part of'"):
        relation_named("prt of", toy, toy.labels)


def reason(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "lifonto", "reason", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True)


def test_links_are_written_as_a_graph_of_their_own_without_blank_nodes(tmp_path: Path) -> None:
    done = reason(
        write(tmp_path, ".ofn"), "-o", tmp_path / "out.ttl", "--links-to", tmp_path / "l.nt", "--relation", "in"
    )
    assert {tuple(map(str, each)) for each in Graph().parse(tmp_path / "l.nt")} == {
        (f"{EX}{sub}", f"{EX}in", f"{EX}{filler}") for sub, relation, filler in LINKS if relation == "in"
    }
    assert {str(p).split("#")[1] for p in Graph().parse(tmp_path / "out.ttl").predicates()} == {"subClassOf"}
    assert done.stdout == ""


def test_direct_leaves_out_what_a_class_above_a_filler_below_or_a_subrelation_implies(tmp_path: Path) -> None:
    reason(write(tmp_path, ".ttl"), "-o", tmp_path / "o.nt", "--direct", "--relation", "in", "--relation", "part of")
    found = {tuple(str(each).removeprefix(EX) for each in triple) for triple in Graph().parse(tmp_path / "o.nt")}
    assert {each for each in found if "#" not in each[1]} == {
        ("Ventricle", "part_of", "Heart"),
        ("Ventricle", "in", "Body"),
    }


def test_a_pipe_gets_the_sizes_and_no_bar(tmp_path: Path) -> None:
    (line,) = reason(write(tmp_path, ".ttl")).stderr.splitlines()
    assert "4 classes" in line
    assert "peak memory" in line


def test_a_terminal_gets_a_bar_and_what_is_being_done(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "lifonto", "reason", str(write(tmp_path, ".ttl")), "-o", str(tmp_path / "out.nt")]
    with subprocess.Popen(command, stderr=theirs, env={**os.environ, "TERM": "xterm", "COLUMNS": "120"}) as running:
        os.close(theirs)
        shown = b""
        try:
            while more := os.read(ours, 4096):
                shown += more
        except OSError:  # the other end was closed, as Linux tells it
            pass
    assert running.returncode == 0
    assert b"\xe2\x94\x81" in shown  # the bar
    assert b"peak memory" in shown


def test_entities_that_would_fill_all_memory_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "laughs.owl"
    grown = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    file.write_text(
        f'<?xml version="1.0"?><!DOCTYPE rdf:RDF [<!ENTITY e0 "ha">{grown}]>'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:l="urn:l:">'
        '<rdf:Description rdf:about="urn:a"><l:l>&e9;</l:l></rdf:Description></rdf:RDF>'
    )
    with pytest.raises(ReasoningError, match=r"laughs\.owl, line 1.*grow beyond bounds"):
        read(file)
