"""What a checker of culture conditions reads of a release: the bench by IRI, and the axioms that bear on it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from lifonto.contexts.outline import Outline
from lifonto.reason.values import functional
from lifonto.reason.values.ontology import Ontology
from lifonto.recipes.bench import ENTITIES, NO_ENTITY, Bench, Entry
from lifonto.recipes.cells import altered_by, strained
from lifonto.recipes.ingredients import without
from lifonto.recipes.media import base
from lifonto.tables.rows import Row

RESTS_ON = "LIFO:0000018"
RANKS = {"oboInOwl:hasExactSynonym": "exact", "oboInOwl:hasRelatedSynonym": "related"}
SPOKEN_OF = ("culture/", "terms/culture_conditions.tsv", "terms/cells.tsv", "terms/cell_alterations.tsv")
ASIDES = tuple(f"culture/{table}.tsv" for table in ("ingredients", "media", "cell_lines", "matrices"))
STATEMENT = {"standing": "LIFO:0000002", "sources": "dcterms:source", "conflicts": "LIFO:0000005"}
Expand = Callable[[str], str]


def document(bench: Bench, rows: Iterable[Row], expand: Expand) -> bytes:
    """Return the bench as JSON, with the names of everything on it and the statements that its rules rest on."""
    rows = list(rows)
    names = names_of(rows)

    def iri(name: str) -> str:
        return name if name in NO_ENTITY else expand(name)

    def told(entry: Entry) -> dict[str, object]:
        said = {key: list(map(iri, each)) if key in ENTITIES else list(each) for key, each in entry.said.items()}
        own: dict[str, object] = {"called": entry.name, **names.get(entry.id, {})}
        own |= {"comment": column(entry, "rdfs:comment"), "rests on": column(entry, RESTS_ON)}
        return own | said

    tables = {
        name: [({} if name == "recipes" else {"id": iri(key)}) | told(each) for key, each in entries.items()]
        for name, entries in bench.tables.items()
    }
    held = {
        "tables": tables,
        "without": {iri(kind): iri(without(bench, kind)) for kind in bench.acting},
        "bases": {iri(name): iri(base(name)) for name, each in bench["media"].items() if each.says("is base")},
        "strained": {iri(name): iri(strained(name)) for name in bench["strains"]},
        "altered": {" ".join(sorted(map(iri, each))): iri(altered_by(each)) for each in sets_of(bench)},
        "statements": statements(rows, {s for each in bench["rules"].values() for s in cited(each)}),
    }
    return json.dumps(held, ensure_ascii=False, indent=0, sort_keys=True).encode()


def sets_of(bench: Bench) -> set[tuple[str, ...]]:
    """Return every set of alterations that some table names; the empty one is there, too."""
    tables = ("rules", "conditions", "cell_lines")
    found = {tuple(sorted(each.says("altered"))) for table in tables for each in bench[table].values()}
    return found | {(name,) for name in bench["alterations"]} | {()}


def cited(rule: Entry) -> list[str]:
    """Return the statements that *rule* rests on, and those against it."""
    return [*column(rule, RESTS_ON), *rule.says("against")]


def column(entry: Entry | Row, argument: str) -> list[str]:
    """Return the values in the column with that annotation property."""
    row = entry.row if isinstance(entry, Entry) else entry
    return [value for cell in row.cells if cell.column.argument == argument for value in cell.values] if row else []


def names_of(rows: Iterable[Row]) -> dict[str, dict[str, list[str]]]:
    """Return what each identifier is called: *exact* and *related* names."""
    found: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        for cell in row.cells if not row.cell("ABOUT") else ():
            rank = "exact" if cell.column.keyword == "LABEL" else RANKS.get(cell.column.argument)
            if rank:
                found[row.text("ID")][rank] += [each for each in cell.values if each not in found[row.text("ID")][rank]]
    return {identifier: dict(each) for identifier, each in found.items()}


def statements(rows: Iterable[Row], wanted: set[str]) -> dict[str, dict[str, object]]:
    """Return the *wanted* statements: sentence, standing, kind and sources."""
    return {
        row.text("ID"): {"says": row.text("LABEL"), "kind": row.text("TYPE")}
        | {key: column(row, STATEMENT[key]) for key in STATEMENT}
        for row in rows
        if row.text("ID") in wanted and row.text("TYPE")
    }


def bearing(ontology: Ontology, rows: Iterable[Row], expand: Expand) -> bytes:
    """Return, in functional syntax, the axioms of *ontology* that speak of nothing but what tables of culture name."""
    rows = list(rows)
    names = {expand(name) for name in spoken_of(rows)}
    axioms = [each for each in ontology.axioms if each.kind != "ClassAssertion" and set(each.names()) <= names]
    return functional.document(Ontology(tuple(axioms)).body)


def spoken_of(rows: list[Row]) -> Iterator[str]:
    """Yield every identifier that the rows of the tables of culture name, save what no rule or condition names."""
    outline = Outline(rows)
    relations: Mapping[str, str] = {row.text("LABEL"): row.text("ID") for row in rows if "Property" in row.text("TYPE")}
    yield from relations.values()
    asides = {row.text("ID"): set(named_in(row, outline)) for row in rows if row.place.file in ASIDES}
    found: set[str] = set()
    for row in rows:
        if row.place.file.startswith(SPOKEN_OF) and row.place.file not in ASIDES:
            found |= {row.text("ID"), *named_in(row, outline)}
    for name in found & asides.keys():
        found = found | asides[name]
    yield from found


def named_in(row: Row, outline: Outline) -> Iterator[str]:
    """Yield every class that the logic in *row* names."""
    for cell in row.cells:
        if cell.column.keyword in ("SC", "EC"):
            yield from outline.named(cell.values)
