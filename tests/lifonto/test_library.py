"""The functions of ``lifonto``: what they return has types, papers and tables."""

from __future__ import annotations

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import bibtexparser
import pytest

import lifonto
from lifonto.ask.store import open_store
from lifonto.ask.terms import TermIndex
from lifonto.ask.values import Term, Text, value
from lifonto.errors import NotFound, QueryError
from lifonto.tables.prefixes import Prefixes

XSD = "http://www.w3.org/2001/XMLSchema#"
COUNTS = """SELECT ?s ?label (COUNT(?o) AS ?n) { ?s rdfs:subClassOf LIFO:0001601 ; rdfs:label ?label ; ?p ?o }
GROUP BY ?s ?label"""


def test_a_description_has_a_row_and_the_papers_of_every_statement():
    found = lifonto.describe("LIF")
    table = found.to_frame()
    assert found.label == "leukemia inhibitory factor"
    assert list(table["statement"]) == list(found.statements)
    cited = {each.id for each in found.cite()}
    assert {source for row in table["sources"] for source in row.split("|") if source} <= cited
    assert all(each.title for each in found.cite())


def test_an_answer_to_a_question_tells_the_statements_behind_each_row():
    found = lifonto.ask("cells_that_make_lif_and_answer_to_it")
    assert len(found) == len(found.to_frame()) > 0
    for row in found:
        assert isinstance(row["cell"], Term)
        assert row.statements
    assert {source for row in found for each in row.statements for source in each.sources} == {
        e.id for e in found.cite()
    }


def test_classes_below_an_expression_come_with_statements_and_papers():
    found = lifonto.dl("cytokine and 'has receptor' some gp130")
    assert "extracellular leukemia inhibitory factor" in {each.label for each in found.subclasses}
    assert found.satisfiable
    assert found.statements.keys() <= {each.id for each in (*found.subclasses, *found.equivalents)}
    assert len(found.cite())
    assert set(found.to_frame()["part"]) <= {"equivalents", "subclasses", "superclasses"}


def test_a_supposed_class_stands_among_the_others_by_its_name():
    found = lifonto.dl("cytokine", assumed={"mine": "cytokine and 'has receptor' some gp130"})
    assert "mine" in {each.label for each in found.subclasses}


def test_an_explanation_has_a_row_for_each_axiom_and_cites_them():
    found = lifonto.explain("extracellular leukemia inhibitory factor", "cytokine")
    assert found.found
    assert len(found.to_frame()) == sum(map(len, found.explanations))
    assert len(found.cite())
    assert "cytokine" in str(found)


def test_what_is_missing_is_a_table_of_the_parts_of_the_definition():
    found = lifonto.explain("mouse embryonic stem cell", "LIFO:0001601", missing=True)
    assert found.found
    assert set(found.to_frame().columns) <= {"expression", "met"}


def test_the_network_keeps_what_was_denied_and_tells_it_apart():
    network = lifonto.network()
    denied = [each for each in network if each.negated]
    assert denied
    assert not [each for each in network.found if each.negated or each.standing != "verified"]
    assert network.to_frame()["negated"].dtype == bool
    assert {each.kind for each in network} >= {"positive", "negative", "contested"}


def test_a_part_of_the_network_cites_its_own_papers_alone():
    network = lifonto.network()
    part = network.around("STAT3")
    sources = {source for each in part for source in each.sources}
    assert 0 < len(part.cite()) < len(network.cite())
    assert {each.id for each in part.cite()} <= sources


def test_the_network_is_followed_downstream_and_around_by_steps():
    network = lifonto.network().found
    assert len(network.around("LIF")) < len(network.around("LIF", steps=2)) <= len(network)
    near = {each.subject.label for each in network.around("LIF") if each.object.label != "leukemia inhibitory factor"}
    assert near
    assert set(network.downstream("LIF").links) <= set(network.links)
    ways = network.downstream("LIF").upstream("SOCS3")
    assert "leukemia inhibitory factor" in {each.subject.label for each in ways}
    assert set(ways.links) < set(network.downstream("LIF").links)
    with pytest.raises(NotFound):
        network.around("no such thing")


