"""What changed between two versions of an ontology: all that is stated, logic or not, and what follows from it.

Axioms are compared in normal form, so the order of operands is no difference; individuals without a name are told apart
by their axioms.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from lifonto.reason.reasoners.taxonomy import Taxonomy
from lifonto.reason.values.axioms import INDIVIDUAL, Axiom, entities
from lifonto.reason.values.expressions import Literal, Named
from lifonto.reason.values.normal_form import normal
from lifonto.reason.values.ontology import Annotation, Ontology
from lifonto.reason.values.rendering import Name, quote, render, sentence


@dataclass(frozen=True)
class Change:
    """What one version has that the other has not, as sorted sentences."""

    added: tuple[str, ...]
    removed: tuple[str, ...]

    @classmethod
    def between(cls, old: Iterable[str], new: Iterable[str]) -> Change:
        """Compare the statements of two sides."""
        before, after = set(old), set(new)
        return cls(tuple(sorted(after - before)), tuple(sorted(before - after)))

    def __bool__(self) -> bool:
        """Tell whether there is any."""
        return bool(self.added or self.removed)


@dataclass(frozen=True)
class Difference:
    """The changes between two versions.

    ``header``: IRI, version, imports and annotations of the ontology itself; ``annotations``: labels, definitions,
    deprecation and all other annotations of terms; ``of_axioms``: annotations of axioms; ``inferences``: subclass
    relations that follow; ``unsatisfiable``: classes that can have no instances.
    """

    header: Change
    declarations: Change
    axioms: Change
    annotations: Change
    of_axioms: Change
    inferences: Change
    unsatisfiable: Change

    def only(self, parts: Container[str]) -> Difference:
        """Return the changes of these *parts* alone."""
        return Difference(**{each: change if each in parts else Change((), ()) for each, change in vars(self).items()})

    def __bool__(self) -> bool:
        """Tell whether anything changed."""
        return any(vars(self).values())


def difference(
    old: Ontology, new: Ontology, taxonomies: tuple[Taxonomy | None, Taxonomy | None], name: Name = str
) -> Difference:
    """Compare *old* and *new*, whose hierarchies are *taxonomies*, asking *name* what to call each IRI: no two alike.

    Of the inferences only the direct ones are told, and only those that relate classes both versions have, unless the
    axioms already say so: what a new class brings with it is told by its axioms. Where a version has no hierarchy, only
    what is stated is compared.
    """
    calls = naming(old, name), naming(new, name)
    before, after = (stated(*side) for side in zip((old, new), calls, strict=True))
    one, other = taxonomies
    one, other = (one, other) if one and other else (Taxonomy({}), Taxonomy({}))
    gained = set(inferences(other, one, name)) - after.keys()
    lost = set(inferences(one, other, name)) - before.keys()

    def change(said: Callable[[Ontology, Name], Iterable[str]]) -> Change:
        return Change.between(said(old, calls[0]), said(new, calls[1]))

    return Difference(
        change(header),
        change(declarations),
        Change.between(
            *([said for key, said in a.items() if key not in b] for a, b in ((before, after), (after, before)))
        ),
        change(said_of_terms),
        change(said_of_axioms),
        Change(tuple(sorted(gained)), tuple(sorted(lost))),
        Change.between(*([name(each) for each in side.unsatisfiable] for side in (one, other))),
    )


def inferences(one: Taxonomy, other: Taxonomy, name: Name) -> Iterator[str]:
    """Yield the direct subclass relations of *one* between classes of both that do not follow in *other*."""
    shared = set(one.above) & set(other.above)
    for sub in shared:
        for sup in one.lowest(one.above[sub] & shared):
            if sup not in other.above[sub]:
                yield sentence(Axiom("SubClassOf", (Named(sub), Named(sup))), name)


def header(ontology: Ontology, name: Name) -> Iterator[str]:
    """Yield the header of *ontology*."""
    about = ontology.header
    yield f"ontology {about.iri}"
    if about.version:
        yield f"version {about.version}"
    yield from (f"imports {iri}" for iri in about.imports)
    yield from (f"ontology {annotated(each, name)}" for each in about.annotations)


def declarations(ontology: Ontology, name: Name) -> Iterator[str]:
    """Yield what *ontology* declares."""
    yield from (f"{kind} {quote(name(iri))}" for kind, iri in ontology.declarations)


def said_of_terms(ontology: Ontology, name: Name) -> Iterator[str]:
    """Yield the annotations of the terms of *ontology*; each term by its IRI, as the label may have changed."""
    for iri, said in ontology.annotations.items():
        about = name(iri) if is_unnamed(iri) else f"<{iri}>"
        yield from (f"{about} {annotated(each, name)}" for each in said)


def said_of_axioms(ontology: Ontology, name: Name) -> Iterator[str]:
    """Yield what *ontology* says about its axioms."""
    for axiom, said in ontology.of_axioms.items():
        yield from (f"{sentence(normal(axiom), name)}: {annotated(each, name)}" for each in said)


def annotated(annotation: Annotation, name: Name) -> str:
    """Write one annotation, with its own annotations."""
    value = annotation.value
    said = render(value, name) if isinstance(value, Literal) else quote(name(value))
    more = sorted(annotated(each, name) for each in annotation.annotations)
    return f"{quote(name(annotation.property))} {said}" + (f" ({'; '.join(more)})" if more else "")


def stated(ontology: Ontology, name: Name) -> dict[str, str]:
    """Return the axioms of *ontology* as sentences, by what they are in normal form."""
    return {sentence(normal(each), name): sentence(each, name) for each in ontology.axioms}


def naming(ontology: Ontology, name: Name) -> Name:
    """Return a name for each IRI of *ontology*, and for each individual without one, made from its axioms."""
    said: defaultdict[str, list[str]] = defaultdict(list)
    for axiom in ontology.axioms:
        for iri in {each.iri for each in entities(axiom) if each.kind == INDIVIDUAL and is_unnamed(each.iri)}:
            said[iri].append(sentence(normal(axiom), partial(called, iri)))
    for iri, facts in ontology.annotations.items():
        if is_unnamed(iri):
            said[iri] += (annotated(each, partial(called, iri)) for each in facts)
    unnamed = {iri: f"_:{digest(facts)}" for iri, facts in said.items()}
    return lambda iri: unnamed.get(iri) or name(iri)


def digest(facts: Iterable[str]) -> str:
    """Return a short text that is the same for the same *facts*, in whatever order."""
    return hashlib.sha256("\n".join(sorted(facts)).encode()).hexdigest()[:8]


def called(it: str, iri: str) -> str:
    """Return a name for *iri* in statements about *it*."""
    return "it" if iri == it else "_:other" if is_unnamed(iri) else iri


def is_unnamed(iri: str) -> bool:
    """Tell whether *iri* stands for something without a name."""
    return iri.startswith("_:")
