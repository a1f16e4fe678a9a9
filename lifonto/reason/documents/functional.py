"""OWL 2 functional syntax, read (OWL 2 Structural Specification §2 and §3.7)."""

from __future__ import annotations

import re

from lifonto.reason.documents.constructs import built
from lifonto.reason.documents.mistakes import check_iri
from lifonto.reason.documents.pieces import Piece, literal
from lifonto.reason.documents.statements import Statements
from lifonto.reason.values.expressions import Named
from lifonto.reason.values.vocabulary import OWL, RDF, RDFS, XSD

TOKEN = re.compile(
    r"""\s*+(?:\#[^\n]*+\s*+|(?!))*+(?:  # in a repeated group (?!) never matches: see obo/clauses.py
    (?P<begin>(?P<word>[A-Za-z]++)\s*+\(\s*+
        (?P<names>(?:(?:<[^<>"\s]*+>|[^\s()<>"=\#0-9][^\s()<>"=]*+)(?:\s++(?!\()|(?=\)))|(?!))*+))
    |(?P<close>\))
    |(?P<open>\()
    |"(?P<text>(?:[^"\\]|\\.|(?!))*+)"(?:@(?P<language>[A-Za-z0-9-]++)|\^\^(?P<type><[^<>\s]*+>|[^\s()<>"=@^]++))?
    |(?P<number>[0-9]++)(?![^\s()])
    |(?P<name><[^<>"\s]*+>|[^\s()<>"=]++)
    |(?P<equals>=)
    |(?P<end>\Z)
    |(?P<stray>.))""",
    re.VERBOSE | re.DOTALL,
)
PREFIXES = {"owl": OWL, "rdf": RDF, "rdfs": RDFS, "xsd": XSD}  # that every document has (§2.4, Table 2)
UNCLOSED = {
    '"': "this text has no end: its closing quote is missing",
    "<": "an IRI has a space, a quote or no > at its end",
}


def read(text: str, found: Statements) -> None:
    """Read *text* into *found*; raises SyntaxError with the line where it is broken."""
    _Reader(text, found).read()


