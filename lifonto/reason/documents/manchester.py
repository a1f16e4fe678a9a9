"""OWL 2 Manchester syntax, read by py-horned-owl, whose axioms are taken over in functional syntax.

What it takes wrongly is put right here: a property that the document declares as one of data, and as nothing else, is
one of data wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from lifonto.reason.documents import functional
from lifonto.reason.documents.gathering import Gathering
from lifonto.reason.documents.nesting import check_manchester
from lifonto.reason.documents.statements import Statements
from lifonto.reason.values.axioms import DATA, OBJECT, Axiom, Part
from lifonto.reason.values.expressions import Complement, DataRestriction, Junction, Named, Restriction
from lifonto.reason.values.vocabulary import LITERAL, THING

DECLARED = re.compile(r"^\s*Prefix:\s*([\w.-]*):\s*<([^<>\s]*)>", re.MULTILINE)
THAT = re.compile(r"""("(?:[^"\\]|\\.)*"|<[^<>\s]*>)|(?<![\w:.-])that(?![\w:.-])""", re.DOTALL)
PLACE = re.compile(r"line_col: Pos\(\((\d+), (\d+)\)\)")
SPAN = re.compile(r"Byte(?:Span|Position)\((\d+)(?:\.\.(\d+))?")
WANTED = re.compile(r"positives: \[(.*?)\]")
SHOWN = 40  # letters of what cannot stand somewhere
EXPECTED = {
    "Frame": "a frame (Class:, ObjectProperty:, …)",
    "Primary": "a class expression",
    "Misc": "DisjointClasses: or its like",
    "Annotations": "Annotations:",
    "PrefixDeclaration": "Prefix:",
    "SPARQL_PnameNs": "a name",
    "SPARQL_PnLocal": "a name",
    "FullIRI": "an IRI in <…>",
    "Literal": "a literal",
    "DataRange": "a data range",
    "EOI": "the end of the document",
}


def read(text: str, found: Statements) -> None:
    """Read *text* into *found*; raises SyntaxError with the line where it is broken."""
    lines, iris = components(text)
    taken = Statements(Gathering(wanted=True))
    functional.read(f"Ontology({' '.join(iris)}\n{''.join(lines)})", taken)
    found.iri, found.version = taken.iri, taken.version
    found.imports, found.annotations = taken.imports, taken.annotations
    found.prefixes = dict(DECLARED.findall(text))
    put_right(taken.gathered, found.gathered)


def components(text: str) -> tuple[list[str], list[str]]:
    """Return what *text* says, a line of functional syntax each, and the IRIs of the ontology and its version."""
    import pyhornedowl  # heavy, and most documents do without it

    check_manchester(text)
    known = dict(DECLARED.findall(text))
    missing = "".join(f"Prefix: {name}: <{iri}> " for name, iri in functional.PREFIXES.items() if name not in known)
    try:
        plain = THAT.sub(lambda found: found[1] or "and ", text)  # which is the same, and which the library knows
        ontology: Any = pyhornedowl.open_ontology_from_string(missing + plain, serialization="omn")
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise  # which is how the library says that it met what its authors did not think of
        raise explained(str(error), text, len(missing)) from error
    found = [each for each in ontology.get_components() if type(each.component).__name__ != "OntologyID"]
    iris = [f"<{each}>" for each in (ontology.get_iri(), ontology.get_version_iri()) if each]
    return sorted(f"{each}\n" for each in found), iris


def explained(message: str, text: str, before: int) -> SyntaxError:
    """Say in plain words what *message* says of *text*, which had *before* more characters at its beginning."""
    if place := PLACE.search(message):
        wanted = WANTED.search(message)
        named = dict.fromkeys(EXPECTED.get(each, "") for each in (wanted[1].split(", ") if wanted else ()))
        line, column = int(place[1]), int(place[2])
        column -= before * (line == 1)
        rest = "".join(text.splitlines(keepends=True)[line - 1 :])[column - 1 :].split()
        there = f"{' '.join(rest[:3])[:SHOWN]} cannot stand" if rest else "the text stops"
        said = " or ".join(each for each in named if each)
        wanted_there = f": {said} is expected" if said else ", or something before it is not whole"
        return SyntaxError(f"{there} here{wanted_there}", (None, line, column, None))
    told = re.search(r'Error\("(.*?)"', message)
    said = told[1] if told else message.removeprefix("Failed to open ontology: ").splitlines()[0][:200]
    if not (span := SPAN.search(message)):
        return SyntaxError(said, (None, None, None, None))
    start, end = (int(each or span[1]) - before for each in span.groups())
    raw = text.encode()
    said = f"{said}: {raw[start:end].decode(errors='replace').strip()}" if end > start else said
    return SyntaxError(said, (None, raw.count(b"\n", 0, start) + 1, None, None))


def put_right(taken: Gathering, found: Gathering) -> None:
    """Move what was *taken* to what is *found*, data properties made such."""
    declared = {kind: {each.iri for each in taken.declarations if each.kind == kind} for kind in (DATA, OBJECT)}
    data = declared[DATA] - declared[OBJECT]
    for axiom in taken.axioms:
        found.state(_axiom(axiom, data), taken.of_axioms.get(axiom, ()))
    found.declarations |= taken.declarations
    found.strange.update(taken.strange)
    for about, said in taken.annotations.items():
        for annotation in said:
            found.say(about, annotation)


def _axiom(axiom: Axiom, data: set[str]) -> Axiom:
    kind = axiom.kind
    if kind in ("EquivalentObjectProperties", "DisjointObjectProperties") and _all(axiom.parts, data):
        kind = kind.replace("Object", "Data")
    return Axiom(kind, tuple(_part(each, data) for each in axiom.parts)) if data else axiom


def _all(parts: Iterable[Part], data: set[str]) -> bool:
    """Tell whether one of *parts* is a property of *data*, and none is anything but a name."""
    names = [each.name for each in parts if isinstance(each, Named)]
    return any(each in data for each in names) and len(names) == len(list(parts))


def _part(part: Part, data: set[str]) -> Part:
    match part:
        case Restriction(Named(relation), quantifier, Named(filler), number) if relation in data and filler == THING:
            return DataRestriction(Named(relation), quantifier, Named(LITERAL), number)
        case Restriction(relation, quantifier, filler, number):
            return Restriction(relation, quantifier, _part(filler, data), number)  # type: ignore[arg-type]
        case Junction(word, operands):
            return Junction(word, tuple(_part(each, data) for each in operands))  # type: ignore[misc]
        case Complement(operand):
            return Complement(_part(operand, data))  # type: ignore[arg-type]
    return part
