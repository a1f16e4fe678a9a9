"""A small picture of a term: the classes next above it, and those next below, each a link."""

from __future__ import annotations

from html import escape

from markupsafe import Markup

from sparql_server.pages.addresses import page_of
from sparql_server.pages.model.terms import Term
from sparql_server.pages.model.things import Thing

MOST = 4  # boxes above, and below
ACROSS, HEIGHT, ROW = 304, 32, 40
INDENT, FURTHER = 22, 46  # where boxes begin: those above and the term, and those below
PER_LETTER = 7.6  # pixels
MARKER = (
    '<defs><marker id="n-up" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto">'
    '<path class="m-bind" d="M0 0 10 5 0 10z"/></marker></defs>'
)


def picture(term: Term) -> Markup:
    """Draw *term* between its nearest classes; nothing where it has none."""
    above, below = term.parents[:MOST], term.children[:MOST]
    if not above and not below:
        return Markup("")
    mine = len(above) * ROW
    up = "".join(upwards(number * ROW, mine, stated=each.stated) for number, each in enumerate(above))
    down = "".join(downwards(mine + number * ROW, mine) for number in range(1, len(below) + 1))
    boxes = [box(each, INDENT, number * ROW) for number, each in enumerate(above)]
    boxes += [box(each, FURTHER, mine + number * ROW) for number, each in enumerate(below, 1)]
    height = mine + (len(below) + 1) * ROW - ROW + HEIGHT + 2
    head = f'<svg class="net small" viewBox="0 -1 {ACROSS} {height}" role="group" aria-labelledby="n-t">'
    body = "".join([up, down, *boxes, box(Thing("", term.name), INDENT, mine, "n big")])
    return Markup(f"{head}{title(term, len(above), len(below))}{MARKER}{body}</svg>")  # noqa: S704  texts are escaped


def title(term: Term, above: int, below: int) -> str:
    """Say what the picture shows, and how much of it."""
    told = f"{term.name} among its nearest classes: {above} of {len(term.parents)} above"
    return f'<title id="n-t">{escape(told)}, {below} of {len(term.children)} below</title>'


def upwards(above: int, mine: int, *, stated: bool) -> str:
    """Draw the line from the term to a class above it; one that was worked out is dashed."""
    look, half = "e" if stated else "e inf", HEIGHT // 2
    return f'<path class="{look}" d="M{INDENT} {mine + half}H8V{above + half}H{INDENT - 1}" marker-end="url(#n-up)"/>'


def downwards(below: int, mine: int) -> str:
    """Draw the line from a class below the term up to it."""
    x = (INDENT + FURTHER) // 2
    return f'<path class="e" d="M{FURTHER} {below + HEIGHT // 2}H{x}V{mine + HEIGHT + 1}" marker-end="url(#n-up)"/>'


def shortened(name: str, most: int) -> str:
    """Return the beginning and the end of a long *name*, as those of neighbours often begin alike."""
    start = most // 2
    return f"{name[:start].rstrip()}…{name[start - most + 1 :].lstrip()}"


def box(thing: Thing, x: int, y: int, look: str = "n") -> str:
    """Draw a box, which links to the page of what it stands for; the term itself has no link."""
    width = ACROSS - x - 1
    most = int((width - 20) / PER_LETTER)
    name = thing.name if len(thing.name) <= most else shortened(thing.name, most)
    rect = f'<rect x="{x}" y="{y}" width="{width}" height="{HEIGHT}" rx="8"/>'
    drawn = f'<g class="{look}">{rect}<text class="l" x="{x + 10}" y="{y + 21}">{escape(name)}</text></g>'
    if not thing.iri:
        return drawn
    full = "" if name == thing.name else f"<title>{escape(thing.name)}</title>"
    return f'<a href="{escape(page_of(thing.iri))}" aria-label="{escape(thing.name)}">{full}{drawn}</a>'
