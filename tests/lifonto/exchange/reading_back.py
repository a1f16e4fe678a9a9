"""Which statements a file says, and with which polarity, as the format's own library reads it where there is one."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from lifonto.exchange.losses import Export
from lifonto.reason.documents.files import parsed
from lifonto.reason.values.expressions import Named

LIFO, LIFS = "https://w3id.org/lifonto/LIFO_", "https://w3id.org/lifonto/LIFS_"
KINDS = {
    f"{LIFO}0000101": "positive",
    f"{LIFO}0000102": "negative",
    f"{LIFO}0000103": "hypothetical",
    f"{LIFO}0000104": "contested",
    f"{LIFO}0000105": "undetermined",
}
STATEMENT = re.compile(r"LIFS:\d{4}")
Said = Iterator[tuple[str, str]]  # a statement, and its kind as it comes back


def curie(iri: str) -> str:
    return iri.replace(LIFS, "LIFS:")


def only(made: Export) -> bytes:
    (content,) = made.files.values()
    return content


def put(made: Export, folder: Path) -> Path:
    for name, content in made.files.items():
        (folder / name).write_bytes(content)
    return folder


def rows(content: bytes, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode()), delimiter=delimiter))


def of_records(syntax: str) -> Callable[[Export, Path], Said]:
    """The statement records of an ontology that our own reader reads."""

    def read(made: Export, folder: Path) -> Said:
        for axiom in parsed(only(made), syntax).axioms:
            if axiom.kind == "ClassAssertion":
                kind, record = axiom.parts
                assert isinstance(kind, Named)
                assert isinstance(record, Named)
                if kind.name in KINDS:
                    yield curie(record.name), KINDS[kind.name]

    return read


def of_rdf(syntax: ox.RdfFormat) -> Callable[[Export, Path], Said]:
    """The statement records that Oxigraph reads."""

    def read(made: Export, folder: Path) -> Said:
        for quad in ox.parse(only(made), format=syntax):
            kind = getattr(quad.object, "value", "")
            if quad.predicate.value == str(rdflib.RDF.type) and kind in KINDS:
                yield curie(quad.subject.value), KINDS[kind]

    return read


def of_jsonld(made: Export, folder: Path) -> Said:
    """The statement records that rdflib reads."""
    graph = rdflib.Graph().parse(data=only(made), format="json-ld")
    for kind, name in KINDS.items():
        yield from ((curie(str(each)), name) for each in graph.subjects(rdflib.RDF.type, rdflib.URIRef(kind)))


def of_tables(made: Export, folder: Path) -> Said:
    for name in ("statements.csv", "edges.csv"):
        for row in rows(made.files[name]):
            assert row["negated"] == str(row["kind"] == "negative").lower()
            yield row["statement"], row["kind"]


def of_workbook(made: Export, folder: Path) -> Said:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(only(made)))
    for sheet in book:
        head, *lines = sheet.iter_rows(values_only=True)
        for line in lines:
            row = dict(zip(head, line, strict=True))
            yield row["statement"], row["kind"]


def of_kgx(made: Export, folder: Path) -> Said:
    """As kgx takes it: any text is true (kgx.utils.kgx_utils, ``bool(value)``)."""
    for row in rows(made.files["lifonto_edges.tsv"], "\t"):
        found = STATEMENT.match(row["id"])
        assert found
        yield found[0], "negative" if bool(row["negated"]) else "positive"


def of_graphml(made: Export, folder: Path) -> Said:
    networkx = pytest.importorskip("networkx")
    graph = networkx.parse_graphml(only(made).decode(), force_multigraph=True)
    for *_, edge in graph.edges(data=True):
        assert edge["negated"] is (edge["kind"] == "negative")
        yield edge["statement"], edge["kind"]


def of_cx2(made: Export, folder: Path) -> Said:
    ndex2 = pytest.importorskip("ndex2.cx2")
    file = folder / "network.cx2"
    file.write_bytes(only(made))
    network = ndex2.RawCX2NetworkFactory().get_cx2network(str(file))
    for edge in network.get_edges().values():
        assert edge["v"]["negated"] is (edge["v"]["kind"] == "negative")
        yield edge["v"]["statement"], edge["v"]["kind"]


def of_causaltab(made: Export, folder: Path) -> Said:
    for row in rows(only(made), "\t"):
        yield row["Interaction identifier(s)"].split('"')[1], "negative" if row["Negative"] == "true" else "positive"


def of_gpad(made: Export, folder: Path) -> Said:
    for line in only(made).decode().splitlines():
        if not line.startswith("!"):
            cells = line.split("\t")
            found = STATEMENT.search(cells[11])
            assert found
            yield found[0], "negative" if cells[1] == "NOT" else "positive"


def of_gocam(made: Export, folder: Path) -> Said:
    yaml = pytest.importorskip("yaml")
    for content in made.files.values():
        for activity in yaml.safe_load(content)["activities"]:
            for link in activity.get("causal_associations", ()):
                for item in link["evidence"]:
                    yield from ((each, "positive") for each in item["with_objects"])


def of_nanopublications(made: Export, folder: Path) -> Said:
    kinds, relations = dict[str, str](), dict[str, set[str]]()
    for quad in ox.parse(only(made), format=ox.RdfFormat.TRIG):
        subject, value = curie(quad.subject.value), getattr(quad.object, "value", "")
        if quad.predicate.value == str(rdflib.RDF.type) and value in KINDS:
            kinds[subject] = KINDS[value]
        elif quad.predicate.value == str(rdflib.RDF.predicate):
            relations.setdefault(subject, set()).add(value)
    for record, kind in kinds.items():
        yield record, kind
        for relation in relations.get(record, ()):
            assert ("/not/" in relation or "/partial-not/" in relation) is (kind == "negative")


def of_pairs(made: Export, folder: Path) -> Said:
    for name, content in made.files.items():
        if name.startswith(("lifonto_", "interaction")):
            for row in rows(content):
                yield from ((each, "positive") for each in STATEMENT.findall(" ".join(row.values())))


def of_nothing(made: Export, folder: Path) -> Said:
    """Statements have no place there."""
    yield from ()


READERS: dict[str, Callable[[Export, Path], Said]] = {
    "functional": of_records("ofn"),
    "manchester": of_records("omn"),
    "rdfxml": of_rdf(ox.RdfFormat.RDF_XML),
    "turtle": of_rdf(ox.RdfFormat.TURTLE),
    "jsonld": of_jsonld,
    "obo": of_nothing,
    "obographs": of_nothing,
    "sssom": of_nothing,
    "csv": of_tables,
    "xlsx": of_workbook,
    "kgx": of_kgx,
    "graphml": of_graphml,
    "cx2": of_cx2,
    "causaltab": of_causaltab,
    "gpad": of_gpad,
    "gocam": of_gocam,
    "nanopub": of_nanopublications,
    "cellphonedb": of_pairs,
    "liana": of_pairs,
}
