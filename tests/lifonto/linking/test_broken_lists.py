"""Broken lists and tables, for `match`, `condition` and `module`: one error each, with its line, before any output."""

from __future__ import annotations

import gzip
import os
import re
from pathlib import Path

import pytest

from tests.lifonto.linking.broken import OBO, PAGE, packed, zipped
from tests.lifonto.linking.test_broken_files import refused

ROW = b"name\tcell\twith\nx\tmES\tLIF\n"
WORKBOOK = zipped(b"no workbook")
POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"
TEXTS: dict[str, tuple[bytes, str]] = {  # for each command: what no text is, and a word of what is said
    "empty.txt": (b"", " no "),
    "blank.txt": (b" \n\n", " no "),
    "remarks.txt": (b"# x\n", " no "),
    "nul.txt": (b"niche\nce\0ll\n", "line 2"),
    "noise.txt": (bytes(range(128, 256)) * 5, "line 1"),
    "latin.txt": ("niche\nSt\u00fcve\n".encode("latin-1"), "line 2"),
    "late.txt": (b"niche\n" * 20_000 + b"\xff\n", "line 20001"),
    "half.txt": ("niche\nniche\n".encode("utf-16")[:-1], "utf-16"),
    "page.txt": (PAGE, "web page"),
    "pointer.txt": (POINTER, "git lfs pull"),
    "refusal.txt": (b"404: Not Found", "message of a server"),
    "ontology.txt": (OBO.encode(), "an ontology in OBO"),
    "archive.txt": (WORKBOOK, "zip archive"),
    "document.txt": (b"%PDF-1.4\n", "office document"),
    "cut.txt.gz": (packed(b"niche\n" * 1000)[:-9], "damaged"),
    "twice.txt": (packed(packed(b"niche\n")), "packed twice"),
}
LISTS: dict[str, tuple[bytes, str]] = {
    "long.txt": (b"niche\n" + b"x" * 5000, "line 2"),
    "columns.csv": (b"a,b\n1,2\n", "--label COLUMN"),
    "header.tsv": (b"id\tlabel\n", "no names"),
    "wide.tsv": (b"id\tlabel\nTST:1\tcell\tmore\n", "line 2"),
    "quote.csv": (b'id,label\nTST:1,"cell\n', "line 2"),
    "inner.csv": (b'id,label\nTST:1,niche\nTST:2,"ce"ll\n', "line 3"),
    "twice.csv": (b"label,label\ncell,cell\n", "two columns"),
    "field.csv": (b"id,label\nTST:1," + b"x" * 200_000 + b"\n", "line 2"),
}
CONDITIONS: dict[str, tuple[bytes, str]] = {
    "columns.tsv": (b"name\twith\na\tLIF\n", ":1: no column 'cell'"),
    "slip.tsv": (ROW.replace(b"cell", b"cel"), "did you mean 'cell'"),
    "twice.tsv": (b"cell\tcell\nmES\tEpiSC\n", "two columns"),
    "wide.tsv": (ROW.replace(b"LIF", b"LIF\tmore"), ":2: more cells"),
    "no-cell.tsv": (ROW.replace(b"mES", b""), ":2: says no cell"),
    "nul.tsv": (ROW.replace(b"mES", b"m\0ES"), "line 2"),
    "quote.csv": (b'name,cell,with\nx,"mES,LIF\n', ":2: a quote"),
    "field.csv": (b"name,cell,with\nx,mES," + b"x" * 200_000 + b"\n", ":2: a cell"),
    "noise.xlsx": (b"PK\3\4noise", "not an Excel workbook"),
    "other.xlsx": (WORKBOOK, "not an Excel workbook"),
    "cut.yaml": (b"- cell: [mES\n", ":2: not YAML"),
    "text.yaml": (b"hello\n", "list of entries"),
    "entry.yaml": (b"cell: mES\n", "list of entries"),
    "deep.yaml": (b"[" * 1200, "not YAML"),
    "date.yaml": (b"- cell: 2020-99-99\n", "not YAML"),
    "tag.yaml": (b"- !!python/object:os.system x\n", ":1: not YAML"),
    "key.yaml": (b"- ? [a, b]\n  : c\n", "not YAML"),
}
MATCH, MODULE = "match FILE --in good.obo", "module good.obo --terms-from FILE -o OUT"
CONDITION = "condition --file FILE -o OUT"
CASES = [
    *((command, name) for command in (MATCH, MODULE, CONDITION) for name in TEXTS),
    *((MATCH, name) for name in LISTS),
    *((CONDITION, name) for name in CONDITIONS),
]
NO_FILES = ("pipe.txt", "missing.txt", "x" * 300 + ".txt")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with an ontology, and a file that is there already."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.obo").write_text(OBO)
    (tmp_path / "OUT").write_text("what was there before")
    return tmp_path


@pytest.mark.parametrize(("command", "name"), CASES, ids=[f"{command.split()[0]}-{name}" for command, name in CASES])
def test_a_broken_list_gives_one_error_that_says_what_and_where(folder: Path, command: str, name: str):
    content, word = {**TEXTS, **LISTS, **CONDITIONS}[name]
    if command == CONDITION and name in CONDITIONS:
        content, word = CONDITIONS[name]
    elif command == MATCH and name in LISTS:
        content, word = LISTS[name]
    (folder / name).write_bytes(content)
    assert word in refused(folder, name, command)


@pytest.mark.parametrize("command", [MATCH, MODULE, CONDITION], ids=["match", "module", "condition"])
@pytest.mark.parametrize("name", NO_FILES, ids=[each[:12] for each in NO_FILES])
def test_what_is_no_file_is_refused_as_a_list(folder: Path, command: str, name: str):
    os.mkfifo(folder / "pipe.txt")
    refused(folder, name, command)


def test_each_term_of_a_list_that_there_is_not_is_told_with_its_line(folder: Path):
    from tests.lifonto.linking.test_bad_input import run

    (folder / "terms.txt").write_bytes(gzip.compress("nothing\ncell\nnada\n".encode("utf-16")))
    done = run("module", "good.obo", "--terms-from", "terms.txt", "-o", "OUT")
    assert done.exit_code == 1
    assert re.findall(r"terms.txt, line (\d)", done.stderr) == ["1", "3"]
    assert (folder / "OUT").read_text() == "what was there before"
