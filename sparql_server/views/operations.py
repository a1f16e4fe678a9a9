"""What operators ask: whether it lives, whether it answers, and how it goes."""

from __future__ import annotations

from flask import Blueprint, Response

from sparql_server.views.service import service

operations = Blueprint("operations", __name__)


@operations.get("/healthz")
def health() -> Response:
    """Say that the process lives."""
    return Response("ok\n", mimetype="text/plain", headers={"Cache-Control": "no-store"})


@operations.get("/readyz")
def ready() -> Response:
    """Say whether a query is answered now; the problem that keeps it from that is the answer otherwise."""
    service().store.probe()
    return Response("ready\n", mimetype="text/plain", headers={"Cache-Control": "no-store"})


@operations.get("/metrics")
def metrics() -> Response:
    """Show the metrics in Prometheus' format."""
    store, told = service().store, service().metrics
    told.running.set(sum(lane.running for lane in store.lanes))
    told.waiting.set(sum(len(lane.waiting) for lane in store.lanes))
    told.cached_bytes.set(service().cache.size)
    told.spooled_bytes.set((service().spool.megabytes << 20) - service().spool.left)
    told.triples.set(store.quads)
    headers = {"Cache-Control": "no-store"}
    return Response(told.render(), mimetype="text/plain; version=0.0.4", headers=headers)
