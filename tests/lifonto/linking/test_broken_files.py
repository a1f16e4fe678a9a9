"""Some three hundred broken ontologies, each refused by two commands: one clear error, and nothing changes on disk."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest
from click.testing import CliRunner

from lifonto.cli import main
from tests.lifonto.linking.broken import CUT, FAULTS, NESTED, OBO, cut, line_of, nested, texts
from tests.lifonto.linking.broken_edits import EDITS, NOT_CLOSED

ANY = ("owl", "ttl", "obo", "ofn", "jsonld", "nt", "nq", "trig", "owx", "omn")
CUTS = range(5)
JARGON = re.compile(r"Traceback|codec|Errno|CRC|end-of-stream|0x[0-9a-f]{5}|EOI|SPARQL_|[\0-\x08\x0b-\x1f]")
COMMANDS = (  # FILE is the broken one, and OUT a file that is there already
    "reason FILE -o OUT",
    "reason good.obo FILE -o OUT --links-to new.nt",
    "dl cell --in FILE",
    "diff FILE good.obo",
    "diff good.obo FILE",
    "explain cell niche --in FILE",
    "module FILE --terms cell -o OUT",
    "links FILE --against good.obo --fix --kgcl new.kgcl",
    "links good.obo --against FILE --fix",
    "match list.txt --in FILE",
    "resolve cell --in FILE",
    "load store FILE --alone",
)
EXPORT = "export --format obo FILE -o OUT --losses new.json"
NAMES = (
    *(f"{fault}.{syntax}" for fault in FAULTS for syntax in ANY),
    *(f"edit-{number}.{syntax}" for syntax, edits in EDITS.items() for number in range(len(edits))),
    *(f"cut-{number}.{syntax}" for syntax in CUT for number in CUTS),
    *(f"nested.{syntax}" for syntax in NESTED),
)
CASES = [*zip(NAMES, cycle(COMMANDS), strict=False)]
NO_FILES = ("folder.owl", "pipe.obo", "dangling.owl", "missing.owl", "x" * 300 + ".owl")


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return texts(tmp_path_factory.mktemp("good"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with what the commands want beside the broken file."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.obo").write_text(OBO)
    (tmp_path / "list.txt").write_text("cell\n")
    (tmp_path / "OUT").write_text("what was there before")
    return tmp_path


def broken(name: str, good: dict[str, str]) -> tuple[bytes, str, set[int]]:
    """Return the file called *name*, a word that is to be said of it, and the lines of which one is to be told."""
    fault, _, syntax = name.rpartition(".")
    text, number = good[syntax], int(fault.rpartition("-")[2]) if fault[-1].isdigit() else 0
    if fault in FAULTS:
        make, said = FAULTS[fault]
        return make(text.encode()), said, set()
    if fault == "nested":
        return nested(syntax), "nested", set()
    if fault.startswith("cut"):
        return cut(text, number + 1), "", set(range(1, text.count("\n") + 2))
    old, new = EDITS[syntax][number]
    assert old in text, (name, text)
    made = text.replace(old, new, 1)
    begin, end = line_of(text, old), made.count("\n") + 1
    is_late = new in NOT_CLOSED
    return made.encode(), "", {*range(1 if is_late else begin - 2, end + 1 if is_late else begin + 4)}


def state(folder: Path) -> dict[str, str]:
    def told(file: Path) -> str:
        return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else "no file"

    return {str(each.relative_to(folder)): told(each) for each in folder.rglob("*")}


def refused(folder: Path, name: str, command: str) -> str:
    """Hold that *command* refuses the file *name* with one error that names it, and changes nothing; return that."""
    before = state(folder)
    done = CliRunner().invoke(main, [name if each == "FILE" else each for each in command.split()])
    assert done.exit_code in (1, 2), (command, done.output, done.exception)
    assert (len(done.stderr.splitlines()), done.stdout) == (1, ""), (command, done.output)
    assert done.stderr.startswith("lifonto: ")
    assert name in done.stderr
    assert not JARGON.search(done.stderr.rstrip("\n")), done.stderr
    assert state(folder) == before, command
    return done.stderr


@pytest.mark.parametrize(("name", "command"), CASES, ids=[name for name, _ in CASES])
def test_a_broken_ontology_gives_one_error_that_says_what_and_where(
    folder: Path, good: dict[str, str], name: str, command: str
):
    content, word, lines = broken(name, good)
    (folder / name).write_bytes(content)
    said = {refused(folder, name, EXPORT), refused(folder, name, command)}
    for each in said:
        assert word in each
        found = re.search(r"line (\d+)", each)
        assert not lines or (found and int(found[1]) in lines), each


@pytest.mark.parametrize("command", [*COMMANDS, EXPORT])
@pytest.mark.parametrize("name", NO_FILES, ids=[each[:12] for each in NO_FILES])
def test_what_is_no_file_is_told_as_what_it_is(folder: Path, name: str, command: str):
    (folder / "folder.owl").mkdir()
    os.mkfifo(folder / "pipe.obo")
    (folder / "dangling.owl").symlink_to("nowhere")
    refused(folder, name, command)


def test_there_are_two_hundred_and_more():
    assert len({name for name, _ in CASES}) > 200
    assert {command for _, command in CASES} == {*COMMANDS}


@pytest.mark.parametrize("syntax", ANY)
def test_the_ontology_that_is_broken_here_is_good_before(folder: Path, good: dict[str, str], syntax: str):
    for name, content in spellings(syntax, good[syntax]):
        (folder / name).write_bytes(content)
        done = CliRunner().invoke(main, ["resolve", "niche", "--in", name])
        assert (done.exit_code, "niche" in done.stdout) == (0, True), done.output


def spellings(syntax: str, text: str) -> Iterator[tuple[str, bytes]]:
    """Yield the good file as it may come, too: in other encodings, with other ends of lines, under other names."""
    yield f"good.{syntax}", text.encode()
    yield f"mark.{syntax}", text.encode("utf-8-sig")
    yield f"wide.{syntax}", text.encode("utf-16")
    yield f"wide-without-mark.{syntax}", text.replace('encoding="UTF-8"', "").encode("utf-16-le")
    yield f"old-mac.{syntax}", text.replace("\n", "\r").encode()
    yield f"windows.{syntax}", text.replace("\n", "\r\n").encode()
    yield "wrong.csv", text.encode()
