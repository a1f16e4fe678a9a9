"""The zygote: one single-threaded process that holds the store and forks a worker for each connection.

Workers share the store's memory page by page and cost a few milliseconds. A write to a store in memory is tried in a
fork: if it succeeds and the front says that it counts, that fork takes the zygote's place and the old one leaves; if
it fails, runs too long or is killed before that, nothing has happened. A store on disk has background threads, which
no fork survives, so there the zygote opens nothing: each worker opens its own read-only view, and one worker holds
the store to write.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import selectors
import signal
import socket
import sys
from collections.abc import Iterator
from typing import Any, cast

import pyoxigraph as ox

from sparql_server import confine
from sparql_server.catalogue.making import Catalogue
from sparql_server.store import frames, loading, worker

COMMITTED, TAKEN_OVER = b"C", b"T"


class Zygote:
    """Forks workers from what *config* says: the control socket, the data and the memory limit."""

    def __init__(self, control: socket.socket, config: dict[str, Any]) -> None:
        self.control, self.config = control, config
        self.directory: str | None = config["store"]
        config["catalogue"] = Catalogue()
        self.store: ox.Store | None = None
        self.leaving, self.workers = False, set[int]()

    def load(self) -> None:
        """Load the sources, and report it. A new store on disk is filled by a process of its own."""
        if self.directory is None:
            self.store = ox.Store()
            told = loading.filled(self.store, self.config)
            report(ready=True, quads=len(self.store), told=told)
            if len(self.store):
                self.workers.add(self.config["catalogue"].begin(self.store, self.config))
            return
        if (pid := os.fork()) == 0:
            _leave(lambda: report(ready=True, quads=-1, told=loading.prepare(self.directory or "", self.config)))
        if os.waitpid(pid, 0)[1]:
            sys.exit(1)

    def run(self) -> None:
        """Fork workers until the front closes our standard input, its lifeline."""
        gc.freeze()  # so that no collection in a fork touches, and thus copies, what is shared
        with selectors.PollSelector() as selector:  # unlike epoll, not shared with forks
            selector.register(self.control, selectors.EVENT_READ)
            selector.register(sys.stdin.fileno(), selectors.EVENT_READ)
            while True:
                for key, _ in selector.select(1.0 if self.leaving else None):
                    if selector.get_map().get(key.fd) is not key:
                        continue  # it went while another was dealt with
                    if key.fileobj == sys.stdin.fileno():
                        if not os.read(sys.stdin.fileno(), 1):
                            os._exit(0)
                        self.leave(selector)
                    elif key.fileobj is self.control:
                        self.admit(selector)
                    else:
                        self.conclude(selector, key)
                self.workers -= set(reap())
                if self.leaving and not self.workers:
                    os._exit(0)

    def admit(self, selector: selectors.BaseSelector) -> None:
        """Fork the worker that a new connection asks for."""
        wanted, files, _, _ = socket.recv_fds(self.control, 1, 1)
        if not files:  # the front has gone, or had no descriptor left to send
            return
        connection = socket.socket(fileno=files[0])
        if wanted == frames.WRITE and self.store is not None:
            self.try_write(connection, selector)
        elif wanted:
            parent = os.getpid()
            if (pid := os.fork()) == 0:
                self.control.close()
                silence()
                _leave(lambda: self.work(connection, wanted, parent))
            self.workers.add(pid)
        connection.close()

    def work(self, connection: socket.socket, wanted: bytes, parent: int) -> None:
        """Be a worker."""
        confine.die_with(parent)
        confine.take_part(0)
        connection.sendall(frames.FRAME.pack(frames.PID, os.getpid()))
        view = self.reader if wanted == frames.READ else self.writer
        worker.serve(connection, view, self.config)

    def reader(self) -> ox.Store:
        """Return a view to read."""
        return loading.view(cast(str, self.directory)) if self.store is None else self.store

    def writer(self) -> ox.Store:
        """Open the store on disk to write."""
        return loading.opened(lambda: ox.Store(cast(str, self.directory)))

    def try_write(self, connection: socket.socket, selector: selectors.BaseSelector) -> None:
        """Fork a candidate that applies one write and, if that succeeds, returns here as the zygote."""
        ours, theirs = socket.socketpair()
        if (pid := os.fork()) != 0:
            theirs.close()
            self.workers.add(pid)
            selector.register(ours, selectors.EVENT_READ, data=pid)
            return
        ours.close()
        forget_candidates(selector)
        self.config["catalogue"].forget()
        held = Held(connection)
        if not self.written(connection, held):
            os._exit(0)
        theirs.sendall(COMMITTED)
        if theirs.recv(1) != TAKEN_OVER:
            os._exit(1)
        theirs.close()
        self.workers = set()
        with contextlib.suppress(OSError):  # whoever asked for the write may have gone: this process is the zygote now
            held.release()

    def written(self, connection: socket.socket, held: Held) -> bool:
        """Apply the write and ask whether it may count; it may not where whoever asked for it has gone."""
        with contextlib.suppress(OSError):
            connection.sendall(frames.FRAME.pack(frames.PID, os.getpid()))
            confine.speak_last_words(connection.fileno())
            received = worker.receive(connection)
            if received is None or not self.apply(held, *received):
                held.release()
                return False
            confine.free_memory()
            connection.sendall(frames.FRAME.pack(frames.READY, 0))
            return connection.recv(1) == frames.GO
        return False

    def apply(self, held: Held, request: dict[str, Any], body: worker.Body) -> bool:
        """Write; tell whether that succeeded."""
        confine.limit_memory(self.config["memory_mb"] + worker.room_for(body, request, self.config))
        return worker.answer(cast(socket.socket, held), cast(ox.Store, self.store), self.config, request, body)

    def conclude(self, selector: selectors.BaseSelector, key: selectors.SelectorKey) -> None:
        """Make way for a candidate that succeeded, or forget one that did not.

        One that was killed may still be on record when the next is forked, so each has its own entry.
        """
        candidate = cast(socket.socket, key.fileobj)
        verdict = candidate.recv(1)
        selector.unregister(candidate)
        if verdict == COMMITTED:
            with contextlib.suppress(OSError):
                candidate.sendall(TAKEN_OVER)
                self.workers.discard(key.data)
                self.leave(selector)
        candidate.close()

    def leave(self, selector: selectors.BaseSelector) -> None:
        """Take no more connections, and end when the workers have."""
        selector.unregister(self.control)
        self.control.close()
        self.leaving = True


def forget_candidates(selector: selectors.BaseSelector) -> None:
    """Close what a fork inherited of other candidates: they are its parent's to hear from."""
    for key in [each for each in selector.get_map().values() if each.data is not None]:
        selector.unregister(key.fileobj)
        cast(socket.socket, key.fileobj).close()


