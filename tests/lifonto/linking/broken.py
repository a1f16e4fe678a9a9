"""One small ontology in each syntax, and what breaks it: kinds of faults of any file, and faults of one syntax."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from lifonto.exchange.formats import export_ontology
from lifonto.exchange.sources import of_file
from lifonto.reason.documents.triples import ntriples

FUNCTIONAL = """Prefix(:=<http://x.org/o#>)
Prefix(owl:=<http://www.w3.org/2002/07/owl#>)
Prefix(rdfs:=<http://www.w3.org/2000/01/rdf-schema#>)
Ontology(<http://x.org/o>
Declaration(Class(:Cell))
Declaration(ObjectProperty(:partOf))
AnnotationAssertion(rdfs:label :Cell "cell"@en)
AnnotationAssertion(rdfs:label :Niche "niche"@en)
AnnotationAssertion(rdfs:label :partOf "part of"@en)
SubClassOf(:Stem :Cell)
EquivalentClasses(:Niche ObjectIntersectionOf(:Cell ObjectSomeValuesFrom(:partOf :Cell)))
TransitiveObjectProperty(:partOf)
)
"""
OBO = """format-version: 1.4
ontology: tst

[Typedef]
id: part_of
name: part of

[Term]
id: TST:0000001
name: cell
def: "A unit of life." [PMID:1]

[Term]
id: TST:0000002
name: niche
synonym: "place" EXACT []
is_a: TST:0000001 ! cell
"""
XML = """<?xml version="1.0"?>
<Ontology xmlns="http://www.w3.org/2002/07/owl#" ontologyIRI="http://x.org/o">
    <Prefix name="rdfs" IRI="http://www.w3.org/2000/01/rdf-schema#"/>
    <SubClassOf>
        <Class IRI="#Niche"/>
        <Class IRI="#Cell"/>
    </SubClassOf>
    <AnnotationAssertion>
        <AnnotationProperty abbreviatedIRI="rdfs:label"/>
        <IRI>#Niche</IRI>
        <Literal xml:lang="en">niche</Literal>
    </AnnotationAssertion>
</Ontology>
"""
SYNTAXES = {"owl": "rdfxml", "ttl": "turtle", "jsonld": "jsonld", "omn": "manchester"}
PAGE = b"<!DOCTYPE html>\n<html><head><title>404</title></head><body>Not found</body></html>\n"


def texts(folder: Path) -> dict[str, str]:
    """Return the ontology in each syntax by its suffix."""
    (folder / "base.ofn").write_text(FUNCTIONAL)
    source = of_file(folder / "base.ofn")
    found = {"ofn": FUNCTIONAL, "obo": OBO, "owx": XML, "nt": ntriples(source.stated).decode()}
    for suffix, name in SYNTAXES.items():
        (content,) = export_ontology(name, source).files.values()
        found[suffix] = content.decode()
    found["nq"] = found["nt"].replace(" .\n", " <http://x.org/g> .\n")
    begin, mark, rest = found["ttl"].rpartition("> .\n:Cell")
    found["trig"] = f"{begin}> .\n<http://x.org/g> {{\n:Cell{rest}}}\n" if mark else ""
    return found


def zipped(content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("o.owl", content)
    return made.getvalue()


def tarred(content: bytes) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        member = tarfile.TarInfo("o.owl")
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    return made.getvalue()


def packed(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)


def in_a_line(content: bytes, what: bytes) -> bytes:
    """Put *what* at the beginning of the line in the middle."""
    at = content.index(b"\n", len(content) // 2) + 1
    return content[:at] + what + content[at:]


Fault = Callable[[bytes], bytes]
FAULTS: dict[str, tuple[Fault, str]] = {  # of files in any syntax, and a word of what is to be said
    "empty": (lambda _: b"", "empty"),
    "blank": (lambda _: b" \n\n", "empty"),
    "nothing-packed": (lambda _: packed(b""), "empty"),
    "page": (lambda _: PAGE, "web page"),
    "pointer": (lambda _: b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", "git lfs pull"),
    "refusal": (lambda _: b"404: Not Found", "message of a server"),
    "answer": (lambda _: b'{"message": "Not Found"}', "not JSON-LD"),
    "graphs": (lambda _: b'{"graphs": [{"id": "x", "nodes": []}]}', "OBO Graphs"),
    "prose": (lambda _: b"This is a text about cells.\n", 'begins with "This is'),
    "table": (lambda _: b"id,label\nTST:1,cell\n", 'begins with "id,label"'),
    "picture": (lambda _: b"\x89PNG\r\n\x1a\n" + bytes(90), "picture"),
    "office": (lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(90), "office"),
    "database": (lambda _: b"SQLite format 3\0" + bytes(90), "database"),
    "noise": (lambda _: bytes(range(128, 256)) * 20, "no syntax"),
    "zip": (zipped, "zip archive"),
    "tar": (tarred, "archive (tar)"),
    "twice-packed": (lambda content: packed(packed(content)), "packed twice"),
    "cut-packed": (lambda content: packed(content)[:-30], "damaged or cut off"),
    "checksum": (lambda content: packed(content)[:-8] + b"\1\2\3\4" + packed(content)[-4:], "damaged"),
    "length": (lambda content: packed(content)[:-4] + b"\1\2\3\4", "damaged"),
    "trailing": (lambda content: packed(content) + b"and more", "not packed comes after"),
    "latin": (lambda content: content.replace(b"niche", b"nich\xe9"), "UTF-8"),
    "half": (lambda content: content.decode().encode("utf-16")[:-1], "utf-16"),
    "nul": (lambda content: in_a_line(content, b"\0\0"), ""),
    "conflict": (lambda content: in_a_line(content, b"<<<<<<< HEAD\n"), ""),
}
CUT = ("ofn", "owx", "owl", "jsonld", "trig")  # that end with what they begin with, wherever they are cut
DEEP = 20_000
NESTED = {
    "ofn": "Ontology(\nSubClassOf(<http://x.org/a> {}<http://x.org/b>{}))",
    "owx": '<Ontology xmlns="http://www.w3.org/2002/07/owl#"><SubClassOf><Class IRI="http://x.org/a"/>{}{}',
    "omn": "Ontology: <http://x.org/o>\nClass: <http://x.org/a>\n  SubClassOf: {}<http://x.org/b>{}\n",
    "jsonld": '{{"@id": "http://x.org/a",\n"http://x.org/p": {}1{}}}',
}
BRACKETS = {
    "ofn": ("ObjectComplementOf(", ")"),
    "owx": ("<ObjectComplementOf>", "</ObjectComplementOf>"),
    "omn": ("not (", ")"),
    "jsonld": ('{"http://x.org/p":', "}"),
}


def line_of(text: str, old: str) -> int:
    """Return in which line *old* begins."""
    return text.count("\n", 0, text.index(old)) + 1


def nested(syntax: str) -> bytes:
    """Return a document that is nested more deeply than any parser can follow."""
    return NESTED[syntax].format(*(each * DEEP for each in BRACKETS[syntax])).encode()


def cut(text: str, number: int) -> bytes:
    """Return *text* cut somewhere in its last three quarters, at another place for each *number*."""
    end = len(text.rstrip()) - 1
    return text[: end // 4 + number * 7919 % (end - end // 4)].encode()
