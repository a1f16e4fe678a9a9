"""Where boxes and lines of the picture and of its overview lie, made once in each version of the data."""

from __future__ import annotations

from dataclasses import replace

from sparql_server.pages.cascade.routes import Layout, layout
from sparql_server.pages.cascade.statements import lines, statements
from sparql_server.pages.shell import remembered
from sparql_server.picture import Picture
from sparql_server.protocol.problems import Problem
from sparql_server.views.service import service


def drawn() -> tuple[Picture, Layout]:
    """Return the picture and its layout; raises Problem where there is none."""
    picture = service().settings.picture
    if not picture.boxes or not service().settings.site.roles:
        raise Problem(404, "the data that are served here come with no picture of a cascade")
    return picture, remembered("cascade", lambda: layout(picture.boxes, lines(statements(picture))))


def overview() -> Layout | None:
    """Return the boxes that a narrow window shows, one above the other; the numbers are those of the picture."""
    picture, plan = drawn()
    boxes = [
        replace(each, row=picture.overview[each.name][0], column=picture.overview[each.name][1])
        for each in picture.boxes
        if each.name in picture.overview
    ]
    inner = [each for each in plan.drawn if {each.line.subject, each.line.object} <= {*picture.overview}]
    numbers = {each.line: each.number for each in inner if not each.is_shortcut}
    if not boxes:
        return None
    small = remembered("overview", lambda: layout(boxes, [*numbers]))
    return replace(small, drawn=tuple(replace(each, number=numbers[each.line]) for each in small.drawn))
