"""Any ontology, written in each syntax, is read back as it was, or what is lost is told."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import assume, given, settings

from lifonto.exchange.formats import ONTOLOGIES, export_ontology
from lifonto.exchange.losses import Losses
from lifonto.exchange.manchester import INVERSE, NESTED, UNNAMED, manchester
from lifonto.exchange.sources import Source, of_file
from lifonto.reason.documents.files import parsed
from lifonto.reason.documents.triples import triples
from lifonto.reason.values.axioms import OF_INDIVIDUALS, Axiom
from lifonto.reason.values.normal_form import normal
from lifonto.reason.values.ontology import Annotation, Header, Ontology

sys.path.append(str(Path(__file__).parents[1] / "reason"))
from any_axioms import axioms

FAULTS = (UNNAMED, NESTED, INVERSE)
WHOLE = {"functional": "ofn", "rdfxml": "rdf", "turtle": "ttl", "jsonld": "jsonld"}  # which can say all of OWL
RDF = {"rdfxml": ox.RdfFormat.RDF_XML, "turtle": ox.RdfFormat.TURTLE, "jsonld": ox.RdfFormat.JSON_LD}
RICH = r"""Prefix(:=<urn:x:>) Prefix(e:=<https://e.example/#>)
Prefix(rdfs:=<http://www.w3.org/2000/01/rdf-schema#>) Prefix(xsd:=<http://www.w3.org/2001/XMLSchema#>)
Ontology(<urn:x:o> <urn:x:o/1> Import(<urn:x:other>)
Annotation(rdfs:comment "of <the> & \"whole\""@en)
Declaration(Annotation(rdfs:comment "of a declaration") Class(:A)) Declaration(DataProperty(:d))
Declaration(AnnotationProperty(e:note)) SubAnnotationPropertyOf(e:note rdfs:comment)
SubClassOf(Annotation(Annotation(rdfs:label "deep") e:note :source) :A ObjectSomeValuesFrom(e:r ObjectUnionOf(:B :C)))
DisjointClasses(:A :B :C) HasKey(:A (e:r) (:d)) SubObjectPropertyOf(ObjectPropertyChain(e:r e:s) e:r)
DataPropertyRange(:d DatatypeRestriction(xsd:integer xsd:minInclusive "3"^^xsd:integer))
ClassAssertion(:A :i) ObjectPropertyAssertion(e:r :i :j) NegativeObjectPropertyAssertion(e:r :i :k)
DataPropertyAssertion(:d :i "4"^^xsd:integer)
AnnotationAssertion(Annotation(e:note "seen") rdfs:label :A "a {label}, with \\ and\nlines!"@de)
AnnotationAssertion(e:note :A <https://e.example/x?a=b&c=d>)
)"""


@pytest.fixture(scope="module")
def rich() -> Ontology:
    """An ontology with some of everything."""
    return parsed(RICH.encode(), "ofn", annotations=True)


def written(ontology: Ontology, name: str) -> bytes:
    made = export_ontology(name, Source(ontology, ontology.header.prefixes))
    assert made.losses.found == {}
    (content,) = made.files.values()
    return content


def everything(ontology: Ontology) -> list[object]:
    """All that an ontology says, in an order of its own."""
    of_axioms = {(normal(axiom), each) for axiom, said in ontology.of_axioms.items() for each in said}
    said: set[tuple[str, Annotation]] = {(about, one) for about, all_ in ontology.annotations.items() for one in all_}
    header = ontology.header
    return [
        {normal(each) for each in ontology.axioms},
        ontology.entities,
        of_axioms,
        said,
        (header.iri, header.version, header.imports, header.annotations),
    ]


@pytest.mark.parametrize("name", [*WHOLE, "manchester"])
def test_all_that_an_ontology_says_comes_back(name: str, rich: Ontology):
    back = parsed(written(rich, name), {**WHOLE, "manchester": "omn"}[name], annotations=True)
    assert back.unread == ()
    assert everything(back) == everything(rich)


def same_triples(content: bytes, name: str, ontology: Ontology) -> bool:
    """Tell whether *content* has the triples of *ontology*, whatever its blank nodes are called."""
    found = [each.triple for each in ox.parse(content, format=RDF[name])]
    datasets = [ox.Dataset(ox.Quad(*each) for each in graph) for graph in (found, triples(ontology))]
    for each in datasets:
        each.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return datasets[0] == datasets[1]


@pytest.mark.parametrize("name", RDF)
def test_the_triples_are_the_same(name: str, rich: Ontology):
    assert same_triples(written(rich, name), name, rich)


@settings(max_examples=150)
@given(axiom=axioms)
def test_an_axiom_of_any_kind_comes_back_from_functional_syntax(axiom: Axiom):
    back = parsed(written(Ontology((axiom,), header=Header("urn:x:o")), "functional"), "ofn")
    assert {normal(each) for each in back.axioms} == {normal(axiom)}


@pytest.mark.parametrize("name", RDF)
@settings(max_examples=60)
@given(axiom=axioms)
def test_the_triples_of_an_axiom_of_any_kind_come_back(name: str, axiom: Axiom):
    try:
        list(triples(ontology := Ontology((axiom,), header=Header("urn:x:o"))))
    except SyntaxError:
        assume(False)
    assert same_triples(written(ontology, name), name, ontology)


@settings(max_examples=150)
@given(axiom=axioms)
def test_manchester_syntax_has_an_axiom_or_tells_that_it_has_not(axiom: Axiom):
    ontology, losses = Ontology((axiom,), header=Header("urn:x:o")), Losses()
    back = parsed(manchester(ontology, {}, losses), "omn")
    expected = set() if losses.found else {normal(axiom)}
    assert {normal(each) for each in back.axioms} == expected


def test_the_bytes_are_the_same_each_time(rich: Ontology):
    again = parsed(RICH.encode(), "ofn", annotations=True)
    for name in ONTOLOGIES:
        source, other = (Source(each, each.header.prefixes) for each in (rich, again))
        assert export_ontology(name, source).files == export_ontology(name, other).files


def test_rdfxml_has_an_element_for_each_type_and_nests_what_has_no_name(rich: Ontology):
    text = written(rich, "rdfxml").decode()
    assert '<owl:Class rdf:about="urn:x:A">' in text
    assert "<owl:someValuesFrom>" in text
    assert 'rdf:parseType="Collection"' in text
    nested = re.findall(r"<rdfs:subClassOf>\s*<owl:Restriction rdf:nodeID=\"(\w+)\">", text)
    assert len(nested) == 1
    assert f'<owl:annotatedTarget rdf:nodeID="{nested[0]}"/>' in text


def test_what_the_reader_did_not_understand_is_among_the_losses(tmp_path: Path):
    file = tmp_path / "strange.obo"
    file.write_text("format-version: 1.2\nontology: t\n\n[Term]\nid: T:1\nstrange_tag: x\nis_a: T:2\n")
    source = of_file(file)
    made = export_ontology("functional", source)
    assert [kind for kind, *_ in made.losses.kinds()] == [
        f"not understood when it was read: {each.kind}" for each in source.stated.unread
    ]


@pytest.mark.parametrize("name", ["ro-2025-12-17.obo.gz", "cob-2025-12-15.owl.gz"])
def test_ontologies_of_others_come_through_every_syntax(name: str, shared: Path):
    source = of_file(shared / "ontologies" / name)
    stated = {normal(each) for each in source.stated.axioms}
    for form, syntax in {**WHOLE, "obo": "obo", "manchester": "omn"}.items():
        made = export_ontology(form, source)
        back = {normal(each) for each in parsed(next(iter(made.files.values())), syntax).axioms}
        missing = {each for each in stated - back if form in WHOLE or each.kind not in OF_INDIVIDUALS}
        assert len(missing) <= sum(count for kind, count, _ in made.losses.kinds() if kind in FAULTS)
