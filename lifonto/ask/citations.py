"""Citations: the references behind an answer, as text, BibTeX and CSL-JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lifonto.ask.references import Reference

SPECIAL = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"} | {
    each: f"\\{each}" for each in "&%$#_{}"
}
FIRST = "of the authors the first alone is recorded here"
SEEN = {
    "partial": "seen in part: its identifier or its title, not both together",
    "unverified": "not seen; cited as another text cites it",
}


@dataclass(frozen=True)
class Citations:
    """References in the order of their identifiers; ``str()`` of it is a line for each."""

    references: tuple[Reference, ...]

    def __iter__(self) -> Iterator[Reference]:
        return iter(self.references)

    def __len__(self) -> int:
        return len(self.references)

    def __str__(self) -> str:
        return "\n".join(map(str, self.references))

    def bibtex(self) -> str:
        """Return them as BibTeX; what is not recorded, such as authors after the first, is told in a note."""
        return "\n".join(map(entry, self.references))

    def csl(self) -> list[dict[str, Any]]:
        """Return them as items of CSL-JSON, which citation managers and pandoc read."""
        return [item(each) for each in self.references]


@dataclass(frozen=True, kw_only=True)
class Cited:
    """An answer with the ``references`` that it rests on."""

    references: tuple[Reference, ...] = ()

    def cite(self) -> Citations:
        """Return the citations behind the answer."""
        return Citations(self.references)


def entry(each: Reference) -> str:
    """Write one reference as an entry of BibTeX."""
    scheme, _, local = each.id.partition(":")
    fields = {
        "author": f"{{{escaped(each.author)}}}" if each.author else "",
        "title": f"{{{escaped(each.title)}}}" if each.title else "",
        "journal" if each.journal and each.published else "howpublished": escaped(each.journal),
        "year": str(each.year or ""),
        "doi": local if scheme == "DOI" else "",
        "pmid": local if scheme == "PMID" else "",
        "url": each.iri,
        "note": note(each),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    kind = "article" if each.journal and each.published else "misc"
    return "\n".join([f"@{kind}{{{re.sub(r'[^A-Za-z0-9]+', '_', each.id).strip('_')},", *lines, "}"])


def item(each: Reference) -> dict[str, Any]:
    """Return one reference as an item of CSL-JSON."""
    scheme, _, local = each.id.partition(":")
    said: dict[str, Any] = {
        "id": each.id,
        "type": "article-journal" if each.journal and each.published else "document",
        "title": each.title,
        "author": [{"literal": each.author}] if each.author else [],
        "issued": {"date-parts": [[each.year]]} if each.year else {},
        "container-title": each.journal,
        "DOI": local if scheme == "DOI" else "",
        "PMID": local if scheme == "PMID" else "",
        "URL": each.iri,
        "note": note(each),
    }
    return {name: value for name, value in said.items() if value}


def note(each: Reference) -> str:
    """Say what a reader has to know of a reference before it is cited."""
    return "; ".join(filter(None, (FIRST if each.author else "", SEEN.get(each.standing, ""))))


def escaped(text: str) -> str:
    """Return *text* with what TeX takes for commands written out."""
    return "".join(SPECIAL.get(each, each) for each in text)
