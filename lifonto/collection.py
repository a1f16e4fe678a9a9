"""A release opened once and asked many times: what the library, the commands and assistants answer from.

Each part is read when it is first wanted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from lifonto.ask.references import cited, references
from lifonto.ask.store import Store, open_store, release_sources
from lifonto.ask.terms import TermIndex
from lifonto.tables.prefixes import Prefixes

if TYPE_CHECKING:
    from rdflib import Graph

    from lifonto.ask.answers import Rows
    from lifonto.ask.classes import Classes
    from lifonto.ask.description import Description
    from lifonto.ask.evidence import Evidence, Statement
    from lifonto.ask.ontology import Ontology
    from lifonto.ask.why import Answer, Missing
    from lifonto.claims.records import Library
    from lifonto.claims.telling import Judged
    from lifonto.culture.asking import Culture
    from lifonto.exchange.links import Network
    from lifonto.exchange.statements import Statements


Found = TypeVar("Found", bound="Description | Rows | Classes | Answer | Missing | Judged")


@dataclass(frozen=True)
class Collection:
    """The release in *home*; raises NotFound where there is none, when it is first asked."""

    home: Path

    @cached_property
    def prefixes(self) -> Prefixes:
        """The prefixes of its CURIEs."""
        return Prefixes.read(self.home / "prefixes.tsv")

    @cached_property
    def store(self) -> Store:
        """Its graphs."""
        return open_store(release_sources(self.home))

    @cached_property
    def index(self) -> TermIndex:
        """What its terms are called."""
        return TermIndex.of(self.store, self.prefixes)

    @cached_property
    def asserted(self) -> Graph:
        """What is stated, for reading class expressions."""
        from lifonto.ask.description import asserted_graph

        return asserted_graph(self.home)

    @cached_property
    def ontology(self) -> Ontology:
        """Its axioms, ready for the reasoner."""
        from lifonto.ask.ontology import Ontology

        return Ontology.of_release(self.home, self.store)

    @cached_property
    def evidence(self) -> Evidence:
        """Its statement records, and what bears them."""
        from lifonto.ask.evidence import Evidence

        return Evidence.of(self.store)

    @cached_property
    def claims(self) -> Library:
        """Its statements as claims are held against them."""
        from lifonto.claims.records import Library

        return Library(self.store, self.index)

    @cached_property
    def statements(self) -> Statements:
        """Its statements as values."""
        from lifonto.exchange.statements import Statements

        return Statements(self.home, self.store)

    @cached_property
    def culture(self) -> Culture:
        """What judges culture conditions."""
        from lifonto.culture.asking import Culture

        return Culture.of(self.home)

    def describe(self, name: str) -> Description:
        """Describe the term called *name*; raises NotFound where nothing, or more than one thing, is called so."""
        from lifonto.ask.description import describe

        self.index.find(name)  # before the graph is read, which takes a while
        return self._cited(describe(self.store, self.asserted, self.index, name))

    def ask(self, name: str) -> Rows:
        """Answer the competency question called *name*; raises NotFound where there is none."""
        from lifonto.ask.answers import answered
        from lifonto.ask.questions import question

        return self._cited(answered(self.store, question(self.home, name), self.index, self.evidence))

    def dl(
        self,
        expression: str,
        *,
        direct: bool = False,
        assumed: Mapping[str, str] | None = None,
        reasoner: str = "rustdl",
        file: Path | None = None,
    ) -> Classes:
        """Return the classes around a class *expression*, of an ontology *file* or else of the release."""
        from lifonto.ask.classes import classes

        ontology = self.ontology_of(file)
        found = classes(ontology, expression, direct=direct, assumed=assumed, reasoner=reasoner)
        return found if file else self._cited(replace(found, statements=self._behind(found)))

    def _behind(self, found: Classes) -> dict[str, tuple[Statement, ...]]:
        """Return the records that the classes *found* below or equal to an expression rest on, by CURIE."""
        from lifonto.ask.answers import short

        members = (*found.equivalents, *found.subclasses)
        behind = {each.id: self.evidence.behind([each.iri], found.names) for each in members}
        return {name: tuple(short(each, self.index) for each in said) for name, said in behind.items() if said}

    def explain(
        self,
        sub: str | None = None,
        sup: str | None = None,
        *,
        missing: bool = False,
        repair: bool = False,
        limit: int = 3,
        file: Path | None = None,
    ) -> Answer | Missing:
        """Say why *sub* is a kind of *sup*, what is *missing* for it, or what to remove so that it no longer is.

        Without *sup*: why *sub* can have no instances; without both: what contradicts itself.
        """
        from lifonto.ask.why import of_contradictions, of_gap, of_subclass, of_unsatisfiable

        ontology = self.ontology_of(file)
        found: Answer | Missing
        if sub is None:
            found = of_contradictions(ontology, limit)
        elif sup is None:
            found = of_unsatisfiable(ontology, sub, limit)
        elif missing:
            found = of_gap(ontology, sub, sup)
        else:
            found = of_subclass(ontology, sub, sup, limit, repair=repair)
        return found if file else self._cited(found)

    def ontology_of(self, file: Path | None) -> Ontology:
        """Return the ontology in *file*, or that of the release."""
        from lifonto.ask.ontology import Ontology

        return Ontology.of_file(file) if file else self.ontology

    def claim(self, words: Sequence[str], context: Sequence[str] = ()) -> Judged:
        """Judge a claim: one sentence, or subject, relation and object, in a *context* of terms.

        Raises UnclearError where a sentence is not read as a claim, and NotFound.
        """
        from lifonto.claims.claim import claimed, read
        from lifonto.claims.telling import judged
        from lifonto.claims.verdict import judge

        known = self.claims
        asked = read(words[0], self.index, known.relations) if len(words) == 1 else claimed(words, context, self.index)
        return self._cited(judged(judge(asked, known), known))

    @cached_property
    def network(self) -> Network:
        """Every statement between terms, as a network."""
        from lifonto.exchange.links import Network, links

        found = links(self.statements, self.claims.signs)
        return Network(found, self.index.find, references=tuple(references(self.home).values()))

    def _cited(self, found: Found) -> Found:
        """Return what was *found* with the references that it cites."""
        return replace(found, references=cited(found.sources(), self.home))
