"""A query can be ended while the engine works: by Ctrl-C, by a time limit, and with the program that asks."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Timer

import pytest

import lifonto
from lifonto.errors import OutOfTime

VALUES = "VALUES ?{0} {{ " + "1 " * 1000 + "}} "
SLOW = f"SELECT (COUNT(*) AS ?n) {{ {''.join(VALUES.format(name) for name in 'abcd')} }}"
TICKS = os.sysconf("SC_CLK_TCK")


def wait_until(true: Callable[[], object], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.01)


def worked(process: int) -> float:
    """Return the seconds that *process* has had of a processor."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) / TICKS


def children(process: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def started(*command: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # else ignored in the background
    )


def test_ctrl_c_ends_the_command_without_a_traceback():
    with started("-m", "lifonto", "query", SLOW) as process:
        wait_until(lambda: worked(process.pid) > 2)  # the engine is at work
        process.send_signal(signal.SIGINT)
        try:
            out, err = process.communicate(timeout=5)
        finally:
            process.kill()
    assert (process.returncode, out, err.strip()) == (130, "", "")


def test_the_command_stops_after_its_seconds_and_says_so():
    done = subprocess.run(
        [sys.executable, "-m", "lifonto", "query", SLOW, "--seconds", "0.5"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "stopped after 0.5 s" in done.stderr


def test_the_command_refuses_seconds_that_are_none():
    for seconds in ("0", "-1", "soon"):
        done = subprocess.run([sys.executable, "-m", "lifonto", "query", "ASK {}", "--seconds", seconds], check=False)
        assert done.returncode == 2


def test_a_python_program_can_limit_a_query():
    before = children(os.getpid())
    with pytest.raises(OutOfTime, match=r"stopped after 0\.5 s") as refused:
        lifonto.query(SLOW, seconds=0.5)
    assert isinstance(refused.value, TimeoutError)
    assert children(os.getpid()) == before
    assert lifonto.query("ASK {}", seconds=60) is True


def test_a_python_program_can_interrupt_a_query():
    before = children(os.getpid())
    signal.signal(signal.SIGINT, signal.default_int_handler)
    Timer(1, os.kill, (os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt):
        lifonto.query(SLOW)
    assert children(os.getpid()) == before


def test_a_query_ends_with_the_program_that_asks():
    with started("-c", f"import lifonto; lifonto.query({SLOW!r})") as process:
        wait_until(lambda: children(process.pid) and worked(children(process.pid)[0]) > 2)
        (engine,) = children(process.pid)
        process.kill()
    wait_until(lambda: not Path(f"/proc/{engine}").exists() or "Z" in Path(f"/proc/{engine}/stat").read_text())


def test_an_engine_that_dies_is_told_as_an_error():
    deep = "SELECT * { FILTER(" + "!" * 200_000 + "1) }"
    with pytest.raises(lifonto.errors.QueryError):
        lifonto.query(deep)
