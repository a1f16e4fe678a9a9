"""What a worker may not do: take memory without end, run for ever, reach the network.

On Linux a seccomp filter refuses ``socket()`` and ``connect()`` in the zygote, hence in every worker and in every
thread of the engine; elsewhere a low number of open files has the same effect for stores in memory.
"""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import os
import platform
import resource
import signal
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

SOCKET_CALLS = {"x86_64": (0xC000003E, 41, 42), "aarch64": (0xC00000B7, 198, 203)}  # audit arch, socket, connect
PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 1, 38, 22, 2
KILL, REFUSE, ALLOW = 0x80000000, 0x00050000 | 13, 0x7FFF0000  # 13 is EACCES


def deny_network() -> bool:
    """Refuse new network sockets to this process and its children for good; tell whether that was possible."""
    if sys.platform != "linux" or platform.machine() not in SOCKET_CALLS:
        return False
    arch, *calls = SOCKET_CALLS[platform.machine()]
    program = [(0x20, 0, 0, 4), (0x15, 1, 0, arch), (0x06, 0, 0, KILL), (0x20, 0, 0, 0)]
    program += [(0x15, len(calls) - place, 0, call) for place, call in enumerate(calls)]
    program += [(0x06, 0, 0, ALLOW), (0x06, 0, 0, REFUSE)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in program))
    header = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(program), ctypes.addressof(code)))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return False
    filtering = libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.c_void_p(ctypes.addressof(header)), 0, 0)
    return bool(filtering == 0)


def limit_memory(megabytes: int) -> None:
    """Let this process take *megabytes* more address space than it has now; past that the engine aborts."""
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return  # macOS: the wall clock and the system's own memory pressure remain
    now = int(statm.read_text().split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (now + (megabytes << 20), hard))


def free_memory() -> None:
    """Lift what :func:`limit_memory` set."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def go_first() -> None:
    """Have the kernel end this process, rather than the one that holds the data, where memory runs out (Linux)."""
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("500")


def make_way(pid: int) -> None:
    """Let every other process go before *pid*, at once (Linux), or as far as the system knows how."""
    with contextlib.suppress(OSError):
        if sys.platform == "linux":
            os.sched_setscheduler(pid, os.SCHED_IDLE, os.sched_param(0))
        else:
            os.setpriority(os.PRIO_PROCESS, pid, 19)


def take_part(pid: int) -> bool:
    """Undo :func:`make_way`; tell whether this user may (Linux: with CAP_SYS_NICE, or RLIMIT_NICE of 20 or more).

    A batch process that is woken does not displace who wakes it: a front that has given a worker something to do goes
    on to its next client, where it would otherwise wait for the processor, up to a tick of the clock.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.sched_setscheduler(pid, os.SCHED_BATCH, os.sched_param(0))
            return True
    return False


def limit_files(spare: int = 0) -> None:
    """Let this process open *spare* more files, none by default."""
    last = os.dup(0)
    os.close(last)
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(last + spare, hard), hard))


@contextlib.contextmanager
def more_files(spare: int) -> Iterator[None]:
    """Let this process open *spare* more files for as long as the block runs."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(soft + spare, hard), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def die_with(parent: int) -> None:
    """Have the kernel end this process when its *parent* ends, or has ended, whatever it is doing then (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:  # it ended before the kernel was asked
            os._exit(1)


def speak_last_words(descriptor: int) -> None:
    """Have the interpreter name the fatal signal on *descriptor* when the engine aborts or overflows its stack."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    faulthandler.enable(descriptor, all_threads=False)