class Held:
    """A connection that keeps what is sent on it until the write is in place."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection, self.frames = connection, bytearray()

    def sendall(self, data: bytes) -> None:
        """Keep *data*."""
        self.frames += data

    def release(self) -> None:
        """Send what was kept."""
        self.connection.sendall(self.frames)


def silence() -> None:
    """Close the lifeline, and keep the engine's dying words (a backtrace) out of the server's log."""
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 2)
    os.close(nothing)


def reap() -> Iterator[int]:
    """Collect the workers that have ended."""
    with contextlib.suppress(ChildProcessError):
        while pid := os.waitpid(-1, os.WNOHANG)[0]:
            yield pid


def _leave(work: Any) -> None:
    """Run *work* as the last thing this process does."""
    status = 1
    try:
        work()
        status = 0
    except SystemExit as refusal:
        report(error=str(refusal))
    except (ConnectionError, BrokenPipeError):
        pass
    finally:
        os._exit(status)


def report(**members: Any) -> None:
    """Tell the front, on standard output, unless it has gone."""
    with contextlib.suppress(BrokenPipeError):
        os.write(1, json.dumps(members).encode() + b"\n")


def main() -> None:
    """Run a zygote as the front started it: the argument is the descriptor of a file with its configuration."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with os.fdopen(int(sys.argv[1]), "rb") as file:
        config = json.loads(file.read())
    control = socket.socket(fileno=config["control"])
    config["confined"] = confine.deny_network()
    zygote = Zygote(control, config)
    try:
        zygote.load()
    except SystemExit as refusal:
        if str(refusal) != "1":
            report(error=str(refusal))
        raise SystemExit(1) from None
    zygote.run()


if __name__ == "__main__":
    main()
