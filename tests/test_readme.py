"""What the README and the documents behind it say is so: their code runs, and they name every command and option."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import lifonto
from lifonto.cli import COMMANDS
from sparql_server.command import command

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PICTURE = 200_000  # bytes


def read(name: str) -> str:
    """Return the text of a document."""
    return (ROOT / name).read_text(encoding="utf-8")


README, COMMAND_LINE, SERVING = read("README.md"), read("docs/commands.md"), read("docs/serving.md")


def block(language: str, text: str, mark: str = "") -> str:
    """Return the first code block in *language* of *text* after *mark*."""
    found = re.search(rf"```{language}\n(.*?)```", text[text.index(mark) :], re.DOTALL)
    assert found
    return found[1]


def told(command: str) -> str:
    """Return what a command of lifonto prints, each line without the space before it."""
    words = [sys.executable, "-m", *shlex.split(command)]
    done = subprocess.run(words, capture_output=True, text=True, check=True, cwd=ROOT)
    return "\n".join(line.strip() for line in done.stdout.splitlines())


@pytest.mark.parametrize("shown", re.findall(r"```console\n\$ (.*?)```", README, re.DOTALL))
def test_a_question_of_the_readme_is_answered_as_it_says(shown: str):
    command, *lines = shown.strip().splitlines()
    answer = told(command)
    assert lines
    assert [line for line in lines if line not in answer] == []


def test_the_readme_is_a_door_with_two_pictures_and_two_commands():
    assert len(README.splitlines()) < 100
    pictures = re.findall(r"!\[([^]]+)\]\(([^)]+)\)", README)
    assert len(pictures) == 2
    assert all(0 < (ROOT / file).stat().st_size < PICTURE for _, file in pictures)
    assert README.index(pictures[0][1]) < 1000
    assert README.count("```sh\n") == 2


@pytest.mark.parametrize("file", [ROOT / "README.md", *sorted(DOCS.glob("*.md"))], ids=lambda each: each.name)
def test_no_document_leads_to_what_is_not_there(file: Path):
    for text, mark in re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)", file.read_text(encoding="utf-8")):
        target = (file.parent / text) if text else file
        assert target.exists(), text
        if mark and target.suffix == ".md":
            headings = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            slugs = [re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings]
            assert mark in slugs or f'id="{mark}"' in target.read_text(encoding="utf-8"), f"{text}#{mark}"


def test_the_python_block_runs_and_prints_the_lifr_ligands():
    done = subprocess.run(
        [sys.executable, "-c", block("python", COMMAND_LINE)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert "extracellular leukemia inhibitory factor" in done.stdout.splitlines()


def test_the_documented_query_answers_every_seed_statement_with_its_citation():
    answers = lifonto.query(block("sparql", COMMAND_LINE, "<!-- query: seed -->"))
    assert isinstance(answers, list)
    assert len({answer["statement"] for answer in answers}) == 122
    assert all(answer["citation"] for answer in answers)


def test_the_query_over_findings_tells_cells_that_express_the_receptor_with_record_and_species():
    answers = lifonto.query(block("sparql", read("docs/graphs.md")))
    assert isinstance(answers, list)
    assert {"cell", "record", "species"} in [row.keys() for row in answers]


def test_the_query_for_curl_answers_with_the_gp130_cytokines():
    found = re.search(r"query=\n(.*?)'", SERVING, re.DOTALL)
    assert found
    answers = lifonto.query(found[1])
    assert isinstance(answers, list)
    assert {"extracellular leukemia inhibitory factor", "interleukin-11 (Homo sapiens)"} <= {
        answer["cytokine"] for answer in answers
    }


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_row(name: str):
    assert f"| `lifonto {name}" in COMMAND_LINE or f"; `lifonto {name}" in COMMAND_LINE


@pytest.mark.parametrize(
    "option", [p for p in command.params if p.param_type_name == "option"], ids=lambda p: str(p.name)
)
def test_every_option_of_serve_has_a_row_with_its_variable(option):
    variables = [option.envvar] if isinstance(option.envvar, str) else list(option.envvar or ())
    row = next(line for line in SERVING.splitlines() if line.startswith(f"| `{option.opts[0]}`"))
    assert all(f"`{variable}`" in row for variable in variables)
    assert variables or "LIFONTO_SERVE_" in row
