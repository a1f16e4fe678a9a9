"""The terms of an ontology one by one: obsolete, merged, vanished or renamed in the current copies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from lifonto.grounding.identifiers import iri_of
from lifonto.grounding.names import Fate, fates_in
from lifonto.health.copies import Copy
from lifonto.health.findings import Finding, Kind
from lifonto.imports.source import label_in
from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.expressions import Named
from lifonto.reason.values.ontology import Ontology
from lifonto.tables.prefixes import Prefixes

COMPARED = frozenset(("Class", "ObjectProperty", "DataProperty", "NamedIndividual"))


@dataclass(frozen=True, eq=False)
class Links:
    """An ontology and the current *copies* that its terms are held against."""

    value: Ontology
    copies: Sequence[Copy]
    prefixes: Prefixes

    @cached_property
    def foreign(self) -> dict[str, Copy]:
        """The terms of which a copy knows what has become, or would know it, each with that copy."""
        terms = sorted({each.iri for each in self.value.entities if each.kind in COMPARED})
        found = ((iri, self.copy_for(iri)) for iri in terms if not iri.startswith("_:"))
        return {iri: copy for iri, copy in found if copy}

    def copy_for(self, iri: str) -> Copy | None:
        """Return the copy that speaks for *iri*, or else the first that knows it."""
        speaking = [each for each in self.copies if each.speaks_for(iri)]
        knowing = [each for each in (*speaking, *self.copies) if iri in each.terms or iri in each.fates]
        return next(iter([*knowing, *speaking]), None)

    @cached_property
    def fates(self) -> dict[str, Fate]:
        """The terms that the ontology itself has as obsolete."""
        return fates_in(self.value)

    @cached_property
    def used(self) -> frozenset[str]:
        """The terms that its own axioms, which have a term of no copy in them, name besides what they are about."""
        found = ((axiom.names(), subject_of(axiom)) for axiom in self.value.axioms)
        return frozenset(
            name for names, subject in found if names - self.foreign.keys() for name in names if name != subject
        )

    def is_imported(self, axiom: Axiom) -> bool:
        """Tell whether *axiom* is about a term of one of the copies, and names no other class than this has."""
        about = axiom.parts[0]
        copy = self.foreign.get(about.name) if isinstance(about, Named) else None
        classes = {name for name in axiom.names() if name in self._classes}
        return bool(copy) and all(name in copy.names or copy.speaks_for(name) for name in classes)  # type: ignore[union-attr]

    @cached_property
    def _classes(self) -> frozenset[str]:
        return self.value.of_kind("Class")

    def label(self, iri: str) -> str:
        """Return what the ontology calls *iri*, or else a copy."""
        copy = self.foreign.get(iri) or self.copy_for(iri)
        return label_in(self.value.annotations.get(iri, ())) or (copy.label(iri) if copy else "")

    def gone(self, iri: str) -> bool:
        """Tell whether *iri* is obsolete, merged or vanished in its copy."""
        copy = self.foreign.get(iri)
        return copy is not None and (iri in copy.fates or self.is_absent(iri, copy))

    def is_absent(self, iri: str, copy: Copy) -> bool:
        """Tell whether *copy* does not have *iri*; that it says nothing of it where the ontology does is the same."""
        return iri not in copy.names or (iri not in copy.terms and iri in self.value.annotations)

    def successors(self, iri: str) -> tuple[str, ...]:
        """Return what replaces *iri* in its copy, through terms that were replaced in their turn."""
        copy, found, waiting = self.foreign.get(iri) or self.copy_for(iri), list[str](), [iri]
        seen = {iri}
        while copy and waiting:
            fate = copy.fates.get(waiting.pop(0))
            for each in (iri_of(name, self.prefixes) for name in (fate.replaced_by if fate else ())):
                if each not in seen:
                    seen.add(each)
                    (waiting if each in copy.fates and copy.fates[each].replaced_by else found).append(each)
        return tuple(found)


def subject_of(axiom: Axiom) -> str:
    """Return what *axiom* is about, or nothing where that is no one thing."""
    part = axiom.parts[1 if axiom.kind.endswith("Assertion") else 0]
    return part.name if isinstance(part, Named) else ""


def fates(links: Links) -> Iterator[Finding]:
    """Yield what has come to each foreign term by itself."""
    for iri, copy in links.foreign.items():
        if iri in copy.fates:
            yield from obsolete(links, iri, copy)
        elif links.is_absent(iri, copy):
            yield Finding(Kind.VANISHED, iri, links.label(iri), copy.name)
        else:
            yield from renamed(links, iri, copy)


def obsolete(links: Links, iri: str, copy: Copy) -> Iterable[Finding]:
    """Yield that *iri* is obsolete or merged, unless the ontology has it as obsolete and does not use it."""
    if iri in links.fates and iri not in links.used:
        return
    fate = copy.fates[iri]
    consider = tuple(iri_of(each, links.prefixes) for each in fate.consider)
    kind = Kind.MERGED if fate.merged else Kind.OBSOLETE
    yield Finding(kind, iri, links.label(iri), copy.name, links.successors(iri), consider)


def renamed(links: Links, iri: str, copy: Copy) -> Iterable[Finding]:
    """Yield that *iri* has another label in its copy."""
    mine, current = label_in(links.value.annotations.get(iri, ())), copy.label(iri)
    if mine and current and not copy.has_label(iri, mine):
        synonym = copy.synonym(iri, mine)
        why = f"{mine!r} is its {synonym} now" if synonym else ""
        yield Finding(Kind.RENAMED, iri, mine, copy.name, renamed=current, why=why)
