"""What is exported is opened, or held to its published schema, by the libraries that its users have."""

from __future__ import annotations

import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from reading_back import only, rows

from lifonto.exchange.losses import Export
from lifonto.exchange.relations import relations
from lifonto.exchange.sources import Source
from lifonto.exchange.statements import Statements

Exported = Callable[[str], Export]
FILES = {"rdfxml": "lifonto.owl", "obo": "lifonto.obo", "obographs": "lifonto.json"}
LIF, COMPLEX = "PR:P15018", "LIFO:0001200"


@pytest.fixture(scope="module")
def pronto(exported: Exported, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Any]:
    """The ontology as pronto opens it."""
    library, folder = pytest.importorskip("pronto"), tmp_path_factory.mktemp("pronto")

    def opened(name: str) -> Any:
        file = folder / FILES[name]
        file.write_bytes(only(exported(name)))
        with warnings.catch_warnings():  # of constructs of OWL that pronto does not know
            warnings.simplefilter("ignore")
            return library.Ontology(str(file))

    return opened


@pytest.mark.parametrize("name", FILES)
def test_pronto_opens_it_with_every_class_and_its_parents(
    name: str, pronto: Callable[[str], Any], source: Source, known: Statements
):
    ontology = pronto(name)
    assert len(list(ontology.terms())) == len(source.stated.of_kind("Class"))
    lif = ontology[LIF]
    assert lif.name == "leukemia inhibitory factor (human)"
    assert {"PR:000009799", "PR:000000001"} <= {each.id for each in lif.superclasses()}
    synonyms = {each.description for each in ontology["PR:000009799"].synonyms if each.scope == "EXACT"}
    assert {"LIF", "HILDA", "differentiation inhibitory activity"} <= synonyms


def test_pronto_finds_definitions_with_their_sources_and_cross_references_in_the_obo_file(
    pronto: Callable[[str], Any],
):
    ontology = pronto("obo")
    assert {each.id for each in ontology[COMPLEX].definition.xrefs} == {"PMID:1542794", "PMID:10428964"}
    assert "UniProtKB:P15018" in {each.id for each in ontology[LIF].xrefs}
    assert ontology.metadata.format_version == "1.4"
    assert ontology.metadata.idspaces["LIFO"][0] == "https://w3id.org/lifonto/LIFO_"


def test_fastobo_reads_every_clause_of_the_obo_file(exported: Exported, source: Source):
    fastobo = pytest.importorskip("fastobo")
    text = only(exported("obo")).decode()
    document = fastobo.loads(text)
    terms = [frame for frame in document if isinstance(frame, fastobo.term.TermFrame)]
    assert len(terms) == len(source.stated.of_kind("Class"))
    written = [line for line in text.split("\n\n", 1)[1].splitlines() if ": " in line and not line.startswith("id: ")]
    assert sum(len(frame) for frame in document) == len(written)


def test_the_obo_graph_fits_the_model_of_obographs(exported: Exported, source: Source, tmp_path: Path):
    obographs = pytest.importorskip("obographs")
    file = tmp_path / "lifonto.json"
    file.write_bytes(only(exported("obographs")))
    graph = obographs.read(file)
    assert len(graph.nodes) == sum(each.kind != "NamedIndividual" for each in source.stated.entities)
    assert len(graph.edges) > 3000
    assert any(each.definition and each.definition.val for each in (n.meta for n in graph.nodes) if each)


@pytest.mark.parametrize(("name", "syntax"), [("functional", "ofn"), ("manchester", "omn"), ("rdfxml", "rdf")])
def test_horned_owl_reads_every_class(name: str, syntax: str, exported: Exported, source: Source):
    import pyhornedowl

    ontology = pyhornedowl.open_ontology_from_string(only(exported(name)).decode(), syntax)
    assert set(ontology.get_classes()) == source.stated.of_kind("Class")


def test_sssom_py_finds_the_mappings_valid(exported: Exported, tmp_path: Path):
    pytest.importorskip("sssom")
    file = tmp_path / "lifonto.sssom.tsv"
    file.write_bytes(only(exported("sssom")))
    command = [sys.executable, "-m", "sssom.cli", "validate", file]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_each_edge_of_kgx_is_an_association_of_biolink(exported: Exported):
    model = pytest.importorskip("biolink_model.datamodel.pydanticmodel_v2")
    lists = ("category", "publications", "has_evidence", "qualifiers")
    slots = model.Association.model_fields.keys()
    for row in rows(exported("kgx").files["lifonto_edges.tsv"], "\t"):
        said: dict[str, Any] = {key: value for key, value in row.items() if value and key in slots}
        said |= {key: row[key].split("|") for key in lists if row[key]}
        said |= {"negated": bool(row["negated"])}
        model.Association.model_validate(said)


