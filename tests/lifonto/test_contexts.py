"""What a fact found is stated of the entity in its context, and of no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from lifonto.contexts.classes import in_context
from lifonto.tables.mistakes import Mistakes, Place
from lifonto.tables.rows import Row, read_table

TERMS = """Identifier\tLabel\tParent\tEquivalent
ID\tLABEL\tSC % SPLIT=|\tEC %
X:1\tprocess\t\t
X:2\tmolecule\t\t
X:3\tcell\t\t
X:4\tspecies\t\t
X:10\tmouse\tspecies\t
X:11\tman\tspecies\t
X:20\tfibroblast\tcell\t
X:22\tserum\t\t
X:21\tmouse stem cell\tcell|'in taxon' some mouse\t
X:30\tdivision\tprocess\t
X:31\tdivision of mouse stem cells\t\tdivision and 'occurs in' some 'mouse stem cell'
X:40\tLIF\tmolecule\t
X:50\tin taxon\t\t
X:51\toccurs in\t\t
X:52\tacts in\t\t
X:53\tcan be promoted by\t\t
X:54\tcan promote\t\t
"""
CONTEXTS = """Context\tKind\tLogic\tLabel\tDefinition\tKnown\tApart
ID\tOF\tWITHIN\tCALLED\tSAID\tKNOWN SPLIT=|\tAPART SPLIT=|
x:cell\tprocess\t'occurs in' some {}\tin {}\toccurs in {}\toccurs in\t
x:cell\tmolecule\t'acts in' some {}\tacting in {}\tacts in {}\tacts in\t
x:species\tprocess\t'occurs in' some ('in taxon' some {})\t({})\toccurs in {}\tin taxon\tin taxon
x:species\tmolecule\t'in taxon' some {}\t({})\tis of {}\tin taxon\tin taxon
x:species\tcell\t'in taxon' some {}\t({})\tis of {}\tin taxon\tin taxon
"""
FACTS = """Identifier\tCell\tSpecies\tAbout\tAxiom\tUniversal
ID\tAI x:cell SPLIT=|\tAI x:species SPLIT=|\tABOUT SPLIT=|\tSC % SPLIT=|\tUNIVERSAL x:why
"""


def compiled(tmp_path: Path, fact: str, mistakes: Mistakes | None = None) -> list[Row]:
    """Return the rows that the compiler gets of the tables above and one *fact*."""
    rows = []
    noted = mistakes if mistakes is not None else Mistakes()
    for name, text in {"terms": TERMS, "contexts": CONTEXTS, "facts": FACTS + fact + "\n"}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        rows += read_table(tmp_path / name, name, noted)
    told = in_context(rows, noted)
    if mistakes is None:
        noted.raise_if_any()
    return told


def axioms(rows: list[Row]) -> set[tuple[str, str]]:
    """Return what the facts among *rows* state, with the labels of classes."""
    labels = {row.text("ID"): row.text("LABEL") for row in rows if row.text("LABEL")}
    return {
        (labels.get(about, about), value)
        for row in rows
        if (cell := row.cell("ABOUT")) and (axiom := row.cell("SC"))
        for about in cell.values
        for value in axiom.values
    }


def test_a_process_is_stated_as_it_is_in_the_cell_and_species(tmp_path: Path):
    rows = compiled(tmp_path, "F:1\tfibroblast\tman\tdivision\t'can be promoted by' some LIF\t")
    assert axioms(rows) == {("division in fibroblast (man)", "'can be promoted by' some LIF")}
    made = {row.text("LABEL"): row.text("EC") for row in rows if row.text("ID").startswith("LIFC:")}
    assert made == {
        "fibroblast (man)": "X:20 and ('in taxon' some X:11)",
        "division in fibroblast (man)": "X:30 and ('occurs in' some LIFC:X_20.X_11)",
    }


def test_a_term_that_has_the_context_already_is_left_as_it_is(tmp_path: Path):
    fact = "F:1\tmouse stem cell\tmouse\tdivision of mouse stem cells\t'can be promoted by' some LIF\t"
    assert axioms(compiled(tmp_path, fact)) == {("division of mouse stem cells", "'can be promoted by' some LIF")}


def test_several_contexts_mean_each_and_a_cell_goes_with_its_own_species(tmp_path: Path):
    fact = "F:1\tfibroblast|mouse stem cell\tmouse|man\tdivision\t'can be promoted by' some LIF\t"
    assert {about for about, _ in axioms(compiled(tmp_path, fact))} == {
        "division in fibroblast (mouse)",
        "division in fibroblast (man)",
        "division in mouse stem cell",
    }


def test_what_a_negation_denies_is_denied_of_the_context_alone(tmp_path: Path):
    fact = "F:1\tfibroblast\t\tLIF\tnot ('can promote' some division)\t"
    rows = compiled(tmp_path, fact)
    assert axioms(rows) == {("LIF acting in fibroblast", "not (X:54 some LIFC:X_30.X_20)")}


def test_a_fact_with_a_reason_is_stated_of_all(tmp_path: Path):
    fact = "F:1\tfibroblast\tman\tdivision\t'can be promoted by' some LIF\tthe definition says so"
    assert axioms(compiled(tmp_path, fact)) == {("division", "'can be promoted by' some LIF")}


@pytest.mark.parametrize(
    ("fact", "told"),
    [
        ("F:1\tmouse stem cell\tman\tdivision\t'can be promoted by' some LIF\t", "its species is not that of any"),
        ("F:1\tfibroblast\t\tmouse\t'can be promoted by' some LIF\t", "neither side of its axiom is of 'fibroblast'"),
        # serum can be stood in, but cannot itself stand in a species
        ("F:1\tserum\tmouse\tLIF\t'can promote' some LIF\t", "neither side of its axiom is of 'mouse'"),
    ],
)
def test_a_fact_whose_context_cannot_be_had_is_refused_with_its_row(tmp_path: Path, fact: str, told: str):
    mistakes = Mistakes()
    compiled(tmp_path, fact, mistakes)
    assert [(mistake.place, told in mistake.message) for mistake in mistakes.found] == [(Place("facts", 3), True)]
