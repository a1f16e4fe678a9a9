"""What a name or an identifier stands for: the one term, or those among which nobody can choose for you."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from lifonto.grounding.identifiers import looks_identified
from lifonto.grounding.lexicon import LOOSE, Found, Lexicon, is_identifier
from lifonto.grounding.names import Sort


class Status(StrEnum):
    """What came of a question."""

    MATCHED = "matched"
    OBSOLETE = "obsolete"
    AMBIGUOUS = "ambiguous"
    REFUSED = "refused"
    NOT_FOUND = "not found"


class Asked(NamedTuple):
    """A line of a list: a *name*, an *identifier*, or both, of which the name says what the identifier is to mean."""

    name: str = ""
    identifier: str = ""

    def __str__(self) -> str:
        """Return it as it is told."""
        return " ".join(filter(None, self[::-1]))


@dataclass(frozen=True)
class Term:
    """A term: where it is obsolete, ``instead`` are the terms that replace it and ``consider`` those that may."""

    curie: str
    label: str
    iri: str
    kind: str
    obsolete: bool = False
    instead: tuple[Term, ...] = ()
    consider: tuple[Term, ...] = ()

    def __str__(self) -> str:
        """Return how it is told."""
        return f"{self.curie} {self.label}".strip()


@dataclass(frozen=True)
class Candidate:
    """A *term* that may be meant: ``how`` it is known, by which of its names, and the predicate from what was asked."""

    term: Term
    how: str
    name: str
    predicate: str

    def __str__(self) -> str:
        """Return how it is told."""
        return f"{self.term} ({self.how})"


@dataclass(frozen=True)
class Resolution:
    """The answer to what was *asked*.

    ``found``: one term where it is matched, obsolete or refused; all that it may be where it is ambiguous. ``also``:
    what else has the name, in a looser way. ``related``: what the gene that is found makes. ``near``: terms with names
    like it, where it is not found. ``why``: a sentence on what is refused.
    """

    asked: Asked
    status: Status
    found: tuple[Candidate, ...] = ()
    also: tuple[Candidate, ...] = ()
    related: tuple[Term, ...] = ()
    near: tuple[Candidate, ...] = ()
    why: str = ""

    @property
    def term(self) -> Term | None:
        """The term, where there is just one and it may be used."""
        return self.found[0].term if self.status is Status.MATCHED else None


class Resolver:
    """Says what names and identifiers stand for in one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def resolve(self, asked: Asked) -> Resolution:
        """Say what *asked* stands for."""
        if not asked.identifier:
            return self._plain(asked, asked.name)
        if not (found := self.lexicon.identified(asked.identifier)):
            plain = self._plain(asked, asked.name or asked.identifier)
            unknown = f"{asked.identifier} is not known here, so it was sought by its name"
            return replace(plain, why=unknown) if asked.name else plain
        if not asked.name:
            return self._chosen(asked, found)
        return self._checked(asked, found)

    def _plain(self, asked: Asked, text: str) -> Resolution:
        found = self.lexicon.identified(text) or self.lexicon.called(text)
        if found:
            return self._chosen(asked, found)
        if looks_identified(text, self.lexicon.prefixes):
            return Resolution(asked, Status.NOT_FOUND, why=f"no term of {self.lexicon.source} has this identifier")
        near = tuple(Candidate(self.term(iri), "near", name, "") for iri, name in self.lexicon.near(text))
        return Resolution(asked, Status.NOT_FOUND, near=near)

    def _chosen(self, asked: Asked, found: Sequence[Found]) -> Resolution:
        """Choose among *found*, which are in their order: what is best, unless several are as good."""
        living = [each for each in found if each.name.term not in self.lexicon.fates] or list(found)
        best = list({each.name.term: each for each in living if each.order == living[0].order}.values())
        related = self._products(best)
        aside = {each.name.term for each in best} | set(related)
        also = {each.name.term: each for each in reversed(found) if each.name.term not in aside}
        obsolete = best[0].name.term in self.lexicon.fates
        status = Status.AMBIGUOUS if len(best) > 1 else Status.OBSOLETE if obsolete else Status.MATCHED
        return Resolution(
            asked,
            status,
            self._candidates(best),
            self._candidates(list(also.values())[::-1]),
            tuple(map(self.term, related)),
        )

    def _checked(self, asked: Asked, found: Sequence[Found]) -> Resolution:
        """Refuse the identifier where its term is not called what it is said to be."""
        agreeing = [each for each in found if self._agrees(each.name.term, asked)]
        chosen = self._chosen(asked, found)
        if chosen.status is Status.AMBIGUOUS and agreeing:
            chosen = self._chosen(asked, agreeing)
        term = chosen.found[0].term
        if term.iri in {each.name.term for each in agreeing}:
            return chosen
        called = [each for each in self.lexicon.called(asked.name) if each.name.term != term.iri]
        meant = f"; {asked.name!r} is {self.term(called[0].name.term)}" if called else ""
        it_is = f"{asked.identifier} is not {asked.name!r}: it is {term}"
        return Resolution(asked, Status.REFUSED, chosen.found, self._candidates(called), why=it_is + meant)

    def _agrees(self, term: str, asked: Asked) -> bool:
        """Tell whether *term* is called what *asked* says, and that is not what another term is called exactly.

        A gene is often called by the name of its product, and what has an identifier elsewhere by its name there.
        """
        called = self.lexicon.called(asked.name)
        mine = next((each for each in called if each.name.term == term), None)
        if mine and (mine.name.sort.is_exact or not any(each.name.sort.is_exact for each in called)):
            return True
        if any(each.name.term in self.lexicon.products.get(term, ()) for each in called):
            return True
        return self.lexicon.is_called_elsewhere(asked.identifier, asked.name)

    def _products(self, best: Iterable[Found]) -> list[str]:
        genes = [each.name.term for each in best if each.name.sort is Sort.SYMBOL]
        return list(dict.fromkeys(product for gene in genes for product in self.lexicon.products.get(gene, ())))

    def _candidates(self, found: Iterable[Found]) -> tuple[Candidate, ...]:
        return tuple(self._candidate(each) for each in found)

    def _candidate(self, found: Found) -> Candidate:
        sort = found.name.sort
        how = ", ".join(filter(None, (sort.words, found.way)))
        is_loose = found.step >= LOOSE and sort.is_exact
        predicate = "skos:closeMatch" if is_loose else sort.predicate
        name = self.lexicon.curie(found.name.written) if is_identifier(sort) else found.name.written
        return Candidate(self.term(found.name.term), how, name, predicate)

    def term(self, iri: str, *, further: bool = True) -> Term:
        """Return the term *iri*."""
        lexicon = self.lexicon
        fate = lexicon.fate(iri)
        instead = tuple(self.term(each, further=False) for each in fate.replaced_by) if fate and further else ()
        consider = tuple(self.term(each, further=False) for each in fate.consider) if fate and further else ()
        label = " ".join(lexicon.labels.get(iri, "").split())
        kind = lexicon.kinds.get(iri, "")
        return Term(lexicon.curie(iri), label, iri, kind, fate is not None, instead, consider)
