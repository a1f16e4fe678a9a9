"""Functional, OWL/XML and Manchester syntax are read whole, or it is said what is missing, or where they break."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

import pytest
from any_axioms import axioms, of_kind
from hypothesis import given, settings
from hypothesis import strategies as st

from lifonto.reason.documents.owl import read
from lifonto.reason.values import functional
from lifonto.reason.values.axioms import SORTS, Axiom, Chain, Entity, Keys, Part
from lifonto.reason.values.expressions import Inverse, Literal, Named
from lifonto.reason.values.normal_form import normal
from lifonto.reason.values.ontology import Annotation, Ontology
from lifonto.reason.values.vocabulary import LABEL, RDF, RDFS, XSD

PREFIX = "Prefix(:=<urn:x:>)\n"
NAMED_AS = f"<{functional.ANONYMOUS}u>"
MANCHESTER = "Prefix: : <urn:x:>\nOntology: <urn:x:o>\n"
OWL_XML = '<Ontology xmlns="http://www.w3.org/2002/07/owl#" xml:base="urn:x:o" ontologyIRI="urn:x:o">\n{}\n</Ontology>'


def axioms_in(text: str, syntax: str = "ofn") -> list[Axiom]:
    found = read(text, syntax)
    assert not found.unread
    return [normal(each) for each in found.axioms]


def said(text: str, syntax: str) -> set[str]:
    """The axioms in *text* in functional syntax, names without their beginning."""
    return {functional.write(each).replace("urn:x:", "") for each in axioms_in(text, syntax)}


def document(written: list[Axiom]) -> str:
    """*written* in functional syntax, unnamed individuals left unnamed."""
    return functional.document(Ontology(tuple(written)).body).decode().replace(NAMED_AS, "_:u")


@pytest.mark.parametrize("kind", sorted(SORTS))
@settings(max_examples=5)
@given(data=st.data())
def test_every_kind_of_axiom_is_read_as_it_was_written(kind: str, data: st.DataObject) -> None:
    axiom = data.draw(of_kind(kind))
    assert axioms_in(document([axiom])) == [normal(axiom)]


@settings(max_examples=30)
@given(st.lists(axioms, max_size=5))
def test_no_axiom_of_a_document_is_lost(written: list[Axiom]) -> None:
    assert set(axioms_in(document(written))) == {normal(each) for each in written}


def test_the_prefixes_of_the_standards_need_no_declaration() -> None:
    assert said(f"{PREFIX}Ontology(DataPropertyRange(:d xsd:integer) SubClassOf(owl:Thing :A))", "ofn") == {
        f"DataPropertyRange(<d> <{XSD}integer>)",
        "SubClassOf(<http://www.w3.org/2002/07/owl#Thing> <A>)",
    }


def test_a_header_is_read_with_version_imports_and_annotations() -> None:
    text = f'{PREFIX}Ontology(<urn:x:o> <urn:x:v> Import(<urn:x:i>) Annotation(rdfs:comment "c"@en) # that is all\n)'
    header = read(text, "ofn").header
    assert (header.iri, header.version, header.imports) == ("urn:x:o", "urn:x:v", {"urn:x:i"})
    assert header.annotations == {Annotation(f"{RDFS}comment", Literal("c", f"{RDF}langString", "en"))}


def test_labels_are_kept_always_and_other_annotations_when_asked_for() -> None:
    text = f"""{PREFIX}Ontology(
    AnnotationAssertion(rdfs:label :A "a") AnnotationAssertion(Annotation(:by "me") rdfs:comment :A "c")
    SubClassOf(Annotation(:by Annotation) :A :B) SubAnnotationPropertyOf(:p :q))""".replace(
        ":by Annotation", ":by :you"
    )
    label = Annotation(LABEL, Literal("a", f"{XSD}string"))
    by = Annotation("urn:x:by", Literal("me", f"{XSD}string"))
    brief, whole = read(text, "ofn"), read(text, "ofn", annotations=True)
    assert dict(brief.annotations) == {"urn:x:A": (label,)}
    assert not brief.of_axioms
    comment = Annotation(f"{RDFS}comment", Literal("c", f"{XSD}string"), frozenset({by}))
    assert whole.annotations["urn:x:A"] == (label, comment)
    assert whole.annotations["urn:x:p"] == (Annotation(f"{RDFS}subPropertyOf", "urn:x:q"),)
    assert list(whole.of_axioms.values()) == [(Annotation("urn:x:by", "urn:x:you"),)]


def test_declarations_are_read_with_what_is_said_of_them() -> None:
    found = read(f'{PREFIX}Ontology(Declaration(Annotation(:by "me") Datatype(:D)))', "ofn", annotations=True)
    assert found.declarations == {Entity("Datatype", "urn:x:D")}
    by = Annotation("urn:x:by", Literal("me", f"{XSD}string"))
    assert [each.annotations for each in found.annotations["urn:x:D"]] == [{by}]


RULE = "DLSafeRule(Body(ClassAtom(:A Variable(:x))) Head(ClassAtom(:B Variable(:x))))"
RULE_XML = (
    '<DLSafeRule><Body><ClassAtom><Class IRI="#A"/><Variable IRI="#x"/></ClassAtom></Body>'
    '<Head><ClassAtom><Class IRI="#B"/><Variable IRI="#x"/></ClassAtom></Head></DLSafeRule>'
)


@pytest.mark.parametrize(
    ("syntax", "text", "example"),
    [
        ("ofn", f"{PREFIX}Ontology({RULE} SubClassOf(:A :B))", RULE),
        ("owx", OWL_XML.format(RULE_XML + '<SubClassOf><Class IRI="#A"/><Class IRI="#B"/></SubClassOf>'), "line 2"),
        ("omn", f"{MANCHESTER}Class: :A\n SubClassOf: :B\nRule: :A(?x) -> :B(?x)\n", "DLSafeRule"),
    ],
)
def test_rules_are_told_to_be_left_out(syntax: str, text: str, example: str) -> None:
    found = read(text, syntax)
    assert len(found.axioms) == 1
    (unread,) = found.unread
    assert (unread.kind, unread.count) == ("SWRL rules and description graphs", 1)
    assert example in unread.example


@pytest.mark.parametrize(
    ("syntax", "text", "line", "why"),
    [
        ("ofn", f"{PREFIX}Ontology(\n\nSubClasOf(:A :B))", 4, "SubClasOf is no word of OWL 2"),
        ("ofn", f"{PREFIX}Ontology(\nSubClassOf(:A))", 3, "SubClassOf wants 2 parts, and has 1"),
        ("ofn", f"{PREFIX}Ontology(\nSubClassOf(:A y:B))", 3, "the prefix y: is not declared"),
        ("ofn", f'{PREFIX}Ontology(\nSubClassOf(:A "b"))', 3, "wants a class, and a literal stands there"),
        ("ofn", f"{PREFIX}Ontology(\nClassAssertion(_:u :i))", 3, "_:u is an individual without a name"),
        ("ofn", f"{PREFIX}Ontology(\nSubClassOf(:A :B)", 2, "Ontology( is not closed"),
        ("ofn", f'{PREFIX}Ontology(\nAnnotationAssertion(:p :A "no end))', 3, "closing quote is missing"),
        ("ofn", f"{PREFIX}Ontology(\nSubClassOf(:A <urn:a b>))", 3, "an IRI has a space"),
        ("ofn", f"{PREFIX}Ontology()\nSubClassOf(:A :B)", 2, "something comes after it"),
        ("ofn", f"{PREFIX}Ontology(\nObjectUnionOf(:A :B))", 3, "an axiom is expected, and ObjectUnionOf stands there"),
        ("ofn", "SubClassOf(:A :B)", 1, "Prefix( or Ontology( is expected"),
        ("owx", OWL_XML.format('<SubClasOf><Class IRI="#A"/></SubClasOf>'), 2, "SubClasOf is no word of OWL 2"),
        ("owx", OWL_XML.format('<SubClassOf><Class IRI="#A"/></SubClassOf>'), 2, "wants 2 parts, and has 1"),
        ("owx", OWL_XML.format('<SubClassOf><Class IRI="#A"/>'), 3, "not that of the last element"),
        ("owx", OWL_XML.format('<SubClassOf><Class abbreviatedIRI="y:A"/></SubClassOf>'), 2, "y:A is not declared"),
        ("owx", '<rdf:RDF xmlns:rdf="urn:rdf"/>', 1, "not in the namespace"),
        ("omn", f"{MANCHESTER}Class: :A\n SubClassOf: :B,\n", 4, "a class expression or Annotations: is expected"),
        ("omn", f"{MANCHESTER}Class: :A\n SubClassOf: y:B\n", 4, "undefined prefix: y:B"),
    ],
)
def test_where_a_document_breaks_the_line_is_told_and_what_is_expected(
    syntax: str, text: str, line: int, why: str
) -> None:
    with pytest.raises(SyntaxError) as caught:
        read(text, syntax)
    told, place = caught.value.args
    assert (place[1], why in told) == (line, True), told


def xml(part: Part | str, sort: str) -> str:
    """Write a name, a literal or an inverse as OWL/XML."""
    match part:
        case Named(name) if name.startswith("_:"):
            return f"<AnonymousIndividual nodeID={quoteattr(name)}/>"
        case Named(name):
            return f"<{sort} IRI={quoteattr(name)}/>"
        case Inverse(of):
            return f"<ObjectInverseOf>{xml(of, sort)}</ObjectInverseOf>"
        case Literal(text, datatype):
            return f"<Literal datatypeIRI={quoteattr(datatype)}>{escape(text)}</Literal>"
        case Chain(links):
            return f"<ObjectPropertyChain>{''.join(xml(each, sort) for each in links)}</ObjectPropertyChain>"
        case Keys(objects, data):
            return "".join([*(xml(each, sort) for each in objects), *(xml(each, "DataProperty") for each in data)])
    raise TypeError(part)


A, B, R, J, D = (Named(f"urn:x:{each}") for each in "ABRJD")
PARTS = {"Class": A, "ObjectProperty": R, "DataProperty": D, "Datatype": B, "NamedIndividual": J}


def plain(kind: str) -> Axiom:
    """An axiom of *kind* whose parts are names."""
    parts: list[Part] = [PARTS.get(each, Literal("5", f"{XSD}integer")) for each in SORTS[kind]]
    if kind == "HasKey":
        parts = [A, Keys((R, Inverse(R)), (D,))]
    elif len(parts) == 1 and not kind.endswith("Property"):
        parts += [Named("urn:x:Y"), Named("urn:x:Z")]
    return Axiom(kind, tuple(parts))


@pytest.mark.parametrize("kind", sorted(SORTS))
def test_owl_xml_has_every_kind_of_axiom(kind: str) -> None:
    axiom = plain(kind)
    sorts = [*SORTS[kind], *[SORTS[kind][-1]] * 3]
    inside = "".join(xml(part, sort) for part, sort in zip(axiom.parts, sorts, strict=False))
    assert axioms_in(OWL_XML.format(f"<{kind}>{inside}</{kind}>"), "owx") == [normal(axiom)]


@pytest.mark.parametrize(
    ("inside", "written"),
    [
        ("<ObjectSomeValuesFrom>{r}{A}</ObjectSomeValuesFrom>", "ObjectSomeValuesFrom(<r> <A>)"),
        ('<ObjectMinCardinality cardinality="2">{r}{A}</ObjectMinCardinality>', "ObjectMinCardinality(2 <r> <A>)"),
        (
            '<ObjectMaxCardinality cardinality="0">{r}</ObjectMaxCardinality>',
            "ObjectMaxCardinality(0 <r> <http://www.w3.org/2002/07/owl#Thing>)",
        ),
        ('<ObjectHasValue>{r}<NamedIndividual IRI="#i"/></ObjectHasValue>', "ObjectHasValue(<r> <i>)"),
        (
            '<DataSomeValuesFrom><DataProperty IRI="#d"/><DatatypeRestriction><Datatype abbreviatedIRI="xsd:integer"/>'
            '<FacetRestriction facet="&xsd;length"><Literal xml:lang="en">x</Literal></FacetRestriction>'
            "</DatatypeRestriction></DataSomeValuesFrom>",
            f'DataSomeValuesFrom(<d> DatatypeRestriction(<{XSD}integer> <{XSD}length> "x"@en))',
        ),
        (
            "<ObjectUnionOf>{A}<ObjectComplementOf>{A}</ObjectComplementOf></ObjectUnionOf>",
            "ObjectUnionOf(<A> ObjectComplementOf(<A>))",
        ),
    ],
)
def test_owl_xml_has_expressions_entities_and_prefixes(inside: str, written: str) -> None:
    head = f'<?xml version="1.0"?>\n<!DOCTYPE Ontology [<!ENTITY xsd "{XSD}">]>\n'
    inside = inside.replace("{r}", '<ObjectProperty IRI="#r"/>').replace("{A}", '<Class IRI="#A"/>')
    text = head + OWL_XML.format(f'<SubClassOf><Class IRI="#B"/>{inside}</SubClassOf>')
    (axiom,) = read(text, "owx").axioms
    assert functional.write(axiom).replace("urn:x:o#", "") == f"SubClassOf(<B> {written})"


def test_manchester_syntax_has_sets_of_three_and_more() -> None:
    text = f"{MANCHESTER}DisjointClasses: :A, :B, :C\nDifferentIndividuals: :i, :j, :k\n"
    assert said(text, "omn") == {"DisjointClasses(<A> <B> <C>)", "DifferentIndividuals(<i> <j> <k>)"}


def test_in_manchester_syntax_that_is_another_word_for_and() -> None:
    text = f'{MANCHESTER}Class: :A\n Annotations: :says "that is so"\n SubClassOf: :B that :r some :that\n'
    assert said(text, "omn") == {"SubClassOf(<A> ObjectIntersectionOf(<B> ObjectSomeValuesFrom(<r> <that>)))"}
    assert [each.value for each in read(text, "omn", annotations=True).annotations["urn:x:A"]] == [
        Literal("that is so", f"{XSD}string")
    ]


@pytest.mark.parametrize("depth", [300, 5000])
def test_a_deeply_nested_expression_is_read_or_refused(depth: int) -> None:
    inside = "ObjectComplementOf(" * depth + ":B" + ")" * depth
    text = f"{PREFIX}Ontology(SubClassOf(:A {inside}))"
    if depth < 1000:
        assert len(read(text, "ofn").axioms) == 1
    else:
        with pytest.raises(SyntaxError, match="nested too deeply"):
            read(text, "ofn")


def test_in_manchester_syntax_a_declared_data_property_is_one_everywhere() -> None:
    text = f"{MANCHESTER}Class: :A\n SubClassOf: :r some (:d min 2)\nDataProperty: :d\nDataProperty: :e\n"
    text += "DisjointProperties: :d, :e\nEquivalentProperties: :r, :s\n"
    assert said(text, "omn") == {
        f"SubClassOf(<A> ObjectSomeValuesFrom(<r> DataMinCardinality(2 <d> <{RDFS}Literal>)))",
        "DisjointDataProperties(<d> <e>)",
        "EquivalentObjectProperties(<r> <s>)",
    }
