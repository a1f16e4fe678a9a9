"""A verdict on a claim in words, and as plain data."""

from __future__ import annotations

from typing import Any

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


def told(verdict: Verdict, library: Library) -> dict[str, Any]:
    """Return *verdict* as plain data: every statement with its context, how it is held, and its papers."""
    claim, call = verdict.claim, library.index.call
    return {
        "verdict": verdict.word,
        "understood": {
            "subject": call(claim.subject),
            "relation": [call(each) for each in claim.relations],
            "object": call(claim.object),
            "negated": claim.negated,
            "context": sorted(map(call, claim.context)),
            "not understood": list(claim.unread),
        },
        "follows of every instance": verdict.follows,
        **{part: [_record(each, library) for each in getattr(verdict, part)] for part in PARTS},
    }


def _record(record: Record, library: Library) -> dict[str, Any]:
    call, curie = library.index.call, library.index.prefixes.contract
    return {
        "statement": curie(record.iri),
        "text": record.text,
        "kind": record.kind,
        "standing": record.standing,
        "context": sorted(map(call, record.species | record.cells | record.conditions)),
        "papers": sorted(map(curie, record.sources)),
    }


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
