"""A small ontology of cells and receptors, in OBO, to look in, to age and to break."""

from __future__ import annotations

HEADER = """format-version: 1.4
data-version: releases/2026-01-01
ontology: tst
idspace: TST http://purl.obolibrary.org/obo/TST_

[Typedef]
id: part_of
name: part of
xref: BFO:0000050
is_transitive: true
"""


def term(number: int, name: str, *lines: str) -> str:
    """Return a frame of OBO."""
    return "\n".join(["", "[Term]", f"id: TST:{number:07}", f"name: {name}", *lines, ""])


SYNONYM = 'synonym: "mother cell" RELATED []'
NAMED = HEADER + "".join(
    (
        term(1, "cell", 'synonym: "cellular unit" EXACT []'),
        term(
            2, "stem cell", 'synonym: "progenitor" BROAD []', 'synonym: "mother cell" RELATED []', "is_a: TST:0000001"
        ),
        term(3, "muscle stem cell", 'synonym: "satellite cell" EXACT []', "xref: EX:77", "is_a: TST:0000002"),
        term(4, "glial satellite cell", 'synonym: "satellite cell" EXACT []', "is_a: TST:0000001"),
        term(5, "obsolete blast", "is_obsolete: true", "replaced_by: TST:0000002"),
        term(6, "obsolete germ", "is_obsolete: true", "consider: TST:0000002", "consider: TST:0000003"),
        term(7, "NAD+ pump", "alt_id: TST:0000070", "is_a: TST:0000001"),
        term(8, "NAD pump", "is_a: TST:0000001"),
        term(9, "factor α receptor", "is_a: TST:0000001"),
        term(10, "IL-6 cell", 'synonym: "narrow one" NARROW []', "is_a: TST:0000001"),
    )
)
