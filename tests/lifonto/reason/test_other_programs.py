"""A program that is asked to reason gets no terminal to wait for, and not forever."""

from __future__ import annotations

import os
import pty
import sys

import pytest
from sentences import ontology

from lifonto.errors import ReasoningError
from lifonto.reason.reasoners.external import run

TOLD = ontology("A SubClassOf B")


def test_a_program_that_reads_from_a_terminal_finds_the_end_of_input() -> None:
    keeper, terminal = pty.openpty()
    known = os.dup(0)
    os.dup2(terminal, 0)
    try:
        read = run(TOLD, lambda file, out: [sys.executable, "-c", "import sys; print(len(sys.stdin.read()))"], 60)
    finally:
        os.dup2(known, 0)
        for each in (known, keeper, terminal):
            os.close(each)
    assert read.printed.strip() == "0"


def test_a_program_that_does_not_end_is_stopped_and_said_so() -> None:
    with pytest.raises(ReasoningError, match="did not end within"):
        run(TOLD, lambda file, out: [sys.executable, "-c", "import threading; threading.Event().wait()"], 0.2)
