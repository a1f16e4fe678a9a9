"""What an operator counts: Prometheus metrics."""

from __future__ import annotations

import json
import logging
import time
from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest
from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

BUCKETS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Metrics:
    """The server's own metrics, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        of: Any = {"registry": self.registry, "namespace": "sparql"}
        self.requests = Requests()
        self.registry.register(self.requests)
        self.kills = Counter("worker_kills", "Workers ended before their answer was, by reason", ["reason"], **of)
        self.workers_started = Counter("workers_started", "Workers forked", **of)
        self.cache = Counter("cache", "Look-ups in the cache of answers", ["outcome"], **of)
        self.running = Gauge("running", "Requests that hold a worker now", **of)
        self.waiting = Gauge("waiting", "Requests that wait for a worker now", **of)
        self.cached_bytes = Gauge("cached_bytes", "Bytes in the cache of answers", **of)
        self.spooled_bytes = Gauge("spooled_bytes", "Bytes of temporary space that are taken", **of)
        self.triples = Gauge("triples", "Statements in the store; -1 while not counted", **of)

        self.hits, self.misses = self.cache.labels("hit"), self.cache.labels("miss")

    def note(self, service: str, status: int, seconds: float) -> None:
        """Count one answered request."""
        self.requests.note(service, status, seconds)

    def render(self) -> bytes:
        """Return the metrics in Prometheus' text format."""
        return generate_latest(self.registry)


def tell(event: str, problem: object = None, **members: object) -> None:
    """Log something that is no request which was answered."""
    members = {"time": round(time.time(), 3), "event": event, **members}
    members |= {"problem": str(problem)} if problem else {}
    logging.getLogger("sparql_server").info(json.dumps(members, ensure_ascii=False))


class Requests(Collector):
    """How many requests were answered, how and how fast: counted here, as a library's locks cost as much as a hit."""

    def __init__(self) -> None:
        self.answers: dict[tuple[str, int], int] = {}
        self.times: dict[str, list[int]] = {}
        self.seconds: dict[str, float] = {}

    def note(self, service: str, status: int, seconds: float) -> None:
        """Count one answered request."""
        if service not in self.times:
            self.times[service], self.seconds[service] = [0] * (len(BUCKETS) + 1), 0.0
        self.answers[service, status] = self.answers.get((service, status), 0) + 1
        self.times[service][bisect_left(BUCKETS, seconds)] += 1
        self.seconds[service] += seconds

    def collect(self) -> Iterator[Metric]:
        """Give the figures to Prometheus' client."""
        times = HistogramMetricFamily("sparql_request_seconds", "Time to the last byte", labels=["service"])
        for service, counts in self.times.items():
            bounds = [*map(str, map(float, BUCKETS)), "+Inf"]
            buckets = list(zip(bounds, map(float, accumulate(counts)), strict=True))
            times.add_metric([service], buckets, self.seconds[service])
        yield times
        answers = CounterMetricFamily("sparql_answers", "Answers by service and status", labels=["service", "status"])
        for (service, status), number in self.answers.items():
            answers.add_metric([service, str(status)], number)
        yield answers
