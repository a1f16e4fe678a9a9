"""Reasons: the rules and facts that a verdict rests on, each with the statements and citations behind it.

The rules are the classes that the definition of the outcome leads to and that the condition, its cell, ingredients or
feeder fall under; then those that no rule uses, such as a published condition, unless they are either-or. The facts
are what is stated of cell, ingredients and feeder in the same terms as the rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lifonto.culture import vocabulary as v
from lifonto.culture.condition import Condition
from lifonto.culture.knowledge import CultureKnowledge, named_parts
from lifonto.ask.store import bare, table
from lifonto.reason.values.axioms import names_in
from lifonto.reason.values.expressions import Restriction

EVIDENCE = f"""
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?about ?relation ?filler ?record ?sentence ?source WHERE {{
  ?axiom a owl:Axiom ; owl:annotatedSource ?about ; owl:annotatedProperty ?how ; owl:annotatedTarget ?said ;
         <{v.STATED_IN}> ?record .
  ?record rdfs:label ?sentence ; dcterms:source ?source .
  OPTIONAL {{ ?said owl:onProperty ?relation ; owl:someValuesFrom ?filler }}
  FILTER (?how = owl:equivalentClass || BOUND(?filler))
  VALUES ?about {{ %s }}
}}"""


@dataclass(frozen=True)
class Reason:
    """A rule or fact, as a sentence of names, with its statements: (record, sentence, sources)."""

    says: str
    statements: tuple[tuple[str, str, tuple[str, ...]], ...]


def reasons(known: CultureKnowledge, condition: Condition, under: frozenset[str]) -> list[Reason]:
    """Return what the outcomes of *condition* rest on, given the classes of conditions it falls *under*."""
    rules = frozenset().union(*(known.defining(each) for each in under & set(known.outcomes)))
    parts = parts_of(known, condition)
    classes = (under | frozenset().union(*map(known.above, parts))) & rules
    classes |= {each for each in under - known.used_in_definitions if not known.cases(each)}
    found: defaultdict[str, defaultdict[tuple[str, str], set[str]]] = defaultdict(lambda: defaultdict(set))
    for about, relation, filler, record, sentence, source in evidence(known, classes | parts):
        if relation and about in parts and {relation, filler} <= rules:
            found[" ".join(map(known.index.call, (about, relation, filler)))][record, sentence].add(source)
        elif not relation and about in classes:
            found[known.index.call(about)][record, sentence].add(source)
    return [Reason(says, tuple(told(known, found[says]))) for says in sorted(found, key=str.casefold)]


def parts_of(known: CultureKnowledge, condition: Condition) -> frozenset[str]:
    """Return its cell, ingredients and feeder, and what the cell is said to bear."""
    ingredients = {name for each in condition.ingredients(known) for name in named_parts(each)}
    borne = {
        name
        for said in known.stated(condition.cell, "SubClassOf")
        if isinstance(said, Restriction) and said.quantifier == "some"
        for name in names_in(said.filler)
    }
    return frozenset({condition.cell, *ingredients, *borne, *([condition.feeder] if condition.feeder else [])})


def evidence(known: CultureKnowledge, about: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Yield (about, relation, filler, record, sentence, source) for the axioms about the classes *about*."""
    for row in table(known.store, EVIDENCE % " ".join(f"<{each}>" for each in sorted(about))).rows:
        yield tuple(bare(cell) if cell else "" for cell in row)


def told(
    known: CultureKnowledge, found: Mapping[tuple[str, str], set[str]]
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield each record with its sentence and citations, as CURIEs."""
    for (record, sentence), sources in sorted(found.items()):
        contract = known.index.prefixes.contract
        yield contract(record), sentence, tuple(sorted(map(contract, sources)))
