"""Where the cursor stands in a query that is being written: what of a triple is wanted, and what is known of it."""

from __future__ import annotations

from dataclasses import dataclass

from sparql_server.pages.query.patterns import Part, group, head, path, term
from sparql_server.pages.query.reader import DEEPEST, Reader, Unreadable, listed
from sparql_server.protocol.tokens import Token

SUBJECT, PREDICATE, OBJECT = "subject", "predicate", "object"
CONTEXT = {"TRIPLE", "VALUES", "FILTER", "UNION"}


@dataclass(frozen=True)
class Place:
    """What is ``wanted`` at the cursor, of which subject and predicate, and the patterns that hold there."""

    wanted: str
    subject: str = ""
    predicate: str = ""
    patterns: tuple[str, ...] = ()
    dataset: str = ""


def place_in(text: str, at: int) -> Place | None:
    """Return what is wanted at the character *at* of *text*, where a word is begun; None outside of patterns.

    Raises Unreadable where what stands before it is not understood.
    """
    before, after = listed(text[:at]), listed(text[at:])
    if not (groups := open_groups(before)):
        return None
    start = statement_start(before, groups[-1])
    known: list[Part] = []
    for number, opening in enumerate(groups):
        end = groups[number + 1] if number + 1 < len(groups) else start
        known += readable(text, before[opening + 1 : end])
    known += rest(text[at:], after)
    unfinished = statement(text, before[start:], known)
    bound = {token.text for each in known if each.kind != "FILTER" for token in listed(each.text)}
    context = tuple(part.text for part in known if part.kind in CONTEXT and is_safe(part, bound))
    return Place(*unfinished, patterns=context, dataset=dataset_of(text, before))


def open_groups(stream: list[Token]) -> list[int]:
    """Return the places in *stream* of the braces that are open at its end; none where a bracket is open, too."""
    opened: list[int] = []
    for place, token in enumerate(stream):
        if token.kind == "mark" and token.text in "({":
            opened.append(place)
        elif token.kind == "mark" and token.text in ")}" and opened:
            opened.pop()
    return opened if all(stream[each].text == "{" for each in opened) else []


def statement_start(stream: list[Token], opening: int) -> int:
    """Return the place in *stream* where the triples begin that are being written, after the brace at *opening*."""
    start, depth = opening + 1, 0
    for place in range(opening + 1, len(stream)):
        token = stream[place]
        if token.kind != "mark":
            continue
        depth += (token.text in "([{") - (token.text in ")]}")
        closes_filter = token.text == ")" and not depth and opens_constraint(stream, place)
        if not depth and (token.text in ".}" or closes_filter):
            start = place + 1
    return start


def opens_constraint(stream: list[Token], place: int) -> bool:
    """Tell whether the bracket that closes at *place* is that of a FILTER or BIND."""
    depth = 0
    while place >= 0:
        depth += (stream[place].text == ")") - (stream[place].text == "(")
        if not depth:
            words = [each.text for each in stream[max(0, place - 2) : place]]
            return "FILTER" in words or "BIND" in words
        place -= 1
    return False


def readable(text: str, stream: list[Token]) -> list[Part]:
    """Return the parts that *stream* begins with; what cannot be cut into parts is left out."""
    reader, found = Reader(text, [*stream, Token("mark", "}", len(text), len(text))]), list[Part]()
    try:
        for part in group(reader):
            found.append(part)
    except Unreadable:
        pass
    return found


def rest(text: str, stream: list[Token]) -> list[Part]:
    """Return the parts that follow the unfinished triples, up to the end of their group."""
    depth = 0
    for place, token in enumerate(stream):
        if token.kind != "mark":
            continue
        depth += (token.text in "([{") - (token.text in ")]}")
        if depth < 0:
            return []
        if not depth and token.text == ".":
            return readable(text, until_closed(stream[place + 1 :]))
    return []


def until_closed(stream: list[Token]) -> list[Token]:
    """Return what of *stream* stands before the brace that closes the group it is in."""
    depth = 0
    for place, token in enumerate(stream):
        if token.kind == "mark":
            depth += (token.text in "([{") - (token.text in ")]}")
        if depth < 0:
            return stream[:place]
    return stream


def statement(text: str, stream: list[Token], known: list[Part]) -> tuple[str, str, str]:
    """Return what is wanted at the end of *stream*, the subject and the predicate; add to *known* what is whole."""
    reader = Reader(text, stream)
    if not stream:
        return SUBJECT, "", ""
    nested: list[Part] = []
    if reader.sees("["):  # unclosed, or it would be a subject like any other
        subject, reader.at = "?unnamed", 1
    else:
        subject = term(reader, nested)
    known += nested
    return within(reader, subject, known)


def objects(reader: Reader, subject: str, predicate: str, known: list[Part]) -> tuple[str, str, str] | None:
    """Go over the objects of *predicate*; return what is wanted where the text ends among them."""
    while True:
        if reader.peek() is None:
            return OBJECT, subject, predicate
        if reader.sees("[") and not is_closed(reader):
            reader.depth += 1
            if reader.depth > DEEPEST:
                raise Unreadable
            inner = f"?unnamed{next(reader.fresh)}"
            known.append(Part(f"{subject} {predicate} {inner} .", 0, 0, "TRIPLE"))
            reader.take()
            return within(reader, inner, known)
        nested: list[Part] = []
        value = term(reader, nested)
        known += [Part(f"{subject} {predicate} {value} .", 0, 0, "TRIPLE"), *nested]
        if reader.peek() is None:
            return "", subject, predicate  # a word is whole, and nothing has to follow
        if reader.sees(","):
            reader.take()
            continue
        if not reader.sees(";"):
            raise Unreadable
        while reader.sees(";"):
            reader.take()
        return None


def within(reader: Reader, subject: str, known: list[Part]) -> tuple[str, str, str]:
    """Return what is wanted after a subject."""
    while True:
        if reader.peek() is None:
            return PREDICATE, subject, ""
        predicate = path(reader)
        if (wanted := objects(reader, subject, predicate, known)) is not None:
            return wanted


def is_closed(reader: Reader) -> bool:
    """Tell whether the bracket that comes next is closed in the text."""
    depth = 0
    for token in reader.stream[reader.at :]:
        if token.kind == "mark":
            depth += (token.text == "[") - (token.text == "]")
        if not depth:
            return True
    return False


def is_safe(part: Part, bound: set[str]) -> bool:
    """Tell whether a filter may stand in the context: only where all its variables are *bound* there."""
    if part.kind != "FILTER":
        return True
    return all(token.text in bound for token in listed(part.text) if token.kind == "variable")


def dataset_of(text: str, stream: list[Token]) -> str:
    """Return the FROM clauses before the patterns."""
    try:
        return head(Reader(text, stream))[1]
    except Unreadable:
        return ""
