"""Statement records for the toy ontology: kinds, standings, contexts and signed relations."""

from pathlib import Path

COLUMNS = (
    *("ID", "TYPE", "AI biolink:subject SPLIT=|", "AI biolink:predicate", "AI biolink:object SPLIT=|"),
    *("AI biolink:species_context_qualifier SPLIT=|", "AI biolink:anatomical_context_qualifier SPLIT=|"),
    "A LIFO:0000002",
)
TERMS = """ID	LABEL	SC %	A oboInOwl:hasExactSynonym
LIFO:0000100	any statement
LIFO:0000101	positive statement	'any statement'
LIFO:0000102	negative statement	'any statement'
LIFO:0000103	hypothetical statement	'any statement'
LIFO:9000050	mouse
LIFO:9000051	human
LIFO:9000052	stem cell
LIFO:9000053	mouse stem cell	'stem cell'
LIFO:9000054	gland
LIFO:9000060	JAK	molecule
LIFO:9000061	STAT	molecule
LIFO:9000062	SOCS	molecule
LIFO:9000063	response to HILDA
LIFO:9000064	human LIF	LIF	LIF-H
"""
PROPERTIES = """ID	LABEL	TYPE
biolink:predicate	relation	owl:AnnotationProperty
biolink:object	object	owl:AnnotationProperty
biolink:species_context_qualifier	species	owl:AnnotationProperty
biolink:anatomical_context_qualifier	cell	owl:AnnotationProperty
LIFO:0000002	standing	owl:AnnotationProperty
LIFO:0000009	effect sign	owl:AnnotationProperty
"""
RELATIONS = """ID	LABEL	TYPE	A LIFO:0000009
LIFO:0000050	raises	owl:ObjectProperty	positive
LIFO:0000051	lowers	owl:ObjectProperty	negative
"""


def with_statements(toy: Path, *rows: str) -> Path:
    """Add to *toy* statement records, each with its cells apart by ``;`` in the order of COLUMNS."""
    tables = {
        "terms/statements": TERMS,
        "relations/of_statements": PROPERTIES,
        "relations/signed": RELATIONS,
        "facts/signalling": "\n".join(["\t".join(COLUMNS), *(row.replace("; ", "\t") for row in rows), ""]),
    }
    for name, text in tables.items():
        header, _, rest = text.partition("\n")
        (toy / f"{name}.tsv").write_text(f"{header}\n{header}\n{rest}".replace("\t\n", "\n"), encoding="utf-8")
    return toy
