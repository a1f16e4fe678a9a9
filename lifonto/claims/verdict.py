"""Verdicts on claims.

A claim is *supported* where a verified statement, or what follows of every instance, says it in the context claimed;
*contradicted* where one denies it there, or found the opposite effect; *contested* where there is both, or where the
statements themselves are; *unverified* where only unchecked statements say it; and *unknown* otherwise. Nothing is
supported by a statement about something narrower in another context, or about a relative of the subject.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lifonto.claims.claim import KIND_OF, Claim
from lifonto.claims.records import TAXON_OF, Library, Record

SUPPORTED, CONTRADICTED, CONTESTED = "supported", "contradicted", "contested"
UNVERIFIED, UNKNOWN = "unverified", "unknown"
SIGNS = {"positive": "negative", "negative": "positive"}
POSITIVE, NEGATIVE, DISPUTED = "positive statement", "negative statement", "contested statement"
SHORT_OF_PROOF = {"hypothetical statement", "undetermined statement"}
NEAR = 5


@dataclass(frozen=True)
class Verdict:
    """What is to be said of a claim, by which statements; ``near``: statements that come close and decide nothing.

    ``follows`` tells that what is claimed, or its contrary, follows of every instance from the axioms.
    """

    claim: Claim
    word: str
    supporting: tuple[Record, ...] = ()
    contradicting: tuple[Record, ...] = ()
    unverified: tuple[Record, ...] = ()
    near: tuple[Record, ...] = ()
    follows: bool = False


@dataclass
class _Heard:
    """The records that speak to a claim, by what they do to it."""

    supporting: list[Record] = field(default_factory=list)
    contradicting: list[Record] = field(default_factory=list)
    disputed: list[Record] = field(default_factory=list)
    unverified: list[Record] = field(default_factory=list)
    near: list[Record] = field(default_factory=list)


def judge(claim: Claim, library: Library) -> Verdict:
    """Return the verdict on *claim* by the statements and links in *library*."""
    if claim.relations == (KIND_OF,):
        return _of_kind(claim, library)
    heard = _Heard()
    for record in library.about(claim.subject):
        _hear(claim, record, library, heard)
    entailed = _follows(claim, library)
    supporting, contradicting = heard.supporting, heard.contradicting
    if claim.negated:
        supporting, contradicting = contradicting, supporting
    for_it = bool(supporting) or (entailed and not claim.negated)
    against = bool(contradicting) or (entailed and claim.negated)
    word = _word(for_it, against, bool(heard.disputed), bool(heard.unverified))
    if claim.unread:
        near = (*supporting, *contradicting, *heard.disputed, *heard.unverified, *heard.near)
        return Verdict(claim, UNKNOWN, near=near[:NEAR])
    against_it = (*contradicting, *heard.disputed)
    return Verdict(
        claim, word, tuple(supporting), against_it, tuple(heard.unverified), tuple(heard.near[:NEAR]), entailed
    )


def _word(for_it: bool, against: bool, disputed: bool, unverified: bool) -> str:
    if disputed or (for_it and against):
        return CONTESTED
    if for_it or against:
        return SUPPORTED if for_it else CONTRADICTED
    return UNVERIFIED if unverified else UNKNOWN


def _hear(claim: Claim, record: Record, library: Library, heard: _Heard) -> None:
    """Put *record* where it belongs among what is *heard* of *claim*, as if the claim were not negated."""
    if not (ends := _meets(claim, record, library)):
        return
    way = _way(claim, record, library)
    if way == 0 or not _is_in_context(claim, record, library):
        heard.near.append(record)
    elif record.kind == DISPUTED or _is_disputed(claim, record, library):
        heard.disputed.append(record)
    elif record.kind in SHORT_OF_PROOF or record.standing != "verified":
        heard.unverified.append(record)
    elif record.kind == NEGATIVE and way < 0:
        heard.near.append(record)  # that a thing does not lower does not say that it raises
    elif record.kind == NEGATIVE or way < 0:
        heard.contradicting.append(record)
    elif ends == "same" or not claim.negated:
        heard.supporting.append(record)


def _is_disputed(claim: Claim, record: Record, library: Library) -> bool:
    """Tell whether a statement that *record* is in conflict with speaks to *claim*, too."""
    others = (library.of_iri[each] for each in record.conflicts if each in library.of_iri)
    return any(_meets(claim, each, library) and _way(claim, each, library) for each in others)


def _meets(claim: Claim, record: Record, library: Library) -> str:
    """Tell whether *record* is of the subject and object claimed, the *same* or a *narrower* object; '' if neither."""
    if not record.subjects & library.forms(claim.subject):
        return ""
    if record.objects & library.forms(claim.object):
        return "same"
    return "narrower" if any(claim.object in library.above(each) for each in record.objects) else ""


def _way(claim: Claim, record: Record, library: Library) -> int:
    """Return 1 where *record* has the relation claimed, -1 where it has the contrary one, and else 0."""
    sign = library.signs.get(record.relation)
    for wanted in claim.relations:
        if wanted in SIGNS:
            if sign:
                return 1 if sign == wanted else -1
        elif _says(record.relation, wanted, library):
            return 1
        elif sign and SIGNS.get(library.signs.get(wanted, "")) == sign:
            return -1
    return 0


def _says(relation: str, wanted: str, library: Library) -> bool:
    """Tell whether whatever has *relation* has the one that is *wanted*, by label or IRI.

    RO puts *represses expression of* below *molecularly interacts with*, which no statement on expression means. So a
    relation with a sign counts for one without only where its label says the same and the sign.
    """
    label = library.index.call
    return any(
        wanted in (over, label(over))
        for over in library.above(relation)
        if relation not in library.signs or over in library.signs or label(over) in label(relation)
    )


def _is_in_context(claim: Claim, record: Record, library: Library) -> bool:
    """Tell whether *record* was found in all of the context claimed."""
    return all(_covers(record, each, library) for each in claim.context)


def _covers(record: Record, wanted: str, library: Library) -> bool:
    """Tell whether *record* was found in *wanted*, by its own context or by what its subject and object belong to."""
    context = record.species | record.cells | record.conditions
    if any(wanted in library.above(each) for each in context):
        return True
    if any(wanted in library.places.get(each, ()) for each in record.objects | record.cells):
        return True
    kinds, taxa = library.above(wanted), library.places.get(wanted, frozenset())
    return bool(record.cells & kinds) and bool(record.species & taxa)


def _follows(claim: Claim, library: Library) -> bool:
    """Tell whether the claim, without its negation, follows of every instance of its subject."""
    related = library.links.get((claim.subject, claim.object), set())
    return any(
        wanted in (by, library.index.call(by)) or library.signs.get(by) == wanted
        for by in related - {TAXON_OF}
        for wanted in claim.relations
    )


def _of_kind(claim: Claim, library: Library) -> Verdict:
    """Judge that one class is a kind of another, which the hierarchy knows, and no statement has to tell."""
    holds = claim.object in library.above(claim.subject)
    if holds == claim.negated or not holds or claim.unread or claim.context:
        return Verdict(claim, CONTRADICTED if holds and claim.negated else UNKNOWN, follows=holds)
    return Verdict(claim, SUPPORTED, follows=True)
