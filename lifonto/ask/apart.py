"""Answering a query in a process of its own, which can be ended: the engine listens to nobody while it works."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Any, cast

from lifonto.ask.store import Table, answer, open_store, release_sources
from lifonto.errors import LifontoError, NotFound, OutOfTime, QueryError

ENDED = "the engine ended without an answer: the query nests too deeply, or needs more memory than there is"


def answer_apart(home: Path, text: str, seconds: float | None = None) -> Table | str:
    """Answer the SPARQL query *text* over the release in *home*: a table, "yes" or "no", or Turtle.

    Raises QueryError and NotFound, and OutOfTime where it takes longer than *seconds*.
    """
    is_late = threading.Event()
    with started() as process:
        timer = threading.Timer(seconds or 0, end, (process, is_late))
        timer.daemon = True
        try:
            stdin, stdout = cast(IO[bytes], process.stdin), cast(IO[bytes], process.stdout)
            stdin.write(json.dumps({"home": str(home), "text": text}).encode() + b"\n")
            stdin.flush()  # and left open: when it closes, the other process ends
            if seconds is not None:
                timer.start()
            said = stdout.read()
        finally:  # for KeyboardInterrupt, too
            timer.cancel()
            process.kill()
    if is_late.is_set():
        raise OutOfTime(f"the query was stopped after {seconds:g} s; ask for less, or allow more seconds")
    if not said:
        raise QueryError(ENDED)
    return read(json.loads(said))


def started() -> subprocess.Popen[bytes]:
    """Start the process that answers."""
    search = os.pathsep.join(filter(None, [str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH")]))
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "lifonto.ask.apart"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": search},
        start_new_session=True,  # Ctrl-C is for the program that asks; here it would print a traceback
    )


def end(process: subprocess.Popen[bytes], is_late: threading.Event) -> None:
    """End *process* because its time is over."""
    is_late.set()
    process.kill()


def read(said: dict[str, Any]) -> Table | str:
    """Return the answer that the other process has *said*, or raise what it raised."""
    if said.get("not_found"):
        raise NotFound(said["error"])
    if "error" in said:
        raise QueryError(said["error"], said["line"], said["column"])
    if "text" in said:
        return str(said["text"])
    return Table(tuple(said["variables"]), tuple(map(tuple, said["rows"])))


def tell(home: Path, text: str) -> dict[str, Any]:
    """Answer *text* as it is said to the process that asks."""
    try:
        found = Table.of(answer(open_store(release_sources(home)), text))
    except LifontoError as error:
        line, column = getattr(error, "line", None), getattr(error, "column", None)
        return {"error": str(error), "line": line, "column": column, "not_found": isinstance(error, NotFound)}
    return {"text": found} if isinstance(found, str) else {"variables": found.variables, "rows": found.rows}


def main() -> None:
    """Answer the query on standard input, and end when that closes."""
    asked = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=lambda: (sys.stdin.buffer.read(), os._exit(1)), daemon=True).start()
    sys.stdout.buffer.write(json.dumps(tell(Path(asked["home"]), asked["text"])).encode())
    sys.stdout.buffer.flush()
    os._exit(0)  # an ordinary end would wait for the thread that reads


if __name__ == "__main__":
    main()
