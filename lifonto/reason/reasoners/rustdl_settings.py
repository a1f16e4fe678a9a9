"""How rustdl 0.4.42 is set, by variables of the process, which it reads whenever it is asked.

As it comes it leaves out part of the work and says that its answer is complete. Set as here it takes nothing that its
fast procedure, which is not complete, does not find for absent: each such pair of classes goes to the slow one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock

ALWAYS = {
    "RUSTDL_CLASSIFY_ROLE_HIERARCHY_MAX_CLOSURE": "10000000",  # its own limit is too low for RO
    "RUSTDL_CLASSIFY_SAME_TIER": "1",  # compare classes with equally many stated superclasses, too
}
THOROUGH = {
    "RUSTDL_CLASSIFY_VERIFY_REFUTATIONS": "1",  # that a pair is no subsumption is left to the slow procedure
    "RUSTDL_HYPERTABLEAU_TRUST_SAT": "0",  # and that something is possible
    "RUSTDL_LABEL_HEURISTIC": "0",  # no pair is left out for what one model looks like
    "RUSTDL_UNSAT_VIA_LABELS": "0",  # nor is a class taken for possible for that
}
_lock = RLock()


@contextmanager
def settings(*, thorough: bool) -> Iterator[None]:
    """Set rustdl for as long as the block runs; others wait."""
    with _lock:
        os.environ.update(ALWAYS)
        if thorough:
            os.environ.update(THOROUGH)
        try:
            yield
        finally:
            for name in THOROUGH:
                os.environ.pop(name, None)
