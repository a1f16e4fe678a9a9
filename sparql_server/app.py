"""The application: every route, for any WSGI server."""

from __future__ import annotations

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from lifonto.errors import LifontoError
from sparql_server.pages.every import PAGES
from sparql_server.pages.finding.keeper import keep
from sparql_server.pages.refusal import refuse, refuse_in_words
from sparql_server.pages.shell import furnish
from sparql_server.protocol.problems import Problem
from sparql_server.settings import Settings, check
from sparql_server.views.assistants import assistants
from sparql_server.views.conditions import checker
from sparql_server.views.hot import Hot, Wsgi
from sparql_server.views.operations import operations
from sparql_server.views.protocols import protocols
from sparql_server.views.reason import reason
from sparql_server.views.responses import finish
from sparql_server.views.service import Service


def create_app(settings: Settings, service: Service | None = None) -> Flask:
    """Make the application; without a *service* one is started, and its data are waited for.

    Raises LifontoError where *settings* are wrong, or the data cannot be had.
    """
    if service is None:
        if problems := check(settings):
            raise LifontoError("; ".join(problems))
        service = Service(settings)
        service.store.wait_until_ready()
    app = Flask("sparql_server.pages")
    app.extensions["sparql_server"] = service
    furnish(app)
    keep(app, service)
    for blueprint in (protocols, reason, checker, assistants, operations, *PAGES):
        app.register_blueprint(blueprint)
    app.register_error_handler(Problem, refuse)
    app.register_error_handler(HTTPException, refuse_in_words)
    app.after_request(finish)
    layers: Wsgi = Hot(app.wsgi_app, service)
    if settings.base_path:
        layers = under(settings.base_path, layers)
    if hops := settings.trusted_proxies:
        layers = ProxyFix(layers, x_for=hops, x_proto=hops, x_host=hops, x_prefix=hops)
    app.wsgi_app = layers  # type: ignore[method-assign, assignment]
    return app


def under(base: str, app: Wsgi) -> Wsgi:
    """Serve *app* under the sub-path *base*, which a proxy may have taken off already."""

    def moved(environ: dict[str, str], start: object) -> object:
        path = environ["PATH_INFO"]
        if path == base or path.startswith(base + "/"):
            environ["PATH_INFO"] = path[len(base) :] or "/"
        environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME") or base
        return app(environ, start)  # type: ignore[arg-type]

    return moved  # type: ignore[return-value]
