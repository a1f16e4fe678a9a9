"""Other people's ontologies beside the release: each in its own graph, and what follows from all of them together."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import ROOT, SHARED, Server, serving

NOTHING = "http://www.w3.org/2002/07/owl#Nothing"
OBO = "http://purl.obolibrary.org/obo/"
PREFIXES = f"""PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX graph: <https://w3id.org/lifonto/graph/> PREFIX LIFO: <https://w3id.org/lifonto/LIFO_>
PREFIX GO: <{OBO}GO_> PREFIX CL: <{OBO}CL_> PREFIX PR: <{OBO}PR_> PREFIX RO: <{OBO}RO_> PREFIX BFO: <{OBO}BFO_>
PREFIX XX: <{OBO}XX_>"""
MERGED = "https://w3id.org/lifonto/graph/merged/"
PROMOTED = """SELECT ?name { GRAPH graph:findings { PR:000009799 RO:0004034 ?process }
  ?process rdfs:subClassOf %s ; rdfs:label ?name } ORDER BY ?name"""  # LIF; acts upstream of, positive effect
RELEASE = (ROOT / "ontology" / "release" / "lifonto.obo").read_text(encoding="utf-8")
STANZA = re.compile(r"^\[Term\]\nid: (\S+)\n(.*?)(?=^\[|\Z)", re.MULTILINE | re.DOTALL)
PROCESSES = """format-version: 1.2
data-version: 2026-01-01
ontology: processes

[Typedef]
id: part_of
name: part of
xref: BFO:0000050
is_transitive: true

[Term]
id: XX:0000001
name: making of glia
is_a: GO:0030154

[Term]
id: XX:0000002
name: making of the brain

[Term]
id: XX:0000003
name: making of the body

"""
JOINS = "relationship: part_of XX:0000002\n"
CELLS = f"""Prefix(:=<{OBO}>)
Prefix(owl:=<http://www.w3.org/2002/07/owl#>)
Prefix(rdfs:=<http://www.w3.org/2000/01/rdf-schema#>)
Ontology(<{OBO}cells.owl> <{OBO}cells/2026-02-02/cells.owl>
Declaration(Class(:XX_0000010)) Declaration(Class(:XX_0000011)) Declaration(Class(:XX_0000012))
Declaration(Class(:PR_000001876)) Declaration(Class(:CL_0002322)) Declaration(ObjectProperty(:RO_0002292))
AnnotationAssertion(rdfs:label :XX_0000010 "cell with the receptor of LIF")
EquivalentClasses(:XX_0000010 ObjectIntersectionOf(:CL_0000000 ObjectSomeValuesFrom(:RO_0002292 :PR_000001876)))
DisjointClasses(:XX_0000011 :XX_0000010)
SubClassOf(:XX_0000012 ObjectIntersectionOf(:XX_0000010 :XX_0000011))
)
"""


def lifonto(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "lifonto", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env={**os.environ, **environment})


def cut(text: str, wanted: str, added: dict[str, str]) -> str:
    """Return the terms of an OBO document whose identifiers begin as *wanted*, with lines *added* to some."""
    found = STANZA.findall(text)
    keep = re.compile(r"(name: |is_a: " + wanted + ")")
    lines = {term: [line for line in said.splitlines() if keep.match(line)] for term, said in found}
    stanzas = (f"[Term]\nid: {term}\n" + "\n".join(said) + f"\n{added.get(term, '')}" for term, said in lines.items())
    return "\n".join(each for each, (term, _) in zip(stanzas, found, strict=True) if term.startswith(wanted))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two small ontologies of somebody else: the processes of the release with three more, and cells."""
    folder = tmp_path_factory.mktemp("files")
    processes, cells = folder / "processes.obo.gz", folder / "cells.ofn"
    added = {"GO:0048709": "is_a: XX:0000001\n"}  # oligodendrocyte differentiation
    own = PROCESSES.replace("name: making of glia\n", f"name: making of glia\n{JOINS}")
    own = own.replace("of the brain\n", "of the brain\n" + JOINS.replace("2", "3"))
    processes.write_bytes(gzip.compress((own + cut(RELEASE, "GO:", added)).encode()))
    cells.write_text(CELLS)
    return [processes, cells]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, files: list[Path]) -> Path:
    place = tmp_path_factory.mktemp("stores") / "merged"
    done = lifonto("load", place, *files)
    assert done.returncode == 0, done.stderr
    return place


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, store: Path) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("served"), str(store)) as found:
        yield found


def names(server: Server, query: str) -> list[str]:
    return [row[0] for row in server.rows(f"{PREFIXES}\n{query}")]


def test_what_lif_promotes_is_found_below_a_process_of_another_ontology(server: Server) -> None:
    assert names(server, PROMOTED % "XX:0000001") == ["oligodendrocyte differentiation"]
    assert "oligodendrocyte differentiation" in names(server, PROMOTED % "GO:0030154")


