"""One comparison: every contender's answers held against ours, then rounds of load, contenders in turn."""

from __future__ import annotations

import http.client
import json
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from . import answers, load
from .contenders import Running
from .peers.process import RESULTS

QUESTIONS = "competency questions"
TURTLE = "text/turtle"
PATIENCE = 10.0  # seconds for one answer; who takes longer is not measured
LONGEST = 20  # seconds of a round for queries that take seconds each


@dataclass
class Comparison:
    """Rates by clients, query and contender (or why there is none), and everything else that was noticed."""

    rates: dict[int, dict[str, dict[str, float | str]]] = field(default_factory=dict)
    milliseconds: dict[str, dict[str, float]] = field(default_factory=dict)  # of one answer, nothing else going on
    differences: list[str] = field(default_factory=list)
    busiest: float = 0.0  # the most of a core that the generator took


@dataclass(frozen=True)
class Pace:
    """How long it is measured: so many rounds of so many seconds for each number of clients."""

    rounds: int
    seconds: int
    clients: tuple[int, ...]


def compare(
    running: list[Running],
    queries: Mapping[str, str],
    questions: Mapping[str, str],
    pace: Pace,
    folder: Path,
    tell: Callable[[str], None],
) -> Comparison:
    """Compare contenders, ours among them, on each query and on all questions asked in turn."""
    found = Comparison()
    agreed = {}
    for name, text in {**queries, **questions}.items():
        agreed[name] = agreeing(running, name, text, found)
        tell(f"{name}: " + ", ".join(f"{who} {ms:.1f} ms" for who, ms in found.milliseconds[name].items()))
    workloads = {name: ([text], agreed[name]) for name, text in queries.items()}
    everybody = {each.name: "" for each in running}
    alike = [text for name, text in questions.items() if not any(agreed[name].values())]
    if alike:
        workloads[QUESTIONS] = (alike, everybody)
        tell(f"{len(alike)} of {len(questions)} questions are answered alike by everybody and asked in turn")
    for clients in pace.clients:
        rates = found.rates[clients] = {}
        for name, (texts, refused) in workloads.items():
            tell(f"{clients} clients: {name}")
            rates[name] = measured(running, name, texts, refused, clients, pace, folder, found)
    return found


def agreeing(running: list[Running], name: str, query: str, found: Comparison) -> dict[str, str]:
    """Ask every contender *query* and say why it is not compared: its answer differs from ours, or did not come."""
    reference: answers.Answer | None = None
    reasons = {}
    for each in running:
        try:
            begun = time.perf_counter()
            body = each.endpoint.ask(query, accept_of(query), PATIENCE)
            found.milliseconds.setdefault(name, {})[each.name] = (time.perf_counter() - begun) * 1e3
            answer = answers.read(query, body)
            reference = reference or answer
            told = answers.same(query, reference, answer)
            reasons[each.name] = "differs" if told else ""
        except (OSError, http.client.HTTPException, ValueError, LookupError, SyntaxError) as error:
            told, reasons[each.name] = f"{type(error).__name__}: {error}", "fails"
        if told:
            found.differences.append(f"{name}, {each.name}: {told}")
    return reasons


def measured(
    running: list[Running],
    name: str,
    texts: list[str],
    refused: dict[str, str],
    clients: int,
    pace: Pace,
    folder: Path,
    found: Comparison,
) -> dict[str, float | str]:
    """Return the median rate of each contender over rounds that take turns."""
    rates: dict[str, list[float]] = {each.name: [] for each in running if not refused[each.name]}
    for turn in range(pace.rounds):
        for each in running:
            one = found.milliseconds.get(name, {}).get(each.name, 0.0) / 1e3
            seconds = min(max(pace.seconds, round(2.5 * one)), LONGEST)
            if each.name not in rates or (turn and seconds > 3 * pace.seconds):
                continue  # of what takes seconds, one long round is enough
            asked = [(each.endpoint.url(text), accept_of(text)) for text in texts]
            result = load.fire(asked, folder, clients=clients, seconds=seconds)
            rates[each.name].append(result.rate)
            found.busiest = max(found.busiest, result.busy)
            if result.errors:
                found.differences.append(f"{name}, {each.name}, {clients} clients: {result.errors} answers failed")
    medians: dict[str, float | str] = {each: statistics.median(values) for each, values in rates.items()}
    return medians | {each: reason for each, reason in refused.items() if reason}


def accept_of(query: str) -> str:
    """Return the format that *query* is answered in."""
    return TURTLE if answers.makes_graph(query) else RESULTS


def as_json(comparison: Comparison) -> str:
    """Write everything that was found."""
    return json.dumps(vars(comparison), indent=1)
