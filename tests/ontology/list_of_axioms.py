"""What became of each statement's axiom, as a table: ``python tests/ontology/list_of_axioms.py`` writes it anew."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from axioms_in_context import Facts, wording

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "ontology" / "axioms_of_statements.tsv"
HEAD = ("Identifier", "Standing", "Kind", "Axiom", "Stated of", "Why")
GENE_ACTION = "what is missing where a gene is lost is seen only there"


def why_none(facts: Facts, fact: str) -> str:
    """Return why the statement *fact* bears no axiom."""
    kind, standing = facts.row(fact).text("TYPE").removesuffix(" statement"), facts.text(fact, "LIFO:0000002")
    if kind != "positive":
        return f"{kind}: no clean negation of what it says" if kind == "negative" else kind
    if standing == "partial" and "WikiPathways" in facts.text(fact, "LIFO:0000008") + facts.cell(
        fact, "dcterms:source"
    ):
        return "partial: drawn in a pathway"
    if standing != "verified":
        return standing
    sources = facts.cell(fact, "dcterms:source").split("|")
    if all(source.startswith(("DB:", "WikiPathways:")) for source in sources):
        return "database only"
    if cell := facts.cell(fact, "LIFO:0000005"):
        return "conflicts with " + cell
    relation = facts.text(fact, "biolink:predicate")
    words = wording().get(relation)
    if words and words.why_none:
        return words.why_none
    if not facts.values(fact, "biolink:species_context_qualifier"):
        return "no species stated"
    conditions = facts.values(fact, "LIFO:0000001")
    if any("null" in each or "deletion" in each for each in conditions):
        return GENE_ACTION
    if len(conditions) > 1:
        return "conditions that hold together only"
    return f"not yet: no axiom is made of {relation!r} here"


def line(facts: Facts, fact: str) -> tuple[str, ...]:
    """Return the row of *fact*: what it states, of which classes, and why."""
    row = facts.row(fact)
    start = (fact, facts.text(fact, "LIFO:0000002"), row.text("TYPE").removesuffix(" statement"))
    stated = list(dict.fromkeys(name for name, _ in facts.axioms.get(fact, [])))
    if not stated:
        return (*start, "none", "", why_none(facts, fact))
    labels = "|".join(facts.outline.label(name) for name in stated)
    if reason := row.text("UNIVERSAL"):
        return (*start, "kept universal", labels, reason)
    if any(facts.is_in_context(name) for name in stated):
        return (*start, "moved to a context class", labels, "the species, cell or condition of the row")
    plain = {facts.plain.identifier(value) for value in facts.values(fact, "biolink:subject")}
    plain |= {facts.plain.identifier(value) for value in facts.values(fact, "biolink:object")}
    if set(stated) <= plain:
        return (*start, "kept", labels, "the term is of this context already")
    return (*start, "narrowed", labels, "the term that was studied, narrower than that of the record")


def table(home: Path) -> str:
    """Return the table as the tables of *home* make it."""
    facts = Facts(home)
    lines = [HEAD, *(line(facts, fact) for fact in sorted(facts.records))]
    return "".join("\t".join(cells) + "\n" for cells in lines)


if __name__ == "__main__":
    TABLE.write_text(table(ROOT / "ontology"), encoding="utf-8")
    print(f"wrote {TABLE.relative_to(ROOT)}")
