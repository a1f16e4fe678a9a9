"""rustdl held to HermiT and Konclude: the same hierarchy and links, on random small ontologies and on real ones.

HermiT takes most of a second to start, so many small ontologies with names of their own are classified in one run;
nothing that one of them says can follow for the names of another, as none of them is inconsistent.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sentences import ontology
from small_ontologies import CLASSES, RELATIONS, alc_ontologies, alco_ontologies, alcq_ontologies, el_ontologies
from spaces import renamed

from lifonto.errors import Inconsistent
from lifonto.reason.documents import files
from lifonto.reason.links.inference import Inferences, infer
from lifonto.reason.modules.extraction import Modules
from lifonto.reason.reasoners.hermit import Hermit
from lifonto.reason.reasoners.konclude import Konclude
from lifonto.reason.reasoners.reasoner import Reasoner
from lifonto.reason.reasoners.rustdl import Rustdl
from lifonto.reason.reasoners.taxonomy import Taxonomy
from lifonto.reason.values.axioms import OF_INDIVIDUALS, Axiom, Chain
from lifonto.reason.values.expressions import Named, Restriction
from lifonto.reason.values.ontology import Ontology
from lifonto.reason.values.relations import relations_in_use
from lifonto.reason.values.rendering import sentence

BATCH = 50
RUNS = 5  # of each language: 1,000 ontologies in all
Axioms = list[Axiom]
THOROUGH = settings(
    max_examples=RUNS,
    phases=[Phase.generate],  # a failure names the one ontology that differs, so nothing needs shrinking
)


def probed(axioms: Axioms, number: int) -> Axioms:
    """Return *axioms*, every second time with a probe below each relation and filler: a class more may hide a fault."""
    some = (Restriction(relation, "some", filler) for relation in RELATIONS for filler in CLASSES)
    probes = (
        Axiom("SubClassOf", (each, Named(f"{each.relation.name}-{each.filler.name}")))  # type: ignore[union-attr]
        for each in some
    )
    return [*axioms, *(probes if number % 2 else ()), *(Axiom("SubClassOf", (each, each)) for each in CLASSES)]


def hierarchies(ontologies: dict[int, Axioms], reasoner: Reasoner) -> dict[int, Taxonomy]:
    """Classify all of *ontologies* in one run; raises Inconsistent where one of them is."""
    every = [axiom for n, axioms in ontologies.items() for axiom in apart(probed(axioms, n), n)]
    found = reasoner.taxonomy(Ontology(tuple(every)))
    return {
        n: Taxonomy(
            {each: frozenset(filter(is_in(n), over)) for each, over in found.above.items() if is_in(n)(each)},
            frozenset(filter(is_in(n), found.unsatisfiable)),
        )
        for n in ontologies
    }


def apart(axioms: Axioms, number: int) -> Axioms:
    return [renamed(axiom, lambda iri: f"{space(number)}{iri}") for axiom in axioms]


def space(number: int) -> str:
    return f"http://example.org/{number}/"


def is_in(number: int) -> Callable[[str], bool]:
    return lambda iri: iri.startswith(space(number))


def agree(ontologies: list[Axioms]) -> None:
    """Hold rustdl to HermiT: nothing wrong, nothing missing without a note."""
    for axioms, one, other in zip(ontologies, *found(ontologies), strict=True):
        said = "\n".join([*(one.notes if one else ()), *map(sentence, axioms)])
        if one is None or other is None:
            assert other is None, said
            assert one is None or one.notes, said
        elif one.notes:
            empty = other.unsatisfiable
            assert one.unsatisfiable <= empty, said
            assert all(over <= other.above[each] | empty for each, over in one.above.items() if each not in empty), said
        else:
            assert (one.above, one.unsatisfiable) == (other.above, other.unsatisfiable), said


def found(ontologies: list[Axioms]) -> tuple[list[Taxonomy | None], list[Taxonomy | None]]:
    """Return what rustdl finds of each, and what HermiT finds; None where the axioms contradict each other."""
    ours = [alone(axioms, n, Rustdl()) for n, axioms in enumerate(ontologies)]
    may_stand = [n for n, one in enumerate(ours) if one]
    try:
        together = hierarchies({n: ontologies[n] for n in may_stand}, Hermit())
    except Inconsistent:
        together = {}
    return ours, [together.get(n) or alone(axioms, n, Hermit()) for n, axioms in enumerate(ontologies)]


def alone(axioms: Axioms, number: int, reasoner: Reasoner) -> Taxonomy | None:
    try:
        return reasoner.taxonomy(Ontology(tuple(apart(probed(axioms, number), number))))
    except Inconsistent:
        return None


def batches(ontologies: st.SearchStrategy[Axioms]) -> st.SearchStrategy[list[Axioms]]:
    return st.lists(ontologies, min_size=BATCH, max_size=BATCH)


@THOROUGH
@given(batches(el_ontologies))
def test_small_el_ontologies_are_classified_alike(java: str, ontologies: list[Axioms]) -> None:
    agree(ontologies)


@THOROUGH
@given(batches(alc_ontologies))
def test_small_alc_ontologies_with_inverses_are_classified_alike(java: str, ontologies: list[Axioms]) -> None:
    agree(ontologies)


@THOROUGH
@given(batches(alcq_ontologies))
def test_small_alcq_ontologies_are_classified_alike(java: str, ontologies: list[Axioms]) -> None:
    agree(ontologies)


@THOROUGH
@given(batches(alco_ontologies))
def test_small_ontologies_with_individuals_are_classified_alike(java: str, ontologies: list[Axioms]) -> None:
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
def test_what_rules_for_el_lose_is_not_lost(java: str, sentences: list[str]) -> None:
    """What rustdl 0.4.42 forgets of unnamed classes, and of the ranges of chains, it is told once more."""
    told = ontology(*(f"{each} SubClassOf Z" for each in "ABCDE"), *sentences)
    ours, theirs = Rustdl().taxonomy(told), Hermit().taxonomy(told)
    assert (ours.above, ours.unsatisfiable) == (theirs.above, theirs.unsatisfiable)


def same_hierarchy_and_links(told: Ontology, referee: Reasoner) -> Inferences:
    relations = relations_in_use(told)
    ours, theirs = infer(told, relations, Rustdl(seconds=600)), infer(told, relations, referee)
    assert (ours.subclasses, ours.unsatisfiable) == (theirs.subclasses, theirs.unsatisfiable)
    assert ours.existentials == theirs.existentials
    return ours


@pytest.fixture
def konclude() -> Konclude:
    if not shutil.which("Konclude"):
        pytest.skip("no Konclude on PATH")
    return Konclude()


@pytest.mark.parametrize("file", ["pato-base-2025-05-14.owl.gz", "so-2024-11-18.owl.gz"])
def test_real_ontologies_within_el_are_found_whole(konclude: Konclude, shared: Path, file: str) -> None:
    assert same_hierarchy_and_links(files.read(shared / "ontologies" / file), konclude).complete


@pytest.mark.parametrize(
    "file",
    [
        *("cob-2025-12-15.owl.gz", "bfo-core-2020.owl.gz", "eco-edit-2024-07-18.owl.gz"),
        "cl-edit-merged-2026-08-19.nt.gz",
    ],
)
def test_nothing_is_missing_from_real_ontologies_beyond_el_and_it_is_known(
    konclude: Konclude, shared: Path, file: str
) -> None:
    told = files.read(shared / "ontologies" / file)
    assert set(same_hierarchy_and_links(told, konclude).notes) == set(told.notes)


@pytest.mark.parametrize(
    "file", ["ro-2025-12-17.owl.gz", "doid-reconstructed-2026-07-31.obo.gz", "go-reconstructed-2026-08.nt.gz"]
)
def test_real_ontologies_have_the_hierarchy_that_konclude_finds(konclude: Konclude, shared: Path, file: str) -> None:
    told = files.read(shared / "ontologies" / file)
    ours, theirs = Rustdl().taxonomy(told), konclude.taxonomy(told)
    assert (ours.above, ours.unsatisfiable) == (theirs.above, theirs.unsatisfiable)
    assert not ours.notes


SHORT = {f"BFO_{number:07}" for number in (50, 51, 62, 63)} | {f"RO_{number:07}" for number in (52, 57, 2131, 2314)}


def test_the_part_of_ro_that_hermit_can_do_is_classified_alike(java: str, shared: Path) -> None:
    """The module of RO for its classes and the relations in use, with its chains over parts, participants and time.

    The other chains, over RO's tree of causal relations, keep HermiT busy for minutes before it looks at a class.
    """
    told = files.read(shared / "ontologies" / "ro-2025-12-17.owl.gz")
    names = {*Rustdl().taxonomy(told).above, *relations_in_use(told)}
    module = Modules([axiom for axiom in told.axioms if axiom.kind not in OF_INDIVIDUALS]).of(names)
    assert len(module) > 150
    chains = {axiom for axiom in module if isinstance(axiom.parts[0], Chain)}
    short = {each for each in chains if {name.split("/")[-1] for name in each.names()} <= SHORT}
    assert short
    same_hierarchy_and_links(Ontology(tuple(module - chains | short)), Hermit())


def test_it_is_told_that_what_everything_has_may_be_missed() -> None:
    """rustdl 0.4.42 misses ``owl:Thing SubClassOf r some B`` together with ``r some B SubClassOf C``."""
    thing = "<http://www.w3.org/2002/07/owl#Thing>"
    told = ontology("A SubClassOf A", f"{thing} SubClassOf r some B", "r some B SubClassOf C")
    found = infer(told, [], Rustdl())
    assert ("urn:A", "urn:C") in found.subclasses or any("owl:Thing" in note for note in found.notes)


def test_what_is_said_of_an_unnamed_inverse_is_taken_into_account() -> None:
    told = ontology("inverse r SubPropertyOf t", "A SubClassOf inverse r some B", "t some B SubClassOf C")
    found = infer(told, [], Rustdl())
    assert not found.notes
    assert ("urn:A", "urn:C") in found.subclasses
