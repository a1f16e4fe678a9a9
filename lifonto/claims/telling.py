"""A verdict on a claim: with names for IRIs, in words, and as plain data."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from lifonto.ask.citations import Cited
from lifonto.ask.frames import Framed
from lifonto.claims.records import Library, Record
from lifonto.claims.verdict import CONTESTED, CONTRADICTED, SUPPORTED, UNKNOWN, UNVERIFIED, Verdict

WORDS = {
    SUPPORTED: "Supported.",
    CONTRADICTED: "Contradicted.",
    CONTESTED: "Contested: there are findings for it and against it.",
    UNVERIFIED: "Not verified: only unchecked statements say so.",
    UNKNOWN: "Unknown: no statement here decides it.",
}
PARTS = {
    "supporting": "for it",
    "contradicting": "against it",
    "unverified": "not checked, suggested, or asked and not answered",
    "near": "close to it, and deciding nothing",
}


@dataclass(frozen=True)
class Stated:
    """A statement that bears on a claim: its CURIE, what it says and how, in which context, and its papers."""

    statement: str
    text: str
    kind: str
    standing: str
    context: tuple[str, ...]
    papers: tuple[str, ...]


@dataclass(frozen=True)
class Judged(Cited, Framed):
    """What is to be said of a claim: ``verdict`` is the word for it, ``str()`` of it a page.

    ``understood`` is the claim as it was read, and ``follows`` tells that it, or its contrary, follows of every
    instance from the axioms. ``near`` are statements that come close and decide nothing.
    """

    verdict: str
    understood: dict[str, Any]
    follows: bool
    supporting: tuple[Stated, ...]
    contradicting: tuple[Stated, ...]
    unverified: tuple[Stated, ...]
    near: tuple[Stated, ...]

    def __str__(self) -> str:
        return text(self.plain())

    def plain(self) -> dict[str, Any]:
        """Return it as plain values, for JSON."""
        said = {part: [asdict(each) for each in getattr(self, part)] for part in PARTS}
        return {
            "verdict": self.verdict,
            "understood": self.understood,
            "follows of every instance": self.follows,
            **said,
        }

    def sources(self) -> set[str]:
        """Return the CURIEs of the papers behind the statements."""
        return {paper for part in PARTS for each in getattr(self, part) for paper in each.papers}

    def rows(self) -> list[dict[str, str]]:
        """Return a row for each statement; several values are parted by ``|``."""
        return [
            {
                "bears": part,
                **asdict(each),
                "context": "|".join(each.context),
                "papers": "|".join(each.papers),
            }
            for part in PARTS
            for each in getattr(self, part)
        ]


def judged(verdict: Verdict, library: Library) -> Judged:
    """Return *verdict* with names for IRIs: every statement with its context, how it is held, and its papers."""
    claim, call = verdict.claim, library.index.call

    def parts(records: tuple[Record, ...]) -> tuple[Stated, ...]:
        return tuple(stated(each, library) for each in records)

    understood = {
        "subject": call(claim.subject),
        "relation": [call(each) for each in claim.relations],
        "object": call(claim.object),
        "negated": claim.negated,
        "context": sorted(map(call, claim.context)),
        "not understood": list(claim.unread),
    }
    for_it, against_it = parts(verdict.supporting), parts(verdict.contradicting)
    others = parts(verdict.unverified), parts(verdict.near)
    return Judged(verdict.word, understood, verdict.follows, for_it, against_it, *others)


def stated(record: Record, library: Library) -> Stated:
    """Return *record* with names for IRIs."""
    call, curie = library.index.call, library.index.prefixes.contract
    context = sorted(map(call, record.species | record.cells | record.conditions))
    papers = tuple(sorted(map(curie, record.sources)))
    return Stated(curie(record.iri), record.text, record.kind, record.standing, tuple(context), papers)


def text(said: dict[str, Any]) -> str:
    """Return what was *told* in lines for a reader."""
    understood = said["understood"]
    relation = " or ".join(understood["relation"])
    lines = [WORDS[said["verdict"]]]
    denied = "not " if understood["negated"] else ""
    within = f" in {', '.join(understood['context'])}" if understood["context"] else ""
    lines.append(f"read as: {understood['subject']}, {denied}{relation}, {understood['object']}{within}")
    if understood["not understood"]:
        lines.append(f"not understood, so nothing is called supported: {', '.join(understood['not understood'])}")
    if said["follows of every instance"]:
        lines.append("without the negation it follows from the axioms" if denied else "it follows from the axioms")
    for part, heading in PARTS.items():
        if said[part]:
            lines += [heading, *(f"  {line(each)}" for each in said[part])]
    return "\n".join(lines)


def line(record: dict[str, Any]) -> str:
    """Return a statement with its context and papers in a line."""
    context = f" ({', '.join(record['context'])})" if record["context"] else ""
    return f"{record['statement']}  {record['text']}{context}  [{', '.join(record['papers'])}]"
