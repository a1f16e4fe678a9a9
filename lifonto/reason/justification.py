"""Justifications: the smallest sets of axioms from which something follows, and the smallest removals that mend it.

After Horridge, Parsia & Sattler, "Laconic and precise justifications in OWL" (ISWC 2008): a justification entails,
and loses the entailment with any one axiom taken away. rustdl finds them in process, whichever reasoner classifies.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from multiprocessing.connection import Connection
from typing import Literal

import rustdl

from lifonto.errors import LifontoError, NotFound, ReasoningError
from lifonto.owl.expressions import Expression, Named
from lifonto.reason.axioms import AnyAxiom, Axiom, Name, individuals_in, names_in, read
from lifonto.reason.documents import NOTHING, THING
from lifonto.reason.locality import Modules, is_el
from lifonto.reason.rdfxml import document
from lifonto.reason.rust import axioms_of, native_errors, on_disk

CASES_SECONDS = 20
WHY = "urn:lifonto:why:"
SUB, SUP = f"{WHY}sub", f"{WHY}sup"
Question = tuple[Literal["subclass", "unsat", "inconsistent"], *tuple[str, ...]]
Search = Callable[[Collection[AnyAxiom], Question, int], list["Justification"]]


@dataclass(frozen=True)
class Justification:
    """A smallest set of axioms from which something follows."""

    axioms: tuple[AnyAxiom, ...]

    def text(self, name: Name = str) -> str:
        """Write one axiom a line, asking *name* what to call each IRI."""
        return "\n".join(axiom.text(name) for axiom in self.axioms)


@dataclass(frozen=True)
class Explanations:
    """An ontology, as RDF/XML, that can say why.

    Only the module of the class asked about is searched, first without the axioms that ask for case analysis: most of
    what follows follows without them, and the search is then quick.
    """

    rdfxml: bytes

    @cached_property
    def axioms(self) -> tuple[AnyAxiom, ...]:
        """The axioms of the ontology."""
        return axioms_of(self.rdfxml)

    @cached_property
    def _parts(self) -> tuple[Modules, Modules]:
        terms = [axiom for axiom in self.axioms if not individuals_in(axiom)]
        return Modules([axiom for axiom in terms if is_el(axiom)]), Modules(terms)

    def of_subclass(self, sub: Expression, sup: Expression, limit: int = 5) -> list[Justification]:
        """Return up to *limit* justifications of ``sub SubClassOf sup``, shortest first; none where it does not follow.

        Raises NotFound where a name is not in the ontology.
        """
        for name in (names_in(sub) | names_in(sup)) - {THING, NOTHING}:
            if name not in self.names:
                raise NotFound(f"{name} is not in this ontology")
        asked = [Axiom(Named(SUB), "SubClassOf", (sub,)), Axiom(sup, "SubClassOf", (Named(SUP),))]
        if sub == sup:
            return [Justification(())]  # it takes no axiom
        return self._first(justify, asked, names_in(sub), limit)

    def of_unsatisfiable(self, iri: str, limit: int = 5) -> list[Justification]:
        """Return up to *limit* justifications of the class *iri* having no possible instances."""
        return self.of_subclass(Named(iri), Named(NOTHING), limit)

    def of_inconsistency(self, limit: int = 5) -> list[Justification]:
        """Return up to *limit* smallest sets of axioms that contradict each other."""
        return justify(self.axioms, ("inconsistent",), limit)

    def repairs(self, sub: Expression, sup: Expression, limit: int = 5) -> list[Justification]:
        """Return up to *limit* smallest sets of axioms whose removal makes ``sub SubClassOf sup`` no longer follow.

        Where it follows by EL rules, that is: what case analysis may still find is not looked for.
        """
        asked = [Axiom(Named(SUB), "SubClassOf", (sub,)), Axiom(sup, "SubClassOf", (Named(SUP),))]
        found = self._first(repair, asked, names_in(sub), limit + len(asked))
        return [each for each in found if each.axioms][:limit]

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name in the axioms."""
        return frozenset().union(*(axiom.names() for axiom in self.axioms))

    def _first(self, search: Search, asked: list[Axiom], names: set[str], limit: int) -> list[Justification]:
        """Search the part that needs no case analysis, and the whole only where that part says nothing."""
        quick, whole = self._parts
        question: Question = ("subclass", SUB, SUP)
        found = search([*quick.of(names), *asked], question, limit)
        if found or len(whole.axioms) == len(quick.axioms):
            return found
        return within(CASES_SECONDS, search, [*whole.of(names), *asked], question, limit)


def justify(axioms: Collection[AnyAxiom], question: Question, limit: int) -> list[Justification]:
    """Return up to *limit* smallest sets of *axioms* from which *question* follows."""
    with native_errors(), known():
        return ordered(rustdl.prepare_bytes(document(axioms), format="rdf-xml").justify_all(list(question), limit))


def within(
    seconds: float, search: Search, axioms: Collection[AnyAxiom], question: Question, limit: int
) -> list[Justification]:
    """Run *search*, ``justify`` or ``repair``, in a process of its own, which is stopped after so many *seconds*.

    Raises ReasoningError where that was too short: case analysis may take for ever, and cannot be interrupted here.
    """
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(sender, search, axioms, question, limit), daemon=True)
    process.start()
    sender.close()
    try:
        if receiver.poll(seconds):
            found: list[Justification] | LifontoError = receiver.recv()
            if isinstance(found, LifontoError):
                raise found
            return found
    except EOFError as error:
        raise ReasoningError("the search for an explanation ended without an answer") from error
    finally:
        process.kill()
        process.join()
    raise ReasoningError(
        f"it does not follow by EL rules, and the search by cases came to no end in {seconds:g} seconds"
    )


def _send(sender: Connection, search: Search, axioms: Collection[AnyAxiom], question: Question, limit: int) -> None:
    """Send what *search* finds, or its refusal."""
    try:
        sender.send(search(axioms, question, limit))
    except LifontoError as error:
        sender.send(error)


def repair(axioms: Collection[AnyAxiom], question: Question, limit: int) -> list[Justification]:
    """Return up to *limit* smallest sets of *axioms* without which *question* does not follow."""
    with on_disk(document(axioms)) as file, native_errors(), known():
        return ordered(rustdl.repair(str(file), list(question), limit))


@contextmanager
def known() -> Iterator[None]:
    """Say in our words that a class asked about is not in the ontology."""
    try:
        yield
    except rustdl.UnknownClassError as error:
        raise NotFound(f"{error} is not a class of this ontology") from error


def ordered(found: Iterable[Iterable[str]]) -> list[Justification]:
    """Read the justifications *found*, the shortest first, without the axioms that only named what was asked."""
    read_in = [
        tuple(sorted((axiom for axiom in map(read, each) if not asked(axiom)), key=lambda axiom: axiom.text()))
        for each in found
    ]
    return [Justification(axioms) for axioms in sorted(read_in, key=lambda axioms: (len(axioms), str(axioms)))]


def asked(axiom: AnyAxiom) -> bool:
    """Tell whether *axiom* was added to ask the question."""
    return isinstance(axiom, Axiom) and (axiom.left == Named(SUB) or axiom.right == (Named(SUP),))
