"""``lifonto condition`` and ``lifonto.condition``, as a technician uses them."""

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

import lifonto
from lifonto import library
from lifonto.cli import main
from lifonto.culture.asking import Culture

EXAMPLES = Path(__file__).parents[2] / "examples" / "culture_conditions.tsv"


@pytest.fixture(autouse=True)
def _read_once(culture: Culture, monkeypatch: pytest.MonkeyPatch):
    """Let the command use the release that is in memory already: reading it takes longer than the answers."""
    monkeypatch.setattr(Culture, "of", lambda *_: culture)


def run(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, ["condition", *words], input=typed)


def outcome(*words: str) -> str:
    done = run(*words, "--format", "json")
    assert done.exit_code == 0, done.output
    (found,) = json.loads(done.stdout)
    return str(found["outcome"])


def test_cells_and_medium_may_be_said_in_every_way():
    ways = [
        ("mES in DMEM, 15% FBS and 1000 U/ml LIF on MEF",),
        ("mES", "DMEM, 15% FBS, 1000 U/ml LIF", "--feeder", "MEF"),
        ("--cell", "mES", "--with", "DMEM,15% FBS", "--with", "1000 U/ml LIF", "--feeder", "MEF"),
        ("mES", "--with", "DMEM + 15% FBS + LIF", "--feeder", "MEFs"),
    ]
    assert {outcome(*way) for way in ways} == {"naive state maintained"}


def test_the_page_says_what_why_how_it_was_understood_and_what_is_missing():
    done = run("mES", "DMEM, 15% FBS")
    for words in ("differentiates", "fetal bovine serum 15%", "LIFS:0134", "PMID:3143916", "add any of"):
        assert words in done.stdout
    assert done.stdout.count("LIFS:0134  ") == 1


def test_an_unknown_word_is_named_and_the_rest_is_judged():
    done = run("mES", "FBS, LIF, RPMI-XY")
    assert "naive state maintained" in done.stdout
    assert "'RPMI-XY' is not known; the nearest name is RPMI 1640" in done.stdout
    assert "unless" in done.stdout


def test_unknown_cells_leave_it_undecided():
    assert outcome("zaponin cells in FBS + LIF") == "undecided"
    assert outcome("zaponin", "FBS, LIF") == "undecided"


def test_a_line_is_of_its_kind_whatever_loose_word_stands_beside_it():
    assert outcome("H9 ES cells", "DMEM, FBS, LIF") == outcome("H9", "DMEM, FBS, LIF") == "differentiates"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "which cells, in which medium?"),
        (("mES", "DMEM", "FBS"), "put the medium in quotes"),
        (("mES", "FBS", "--file", "x.tsv"), "with --file, cells and media stand in the file"),
        (("mES", "FBS", "--cell", "hES"), "say the cells once"),
        (("mES", "FBS", "--format", "xlsx"), "-o answers.xlsx"),
    ],
)
def test_a_command_that_cannot_be_meant_says_how_to_write_it(words: tuple[str, ...], told: str):
    done = run(*words)
    assert done.exit_code == 2
    assert told in done.output


def test_many_conditions_become_a_table_a_row_or_a_workbook(tmp_path: Path):
    shown = run("--file", str(EXAMPLES))
    assert shown.exit_code == 0, shown.output
    assert "serum and LIF" in shown.stdout
    rows = run("--file", str(EXAMPLES), "--format", "tsv").stdout.splitlines()
    book = tmp_path / "answers.xlsx"
    assert run("--file", str(EXAMPLES), "--format", "xlsx", "-o", str(book)).exit_code == 0
    sheet = openpyxl.load_workbook(book).active
    assert sheet.max_row == len(rows)
    assert [cell.value for cell in sheet[1]] == rows[0].split("\t")
    outcomes = {row.split("\t")[0]: row.split("\t")[2] for row in rows}
    assert outcomes["serum and LIF"] == outcomes["2i"] == "naive state maintained"
    assert outcomes["human cells with LIF"] == "differentiates"


def test_lines_are_read_from_standard_input():
    done = run("--file", "-", "--format", "json", typed="E14TG2a in 2i + LIF\nmine; mES; FBS, LIF; MEF\n")
    assert [each["outcome"] for each in json.loads(done.stdout)] == ["naive state maintained"] * 2


@pytest.mark.parametrize(
    ("what", "line"),
    [("ingredients", "bFGF"), ("media", "2i"), ("feeders", "MEF"), ("cells", "E14TG2a"), ("matrices", "gelatin")],
)
def test_what_may_be_typed_is_listed_with_the_other_words_for_it(what: str, line: str):
    assert line in run("--list", what).stdout
    assert json.loads(run("--list", what, "--format", "json").stdout)


def test_python_gets_objects(culture: Culture):
    library.opened.cache_clear()
    answer = lifonto.condition("mES", "DMEM, 15% FBS, 10 U/ml LIF", feeder="MEF")
    assert answer.outcome == "naive state maintained"
    assert answer.verdict.keeps
    assert answer.recipe.parts[2].amount.least == 15
    assert "100 U/ml to 5000 U/ml" in str(answer)
    assert lifonto.condition("E14TG2a in N2B27 + LIF on gelatin").outcome == "differentiates"
    assert answer.plain()["understood"][3]["term"]["label"] == culture.known.call(answer.recipe.parts[3].term)
