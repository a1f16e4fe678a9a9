"""An ontology that is asked for reasons: its axioms, what its terms are called, and where its axioms are stated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from lifonto.ask.store import Store, open_store, release_sources
from lifonto.ask.taken_as import words_of_records
from lifonto.ask.terms import TermIndex
from lifonto.home import ontology_folder
from lifonto.proof import is_proven
from lifonto.reason.documents.files import read
from lifonto.reason.explanation.justification import Explanations
from lifonto.reason.queries.ready import ReadyBase
from lifonto.reason.reasoners.rustdl import Rustdl
from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.normal_form import normal
from lifonto.reason.values.ontology import Annotation
from lifonto.reason.values.ontology import Ontology as Value
from lifonto.tables.prefixes import Prefixes


@dataclass(frozen=True)
class Ontology:
    """An ontology and what its terms are called.

    *proven* tells that other reasoners confirmed its hierarchy; *words* how its statement records are to be taken.
    """

    value: Value
    index: TermIndex
    proven: bool = False
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of_release(cls, home: Path, store: Store | None = None) -> Ontology:
        """Read the release of the ontology folder *home*, whose graphs may be in *store* already."""
        store = store or open_store(release_sources(home))
        index = TermIndex.of(store, Prefixes.read(home / "prefixes.tsv"))
        file = home / "release" / "lifonto.owl"
        return cls(read(file), index, is_proven(file), words_of_records(store))

    @classmethod
    def of_file(cls, file: Path) -> Ontology:
        """Read an ontology *file* of any syntax; raises NotFound and ReasoningError as ``files.read`` does."""
        value = read(file)
        terms = (each.iri for each in value.entities)
        return cls(value, TermIndex.of_labels(value.labels, terms, prefixes_for(value), value.shorthands))

    @cached_property
    def reasoner(self) -> Rustdl:
        """The reasoner that answers for it."""
        return Rustdl(proven=self.proven)

    @cached_property
    def explanations(self) -> Explanations:
        """The ontology, ready to say why."""
        return Explanations(self.value, self.reasoner, self.base.decided)

    @cached_property
    def base(self) -> ReadyBase:
        """The ontology, ready to be asked about class expressions."""
        return ReadyBase(self.value, self.reasoner)

    @cached_property
    def evidence(self) -> Mapping[Axiom, tuple[Annotation, ...]]:
        """The annotations of each axiom, by its normal form."""
        found: defaultdict[Axiom, tuple[Annotation, ...]] = defaultdict(tuple)
        for axiom, said in self.value.of_axioms.items():
            found[normal(axiom)] += said
        return found


def prefixes_for(value: Value) -> Prefixes:
    """Return the prefixes that a question about *value* may use: the project's, and its own before those."""
    return Prefixes({**Prefixes.read(ontology_folder() / "prefixes.tsv"), **value.header.prefixes})
