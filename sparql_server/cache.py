"""A bounded cache of whole answers, emptied by every write: least recently used ones leave first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable

from sparql_server.protocol.requests import Reply


class Cache:
    """Holds at most *megabytes* of answers to the dataset's present version."""

    def __init__(self, megabytes: int) -> None:
        self.limit, self.size, self.version = megabytes << 20, 0, 0
        self.replies: OrderedDict[Hashable, Reply] = OrderedDict()

    def get(self, key: Hashable, version: int) -> Reply | None:
        """Return the answer kept under *key*, if the dataset is still at *version*."""
        if version != self.version:
            self.replies.clear()
            self.size, self.version = 0, version
        reply = self.replies.get(key)
        if reply:
            self.replies.move_to_end(key)
        return reply

    def put(self, key: Hashable, version: int, reply: Reply) -> None:
        """Keep *reply*, an answer to the dataset at *version*; big ones (over an eighth of the cache) are not kept."""
        weight = len(reply.body) + 1000
        if version != self.version or weight > self.limit // 8 or key in self.replies:
            return
        self.replies[key] = reply
        self.size += weight
        while self.size > self.limit:
            self.size -= len(self.replies.popitem(last=False)[1].body) + 1000
