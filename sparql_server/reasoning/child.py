"""The life of a process that answers: it reads what it answers from, says that it is ready, and answers line by line.

A question is a line of JSON on standard input; an answer a line of JSON with ``status`` and ``length``, and as many
bytes. A question that takes too long, or all memory, costs this process and nothing else.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, TypeVar

from lifonto.errors import LifontoError
from lifonto.garbage import collect_seldom
from sparql_server import confine
from sparql_server.protocol import problems
from sparql_server.protocol.problems import Problem

Known = TypeVar("Known")
Config = dict[str, Any]
Answering = Callable[[Known, dict[str, Any], Config], bytes]


def serve(known: Known, answer: Answering[Known], questions: IO[bytes], answers: IO[bytes], config: Config) -> None:
    """Answer *questions* from what is *known* until there are no more."""
    for line in questions:
        try:
            body, status = answer(known, json.loads(line), config), 200
        except Problem as problem:
            body, status = problem.document(), problem.status
        except MemoryError:  # it may have been lost in any place: another process takes over
            return send(answers, 507, problems.out_of_memory(config["memory_mb"]).document())
        except Exception:  # a mistake in this program: the client hears of it, its keeper reads where
            traceback.print_exc()
            body, status = (
                Problem(500, "something went wrong in the reasoner; the server's log says where").document(),
                500,
            )
        send(answers, status, body)
    return None


def send(answers: IO[bytes], status: int, body: bytes = b"") -> None:
    """Send one answer."""
    answers.write(json.dumps({"status": status, "length": len(body)}).encode() + b"\n" + body)
    answers.flush()


def run(read: Callable[[Path], Known], answer: Answering[Known]) -> None:
    """Run the process: *read* the place that its only argument names, and *answer* from it."""
    config = json.loads(sys.argv[1])
    confine.die_with(os.getppid())
    confine.deny_network()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    confine.limit_memory(config["memory_mb"])
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever else is printed is no answer
    collect_seldom()
    try:
        known = read(Path(config["place"]))
    except MemoryError:
        return send(answers, 507, problems.out_of_memory(config["memory_mb"]).document())
    except (LifontoError, SystemExit) as error:
        return send(answers, 409, Problem(409, f"what is served here cannot be reasoned with: {error}").document())
    confine.limit_memory(config["memory_mb"])
    send(answers, 200)
    serve(known, answer, sys.stdin.buffer, answers, config)
    return None
