"""The log: lines on standard error, written by a thread of its own, and dropped where they cannot be written."""

from __future__ import annotations

import contextlib
import logging
import queue
from logging.handlers import QueueHandler, QueueListener

MAX_LINES_WAITING = 10_000


class Dropping(QueueHandler):
    """Keeps a line if there is room, so that a log that cannot be written never stops the server."""

    def enqueue(self, record: logging.LogRecord) -> None:
        """Keep *record*, or drop it."""
        with contextlib.suppress(queue.Full):
            self.queue.put_nowait(record)


def start_log() -> queue.Queue[logging.LogRecord]:
    """Send what is logged to standard error; return the queue of what is not written yet."""
    logging.raiseExceptions = False
    lines: queue.Queue[logging.LogRecord] = queue.Queue(MAX_LINES_WAITING)
    for name in ("sparql_server", "waitress"):
        logger = logging.getLogger(name)
        logger.addHandler(Dropping(lines))
        logger.propagate = False
    logging.getLogger("sparql_server").setLevel(logging.INFO)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a line for each request that waits for a thread
    QueueListener(lines, logging.StreamHandler()).start()
    return lines
