"""A way past the event loop for answers that are already there.

granian hands each request to Python in a thread of its own pool and only then wakes the event loop. Looking into
the cache right in that thread saves the waking, which costs more than the answer. granian has no public hook for
it, hence its pinned version and a test that fails when the hook stops working.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from granian import _futures
from granian.server import embed

granian: Any = _futures  # untyped


def install(hot: Callable[[Any, Any], bool]) -> None:
    """Have granian's embedded server ask *hot* (scope, protocol), which tells whether it has answered."""

    def schedule_on(loop: Any, context: Any, answer: Callable[[Any], Any]) -> Callable[[Any], None]:
        later = granian._cbsched_aioschedule(loop, context, answer)

        def schedule(watcher: Any) -> None:
            if hot(watcher.scope, watcher.proto):
                watcher.done()
            else:
                later(watcher)

        return schedule

    class HotScheduler(granian._BaseCBScheduler):  # type: ignore[misc]
        """Schedules a request on the loop, unless it has been answered."""

        def __init__(self, loop: Any, answer: Any, *_task: Any) -> None:
            super().__init__()
            self._schedule_fn = schedule_on(loop, self._ctx, answer)

    def scheduler(loop: Any, answer: Any, impl_asyncio: bool = True) -> Any:
        del impl_asyncio  # the other implementation is not used here
        enter, leave = partial(granian._aio_taskenter, loop), partial(granian._aio_taskleave, loop)
        return HotScheduler(loop, answer, None, enter, leave)

    vars(embed)["_new_cbscheduler"] = scheduler
