"""What refreshing a table of imported terms would change: nothing is written here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from lifonto.errors import PrefixError, TableError
from lifonto.imports.hierarchy import lowest, nearest_common, refuse_circles
from lifonto.imports.places import Tables
from lifonto.imports.source import Source
from lifonto.imports.table import ImportTable, Term
from lifonto.tables.mistakes import meant


@dataclass(frozen=True)
class Parents:
    """The parents of one term by label before and after; ``lost`` are those that are not above it any more."""

    curie: str
    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    lost: tuple[str, ...] = ()


@dataclass(frozen=True)
class Label:
    """A label that a term no longer has; *instead* is its new one, or what replaces the term; *places* name it."""

    curie: str
    label: str
    instead: tuple[str, ...]
    places: tuple[str, ...] = ()


@dataclass
class Plan:
    """The table as it would be, and every change in it; a person has to look at ``obsolete`` to ``roots``."""

    table: ImportTable
    version: str
    terms: int = 0
    obsolete: list[Label] = field(default_factory=list)
    absent: list[Term] = field(default_factory=list)
    renamed: list[Label] = field(default_factory=list)
    clashes: list[Label] = field(default_factory=list)  # not brought along: something else is called so
    equivalent: list[Label] = field(default_factory=list)  # to other imported terms
    roots: list[Term] = field(default_factory=list)  # above which the source has nothing that is imported
    parents: list[Parents] = field(default_factory=list)
    added: list[Term] = field(default_factory=list)
    brought: list[Term] = field(default_factory=list)


class Refresh:
    """Refreshes the table of *prefix* from *source*; *add* are new terms, and *bare* brings nothing else along."""

    def __init__(
        self, home: Path, prefix: str, source: Source, add: Collection[str] = (), *, bare: bool = False
    ) -> None:
        self.tables, self.source, self.prefix = Tables.read(home), source, prefix
        if prefix not in self.tables.prefixes:
            raise PrefixError(f"unknown prefix {prefix!r}{meant(prefix, self.tables.prefixes)}; see prefixes.tsv")
        self.table = ImportTable.read(home, prefix, new=bool(add))
        self.add, self.bare = add, bare
        self.old = self.table.terms
        self.labels = self.tables.labels
        self.wanted = ((self.tables.imported | set(add)) & set(source.above)) - set(source.obsolete)

    def plan(self, version: str) -> Plan:
        """Work out every change; raises TableError where nothing good can come of it."""
        self.refuse_unknown()
        plan = Plan(self.table, self.source.version_said(version))
        brought = set[str]() if self.bare else self.intermediates(plan)
        self.wanted |= brought
        kept = [term for term in self.old.values() if term.curie in self.source]
        fresh = [Term(each, self.source.labels[each]) for each in sorted({*self.add, *brought} - set(self.old))]
        named = {term.curie: self.candidates(term, plan) for term in [*kept, *fresh]}
        over = self.tables.over(self.table.name)
        for curie, parents in named.items():
            over.setdefault(curie, set()).update(parents)
        refuse_circles(over)
        direct = {curie: lowest(parents, over) for curie, parents in named.items()}
        terms = [self.renewed(term, direct[term.curie], plan.version) for term in [*kept, *fresh]]
        self.tell(plan, {term.curie: term for term in terms}, direct, brought)
        staying = [self.relabelled(term) for term in self.old.values() if term.curie not in direct]
        plan.table, plan.terms = self.table.with_terms([*terms, *staying]), len(terms)
        return plan

    def refuse_unknown(self) -> None:
        """Refuse terms to add that the source does not have, and a source that is of something else."""
        if strangers := [each for each in self.add if not self.is_mine(each)]:
            raise TableError(
                f"not among the terms of {self.prefix} that this source has in use: {', '.join(strangers)}"
            )
        if not any(curie in self.source for curie in (*self.old, *self.add)):
            raise TableError(
                f"none of the terms in {self.table.name} is in this source: is it a copy of {self.prefix}?"
            )

    def is_mine(self, curie: str) -> bool:
        """Tell whether *curie* is a term of this ontology that the source has in use."""
        return curie.startswith(f"{self.prefix}:") and curie in self.source

    def same(self, curie: str) -> frozenset[str]:
        """Return the imported terms that are the same class as *curie* in the source."""
        return self.source.equivalents.get(curie, frozenset()) & self.wanted

    def intermediates(self, plan: Plan) -> set[str]:
        """Return the classes that come along, and note those that cannot since something else has their label."""
        source = self.source
        known = {*self.wanted, *self.old}
        candidates = {
            each
            for each, over in source.above.items()
            if each not in known and self.is_mine(each) and over & self.wanted and not self.same(each)
        }
        found = nearest_common(self.wanted, candidates, source.above)
        taken = {each: self.labels[source.labels[each]] for each in found if source.labels[each] in self.labels}
        if taken:
            plan.clashes = [Label(each, source.labels[each], tuple(sorted(taken[each]))) for each in sorted(taken)]
            found = nearest_common(self.wanted, candidates - set(taken), source.above)
        return found

    def candidates(self, term: Term, plan: Plan) -> set[str]:
        """Return every named class that is to be above *term*: what the source has, and what we put there.

        What we put there is a parent of which the source says nothing, mostly one of another ontology. A term above
        which the source has nothing that is imported keeps all that was above it.
        """
        over = self.source.above[term.curie] & self.wanted
        ours = {each for each in map(self.parent, term.parents) if each and each not in self.source.obsolete}
        if over:
            ours = {each for each in ours if not self.is_mine(each)}
        elif any(map(self.is_mine, ours)):
            plan.roots.append(term)
        return {*over, *ours}

    def parent(self, written: str) -> str:
        """Return the identifier of a parent as the table has it; nothing for an expression."""
        return self.tables.named(written, self.labels)

    def renewed(self, term: Term, parents: Iterable[str], version: str) -> Term:
        """Return *term* with *parents*, with the label that the source has, and with the expressions it had."""
        expressions = [each for each in term.parents if not self.parent(each)]
        written = sorted((self.written(each) for each in parents), key=str.casefold)
        return replace(term, label=self.source.labels[term.curie], parents=(*written, *expressions), version=version)

    def relabelled(self, term: Term) -> Term:
        """Return *term*, of which the source says nothing, with the labels that its parents now have."""
        parents = ((self.parent(each), each) for each in term.parents)
        return replace(term, parents=tuple(self.written(curie) if curie else each for curie, each in parents))

    def written(self, curie: str) -> str:
        """Return how a parent is written in the table: its label in quotes, unless that names several."""
        label = self.called(curie)
        shared = self.labels.get(label, set()) - {curie}
        return curie if "'" in label or "|" in label or label == curie or shared else f"'{label}'"

    @cached_property
    def own_labels(self) -> dict[str, str]:
        """The label that each identifier has in the tables."""
        return {curie: label for label, curies in self.labels.items() for curie in curies}

    def called(self, curie: str) -> str:
        """Return the label of *curie*: of terms of this source the source's, of others ours."""
        return self.source.labels[curie] if self.is_mine(curie) else self.own_labels.get(curie, curie)

    def tell(
        self, plan: Plan, terms: Mapping[str, Term], direct: Mapping[str, list[str]], brought: Collection[str]
    ) -> None:
        """Note in *plan* all that changes."""
        plan.brought = [terms[each] for each in sorted(brought)]
        plan.added = [terms[each] for each in sorted(set(self.add) - set(self.old))]
        for curie, term in self.old.items():
            if curie in terms:
                self.compare(plan, term, terms[curie].label, direct[curie])
            elif curie in self.source.obsolete:
                instead = tuple(f"{each} '{self.source.labels.get(each, '?')}'" for each in self.source.obsolete[curie])
                plan.obsolete.append(Label(curie, term.label, instead, self.places(term)))
            else:
                plan.absent.append(term)

    def places(self, term: Term) -> tuple[str, ...]:
        """Return where other tables name *term* by its label."""
        return tuple(self.tables.places(term.label, self.table.name))

    def compare(self, plan: Plan, old: Term, label: str, after: list[str]) -> None:
        """Note what is new of one term: its *label*, and the parents *after* the change."""
        if old.label and old.label != label:
            plan.renamed.append(Label(old.curie, old.label, (label,), self.places(old)))
        if same := self.same(old.curie):
            plan.equivalent.append(Label(old.curie, label, tuple(sorted(same))))
        before = [each for each in map(self.parent, old.parents) if each]
        if set(before) != set(after):
            over = self.source.above[old.curie]
            lost = [each for each in before if each in self.source and each not in over and each not in after]
            said = (tuple(map(self.called, each)) for each in (before, after, lost))
            plan.parents.append(Parents(old.curie, label, *said))
