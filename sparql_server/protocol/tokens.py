"""A SPARQL tokenizer: just enough to see SERVICE, FROM and LOAD, and to put USING where the protocol wants it.

The engine parses; this only looks. What it overlooks is still refused, because workers cannot open sockets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from sparql_server.protocol.problems import Problem

# Each alternative goes over the text once (no backtracking), whatever the text is. A repeated group ends with ``(?!)``,
# which never matches: before Python 3.11.5 ``*+`` goes on after what the last alternative took, even where that failed.
TOKEN = re.compile(
    r"""(?P<space>\s++|\#[^\n\r]*+)
    |(?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}|(?!))*+>)
    |(?P<string>\"{3}(?:[^"\\]|\\.|"(?!"")|(?!))*+\"{3}|'{3}(?:[^'\\]|\\.|'(?!'')|(?!))*+'{3}
        |"(?!"")(?:[^"\\\n\r]|\\.|(?!))*+"|'(?!'')(?:[^'\\\n\r]|\\.|(?!))*+')
    |(?P<unclosed>["'])
    |(?P<variable>[?$]\w++)
    |(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+|(?!))*+)
    |(?P<name>(?:[^\W\d][\w.\-]*+(?<!\.))?:(?:[\w:%.\-]|\\.|(?!))*+)
    |(?P<run>[^\W\d][\w.\-]*+)
    |(?P<number>\d++(?:\.\d+)?(?:[eE][+-]?\d+)?)
    |(?P<mark>.)""",
    re.VERBOSE | re.DOTALL,
)
RUN = re.compile(r"(?P<word>[^\W\d]\w*)|(?P<number>\d+)|(?P<mark>.)")  # of words, and dots between them
ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
REACHING = ("SERVICE", "FROM", "LOAD")


class Token(NamedTuple):
    """A token and where it stands; words are in upper case."""

    kind: str
    text: str
    start: int
    end: int


class Service(NamedTuple):
    """A SERVICE clause: its place in the text, the endpoint's IRI (``None`` for a variable), its group pattern."""

    start: int
    end: int
    silent: bool
    endpoint: str | None
    pattern: str


def unescape(iri: str) -> str:
    """Resolve the codepoint escapes in an IRI; the engine, too, resolves them only there and in strings."""
    return ESCAPE.sub(lambda m: chr(min(int(m[1] or m[2], 16), 0x10FFFF)), iri) if "\\" in iri else iri


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of *text*, white space and comments left out; raises Problem where a string is not closed."""
    for match in TOKEN.finditer(text):
        kind = match.lastgroup or "mark"
        if kind == "unclosed":
            line = text.count("\n", 0, match.start()) + 1
            column = match.start() - text.rfind("\n", 0, match.start())
            detail = f"line {line}, column {column}: a string begins here and is not closed"
            raise Problem(400, detail, line=line, column=column)
        for each in RUN.finditer(text, match.start(), match.end()) if kind == "run" else (match,):
            kind = each.lastgroup or "mark"
            if kind != "space":
                yield Token(kind, each[0].upper() if kind == "word" else each[0], each.start(), each.end())


def reaching_words(text: str) -> set[str]:
    """Return which of SERVICE, FROM and LOAD are keywords of *text*; most texts are dismissed without a look."""
    upper = text.upper()
    if not any(word in upper for word in REACHING):
        return set()
    return {t.text for t in tokens(text) if t.kind == "word"} & set(REACHING)


def with_using(update: str, default: list[str], named: list[str]) -> str:
    """Give every DELETE/INSERT … WHERE of *update* the dataset of the request (SPARQL 1.1 Protocol §2.2.3)."""
    if any(re.search(r'[<>"{}|^`\\\x00-\x20]', iri) for iri in default + named):
        raise Problem(400, "using-graph-uri and using-named-graph-uri want absolute IRIs")
    clause = " ".join([f"USING <{iri}>" for iri in default] + [f"USING NAMED <{iri}>" for iri in named])
    depth, last, group_start = 0, 0, 0
    pieces: list[str] = []
    operation: list[str] = []
    for token in tokens(update):
        if token.text == "{" and not depth:
            group_start = token.start
        depth += {"{": 1, "}": -1}.get(token.text, 0) if token.kind == "mark" else 0
        if token.text == "}" and not depth and operation[-2:] == ["DELETE", "WHERE"]:
            group = update[group_start : token.end]
            pieces.append(f"{group} {clause} WHERE {group}")
            last = token.end
        if depth:
            continue
        if token.text == ";":
            operation = []
        elif token.kind == "word":
            operation.append(token.text)
            if token.text in {"USING", "WITH"}:
                raise Problem(400, f"{token.text} in the update contradicts using-graph-uri in the request; use one")
            if token.text == "WHERE":
                short = operation[-2:-1] == ["DELETE"]  # DELETE WHERE { … }, written out when its group ends
                pieces.append(update[last : token.start] + ("" if short else clause + " WHERE "))
                last = token.end
    return "".join(pieces) + update[last:]


def dataset_of(text: str, base: str) -> tuple[list[str], list[str]]:
    """Return the absolute IRIs in the FROM and the FROM NAMED clauses of *text*; *base* is what it is relative to."""
    stream = list(tokens(text))
    prefixes = prefixes_of(stream)
    default: list[str] = []
    named: list[str] = []
    for place, token in enumerate(stream):
        following = stream[place + 1 : place + 3]
        if token.kind == "word" and token.text == "BASE" and following and following[0].kind == "iri":
            base = urljoin(base, unescape(following[0].text[1:-1]))
        if token.kind == "word" and token.text == "FROM" and len(following) == 2:
            only_named = following[0].text == "NAMED"
            if (iri := iri_of(following[only_named], prefixes)) is not None:
                (named if only_named else default).append(urljoin(base, iri) if urlsplit(iri).scheme == "" else iri)
    return default, named


def prefixes_of(stream: list[Token]) -> dict[str, str]:
    """Return the prefixes that are declared, each with its colon."""
    return {
        name.text: unescape(iri.text[1:-1])
        for word, name, iri in zip(stream, stream[1:], stream[2:], strict=False)
        if word.text == "PREFIX" and iri.kind == "iri"
    }


def iri_of(token: Token, prefixes: dict[str, str]) -> str | None:
    """Return the IRI that *token* is or abbreviates; ``None`` where it is something else."""
    if token.kind == "iri":
        return unescape(token.text[1:-1])
    prefix, colon, local = token.text.partition(":")
    if token.kind == "name" and prefix + colon in prefixes:
        return prefixes[prefix + colon] + local.replace("\\", "")
    return None


def services(text: str) -> list[Service]:
    """Find the outermost SERVICE clauses of *text*, in order."""
    stream = list(tokens(text))
    prefixes = prefixes_of(stream)
    found: list[Service] = []
    for place, token in enumerate(stream):
        if token.kind == "word" and token.text == "SERVICE" and not (found and token.start < found[-1].end):
            found.append(_service(text, stream, place, prefixes))
    return found


def _service(text: str, stream: list[Token], place: int, prefixes: dict[str, str]) -> Service:
    start, silent = stream[place].start, place + 1 < len(stream) and stream[place + 1].text == "SILENT"
    named = place + 1 + silent
    endpoint = iri_of(stream[named], prefixes) if named < len(stream) else None
    depth = 0
    for each in range(named + 1, len(stream)):
        token = stream[each]
        depth += {"{": 1, "}": -1}.get(token.text, 0) if token.kind == "mark" else 0
        if not depth:
            return Service(start, token.end, silent, endpoint, text[stream[named + 1].start : token.end])
    raise Problem(400, "a SERVICE clause is not closed")
