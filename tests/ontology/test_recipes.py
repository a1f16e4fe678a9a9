"""Tables of culture, spelled out: the build writes every *without*, and a new kind of ingredient is one row."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lifonto.culture import Checker, Condition
from lifonto.errors import LifontoError, TableErrors
from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.expressions import Named
from lifonto.reason.values.manchester import parse
from lifonto.reason.values.ontology import Ontology
from lifonto.recipes import bearing, document, labelled, read_bench, spelled_out
from lifonto.tables.mistakes import Mistakes
from lifonto.tables.prefixes import Prefixes
from lifonto.tables.rows import Row, read_tables, table_files

WORDS = {"SC": "SubClassOf", "EC": "EquivalentClasses", "DC": "DisjointClasses"}
HOLDS = "https://w3id.org/lifonto/LIFO_0000060"
NEW = "LIFO:0004999"


def told(home: Path) -> list[Row]:
    """The rows of the tables in *home*; raises TableErrors where they are wrong."""
    mistakes = Mistakes()
    rows = read_tables(table_files(home), home, mistakes)
    mistakes.raise_if_any()
    return rows


def axioms(home: Path, rows: list[Row]) -> Ontology:
    """What the *rows* say of classes and relations, without compiling them."""
    prefixes, mistakes = Prefixes.read(home / "prefixes.tsv"), Mistakes()
    whole = spelled_out(rows, mistakes)
    called = labelled(whole)
    found = []
    for row in whole:
        for cell in row.cells if not row.cell("ABOUT") and row.text("ID") else ():
            for text in cell.values if cell.column.keyword in WORDS else ():
                try:
                    expression = parse(text, lambda name: prefixes.expand(called.get(name, name)))
                except LifontoError:
                    continue
                one = Named(prefixes.expand(row.text("ID")))
                found.append(Axiom(WORDS[cell.column.keyword], (one, expression)))
    return Ontology(tuple(found))


def checker(home: Path) -> Checker:
    """A checker of what the tables in *home* say, without building them."""
    rows = told(home)
    prefixes, mistakes = Prefixes.read(home / "prefixes.tsv"), Mistakes()
    bench = read_bench(rows, labelled(rows), mistakes)
    release = home / "release"
    release.mkdir(exist_ok=True)
    (release / "culture.json").write_bytes(document(bench, rows, prefixes.expand))
    axiom_file = bearing(axioms(home, rows), spelled_out(rows, mistakes), prefixes.expand)
    (release / "culture.ofn").write_bytes(axiom_file)
    return Checker.of(home)


@pytest.fixture
def copy(home: Path, tmp_path: Path) -> Path:
    """A copy of the tables, to change."""
    return Path(shutil.copytree(home, tmp_path / "ontology", ignore=shutil.ignore_patterns("release", "questions")))


@pytest.fixture(scope="module")
def asked(home: Path) -> list[Condition]:
    """The published conditions of the ontology that name a medium, each as it would be asked about."""
    known = Checker.of(home).known
    kinds = [each for each in known.bench["conditions"].values() if each.one("cell") in known.bench["cells"]]
    return [
        Condition(
            each.one("cell"),
            frozenset(each.says("altered")),
            each.one("strain") or None,
            media=each.says("medium"),
            added=each.says("present"),
            feeder=each.one("feeder") if each.one("feeder") in known.bench["feeders"] else None,
        )
        for each in kinds
    ]


def add(copy: Path, table: str, **cells: str) -> None:
    """Add a row to a table of culture, by the headers of its columns."""
    file = copy / "culture" / f"{table}.tsv"
    headers = file.read_text(encoding="utf-8").splitlines()[0].split("\t")
    assert cells.keys() <= set(headers), headers
    with file.open("a", encoding="utf-8") as lines:
        lines.write("\t".join(cells.get(header, "") for header in headers) + "\n")


def test_a_new_kind_is_one_row_and_leaves_every_verdict_as_it_was(home: Path, copy: Path, asked: list[Condition]):
    before = [(each.outcome, each.missing) for each in checker(copy).judge(asked)]
    row = {"Identifier": NEW, "Name": "NOTCH inhibitor", "Acts": "yes", "Parent": "'chemical entity'"}
    add(copy, "kinds", **row, Definition="A chemical entity that inhibits NOTCH.")
    after = checker(copy)
    assert [(each.outcome, each.missing) for each in after.judge(asked)] == before
    assert len({outcome.word for outcome, _ in before}) > 5
    kind = after.known.prefixes.expand(NEW)
    with_it = after.judge(each.plus((kind,)) for each in asked if each.media or each.added)
    assert {each.outcome.word for each in with_it if not each.condition.media} == {"undecided"}


def test_an_ingredient_is_one_row_and_is_judged_as_its_kind(copy: Path, asked: list[Condition]):
    add(copy, "ingredients", Identifier=NEW, Name="trametinib", **{"Counts as": "MEK inhibitor", "Source": "PMID:14636556"})
    known = checker(copy)
    call = {entry.name: iri for table in ("ingredients", "kinds", "cells") for iri, entry in known.known.bench[table].items()}
    mouse = call["mouse embryonic stem cell"]
    (verdict,) = known.judge([Condition(mouse, added=(call["trametinib"], call["CHIR 99021"]))])
    assert verdict.outcome.word == "naive state maintained"


def test_an_ingredient_is_disjoint_with_the_kinds_that_it_is_not(home: Path):
    rows = spelled_out(told(home), Mistakes())
    bench = read_bench(told(home), labelled(told(home)), Mistakes())
    never = {row.text("ID"): set(cell.values) for row in rows for cell in row.cells if cell.column.keyword == "DC"}
    for name, entry in bench["ingredients"].items():
        kinds = {wider for kind in never.get(name, ()) for wider in bench.related(kind)}
        assert not kinds & set(entry.says("counts"))
        assert not set(entry.says("open")) & never.get(name, set())


def test_every_acting_kind_has_a_class_of_media_that_lack_it(home: Path):
    rows = told(home)
    bench = read_bench(rows, labelled(rows), Mistakes())
    lacking = {axiom.parts[1] for axiom in axioms(home, rows).axioms if axiom.kind == "SubClassOf"}
    prefixes = Prefixes.read(home / "prefixes.tsv")
    said = {str(each) for each in lacking if "Complement" in type(each).__name__ and HOLDS in str(each)}
    for kind in bench.acting:
        assert any(prefixes.expand(kind) in each for each in said), bench["kinds"][kind].name


@pytest.mark.parametrize(
    ("table", "row", "message"),
    [
        ("ingredients", {"Name": "X", "Counts as": "MEK inhibiter"}, "did you mean 'MEK inhibitor'"),
        ("kinds", {"Name": "X", "Acts": "maybe"}, "whether it can bear on the cells"),
        ("media", {"Identifier": "LIFO:0002350", "Name": "X"}, "stands twice"),
    ],
)
def test_a_mistake_is_told_with_its_row(copy: Path, table: str, row: dict[str, str], message: str):
    add(copy, table, **({"Identifier": NEW} | row))
    mistakes = Mistakes()
    with pytest.raises(TableErrors, match=message) as refused:
        spelled_out(told(copy), mistakes)
    assert f"culture/{table}.tsv:" in str(refused.value)