class _Reader:
    """Reads word by word; what is in brackets becomes one piece where they close."""

    def __init__(self, text: str, found: Statements) -> None:
        self.text, self.found = text, found
        self.prefixes, self.names = dict(PREFIXES), dict[str, Named]()
        self.open: list[tuple[str, int, list[Piece]]] = []  # the word before each bracket, where, and what is in it
        self.ended = False

    def read(self) -> None:
        at = 0
        while not self.ended and (token := TOKEN.match(self.text, at)):
            at = token.start(token.lastgroup or 0)
            try:
                self.take(token, token.lastgroup or "", at)
                at = token.end()
                while self.open and self.text.startswith(")", at):  # far quicker than as a token
                    at += 1
                    self.close(at)
            except (ValueError, SyntaxError) as error:
                raise self.explained(error, token, at) from error

    def explained(self, error: ValueError | SyntaxError, token: re.Match[str], at: int) -> SyntaxError:
        """Return *error*, which *token* led to, with its place; of what is cut off that is said instead."""
        if self.open and token.lastgroup not in ("close", "end") and not self.text[token.end() :].strip():
            return self.broken(f"the text stops here, and {self.open[0][0]}( is not closed: is it cut off?", at)
        return error if isinstance(error, SyntaxError) else self.broken(str(error), at)

    def take(self, token: re.Match[str], kind: str, at: int) -> None:
        """Take one token; raises ValueError where it does not fit."""
        if kind == "begin":
            self.begin(token["word"], at)
            names, known = token["names"].split(), self.names
            self.open[-1][2].extend([known.get(each) or self.first(each, at) for each in names])
        elif kind == "close":
            self.close(token.end())
        elif kind == "end":
            self.end()
        elif not self.open:
            raise ValueError("Prefix( or Ontology( is expected")
        elif kind == "open":
            self.begin("", at)
        elif kind == "equals":
            if self.open[-1][0] != "Prefix":
                raise ValueError("= can stand in Prefix(name:=<IRI>) alone")
        elif kind == "stray":
            raise ValueError(UNCLOSED.get(token["stray"], f"{token['stray']!r} cannot stand here"))
        else:
            self.open[-1][2].append(self.leaf(token, kind))

    def begin(self, word: str, at: int) -> None:
        if bool(self.open) == (word in ("Prefix", "Ontology")):
            wanted = "an axiom or an expression" if self.open else "Prefix( or Ontology("
            raise ValueError(f"{wanted} is expected, and {word}( stands there")
        self.open.append((word, at, []))

    def first(self, written: str, at: int) -> Named:
        """Return one of the names that stand first in a bracket; *at* is where its word begins."""
        try:
            return self.name(written)
        except ValueError as error:
            whole = re.compile(rf"(?<![^\s(]){re.escape(written)}(?![^\s)])")
            found = whole.search(self.text, at)
            raise self.broken(str(error), found.start() if found else at) from error

    def leaf(self, token: re.Match[str], kind: str) -> Piece:
        if kind == "number":
            return int(token["number"])
        if kind == "name":
            return self.name(token["name"])
        text = token["text"]
        if "\\" in text:
            text = re.sub(r'\\(["\\])', r"\1", text)
        datatype = token["type"]
        return literal(text, self.name(datatype).name if datatype else "", token["language"] or "")

    def name(self, written: str) -> Named:
        found = self.names.get(written)
        if found is None:
            found = self.names[written] = Named(check_iri(self.iri(written)))
        return found

    def iri(self, written: str) -> str:
        if written.startswith("<"):
            return written[1:-1]
        prefix, colon, local = written.partition(":")
        if self.open[-1][0] == "Prefix" or prefix == "_":
            return written
        if not colon:
            raise ValueError(f"{written} is no name: write prefix:{written} or <…{written}>")
        if prefix not in self.prefixes:
            wanted = "a whole IRI stands in <…>" if local.startswith("//") else f"write Prefix({prefix}:=<…>) first"
            raise ValueError(f"the prefix {prefix}: is not declared: {wanted}")
        return self.prefixes[prefix] + local

    def close(self, end: int) -> None:
        if not self.open:
            raise ValueError("this bracket closes nothing")
        word, start, parts = self.open.pop()
        try:
            self.finish(word, parts, start, end)
        except ValueError as error:
            raise self.broken(str(error), start) from error

    def finish(self, word: str, parts: list[Piece], start: int, end: int) -> None:
        """Make one piece of what is in brackets, and put it where it belongs."""
        if len(self.open) > 1:
            self.open[-1][2].append(built(word, parts))
        elif self.open:
            self.found.take(self.top(word, parts), self.text[start:end])
        elif word == "Prefix":
            self.declare_prefix(parts)
        else:
            self.found.identify(parts)
            self.ended = True
            if rest := self.text[end:].strip():
                self.only_comments(rest, end)

    def top(self, word: str, parts: list[Piece]) -> Piece:
        """Return the piece that stands right in the ontology."""
        if names := self.open[0][2]:  # of the ontology and of its version, which come first
            self.found.identify(names)
            names.clear()
        if word == "Import" and len(parts) == 1 and isinstance(parts[0], Named):
            return parts[0]
        return built(word, parts)

    def only_comments(self, rest: str, end: int) -> None:
        if any(line.strip() and not line.lstrip().startswith("#") for line in rest.splitlines()):
            raise ValueError("the ontology has ended here, and something comes after it")

    def declare_prefix(self, parts: list[Piece]) -> None:
        match parts:
            case [Named(prefix), Named(iri)] if prefix.endswith(":"):
                self.prefixes[prefix[:-1]] = self.found.prefixes[prefix[:-1]] = iri
                self.names.clear()
            case _:
                raise ValueError("a prefix is declared by Prefix(name:=<IRI>)")

    def end(self) -> None:
        if self.open:
            word, at, _ = self.open[-1]
            raise self.broken(f"{word}( is not closed: is the text cut off?", at)
        raise ValueError("Ontology( is expected, and the text ends")

    def broken(self, said: str, at: int) -> SyntaxError:
        line = self.text.count("\n", 0, at) + 1
        return SyntaxError(said, (None, line, at - self.text.rfind("\n", 0, at), None))