def test_the_names_of_biolink_are_in_its_model(exported: Exported):
    model = pytest.importorskip("biolink_model.datamodel.pydanticmodel_v2")
    yaml = pytest.importorskip("yaml")
    schema = Path(model.__file__).parents[1] / "schema" / "biolink_model.yaml"
    slots = {name.replace(" ", "_") for name in yaml.safe_load(schema.read_text(encoding="utf-8"))["slots"]}
    for row in relations().values():
        assert row["biolink"].lstrip("~").removeprefix("biolink:") in slots
    aspects = {each.value for each in model.GeneOrGeneProductOrChemicalEntityAspectEnum}
    directions = {each.value for each in model.DirectionQualifierEnum}
    assert {row["aspect"] for row in relations().values()} - {""} <= aspects
    assert {row["direction"] for row in relations().values()} - {""} <= directions
    for row in rows(exported("kgx").files["lifonto_nodes.tsv"], "\t"):
        assert hasattr(model, row["category"].removeprefix("biolink:"))


def test_gocam_reads_every_model(exported: Exported):
    gocam = pytest.importorskip("gocam.datamodel")
    yaml = pytest.importorskip("yaml")
    made = exported("gocam")
    assert {"lifonto_9606.yaml", "lifonto_10090.yaml"} <= made.files.keys()
    for content in made.files.values():
        model = gocam.Model.model_validate(yaml.safe_load(content))
        activities = {each.id for each in model.activities}
        links = [link for each in model.activities for link in each.causal_associations or ()]
        assert links
        assert {link.downstream_activity for link in links} <= activities
        assert all(item.reference for link in links for item in link.evidence)


@pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning")
def test_nanopublications_of_every_kind_are_valid(exported: Exported, known: Statements):
    nanopub = pytest.importorskip("nanopub")
    import pyoxigraph as ox
    import rdflib

    quads = list(ox.parse(only(exported("nanopub")), format=ox.RdfFormat.TRIG))
    for kind in {each.kind for each in known.all}:
        iri = next(each.iri for each in known.all if each.kind == kind).rpartition("/")[2]
        own = [quad for quad in quads if f"/np/{iri}/" in str(quad.graph_name)]
        graph = rdflib.Dataset()
        graph.parse(data=ox.serialize(own, format=ox.RdfFormat.N_QUADS).decode(), format="nquads")
        assert nanopub.Nanopub(rdf=graph).is_valid
    assert len({str(quad.graph_name) for quad in quads}) == 4 * len(known.all)


def test_each_line_of_causaltab_has_the_46_columns_of_mitab_28(exported: Exported):
    lines = only(exported("causaltab")).decode().splitlines()
    assert {line.count("\t") for line in lines} == {45}
    assert len(lines) > 100


def test_gpad_fits_the_grammar_of_its_specification(exported: Exported):
    import re

    identifier = r"[\w.-]+:[^\s|]+"
    columns = [
        *(identifier, "(NOT)?", r"(RO|BFO):\d{7}", r"GO:\d{7}", identifier, r"ECO:\d{7}"),
        *(f"({identifier})?", r"(NCBITaxon:\d+)?", r"\d{4}-\d\d-\d\d", r"[\w-]+"),
        *(rf"({identifier}\({identifier}\)(\|{identifier}\({identifier}\))*)?", r"(\w+=[^=|\n]*(\|\w+=[^=|\n]*)*)?"),
    ]
    head, *lines = only(exported("gpad")).decode().splitlines()
    assert head == "!gpa-version: 2.0"
    annotations = [line for line in lines if not line.startswith("!")]
    assert annotations
    for line in annotations:
        for cell, pattern in zip(line.split("\t"), columns, strict=True):
            assert re.fullmatch(pattern, cell), (cell, pattern)


def test_the_relations_are_called_what_the_release_calls_them(known: Statements):
    for curie, row in relations().items():
        assert known.label(known.prefixes.expand(curie)) == row["label"]
    used = {known.curie(each.relation) for each in known.all if any(map(known.is_term, each.objects))}
    assert used <= relations().keys()
    causes = {row["gocam"].lstrip("~") for row in relations().values()} - {""}
    assert all(known.prefixes.expand(each) in known.labels for each in causes)
