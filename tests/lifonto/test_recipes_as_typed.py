"""Recipes as people type them, read with the names of the release: nothing refused, lost or silently wrong."""

import csv
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from lifonto.culture.asking import Culture
from lifonto.culture.lexicon import Kind, Name
from lifonto.culture.reading import Reader
from lifonto.culture.recipe import UNDERSTOOD, Part, Typed

TABLE = Path(__file__).with_name("recipes_as_typed.tsv")
MARKS = {"?": "unknown", "~": "ambiguous"}
FUZZED: tuple[Kind, ...] = ("ingredient", "medium", "feeder", "matrix")


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, restval=""))


RECIPES = rows(TABLE)


@pytest.fixture(scope="module")
def reader(culture: Culture) -> Reader:
    return Reader(culture.lexicon)


def typed(row: dict[str, str]) -> Typed:
    return Typed(row["cell"], row["with"].replace("\\n", "\n"), row["feeder"])


def fits(reader: Reader, part: Part, wanted: str) -> bool:
    """Tell whether *part* is as wanted: ``no NAME = NUMBER UNIT``, or ``?`` or ``~`` before what was typed."""
    if how := MARKS.get(wanted[0]):
        return (part.how, part.typed.casefold()) == (how, wanted[1:].casefold())
    name, _, amount = wanted.partition(" = ")
    match = reader.lexicon.exact(name.removeprefix("no "))
    found = f"{part.amount.least:g} {part.amount.unit}" if part.amount and part.amount.least is not None else ""
    named = match is not None and part.term in {each.term for each in match.names}
    return named and part.absent == name.startswith("no ") and found == amount


@pytest.mark.parametrize("row", RECIPES, ids=lambda row: f"{row['cell']} in {row['with'][:40]}")
def test_a_recipe_is_read_as_a_technician_means_it(reader: Reader, row: dict[str, str]):
    parts = [part for part in reader.read(typed(row)).parts if part.how != "set aside"]
    wanted = row["expected"].split("; ")
    assert len(parts) == len(wanted), parts
    for part, each in zip(parts, wanted, strict=True):
        assert fits(reader, part, each), (each, part)


def test_there_are_sixty_recipes_and_ten_of_them_come_from_methods():
    assert len(RECIPES) >= 60
    assert len([row for row in RECIPES if "\\n" in row["with"] or len(row["with"]) > 100]) >= 10


def test_the_words_of_the_lab_for_published_conditions_are_all_understood(reader: Reader, shared: Path):
    for row in rows(shared / "facts" / "media" / "conditions.tsv"):
        recipe = reader.read(Typed(row["lab_cell"], row["lab_with"], row["lab_feeder"]))
        assert recipe.unknown == (), row["id"]
        assert all(part.how in UNDERSTOOD for part in recipe.parts), row["id"]


@pytest.mark.parametrize("table", ["ingredients.tsv", "cell_lines.tsv"])
def test_every_lab_word_of_the_facts_is_known(reader: Reader, shared: Path, table: str):
    every = rows(shared / "facts" / "media" / table)
    said = [row for row in every if not row["kind"].startswith("LIF source")]  # what conditions media is not grown
    words = [
        w for row in said for w in [row["name"], *(row.get("synonyms") or row.get("typed_as") or "").split(";")] if w
    ]
    missing = [word for word in words if not reader.lexicon.exact(word)]
    assert len(missing) <= len(words) // 50, missing


def misspelt(name: str, chance: random.Random) -> str:
    """Return *name* with one slip of the fingers."""
    place, letter = chance.randrange(len(name)), chance.choice("abcdefghijklmnopqrstuvwxyz0123456789-")
    swapped = name[:place] + name[place + 1 : place + 2] + name[place] + name[place + 2 :]
    slips = [
        name[:place] + name[place + 1 :],
        name[:place] + letter + name[place:],
        name[:place] + letter + name[place + 1 :],
        swapped,
        name.swapcase(),
        name.replace(" ", "-"),
        name.replace("-", " "),
        f" {name}s ",
        name.upper(),
    ]
    return chance.choice(slips)


def slips(names: list[Name], number: int) -> Iterator[tuple[Name, str]]:
    """Yield names and misspellings of them, the same each time."""
    chance = random.Random(15)  # noqa: S311
    for _ in range(number):
        name = chance.choice(names)
        yield name, misspelt(name.written, chance)


def test_a_slip_of_the_fingers_is_never_taken_for_another_thing_without_a_word(reader: Reader):
    simple = [
        n for n in reader.lexicon.names if n.kind in FUZZED and n.written.replace("-", "").replace(" ", "").isalnum()
    ]
    understood = 0
    for name, slip in slips(simple, 500):
        (part, *others) = reader.read(Typed(medium=slip)).parts or [None]
        if part is None or others:
            continue  # what was torn apart is told apart
        right = part.term == name.term or name.term in {each.term for each in (*part.names, *part.also)}
        understood += right
        if part.term and not right and part.how in ("name", "spelling"):
            assert reader.lexicon.exact(slip), (name, slip, part)  # it was typed as the name of another thing
    assert understood > 350
