"""The classes below, above and equal to a class expression, and the statements they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lifonto.ask.citations import Cited
from lifonto.ask.evidence import Statement
from lifonto.ask.explanation import read
from lifonto.ask.frames import Framed
from lifonto.ask.ontology import Ontology
from lifonto.ask.values import Term
from lifonto.errors import LifontoError
from lifonto.reason.queries.ready import ReadyBase
from lifonto.reason.queries.supposed import assuming
from lifonto.reason.reasoners.classification import reasoner_named
from lifonto.reason.values.axioms import names_in

if TYPE_CHECKING:
    from lifonto.reason.queries.knowledge import KnowledgeBase
    from lifonto.reason.queries.supposed import SupposedBase

PARTS = ("equivalents", "superclasses", "subclasses")


@dataclass(frozen=True)
class Classes(Cited, Framed):
    """What stands around a class expression; ``satisfiable`` tells whether anything can be an instance of it.

    ``notes`` say what the reasoner may have missed, ``names`` are the terms in the expression, and ``statements`` those
    behind each class below or equal to it, by CURIE; a class may be there for no more than its place in the hierarchy.
    """

    asked: str
    satisfiable: bool
    equivalents: tuple[Term, ...]
    superclasses: tuple[Term, ...]
    subclasses: tuple[Term, ...]
    notes: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    statements: dict[str, tuple[Statement, ...]] = field(default_factory=dict)

    def sources(self) -> set[str]:
        """Return the CURIEs of what these statements cite."""
        return {source for found in self.statements.values() for each in found for source in each.sources}

    def rows(self) -> list[dict[str, Any]]:
        """Return a row for each class: where it stands, its CURIE and label."""
        return [{"part": part, "id": each.id, "label": each.label} for part in PARTS for each in getattr(self, part)]


def classes(
    ontology: Ontology,
    expression: str,
    *,
    direct: bool = False,
    assumed: Mapping[str, str] | None = None,
    reasoner: str = "rustdl",
) -> Classes:
    """Return the classes around *expression*, in Manchester syntax over labels, CURIEs or IRIs.

    *assumed* are classes that are supposed to be there, by name. Raises ManchesterError and NotFound.
    """
    index = ontology.index
    base: KnowledgeBase | SupposedBase = ontology.base
    if reasoner != "rustdl":
        base = ReadyBase(ontology.value, reasoner_named(reasoner, proven=ontology.proven))
    supposed: dict[str, str] = {}

    def find(name: str) -> str:
        return supposed.get(name) or index.find(name)

    for name, meaning in (assumed or {}).items():
        iri = f"urn:lifonto:assumed:{len(supposed)}"
        base = assuming(base, iri, read(meaning, find))
        supposed[name] = iri
    labels = {iri: name for name, iri in supposed.items()}

    def terms(iris: Iterable[str]) -> tuple[Term, ...]:
        found = (Term(labels[iri], labels[iri], iri) if iri in labels else Term.of(iri, index) for iri in iris)
        return tuple(sorted(found, key=lambda each: each.label))

    wanted = read(expression, find)
    answer = base.ask(wanted, direct=direct)
    equal, above, below = (terms(getattr(answer, part)) for part in PARTS)
    notes = tuple(dict.fromkeys([*ontology.value.notes, *answer.notes]))
    return Classes(expression, answer.satisfiable, equal, above, below, notes, frozenset(names_in(wanted)))


def assumptions(said: Sequence[str]) -> dict[str, str]:
    """Read NAME=EXPRESSION pairs; raises LifontoError."""
    found = {}
    for each in said:
        name, equals, meaning = each.partition("=")
        if not equals or not name.strip():
            raise LifontoError(f"--assume wants NAME=EXPRESSION, not {each!r}")
        found[name.strip()] = meaning.strip()
    return found
