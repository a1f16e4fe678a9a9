"""An ontology as one value: axioms, declarations, annotations, and what its reader did not understand.

Everything in this package asks the value; nothing asks the text that it was read from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from lifonto.reason.values import functional
from lifonto.reason.values.axioms import Axiom, Entity, entities
from lifonto.reason.values.expressions import Literal
from lifonto.reason.values.features import features_of
from lifonto.reason.values.vocabulary import BUILT_IN, LABEL, SHORTHAND


class Annotation(NamedTuple):
    """An annotation, which bears no logic: a property's IRI and a value, an IRI or a literal.

    ``annotations`` are those of the annotation itself.
    """

    property: str
    value: str | Literal
    annotations: frozenset[Annotation] = frozenset()


@dataclass(frozen=True)
class Unread:
    """What a reader did not understand: its *kind* in plain words, how many there are, and the first of them."""

    kind: str
    count: int
    example: str

    def __str__(self) -> str:
        """Say it in a sentence."""
        return f"not understood, so left out: {self.count} of {self.kind}, such as {self.example}"


@dataclass(frozen=True)
class Header:
    """The header of an ontology.

    ``missing`` are the imports that are not among the files read with it, ``prefixes`` those that its text declares.
    """

    iri: str = ""
    version: str = ""
    imports: frozenset[str] = frozenset()
    missing: tuple[str, ...] = ()
    annotations: frozenset[Annotation] = frozenset()
    prefixes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Ontology:
    """Axioms and declarations; ``annotations`` by the IRI they are about, ``of_axioms`` by the axiom.

    *base* is the ontology that this one adds to: what was worked out for it is not worked out again.
    """

    axioms: tuple[Axiom, ...] = ()
    declarations: frozenset[Entity] = frozenset()
    header: Header = Header()
    annotations: Mapping[str, tuple[Annotation, ...]] = field(default_factory=dict)
    of_axioms: Mapping[Axiom, tuple[Annotation, ...]] = field(default_factory=dict)
    unread: tuple[Unread, ...] = ()
    base: Ontology | None = None

    def plus(self, axioms: Iterable[Axiom]) -> Ontology:
        """Return this ontology with *axioms* added."""
        return replace(self, axioms=(*self.axioms, *axioms), base=self)

    @property
    def root(self) -> Ontology:
        """The ontology that everything was added to."""
        return self.base.root if self.base else self

    @cached_property
    def added(self) -> tuple[Axiom, ...]:
        """The axioms that the base does not have."""
        return self.axioms[len(self.base.axioms) if self.base else 0 :]

    @cached_property
    def new(self) -> frozenset[Entity]:
        """What the added axioms name that is neither in the base nor declared, the names of OWL, RDF and XSD, too."""
        known = self.base.entities if self.base else self.declarations
        return frozenset(each for axiom in self.added for each in entities(axiom) if each not in known)

    @cached_property
    def entities(self) -> frozenset[Entity]:
        """Everything declared or named, by kind; the names of OWL, RDF and XSD left out."""
        known = self.base.entities if self.base else self.declarations
        return known | {each for each in self.new if not each.iri.startswith(BUILT_IN)} if self.new else known

    @cached_property
    def features(self) -> Counter[str]:
        """How many axioms have each construct that a reasoner may find hard."""
        return features_of(self.added) + (self.base.features if self.base else Counter())

    @cached_property
    def body(self) -> bytes:
        """The declarations and axioms in functional syntax, one a line."""
        before, known = (self.base.body, self.base.entities) if self.base else (b"", frozenset())
        fresh = sorted(self.entities - known) if self.entities is not known else []
        lines = [*map(functional.declaration, fresh), *map(functional.write, self.added)]
        return before + "".join(f"{line}\n" for line in lines).encode()

    @property
    def functional(self) -> bytes:
        """The ontology in functional syntax."""
        return functional.document(self.body)

    @cached_property
    def labels(self) -> dict[str, str]:
        """The labels of its terms, by IRI; of several the first."""
        return self.names_by(LABEL)

    @cached_property
    def shorthands(self) -> dict[str, str]:
        """What OBO files call its relations, by IRI."""
        return self.names_by(SHORTHAND)

    def names_by(self, annotation_property: str) -> dict[str, str]:
        """Return the first name of each term that has one by *annotation_property*."""
        return {
            iri: each.value.text
            for iri, annotations in self.annotations.items()
            for each in reversed(annotations)
            if each.property == annotation_property and isinstance(each.value, Literal)
        }

    def of_kind(self, kind: str) -> frozenset[str]:
        """Return the IRIs of the entities of *kind*: ``Class``, ``ObjectProperty``, …."""
        return frozenset(each.iri for each in self.entities if each.kind == kind)

    @property
    def notes(self) -> tuple[str, ...]:
        """What whoever asks of the ontology should know of how it was read."""
        absent = tuple(f"imports {iri}, which was not read: give its file, too" for iri in self.header.missing)
        return (*absent, *map(str, self.unread))
