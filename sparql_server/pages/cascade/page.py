"""The routes of the cascade page: the page with the picture, and the picture as files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from sparql_server.pages.addresses import names, page_of, place_of
from sparql_server.pages.cascade.drawing import alone, inside, markers
from sparql_server.pages.cascade.paths import End, Path, end, paths
from sparql_server.pages.cascade.plan import drawn, overview
from sparql_server.pages.cascade.routes import Drawn, Layout, Place
from sparql_server.pages.model.findings import findings_of
from sparql_server.pages.model.things import Thing, things
from sparql_server.pages.shell import page, version
from sparql_server.picture import Picture
from sparql_server.protocol.problems import Problem
from sparql_server.views.asked import base_url

cascade = Blueprint("cascade", __name__)
STANDINGS = {
    "": "All",
    "checked": "Source checked only",
    "negative": "What does not hold",
    "contested": "What is contested",
}
SVG = "image/svg+xml"
# A file of its own may use the style that stands in it; nothing in it runs or loads.
ALONE = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True)
class Choice:
    """A filter: its name, its address, whether it is chosen."""

    name: str
    to: str
    on: bool


@dataclass(frozen=True)
class Asked:
    """What of the picture is asked for."""

    pathway: str
    species: str
    standing: str
    start: str
    goal: str
    guesses: bool
    long: bool

    @classmethod
    def of(cls, picture: Picture) -> Asked:
        """Read the request; raises Problem for a pathway or standing that there is not."""
        get = request.args.get
        pathway, standing = get("pathway", ""), get("standing", "")
        if pathway not in {"", *picture.pathways}:
            raise Problem(400, f"pathway= is one of {', '.join(picture.pathways)}")
        if standing not in STANDINGS:
            raise Problem(400, f"standing= is one of {', '.join(filter(None, STANDINGS))}")
        return cls(
            pathway,
            get("species", ""),
            standing,
            get("from", ""),
            get("to", ""),
            bool(get("guesses")),
            bool(get("long")),
        )

    def address(self, **changed: str) -> str:
        """Return the query of the address of this picture with something *changed*."""
        given = {"pathway": self.pathway, "species": self.species, "standing": self.standing}
        given |= {"from": self.start, "to": self.goal}
        given |= {"guesses": "1" if self.guesses else "", "long": "1" if self.long else ""}
        return urlencode({name: value for name, value in (given | changed).items() if value})

    def shows(self, drawn: Drawn, picture: Picture) -> bool:
        """Tell whether a line is among those asked for."""
        line, boxes = drawn.line, picture.pathways.get(self.pathway)
        is_there = boxes is None or (line.subject in boxes and line.object in boxes)
        species = names().iri(self.species)
        is_of = not self.species or any(species in each.species for each in line.statements)
        standing = {"checked": not line.is_partial, "negative": line.is_negative, "contested": line.is_contested}
        is_so = standing.get(self.standing, True)
        return is_there and is_of and is_so and (self.long or not drawn.is_shortcut)


@cascade.get("/cascade", endpoint="page")
def show() -> ResponseReturnValue:
    """Show the picture, a path in it, and the same in words."""
    now, (picture, plan) = version(), drawn()
    asked = Asked.of(picture)
    start, goal, found = way(asked, picture)
    lit = lines_of(found, plan.drawn)
    shown = [each for each in plan.drawn if each.number in lit or asked.shows(each, picture)]
    small = None if asked.address() else overview()
    told: dict[str, Any] = {
        "picture": picture,
        "asked": asked,
        "svg": Markup(svg(picture, plan, {each.number for each in shown}, lit)),  # noqa: S704  drawing escapes
        "small": small and Markup(svg(picture, small, {each.number for each in small.drawn}, set(), "o-")),  # noqa: S704
        "markers": Markup(markers("k-")),  # noqa: S704
        "shown": shown,
        "lit": lit,
        "said": {each.iri: each for each in findings_of(s.iri for line in shown for s in line.line.statements)},
        "choices": choices(asked, picture, plan),
        "start": start,
        "goal": goal,
        "paths": found,
        "address": asked.address(),
        "boxes": picture.boxes,
    }
    return page("cascade.html", now, **told)


def way(asked: Asked, picture: Picture) -> tuple[End | None, End | None, list[Path]]:
    """Return the ends of the path that is asked for, and the paths."""
    if not (asked.start.strip() and asked.goal.strip()):
        return None, None, []
    start, goal = end(asked.start, picture), end(asked.goal, picture)
    found = paths(start, goal, picture, with_guesses=asked.guesses) if start.terms and goal.terms else []
    return start, goal, found


def lines_of(found: list[Path], drawn: Iterable[Drawn]) -> set[int]:
    """Return the numbers of the lines that the first path goes over."""
    steps = {(step.finding.iri, step.subject, step.object) for each in found[:1] for step in each.steps}
    return {
        each.number
        for each in drawn
        for said in each.line.statements
        if (said.iri, each.line.subject, each.line.object) in steps
    }


def svg(picture: Picture, plan: Layout, shown: set[int], lit: set[int], own: str = "c-") -> str:
    """Return the picture for the page."""

    def term(curie: str) -> str:
        return page_of(names().iri(curie))

    def record(iri: str) -> str:
        return page_of(iri, "statements")

    return inside(plan, picture.title, picture.outcome, shown, lit, term, record, own)


def choices(asked: Asked, picture: Picture, plan: Layout) -> dict[str, list[Choice]]:
    """Return the filters by what they are about."""
    pathways = [Choice("Whole picture", asked.address(pathway=""), not asked.pathway)]
    pathways += [Choice(each, asked.address(pathway=each), asked.pathway == each) for each in picture.pathways]
    standings = [Choice(word, asked.address(standing=key), asked.standing == key) for key, word in STANDINGS.items()]
    long = sum(each.is_shortcut for each in plan.drawn)
    standings.append(Choice(f"With {long} long lines", asked.address(long="" if asked.long else "1"), asked.long))
    species = [Choice("Any species", asked.address(species=""), not asked.species)]
    for each in species_in(plan):
        curie = names().short(each.iri)
        species.append(Choice(each.name, asked.address(species=curie), asked.species == curie))
    return {"Pathway": pathways, "Species": species, "Findings": standings}


def species_in(plan: Layout) -> list[Thing]:
    """Return the species that the findings of the picture are about."""
    return things({iri for each in plan.drawn for said in each.line.statements for iri in said.species})


@cascade.get("/cascade.svg")
def file() -> Response:
    """Send the picture as a file, or its overview."""
    picture, plan = drawn()
    asked = Asked.of(picture)
    shown = {each.number for each in plan.drawn if asked.shows(each, picture)}
    if request.args.get("overview") and (small := overview()):
        plan, shown = small, {each.number for each in small.drawn}
    base = base_url()
    text = alone(
        plan,
        picture.title,
        picture.outcome,
        shown,
        lambda curie: f"{base}/{place_of(names().iri(curie))}",
        lambda iri: f"{base}/{place_of(iri, 'statements')}",
    )
    return Response(text, content_type=f"{SVG}; charset=utf-8", headers=ALONE)


@cascade.get("/cascade.json")
def network() -> Response:
    """Send boxes and lines with their places, for programs and for the picture that moves."""
    picture, plan = drawn()
    asked = Asked.of(picture)
    shown = [each for each in plan.drawn if asked.shows(each, picture)]
    boxes = [box_told(each) for each in plan.places.values()]
    return jsonify(title=picture.title, boxes=boxes, lines=[line_told(each) for each in shown])


def box_told(each: Place) -> dict[str, Any]:
    """Return what a program is told of a box."""
    box = each.box
    return {"id": box.name, "terms": list(box.terms), "look": box.look, "x": each.x, "y": each.y, "width": each.width}


def line_told(each: Drawn) -> dict[str, Any]:
    """Return what a program is told of a line."""
    line = each.line
    return {
        "number": each.number,
        "from": line.subject,
        "to": line.object,
        "mark": line.mark,
        "negative": line.is_negative,
        "contested": line.is_contested,
        "partial": line.is_partial,
        "bend": 2 * each.way.bend,
        "findings": [
            {"id": names().short(said.iri), "text": said.sentence, "page": place_of(said.iri, "statements")}
            for said in line.statements
        ],
    }
