"""The picture as SVG: for the page in the colours of its style sheet, or as a file of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from html import escape
from math import dist

from sparql_server.pages.cascade.routes import HEIGHT, Drawn, Layout, Place, Point

Address = Callable[[str], str]
MARKERS = {
    "raises": '<marker id="{id}raises" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7"'
    ' orient="auto"><path class="m-up" d="M0 0 10 5 0 10z"/></marker>',
    "lowers": '<marker id="{id}lowers" viewBox="0 0 10 10" refX="5" refY="5" markerWidth="8" markerHeight="8"'
    ' orient="auto"><path class="m-down" d="M5 0V10"/></marker>',
    "binds": '<marker id="{id}binds" viewBox="0 0 10 10" refX="5" refY="5" markerWidth="5" markerHeight="5">'
    '<circle class="m-bind" cx="5" cy="5" r="4"/></marker>',
}
MARKERS["contested"] = MARKERS["raises"].replace("raises", "contested").replace("m-up", "m-split")
CLASSES = {"raises": "up", "lowers": "down", "binds": "bind"}
# For a file of its own, where no style sheet of the page reaches.
SHEET = """
svg{font:500 15px system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif;--ink:#1a2226;--soft:#545e63;--card:#fff;
--edge:#868a86;--link:#0a5a6c;--tint:#e2eff1;--yes:#12664f;--yes-bg:#e3f1eb;--no:#a3301c;--split:#6a3d9a;
--paper:#fbfaf7}
@media(prefers-color-scheme:dark){svg{--ink:#e8ebea;--soft:#a9b4b6;--card:#1a2226;--edge:#7c888b;--link:#7fcbdb;
--tint:#173239;--yes:#7fd3b4;--yes-bg:#15312a;--no:#ff9f8a;--split:#cdaef0;--paper:#12181b}}
.paper{fill:var(--paper)}.n rect{fill:var(--card);stroke:var(--edge);stroke-width:1.4}.n.big rect{fill:var(--tint);
stroke:var(--link)}.n.end rect{fill:var(--yes-bg);stroke:var(--yes)}.n.drug rect{stroke-dasharray:4 3}
text{fill:var(--ink);text-anchor:middle}.e{fill:none;stroke:var(--soft);stroke-width:1.8}.up{stroke:var(--yes)}
.down{stroke:var(--no)}.nay{stroke:var(--edge);stroke-dasharray:2 5;stroke-linecap:round}.m-up{fill:var(--yes)}
.split{stroke:var(--split);stroke-dasharray:9 4}.m-split{fill:var(--split)}.half{fill:var(--card);stroke:var(--split);
stroke-width:1.4}
.part{stroke-width:1.2}.m-down{fill:none;stroke:var(--no);stroke-width:2.4}.m-bind{fill:var(--soft)}
.k circle{fill:var(--card);stroke:var(--edge)}.k text{font-size:11.5px;font-weight:600;fill:var(--link)}
.k.nok text{fill:var(--no)}
.key text{font-size:13px;text-anchor:start;fill:var(--soft)}
"""
CLEAR = 19.0  # from the middle of a number to that of half a disc
KEY = (  # each entry, and how much of a row it takes
    ("raises", "raises, activates or is needed for", 300),
    ("lowers", "lowers or blocks", 190),
    ("binds", "binds", 120),
    ("", "shown not to be so", 200),
    ("contested", "contested", 140),
)
KEY_MARGIN, KEY_ROW = 24, 26


def inside(
    layout: Layout,
    title: str,
    told: str,
    shown: Set[int],
    lit: Set[int],
    page: Address,
    record: Address,
    own: str = "c-",
) -> str:
    """Return the picture for a page: the lines numbered in *shown*, those of *lit* lit; *page* and *record* link.

    What it names inside begins with *own*, so that several pictures may stand on a page.
    """
    head = f'<svg class="net{" path" if lit else ""}" viewBox="0 0 {layout.width} {layout.height}" role="group"'
    body = parts(layout, shown, lit, page, record, own)
    return f'{head} aria-labelledby="{own}t {own}d">{words(title, told, own)}{body}</svg>'


def alone(layout: Layout, title: str, told: str, shown: Set[int], page: Address, record: Address) -> str:
    """Return the picture as a file, with its key and its own colours for light and dark."""
    entries = list(keys(layout.width))
    height = layout.height + 10 + KEY_ROW * (1 + max(row for *_, row in entries))
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {layout.width} {height}" role="img"'
    paper = f'<rect class="paper" width="{layout.width}" height="{height}"/>'
    body = parts(layout, shown, frozenset(), page, record)
    key = "".join(keyed(mark, said, x, layout.height + 12 + KEY_ROW * row) for mark, said, x, row in entries)
    return (
        f'{head} aria-labelledby="c-t c-d">{words(title, told)}<style>{SHEET}</style>{paper}{body}'
        f'<g class="key">{key}</g></svg>\n'
    )


def words(title: str, told: str, own: str = "c-") -> str:
    """Return the name and the description of the picture."""
    return f'<title id="{own}t">{escape(title)}</title><desc id="{own}d">{escape(told)}</desc>'


def parts(layout: Layout, shown: Set[int], lit: Set[int], page: Address, record: Address, own: str = "c-") -> str:
    """Return markers, lines, boxes and numbers, the later above the earlier."""
    drawn = [each for each in layout.drawn if each.number in shown]
    lines = "".join(line(each, own, dim=bool(lit) and each.number not in lit) for each in drawn)
    ends = {name for each in drawn for name in (each.line.subject, each.line.object)}
    boxes = "".join(box(each, page, dim=name not in ends) for name, each in layout.places.items())
    numbers = "".join(number(each, record, dim=bool(lit) and each.number not in lit) for each in drawn)
    return f"{markers(own)}{lines}{boxes}{numbers}"


def markers(prefix: str) -> str:
    """Return what stands at the ends of lines, with names that begin with *prefix*."""
    return f"<defs>{''.join(each.format(id=prefix) for each in MARKERS.values())}</defs>"


def line(drawn: Drawn, own: str, *, dim: bool = False) -> str:
    """Draw a line; one that was shown not to be so is crossed out, a contested one has half a disc on it."""
    extra = " dim" if dim else ""
    part = " part" if drawn.line.is_partial else ""
    if drawn.line.is_contested:
        end = "contested" if drawn.line.mark == "raises" else drawn.line.mark
        path = f'<path class="e split{extra}" d="{drawn.way.path}" marker-end="url(#{own}{end})"/>'
        return path + half(*free_of_number(drawn), extra)
    if not drawn.line.is_negative:
        kind = drawn.line.mark
        return f'<path class="e {CLASSES[kind]}{part}{extra}" d="{drawn.way.path}" marker-end="url(#{own}{kind})"/>'
    x, y = drawn.way.points[int(len(drawn.way.points) * 0.82)]
    cross = f'<path class="m-down{extra}" d="M{x - 5:.1f} {y - 5:.1f}l10 10m0-10-10 10"/>'
    return f'<path class="e nay{extra}" d="{drawn.way.path}"/>{cross}'


def free_of_number(drawn: Drawn) -> Point:
    """Return a point of the line near its end, or near its beginning where its number is in the way."""
    points, label = drawn.way.points, drawn.label
    late, early = points[int(len(points) * 0.82)], points[int(len(points) * 0.12)]
    return late if dist(late, label) > CLEAR else max(late, early, key=lambda each: dist(each, label))


def half(x: float, y: float, extra: str = "") -> str:
    """Draw the half disc of what is contested."""
    disc = f'<circle class="half{extra}" cx="{x:.1f}" cy="{y:.1f}" r="5"/>'
    return f'{disc}<path class="m-split{extra}" d="M{x:.1f} {y - 5:.1f}a5 5 0 0 0 0 10z"/>'


def box(place: Place, page: Address, *, dim: bool) -> str:
    """Draw a box, which links to the page of its first term."""
    left, top = place.x - place.width / 2, place.y - HEIGHT / 2
    rect = f'<rect x="{left:.0f}" y="{top:.0f}" width="{place.width:.0f}" height="{HEIGHT:.0f}" rx="8"/>'
    text = f'<text x="{place.x:.0f}" y="{place.y + 5:.0f}">{escape(place.box.name)}</text>'
    look = f"n {place.box.look}".strip() + (" dim" if dim else "")
    return f'<a href="{escape(page(place.box.terms[0]))}"><g class="{look}">{rect}{text}</g></a>'


def number(drawn: Drawn, record: Address, *, dim: bool) -> str:
    """Draw the number of a line, which links to its first finding."""
    (x, y), first = drawn.label, drawn.line.statements[0]
    look = "k" + (" nok" if drawn.line.is_negative else "") + (" dim" if dim else "")
    kind = " (contested)" if drawn.line.is_contested else " (a negative finding)" if drawn.line.is_negative else ""
    said = f"{drawn.number}: {first.sentence}{kind}"
    circle = f'<circle cx="{x:.0f}" cy="{y:.0f}" r="12"/><text x="{x:.0f}" y="{y + 4:.0f}">{drawn.number}</text>'
    return (
        f'<a href="{escape(record(first.iri))}" aria-label="{escape(said)}"><g class="{look}">'
        f"<title>{escape(first.sentence)}</title>{circle}</g></a>"
    )


def keys(width: float) -> Iterator[tuple[str, str, int, int]]:
    """Yield the entries of the key, each with where it begins and its row, in a picture of that *width*."""
    x, row = KEY_MARGIN, 0
    for mark, said, taken in KEY:
        if x > KEY_MARGIN and x + taken > width:
            x, row = KEY_MARGIN, row + 1
        yield mark, said, x, row
        x += taken


def keyed(mark: str, said: str, x: float, y: float) -> str:
    """Draw an entry of the key."""
    end = f' marker-end="url(#c-{mark})"' if mark else ""
    look = {**CLASSES, "contested": "split"}.get(mark, "nay")
    cross = half(x + 20, y) if mark == "contested" else ""
    if not mark:
        cross = f'<path class="m-down" d="M{x + 15:.0f} {y - 5:.0f}l10 10m0-10-10 10"/>'
    return (
        f'<path class="e {look}" d="M{x:.0f} {y:.0f}h40"{end}/>{cross}'
        f'<text x="{x + 50:.0f}" y="{y + 4:.0f}">{escape(said)}</text>'
    )
