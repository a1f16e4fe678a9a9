"""The statements between the boxes of a picture, as lines: who acts on whom, how, and what bears it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sparql_server.pages.addresses import names
from sparql_server.pages.asking import Row, ask, node, nodes
from sparql_server.picture import Box, Picture
from sparql_server.views.service import service

LABEL = node("http://www.w3.org/2000/01/rdf-schema#label")
TAKEN = ("verified", "partial")


@dataclass(frozen=True)
class Statement:
    """A statement between two boxes: ``mark`` is raises, lowers or binds, or says that this was shown not to be so."""

    iri: str
    sentence: str
    subject: str
    object: str
    mark: str
    is_negative: bool
    is_partial: bool
    is_contested: bool
    species: frozenset[str]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """The statements between two boxes that say the same, the best checked first."""

    subject: str
    object: str
    mark: str
    is_negative: bool
    is_contested: bool
    statements: tuple[Statement, ...]

    @property
    def is_partial(self) -> bool:
        """Whether all of its statements are partly checked."""
        return all(each.is_partial for each in self.statements)


def statements(picture: Picture) -> list[Statement]:
    """Return the statements that *picture* is drawn from."""
    box_of = {names().iri(term): box for box in picture.boxes for term in box.terms}
    mark_of = {names().iri(each): mark for mark, relations in picture.marks.items() for each in relations}
    found: dict[str, list[Row]] = {}
    for row in ask(question(picture, box_of, mark_of)):
        found.setdefault(row.text("st") + row.text("s") + row.text("o"), []).append(row)
    made = (statement(rows, box_of, mark_of, names().iri(picture.contested)) for rows in found.values())
    return [each for each in made if each.subject != each.object]


def question(picture: Picture, box_of: Iterable[str], mark_of: Iterable[str]) -> str:
    """Return the query for the statements between the terms of boxes."""
    roles = service().settings.site.roles
    says = {name: node(names().iri(curie)) for name, curie in roles.items()}
    extra = ("negated", "species", "source")
    optional = " ".join(f"OPTIONAL {{ ?st {says[name]} ?{name} }}" for name in extra)
    standing = " ".join(f'"{each}"' for each in TAKEN)
    return f"""SELECT ?st ?label ?s ?p ?o ?standing ?kind {" ".join(f"?{each}" for each in extra)} {{
      VALUES ?s {{ {nodes(box_of)} }} VALUES ?p {{ {nodes(mark_of)} }} VALUES ?standing {{ {standing} }}
      ?st {says["subject"]} ?s ; {says["relation"]} ?p ; {says["object"]} ?o ; {says["standing"]} ?standing ;
          {LABEL} ?label ; a ?kind . VALUES ?kind {{ {nodes(map(names().iri, picture.kinds))} }}
      FILTER(?o IN ({", ".join(map(node, box_of))}))
      {optional} }} ORDER BY ?st ?o"""


def statement(rows: list[Row], box_of: dict[str, Box], mark_of: dict[str, str], contested: str) -> Statement:
    """Read one statement about one pair from its *rows*."""
    first = rows[0]
    return Statement(
        first.text("st"),
        first.text("label"),
        box_of[first.text("s")].name,
        box_of[first.text("o")].name,
        mark_of[first.text("p")],
        first.text("negated") == "true",
        first.text("standing") == "partial",
        first.text("kind") == contested,
        frozenset(row.text("species") for row in rows) - {""},
        tuple(sorted({row.text("source") for row in rows} - {""})),
    )


def lines(every: Iterable[Statement]) -> list[Line]:
    """Put statements that say the same together, in their order."""
    found: dict[tuple[str, str, str, bool, bool], list[Statement]] = {}
    for each in every:
        key = (each.subject, each.object, each.mark, each.is_negative, each.is_contested)
        found.setdefault(key, []).append(each)
    return [Line(*key, tuple(sorted(some, key=lambda each: each.is_partial))) for key, some in found.items()]
