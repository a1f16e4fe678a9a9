"""What is changed in a query before the engine reads it, so that it answers as people expect.

``SELECT *`` gives the variables in the order of the query (the engine: of the alphabet). A language tag that is
compared with ``LANG()`` is put in lower case, since the engine keeps all tags so (RDF 1.1 Concepts §3.3 allows it).
Escapes stay as they are: the engine resolves them in strings and IRIs alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import pyoxigraph as ox

from sparql_server.protocol.tokens import Token, tokens

STAR = re.compile(r"\bSELECT\s*(?:(?:DISTINCT|REDUCED)\s*)?\*", re.IGNORECASE)
COMPARED_LANG = re.compile(r"\bLANG\s*\(", re.IGNORECASE)
TAG = re.compile(r"""(["'])[A-Za-z0-9-]+\1\Z""")
SHORT = 4096  # characters
EMPTY = ox.Store()


def rewritten(text: str, base: str) -> str:
    """Return what the engine is to read of a query; most texts are left as they are."""
    if not (COMPARED_LANG.search(text) or ("*" in text and STAR.search(text))):
        return text
    return (remembered if len(text) < SHORT else rewritten_anew)(text, base)


def rewritten_anew(text: str, base: str) -> str:
    """Rewrite a query."""
    return with_lower_tags(with_variables_in_order(text, base) if STAR.search(text) else text)


remembered = lru_cache(maxsize=256)(rewritten_anew)  # programs send the same query again and again


def with_lower_tags(text: str) -> str:
    """Put the language tags that are compared with LANG() in lower case; nothing else moves."""
    if not COMPARED_LANG.search(text):
        return text
    stream = list(tokens(text))
    for place, token in enumerate(stream):
        if token.text == "LANG" and token.kind == "word":
            for tag in compared(stream, place):
                if TAG.match(tag.text):
                    text = text[: tag.start] + tag.text.lower() + text[tag.end :]
    return text


def compared(stream: list[Token], place: int) -> Iterator[Token]:
    """Yield the plain literals with which the call of LANG at *place* is compared: by =, !=, IN or NOT IN."""
    behind = _end_of_call(stream, place + 1)
    after = [token.text for token in stream[behind : behind + 3]]
    for sign in (["="], ["!", "="]):
        if after[: len(sign)] == sign:
            yield from _plain(stream, behind + len(sign))
        if [token.text for token in stream[max(0, place - len(sign)) : place]] == sign:
            yield from _plain(stream, place - len(sign) - 1)
    for words in (["IN", "("], ["NOT", "IN", "("]):
        if after[: len(words)] == words:
            for each in range(behind + len(words), _end_of_call(stream, behind + len(words) - 1) - 1):
                yield from _plain(stream, each)


def _end_of_call(stream: list[Token], place: int) -> int:
    """Return the place behind the bracket that closes the one at *place*."""
    depth = 0
    for each in range(place, len(stream)):
        depth += {"(": 1, ")": -1}.get(stream[each].text, 0) if stream[each].kind == "mark" else 0
        if not depth:
            return each + 1
    return len(stream)


def _plain(stream: list[Token], place: int) -> Iterator[Token]:
    """Yield the literal at *place* if it is one without a language and a datatype."""
    if 0 <= place < len(stream) and stream[place].kind == "string":
        following = stream[place + 1] if place + 1 < len(stream) else None
        if following is None or not (following.kind == "language" or following.text == "^"):
            yield stream[place]


def with_variables_in_order(text: str, base: str) -> str:
    """Write out the star of the outermost SELECT, where the engine agrees about which variables it stands for."""
    stream = list(tokens(text))
    words = [place for place, token in enumerate(stream) if token.text in ("SELECT", "CONSTRUCT", "ASK", "DESCRIBE")]
    place = words[0] + 1 if words and stream[words[0]].kind == "word" else len(stream)
    place += place < len(stream) and stream[place].text in ("DISTINCT", "REDUCED")
    if place >= len(stream) or stream[place].text != "*":
        return text
    found = EMPTY.query(text, base_iri=base)  # an empty store is asked, for the names alone
    names = [variable.value for variable in found.variables] if isinstance(found, ox.QuerySolutions) else []
    wanted = [name for name in dict.fromkeys(t.text[1:] for t in stream if t.kind == "variable") if name in names]
    if wanted == names or len(wanted) != len(names):
        return text
    star = stream[place]
    return text[: star.start] + " ".join(f"?{name}" for name in wanted) + text[star.end :]
