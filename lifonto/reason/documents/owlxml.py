"""OWL/XML, read (OWL 2 XML Serialization §3): each element is a construct of the same name as in functional syntax."""

from __future__ import annotations

from urllib.parse import urljoin
from xml.parsers import expat

from lifonto.reason.documents.constructs import built
from lifonto.reason.documents.encodings import xml_mistake
from lifonto.reason.documents.functional import PREFIXES
from lifonto.reason.documents.mistakes import check_iri
from lifonto.reason.documents.pieces import Facet, Piece, literal
from lifonto.reason.documents.statements import Statements
from lifonto.reason.values.axioms import CLASS, DATA, DATATYPE, INDIVIDUAL, OBJECT, Entity
from lifonto.reason.values.expressions import Literal, Named
from lifonto.reason.values.vocabulary import OWL

XML = "http://www.w3.org/XML/1998/namespace"
BASE, LANGUAGE = f"{XML} base", f"{XML} lang"
NAMES = {CLASS, OBJECT, DATA, DATATYPE, "AnnotationProperty", INDIVIDUAL}
ASIDE = {"Ontology", "Prefix"}
TEXTS = {"Literal", "IRI", "AbbreviatedIRI", "Import"}


def read(text: str, found: Statements) -> None:
    """Read *text* into *found*; raises SyntaxError with the line where it is broken."""
    _Reader(found).read(text)


class _Element:
    """An element that is open: its word, attributes, base, and the pieces and text in it."""

    def __init__(self, word: str, attributes: dict[str, str], base: str, line: int) -> None:
        self.word, self.attributes, self.base, self.line = word, attributes, base, line
        self.parts, self.text = list[Piece](), list[str]()


class _Reader:
    def __init__(self, found: Statements) -> None:
        self.found, self.prefixes = found, {**PREFIXES, "xml": XML}
        self.open: list[_Element] = []
        self.names: dict[str, Named] = {}
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self.begin
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.buffer_text = True

    def read(self, text: str) -> None:
        try:
            self.parser.Parse(text.encode(), True)
        except expat.ExpatError as error:
            raise xml_mistake(error) from error
        except ValueError as error:
            raise SyntaxError(str(error), (None, self.line(), None, None)) from error

    def line(self) -> int:
        return self.open[-1].line if self.open else self.parser.CurrentLineNumber

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        space, _, word = name.rpartition(" ")
        if space != OWL:
            raise ValueError(f"{word} is not in the namespace {OWL}")
        base = attributes.get(BASE) or (self.open[-1].base if self.open else attributes.get("ontologyIRI", ""))
        self.open.append(_Element(word, attributes, base, self.parser.CurrentLineNumber))
        if len(self.open) == 1:
            if word != "Ontology":
                raise ValueError(f"Ontology is expected, and {word} stands there")
            names = [attributes[each] for each in ("ontologyIRI", "versionIRI") if attributes.get(each)]
            self.found.identify([Named(self.resolved(each)) for each in names])

    def text(self, text: str) -> None:
        if self.open[-1].word in TEXTS:
            self.open[-1].text.append(text)
        elif text.strip():
            raise ValueError(f"{self.open[-1].word} holds text, and wants elements")

    def end(self, _name: str) -> None:
        element = self.open[-1]
        if element.word == "Prefix":
            name, iri = (element.attributes[each] for each in ("name", "IRI"))
            self.prefixes[name] = self.found.prefixes[name] = iri
        elif element.word != "Ontology":
            piece = self.piece(element)
            if len(self.open) == 2:
                self.found.take(piece, f"{element.word} in line {element.line}")
            else:
                self.open[-2].parts.append(piece)
        self.open.pop()

    def piece(self, element: _Element) -> Piece:
        """Return what *element*, which is whole now, says."""
        word, said, parts = element.word, element.attributes, element.parts
        text = "".join(element.text)
        if word in NAMES:
            return Entity(word, self.iri(said))
        if word == "AnonymousIndividual":
            return Named(f"_:{said.get('nodeID', '').removeprefix('_:')}")
        if word == "Literal":
            datatype = said.get("datatypeIRI", "")
            return literal(text, self.resolved(datatype) if datatype else "", self.language())
        if word in ("IRI", "Import"):
            return Named(self.resolved(text.strip()))
        if word == "AbbreviatedIRI":
            return Named(self.expanded(text.strip()))
        if word == "FacetRestriction" and len(parts) == 1 and isinstance(parts[0], Literal):
            return Facet(self.resolved(said["facet"]), parts[0])
        if "cardinality" in said:
            parts.insert(0, int(said["cardinality"]))
        return built(word, parts)

    def language(self) -> str:
        return self.open[-1].attributes.get(LANGUAGE, "")

    def iri(self, said: dict[str, str]) -> str:
        if "abbreviatedIRI" in said:
            return self.expanded(said["abbreviatedIRI"])
        if "IRI" not in said:
            raise ValueError("IRI= or abbreviatedIRI= is expected")
        return self.resolved(said["IRI"])

    def expanded(self, written: str) -> str:
        prefix, colon, local = written.partition(":")
        if not colon:
            raise ValueError(f"{written} is no abbreviated IRI: write prefix:{written}, or the whole one in IRI=")
        if prefix not in self.prefixes:
            raise ValueError(f'the prefix of {written} is not declared: write <Prefix name="{prefix}" IRI="…"/> first')
        return check_iri(self.prefixes[prefix] + local)

    def resolved(self, written: str) -> str:
        """Return the IRI that *written* is, seen from the base (RFC 3986 §5)."""
        base = self.open[-1].base
        check_iri(written)
        if not base or ":" in written.partition("/")[0].partition("#")[0]:
            return written
        if not written or written.startswith("#"):
            return base.partition("#")[0] + written
        return urljoin(base, written)
