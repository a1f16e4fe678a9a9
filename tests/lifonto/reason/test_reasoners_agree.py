"""rustdl held to HermiT: the same hierarchy and the same links, on random small ontologies and on real ones.

HermiT takes most of a second to start, so many small ontologies with names of their own are classified in one run;
nothing that one of them says can follow for the names of another, as none of them is inconsistent.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from small_ontologies import CLASSES, RELATIONS, alc_ontologies, el_ontologies

from lifonto.errors import Inconsistent
from lifonto.owl.expressions import Complement, Inverse, Junction, Named, Restriction
from lifonto.reason.explanation.locality import Modules
from lifonto.reason.ontology.axioms import AnyAxiom, Axiom, Chain, individuals_in
from lifonto.reason.ontology.axioms import read as sentence
from lifonto.reason.ontology.documents import NAMESPACES, THING, declaration, empty, plus
from lifonto.reason.ontology.files import read
from lifonto.reason.ontology.rdfxml import document as written_document
from lifonto.reason.ontology.rdfxml import subclass, write
from lifonto.reason.reasoners.classification import Reasoner, infer
from lifonto.reason.reasoners.hermit import Hermit
from lifonto.reason.reasoners.relations import relations_in_use
from lifonto.reason.reasoners.rust import Rustdl, axioms_of

BATCH = 50
RUNS = 6  # of each language: 600 ontologies in all
Ontology = list[Axiom]
THOROUGH = settings(
    max_examples=RUNS,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],  # a failure names the one ontology that differs, so nothing needs shrinking
    suppress_health_check=list(HealthCheck),
)


def named(term: object, space: str) -> object:
    """Put every name of *term* into the namespace *space*."""
    match term:
        case Named(name):
            return Named(space + name)
        case Inverse(of):
            return Inverse(named(of, space))  # type: ignore[arg-type]
        case Complement(operand):
            return Complement(named(operand, space))  # type: ignore[arg-type]
        case Junction(word, operands):
            return Junction(word, tuple(named(each, space) for each in operands))  # type: ignore[misc]
        case Restriction(relation, quantifier, filler, number):
            return Restriction(named(relation, space), quantifier, named(filler, space), number)  # type: ignore[arg-type]
        case Chain(links):
            return Chain(tuple(named(each, space) for each in links))  # type: ignore[misc]
    return term


def written(ontology: Ontology, space: str) -> list[str]:
    """Write *ontology* with its names in *space*, and a probe below each relation and filler."""
    relations = {space + each.name for each in RELATIONS}
    axioms = [declaration("Class", space + each.name) for each in CLASSES]
    axioms += [declaration("ObjectProperty", each) for each in sorted(relations)]
    for axiom in ontology:
        right = tuple(named(each, space) for each in axiom.right)
        axioms.append(write(Axiom(named(axiom.left, space), axiom.word, right), relations))  # type: ignore[arg-type]
    for relation in RELATIONS:
        for filler in CLASSES:
            some = Restriction(Named(space + relation.name), "some", Named(space + filler.name))
            axioms.append(subclass(some, Named(f"{space}{relation.name}-{filler.name}")))
    return axioms


def hierarchies(ontologies: list[Ontology], reasoner: Reasoner) -> dict[int, object]:
    """Classify all of *ontologies* in one run; raises Inconsistent where one of them is."""
    axioms = [each for n, ontology in enumerate(ontologies) for each in written(ontology, f"http://example.org/{n}/")]
    found = reasoner.taxonomy(plus(empty(), axioms))
    told: dict[int, object] = {}
    for n in range(len(ontologies)):
        space = f"http://example.org/{n}/"
        above = {
            each: frozenset(sup for sup in supers if sup.startswith(space))
            for each, supers in found.above.items()
            if each.startswith(space)
        }
        told[n] = above, frozenset(each for each in found.unsatisfiable if each.startswith(space))
    return told


def one_by_one(ontologies: list[Ontology]) -> dict[int, object]:
    """Classify each of *ontologies* with rustdl, on its own."""
    told: dict[int, object] = {}
    for n, ontology in enumerate(ontologies):
        found = Rustdl().taxonomy(plus(empty(), written(ontology, f"http://example.org/{n}/")))
        assert not found.notes, found.notes
        told[n] = dict(found.above), found.unsatisfiable
    return told


def agree(ontologies: list[Ontology]) -> None:
    consistent = []
    for ontology in ontologies:
        try:
            one_by_one([ontology])
            consistent.append(ontology)
        except Inconsistent:
            with pytest.raises(Inconsistent):
                hierarchies([ontology], Hermit())
    ours, theirs = one_by_one(consistent), hierarchies(consistent, Hermit())
    for n, ontology in enumerate(consistent):
        assert ours[n] == theirs[n], "\n".join(axiom.text() for axiom in ontology)


def batches(ontologies: st.SearchStrategy[Ontology]) -> st.SearchStrategy[list[Ontology]]:
    return st.lists(ontologies, min_size=BATCH, max_size=BATCH)


@THOROUGH
@given(batches(el_ontologies))
def test_small_el_ontologies_are_classified_alike(java: str, ontologies: list[Ontology]) -> None:
    agree(ontologies)


@THOROUGH
@given(batches(alc_ontologies))
def test_small_alc_ontologies_with_inverses_are_classified_alike(java: str, ontologies: list[Ontology]) -> None:
    agree(ontologies)


@pytest.mark.parametrize(
    "sentences",
    [
        ["r some A SubClassOf t some B", "B SubClassOf r some A", "t Range E", "E DisjointWith B"],
        ["r some A EquivalentTo t some B", "B SubClassOf r some A", "t Range E", "t some (B and E) SubClassOf C"],
        ["C or (r some A) SubClassOf t some B", "B SubClassOf r some A", "t Range E", "t some (B and E) SubClassOf D"],
        ["r Range t some C", "t some (t some C) SubClassOf A", "C SubClassOf r some B", "r o t SubPropertyOf t"],
        [
            "t Domain r some B",
            "A EquivalentTo (t some A) and (t some C)",
            "t some (r some B) EquivalentTo D",
            "(t some D) and A SubClassOf C",
        ],
        [
            "r o s SubPropertyOf t",
            "t Range D",
            "E SubClassOf s some B",
            "B DisjointWith D",
            "A SubClassOf t some (r some E)",
        ],
        [
            "r o s SubPropertyOf t",
            "t SubPropertyOf q",
            "q Range D",
            "A SubClassOf r some B",
            "B SubClassOf s some B",
            "q some (B and D) SubClassOf C",
        ],
    ],
)
def test_what_rules_for_el_lose_is_not_lost(java: str, sentences: list[str], tmp_path: Path) -> None:
    """What rustdl 0.4.42 forgets of unnamed classes, and of the ranges of chains, it is told once more."""
    axioms: list[AnyAxiom] = [Axiom(Named(f"urn:{each}"), "SubClassOf", (Named("urn:Z"),)) for each in "ABCDE"]
    axioms += [sentence(re.sub(r"\b([A-E]|[qrst])\b", r"<urn:\1>", each)) for each in sentences]
    file = tmp_path / "ontology.owl"
    file.write_bytes(written_document(axioms))
    for document in (file.read_bytes(), read(file)):
        ours, theirs = Rustdl().taxonomy(document), Hermit().taxonomy(document)
        assert (ours.above, ours.unsatisfiable) == (theirs.above, theirs.unsatisfiable)


def same_hierarchy_and_links(document: bytes) -> None:
    relations = relations_in_use(document)
    ours, theirs = infer(document, relations, Rustdl()), infer(document, relations, Hermit())
    assert (ours.subclasses, ours.unsatisfiable) == (theirs.subclasses, theirs.unsatisfiable)
    assert ours.existentials == theirs.existentials
    assert not ours.notes


@pytest.mark.parametrize(
    "file", ["cob-2025-12-15.owl.gz", "bfo-core-2020.owl.gz", "pato-base-2025-05-14.owl.gz", "so-2024-11-18.owl.gz"]
)
def test_real_ontologies_have_the_same_hierarchy_and_relation_graph(java: str, shared: Path, file: str) -> None:
    same_hierarchy_and_links(read(shared / "ontologies" / file))


SHORT = {f"BFO_{number:07}" for number in (50, 51, 62, 63)} | {f"RO_{number:07}" for number in (52, 57, 2131, 2314)}


def test_the_part_of_ro_that_hermit_can_do_is_classified_alike(java: str, shared: Path) -> None:
    """The module of RO for its classes and the relations in use, with its chains over parts, participants and time.

    The other chains, over RO's tree of causal relations, keep HermiT busy for minutes before it looks at a class.
    """
    document = read(shared / "ontologies" / "ro-2025-12-17.owl.gz")
    terms = {*Rustdl().taxonomy(document).above, *relations_in_use(document)}
    logic = [axiom for axiom in axioms_of(document) if isinstance(axiom, Axiom) and not individuals_in(axiom)]
    module = Modules(logic).of(terms)
    assert len(module) > 150
    short = [
        each for each in module if not isinstance(each.left, Chain) or {n.split("/")[-1] for n in each.names()} <= SHORT
    ]
    assert any(isinstance(each.left, Chain) for each in short)
    same_hierarchy_and_links(written_document(short))


def test_it_is_told_that_what_everything_has_may_be_missed() -> None:
    """rustdl 0.4.42 misses ``owl:Thing SubClassOf r some B`` together with ``r some B SubClassOf C``."""
    some = Restriction(Named("urn:r"), "some", Named("urn:B"))
    document = plus(
        empty(), [declaration("Class", "urn:A"), subclass(Named(THING), some), subclass(some, Named("urn:C"))]
    )
    found = infer(document, [], Rustdl())
    assert ("urn:A", "urn:C") in found.subclasses or any("owl:Thing" in note for note in found.notes)


def test_it_is_told_that_an_unnamed_inverse_is_left_out() -> None:
    """rustdl 0.4.42 reads nothing said of an inverse that has no name, from RDF/XML."""
    unnamed = (
        f'<owl:ObjectProperty {NAMESPACES}><owl:inverseOf rdf:resource="urn:r"/>'
        '<rdfs:subPropertyOf rdf:resource="urn:t"/></owl:ObjectProperty>'
    )
    assert any("unnamed inverse" in note for note in infer(plus(empty(), [unnamed]), [], Rustdl()).notes)
