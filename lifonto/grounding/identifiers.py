"""Ways of writing an identifier: prefixes that databases go by, links, versions, and identifiers without a prefix."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from lifonto.ask.terms import CURIE, OBO
from lifonto.errors import PrefixError
from lifonto.tables.prefixes import Prefixes

TABLE = Path(__file__).with_name("prefixes.tsv")
LINK = re.compile(r"https?://(?:www\.)?(?:identifiers\.org|bioregistry\.io|n2t\.net)/([\w.]+)[:/](\S+)", re.IGNORECASE)
PARTED = re.compile(r"([A-Za-z][\w./ -]*?)\s*[:#=]\s*(\S+)|([A-Za-z][\w.]*(?: [A-Za-z]+)?) (\d+)")
VERSIONED = re.compile(r"(ENS[A-Z]*\d{6,}|NM_\d+|NP_\d+)\.\d+", re.IGNORECASE)
OBO_LOCAL = re.compile(r"([A-Za-z]+)_(\w+)")


@cache
def databases() -> dict[str, str]:
    """Return the prefix of each database by what it is called, in lower case."""
    rows = (line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {name: prefix for names, prefix in rows for name in names.split("|")}


def curie_of(iri: str, prefixes: Prefixes) -> str:
    """Return the CURIE of *iri*, as its prefix has it or as OBO writes them, or *iri* itself."""
    short = prefixes.contract(iri)
    local = OBO_LOCAL.fullmatch(iri.removeprefix(OBO)) if iri.startswith(OBO) else None
    is_long = local and (short == iri or short.endswith(f":{local[0]}"))  # as where obo: is declared for all of OBO
    return f"{local[1]}:{local[2]}" if local and is_long else short


def iri_of(written: str, prefixes: Prefixes) -> str:
    """Return the IRI that a CURIE stands for, as its prefix has it or as OBO makes them, or *written* itself."""
    try:
        return prefixes.expand(written)
    except PrefixError:
        short = CURIE.fullmatch(written)
        return f"{OBO}{short[1]}_{short[2]}" if short and short[1].isalpha() else written


def forms(written: str, prefixes: Prefixes) -> Iterator[str]:
    """Yield by what, in lower case, an identifier that an ontology has *written* is found.

    That is an IRI, a CURIE, or its last part where that is no bare number.
    """
    yield written.casefold()
    curie = curie_of(written, prefixes)
    if curie != written:
        yield curie.casefold()
    prefix, colon, local = curie.partition(":")
    if not colon or "//" in curie:
        return
    if prefix.casefold() in databases():
        yield f"{databases()[prefix.casefold()]}:{local}".casefold()
    if not local.isdecimal() and len(local) > 3:
        yield local.casefold()


def asked_as(text: str, prefixes: Prefixes) -> Iterator[str]:
    """Yield what *text* may be found by, in lower case, where it is an identifier: as it is written first."""
    bare = text.strip().strip("<>")
    yield bare.casefold()
    if versioned := VERSIONED.fullmatch(bare.rpartition(":")[2]):
        yield versioned[1].casefold()
    for found in (LINK.fullmatch(bare), PARTED.fullmatch(bare)):
        if found:
            prefix, local = filter(None, found.groups())
            known = databases().get(prefix.casefold(), prefix)
            yield f"{known}:{local}".casefold()
            yield f"{known}:{local.removeprefix(f'{prefix}:')}".casefold()
            if versioned := VERSIONED.fullmatch(local):
                yield f"{known}:{versioned[1]}".casefold()
    if known := curie_of(bare, prefixes):
        yield known.casefold()
    if local := OBO_LOCAL.fullmatch(bare):
        yield f"{local[1]}:{local[2]}".casefold()


def looks_identified(text: str, prefixes: Prefixes) -> bool:
    """Tell whether *text* is an IRI or a CURIE rather than a name."""
    prefix, colon, local = text.partition(":")
    known = prefix in prefixes or prefix.casefold() in databases()
    return text.startswith(("http://", "https://", "urn:")) or bool(colon and local and known and " " not in text)
