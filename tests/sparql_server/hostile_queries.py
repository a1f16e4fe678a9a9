"""Queries that have each brought a server down, or kept it busy for ever, with the statuses that they may end with."""

from __future__ import annotations

import runpy

from serving import SHARED

CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
DOUBLINGS = " ".join(f"BIND(CONCAT(?v{n},?v{n}) AS ?v{n + 1})" for n in range(30))
HOSTILE = {  # each has brought a server down, or kept it busy for ever
    "cross product counted": (f"SELECT (COUNT(*) AS ?n) WHERE {{ {CROSS} }}", {504}),
    "cross product sorted": (f"SELECT * WHERE {{ {CROSS} }} ORDER BY ?c ?f LIMIT 10", {504, 507}),
    "cross product distinct": (f"SELECT (COUNT(DISTINCT ?c) AS ?n) WHERE {{ {CROSS} }}", {504, 507}),
    "pattern that backtracks": (
        'SELECT * WHERE { BIND("' + "a" * 48 + '!" AS ?x) FILTER(REGEX(?x, "^(a+)+$")) }',
        {200},
    ),
    "pattern too large": (
        'SELECT * WHERE { FILTER(REGEX("a", "' + "(a{1,999}){1,999}" * 2 + '")) }',
        {200, 400, 504, 507},
    ),
    "path between all pairs": (
        "SELECT (COUNT(*) AS ?n) WHERE { ?s (!<urn:x>)* ?o . ?o (!<urn:y>)* ?z . ?z (!<urn:z>)* ?q }",
        {200, 504, 507},
    ),
    "string doubled 30 times": (
        f'SELECT (STRLEN(?v30) AS ?n) WHERE {{ BIND("0123456789abcdef" AS ?v0) {DOUBLINGS} }}',
        {504, 507},
    ),
    "cross product joined": (
        f"SELECT (STRLEN(GROUP_CONCAT(CONCAT(STR(?a), STR(?d)))) AS ?n) WHERE {{ {CROSS} }}",
        {504, 507},
    ),
    "groups nested 20,000 deep": ("SELECT * WHERE " + "{" * 20000 + " ?s ?p ?o " + "}" * 20000, {400}),
    "parentheses nested 20,000 deep": ("SELECT * WHERE { FILTER(" + "(" * 20000 + "1" + ")" * 20000 + ") }", {400}),
    "subqueries nested 3,000 deep": (
        "SELECT * WHERE " + "{ SELECT * WHERE " * 3000 + "{}" + "}" * 3000,
        {200, 400, 504},
    ),
    "exists in exists": ("ASK {" + "?a ?b ?c FILTER NOT EXISTS { " * 40 + "?x ?y ?z" + "}" * 40 + "}", {200, 504, 507}),
    "ten thousand optionals": ("SELECT * WHERE { " + "OPTIONAL { ?s ?p ?o } " * 10000 + "}", {400, 504, 507}),
    "strings replaced for ever": (
        f'SELECT (STRLEN(?x) AS ?n) WHERE {{ BIND(REPLACE("{"a" * 5000}", "", "{"b" * 5000}") AS ?x) }}',
        {200, 400, 413, 504, 507},
    ),
}


def hostile_to_peers() -> dict[str, str]:
    """Return the queries that were measured to bring other servers down; none where they are not at hand."""
    file = SHARED / "peers" / "hostile.py"
    return dict(runpy.run_path(str(file))["HOSTILE"]) if file.is_file() else {}
