"""Tables of culture, spelled out: the build writes every *without*, and a new kind of ingredient is one row."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from lifonto.culture import Checker, Condition
from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.expressions import Named
from lifonto.reason.values.manchester import parse
from lifonto.reason.values.ontology import Ontology
from lifonto.recipes import Bench, bearing, document, labelled, read_bench, spelled_out
from lifonto.tables.mistakes import Mistakes, TableErrors
from lifonto.tables.prefixes import Prefixes
from lifonto.tables.rows import Row, read_tables, table_files

WORDS = {"SC": "SubClassOf", "EC": "EquivalentClasses", "DC": "DisjointClasses"}
NEW = "LIFO:0004999"


OF_CULTURE = ("culture/", "terms/culture_conditions.tsv", "terms/cells.tsv", "terms/cell_alterations.tsv")


def read(files: list[Path], home: Path) -> list[Row]:
    """The rows of *files*; raises TableErrors where they are wrong."""
    mistakes = Mistakes()
    rows = read_tables(files, home, mistakes)
    mistakes.raise_if_any()
    return rows


@pytest.fixture(scope="module")
def others(home: Path) -> list[Row]:
    """The rows of every table that is none of culture."""
    return read([each for each in table_files(home) if each.parent.name != "culture"], home)


def axioms(rows: list[Row], prefixes: Prefixes) -> Ontology:
    """What *rows*, spelled out, say of culture, without compiling them."""
    called = labelled(rows)
    found = []
    for row in rows:
        for cell in row.cells if row.place.file.startswith(OF_CULTURE) else ():
            for text in cell.values if cell.column.keyword in WORDS else ():
                quoted = f"'{text}'" if text in called else text  # a label by itself may stand without quotes
                expression = parse(quoted, lambda name: prefixes.expand(called.get(name, name)))
                one = Named(prefixes.expand(row.text("ID")))
                found.append(Axiom(WORDS[cell.column.keyword], (one, expression)))
    return Ontology(tuple(found))


def checker(copy: Path, others: list[Row]) -> Checker:
    """A checker of what the tables of culture in *copy* say beside the *others*, without building them."""
    rows = [*others, *read(sorted((copy / "culture").glob("*.tsv")), copy)]
    prefixes, mistakes = Prefixes.read(copy / "prefixes.tsv"), Mistakes()
    bench, whole = read_bench(rows, labelled(rows), mistakes), spelled_out(rows, mistakes)
    release = copy / "release"
    release.mkdir(exist_ok=True)
    (release / "culture.json").write_bytes(document(bench, rows, prefixes.expand))
    (release / "culture.ofn").write_bytes(bearing(axioms(whole, prefixes), whole, prefixes.expand))
    return Checker.of(copy)


@pytest.fixture
def copy(home: Path, tmp_path: Path) -> Path:
    """A copy of the tables of culture, to change."""
    shutil.copy(home / "prefixes.tsv", tmp_path)
    shutil.copytree(home / "culture", tmp_path / "culture")
    return tmp_path


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


def test_a_new_kind_is_one_row_and_leaves_every_verdict_as_it_was(
    copy: Path, others: list[Row], asked: list[Condition]
):
    before = [(each.outcome, each.missing) for each in checker(copy, others).judge(asked)]
    row = {"Identifier": NEW, "Name": "NOTCH inhibitor", "Acts": "yes", "Parent": "'chemical entity'"}
    add(copy, "kinds", **row, Definition="A chemical entity that inhibits NOTCH.")
    after = checker(copy, others)
    assert [(each.outcome, each.missing) for each in after.judge(asked)] == before
    assert len({outcome.word for outcome, _ in before}) > 5
    kind = after.known.prefixes.expand(NEW)
    with_it = after.judge(each.plus((kind,)) for each in asked if each.media or each.added)
    assert {each.outcome.word for each in with_it if not each.condition.media} == {"undecided"}


def test_an_ingredient_is_one_row_and_is_judged_as_its_kind(copy: Path, others: list[Row]):
    add(
        copy,
        "ingredients",
        Identifier=NEW,
        Name="trametinib",
        **{"Counts as": "MEK inhibitor", "Source": "PMID:14636556"},
    )
    known = checker(copy, others)
    call = {
        entry.name: iri
        for table in ("ingredients", "kinds", "cells")
        for iri, entry in known.known.bench[table].items()
    }
    mouse = call["mouse embryonic stem cell"]
    (verdict,) = known.judge([Condition(mouse, added=(call["trametinib"], call["CHIR 99021"]))])
    assert verdict.outcome.word == "naive state maintained"


@pytest.fixture(scope="module")
def rows(home: Path, others: list[Row]) -> list[Row]:
    """The rows of every table."""
    return [*others, *read(sorted((home / "culture").glob("*.tsv")), home)]


def test_an_ingredient_is_disjoint_with_no_kind_that_it_is_or_may_be(rows: list[Row]):
    bench = read_bench(rows, labelled(rows), Mistakes())
    whole = spelled_out(rows, Mistakes())
    never = {row.text("ID"): set(cell.values) for row in whole for cell in row.cells if cell.column.keyword == "DC"}
    assert never[bench_name(bench, "KnockOut Serum Replacement")]
    for name, entry in bench["ingredients"].items():
        kinds = {below for kind in never.get(name, ()) for below in bench.related(kind) if kind in bench.above(below)}
        assert not kinds & {*entry.says("counts"), *entry.says("open")}, entry.name


def bench_name(bench: Bench, name: str) -> str:
    return next(iri for iri, entry in bench["ingredients"].items() if entry.name == name)


def test_every_acting_kind_has_a_class_of_media_that_lack_it(rows: list[Row]):
    bench = read_bench(rows, labelled(rows), Mistakes())
    whole = {row.text("ID"): row.text("SC") for row in spelled_out(rows, Mistakes()) if row.text("SC")}
    for kind in bench.acting:
        absent = bench["kinds"][kind].one("absence") or f"LIFC:without.{kind.replace(':', '_')}"
        assert f"not ('has ingredient' some {kind})" in whole[absent]


@pytest.mark.parametrize(
    ("table", "row", "message"),
    [
        ("ingredients", {"Name": "X", "Counts as": "MEK inhibiter"}, "did you mean 'MEK inhibitor'"),
        ("kinds", {"Name": "X", "Acts": "maybe"}, "whether it can bear on the cells"),
        ("media", {"Identifier": "LIFO:0002350", "Name": "X"}, "stands twice"),
    ],
)
def test_a_mistake_is_told_with_its_row(copy: Path, others: list[Row], table: str, row: dict[str, str], message: str):
    add(copy, table, **({"Identifier": NEW} | row))
    mistakes = Mistakes()
    with pytest.raises(TableErrors, match=message) as refused:
        spelled_out([*others, *read(sorted((copy / "culture").glob("*.tsv")), copy)], mistakes)
    assert f"culture/{table}.tsv:" in str(refused.value)


def test_the_guide_shows_a_row_as_it_stands(home: Path):
    """The row of the guide on how an ingredient is added, column by column."""
    shown = (home / "README.md").read_text(encoding="utf-8").split("<!-- recipe: culture/ingredients.tsv -->")[1]
    lines = shown.strip().split("\n\n")[0].splitlines()[2:]
    cells = [[cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]
    headers, templates, *others = (home / "culture" / "ingredients.tsv").read_text(encoding="utf-8").splitlines()
    assert [header for header, _, _ in cells] == headers.split("\t")
    assert [template.strip("`") for _, template, _ in cells] == templates.split("\t")
    assert "\t".join(cell for *_, cell in cells) in others
