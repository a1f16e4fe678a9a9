"""How often Python looks for garbage: seldom, where most objects live as long as the process."""

from __future__ import annotations

import atexit
import gc

COLLECT_AFTER = 100_000, 20, 100  # objects; the usual 700 double the time of a command


def collect_seldom() -> None:
    """Look for garbage seldom from here on, and not when the process ends, which frees all of it anyway."""
    gc.set_threshold(*COLLECT_AFTER)
    atexit.register(gc.freeze)
