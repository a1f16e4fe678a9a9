"""What is being done, and for how long, on a terminal; nothing where standard error is a file or a pipe.

A process of its own draws it, because the reasoner holds the interpreter for as long as it classifies, and a bar that
does not move would look like a program that hangs.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Show a bar for as long as the block runs; what it yields is told each step."""
    if not sys.stderr.isatty():
        yield lambda step: None
        return
    import multiprocessing  # takes its time to be imported, as rich does

    context = multiprocessing.get_context("spawn")
    steps, ours = context.Pipe(duplex=False)
    drawing = context.Process(target=draw, args=(steps,), daemon=True)
    drawing.start()
    steps.close()
    try:
        yield ours.send
    finally:
        ours.close()
        drawing.join()


def draw(steps: Connection) -> None:
    """Draw a bar, with each of *steps* as it comes, until there are no more."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the reasoning is interrupted, and the end of its steps ends this
    columns = (BarColumn(bar_width=24), TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("starting", total=None)  # how many rounds there are is known when there are no more
        while True:
            try:
                shown.update(task, description=steps.recv())
            except EOFError:
                return
