"""What is being done, and for how long, on a terminal; nothing where standard error is a file or a pipe."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Show a bar for as long as the block runs; what it yields is told each step."""
    console = Console(stderr=True)
    columns = (BarColumn(bar_width=24), TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as shown:
        task = shown.add_task("starting", total=None)  # how many rounds there are to be is known when there are no more

        def tell(step: str) -> None:
            shown.update(task, description=step)

        yield tell
