"""The lexicon of an ontology: its terms by every name, in ways of writing that grow looser, and what is near."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from lifonto.finding.called import ELSEWHERE, IDENTIFIER, LABEL, RELATED, SYNONYM, TERMS, Called
from lifonto.finding.find import find
from lifonto.finding.index import Index
from lifonto.finding.spelling import key, one, singular, words
from lifonto.grounding.identifiers import asked_as, curie_of, forms, iri_of
from lifonto.grounding.names import IDENTIFYING, Fate, Name, Sort, fates_in, names_in
from lifonto.reason.values.expressions import Named, Restriction, conjuncts
from lifonto.reason.values.ontology import Ontology
from lifonto.tables.prefixes import Prefixes

PRODUCT = "http://purl.obolibrary.org/obo/RO_0002205"
NEAR = 3  # names that are offered for one that is not found
MARKS = "+'*"  # tell names apart that have the same letters and digits
INDEXED = {Sort.LABEL: LABEL, Sort.SYMBOL: SYNONYM, Sort.EXACT: SYNONYM, Sort.IDENTIFIER: IDENTIFIER}


def inverted(text: str) -> str:
    """Return the key of *text* with what stands behind its comma first: *factor, growth* is a growth factor.

    There is none where it has no comma, or several.
    """
    last, comma, first = text.partition(", ")
    return singular(f"{first} {last}") if comma and ", " not in first else ""


def same_case(text: str) -> str:
    return text


Way = Callable[[str], str]
NORMALISED = "in a normalised spelling"
WAYS: tuple[tuple[str, Way, Way], ...] = (  # in words, of what is asked, and of the names it is held against
    ("", same_case, same_case),
    ("in another case", str.casefold, str.casefold),
    (NORMALISED, key, key),
    (NORMALISED, singular, singular),
    (NORMALISED, inverted, singular),
    (NORMALISED, singular, inverted),
)
OF_WORDS: dict[Way, Callable[[tuple[str, ...]], str]] = {  # the same, of what is parted into words already
    key: "".join,
    singular: lambda parted: "".join(map(one, parted)),
}
LOOSE = 2  # the first of the ways in which different names may become alike


@dataclass(frozen=True, slots=True)
class Found:
    """A name that fits, and in which way of writing: ``step`` counts the ways, ``way`` says it."""

    name: Name
    step: int = 0
    way: str = ""

    @property
    def order(self) -> tuple[bool, int, int]:
        """How well it fits: exact names first, then how it is written, then what sort of name it is."""
        return (not self.name.sort.is_exact, self.step, self.name.sort.rank)


class Lexicon:
    """What the terms of an ontology are called; ``labels`` by IRI, ``fates`` of those that are obsolete."""

    def __init__(
        self, ontology: Ontology, prefixes: Prefixes, source: str, elsewhere: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        """Take the names in *ontology*; *elsewhere* is what identifiers are called where they come from."""
        self.prefixes, self.source, self.notes = prefixes, source, ontology.notes
        self.elsewhere = {form: key(label) for each, label in elsewhere.items() for form in forms(each, prefixes)}
        self.labels: Mapping[str, str] = ontology.labels
        self.fates = fates_in(ontology)
        self.kinds = {each.iri: each.kind for each in sorted(ontology.entities, reverse=True)}
        self.products = products_in(ontology)
        every = list(dict.fromkeys(names_in(ontology)))
        self.names = [each for each in every if not is_identifier(each.sort)]
        self._identifiers = self._by_identifier(each for each in every if is_identifier(each.sort))
        self._by: dict[Way, dict[str, list[Name]]] = {}

    def _by_identifier(self, names: Iterable[Name]) -> dict[str, list[Name]]:
        found: defaultdict[str, list[Name]] = defaultdict(list)
        for name in names:
            for form in forms(name.written, self.prefixes):
                found[form].append(name)
        for old, fate in self.fates.items():
            if fate.merged:  # it is not a term of its own any more
                for form in forms(old, self.prefixes):
                    found[form] = [each for each in found[form] if each.term != old] or found[form]
        return dict(found)

    def named(self, way: Way) -> dict[str, list[Name]]:
        """Return the names by how they are written in this *way*."""
        if way not in self._by:
            by: defaultdict[str, list[Name]] = defaultdict(list)
            for name, bare in zip(self.names, self._words, strict=True) if way in OF_WORDS else ():
                by[OF_WORDS[way](bare)].append(name)
            for name in self.names if way not in OF_WORDS else ():
                if written := way(name.written):
                    by[written].append(name)
            self._by[way] = dict(by)
        return self._by[way]

    @cached_property
    def _words(self) -> list[tuple[str, ...]]:
        return [words(each.written) for each in self.names]

    def identified(self, text: str) -> list[Found]:
        """Return the terms that *text* identifies, the best first."""
        for form in asked_as(text, self.prefixes):
            if names := self._identifiers.get(form):
                return sorted((Found(each) for each in names), key=lambda each: each.order)
        return []

    def called(self, text: str) -> list[Found]:
        """Return the names that *text* is, in any way of writing, the best first; each term once."""
        found: list[Found] = []
        asked = " ".join(text.split())
        for step, (way, write, indexed) in enumerate(WAYS):
            if typed := write(asked):
                names = self.named(indexed).get(typed, ())
                found += [Found(each, step, way) for each in names if step < LOOSE or alike(asked, each.written)]
        best: dict[str, Found] = {}
        for each in sorted(found, key=lambda one: (one.order, one.name.term)):
            best.setdefault(each.name.term, each)
        return list(best.values())

    def is_called_elsewhere(self, identifier: str, name: str) -> bool:
        """Tell whether *identifier* is called *name* where it comes from."""
        called = (self.elsewhere.get(form) for form in asked_as(identifier, self.prefixes))
        return next(filter(None, called), "") == key(name)

    def curie(self, iri: str) -> str:
        """Return the CURIE of *iri*."""
        return curie_of(iri, self.prefixes)

    def fate(self, iri: str) -> Fate | None:
        """Return what became of *iri* where it is obsolete; what it names in CURIEs as IRIs."""
        fate = self.fates.get(iri)
        if fate is None:
            return None
        instead, consider = (
            tuple(iri_of(each, self.prefixes) for each in of) for of in (fate.replaced_by, fate.consider)
        )
        return Fate(instead, consider, fate.merged)

    def near(self, text: str) -> list[tuple[str, str]]:
        """Return the terms with a name near to *text*, each with that name."""
        hits = find(self._index, text, NEAR).hits
        return [(each.iri, each.matched) for each in hits]

    @cached_property
    def _index(self) -> Index:
        return Index(self._indexed())

    def _indexed(self) -> Iterator[Called]:
        for name in self.names:
            if name.term not in self.fates:
                yield Called(name.term, name.written, INDEXED.get(name.sort, RELATED), TERMS, 0)
        for name in self.names:
            if name.term not in self.labels:
                yield Called(name.term, self.curie(name.term), ELSEWHERE, TERMS, 0)


def is_identifier(sort: Sort) -> bool:
    """Tell whether names of this *sort* identify."""
    return sort is Sort.IDENTIFIER or sort in IDENTIFYING.values()


def alike(one: str, other: str) -> bool:
    """Tell whether two names that have the same letters and digits have the same numbers and marks, too."""
    return marks_of(one) == marks_of(other)


def marks_of(text: str) -> tuple[object, ...]:
    """Return the numbers in *text*, and how often it has each mark that tells names apart."""
    parted = "".join(each if each.isdigit() else " " for each in text)
    return (tuple(sorted(parted.split())), *(text.count(mark) for mark in MARKS))


def products_in(ontology: Ontology) -> dict[str, tuple[str, ...]]:
    """Return what each gene of *ontology* has for products."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for axiom in ontology.axioms:
        if axiom.kind == "SubClassOf" and isinstance(axiom.parts[0], Named):
            for each in conjuncts(axiom.parts[1]):  # type: ignore[arg-type]
                match each:
                    case Restriction(Named(relation), "some", Named(product), _) if relation == PRODUCT:
                        found[axiom.parts[0].name].append(product)
    return {gene: tuple(products) for gene, products in found.items()}