def test_a_definition_of_another_ontology_classifies_cells_of_the_release(server: Server) -> None:
    found = names(server, f"SELECT ?c {{ GRAPH <{MERGED}inferred> {{ ?c rdfs:subClassOf XX:0000010 }} }}")
    cells = "SELECT DISTINCT ?c { GRAPH graph:relations { ?c RO:0002292 PR:000001876 } ?c rdfs:subClassOf CL:0000000 }"
    assert set(names(server, cells)) <= set(found)
    assert "https://w3id.org/lifonto/LIFO_0002050" in found  # LIF-responsive cell


def test_links_go_from_one_ontology_through_another(server: Server) -> None:
    found = names(server, f"SELECT ?whole {{ GRAPH <{MERGED}relations> {{ GO:0048709 BFO:0000050 ?whole }} }}")
    assert {OBO + "XX_0000002", OBO + "XX_0000003"} <= set(found)


def test_which_file_says_so_is_told(server: Server, files: list[Path]) -> None:
    query = """SELECT ?file ?version ?sum ?date ?made { GRAPH ?g { GO:0048709 rdfs:subClassOf XX:0000001 }
      ?g dcterms:source ?file ; owl:versionIRI ?version ; dcterms:identifier ?sum ; dcterms:modified ?date }"""
    ((file, version, checksum, date, *_),) = server.rows(f"{PREFIXES}\n{query}")
    assert (file, version) == (files[0].name, f"{OBO}processes/2026-01-01/processes.owl")
    assert checksum == "sha256:" + hashlib.sha256(files[0].read_bytes()).hexdigest()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", date)
    sources = names(server, f"SELECT ?s {{ <{MERGED}inferred> prov:wasDerivedFrom ?s }}")
    assert set(sources) == {
        f"{OBO}processes.owl",
        f"{OBO}cells.owl",
        "https://w3id.org/lifonto/graph/asserted",
    }


def test_a_class_that_contradicts_the_others_is_told_and_has_no_other_conclusions(server: Server) -> None:
    assert names(server, "SELECT ?c { ?c rdfs:subClassOf owl:Nothing }") == [OBO + "XX_0000012"]
    said = f"<{MERGED}inferred> rdfs:comment ?note FILTER(CONTAINS(?note, 'no instances'))"
    (note,) = names(server, f"SELECT ?note {{ {said} }}")
    assert note.startswith("1 of the classes can have no instances")
    assert "XX_0000012" in note


