"""The graphs of net effects, hypotheses, findings and direct links, to the triple, on the toy ontology."""

from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef
from toy_statements import with_statements

from lifonto import release

LIFO = "https://w3id.org/lifonto/LIFO_"
PREFIXES = {
    "9": LIFO + "90000",
    "L": LIFO + "0000",
    "S": "https://w3id.org/lifonto/LIFS_",
    "R": "http://purl.obolibrary.org/obo/",
    "not": "https://w3id.org/lifonto/not/LIFO_0000",
    "partial": "https://w3id.org/lifonto/partial/LIFO_0000",
}
BIOLINK = "https://w3id.org/biolink/vocab/"


def iri(short: str) -> URIRef:
    """Read ``9:13`` as LIFO:9000013."""
    prefix, _, rest = short.partition(":")
    return URIRef(PREFIXES[prefix] + rest)


def triples(*texts: str) -> set[tuple[URIRef, ...]]:
    """Read lines of three short IRIs each."""
    return {tuple(iri(word) for word in text.split()) for text in texts}


def of_nodes(graph: Graph, base: str) -> set[tuple[str, ...]]:
    """Tell of the effects in *graph* their kind, name, sign, whether opposed, species, cells and statements."""
    found = set()
    for node, kind in graph.subject_objects(RDF.type):
        assert str(node).startswith(base)
        species, cells = (
            "|".join(sorted(str(each)[-2:] for each in graph.objects(node, URIRef(BIOLINK + name))))
            for name in ("species_context_qualifier", "anatomical_context_qualifier")
        )
        borne = "|".join(sorted(str(each)[-4:] for each in graph.objects(node, iri("L:014"))))
        sign, opposed = graph.value(node, iri("L:010")), graph.value(node, iri("L:012"))
        found.add((str(kind)[-3:], str(node).removeprefix(base), str(sign), str(opposed), species, cells, borne))
    return found


@pytest.fixture
def built(toy: Path) -> release.Release:
    return release.build(
        with_statements(
            toy,
            "LIFS:9101; positive statement; LIF; raises; JAK; mouse|human; mouse stem cell; verified",
            "LIFS:9102; positive statement; JAK; lowers; STAT; mouse; stem cell; verified",
            "LIFS:9103; positive statement; STAT; lowers; SOCS; human; gland; verified",
            "LIFS:9104; positive statement; JAK; raises; response to HILDA; mouse; stem cell; verified",
            "LIFS:9105; positive statement; STAT; raises; complex; mouse; stem cell; partial",
            "LIFS:9106; negative statement; LIF; raises; complex|SOCS; mouse; ; verified",
            "LIFS:9107; hypothetical statement; SOCS; raises; complex; mouse; ; verified",
            "LIFS:9108; positive statement; SOCS; raises; LIFR; mouse; ; unverified",
            "LIFS:9109; positive statement; human LIF; raises; JAK; mouse; mouse stem cell; verified",
        )
    )


def test_an_effect_says_what_where_and_why(built: release.Release):
    assert of_nodes(built.graphs["effects"], "https://w3id.org/lifonto/effect/") == {
        ("106", "LIFO_9000013--LIFO_9000061", "negative", "false", "50", "53", "9101|9102"),
        ("106", "LIFO_9000064--LIFO_9000061", "negative", "false", "50", "53", "9102|9109"),
    }
    direct = {(s, p, o) for s, p, o in built.graphs["effects"] if p in (iri("L:036"), iri("L:037"))}
    assert direct == triples("9:13 L:037 9:61", "9:64 L:037 9:61")


def test_what_crosses_contexts_is_a_hypothesis_without_a_direct_triple(built: release.Release):
    graph = built.graphs["hypotheses"]
    assert of_nodes(graph, "https://w3id.org/lifonto/hypothesis/") == {
        ("107", "LIFO_9000013--LIFO_9000062", "positive", "false", "", "", "9101|9102|9103"),
        ("107", "LIFO_9000060--LIFO_9000062", "positive", "false", "", "", "9102|9103"),
        ("107", "LIFO_9000064--LIFO_9000062", "positive", "false", "", "", "9102|9103|9109"),
    }
    assert not {p for _, p, _ in graph} & {iri("L:036"), iri("L:037")}
    node = URIRef("https://w3id.org/lifonto/hypothesis/LIFO_9000060--LIFO_9000062")
    assert str(graph.value(node, iri("L:007"))) == "mouse (stem cell); then human (gland)"
    assert str(graph.value(node, iri("L:013"))) == "JAK ⊣ STAT ⊣ SOCS"


def test_a_process_named_after_an_agent_or_a_wider_one_is_no_effect_of_it(built: release.Release):
    said = {str(node) for name in ("effects", "hypotheses") for node in built.graphs[name].subjects()}
    assert not [node for node in said if node.endswith("9000063")]


