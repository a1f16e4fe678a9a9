"""An ontology with other names in the place of stale ones, as a value."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from lifonto.health.mending.edits import Edits
from lifonto.reason.values.axioms import Axiom, Entity
from lifonto.reason.values.expressions import Literal, Named
from lifonto.reason.values.ontology import Annotation, Ontology
from lifonto.reason.values.vocabulary import LABEL, XSD


def mended(value: Ontology, edits: Edits) -> Ontology:
    """Return *value* with *edits* made: what is stated of a replaced term goes, what names it names the other."""
    axioms = {made: old for old in value.axioms if (made := of_axiom(old, edits))}
    axioms |= {each: each for each in fresh_axioms(edits)}
    said = {iri: tuple(annotation(each, iri, edits) for each in notes) for iri, notes in value.annotations.items()}
    said = {iri: notes for iri, notes in said.items() if iri not in edits.replaced}
    for iri in edits.fresh:
        said[iri] = (Annotation(LABEL, Literal(edits.label(iri), f"{XSD}string")),)
    return replace(
        value,
        axioms=tuple(axioms),
        declarations=frozenset(Entity(each.kind, edits.instead_of(each.iri)) for each in value.declarations),
        annotations=said,
        of_axioms={each: value.of_axioms[old] for each, old in axioms.items() if old in value.of_axioms},
        base=None,
    )


def of_axiom(axiom: Axiom, edits: Edits) -> Axiom | None:
    """Return *axiom* with other names in it; nothing where it is about a term that goes, or would say nothing."""
    first = axiom.parts[0]
    if isinstance(first, Named) and first.name in edits.replaced and axiom.kind.startswith(("Sub", "Equivalent")):
        return None
    made = axiom
    if isinstance(first, Named) and len(axiom.parts) > 1:
        for (iri, old), new in edits.moved.items():
            if iri == first.name:
                rest = tuple(renamed(each, {old: new}) for each in axiom.parts[1:])
                made = Axiom(axiom.kind, (first, *rest))
    made = renamed(made, edits.replaced)
    return None if made.kind == "SubClassOf" and made.parts[0] == made.parts[1] else made


def fresh_axioms(edits: Edits) -> list[Axiom]:
    """Return where terms stand that are not in the ontology yet."""
    pairs = ((iri, parent) for iri in edits.fresh for parent in edits.parents(iri))
    return [Axiom("SubClassOf", (Named(iri), Named(parent))) for iri, parent in pairs]


def renamed(part: Any, names: dict[str, str]) -> Any:
    """Return *part*, of an axiom or in one, with *names* changed."""
    if isinstance(part, Named):
        return Named(names.get(part.name, part.name))
    if isinstance(part, tuple):
        return tuple(renamed(each, names) for each in part)
    if is_dataclass(part) and not isinstance(part, Literal):
        return replace(part, **{each.name: renamed(getattr(part, each.name), names) for each in fields(part)})  # type: ignore[type-var]
    return part


def annotation(said: Annotation, about: str, edits: Edits) -> Annotation:
    """Return an annotation with the label that its term has from now on."""
    if said.property == LABEL and about in edits.renamed and isinstance(said.value, Literal):
        return said._replace(value=replace(said.value, text=edits.renamed[about]))
    if isinstance(said.value, str):
        return said._replace(value=edits.instead_of(said.value))
    return said
