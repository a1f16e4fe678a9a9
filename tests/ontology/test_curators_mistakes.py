"""Each mistake that a curator is likely to make is told with file and row, and with what to do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest
from test_wrong_facts import add_fact

from lifonto.ask.checks import Violation, checks, violations
from lifonto.rdf.graph_names import graph_iri
from lifonto.rdf.graphs import split
from lifonto.rdf.writing import to_ntriples
from lifonto.release import compile_tables
from lifonto.tables.digests import FILE, digests, warning
from lifonto.tables.mistakes import TableErrors

LIF, GP130 = "leukemia inhibitory factor", "interleukin-6 receptor subunit beta"
SOUND = {"Subject": "oncostatin-M", "Relation": "has receptor", "Object": GP130}
TOLD = {
    "a wrong label": ({"Object": "leukaemia inhibitor factor"}, f"did you mean '{LIF}'"),
    "an unknown source": ({"References": "PMID:12345678"}, "'PMID:12345678'; add it to references.tsv"),
    "an identifier in use": ({"Identifier": "LIFS:0037"}, "is introduced twice, first at facts/receptors.tsv:3"),
    "an unquoted name": ({"Axiom": "expressed in some 'pituitary gland'"}, "wants single quotes"),
    "a keyword in capitals": ({"Axiom": f"'has receptor' SOME '{GP130}'"}, "write some in small letters"),
    "an unclosed bracket": ({"Axiom": f"('has receptor' some '{GP130}'"}, "the text ends"),
    "a space for a colon": ({"References": "PMID 3143918"}, "write 'PMID:3143918', without a space"),
    "another prefix": ({"References": "PUBMED:3143918"}, "write 'PMID:3143918'"),
    "too few digits": ({"Identifier": "LIFS:701"}, "LIFS:701 wants 4 digits: write LIFS:0701"),
    "quotes of a spreadsheet": ({"Statement": '"A ""high"" dose."'}, "take the outer ones away"),
    "a no-break space": ({"Object": "pituitary\xa0gland"}, "did you mean 'pituitary gland'"),
    "a semicolon": ({"References": "PMID:1915266;PMID:1542794"}, "separate several values with |, not with ;"),
    "a comma": ({"References": "PMID:1915266,PMID:1542794"}, "separate several values with |, not with a comma"),
    "a kind with a capital": ({"Kind": "Positive statement"}, "did you mean 'positive statement'"),
    "a species by its everyday name": ({"Species": "rat"}, "did you mean 'Rattus norvegicus'"),
    "a protein by its symbol": ({"Object": "GP130"}, f"did you mean '{GP130}'?"),
    "a cell by its short name": ({"Cell_or_tissue": "mouse ES cell"}, "did you mean 'mouse embryonic stem cell'?"),
    "its own superclass": (
        {"Axiom_about": "oncostatin-M", "Axiom": "'oncostatin-M'", "Universal_because": "a test"},
        "goes round in a circle",
    ),
}


FOUND = {
    "LIFS:9991": {"References": ""},
    "LIFS:9992": {"Object": ""},
    "LIFS:9993": {"Standing": "Verified"},
    "LIFS:9994": {"Standing": "unverified", "Axiom_about": "oncostatin-M", "Axiom": "cytokine"},
    "LIFS:9995": {"Relation": "enables", "Object": "obsolete interleukin-14 receptor activity"},
}
NO_RELEASE = shutil.ignore_patterns("release")


@pytest.fixture
def copy(home: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(home, tmp_path / "ontology", ignore=NO_RELEASE))


def refusal(ontology: Path) -> str:
    """Compile the tables of *ontology*, which must be refused, and return what is said."""
    with pytest.raises(TableErrors) as caught:
        compile_tables(ontology)
    return str(caught.value)


@pytest.fixture(scope="module")
def told(home: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is said of each mistake in TOLD, all of them in one table."""
    copy = Path(shutil.copytree(home, tmp_path_factory.mktemp("mistaken") / "ontology", ignore=NO_RELEASE))
    table, rows = copy / "facts" / "receptors.tsv", {}
    for number, (mistake, (cells, _)) in enumerate(TOLD.items(), 9900):
        add_fact(copy, **{"Identifier": f"LIFS:{number}", "Axiom_about": "oncostatin-M", **SOUND, **cells})
        rows[mistake] = len(table.read_text(encoding="utf-8").splitlines())
    lines = refusal(copy).splitlines()
    return {mistake: "\n".join(line for line in lines if f".tsv:{row}" in line) for mistake, row in rows.items()}


@pytest.mark.parametrize("mistake", TOLD)
def test_a_mistake_in_a_fact_is_told_with_its_row_and_what_to_do(told: dict[str, str], mistake: str):
    assert "facts/receptors.tsv:" in told[mistake]
    assert TOLD[mistake][1] in told[mistake]


