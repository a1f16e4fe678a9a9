"""What the README says is so: its code runs, its query answers, its tables name every command and option."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import lifonto
from lifonto.cli import COMMANDS
from sparql_server.command import command

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def block(language: str, mark: str = "") -> str:
    """Return the first code block in *language* after *mark*."""
    found = re.search(rf"```{language}\n(.*?)```", README[README.index(mark) :], re.DOTALL)
    assert found
    return found[1]


def test_the_python_block_runs_and_prints_the_lifr_ligands():
    done = subprocess.run([sys.executable, "-c", block("python")], capture_output=True, text=True, check=True, cwd=ROOT)
    assert "extracellular leukemia inhibitory factor" in done.stdout.splitlines()


def test_the_documented_query_answers_every_seed_statement_with_its_citation():
    answers = lifonto.query(block("sparql", "<!-- query: seed -->"))
    assert isinstance(answers, list)
    assert len({answer["statement"] for answer in answers}) == 122
    assert all(answer["citation"] for answer in answers)


def test_the_query_over_findings_tells_cells_that_express_the_receptor_with_record_and_species():
    answers = lifonto.query(block("sparql", "## The graphs"))
    assert isinstance(answers, list)
    assert {"cell", "record", "species"} in [row.keys() for row in answers]


def test_the_query_for_curl_answers_with_the_gp130_cytokines():
    found = re.search(r"query=\n(.*?)'", README, re.DOTALL)
    assert found
    answers = lifonto.query(found[1])
    assert isinstance(answers, list)
    assert {"extracellular leukemia inhibitory factor", "interleukin-11 (Homo sapiens)"} <= {
        answer["cytokine"] for answer in answers
    }


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme(name: str):
    assert f"`lifonto {name}" in README


@pytest.mark.parametrize(
    "option", [p for p in command.params if p.param_type_name == "option"], ids=lambda p: str(p.name)
)
def test_every_option_of_serve_stands_in_the_readme_with_its_variable(option):
    variables = [option.envvar] if isinstance(option.envvar, str) else list(option.envvar or ())
    row = next(line for line in README.splitlines() if line.startswith(f"| `{option.opts[0]}`"))
    assert all(f"`{variable}`" in row for variable in variables)
    assert variables or "LIFONTO_SERVE_" in row
