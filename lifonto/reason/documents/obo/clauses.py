"""The frames of an OBO document and the clauses in them (OBO Flat File Format 1.4 §3): tags, values, qualifiers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

TAG = re.compile(r"[A-Za-z][\w-]*")
STANZA = re.compile(r"\[(\w+)\]\s*(?:!.*)?$")
TEXTS = {"name", "comment", "remark", "saved-by", "auto-generated-by", "date"}  # whose values are not in quotes
IN_QUOTES = {"def", "synonym"}  # whose values begin with a text in quotes, and end with sources in brackets
CLOSED = re.compile(r'\s*+(?:(?!")|"(?:[^"\\]|\\.)*"(?:[^\[]*$|.*\]))')
WHOLE = {"owl-axioms"}  # whose values are the rest of the line, whatever it holds
QUALIFIER = re.compile(r'\s*([^\s="{},]+)\s*=\s*"((?:[^"\\]|\\.)*)"\s*(?:,|$)')
# Each repeated group ends with ``(?!)``, which never matches: before Python 3.11.5 ``*+`` goes on after what the last
# alternative took, even where that failed.
TAIL = r"""\s*+(?:\{(?P<qualifiers>(?:[^"}\\]|\\.|"(?:[^"\\]|\\.|(?!))*+"|(?!))*+)\}\s*+)?(?:!.*)?$"""
OPENS = r"""\{(?!\s*+(?:[^\s="{},]++\s*+=\s*+"|\}))"""  # a brace that no qualifiers follow
OTHERS = rf"\\.|\s++(?![!{{])|(?<!\s)!|{OPENS}|\s++(?={OPENS})|(?!)"
PLAIN = re.compile(rf"(?P<value>(?:[^!{{\\\s]++|{OTHERS})*+){TAIL}")
QUOTED = re.compile(rf'(?P<value>(?:[^!{{\\\s"]++|"(?:[^"\\]|\\.|(?!))*+"|{OTHERS})*+){TAIL}')
ESCAPED = re.compile(r"\\(.)")
SPECIAL = {"n": "\n", "W": " ", "t": "\t"}


class Clause(NamedTuple):
    """A line: its *tag*, the *value*, in which escapes still stand, and its *qualifiers*."""

    tag: str
    value: str
    qualifiers: tuple[tuple[str, str], ...]
    line: int

    def __str__(self) -> str:
        """Show it as an example."""
        after = ", ".join(f'{name}="{value}"' for name, value in self.qualifiers)
        return f"line {self.line}: {self.tag}: {self.value}" + (f" {{{after}}}" if after else "")


@dataclass
class Frame:
    """A stanza: its *kind*, ``Term``, ``Typedef`` or ``Instance``, and ``""`` for the header, and its clauses."""

    kind: str
    line: int
    clauses: list[Clause] = field(default_factory=list)

    @property
    def identifier(self) -> str:
        """What the frame is about; raises SyntaxError where it does not say so."""
        found = self.all("id")
        if len(found) != 1 or not found[0]:
            raise SyntaxError(f"[{self.kind}] wants one id:, and has {len(found)}", (None, self.line, None, None))
        return found[0]

    def all(self, tag: str) -> list[str]:
        """Return the values of *tag*."""
        return [unescaped(each.value) for each in self.clauses if each.tag == tag]

    def is_so(self, tag: str) -> bool:
        """Tell whether *tag* is true."""
        return any(each.tag == tag and each.value == "true" for each in self.clauses)


def frames(text: str, passed: Collection[str] = ()) -> Iterator[Frame]:
    """Yield the header and the frames of *text*, without clauses of the tags *passed* over.

    Raises SyntaxError with the line where it is broken.
    """
    frame, last = Frame("", 1), ""
    for number, line in enumerate(chain(text.split("\n"), [""]), 1):  # the last may go on
        if last:
            line, last = last + line, ""
        line = line.strip()
        if line.endswith("\\") and not line.endswith("\\\\"):
            last = line[:-1]  # the next line goes on with this one
        elif line.startswith("["):
            yield frame
            if not (found := STANZA.match(line)):
                raise broken(f"[Term], [Typedef] or [Instance] is expected, and {line[:40]} stands there", number)
            frame = Frame(found[1], number)
        elif line and line[0] != "!":
            tag, value = parted(line, number)
            if tag not in passed:
                frame.clauses.append(clause(tag, value, number))
    yield frame


def parted(line: str, number: int) -> tuple[str, str]:
    """Return the tag of *line* and what comes after its colon; raises SyntaxError where these are not whole."""
    tag, colon, value = line.partition(":")
    if not colon or not TAG.fullmatch(tag):
        raise broken(f"a tag, a colon and a value are expected, and {line[:40]} stands there", number)
    is_odd = tag in IN_QUOTES and (value.count('"') % 2 or value.count("[") != value.count("]"))
    if is_odd and not CLOSED.match(value):
        raise broken(f"{tag}: has a quote or a bracket that is not closed", number)
    return tag, value


def clause(tag: str, rest: str, line: int) -> Clause:
    """Return the clause of *tag*, whose value, qualifiers and comment are *rest*."""
    if ("!" not in rest and "{" not in rest) or tag in WHOLE:
        return Clause(tag, rest.strip(), (), line)
    if "{" not in rest and '"' not in rest and tag not in TEXTS:
        return Clause(tag, rest.partition("!")[0].strip(), (), line)
    found = (PLAIN if tag in TEXTS else QUOTED).match(rest.strip())
    if not found:
        raise broken(f"{tag}: has a quote or a brace that is not closed, or something after its qualifiers", line)
    return Clause(tag, found["value"].strip(), _qualifiers(found["qualifiers"] or "", line), line)


def _qualifiers(said: str, line: int) -> tuple[tuple[str, str], ...]:
    found, at = [], 0
    while said[at:].strip():
        each = QUALIFIER.match(said, at)
        if not each:
            raise broken(f'qualifiers are written {{name="value", …}}, and this is {{{said}}}', line)
        found.append((each[1], unescaped(each[2])))
        at = each.end()
    return tuple(found)


def unescaped(text: str) -> str:
    """Resolve the escapes in *text* (§2.3)."""
    if "\\" not in text:
        return text
    return ESCAPED.sub(lambda found: SPECIAL.get(found[1], found[1]), text)


def broken(said: str, line: int) -> SyntaxError:
    """Return the error that says what is wrong in *line*."""
    return SyntaxError(said, (None, line, None, None))