@pytest.mark.parametrize(
    ("name", "content", "advice"),
    [
        ("mine.csv", b"a,b\n", "facts/mine.csv:1: is no table: save it as text with tabs"),
        ("mine.xlsx", b"PK", "facts/mine.xlsx:1: is no table: save it as text with tabs"),
        ("mine.tsv", b"", "facts/mine.tsv:1: wants a header row and a template row"),
        ("mine.tsv", b"Identifier\tLabel\nLIFS:0999\tnew\n", "facts/mine.tsv:2: row 2 must be the template"),
        ("mine.tsv", b"Identifier\tLabel\nID\tLABEL\nLIFS:0999\tcaf\xe9\n", "facts/mine.tsv:3: is not UTF-8"),
        ("mine.tsv", "Identifier\tLabel\n".encode("utf-16"), "facts/mine.tsv:1: is not UTF-8 text"),
        ("mine.tsv", b"Identifier\tLabel\nID\tLABLE\n", "facts/mine.tsv:2, column 'Label': unknown template keyword"),
        ("mine.tsv", b"Identifier\tGone\nID\tA owl:deprecated\n", "write AT owl:deprecated^^xsd:boolean"),
        ("mine.tsv", b"Identifier\tLabel\nID\tLABEL\nLIFO:0003999\ta\tb\n", "mine.tsv:3: has 3 cells, the header 2"),
    ],
)
def test_a_file_that_is_no_sound_table_is_told_once(copy: Path, name: str, content: bytes, advice: str):
    (copy / "facts" / name).write_bytes(content)
    said = refusal(copy)
    assert advice in said
    assert said.endswith("\n1 mistake in the tables")


@pytest.fixture(scope="module")
def found(home: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Violation]:
    """What the checks find in a copy of the tables with the rows of FOUND, and with two deprecated terms."""
    copy = Path(shutil.copytree(home, tmp_path_factory.mktemp("faulty") / "ontology", ignore=NO_RELEASE))
    for identifier, cells in FOUND.items():
        add_fact(copy, **{**SOUND, **cells, "Identifier": identifier})
    with (copy / "imports" / "go.tsv").open("a", encoding="utf-8") as table:
        table.write("GO:0016518\tobsolete interleukin-14 receptor activity\tmolecular_function\ta release of GO\n")
    (copy / "terms" / "obsolete.tsv").write_text(
        "Identifier\tLabel\tDefinition\tSource\tDeprecated\tReplaced by\n"
        "ID\tLABEL\tA IAO:0000115\tAI IAO:0000119\tAT owl:deprecated^^xsd:boolean\tAI IAO:0100001\n"
        "LIFO:0003998\tobsolete test drug\tA drug that only a test has.\tPMID:1915266\ttrue\tEC359\n",
        encoding="utf-8",
    )
    return violations(stated(copy), checks(copy))


def stated(ontology: Path) -> ox.Store:
    """Load what the tables of *ontology* state, without what follows."""
    _, graph, prefixes, _ = compile_tables(ontology)
    store = ox.Store()
    for name, part in zip(("asserted", "statements"), split(graph, prefixes), strict=True):
        store.load(to_ntriples(part), format=ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(graph_iri(name)))
    return store


@pytest.mark.parametrize(
    ("row", "check"),
    [
        ("LIFS_9991", "statement_without_source"),
        ("LIFS_9992", "statement_without_parts"),
        ("LIFS_9993", "unknown_standing"),
        ("LIFS_9994", "statement_not_verified"),
    ],
)
def test_what_only_a_check_finds_is_told_with_its_check(found: list[Violation], row: str, check: str):
    assert [each for each in found if each.check.name.startswith(check) and row in str(each)]


def test_an_obsolete_term_that_is_imported_and_used_is_caught(found: list[Violation]):
    """Its source calls it obsolete in its label, which an import keeps as it is."""
    (caught,) = [each for each in found if each.check.name == "deprecated_class_reference"]
    assert caught.level == "ERROR"
    assert "GO_0016518" in str(caught)


def test_a_deprecated_term_wants_no_parent_and_is_no_misused_label(found: list[Violation]):
    assert [str(each) for each in found if "LIFO_0003998" in str(each) and each.level == "ERROR"] == []


def test_a_truth_value_that_is_none_is_refused(copy: Path):
    (copy / "terms" / "obsolete.tsv").write_text(
        "Identifier\tLabel\tDeprecated\nID\tLABEL\tAT owl:deprecated^^xsd:boolean\nLIFO:0003998\tobsolete drug\tyes\n",
        encoding="utf-8",
    )
    assert "terms/obsolete.tsv:3, column 'Deprecated': 'yes' is not an xsd:boolean: write true or false" in refusal(
        copy
    )


def test_a_release_tells_when_a_table_has_changed_since(copy: Path):
    (copy / "release").mkdir()
    (copy / "release" / FILE).write_text(digests(copy), encoding="utf-8")
    assert warning(copy) == ""
    add_fact(copy, **SOUND)
    assert "the release is not of these tables: facts/receptors.tsv changed" in warning(copy)