def test_a_claim_is_judged_with_statements_and_papers():
    found = lifonto.claim("LIF activates STAT3")
    assert found.verdict == "supported"
    assert set(found.to_frame()["bears"]) >= {"supporting"}
    assert len(found.cite())
    assert lifonto.claim("LIF", "not raises", "STAT3").verdict == "contradicted"


def test_a_condition_cites_the_papers_of_its_rules():
    found = lifonto.condition("mES", "DMEM, 15% FBS, LIF", feeder="MEF")
    papers = str(found.to_frame()["papers"][0]).split()
    assert papers
    assert set(papers) <= {each.id for each in found.cite()}


def test_a_frame_has_numbers_as_numbers_and_labels_beside_terms():
    table = lifonto.frame(COUNTS)
    assert list(table.columns) == ["s", "s label", "label", "n"]
    assert table["n"].dtype == "int64"
    assert (table["s label"] == table["label"]).all()


def test_an_empty_frame_has_the_columns_of_its_query():
    assert list(lifonto.frame("SELECT ?a ?b { ?a rdfs:seeAlso 1, ?b }").columns) == ["a", "b"]


def test_a_frame_of_no_table_is_refused_with_what_to_do():
    with pytest.raises(QueryError, match=r"lifonto\.query answers"):
        lifonto.frame("ASK { ?s ?p ?o }")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (f'"12"^^<{XSD}integer>', 12),
        (f'"1.50"^^<{XSD}decimal>', Decimal("1.50")),
        (f'"1e3"^^<{XSD}double>', 1000.0),
        (f'"false"^^<{XSD}boolean>', False),
        (f'"many"^^<{XSD}integer>', "many"),
        ('"a \\"b\\"\\n"', 'a "b"\n'),
        (None, None),
    ],
)
def test_a_value_is_what_python_has_for_it(written: str | None, read: object):
    index = TermIndex.of(open_store([]), Prefixes({}))
    assert value(written, index) == read


def test_a_text_keeps_its_language_and_a_strange_datatype():
    index = TermIndex.of(open_store([]), Prefixes({}))
    colour, odd = value('"colour"@en-gb', index), value('"5"^^<urn:x>', index)
    assert isinstance(colour, Text)
    assert isinstance(odd, Text)
    assert (colour, colour.language, odd.datatype) == ("colour", "en-gb", "urn:x")


def test_bibtex_is_read_back_and_says_what_is_not_recorded():
    cited = lifonto.describe("LIF").cite()
    read = bibtexparser.parse_string(cited.bibtex())
    assert not read.failed_blocks
    assert len(read.entries) == len(cited)
    by_url = {each["url"]: each for each in read.entries}
    for each in cited:
        entry = by_url[each.iri]
        assert entry["title"].strip("{}").replace("\\", "") == each.title.strip("{}")
        assert "the first alone" in entry.fields_dict["note"].value if each.author else True


def test_csl_has_what_a_citation_manager_wants():
    items = json.loads(json.dumps(lifonto.describe("LIF").cite().csl()))
    papers = [each for each in items if each["type"] == "article-journal"]
    assert papers
    assert all({"id", "type", "title", "URL"} <= each.keys() for each in items)
    assert all(each["issued"]["date-parts"][0][0] > 1900 for each in papers if "issued" in each)


def test_without_pandas_the_error_says_how_to_install_it(tmp_path: Path):
    (tmp_path / "pandas.py").write_text("raise ImportError('no pandas')")
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import lifonto; lifonto.network().to_frame()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.splitlines()[-1] == (
        "lifonto.errors.NotInstalled: this needs pandas, which is not installed: pip install 'lifonto[frames]'"
    )
