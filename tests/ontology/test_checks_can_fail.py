"""Every quality check can fail: a tiny broken example of each makes that check fail, and no other."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from lifonto.ask.checks import checks, violations

ONTOLOGY = Path(__file__).parents[2] / "ontology"
EXAMPLES = Path(__file__).parent / "checks"
ASSERTED = ox.NamedNode("https://w3id.org/lifonto/graph/asserted")
CHECKS = checks(ONTOLOGY)


def example(name: str) -> ox.Store:
    """Load the example called *name*: a Turtle file is the asserted graph, a TriG file says its graphs itself."""
    store = ox.Store()
    if (trig := EXAMPLES / f"{name}.trig").is_file():
        store.load(path=str(trig), format=ox.RdfFormat.TRIG)
    else:
        store.load(path=str(EXAMPLES / f"{name}.ttl"), format=ox.RdfFormat.TURTLE, to_graph=ASSERTED)
    return store


@pytest.mark.parametrize("name", [check.name for check in CHECKS])
def test_the_broken_example_of_a_check_fails_that_check_and_no_other(name: str) -> None:
    failed = {violation.check.name for violation in violations(example(name), CHECKS)}
    assert failed == {name}


def test_a_sound_example_fails_no_check() -> None:
    assert [str(violation) for violation in violations(example("sound"), CHECKS)] == []


def test_every_example_belongs_to_a_check() -> None:
    assert {file.stem for file in EXAMPLES.iterdir()} == {check.name for check in CHECKS} | {"sound"}


def test_every_check_says_what_is_wrong_and_how_to_mend_it() -> None:
    wanted = {"Title", "Problem", "Solution", "Level"}
    assert [check.name for check in CHECKS if not wanted <= check.header.keys()] == []
