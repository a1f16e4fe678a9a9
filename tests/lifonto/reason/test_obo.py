"""OBO is read as ROBOT translates it: qualifiers, header macros, relations, and nothing left out without a word."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from lifonto.ask.ontology import Ontology as AskedOntology
from lifonto.reason.documents import files
from lifonto.reason.documents.obo.reading import read, relations_in
from lifonto.reason.values import functional
from lifonto.reason.values.axioms import Entity
from lifonto.reason.values.expressions import Literal
from lifonto.reason.values.normal_form import normal
from lifonto.reason.values.ontology import Annotation, Ontology
from lifonto.reason.values.relations import relation_named
from lifonto.reason.values.vocabulary import LABEL, OWL, RDFS, XSD

OBO = "http://purl.obolibrary.org/obo/"
OIO = "http://www.geneontology.org/formats/oboInOwl#"
RELATIONS = """
[Typedef]
id: part_of
xref: BFO:0000050

[Typedef]
id: RO:1

[Typedef]
id: note
is_metadata_tag: true

[Typedef]
id: kind_of
is_class_level: true
"""


def text_of(frame: str, header: str = "") -> str:
    return f"format-version: 1.4\nontology: o\n{header}\n{frame}\n{RELATIONS}"


def term(lines: str, header: str = "") -> str:
    return text_of(f"[Term]\nid: X:1\n{lines}", header)


def said(ontology: Ontology) -> list[str]:
    """The axioms in functional syntax, names without their beginning."""
    return [functional.write(each).replace(OBO, "") for each in ontology.axioms]


def string(text: str) -> Literal:
    return Literal(text, f"{XSD}string")


PART, SOME = "<BFO_0000050>", "ObjectSomeValuesFrom(<BFO_0000050> <X_2>)"
CLAUSES = {
    "is_a: X:2 ! two": "SubClassOf(<X_1> <X_2>)",
    'is_a: X:2 {is_inferred="true"} ! two {curly}': "SubClassOf(<X_1> <X_2>)",
    "equivalent_to: X:2": "EquivalentClasses(<X_1> <X_2>)",
    "disjoint_from: X:2": "DisjointClasses(<X_1> <X_2>)",
    "relationship: part_of X:2": f"SubClassOf(<X_1> {SOME})",
    "intersection_of: X:3\nintersection_of: part_of X:2": (
        f"EquivalentClasses(<X_1> ObjectIntersectionOf(<X_3> {SOME}))"
    ),
    "union_of: X:2\nunion_of: X:3": "EquivalentClasses(<X_1> ObjectUnionOf(<X_2> <X_3>))",
    'is_a: X:2 {gci_relation="RO:1", gci_filler="X:3"}': (
        "SubClassOf(ObjectIntersectionOf(<X_1> ObjectSomeValuesFrom(<RO_1> <X_3>)) <X_2>)"
    ),
    'relationship: part_of X:2 {gci_filler="X:3", gci_relation="part_of"} ! b': (
        f"SubClassOf(ObjectIntersectionOf(<X_1> ObjectSomeValuesFrom({PART} <X_3>)) {SOME})"
    ),
    'relationship: part_of X:2 {cardinality="2"}': f"SubClassOf(<X_1> ObjectExactCardinality(2 {PART} <X_2>))",
    'relationship: part_of X:2 {minCardinality="2"}': f"SubClassOf(<X_1> ObjectMinCardinality(2 {PART} <X_2>))",
    'relationship: part_of X:2 {maxCardinality="3"}': f"SubClassOf(<X_1> ObjectMaxCardinality(3 {PART} <X_2>))",
    'relationship: part_of X:2 {minCardinality="2", maxCardinality="3"}': (
        f"SubClassOf(<X_1> ObjectIntersectionOf(ObjectMinCardinality(2 {PART} <X_2>)"
        f" ObjectMaxCardinality(3 {PART} <X_2>)))"
    ),
    **{
        f"relationship: part_of X:2 {{{none}}}": (
            f"SubClassOf(<X_1> ObjectAllValuesFrom({PART} ObjectComplementOf(<X_2>)))"
        )
        for none in ('maxCardinality="0"', 'cardinality="0"', 'minCardinality="0", maxCardinality="0"')
    },
    'relationship: part_of X:2 {all_only="true"}': f"SubClassOf(<X_1> ObjectAllValuesFrom({PART} <X_2>))",
    'relationship: part_of X:2 {all_some="true"}': f"SubClassOf(<X_1> {SOME})",
    'relationship: part_of X:2 {all_only="true", all_some="true"}': (
        f"SubClassOf(<X_1> ObjectIntersectionOf({SOME} ObjectAllValuesFrom({PART} <X_2>)))"
    ),
    'intersection_of: X:3\nintersection_of: part_of X:2 {minCardinality="4"}': (
        f"EquivalentClasses(<X_1> ObjectIntersectionOf(<X_3> ObjectMinCardinality(4 {PART} <X_2>)))"
    ),
    "relationship: kind_of X:2": "SubClassOf(<X_1> ObjectHasValue(<o#kind_of> <X_2>))",
    "is_a: beta": "SubClassOf(<X_1> <o#beta>)",
    "is_a: X:a_b": "SubClassOf(<X_1> <X#_a_b>)",
    "is_a: X:a(b": "SubClassOf(<X_1> <X_a%28b>)",
    "is_a: https://ex.org/Y": "SubClassOf(<X_1> <https://ex.org/Y>)",
    "is_a: owl:Thing": f"SubClassOf(<X_1> <{OWL}Thing>)",
}


@pytest.mark.parametrize("clause", CLAUSES)
def test_a_clause_of_a_term_says(clause: str) -> None:
    found = read(term(clause))
    assert (said(found), found.unread) == ([CLAUSES[clause]], ())


OF_RELATIONS = {
    "is_a: part_of": "SubObjectPropertyOf(<o#r> <BFO_0000050>)",
    "inverse_of: part_of": "InverseObjectProperties(<o#r> <BFO_0000050>)",
    "equivalent_to: part_of": "EquivalentObjectProperties(<o#r> <BFO_0000050>)",
    "disjoint_from: part_of": "DisjointObjectProperties(<o#r> <BFO_0000050>)",
    "domain: X:1": "ObjectPropertyDomain(<o#r> <X_1>)",
    "range: X:1": "ObjectPropertyRange(<o#r> <X_1>)",
    "transitive_over: part_of": "SubObjectPropertyOf(ObjectPropertyChain(<o#r> <BFO_0000050>) <o#r>)",
    "holds_over_chain: part_of RO:1": "SubObjectPropertyOf(ObjectPropertyChain(<BFO_0000050> <RO_1>) <o#r>)",
    **{
        f"is_{each[0].lower() + each[1:]}: true".replace("inverseF", "inverse_f"): f"{each}ObjectProperty(<o#r>)"
        for each in ("Transitive", "Symmetric", "Asymmetric", "Reflexive", "Functional", "InverseFunctional")
    },
}


@pytest.mark.parametrize("clause", OF_RELATIONS)
def test_a_clause_of_a_relation_says(clause: str) -> None:
    found = read(text_of(f"[Typedef]\nid: r\n{clause}"))
    assert (said(found), found.unread) == ([OF_RELATIONS[clause]], ())


MACROS = {
    "equivalent: Y": "EquivalentClasses(<X_1> <Y_1>)",
    "is_a: Y": "SubClassOf(<X_1> <Y_1>)",
    "has-subclass: Y": "SubClassOf(<Y_1> <X_1>)",
    "relationship: Y part_of": f"SubClassOf(<X_1> ObjectSomeValuesFrom({PART} <Y_1>))",
    "genus-differentia: Y part_of X:2": f"EquivalentClasses(<X_1> ObjectIntersectionOf(<Y_1> {SOME}))",
    "reverse-genus-differentia: Y part_of X:2": f"EquivalentClasses(<Y_1> ObjectIntersectionOf(<X_1> {SOME}))",
}


@pytest.mark.parametrize("macro", MACROS)
def test_the_header_says_what_xrefs_mean(macro: str) -> None:
    found = read(term('xref: Y:1 "one"\nxref: Z:1', f"treat-xrefs-as-{macro}"))
    assert (said(found), found.unread) == ([MACROS[macro]], ())


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        ("is_a:", "is_a without a value"),
        ("is_a: X:2 X:3", "is_a with too many words"),
        ("is_a: X:2 {a=b}", "is_a with too many words"),
        ("relationship: part_of", "relationship with too few words"),
        ("hence: X:2", "the tag hence"),
        ("name:", "name without a value"),
        ("is_obsolete: perhaps", "is_obsolete that is neither true nor false"),
        ('is_a: X:2 {gci_relation="part_of"}', "gci_relation or gci_filler without the other"),
        ('is_a: X:2 {cardinality="2"}', "is_a with the qualifier cardinality"),
        ('relationship: part_of X:2 {cardinality="many"}', "cardinalities that are no numbers"),
        ('relationship: part_of X:2 {all_only="yes"}', "all_only that is neither true nor false"),
        ('relationship: part_of X:2 {all_some="false"}', "all_some that is false"),
        ("intersection_of: X:2", "intersection_of that stands alone"),
        ("intersection_of: X:2\nintersection_of: note X:3", "expressions with a relation that is a metadata tag"),
        ("is_obsolete: true\nis_a: X:2", "statements about obsolete terms"),
    ],
)
def test_what_is_not_understood_is_left_out_with_a_word(lines: str, kind: str) -> None:
    found = read(term(lines))
    assert not found.axioms
    (unread,) = found.unread
    assert unread.kind == kind
    assert f": {lines.splitlines()['obsolete terms' in kind]}".rstrip() in unread.example


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        ("disjoint_over: part_of", "disjoint_over, which OWL has no axiom for"),
        ("union_of: part_of\nunion_of: RO:1", "unions of relations, which OWL has no axiom for"),
        ("relationship: part_of RO:1", "relationships of relations"),
        ("is_transitive: perhaps", "is_transitive that is neither true nor false"),
        ("holds_over_chain: part_of", "holds_over_chain of fewer than two relations"),
    ],
)
def test_what_is_not_understood_of_a_relation_is_left_out_with_a_word(lines: str, kind: str) -> None:
    found = read(text_of(f"[Typedef]\nid: r\n{lines}"))
    assert not found.axioms
    assert {each.kind for each in found.unread} == {kind}


def test_of_an_equivalent_chain_the_half_that_owl_can_say_is_kept() -> None:
    found = read(text_of("[Typedef]\nid: r\nequivalent_to_chain: part_of RO:1"), annotations=True)
    assert said(found) == ["SubObjectPropertyOf(ObjectPropertyChain(<BFO_0000050> <RO_1>) <o#r>)"]
    assert [str(each.value) for (each,) in found.of_axioms.values()] == [str(string("true"))]
    assert found.unread[0].kind.startswith("equivalent_to_chain")


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("format-version: 1.4\n\n[Term]\nname: one\n", 3, "wants one id:"),
        ("format-version: 1.4\n\n[Term]\nid: X:1\nid: X:2\n", 3, "wants one id:"),
        ("format-version: 1.4\n\n[Term]\nid: X 1\n", 3, "is no identifier"),
        ("format-version: 1.4\n\n[Term\nid: X:1\n", 3, "is expected, and [Term stands there"),
        ("format-version: 1.4\n\n[Term]\nid: X:1\nis a X:2\n", 5, "a tag, a colon and a value are expected"),
        ('format-version: 1.4\n\n[Term]\nid: X:1\nis_a: X:2 {a="b"\n', 5, "a brace that is not closed"),
        ('format-version: 1.4\n\n[Term]\nid: X:1\nis_a: X:2 {a="b" c}\n', 5, "qualifiers are written"),
        ("format-version: 1.4\nowl-axioms: Ontology(\\nSubClassOf(<a>))\n", 2, "owl-axioms: SubClassOf wants 2 parts"),
    ],
)
def test_where_a_document_breaks_the_line_is_told(text: str, line: int, why: str) -> None:
    with pytest.raises(SyntaxError) as caught:
        read(text)
    told, place = caught.value.args
    assert (place[1], why in told) == (line, True), told


def test_the_header_names_the_ontology_and_its_version() -> None:
    header = read(term("", "data-version: 2026-01-01\nimport: http://ex.org/a.owl\nimport: b.obo")).header
    assert (header.iri, header.version) == (f"{OBO}o.owl", f"{OBO}o/2026-01-01/o.owl")
    assert header.imports == {"http://ex.org/a.owl", f"{OBO}b.obo"}


def test_an_id_space_says_how_iris_begin() -> None:
    found = read(term("is_a: MY:2", 'idspace: MY http://my.org/MY_ "mine"'))
    assert said(found) == ["SubClassOf(<X_1> <http://my.org/MY_2>)"]


def test_the_header_may_hold_axioms_in_functional_syntax() -> None:
    axioms = r"Prefix(:=<http://e/>)\nOntology(\nSubClassOf(:a ObjectUnionOf(:b :c))\n)"
    assert said(read(term("", f"owl-axioms: {axioms}"))) == [
        "SubClassOf(<http://e/a> ObjectUnionOf(<http://e/b> <http://e/c>))"
    ]


def test_definitions_are_seen_through_the_relation_that_the_header_names() -> None:
    found = read(term("intersection_of: X:2\nintersection_of: RO:1 X:3", "logical-definition-view-relation: part_of"))
    inner = "ObjectIntersectionOf(<X_2> ObjectSomeValuesFrom(<RO_1> <X_3>))"
    assert said(found) == [f"EquivalentClasses(<X_1> ObjectSomeValuesFrom({PART} {inner}))"]


def test_a_relation_that_is_a_metadata_tag_makes_annotations_and_no_links() -> None:
    found = read(term("relationship: note X:2"), annotations=True)
    assert not found.axioms
    assert Annotation(f"{OBO}o#note", f"{OBO}X_2") in found.annotations[f"{OBO}X_1"]
    assert Entity("AnnotationProperty", f"{OBO}o#note") in found.entities


def test_the_relations_of_other_files_are_known_by_their_xrefs() -> None:
    one = "ontology: o\n\n[Term]\nid: X:1\nrelationship: part_of X:2\n"
    assert said(read(one, relations=relations_in(text_of("")))) == [f"SubClassOf(<X_1> {SOME})"]


def test_an_instance_has_classes_and_facts() -> None:
    frame = "[Instance]\nid: X:i\ninstance_of: X:1\nproperty_value: part_of X:j\nproperty_value: IAO:1 X:k\n"
    found = read(text_of(frame), annotations=True)
    assert said(found) == ["ClassAssertion(<X_1> <X_i>)", f"ObjectPropertyAssertion({PART} <X_i> <X_j>)"]
    assert Annotation(f"{OBO}IAO_1", f"{OBO}X_k") in found.annotations[f"{OBO}X_i"]


def test_an_obsolete_term_is_declared_and_deprecated() -> None:
    found = read(term("name: old\nis_obsolete: true\nreplaced_by: X:2"))
    assert Entity("Class", f"{OBO}X_1") in found.entities
    assert Annotation(f"{OWL}deprecated", Literal("true", f"{XSD}boolean")) in found.annotations[f"{OBO}X_1"]


def test_a_merged_term_is_deprecated_and_tells_what_to_use() -> None:
    found = read(term("alt_id: X:9"), annotations=True)
    merged = {each.property: each.value for each in found.annotations[f"{OBO}X_9"]}
    assert merged[f"{OBO}IAO_0100001"] == f"{OBO}X_1"
    assert merged[f"{OBO}IAO_0000231"] == f"{OBO}IAO_0000227"


TEXTS = {
    'def: "a \\"b\\" {c} ! d\\nline" [PMID:1, GOC:x "said, so"] {comment="e"} ! f': (
        f"{OBO}IAO_0000115",
        'a "b" {c} ! d\nline',
        {(f"{OIO}hasDbXref", "PMID:1"), (f"{OIO}hasDbXref", "GOC:x"), (f"{RDFS}comment", "e")},
    ),
    'synonym: "first" EXACT abbreviation [PMID:2]': (
        f"{OIO}hasExactSynonym",
        "first",
        {(f"{OIO}hasSynonymType", f"{OBO}o#abbreviation"), (f"{OIO}hasDbXref", "PMID:2")},
    ),
    'synonym: "wide" BROAD []': (f"{OIO}hasBroadSynonym", "wide", set()),
    'synonym: "bare" []': (f"{OIO}hasRelatedSynonym", "bare", set()),
    'xref: Y:1 "the one"': (f"{OIO}hasDbXref", "Y:1", {(LABEL, "the one")}),
    "comment: see X:2! {or not} \\{so\\} ! but this": (f"{RDFS}comment", "see X:2! {or not} {so}", set()),
    "namespace: n": (f"{OIO}hasOBONamespace", "n", set()),
    "created_by: me": (f"{OIO}created_by", "me", set()),
    'property_value: IAO:1 "v" xsd:string': (f"{OBO}IAO_1", "v", set()),
    'property_value: seeAlso "v" xsd:string': (f"{RDFS}seeAlso", "v", set()),
}


@pytest.mark.parametrize("clause", TEXTS)
def test_what_is_said_for_people_is_an_annotation_as_robot_writes_it(clause: str) -> None:
    prop, text, about = TEXTS[clause]
    found = read(term(clause), annotations=True)
    assert not found.unread
    (annotation,) = (each for each in found.annotations[f"{OBO}X_1"] if each.property == prop)
    assert annotation.value == string(text)
    values = {(each.property, getattr(each.value, "text", each.value)) for each in annotation.annotations}
    assert values == about


@pytest.mark.parametrize(
    ("clause", "prop", "value"),
    [
        ("subset: s", f"{OIO}inSubset", f"{OBO}o#s"),
        ("consider: X:2", f"{OIO}consider", f"{OBO}X_2"),
        ("property_value: IAO:1 X:2", f"{OBO}IAO_1", f"{OBO}X_2"),
        ("property_value: IAO:1 2 xsd:integer", f"{OBO}IAO_1", Literal("2", f"{XSD}integer")),
    ],
)
def test_names_and_numbers_are_values_too(clause: str, prop: str, value: str | Literal) -> None:
    assert Annotation(prop, value) in read(term(clause), annotations=True).annotations[f"{OBO}X_1"]


def test_only_labels_are_kept_where_annotations_are_not_asked_for() -> None:
    found = read(term('name: one (or "two") {x="y"} ! three\ndef: "d" []'))
    assert [each.value for each in found.annotations[f"{OBO}X_1"]] == [string('one (or "two")')]


def test_subsets_and_kinds_of_synonyms_are_told() -> None:
    header = 'subsetdef: s "a set"\nsynonymtypedef: t "a type" EXACT'
    found = read(term("", header), annotations=True)
    assert Annotation(f"{RDFS}subPropertyOf", f"{OIO}SubsetProperty") in found.annotations[f"{OBO}o#s"]
    assert Annotation(LABEL, string("a type")) in found.annotations[f"{OBO}o#t"]


@pytest.mark.parametrize("lines", ["name: one \\\ntwo\n", "name: one two\\"])
def test_a_line_that_ends_in_a_backslash_goes_on_in_the_next(lines: str) -> None:
    found = read(f"ontology: o\n\n[Term]\nid: X:1\n{lines}")
    assert [each.value for each in found.annotations[f"{OBO}X_1"]] == [string("one two")]


def test_the_gene_ontology_s_slice_of_cells_has_no_false_inclusion(shared: Path) -> None:
    text = gzip.decompress((shared / "ontologies" / "slice-go-cl_import-2026-06-29.obo.gz").read_bytes()).decode()
    found = read(text)
    general = [each for each in found.axioms if each.kind == "SubClassOf" and not hasattr(each.parts[0], "name")]
    assert len(general) == text.count("gci_filler=")
    assert len({normal(each) for each in found.axioms}) > 5000
    assert not found.unread


def test_a_relation_without_a_name_is_found_by_its_short_id(tmp_path: Path) -> None:
    file = tmp_path / "short.obo"
    file.write_text(
        "format-version: 1.2\nontology: x\n\n[Typedef]\nid: part_of\nxref: BFO:0000050\n\n"
        "[Term]\nid: X:1\nname: one\nrelationship: part_of X:2\n\n[Term]\nid: X:2\nname: two\n"
    )
    part_of = "http://purl.obolibrary.org/obo/BFO_0000050"
    value = files.read(file)
    assert relation_named("part_of", value, value.labels) == part_of
    assert AskedOntology.of_file(file).index.find("part_of") == part_of
