"""The endpoint at ``/mcp``: the SDK's streamable HTTP, stateless and in JSON, behind WSGI by a2wsgi.

It is loaded by the first request: a server that no assistant asks pays nothing for it. GET, by which a client would
hold a stream open, is refused, as the protocol allows.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sparql_server.assistants.asking import Asking
from sparql_server.protocol.problems import Problem
from sparql_server.reasoning.place import place_of
from sparql_server.settings import Settings

if TYPE_CHECKING:
    from mcp.server.transport_security import TransportSecuritySettings

NONE = "there are no tools for assistants here: they come with a release of lifonto, which this server does not serve"
NOT_INSTALLED = "assistants are not installed with this server: pip install 'lifonto[mcp]', and start it again"
POST_ALONE = "only POST here: every request is answered by itself, and there are no sessions or streams"
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
MAX_BODY = 1 << 18  # bytes of a request
REFUSALS = {
    403: "a page of another site may not ask here (its Origin is refused); --public-url or --cors names one that may",
    413: f"the request is longer than {MAX_BODY >> 10} KB, the limit here",
    421: "this server does not go by the name in Host; tell it what it is called by --public-url",
}
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Assistants:
    """Answers assistants where a release of lifonto is served and the SDK installed; *version* is the data's."""

    def __init__(self, settings: Settings, version: Callable[[], int]) -> None:
        self.settings, self.lock = settings, threading.Lock()
        place = place_of(settings)
        self.asking = Asking(place, settings.limits, version) if place and place.is_dir() else None
        self._app: Wsgi | None = None

    @property
    def app(self) -> Wsgi:
        """The application behind ``/mcp``; raises Problem where there is none."""
        if self.asking is None:
            raise Problem(404, NONE)
        with self.lock:
            if self._app is None:
                try:
                    self._app = application(self.asking, self.settings)
                except ImportError:
                    raise Problem(501, NOT_INSTALLED) from None
            return self._app

    def stop(self) -> None:
        """End the process that answers."""
        if self.asking:
            self.asking.stop()


def application(asking: Asking, settings: Settings) -> Wsgi:
    """Return the WSGI application; raises ImportError where the SDK or the bridge is not installed."""
    from a2wsgi import ASGIMiddleware
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

    from sparql_server.assistants.server import server

    served = server(asking.ask)
    asking.warm()
    logging.getLogger("mcp").setLevel(logging.ERROR)  # refusals are in the server's own log

    async def answer(scope: Any, receive: Any, send: Any) -> None:
        manager = StreamableHTTPSessionManager(
            served,
            json_response=True,
            stateless=True,
            security_settings=security(settings, scope["wsgi_environ"].get("HTTP_HOST", "")),
            max_request_body_size=MAX_BODY,
        )
        async with manager.run():
            await manager.handle_request(scope, receive, send)

    return ASGIMiddleware(answer)  # type: ignore[return-value]


def security(settings: Settings, host: str) -> TransportSecuritySettings:
    """Return which hosts and origins are answered (MCP, Streamable HTTP, Security Warning).

    A page of another site may not ask, whatever address it has made its name stand for. A server that listens to more
    than its own machine cannot know what it is called, so that it goes by any *host*, unless it is told its URL.
    """
    from mcp.server.transport_security import TransportSecuritySettings

    hosts = [*LOOPBACK, *(f"{each}:*" for each in LOOPBACK)]
    origins = [f"http://{each}" for each in hosts]
    if settings.public_url:
        public = urlsplit(settings.public_url)
        hosts.append(public.netloc)
        origins.append(f"{public.scheme}://{public.netloc}")
    elif settings.host not in ("127.0.0.1", "localhost", "::1"):
        hosts.append(host)
    if settings.cors not in ("", "*"):
        origins.append(settings.cors)
    return TransportSecuritySettings(allowed_hosts=hosts, allowed_origins=origins)
