"""*Not* survives: of every statement and format, what comes back is what was said, or the statement is withheld."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reading_back import READERS, only

from lifonto.exchange.formats import FINDINGS, ONTOLOGIES
from lifonto.exchange.losses import Export
from lifonto.exchange.statements import Statements

WITHOUT_NAMES = {"sif"}  # whose edges do not tell which statement they are of


def test_every_format_is_read_back():
    assert {*READERS, *WITHOUT_NAMES} == {*ONTOLOGIES, *FINDINGS}


@pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning")  # of rdflib and ndex2 themselves
@pytest.mark.parametrize("name", READERS)
def test_each_statement_comes_back_as_it_was_said_or_is_withheld(
    name: str, exported: Callable[[str], Export], known: Statements, tmp_path: Path
):
    made = exported(name)
    found: dict[str, set[str]] = {}
    for statement, kind in READERS[name](made, tmp_path):
        found.setdefault(statement, set()).add(kind)
    said = {known.curie(each.iri): each.kind for each in known.all}
    flipped = {each: kinds for each, kinds in found.items() if kinds != {said[each]}}
    assert flipped == {}
    assert found.keys() | made.losses.withheld.keys() == said.keys()
    assert not found.keys() & made.losses.withheld.keys()


def test_no_line_of_a_sif_says_what_was_denied_or_never_found(exported: Callable[[str], Export], known: Statements):
    made = exported("sif")
    lines = {tuple(line.split("\t")) for line in only(made).decode().splitlines()}
    found, others = set(), set()
    for edge in known.edges():
        each = edge.statement
        line = tuple(map(known.label, (edge.subject, each.relation, edge.object)))
        (found if (each.kind, each.standing) == ("positive", "verified") else others).add(line)
    assert lines == found
    assert others - found
    withheld = {known.curie(each.iri) for each in known.all if (each.kind, each.standing) != ("positive", "verified")}
    assert withheld <= made.losses.withheld.keys()


def test_a_name_that_says_less_is_never_denied(exported: Callable[[str], Export], known: Statements):
    """To deny *related to* would be to deny more than *necessary for*, which was denied."""
    from lifonto.exchange.relations import relations

    for name, column in (("kgx", "biolink"), ("causaltab", "causaltab"), ("gocam", "gocam")):
        withheld = exported(name).losses.withheld
        for each in known.all:
            weaker = relations().get(known.curie(each.relation), {}).get(column, "").startswith("~")
            assert not (each.negated and weaker) or known.curie(each.iri) in withheld


@pytest.mark.parametrize("name", ["kgx", "causaltab", "gpad", "gocam", "cellphonedb", "liana"])
def test_what_is_contested_or_only_supposed_is_not_written_as_found(
    name: str, exported: Callable[[str], Export], known: Statements
):
    unsettled = {known.curie(each.iri) for each in known.all if each.kind not in ("positive", "negative")}
    unseen = {known.curie(each.iri) for each in known.all if each.standing == "unverified"}
    assert unsettled | unseen <= exported(name).losses.withheld.keys()


def test_kgx_has_no_two_edges_of_the_same_ends_that_differ_in_sign(exported: Callable[[str], Export]):
    from reading_back import rows

    signs: dict[tuple[str, ...], set[tuple[str, str]]] = {}
    for row in rows(exported("kgx").files["lifonto_edges.tsv"], "\t"):
        ends = (row["subject"], row["predicate"], row["object"])
        signs.setdefault(ends, set()).add((row["negated"], row["object_direction_qualifier"]))
    assert {ends: found for ends, found in signs.items() if len(found) > 1} == {}
    assert {negated for found in signs.values() for negated, _ in found} == {"", "true"}
