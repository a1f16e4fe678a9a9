"""Tables of conditions in and out: TSV, CSV, XLSX, YAML and lines as they were pasted."""

from pathlib import Path

import openpyxl
import pytest

from lifonto.culture.recipe import Typed
from lifonto.culture.spreadsheet import pasted, read_conditions
from lifonto.culture.written import tsv, xlsx
from lifonto.errors import NotFound, TableError

WANTED = [Typed("mES", "DMEM, 15% FBS", "MEF", name="mine"), Typed("H9", "E8", matrix="Matrigel", name="yours")]
ROWS = [
    ["name", "cell", "with", "feeder", "matrix"],
    ["mine", "mES", "DMEM, 15% FBS", "MEF", ""],
    ["yours", "H9", "E8", "", "Matrigel"],
]


def workbook(file: Path, rows: list[list[str]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file


def written(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_the_same_conditions_come_out_of_every_form(tmp_path: Path):
    pytest.importorskip("yaml", reason="conditions in YAML need PyYAML")
    as_tsv = written(tmp_path, "a.tsv", "# my media\n" + "\n".join("\t".join(row) for row in ROWS) + "\r\n")
    as_csv = written(tmp_path, "a.csv", "\n".join(",".join(f'"{cell}"' for cell in row) for row in ROWS))
    as_yaml = written(
        tmp_path,
        "a.yaml",
        "- {name: mine, cell: mES, with: [DMEM, 15% FBS], feeder: MEF}\n"
        "- {name: yours, cell: H9, medium: E8, matrix: Matrigel}\n",
    )
    for file in (as_tsv, as_csv, as_yaml, workbook(tmp_path / "a.xlsx", ROWS)):
        assert read_conditions(file) == WANTED, file


def test_a_line_is_a_condition_in_one_go_or_its_parts_between_tabs_or_semicolons():
    found = pasted("E14 in N2B27 + LIF\n\n# not this\nmine; mES; DMEM, 15% FBS; MEF\nyours\tH9\tE8\t\tMatrigel\n")
    assert found == [Typed(text="E14 in N2B27 + LIF", name="line:1"), *WANTED]


@pytest.mark.parametrize("mark", ["\t", ";"])
def test_pasted_rows_may_begin_with_the_names_of_their_columns(mark: str):
    rows = [["Cell", "date", "with", "name"], ["mES", "3 May", "DMEM, 15% FBS", "mine"]]
    assert pasted("\n".join(mark.join(row) for row in rows)) == [Typed("mES", "DMEM, 15% FBS", name="mine")]
    with pytest.raises(TableError, match="line:2: says no cell"):
        pasted(f"name{mark}cell{mark}with\nmine{mark}{mark}LIF")


def test_a_pasted_cell_of_several_lines_is_one_cell_and_a_mark_of_somebodys_own_is_kept():
    assert pasted('mine\tmES\t"FBS\nLIF"\tMEF') == [Typed("mES", "FBS\nLIF", "MEF", name="mine")]
    assert pasted('mine\tmES\t"2i" and LIF\t') == [Typed("mES", '"2i" and LIF', name="mine")]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.tsv", "cell\twhit\nmES\tLIF\n", r"a\.tsv:1: no column is called 'whit'; did you mean 'with'"),
        ("a.tsv", "cell\twith\n\tLIF\n", r"a\.tsv:2: says no cell"),
        ("a.tsv", "cell\twith\nmES\tLIF\tserum\n", r"a\.tsv:2: more cells than the 2 columns"),
        ("a.tsv", "mES\tLIF\n", r"a\.tsv:1: no column 'cell' and none 'text'; the first row names the columns"),
        ("a.tsv", "# nothing\n", "no conditions in it"),
        ("a.yaml", "cell: mES", "wants a list of entries"),
        ("a.yaml", "- [", "not YAML"),
        ("a.xlsx", "no workbook", "not an Excel workbook"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_with_its_place(tmp_path: Path, name: str, text: str, message: str):
    with pytest.raises(TableError, match=message):
        read_conditions(written(tmp_path, name, text))


def test_a_table_in_another_code_says_how_to_save_it(tmp_path: Path):
    file = tmp_path / "a.tsv"
    file.write_bytes("cell\twith\nmES\t3 µM CHIR\n".encode("cp1252"))
    with pytest.raises(TableError, match="save it as UTF-8"):
        read_conditions(file)


def test_a_file_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(NotFound, match="no file"):
        read_conditions(tmp_path / "none.tsv")


def test_columns_of_the_lab_that_say_nothing_here_are_left_alone(tmp_path: Path):
    file = written(tmp_path, "a.tsv", "operator\tcell\tmedium\tdate of thawing\nKim\tmES\tFBS, LIF\tMay\n")
    assert read_conditions(file) == [Typed("mES", "FBS, LIF", name="a.tsv:2")]


FORMULAS = ["=1+1", "+1+1", "-LIF", "@SUM(A1)", "=cmd|' /C calc'!A0", '=HYPERLINK("http://example.org","x")']


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_typed_in_a_cell_stays_text(tmp_path: Path, formula: str):
    (read,) = read_conditions(workbook(tmp_path / "in.xlsx", [["cell", "with"], ["mES", formula]]))
    assert read.medium == formula
    xlsx([{"condition": formula}], tmp_path / "out.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "out.xlsx").active["A2"]
    assert (cell.value, cell.data_type) == (formula, "s")
    assert tsv([{"condition": formula}]).splitlines()[1] == f"'{formula}"


def test_marks_that_a_workbook_cannot_hold_and_ends_of_lines_do_no_harm(tmp_path: Path):
    rows = [{"condition": "LIF\x00\x08 and\nFBS\t1", "why": "a" * 50_000}]
    xlsx(rows, tmp_path / "out.xlsx")
    assert openpyxl.load_workbook(tmp_path / "out.xlsx").active["A2"].value == "LIF and\nFBS\t1"
    assert len(tsv(rows).splitlines()) == 2
