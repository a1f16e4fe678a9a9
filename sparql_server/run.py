"""Starting and stopping: the nursery loads while all else is imported, then clients are let in."""

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
from typing import TYPE_CHECKING, Any

from lifonto.errors import LifontoError
from sparql_server.settings import Settings, check
from sparql_server.workers.keeper import Keeper

if TYPE_CHECKING:
    from sparql_server.http.front import Front

TICK = 0.25  # seconds
SWITCH = 0.0005  # seconds that a thread, which reads a long query or makes a page, may keep the loop waiting at a time
LINE = """curl -G '{url}/sparql' --data-urlencode 'query={query}'"""


def serve(settings: Settings, announce: Callable[[str], Any]) -> None:
    """Serve until SIGINT or SIGTERM; see :func:`sparql_server.serve`."""
    if problems := check(settings):
        raise LifontoError("; ".join(problems))
    port = free_port(settings.host, settings.port)
    keeper = None if settings.remote else Keeper(settings)
    from sparql_server.app import FIRST_QUERY, Bridge, create_app  # while the nursery loads
    from sparql_server.http.front import Front
    from sparql_server.service import Service

    service = Service(settings, keeper)
    try:
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
            await listen(Front(service, create_app(settings, Bridge(service, loop)), loop), settings, port)
            service.reasoning.stop()
            service.pool.hang_up()

        asyncio.run(main())
    finally:
        service.log.flush()
        service.pool.stop()


async def listen(front: Front, settings: Settings, port: int) -> None:
    """Answer at the port until a signal comes, then finish what is being answered."""
    allow_connections()
    sys.setswitchinterval(SWITCH)
    loop, stop, pool = front.loop, asyncio.Event(), front.service.pool
    server = await loop.create_server(front.connect, settings.host, port, backlog=2048)
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    loop.add_signal_handler(signal.SIGHUP, lambda: pool.background(pool.reload()))
    ticking = loop.create_task(tick_regularly(front))
    try:
        await stop.wait()
    finally:
        server.close()
        await front.leave(settings.limits.seconds + 1)
        ticking.cancel()


def allow_connections() -> None:
    """Open as many files as the system lets this process: each client is one."""
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


async def tick_regularly(front: Front) -> None:
    """See to clients and the log a few times a second, and collect the nurseries that writes have replaced."""
    while True:
        await asyncio.sleep(TICK)
        front.tick()
        front.service.log.flush()
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
