"""Figures as tables in Markdown."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

Figures = Mapping[str, Mapping[str, float | str]]  # query → peer → rate, or why there is none


def geometric_mean(ratios: Iterable[float]) -> float | None:
    """Return the geometric mean, or nothing of nothing."""
    found = [ratio for ratio in ratios if ratio > 0]
    return math.exp(sum(map(math.log, found)) / len(found)) if found else None


def rate(figure: float | str | None) -> str:
    """Write a rate with as many digits as it is worth."""
    if figure is None or isinstance(figure, str):
        return figure or "–"
    return f"{figure:.0f}" if figure >= 10 else f"{figure:.1f}" if figure >= 1 else f"{figure:.2f}"


def rows(header: Sequence[str], body: Iterable[Sequence[str]]) -> str:
    """Write a table."""
    lines = [header, ["---"] * len(header), *body]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def rates(figures: Figures, peers: Sequence[str]) -> str:
    """Write answers a second: a row a query, a column a peer."""
    return rows(
        ["query", *peers],
        ([query, *(rate(found.get(peer)) for peer in peers)] for query, found in figures.items()),
    )


def ratio(found: Mapping[str, float | str], over: str, under: str) -> float | None:
    """Return one peer's rate over another's, where both have one."""
    top, bottom = found.get(over), found.get(under)
    both = isinstance(top, float) and isinstance(bottom, float) and bottom > 0
    return top / bottom if both else None  # type: ignore[operator]


def ratios(figures: Figures, ours: str, peers: Sequence[str]) -> str:
    """Write how many times as fast *ours* is as each of *peers*, with geometric means in the last row."""
    others = [peer for peer in peers if peer != ours]
    body, columns = [], {peer: [] for peer in others}
    for query, found in figures.items():
        each = {peer: ratio(found, ours, peer) for peer in others}
        for peer, value in each.items():
            if value is not None:
                columns[peer].append(value)
        body.append([query, *("–" if each[peer] is None else f"{each[peer]:.2f}" for peer in others)])
    means = [geometric_mean(columns[peer]) for peer in others]
    body.append(["**geometric mean**", *("–" if mean is None else f"**{mean:.2f}**" for mean in means)])
    return rows([f"{ours} over", *others], body)