def test_the_questions_of_the_release_have_the_same_answers(server: Server) -> None:
    for name in ("cytokines_that_never_use_gp130", "disease_of_lost_lifr"):
        kept = (ROOT / "ontology" / "questions" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()[1:]
        found = server.query((ROOT / "ontology" / "questions" / f"{name}.rq").read_text(), Accept="text/csv")
        assert len(found.body.decode().splitlines()[1:]) == len(kept) > 0


def test_the_catalogue_and_the_pages_tell_of_the_files(server: Server) -> None:
    schema = (Path(__file__).parent / "sib" / "prefixes.rq").read_text()
    assert ["XX", f"{OBO}XX_"] in server.rows(schema)
    assert b"cells.owl" in server.send("GET", "/about").body
    assert b"making of glia" in server.send("GET", "/terms/XX:0000001").body
    assert b"with processes.obo.gz, cells.ofn" in server.send("GET", "/llms.txt").body


def test_with_serves_what_load_would_make_and_leaves_nothing_behind(tmp_path: Path, files: list[Path]) -> None:
    spool = tmp_path / "spool"
    spool.mkdir()
    with serving(tmp_path, str(files[1]), "--with", str(files[0]), "--spool-dir", str(spool)) as server:
        assert OBO + "GO_0030154" in names(server, "SELECT ?x { GO:0048709 rdfs:subClassOf ?x }")
        assert NOTHING in names(server, "SELECT ?x { XX:0000012 rdfs:subClassOf ?x }")
    assert list(spool.iterdir()) == []


def test_a_store_that_is_served_is_not_replaced(server: Server, store: Path, files: list[Path]) -> None:
    before = server.count()
    done = lifonto("load", store, files[1], "--alone")
    assert (done.returncode, "is being served" in done.stderr) == (1, True)
    assert server.count() == before


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of one small file, alone in its folder."""
    folder = tmp_path_factory.mktemp("small")
    file = folder.parent / "cells.ofn"
    file.write_text(CELLS)
    assert lifonto("load", "--alone", folder / "store", file).returncode == 0
    return folder / "store"


BROKEN = {
    "turtle.ttl": "<http://a.example/a> <http://a.example/b> ",
    "words.obo": "format-version: 1.2\n\n[Term]\nid: X:1\nis_a:\n[Term",
    "xml.owl": '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><a>',
    "functional.ofn": "Prefix(:=<http://a.example/>)\nOntology(<http://a.example/o>\nSubClassOf(:a",
    "nothing.txt": "these are words",
    "packed.nt.gz": "no gzip",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_one_clear_error_and_changes_nothing(tmp_path: Path, small: Path, name: str) -> None:
    good, broken = tmp_path / "good.ttl", tmp_path / name
    good.write_text("<http://example.org/a> a <http://www.w3.org/2002/07/owl#Class> .")
    before = {file: file.read_bytes() for file in small.iterdir()}
    broken.write_bytes(b"\x1f\x8b" + b"x" * 20 if name.endswith("gz") else BROKEN[name].encode())
    done = lifonto("load", "--alone", small, good, broken)
    assert done.returncode == 1
    assert done.stderr.startswith("lifonto: ")
    assert name in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert {file: file.read_bytes() for file in small.iterdir()} == before
    assert [each.name for each in small.parent.iterdir()] == ["store"]


def test_a_directory_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    (tmp_path / "a.ttl").write_text("<http://example.org/a> a <http://www.w3.org/2002/07/owl#Class> .")
    done = lifonto("load", "--alone", tmp_path / "mine", tmp_path / "a.ttl")
    assert (done.returncode, "was not made by `lifonto load`" in done.stderr) == (1, True)
    assert (tmp_path / "mine" / "thesis.txt").read_text() == "years of work"


def test_what_was_made_ahead_is_only_read(tmp_path: Path, small: Path) -> None:
    done = lifonto("serve", small, "--writable", "--check", LIFONTO_SERVE_TOKEN="a token for tests")
    assert (done.returncode, "is only read" in done.stderr) == (1, True)


def test_loading_again_replaces_the_whole_store(tmp_path: Path, small: Path) -> None:
    other = tmp_path / "other.ttl"
    other.write_text("<http://example.org/a> a <http://www.w3.org/2002/07/owl#Class> .")
    assert lifonto("load", "--alone", small, other).returncode == 0
    assert list(json.loads((small / "service.json").read_text())["graphs"].values()) == ["other.ttl"]
    assert [each.name for each in small.parent.iterdir()] == ["store"]
    with serving(tmp_path, str(small)) as server:
        assert names(server, "SELECT ?x { ?x a owl:Class }") == ["http://example.org/a"]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The release with what GO says of cell differentiation and of LIF's processes, and GO's slice of CL."""
    whole, cl = (
        SHARED / "ontologies" / f"{name}.obo.gz"
        for name in ("go-reconstructed-2026-08", "slice-go-cl_import-2026-06-29")
    )
    if not whole.is_file():
        pytest.skip("the real ontologies are not here: set LIFONTO_SHARED")
    folder = tmp_path_factory.mktemp("real")
    (folder / "go.obo").write_text(part_of_go(gzip.decompress(whole.read_bytes()).decode()))
    with serving(folder, "--with", str(folder / "go.obo"), "--with", str(cl)) as server:
        yield server


def part_of_go(text: str) -> str:
    """Return GO's header and relations, what is below glial cell differentiation, and what is above the release's."""
    parents = {term: re.findall(r"^is_a: (\S+)", said, re.MULTILINE) for term, said in STANZA.findall(text)}
    above = {term: {term} for term in parents}
    waiting = [term for term, _ in STANZA.findall(RELEASE) if term in parents]
    kept: set[str] = set()
    while waiting:
        if (term := waiting.pop()) not in kept:
            kept.add(term)
            waiting += parents.get(term, [])
    for term in parents:
        seen, waiting = {term}, list(parents[term])
        while waiting:
            if (each := waiting.pop()) not in seen:
                seen.add(each)
                waiting += parents.get(each, [])
        above[term] = seen
    kept |= {each for term, seen in above.items() if "GO:0010001" in seen for each in seen}
    stanzas = re.split(r"(?=^\[)", text, flags=re.MULTILINE)
    return "".join(
        each for each in stanzas if not each.startswith("[Term]") or each.split("\n")[1].removeprefix("id: ") in kept
    )


def test_lif_promotes_differentiation_as_the_real_go_has_it(real: Server) -> None:
    assert names(real, PROMOTED % "GO:0010001") == ["oligodendrocyte differentiation"]  # glial cell differentiation
    assert "oligodendrocyte differentiation" in names(real, PROMOTED % "GO:0030154")


def test_into_which_cells_of_cl_lif_makes_cells_differentiate(real: Server) -> None:
    query = """SELECT DISTINCT ?name { GRAPH graph:findings { PR:000009799 RO:0004034 ?process }
      GRAPH <https://w3id.org/lifonto/graph/merged/relations> { ?process RO:0002315 ?cell }
      ?cell rdfs:subClassOf CL:0000125 ; rdfs:label ?name }"""  # results in acquisition of features of; glial cell
    assert "oligodendrocyte" in names(real, query)
