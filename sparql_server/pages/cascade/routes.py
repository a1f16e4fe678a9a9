"""Where boxes and lines lie: boxes at their places, each line on the way that passes over the fewest others.

Ways are straight, bent a little to either side, or around the outside; each is tried, and the cheapest is taken. So a
new statement finds its way by itself, and the boxes stay where people know them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, hypot

from sparql_server.pages.cascade.shortcuts import shortcuts
from sparql_server.pages.cascade.statements import Line
from sparql_server.picture import Box

Point = tuple[float, float]
LEFT, TOP, COLUMN, ROW = 85.0, 50.0, 142.0, 104.0
HEIGHT, MARGIN = 42.0, 13.0
BENDS = (0.0, 26.0, -26.0, 52.0, -52.0, 85.0, -85.0, 130.0, -130.0, 190.0, -190.0)
SAMPLES, CELL = 28, 9.0
OVER_A_BOX, OVER_A_LINE, PER_PIXEL, PER_BEND, AROUND = 90.0, 9.0, 0.06, 0.16, 22.0
CIRCLE = 24.0  # across, of a number, with some room


@dataclass(frozen=True)
class Place:
    """A box on the page, by its middle."""

    box: Box
    x: float
    y: float
    width: float

    def holds(self, point: Point, margin: float = 0.0) -> bool:
        """Tell whether *point* is in the box, or nearer to it than *margin*."""
        return abs(point[0] - self.x) < self.width / 2 + margin and abs(point[1] - self.y) < HEIGHT / 2 + margin

    def border(self, towards: Point, gap: float = 4.0) -> Point:
        """Return where the way from the middle *towards* a point leaves the box, and a little gap."""
        dx, dy = towards[0] - self.x, towards[1] - self.y
        across, down = self.width / 2 + gap, HEIGHT / 2 + gap
        scale = min(across / abs(dx) if dx else 1e9, down / abs(dy) if dy else 1e9)
        return self.x + dx * scale, self.y + dy * scale


@dataclass(frozen=True)
class Way:
    """How a line goes: its path in SVG, points along it, what it costs beside what it passes over, and its bend."""

    path: str
    points: tuple[Point, ...]
    price: float
    bend: float = 0.0


@dataclass(frozen=True)
class Drawn:
    """A line with its number, its way and the place of its number."""

    line: Line
    number: int
    way: Way
    label: Point
    is_shortcut: bool = False


@dataclass(frozen=True)
class Layout:
    """All that is drawn, and how large it is."""

    places: dict[str, Place]
    drawn: tuple[Drawn, ...]
    width: int
    height: int


def layout(boxes: Sequence[Box], every: Sequence[Line]) -> Layout:
    """Place *boxes*, find a way for each line, and number them from the top down; those that say more come first."""
    long = shortcuts(boxes, every)
    places = {each.name: placed(each) for each in boxes}
    width = ceil(max(each.x + each.width / 2 for each in places.values()) + 40)
    height = ceil(max(each.y for each in places.values()) + HEIGHT / 2 + 28)
    taken: Counter[tuple[int, int]] = Counter()
    ways: dict[Line, Way] = {}
    for line in sorted(every, key=lambda each: (each in long, distance(places, each), each.subject, each.object)):
        ways[line] = min(possible(places, line, width), key=lambda way: cost(way, line, places, taken))
        taken.update({cell(point) for point in ways[line].points})
    in_order = sorted(
        every, key=lambda each: (each in long, places[each.subject].y, places[each.subject].x, places[each.object].y)
    )
    labels: list[Point] = []
    drawn = []
    for number, line in enumerate(in_order, 1):
        labels.append(free(ways[line], places, labels))
        drawn.append(Drawn(line, number, ways[line], labels[-1], line in long))
    return Layout(places, tuple(drawn), width, height)


def placed(box: Box) -> Place:
    """Return *box* where it stands."""
    return Place(box, LEFT + box.column * COLUMN, TOP + box.row * ROW, max(74.0, 9.2 * len(box.name) + 30))


def distance(places: dict[str, Place], line: Line) -> float:
    """Return how far apart the ends of *line* are."""
    one, other = places[line.subject], places[line.object]
    return hypot(one.x - other.x, one.y - other.y)


def possible(places: dict[str, Place], line: Line, width: float) -> Iterator[Way]:
    """Yield the ways from one box to the other."""
    one, other = places[line.subject], places[line.object]
    for bend in BENDS:
        yield bent(one, other, bend)
    for side in (14.0, 28.0, width - 14.0, width - 28.0):
        yield around(one, other, side)


def bent(one: Place, other: Place, bend: float) -> Way:
    """Return the way from box to box that is bent to a side, by twice *bend* at its control point."""
    dx, dy = other.x - one.x, other.y - one.y
    length = hypot(dx, dy) or 1.0
    middle = ((one.x + other.x) / 2 - dy / length * bend * 2, (one.y + other.y) / 2 + dx / length * bend * 2)
    start, end = one.border(middle), other.border(middle)
    points = tuple(curve(start, middle, end, step / SAMPLES) for step in range(SAMPLES + 1))
    path = f"M{start[0]:.0f} {start[1]:.0f}Q{middle[0]:.0f} {middle[1]:.0f} {end[0]:.0f} {end[1]:.0f}"
    if not bend:
        path = f"M{start[0]:.0f} {start[1]:.0f}L{end[0]:.0f} {end[1]:.0f}"
    return Way(path, points, abs(bend) * PER_BEND, bend)


def around(one: Place, other: Place, x: float) -> Way:
    """Return the way from box to box that goes up or down at *x*, near the edge of the picture."""
    start, end = one.border((x, one.y)), other.border((x, other.y))
    corners = [start, (x, one.y), (x, other.y), end]
    down = 12.0 if other.y > one.y else -12.0
    out, back = (12.0 if x > one.x else -12.0), (12.0 if x > other.x else -12.0)
    path = (
        f"M{start[0]:.0f} {start[1]:.0f}L{x - out:.0f} {one.y:.0f}Q{x:.0f} {one.y:.0f} {x:.0f} {one.y + down:.0f}"
        f"L{x:.0f} {other.y - down:.0f}Q{x:.0f} {other.y:.0f} {x - back:.0f} {other.y:.0f}L{end[0]:.0f} {end[1]:.0f}"
    )
    return Way(path, tuple(along(corners)), AROUND)


def along(corners: Sequence[Point]) -> Iterator[Point]:
    """Yield points along straight pieces."""
    for (x1, y1), (x2, y2) in pairwise(corners):
        steps = max(1, ceil(hypot(x2 - x1, y2 - y1) / 16))
        yield from ((x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps) for step in range(steps))
    yield corners[-1]


def curve(start: Point, middle: Point, end: Point, t: float) -> Point:
    """Return the point at *t* of a quadratic curve."""
    a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
    return a * start[0] + b * middle[0] + c * end[0], a * start[1] + b * middle[1] + c * end[1]


def cost(way: Way, line: Line, places: dict[str, Place], taken: Counter[tuple[int, int]]) -> float:
    """Return what *way* costs: its length, its bend, and what it passes over."""
    length = sum(hypot(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(way.points))
    total = way.price + length * PER_PIXEL
    others = [place for name, place in places.items() if name not in (line.subject, line.object)]
    for point in way.points:
        total += OVER_A_BOX * any(place.holds(point, MARGIN) for place in others) + OVER_A_LINE * taken[cell(point)]
        total += OVER_A_BOX * (point[1] < 4)
    ends = (places[line.subject], places[line.object])
    return total + OVER_A_BOX * sum(place.holds(point, -2) for point in way.points for place in ends)


def cell(point: Point) -> tuple[int, int]:
    """Return the cell of a coarse grid that *point* is in."""
    return int(point[0] // CELL), int(point[1] // CELL)


def free(way: Way, places: dict[str, Place], labels: Iterable[Point]) -> Point:
    """Return a place for the number on *way*: near its middle, off the boxes and the other numbers."""
    last = len(way.points) - 1
    near_middle = sorted(range(1, last), key=lambda place: abs(place - last * 0.45)) or [0]
    best, least = way.points[near_middle[0]], 1e9
    for place in near_middle:
        point = way.points[place]
        crowd = sum(max(0.0, CIRCLE - hypot(point[0] - x, point[1] - y)) for x, y in labels)
        crowd += sum(30.0 for each in places.values() if each.holds(point, CIRCLE / 2))
        if crowd == 0:
            return point
        if crowd < least:
            best, least = point, crowd
    return best
