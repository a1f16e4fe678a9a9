"""Short questions to the data on behalf of a page: each in its lane, all within one budget of time."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field

from flask import request

from sparql_server.pages.asking import Row, operation, rows
from sparql_server.protocol.problems import Problem
from sparql_server.views.service import service


@dataclass
class Trial:
    """What is left of the *seconds* that a page spends on short questions; *each* is the most for one.

    They see what pages see; with *as_asked* no more than a query that is sent to /sparql does.
    """

    seconds: float
    each: float = 1.0
    as_asked: bool = False
    ends: float = field(init=False)

    def __post_init__(self) -> None:
        self.ends = time.monotonic() + self.seconds

    def rows(self, query: str) -> list[Row] | None:
        """Return the solutions of *query*; None where a limit is met, or it is no query."""
        left = min(self.each, self.ends - time.monotonic())
        if left <= 0:
            return None
        asked = operation(service(), query)
        asked.request["seconds"] = left
        if self.as_asked:
            asked.request["union"] = service().settings.union_default_graph
        try:
            return rows(json.loads(service().read(asked, request.environ).text()))
        except Problem:
            return None

    def holds(self, query: str) -> bool | None:
        """Tell whether *query* has a solution; None where that is not known."""
        found = self.rows(query)
        return None if found is None else bool(found)
