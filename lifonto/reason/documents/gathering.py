"""What a reader has found so far, on its way to being an ontology: each axiom once, in the order of the document."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from lifonto.reason.values.axioms import Axiom, Entity
from lifonto.reason.values.ontology import Annotation, Header, Ontology, Unread
from lifonto.reason.values.vocabulary import BUILT_IN, LABEL, OWL, SHORTHAND

DEPRECATED = f"{OWL}deprecated"
ALWAYS = {LABEL, DEPRECATED, SHORTHAND}  # what is kept of annotations even where they are not asked for
LONGEST = 120  # characters of an example


@dataclass
class Gathering:
    """Axioms, declarations and annotations; of annotations only names and deprecations, unless all are *wanted*."""

    wanted: bool = False
    axioms: dict[Axiom, None] = field(default_factory=dict)
    declarations: set[Entity] = field(default_factory=set)
    annotations: dict[str, dict[Annotation, None]] = field(default_factory=dict)
    of_axioms: dict[Axiom, dict[Annotation, None]] = field(default_factory=dict)
    strange: dict[str, tuple[int, str]] = field(default_factory=dict)

    def state(self, axiom: Axiom, annotations: Collection[Annotation] = ()) -> None:
        """Take *axiom* and its annotations."""
        self.axioms[axiom] = None
        if self.wanted and annotations:
            self.of_axioms.setdefault(axiom, {}).update(dict.fromkeys(annotations))

    def say(self, about: str, annotation: Annotation) -> None:
        """Take annotations of the IRI or unnamed individual *about*."""
        if self.wanted or annotation.property in ALWAYS:
            self.annotations.setdefault(about, {})[annotation] = None

    def declare(self, kind: str, iri: str) -> None:
        """Take the declaration of an entity; those of OWL, RDF and XSD need none."""
        if not iri.startswith(BUILT_IN):
            self.declarations.add(Entity(kind, iri))

    def leave_out(self, kind: str, example: str) -> None:
        """Count something of *kind* that is not understood."""
        count, first = self.strange.get(kind, (0, ""))
        shown = " ".join(example.split())
        shown = shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 1]}…"
        self.strange[kind] = (count + 1, first or shown)

    def ontology(self, header: Header) -> Ontology:
        """Return all of it as a value."""
        return Ontology(
            axioms=tuple(self.axioms),
            declarations=frozenset(self.declarations),
            header=header,
            annotations={about: tuple(said) for about, said in self.annotations.items()},
            of_axioms={axiom: tuple(in_order(said)) for axiom, said in self.of_axioms.items()},
            unread=tuple(Unread(kind, count, example) for kind, (count, example) in self.strange.items()),
        )


def in_order(annotations: Iterable[Annotation]) -> list[Annotation]:
    """Return *annotations* in an order that is always the same."""
    return sorted(annotations, key=lambda each: (each.property, repr(each.value)))
