"""``lifonto export`` as people and programs call it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from reading_back import rows

from lifonto.cli import main
from lifonto.exchange.losses import Export
from lifonto.exchange.statements import Statements

SMALL = (
    "format-version: 1.4\nontology: t\n\n[Term]\nid: T:1\nname: one\nis_a: T:2\n\n[Term]\nid: T:2\nname: two\n\n"
    "[Instance]\nid: T:9\ninstance_of: T:1\n"
)
LIFS, OBO, LIFO = "https://w3id.org/lifonto/LIFS_", "http://purl.obolibrary.org/obo/", "https://w3id.org/lifonto/LIFO_"
BIOLINK, RDF, RDFS = (
    "https://w3id.org/biolink/vocab/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://www.w3.org/2000/01/rdf-schema#",
)
GENES = {"6596": ("LIF", "PR_000009799", "3976"), "11364": ("STAT3", "PR_000002089", "6774")}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["export", *map(str, arguments)])


@pytest.fixture
def small(tmp_path: Path) -> Path:
    file = tmp_path / "small.obo"
    file.write_text(SMALL)
    return file


@pytest.fixture
def toy_release(home: Path, tmp_path: Path) -> Path:
    """A release of three statements: an effect that was found, one that was denied, and one denied in a condition."""
    folder = tmp_path / "ontology"
    (folder / "release").mkdir(parents=True)
    for name in ("metadata.toml", "prefixes.tsv"):
        (folder / name).write_bytes((home / name).read_bytes())
    lif, other, process = OBO + GENES["6596"][1], OBO + GENES["11364"][1], f"{OBO}GO_0008283"
    said = []
    for number, (kind, relation, value) in enumerate(
        [
            ("0000101", f"{LIFO}0000050", other),
            ("0000102", f"{LIFO}0000050", other),
            ("0000102", f"{OBO}RO_0004034", process),
            ("0000102", f"{OBO}RO_0004034", process),
            ("0000102", f"{LIFO}0000033", process),
        ],
        1,
    ):
        record = f"{LIFS}000{number}"
        said += [
            f'<{record}> <{RDFS}label> "Sentence {number}." .',
            f"<{record}> <{RDF}type> <{LIFO}{kind}> .",
            f'<{record}> <{LIFO}0000002> "verified" .',
            f"<{record}> <{BIOLINK}subject> <{lif}> .",
            f"<{record}> <{BIOLINK}predicate> <{relation}> .",
            f"<{record}> <{BIOLINK}object> <{value}> .",
            f"<{record}> <{BIOLINK}has_evidence> <{OBO}ECO_0000314> .",
            f"<{record}> <{BIOLINK}species_context_qualifier> <{OBO}NCBITaxon_9606> .",
            f"<{record}> <http://purl.org/dc/terms/source> <https://pubmed.ncbi.nlm.nih.gov/1542794> .",
        ]
    said.append(f"<{LIFS}0004> <{LIFO}0000001> <{LIFO}0003583> .")
    stated, direct, mappings = list[str](), list[str](), list[str]()
    for number, (symbol, protein, entrez) in GENES.items():
        gene = f"http://identifiers.org/hgnc/{number}"
        stated += [
            f'<{gene}> <{RDFS}label> "{symbol} gene (human)" .',
            f"<{OBO}{protein}> <{RDFS}subClassOf> <{OBO}PR_000000001> .",
        ]
        direct += [
            f"<{gene}> <{OBO}RO_0002205> <{OBO}{protein}> .",
            f"<{gene}> <{OBO}RO_0002162> <{OBO}NCBITaxon_9606> .",
        ]
        match = "http://www.w3.org/2004/02/skos/core#exactMatch"
        mappings.append(f"<{gene}> <{match}> <http://identifiers.org/ncbigene/{entrez}> .")
    for name, lines in {"statements": said, "asserted": stated, "direct": direct, "mappings": mappings}.items():
        (folder / "release" / f"{name}.nt").write_text("\n".join(lines) + "\n")
    return folder


def test_an_ontology_in_a_file_is_written_to_standard_output(small: Path):
    done = run(small, "--format", "functional")
    assert done.exit_code == 0
    assert "SubClassOf(" in done.stdout
    assert "nothing is lost" in done.stderr


def test_losses_are_told_by_kind_and_written_in_full(small: Path, tmp_path: Path):
    losses, output = tmp_path / "losses.json", tmp_path / "small.json"
    done = run(small, "--format", "obographs", "-o", output, "--losses", losses)
    assert done.exit_code == 0
    assert "left out: 1 of individuals" in done.stderr
    told = json.loads(losses.read_text())
    assert told["format"] == "obographs"
    assert told["losses"][0]["count"] == 1
    assert told["lost"] == {told["losses"][0]["kind"]: [f"{OBO}T_9"]}
    assert json.loads(output.read_text())["graphs"][0]["edges"]


@pytest.mark.parametrize("name", ["kgx", "graphml", "gpad", "sif", "csv"])
def test_a_file_without_statements_is_refused_with_a_reason(name: str, small: Path):
    done = run(small, "--format", name)
    assert done.exit_code == 1
    assert "written from the statements of a release" in done.stderr


def test_a_format_of_several_files_wants_a_folder(toy_release: Path):
    done = run("--format", "kgx", "--ontology", toy_release)
    assert done.exit_code == 1
    assert "-o FOLDER" in done.stderr


def test_what_cannot_be_written_is_one_clear_error(small: Path, tmp_path: Path):
    (tmp_path / "blocked").write_text("a file, no folder")
    done = run(small, "--format", "turtle", "-o", tmp_path / "blocked" / "x.ttl")
    assert done.exit_code == 1
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("content", ["", "<rdf:RDF", "Ontology(", "[Term]\nid T:1", '{"@context": 3}', "\x00\x01"])
def test_a_broken_file_is_refused_and_nothing_is_written(content: str, tmp_path: Path):
    file, output = tmp_path / "broken.owl", tmp_path / "out.ofn"
    file.write_text(content)
    done = run(file, "--format", "functional", "-o", output)
    assert (done.exit_code == 0) is output.exists()
    assert done.exception is None or isinstance(done.exception, SystemExit)


def test_not_goes_out_as_negative_in_causaltab_and_as_not_in_gpad(toy_release: Path, tmp_path: Path):
    causes, annotations = tmp_path / "causes.tsv", tmp_path / "annotations.gpad"
    assert run("--format", "causaltab", "--ontology", toy_release, "-o", causes).exit_code == 0
    told = {row["Interaction identifier(s)"]: row["Negative"] for row in rows(causes.read_bytes(), "\t")}
    assert told == {'unknown:"LIFS:0001"': "false", 'unknown:"LIFS:0002"': "true"}
    assert run("--format", "gpad", "--ontology", toy_release, "-o", annotations).exit_code == 0
    (line,) = [each for each in annotations.read_text().splitlines() if not each.startswith("!")]
    assert line.split("\t")[:6] == ["PR:000009799", "NOT", "RO:0004034", "GO:0008283", "PMID:1542794", "ECO:0000314"]
    assert "id=LIFS:0003" in line


def test_a_denial_in_a_condition_is_withheld_where_the_condition_would_be_lost(toy_release: Path, tmp_path: Path):
    losses = tmp_path / "losses.json"
    assert run("--format", "gpad", "--ontology", toy_release, "--losses", losses).exit_code == 0
    withheld = json.loads(losses.read_text())["withheld"]
    assert "in a condition" in withheld["LIFS:0004"]
    assert "no counterpart" in withheld["LIFS:0005"]
    folder = tmp_path / "kgx"
    assert run("--format", "kgx", "--ontology", toy_release, "-o", folder, "--losses", losses).exit_code == 0
    edges = {row["id"].split("-")[0]: row for row in rows((folder / "lifonto_edges.tsv").read_bytes(), "\t")}
    assert edges["LIFS:0004"]["qualifiers"] == "LIFO:0003583"
    withheld = json.loads(losses.read_text())["withheld"]
    assert "weaker form" in withheld["LIFS:0005"]
    assert "another" in withheld["LIFS:0001"]
    assert "another" in withheld["LIFS:0002"]


def test_every_format_is_in_the_help():
    from lifonto.exchange.formats import FINDINGS, ONTOLOGIES

    told = run("--help").output
    for name, each in {**ONTOLOGIES, **FINDINGS}.items():
        assert f"  {name:<12} {each.title}\n" in told


def test_the_page_on_exchange_has_a_row_for_every_format_and_the_numbers_that_are_so(
    exported: Callable[[str], Export], known: Statements
):
    from lifonto.exchange.formats import FINDINGS, ONTOLOGIES

    page = (Path(__file__).parents[3] / "docs" / "exchange.md").read_text(encoding="utf-8")
    lines = [line.split(" | ") for line in page.splitlines() if line.startswith("| `")]
    named = [name for cells in lines for name in re.findall(r"`(\w+)`", cells[0])]
    assert sorted(named) == sorted([*ONTOLOGIES, *FINDINGS])
    for cells in lines[-len(FINDINGS) + 2 :]:
        for name in set(re.findall(r"`(\w+)`", cells[0])) & {"csv", "graphml", "kgx", "sif", "gpad", "gocam", "liana"}:
            written = len(known.all) - len(exported(name).losses.withheld)
            assert cells[1].split()[0] == str(written)
