"""Terms and questions found by a name or a part of one, with how each matched."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path

from lifonto.ask.questions import questions
from lifonto.ask.terms import TermIndex
from lifonto.errors import NotFound

HOW = {
    "0": "label",
    "1": "synonym",
    "2": "symbol",
    "3": "related synonym",
    "8": "identifier",
    "9": "last part of its IRI",
}
Found = dict[str, str]


def terms_called(text: str, index: TermIndex, limit: int) -> list[Found]:
    """Return the terms that *text* is a name of, then those it is a part of, or else those whose name is near."""
    said, found = text.strip().casefold(), dict[str, Found]()
    with suppress(NotFound):
        iri = index.find(text.strip())
        found[iri] = term(iri, index, text.strip(), "what this name or identifier stands for")
    for rank, iri, written in names_of(index, said):
        found.setdefault(iri, term(iri, index, written, HOW.get(rank, "name")))
    words = said.split()
    for name in sorted((name for name in index.names if all(word in name for word in words)), key=len):
        for rank, iri, written in names_of(index, name):
            found.setdefault(iri, term(iri, index, written, f"part of a {HOW.get(rank, 'name')}"))
    for name in [] if found else get_close_matches(said, index.names, n=limit, cutoff=0.75):
        for _, iri, written in names_of(index, name):
            found.setdefault(iri, term(iri, index, written, "a name that is near, and not the same"))
    return list(found.values())[:limit]


def names_of(index: TermIndex, name: str) -> Iterator[tuple[str, str, str]]:
    """Yield rank, term and name as it is written, of a *name* in lower case."""
    for rank, pairs in sorted(index.names.get(name, {}).items()):
        yield from ((rank, iri, written) for iri, written in pairs)


def term(iri: str, index: TermIndex, written: str, how: str) -> Found:
    """Return a term with how it was found."""
    return {
        "id": index.prefixes.contract(iri),
        "label": index.call(iri),
        "matched": written or index.call(iri),
        "how": how,
    }


def questions_about(text: str, home: Path, limit: int) -> list[Found]:
    """Return the prepared questions that have every word of *text*."""
    words = text.casefold().split()
    known = questions(home) if (home / "questions").is_dir() else []
    asked = ({"name": each.name, "question": each.header.get("Question", "")} for each in known)
    return [each for each in asked if all(word in f"{each['name']} {each['question']}".casefold() for word in words)][
        :limit
    ]
