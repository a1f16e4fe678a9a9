"""A small SPARQL 1.1 server for anyone's RDF: every protocol, bounded queries, nothing fetched unasked.

>>> from sparql_server import Settings, Source, serve
>>> serve(Settings(sources=(Source(Path("mine.ttl")),)))  # blocks; http://127.0.0.1:8080/sparql
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sparql_server.settings import Limits, Settings, Source, check

if TYPE_CHECKING:
    from flask import Flask

__all__ = ["Limits", "Settings", "Source", "check", "create_app", "serve"]


def serve(settings: Settings, announce: Any = print) -> None:
    """Serve until interrupted; *announce* is called with each line for the person who started it.

    Raises :class:`lifonto.errors.LifontoError` with a sentence that says what to do if it cannot start.
    """
    from sparql_server.run import serve as run

    run(settings, announce)


def create_app(settings: Settings) -> Flask:
    """Make a Flask application that answers every protocol, for a WSGI server of one's own."""
    from sparql_server.app import create_app as create

    return create(settings)
