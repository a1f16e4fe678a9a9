"""Starting and stopping: the nursery loads while the front is imported, then granian listens."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import signal
import socket
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from lifonto.errors import LifontoError
from sparql_server.service import Service
from sparql_server.settings import Settings, check

LINE = """curl -G '{url}/sparql' --data-urlencode 'query={query}'"""


def serve(settings: Settings, announce: Callable[[str], Any]) -> None:
    """Serve until SIGINT or SIGTERM; see :func:`sparql_server.serve`."""
    if problems := check(settings):
        raise LifontoError("; ".join(problems))
    port = free_port(settings.host, settings.port)
    service = Service(settings)
    service.pool.spawn()
    try:
        from sparql_server.app import FIRST_QUERY, Bridge, create_app  # while the nursery loads
        from sparql_server.front import Front

        service.pool.wait_until_ready()
        with contextlib.suppress(ImportError):
            import uvloop

            asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        url = f"http://{host}:{port}{settings.base_path}"
        announce(f"{settings.title}: {url}/")
        announce("ask it: " + LINE.format(url=url, query=FIRST_QUERY))

        async def main() -> None:
            loop = asyncio.get_running_loop()
            loop.set_default_executor(ThreadPoolExecutor(2 * settings.limits.workers + 16))
            await listen(Front(service, create_app(settings, Bridge(service, loop))), settings, port)
            service.reasoning.stop()
            service.pool.hang_up()

        asyncio.run(main())
    finally:
        service.log.flush()
        service.pool.stop()


async def listen(front: Any, settings: Settings, port: int) -> None:
    """Run granian in this very process until a signal comes."""
    from granian.constants import HTTPModes
    from granian.http import HTTP1Settings
    from granian.server.embed import Server

    from sparql_server.hot import install

    if settings.cache_mb:
        install(front.hot)
    loop = asyncio.get_running_loop()
    patience = int(settings.limits.body_seconds * 1000)
    server = Server(
        front,
        address=settings.host,
        port=port,
        http=HTTPModes.http1,
        websockets=False,
        backlog=2048,
        http1_settings=HTTP1Settings(header_read_timeout=patience, max_buffer_size=1 << 20),
        log_enabled=False,
    )
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, server.stop)
    pool = front.service.pool
    loop.add_signal_handler(signal.SIGHUP, lambda: pool.background(pool.reload()))
    flushing = loop.create_task(flush_regularly(front.service))
    try:
        await server.serve()
    finally:
        flushing.cancel()


async def flush_regularly(service: Service) -> None:
    """Write the log a few times a second and collect the nurseries that writes have replaced."""
    while True:
        await asyncio.sleep(0.25)
        service.log.flush()
        if os.getpid() == 1:  # in a container nobody else collects orphans
            with contextlib.suppress(ChildProcessError):
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass


def free_port(host: str, port: int) -> int:
    """Return *port* (any free one for 0); say what to do if it is taken."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family) as probe:
            if sys.platform != "win32":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
            return int(probe.getsockname()[1])
    except PermissionError:
        raise LifontoError(f"port {port} needs more rights than this user has; use one above 1023: --port") from None
    except OSError as error:
        reason = f"{host}:{port} is not free" if error.errno == errno.EADDRINUSE else f"{host}: {error.strerror}"
        advice = "stop what listens there or choose another address with --host and --port"
        raise LifontoError(f"{reason}; {advice}") from None
