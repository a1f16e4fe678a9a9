"""Lanes: who gets a place, and who waits."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

import pytest

from sparql_server.lanes.lane import Lane
from sparql_server.lanes.spool import Spool
from sparql_server.protocol.problems import Problem


@dataclass
class Caller:
    address: str
    gone: bool = False

    def has_left(self) -> bool:
        return self.gone


def soon(seconds: float = 30) -> float:
    return time.monotonic() + seconds


def waiting(lane: Lane, caller: Caller, seconds: float = 30) -> tuple[threading.Thread, list[object]]:
    """Have *caller* wait for a place in a thread; return it, and what becomes of it."""
    found: list[object] = []

    def wait() -> None:
        try:
            lane.enter(soon(seconds), caller)
            found.append("in")
        except Problem as problem:
            found.append(problem.status)

    before = len(lane.waiting)
    thread = threading.Thread(target=wait)
    thread.start()
    while len(lane.waiting) == before and thread.is_alive():
        thread.join(0.001)
    return thread, found


def test_one_address_gets_half_of_the_places_and_others_get_the_rest():
    lane = Lane("queries", 4, 10)
    assert [lane.enter_at_once("a") for _ in range(3)] == [True, True, False]
    assert [lane.enter_at_once("b") for _ in range(3)] == [True, True, False]


def test_who_may_have_a_place_overtakes_who_has_half_of_them():
    lane = Lane("queries", 4, 10)
    for _ in range(2):
        lane.enter(soon(), Caller("a"))
    thread, found = waiting(lane, Caller("a"))
    lane.enter(soon(), Caller("b"))
    assert found == []
    lane.leave("a")
    thread.join(10)
    assert found == ["in"]


def test_those_who_wait_are_served_in_their_order():
    lane = Lane("queries", 1, 10)
    lane.enter(soon(), Caller("a"))
    order: list[str] = []
    threads = []
    for name in "bcd":
        thread, found = waiting(lane, Caller(name))
        threads.append((name, thread, found))
    for name, thread, found in threads:
        lane.leave("a" if not order else order[-1])
        thread.join(10)
        assert found == ["in"]
        order.append(name)
    assert order == ["b", "c", "d"]


def test_where_the_queue_is_full_the_address_with_most_in_it_gives_its_last_turn_to_another():
    lane = Lane("queries", 1, 3)
    lane.enter(soon(), Caller("a"))
    threads = [waiting(lane, Caller("a"), 0.5) for _ in range(3)]
    with pytest.raises(Problem) as refused:
        lane.enter(soon(), Caller("a"))
    assert refused.value.status == 503
    assert int(str(refused.value.headers["Retry-After"])) > 0
    other = threading.Thread(target=lane.enter, args=(soon(), Caller("b")))
    other.start()
    threads[-1][0].join(10)
    assert threads[-1][1] == [503]
    assert sorted(turn.address for turn in lane.waiting) == ["a", "a", "b"]
    for thread, _ in threads:
        thread.join(10)
    lane.leave("a")
    other.join(10)
    assert lane.held == {"b": 1}


def test_a_full_queue_refuses_and_says_what_is_full():
    lane = Lane("slow queries", 1, 1)
    lane.enter(soon(), Caller("a"))
    thread, _ = waiting(lane, Caller("b"), 0.2)
    with pytest.raises(Problem, match="slow queries") as refused:
        lane.enter(soon(), Caller("c"))
    assert refused.value.status == 503
    thread.join(10)


def test_who_leaves_waits_no_longer():
    lane, caller = Lane("queries", 1, 10), Caller("b")
    lane.enter(soon(), Caller("a"))
    thread, found = waiting(lane, caller)
    caller.gone = True
    thread.join(10)
    assert found == [408]
    lane.leave("a")
    assert lane.running == 0


def test_waiting_ends_with_the_time_that_there_is():
    lane = Lane("queries", 1, 10)
    lane.enter(soon(), Caller("a"))
    thread, found = waiting(lane, Caller("b"), 0.05)
    thread.join(10)
    assert found == [503]


def test_the_spool_grants_no_more_than_it_has_and_gets_it_back(tmp_path):
    spool = Spool(1, tmp_path)
    with spool.file() as file:
        file.reserve(1 << 20)
        with pytest.raises(Problem) as refused:
            spool.take(1)
        assert refused.value.status == 503
        file.write(b"x" * 1000)
        file.shrink()
        assert spool.left == (1 << 20) - 1000
    assert spool.left == 1 << 20
    assert list(tmp_path.iterdir()) == []
