"""The OBO file says what the OWL file says: the same axioms where a frame can say them, and the same hierarchy."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from reading_back import only

from lifonto.exchange.losses import Export, Losses
from lifonto.exchange.obo import OUTSIDE, obo
from lifonto.exchange.obographs import obographs
from lifonto.exchange.sources import Source
from lifonto.reason.documents.files import parsed
from lifonto.reason.reasoners.rustdl import Rustdl
from lifonto.reason.values.axioms import OF_INDIVIDUALS
from lifonto.reason.values.normal_form import normal
from lifonto.reason.values.ontology import Ontology

HEAD = "format-version: 1.4\nontology: test\n\n"
RULES = """Prefix(:=<http://purl.obolibrary.org/obo/T_>)
Prefix(rdfs:=<http://www.w3.org/2000/01/rdf-schema#>)
Prefix(xsd:=<http://www.w3.org/2001/XMLSchema#>)
Ontology(<http://purl.obolibrary.org/obo/t.owl>
"""


def written(axioms: str) -> tuple[Ontology, bytes, Losses]:
    """What *axioms*, in functional syntax, are in OBO, and what was lost."""
    ontology, losses = parsed(f"{RULES}{axioms})".encode(), "ofn", annotations=True), Losses()
    return ontology, obo(ontology, {}, losses), losses


def test_every_axiom_of_the_release_comes_back_from_its_obo_file(exported: Callable[[str], Export], source: Source):
    back = parsed(only(exported("obo")), "obo")
    stated = {normal(each) for each in source.stated.axioms if each.kind not in OF_INDIVIDUALS}
    assert stated - {normal(each) for each in back.axioms} == set()


def test_the_hierarchy_of_the_obo_file_is_that_of_the_owl_file(exported: Callable[[str], Export], source: Source):
    ours = Rustdl().taxonomy(parsed(only(exported("obo")), "obo"))
    owl = Rustdl().taxonomy(source.stated)
    assert ours.above == owl.above


def test_a_reader_without_a_reasoner_finds_the_inferred_hierarchy_too(exported: Callable[[str], Export], home: Path):
    frames = only(exported("obo")).decode().split("\n\n[Term]\n")[1:]
    above: dict[str, set[str]] = {}
    for frame in frames:
        lines = frame.split("\n\n")[0].splitlines()
        said = [line.partition(": ") for line in lines]
        name = next(value for tag, _, value in said if tag == "id")
        above.setdefault(name, set()).update(
            value.split(" ")[0] for tag, _, value in said if tag in ("is_a", "equivalent_to")
        )
        for other in [value.split(" ")[0] for tag, _, value in said if tag == "equivalent_to"]:
            above.setdefault(other, set()).add(name)
    found = set()
    for name in above:
        pending, seen = list(above[name]), {name}
        while pending:
            each = pending.pop()
            if each not in seen:
                seen.add(each)
                pending += above.get(each, ())
        found |= {(name, each) for each in seen - {name}}
    assert found == {pair for pair in hierarchy(home) if pair[0] != pair[1]}


def hierarchy(home: Path) -> set[tuple[str, str]]:
    """Every pair of named classes that is stated or follows, as CURIEs."""
    from lifonto.exchange.obo_text import Identifiers
    from lifonto.exchange.sources import pairs
    from lifonto.tables.prefixes import Prefixes

    name = Identifiers(Prefixes.read(home / "prefixes.tsv"), {})
    found = set()
    for graph in ("asserted", "inferred"):
        content = (home / "release" / f"{graph}.nt").read_bytes()
        for predicate in (
            "http://www.w3.org/2000/01/rdf-schema#subClassOf",
            "http://www.w3.org/2002/07/owl#equivalentClass",
        ):
            both = predicate.endswith("equivalentClass")
            for sub, sup in pairs(content, predicate):
                found |= {(name(sub), name(sup))} | ({(name(sup), name(sub))} if both else set())
    return found


@pytest.mark.parametrize(
    ("axiom", "clause"),
    [
        ("SubClassOf(:1 :2)", "is_a: T:2"),
        ("SubClassOf(:1 ObjectSomeValuesFrom(:9 :2))", "relationship: T:9 T:2"),
        ("DisjointClasses(:1 :2)", "disjoint_from: T:2"),
        ("EquivalentClasses(:1 ObjectUnionOf(:2 :3))", "union_of: T:3"),
        (
            "EquivalentClasses(:1 ObjectIntersectionOf(:2 ObjectSomeValuesFrom(:9 :3)))",
            "intersection_of: T:9 T:3",
        ),
        ("SubObjectPropertyOf(ObjectPropertyChain(:8 :9) :7)", "holds_over_chain: T:8 T:9"),
        ("TransitiveObjectProperty(:9)", "is_transitive: true"),
        ('AnnotationAssertion(rdfs:label :1 "a {b} c!")', r"name: a \{b\} c\!"),
        (
            'AnnotationAssertion(rdfs:comment :1 "two\nlines, a \\\\ and \\"quotes\\"")',
            r'comment: two\nlines, a \\ and "quotes"',
        ),
    ],
)
def test_it_is_written_as_obo_has_it_and_comes_back(axiom: str, clause: str):
    ontology, content, losses = written(f"Declaration(Class(:1)){axiom}")
    assert f"\n{clause}\n" in content.decode()
    back = parsed(content, "obo", annotations=True)
    assert {normal(each) for each in back.axioms} == {normal(each) for each in ontology.axioms}
    for about, said in ontology.annotations.items():
        assert set(said) <= set(back.annotations[about])
    assert losses.found == {}


@pytest.mark.parametrize(
    "axiom",
    [
        "SubClassOf(:1 ObjectComplementOf(ObjectSomeValuesFrom(:9 :2)))",
        "SubClassOf(:1 ObjectAllValuesFrom(:9 :2))",
        "SubClassOf(ObjectSomeValuesFrom(:9 :2) :1)",
        "DisjointClasses(:1 :2 :3)",
        "SubObjectPropertyOf(ObjectInverseOf(:9) :8)",
    ],
)
def test_what_no_clause_can_say_stands_in_owl_axioms_and_is_told(axiom: str):
    ontology, content, losses = written(axiom)
    assert "owl-axioms: " in content.decode()
    assert list(losses.found) == [OUTSIDE]
    back = parsed(content, "obo")
    assert {normal(each) for each in back.axioms} == {normal(each) for each in ontology.axioms}


def test_an_obo_graph_never_makes_a_link_of_a_denied_one():
    denied = "SubClassOf(:1 ObjectComplementOf(ObjectSomeValuesFrom(:9 :2)))"
    ontology, losses = parsed(f"{RULES}{denied})".encode(), "ofn"), Losses()
    (graph,) = json.loads(obographs(ontology, losses))["graphs"]
    assert graph["edges"] == []
    assert sum(count for _, count, _ in losses.kinds()) == 1


def test_a_second_definition_of_a_class_is_kept_apart_from_the_first():
    ontology, content, losses = written(
        "EquivalentClasses(:1 ObjectIntersectionOf(:2 :3)) EquivalentClasses(:1 ObjectIntersectionOf(:4 :5))"
    )
    assert content.decode().count("intersection_of: ") == 2
    assert losses.found.keys() == {OUTSIDE}
    back = parsed(content, "obo")
    assert {normal(each) for each in back.axioms} == {normal(each) for each in ontology.axioms}
