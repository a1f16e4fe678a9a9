"""The page of axioms read aloud and the list of what became of each statement are those of the tables."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import list_of_axioms
import read_aloud


def test_the_page_of_axioms_read_aloud_is_that_of_the_tables(home: Path):
    fresh = read_aloud.page(home)
    assert read_aloud.PAGE.read_text(encoding="utf-8") == fresh, (
        "run `python tests/ontology/read_aloud.py`, and read it"
    )
    assert fresh.count("\n## LIFS:") == read_aloud.DRAWN == 60


def test_the_list_of_axioms_is_that_of_the_tables(home: Path):
    fresh = list_of_axioms.table(home)
    kept = list_of_axioms.TABLE.read_text(encoding="utf-8")
    assert kept == fresh, "run `python tests/ontology/list_of_axioms.py`"


def test_every_statement_is_on_the_list_once_and_with_a_reason():
    rows = [line.split("\t") for line in list_of_axioms.TABLE.read_text(encoding="utf-8").splitlines()[1:]]
    assert len(rows) >= 640
    assert Counter(row[0] for row in rows).most_common(1)[0][1] == 1
    assert all(row[5] for row in rows)
