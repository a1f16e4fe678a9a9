"""A small ontology of cells and receptors, in OBO, to look in, to age and to break."""

from __future__ import annotations

HEADER = """format-version: 1.4
data-version: releases/2026-01-01
ontology: tst

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

TISSUES = {20: "tissue", 21: "epithelium", 22: "muscle tissue", 23: "nerve tissue", 24: "bone tissue"}
GENUS, PLACED = 1, range(100, 160)  # cells, each below one of ten kinds and part of one of the tissues
KINDS = range(30, 40)


def cells() -> list[str]:
    """Return the frames of an ontology of eighty terms: kinds of cells, cells in tissues, and classes by definition."""
    frames = [term(1, "cell")]
    frames += [term(n, name, *(["is_a: TST:0000020"] if n > 20 else [])) for n, name in TISSUES.items()]
    frames += [term(n, f"kind {n} cell", "is_a: TST:0000001") for n in KINDS]
    for n in PLACED:
        tissue = f"relationship: part_of TST:00000{21 + n % 4}"
        frames.append(term(n, f"cell {n}", f'synonym: "c{n}" EXACT []', f"is_a: TST:00000{30 + n % 10}", tissue))
    for n in (21, 22, 23, 24):  # what is in a tissue, by definition
        defined = ("intersection_of: TST:0000001", f"intersection_of: part_of TST:00000{n}")
        frames.append(term(200 + n, f"cell of {TISSUES[n]}", *defined))
    frames.append(term(170, "cell in a thing without a name", "is_a: TST:0000001", "relationship: part_of UNS:1"))
    frames.append(term(171, "obsolete and used", "is_obsolete: true"))
    frames.append("\n[Typedef]\nid: TST:0000172\nname: obsolete relation\nis_obsolete: true\n")
    frames.append(term(160, "cell of two kinds", "is_a: TST:0000030", "is_a: TST:0000031"))
    return frames


def written(frames: list[str], name: str = "tst") -> str:
    """Return an OBO document."""
    return HEADER.replace("ontology: tst", f"ontology: {name}") + "".join(frames)


OWN = f"""{HEADER.replace("ontology: tst", "ontology: own")}idspace: OWN http://ex.org/OWN_

[Term]
id: OWN:1
name: our cell
is_a: TST:0000100 ! cell 100

[Term]
id: OWN:2
name: our other cell
intersection_of: TST:0000130 ! cell 130
intersection_of: part_of TST:0000105 ! cell 105
"""
