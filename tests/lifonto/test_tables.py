"""Tables are read as ROBOT reads them, and what is wrong is said with file, row and column."""

from pathlib import Path

import pytest

from lifonto.errors import NotFound, TableError
from lifonto.release import compile_tables
from lifonto.tables.columns import Column
from lifonto.tables.metadata import Metadata
from lifonto.tables.mistakes import Mistakes, TableErrors
from lifonto.tables.rows import read_table, table_files


def mistakes_in(toy: Path) -> list[str]:
    """Compile a broken toy and return what is said to be wrong with it."""
    with pytest.raises(TableErrors) as caught:
        compile_tables(toy)
    return [str(mistake) for mistake in caught.value.mistakes]


def append(file: Path, *cells: str) -> None:
    with file.open("a", encoding="utf-8") as table:
        table.write("\t".join(cells) + "\n")


def test_a_column_knows_its_keyword_argument_language_and_split():
    assert Column.read("Synonyms", "A oboInOwl:hasExactSynonym SPLIT=|") == Column(
        "Synonyms", "A", "oboInOwl:hasExactSynonym", split="|"
    )
    assert Column.read("Title", "AL dcterms:title@en").lang == "en"
    assert Column.read("Enrolled", "AT LIFO:1^^xsd:integer").datatype == "xsd:integer"
    assert Column.read("Source", ">AI dcterms:source").on_axiom
    assert Column.read("For people", "").keyword == ""


def test_several_values_in_a_cell_are_split_and_empty_ones_dropped():
    column = Column.read("Synonyms", "A x:y SPLIT=|")
    assert column.values(" a | b ||") == ["a", "b"]
    assert Column.read("Definition", "A x:y").values("a | b") == ["a | b"]


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("XC %", "unknown template keyword 'XC'"),
        ("A", "names no annotation"),
        (">SC %", "only annotations"),
        ("?", "cannot read"),
    ],
)
def test_a_template_that_means_nothing_is_refused(template: str, said: str):
    with pytest.raises(TableError, match=said):
        Column.read("header", template)


def test_a_row_without_identifier_is_a_heading(toy: Path):
    rows = read_table(toy / "terms" / "molecules.tsv", "molecules.tsv", Mistakes())
    assert rows[0].place.row == 4
    assert all(row.text("ID") for row in rows)


def test_a_misspelt_parent_is_told_with_its_place_and_what_was_meant(toy: Path):
    append(toy / "terms" / "molecules.tsv", "LIFO:9000099", "new", "A new one.", "molecul")
    assert mistakes_in(toy) == [
        "terms/molecules.tsv:12, column 'Parent': unknown name 'molecul'; did you mean 'molecule'?"
        " (character 1 of 'molecul')"
    ]


def test_all_mistakes_are_told_in_one_run(toy: Path):
    append(toy / "terms" / "molecules.tsv", "LIFO:9000099", "a", "A.", "nothing at all")
    append(toy / "terms" / "molecules.tsv", "LIFX:1", "b", "B.", "molecule")
    append(
        toy / "facts" / "binding.tsv",
        "LIFS:9002",
        "b",
        "statement",
        "LIFF",
        "assay",
        "PMID:1",
        "LIF",
        "'has receptor' some",
    )
    told = mistakes_in(toy)
    assert [line.split(":")[0] for line in told] == ["facts/binding.tsv"] * 3 + ["terms/molecules.tsv"] * 2
    assert "did you mean 'LIF'" in told[2] or "did you mean 'LIFR'" in told[2]
    assert "unknown prefix in 'LIFX:1'; did you mean" in told[4]


def test_a_citation_that_is_not_in_the_references_is_refused(toy: Path):
    append(toy / "facts" / "binding.tsv", "LIFS:9002", "b", "statement", "LIF", "assay", "PMID:12345678")
    (told,) = mistakes_in(toy)
    assert told.startswith(
        "facts/binding.tsv:4, column 'References': unknown name 'PMID:12345678'; add it to references"
    )


def test_an_identifier_introduced_twice_is_refused(toy: Path):
    append(toy / "terms" / "molecules.tsv", "LIFO:9000013", "LIF again", "Twice.", "molecule")
    assert "LIFO:9000013 is introduced twice, first at terms/molecules.tsv:7" in mistakes_in(toy)[0]


def test_a_label_that_two_entities_share_is_refused_where_it_is_used(toy: Path):
    append(toy / "terms" / "molecules.tsv", "LIFO:9000098", "ligand", "Another.", "molecule")
    append(toy / "terms" / "molecules.tsv", "LIFO:9000099", "new", "New.", "ligand")
    assert "the label of several entities: write LIFO:9000011 or LIFO:9000098" in " ".join(mistakes_in(toy))


def test_a_cycle_of_asserted_parents_is_refused_with_its_way_round(toy: Path):
    append(toy / "terms" / "molecules.tsv", "LIFO:9000097", "egg", "First.", "hen")
    append(toy / "terms" / "molecules.tsv", "LIFO:9000098", "hen", "First too.", "egg")
    assert "goes round in a circle: egg, hen, egg" in mistakes_in(toy)[0]


def test_a_row_with_too_many_cells_is_told(toy: Path):
    append(toy / "relations" / "property_chains.tsv", "BFO:0000066", "occurs in", "'occurs in' o 'part of'", "stray")
    assert "has 4 cells, the header 3: a tab too many?" in mistakes_in(toy)[0]


def test_an_axiom_that_is_cut_short_is_told_with_what_was_expected(toy: Path):
    append(toy / "terms" / "molecules.tsv", "LIFO:9000099", "new", "New.", "", "molecule and ('has receptor' some")
    assert "expected a name, the text ends" in mistakes_in(toy)[0]


def test_a_table_that_is_not_utf8_is_told(toy: Path):
    (toy / "terms" / "bad.tsv").write_bytes(b"Identifier\tLabel\nID\tLABEL\nLIFO:9\tcaf\xe9\n")
    assert "terms/bad.tsv:3: is not UTF-8 text (byte 36)" in mistakes_in(toy)[0]


def test_a_folder_without_tables_is_told(tmp_path: Path):
    with pytest.raises(NotFound, match="is it an ontology folder"):
        table_files(tmp_path)


def test_a_header_with_a_misspelt_key_is_told(toy: Path):
    file = toy / "metadata.toml"
    file.write_text(file.read_text().replace("title", "titel"))
    with pytest.raises(TableError, match="titel"):
        Metadata.read(file)
