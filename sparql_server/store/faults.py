"""What went wrong in the engine, in HTTP's words."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from lifonto.reason.documents.mistakes import Mistake, explained
from sparql_server.protocol import problems
from sparql_server.protocol.problems import Problem
from sparql_server.protocol.tokens import tokens

WHERE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
CHARACTERS = re.compile(r", \[[^\]]*\]")  # in what the engine says it expected: sets of characters
NO_FETCHING = "LOAD and SERVICE do not fetch anything here: send the data itself to /data"
NO_ROOM = ("No space left", "Disk quota", "File too large")
Request = dict[str, Any]


def problem_of(error: Exception, config: Request, request: Request, body: object) -> Problem:
    """Say what *error* means; *body* is the text of a query, if it was one."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, SyntaxError):
        return explain(error, config["prefixes"], body.decode(errors="replace") if isinstance(body, bytes) else "")
    if isinstance(error, MemoryError):
        if "buffer" in str(error):
            return Problem(413, "one literal, IRI or comment is longer than 16 MB, which is not read here; split it")
        is_write = request["do"] in ("update", "write")
        return (problems.upload_out_of_memory if is_write else problems.out_of_memory)(config["memory_mb"])
    if isinstance(error, OSError):
        return of_system(error, request)
    # a RuntimeError is well written, but not something that this engine or this store can do
    return Problem(400 if isinstance(error, ValueError) else 422, " ".join(str(error).split()))


def of_system(error: OSError, request: Request) -> Problem:
    """Say what the system has refused."""
    if any(each in str(error) for each in NO_ROOM):
        writes = request["do"] in ("update", "write")
        told = "; it may have been carried out or not: read before you send it again" if writes else ""
        return Problem(507, f"the disk that holds the store is full ({error}){told}", limit="disk")
    return Problem(500, f"the store cannot be read or written: {error}")


def explain(error: SyntaxError, prefixes: dict[str, str], text: str) -> Problem:
    """Turn the engine's syntax error into a sentence with line and column, and a hint where a prefix is missing."""
    message = " ".join(str(error.args[0]).split())
    found = WHERE.match(message)
    if not found:
        return of_mistake(explained(error))
    if missing := missing_prefixes(text, prefixes):
        return missing
    line, column, expected = int(found[1]), int(found[2]), CHARACTERS.sub("", found[3])
    return Problem(400, f"line {line}, column {column}: {expected}", line=line, column=column)


def of_mistake(mistake: Mistake, **members: Any) -> Problem:
    """Say (400) what is wrong, and where, if that is known."""
    members |= {name: place for name, place in zip(("line", "column"), mistake[1:], strict=True) if place}
    return Problem(400, str(mistake), **members)


def missing_prefixes(text: str, prefixes: dict[str, str]) -> Problem | None:
    """Name the prefixes that *text* uses and does not declare, with their IRIs where they are known here."""
    try:
        stream = list(tokens(text))
    except Problem as problem:  # it cannot even be cut into words
        return problem
    declared = {name.text for word, name in pairwise(stream) if word.text == "PREFIX"}
    used = {token.text.partition(":")[0] + ":": token for token in reversed(stream) if token.kind == "name"}
    missing = [name for name in reversed(used) if name not in declared and name != "_:"]
    if not missing:
        return None
    place = used[missing[0]].start
    line, column = text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)
    advice = "; ".join(f"add PREFIX {name} <{prefixes.get(name[:-1], '…')}>" for name in missing)
    said = f"used and not declared as a prefix: {', '.join(missing)}; {advice}"
    return Problem(400, f"line {line}, column {column}: {said}", line=line, column=column)
