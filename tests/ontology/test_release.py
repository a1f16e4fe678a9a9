"""The committed release: fresh, valid, coherent, and the same by every referee."""

import csv
import subprocess
import sys
from pathlib import Path

import pyhornedowl
from pyhornedowl import profile
from rdflib import Graph

import lifonto
from lifonto.tables.digests import FILE, warning
from lifonto.tables.prefixes import Prefixes

SEED = """
SELECT DISTINCT ?statement ?citation WHERE {
  ?statement LIFO:0000004 ?phrase ; dcterms:source ?citation .
}
"""


def test_the_committed_release_is_of_the_tables_beside_it(home: Path):
    assert (home / "release" / FILE).is_file()
    assert warning(home) == "", "run `lifonto build` and commit the difference"


def test_the_release_has_more_than_five_thousand_triples(asserted: Graph):
    assert len(asserted) > 5000


def test_the_release_is_in_owl_2_dl(home: Path):
    ontology = pyhornedowl.open_ontology_from_file(str(home / "release" / "lifonto.owl"), serialization="rdf")
    report = profile.check_profile(ontology, "DL")
    assert report.conformant, report.violations[:5]


def test_every_statement_of_the_seed_article_has_its_citation():
    answers = lifonto.query(SEED)
    assert isinstance(answers, list)
    assert len({answer["statement"] for answer in answers}) == 122


def test_the_seed_statements_are_those_of_the_fact_base(shared: Path):
    with (shared / "facts" / "statements.tsv").open(encoding="utf-8") as table:
        rows = csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
        seed = {row["id"].replace(":", "_") for row in rows if row["from_seed"].startswith("y")}
    answers = lifonto.query(SEED)
    assert isinstance(answers, list)
    assert {answer["statement"].rpartition("/")[2] for answer in answers} == seed


def test_identifiers_and_citations_are_borne_out_by_the_reference_data(shared: Path, home: Path):
    checker = [sys.executable, str(shared / "checks" / "identifiers.py"), str(home.parent)]
    done = subprocess.run(checker, capture_output=True, text=True, check=False)
    assert done.stdout.rstrip().endswith(", 0 failed"), done.stdout[-3000:]


def test_the_label_beside_an_identifier_is_the_label_of_that_entity(home: Path):
    """In tables whose label column is for people only, it is kept in step with the label stated elsewhere."""
    prefixes = Prefixes.read(home / "prefixes.tsv")
    labels: dict[str, str] = {}
    rows = lifonto.query("SELECT ?term ?label { ?term rdfs:label ?label }")
    assert isinstance(rows, list)
    for row in rows:
        labels[row["term"]] = row["label"]
    wrong = []
    for file in sorted(home.rglob("*.tsv")):
        lines = file.read_text(encoding="utf-8").split("\n")
        if len(lines) < 2 or not lines[1].startswith("ID\t\t"):
            continue
        for number, line in enumerate(lines[2:], start=3):
            identifier, label, *_ = [*line.split("\t"), "", ""]
            if identifier and labels.get(prefixes.expand(identifier)) != label:
                wrong.append(f"{file.relative_to(home)}:{number}: {identifier} is not called {label!r}")
    assert wrong == []
