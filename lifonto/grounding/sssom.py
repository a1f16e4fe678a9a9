"""Answers as an SSSOM 1.1 table: a mapping for each that is matched, and a row for each that nothing was found for.

What is ambiguous, refused or obsolete is no mapping; how many there are stands above the table.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version

from lifonto.exchange.losses import table
from lifonto.exchange.sssom import SEMAPV, SKOS, UNSPECIFIED
from lifonto.grounding.names import Sort
from lifonto.grounding.resolution import Resolution, Status, Term
from lifonto.tables.prefixes import Prefixes

COLUMNS = (
    *("subject_id", "subject_label", "subject_type", "predicate_id", "object_id", "object_label", "object_type"),
    *("mapping_justification", "mapping_cardinality", "match_string", "comment"),
)
LEXICAL, UNKNOWN = "semapv:LexicalMatching", "semapv:UnspecifiedMatching"
NO_MAPPING = (Status.AMBIGUOUS, Status.REFUSED, Status.OBSOLETE)
NO_TERM = "sssom:NoTermFound"
LITERAL = "rdfs literal"
TYPES = {
    "Class": "owl class",
    "ObjectProperty": "owl object property",
    "DataProperty": "owl data property",
    "AnnotationProperty": "owl annotation property",
    "NamedIndividual": "owl named individual",
}
SPACES = {"skos": SKOS, "semapv": SEMAPV, "sssom": "https://w3id.org/sssom/"}
OF_NAMES = tuple(each.words for each in (Sort.SYMBOL, Sort.LABEL, Sort.EXACT, Sort.NARROW, Sort.BROAD, Sort.RELATED))
OBO = "http://purl.obolibrary.org/obo/"


def written(answers: Iterable[Resolution], name: str, source: str, prefixes: Prefixes) -> bytes:
    """Write *answers* about the list called *name*, which were sought in *source*."""
    every = list(answers)
    rows = sorted(filter(None, (row(each, prefixes) for each in every)))
    used = {cell.partition(":")[0] for line in rows for cell in (line[0], line[3], line[4], line[7]) if cell}
    spaces = {**of_obo(rows), **prefixes, **SPACES}
    lines = metadata(every, name, source, {each: spaces[each] for each in sorted(used) if spaces.get(each)})
    return "".join(f"#{line}\n" for line in lines).encode() + table(COLUMNS, rows)


def of_obo(rows: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """Return OBO's own prefixes in *rows*, which need no declaration."""
    used = {line[4].partition(":")[0] for line in rows if not line[4].startswith("sssom:")}
    return {each: f"{OBO}{each}_" for each in used if each.isalpha()}


def metadata(answers: Iterable[Resolution], name: str, source: str, spaces: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines above the table."""
    counts = Counter(each.status for each in answers)
    left_out = [f"{counts[each]} {each}" for each in NO_MAPPING if counts[each]]
    yield 'sssom_version: "1.1"'
    yield f"mapping_set_id: {json.dumps('urn:lifonto:match:' + ''.join(c if c.isalnum() else '-' for c in name))}"
    yield f"mapping_set_title: {json.dumps(f'{name} in {source}')}"
    yield f"license: {json.dumps(UNSPECIFIED)}"
    yield "mapping_tool: lifonto"
    yield f"mapping_tool_version: {json.dumps(version('lifonto'))}"
    if left_out:
        yield f"comment: {json.dumps('left out, as they are no mappings: ' + ', '.join(left_out))}"
    yield "curie_map:"
    yield from (f"  {prefix}: {json.dumps(iri)}" for prefix, iri in spaces.items())


def row(answer: Resolution, prefixes: Prefixes) -> tuple[str, ...] | None:
    """Return the row of *answer*, or nothing where it is no mapping."""
    if answer.status not in (Status.MATCHED, Status.NOT_FOUND):
        return None
    asked = answer.asked
    identifier = next((each for each in (asked.identifier, asked.name) if is_curie(each, prefixes)), "")
    name = asked.name if asked.name != identifier else ""
    subject = (identifier, name or ("" if identifier else asked.identifier), "" if identifier else LITERAL)
    if answer.status is Status.NOT_FOUND:
        return (*subject, "skos:exactMatch", NO_TERM, "", "", LEXICAL, "1:0", "", "")
    best = answer.found[0]
    by_name = best.how.startswith(OF_NAMES)
    justified = LEXICAL if by_name else UNKNOWN
    named = best.name if by_name else ""
    return (*subject, best.predicate, *of_term(best.term), justified, "", named, best.how)


def of_term(term: Term) -> tuple[str, str, str]:
    """Return identifier, label and type of *term*."""
    return term.curie, term.label, TYPES.get(term.kind, "")


def is_curie(text: str, prefixes: Prefixes) -> bool:
    """Tell whether *text* is a CURIE whose prefix is known, as a subject has to be."""
    prefix, colon, local = text.partition(":")
    return bool(colon and local and prefix in prefixes and not any(map(str.isspace, text)))