def test_findings_are_one_triple_each_and_those_that_deny_or_are_partial_have_relations_of_their_own(
    built: release.Release,
):
    graph = built.graphs["findings"]
    records = set(graph.subjects(RDF.predicate))
    labelled = {s for s, _, _ in graph.triples((None, RDFS.label, None))}
    assert {(s, p, o) for s, p, o in graph if s not in records | labelled} == triples(
        *("9:13 L:050 9:60", "9:60 L:051 9:61", "9:61 L:051 9:62", "9:60 L:050 9:63", "9:64 L:050 9:60"),
        *("9:61 partial:050 9:12", "9:13 not:050 9:12", "9:13 not:050 9:62"),
    )
    assert records == {iri(f"S:{number}") for number in (9101, 9102, 9103, 9104, 9105, 9106, 9109)}
    labels = {str(label) for label in graph.objects(None, RDFS.label)}
    assert labels == {"negative: raises", "partly checked: raises"}
    assert set(graph.subject_objects(RDFS.seeAlso)) == {
        (iri("not:050"), iri("L:050")),
        (iri("partial:050"), iri("L:050")),
    }


def test_a_record_reifies_the_triples_that_stand_in_the_graph_of_findings(built: release.Release):
    graph = built.graphs["findings"]
    for record, predicate in graph.subject_objects(RDF.predicate):
        for subject in graph.objects(record, RDF.subject):
            for value in graph.objects(record, RDF.object):
                assert (subject, predicate, value) in graph
    assert set(graph.triples((iri("S:9106"), None, None))) == {
        (iri("S:9106"), RDF.subject, iri("9:13")),
        (iri("S:9106"), RDF.predicate, iri("not:050")),
        (iri("S:9106"), RDF.object, iri("9:12")),
        (iri("S:9106"), RDF.object, iri("9:62")),
    }


def test_a_record_has_one_type_and_says_whether_it_is_negative(built: release.Release):
    union = built.graphs["statements"] + built.graphs["inferred"] + built.graphs["asserted"]
    kinds = {number: list(union.objects(iri(f"S:{number}"), RDF.type)) for number in (9101, 9106, 9107)}
    assert kinds == {9101: [iri("L:101")], 9106: [iri("L:102")], 9107: [iri("L:103")]}
    negated = {number: list(union.objects(iri(f"S:{number}"), iri("L:017"))) for number in kinds}
    assert negated == {9101: [Literal(False)], 9106: [Literal(True)], 9107: [Literal(False)]}
    assert (iri("S:9101"), RDF.type, OWL.NamedIndividual) in built.ontology


def test_direct_links_are_the_nearest_superclasses_and_the_most_specific_links(toy: Path):
    with (toy / "terms" / "molecules.tsv").open("a", encoding="utf-8") as table:
        table.write("LIFO:9000020\tshort LIF\tA piece of LIF.\tLIF\n")
        table.write("LIFO:9000021\tanother name of LIFR\tThe same.\t\tLIFR\n")
        table.write("LIFO:9000022\tLIFR of mice\tIn mice.\tLIFR\n")
        table.write("LIFO:9000023\tmouse LIF\tIn mice.\tLIF|'has receptor' some 'LIFR of mice'\n".replace("|", " and "))
    graphs = release.build(toy).graphs
    direct = graphs["direct"]
    assert {(s, p, o) for s, p, o in direct if p == RDFS.subClassOf} == {
        (iri(sub), RDFS.subClassOf, iri(sup) if ":" in sup else URIRef(PREFIXES["R"] + sup))
        for sub, sup in (
            *(("9:10", "COB_0000013"), ("9:11", "COB_0000013"), ("9:12", "COB_0000013"), ("9:15", "COB_0000013")),
            *(("9:13", "9:15"), ("9:20", "9:13"), ("9:23", "9:13")),
            *(("9:14", "9:10"), ("9:21", "9:10"), ("9:22", "9:14"), ("9:22", "9:21")),
        )
    }
    assert set(direct.subject_objects(OWL.equivalentClass)) == {(iri("9:14"), iri("9:21"))}
    links = {(s, p, o) for s, p, o in direct if p not in (RDFS.subClassOf, OWL.equivalentClass)}
    assert links == triples(
        *("9:13 L:030 9:14", "9:13 L:030 9:21", "9:15 L:030 9:14", "9:15 L:030 9:21"),
        *("9:20 L:030 9:14", "9:20 L:030 9:21", "9:23 L:030 9:22"),
    )
    assert (iri("9:23"), iri("L:030"), iri("9:10")) in graphs["relations"], "the closure has the receptor in general"


def test_the_description_names_every_graph_with_its_size(built: release.Release):
    description = built.graphs["description"]
    sizes = URIRef("http://rdfs.org/ns/void#triples")
    told = {str(graph).rpartition("/")[2]: int(str(size)) for graph, size in description.subject_objects(sizes)}
    assert told == {name: len(graph) for name, graph in built.graphs.items() if name != "description"}
