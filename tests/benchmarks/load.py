"""The load: wrk, which keeps its connections and asks as fast as it is answered, from one thread.

``busy`` says how much of a core it took, so that figures that measure the generator rather than the server can be told.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

SCRIPT = """
local paths, accepts, turn = {%s}, {%s}, 0
request = function()
  turn = turn %% #paths + 1
  return wrk.format("GET", paths[turn], {["Accept"] = accepts[turn], ["Host"] = wrk.headers["Host"]})
end
done = function(summary, latency, requests)
  local e = summary.errors
  io.write(string.format('\\n{"requests": %%d, "microseconds": %%d, "errors": %%d, "median": %%d, "p99": %%d}\\n',
    summary.requests, summary.duration, e.connect + e.read + e.write + e.status + e.timeout,
    latency:percentile(50), latency:percentile(99)))
end
"""


@dataclass(frozen=True)
class Round:
    """What a round measured: answers a second, refusals and failures, latencies in milliseconds, share of a core."""

    rate: float
    errors: int
    median: float
    p99: float
    busy: float


def missing() -> str:
    """Return what is not installed."""
    return "" if shutil.which("wrk") else "no wrk on PATH: apt-get install wrk"


def fire(asked: Sequence[tuple[str, str]], folder: Path, *, clients: int, seconds: int) -> Round:
    """Ask *asked*, pairs of URL and Accept header at one server, in turn, with so many *clients* for so long."""
    script = folder / "load.lua"
    paths = [f"{urlsplit(url).path}?{urlsplit(url).query}" for url, _ in asked]
    script.write_text(SCRIPT % (quoted(paths), quoted([accept for _, accept in asked])))
    server = "{0.scheme}://{0.netloc}".format(urlsplit(asked[0][0]))
    before = children_seconds()
    command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--timeout", "60s", "-s", str(script), server]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout.rstrip().splitlines()[-1])
    took = told["microseconds"] / 1e6
    right = max(told["requests"] - told["errors"], 0)
    busy = (children_seconds() - before) / took
    return Round(right / took, told["errors"], told["median"] / 1e3, told["p99"] / 1e3, busy)


def quoted(words: Sequence[str]) -> str:
    """Write *words* as the inside of a table in Lua."""
    return ", ".join(json.dumps(word) for word in words)


def children_seconds() -> float:
    """Return the processor time of the children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
