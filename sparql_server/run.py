"""Starting and stopping: the data load while all else is imported, then clients are let in."""

from __future__ import annotations

import errno
import os
import resource
import signal
import tempfile
import threading
import time
from collections.abc import Callable
from queue import Queue
from typing import TYPE_CHECKING, Any

from lifonto.errors import LifontoError
from sparql_server.lanes.metrics import Metrics, tell
from sparql_server.log import start_log
from sparql_server.settings import Settings, check
from sparql_server.views.service import Service

if TYPE_CHECKING:
    from sparql_server.front import Server

SPARE_THREADS = 8  # for what never waits: health, the cache, refusals
LAST_LINES_SECONDS = 0.5  # for what is still to be logged
TICK = 0.05  # seconds between looks at whether all have been answered, at the end
FIRST_QUERY = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


def serve(settings: Settings, announce: Callable[[str], Any]) -> None:
    """Serve until SIGINT or SIGTERM; see :func:`sparql_server.serve`."""
    if problems := check(settings):
        raise LifontoError("; ".join(problems))
    fill_standard_streams()
    allow_connections()
    lines = start_log()
    if settings.spool_dir:
        tempfile.tempdir = str(settings.spool_dir)  # where waitress keeps long bodies
    service = Service(settings, Metrics())
    try:
        from sparql_server.app import create_app
        from sparql_server.front import server

        service.store.wait_until_ready()
        app = create_app(settings, service)
        try:
            front = server(app, settings, threads(settings))
        except OSError as error:
            raise not_free(settings, error) from error
        greet(settings, front.effective_port, announce)
        listen_to_signals(front, service, lines)
        front.run()
    except BaseException:
        service.stop()
        raise


def threads(settings: Settings) -> int:
    """Return how many threads it takes so that some are free when all that may run or wait does."""
    limits = settings.limits
    return limits.quick + limits.slow + 4 * limits.queue + SPARE_THREADS


def greet(settings: Settings, port: int, announce: Callable[[str], Any]) -> None:
    """Say where the server is."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    url = f"http://{host}:{port}{settings.base_path}"
    announce(f"{settings.title}: {url}/")
    announce(f"ask it: curl -G '{url}/sparql' --data-urlencode 'query={FIRST_QUERY}'")
    tell("started")


def listen_to_signals(front: Server, service: Service, lines: Queue[Any]) -> None:
    """Leave at SIGTERM and SIGINT, read the files again at SIGHUP; each in a thread, since a handler must not wait."""

    def reload() -> None:
        if service.store.reload():
            tell("the files were read again")

    def then(work: Callable[..., None], *arguments: Any) -> Callable[..., None]:
        return lambda *_: threading.Thread(target=work, args=arguments, daemon=True).start()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, then(leave, front, service, lines))
    signal.signal(signal.SIGHUP, then(reload))


def leave(front: Server, service: Service, lines: Queue[Any]) -> None:
    """Let nobody in any more, finish what is being answered, and end."""
    tell("stopping")
    front.leave()
    until = time.monotonic() + service.settings.limits.seconds + 1
    while time.monotonic() < until and any(each.requests or each.total_outbufs_len for each in front.channels()):
        time.sleep(TICK)
    service.stop()
    tell("stopped")
    until = time.monotonic() + LAST_LINES_SECONDS
    while lines.unfinished_tasks and time.monotonic() < until:
        time.sleep(TICK)
    os._exit(0)  # an ordinary exit would wait for threads, and for a log that takes no more lines


def fill_standard_streams() -> None:
    """Open what was closed of standard input, output and error: a socket would get its number, and be written to."""
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(descriptor, True)
    os.close(descriptor)


def allow_connections() -> None:
    """Open as many files as the system lets this process: each client is one."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def not_free(settings: Settings, error: OSError) -> LifontoError:
    """Say why there can be no server at its address."""
    if isinstance(error, PermissionError):
        return LifontoError(f"port {settings.port} needs more rights than this user has; use one above 1023: --port")
    is_taken = error.errno == errno.EADDRINUSE
    reason = f"{settings.host}:{settings.port} is not free" if is_taken else f"{settings.host}: {error.strerror}"
    return LifontoError(f"{reason}; stop what listens there or choose another address with --host and --port")
