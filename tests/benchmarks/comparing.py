"""A comparison: every contender's answers held against ours, then rounds of load in which contenders take turns."""

from __future__ import annotations

import http.client
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from . import answers, load
from .contenders import Running
from .peers.process import RESULTS, stop

QUESTIONS = "competency questions"
TURTLE = "text/turtle"
PATIENCE = 15.0  # seconds for one answer; who takes longer on it is not measured on it
LONGEST = 10  # seconds of a round for queries that take seconds each

Figure = float | str  # answers a second, or why there is none


@dataclass(frozen=True)
class Pace:
    """How long it is measured: so many rounds of so many seconds for each number of clients."""

    rounds: int
    seconds: int
    clients: tuple[int, ...]


@dataclass
class Figures:
    """Rates by clients, query and contender, and everything else that was noticed."""

    rates: dict[int, dict[str, dict[str, Figure]]] = field(default_factory=dict)
    milliseconds: dict[str, dict[str, float]] = field(default_factory=dict)  # of the first answer to a query
    differences: list[str] = field(default_factory=list)
    busiest: float = 0.0  # the most of a core that the generator took


class Comparison:
    """Contenders at work, the first of them ours; *tell* is told what is being done."""

    def __init__(self, running: list[Running], pace: Pace, folder: Path, tell: Callable[[str], None]) -> None:
        self.running, self.pace, self.folder, self.tell = running, pace, folder, tell
        self.figures = Figures(rates={clients: {} for clients in pace.clients})
        self.hung: set[str] = set()

    def run(self, queries: Mapping[str, str], questions: Mapping[str, str]) -> None:
        """Compare on each query, then on all questions asked in turn, those apart that somebody answers otherwise."""
        for name, text in queries.items():
            self.measure(name, [text], self.agree(name, text))
        alike = []
        for name, text in questions.items():
            refused = self.agree(name, text)
            if not any(reason for who, reason in refused.items() if who not in self.hung):
                alike.append(text)
        if alike:
            self.figures.differences.append(f"{len(alike)} of {len(questions)} questions are asked in turn")
            self.measure(
                QUESTIONS, alike, {each.name: "hangs" if each.name in self.hung else "" for each in self.running}
            )
        return self.figures

    def agree(self, name: str, query: str) -> dict[str, str]:
        """Ask every contender *query*; return why one is not compared: its answer differs from ours, or never came."""
        reference: answers.Answer | None = None
        reasons = {}
        for each in self.running:
            if each.name in self.hung:
                reasons[each.name] = "hangs"
                continue
            told, reasons[each.name], answer = self.ask(each, name, query, reference)
            reference = reference or answer
            if told:
                self.figures.differences.append(f"{name}, {each.name}: {told}")
        taken = self.figures.milliseconds.get(name, {})
        self.tell(f"{name}: " + ", ".join(f"{who} {milliseconds:.1f} ms" for who, milliseconds in taken.items()))
        return reasons

    def ask(
        self, contender: Running, name: str, query: str, reference: answers.Answer | None
    ) -> tuple[str, str, answers.Answer | None]:
        """Ask one contender; returns what is wrong, in a sentence and in a word, and the answer."""
        begun = time.perf_counter()
        try:
            body = contender.endpoint.ask(query, accept_of(query), PATIENCE)
            self.figures.milliseconds.setdefault(name, {})[contender.name] = (time.perf_counter() - begun) * 1e3
            answer = answers.read(query, body)
        except TimeoutError:
            self.see_whether_it_hangs(contender)
            return f"no answer in {PATIENCE:.0f} s", "slow", None
        except (OSError, http.client.HTTPException, ValueError, LookupError, SyntaxError) as error:
            return f"{type(error).__name__}: {error}", "fails", None
        told = answers.same(query, reference, answer) if reference else ""
        return told, "differs" if told else "", answer

    def see_whether_it_hangs(self, contender: Running) -> None:
        """End a contender that a slow query keeps from answering anything else: it would take time from all others."""
        try:
            contender.endpoint.ask("ASK {}", patience=PATIENCE)
        except OSError:
            self.hung.add(contender.name)
            self.figures.differences.append(f"{contender.name} was ended: it answered nothing any more")
            stop(contender.endpoint.process)

    def measure(self, name: str, texts: list[str], refused: Mapping[str, str]) -> None:
        """Note the median rate of each contender that is not *refused*, over rounds that take turns.

        The first round only warms up, unless its answers take so long that it is the only one.
        """
        slowest = self.figures.milliseconds.get(name, {})
        for clients in self.pace.clients:
            self.tell(f"{clients} clients: {name}")
            rates: dict[str, list[float]] = {each.name: [] for each in self.running if not refused[each.name]}
            for turn in range(self.pace.rounds + 1):
                for each in self.running:
                    seconds = min(max(self.pace.seconds, round(2.5 * slowest.get(each.name, 0) / 1e3)), LONGEST)
                    only_one = seconds > 3 * self.pace.seconds
                    if each.name not in rates or each.name in self.hung or (turn and only_one):
                        continue
                    rate = self.fire(each, name, texts, clients, seconds)
                    if turn or only_one:
                        rates[each.name].append(rate)
            medians: dict[str, Figure] = {
                who: "ended" if who in self.hung else statistics.median(values) for who, values in rates.items()
            }
            self.figures.rates[clients][name] = medians | {who: why for who, why in refused.items() if why}

    def fire(self, contender: Running, name: str, texts: list[str], clients: int, seconds: int) -> float:
        """Measure one round, a longer one where nothing was answered; returns right answers a second."""
        asked = [(contender.endpoint.url(text), accept_of(text)) for text in texts]
        try:
            found = load.fire(asked, self.folder, clients=clients, seconds=seconds)
        except subprocess.CalledProcessError:  # it takes no connections: it has ended
            self.hung.add(contender.name)
            self.figures.differences.append(f"{name}, {contender.name}, {clients} clients: the server has ended")
            return 0.0
        contender.endpoint.settle()
        if not found.rate and seconds < LONGEST:
            return self.fire(contender, name, texts, clients, LONGEST)
        self.figures.busiest = max(self.figures.busiest, found.busy)
        if found.errors:
            told = f"{name}, {contender.name}, {clients} clients: {found.errors} answers failed"
            self.figures.differences.append(told)
        return found.rate


def accept_of(query: str) -> str:
    """Return the format that *query* is answered in."""
    return TURTLE if answers.makes_graph(query) else RESULTS
