"""Axioms read aloud beside their records: sixty statements drawn by their numbers, as a page of docs/.

``python tests/ontology/read_aloud.py`` writes the page anew.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from axioms_in_context import QUALIFIERS, Facts, wording

from lifonto.reason.values.expressions import Complement, Expression, Junction, Named, Restriction, conjuncts

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "statements-read-aloud.md"
SEED, DRAWN = "read aloud", 60
ADJECTIVES = {"Homo sapiens": "human", "Mus musculus": "mouse", "Rattus norvegicus": "rat"}
COUNTED = (
    "cell",
    "anatomical structure",
    "cellular_component",
    "cell line",
    "organism",
    "complex of molecules",
    "genotype",
    "gene",
)
MOLECULES = ("molecule", "chemical entity", "drug product")
HEAD = """# Statements read aloud

What the axioms of {drawn} statements say, in plain words, beside what their records say and where it was found. The
statements are drawn by their numbers from all {all} that bear axioms; `python tests/ontology/read_aloud.py` writes this
page anew after a change of the tables, and a test wants it to be as the tables are. *Every* is meant as it stands: what
is read here holds of each instance, so a sentence that says more than its record is a fault of the table.
"""


class Reader:
    """Reads the classes and expressions of *facts* aloud."""

    def __init__(self, facts: Facts) -> None:
        self.facts, self.outline, self.words = facts, facts.outline, wording()

    def kind(self, name: str, kinds: Iterable[str]) -> bool:
        """Tell whether the class *name* is of one of *kinds*."""
        above = {self.outline.label(each) for each in self.outline.above(name)}
        return bool(above & set(kinds))

    def parts(self, name: str) -> tuple[str, list[Expression]]:
        """Return the plain entity of the class *name*, and the contexts it is in where the build made it for them."""
        if not self.facts.is_in_context(name):
            return name, []
        inner = list(conjuncts(*self.outline.said[name]))
        entity = next((part.name for part in inner if isinstance(part, Named)), None)
        if entity is None:  # a class that the tables of culture made
            return name, []
        return entity, [part for part in inner if not isinstance(part, Named)]

    def noun(self, name: str) -> str:
        """Return what the class *name* is called, its species first and its contexts after it."""
        entity, contexts = self.parts(name)
        said = self.outline.label(entity)
        after = []
        for context in contexts:
            relation, filler = self.outline.label(context.relation.name), context.filler
            if relation == "in taxon":
                adjective = ADJECTIVES.get(self.outline.label(filler.name), self.outline.label(filler.name))
                said = said if adjective in said.split() else f"{adjective} {said}"
            elif isinstance(filler, Restriction):  # in some part or cell of a species
                species = self.outline.label(filler.filler.name)
                after.append(f"in a {ADJECTIVES.get(species, species)}")
            else:
                after.append(self.context(relation, self.filler(filler)))
        return " ".join([said, *after])

    def context(self, relation: str, filler: str) -> str:
        """Return how a context follows the noun that is in it."""
        match relation:
            case "under condition":
                return f"(condition: {filler})"
            case "occurs in":
                return f"in {filler}"
            case "acts in":
                return f"that acts in or on {filler}"
            case "part of":
                return f"of {filler}"
        return f"that {self.words[relation].said.format(filler)}"

    def filler(self, expression: Expression) -> str:
        """Return *expression* as the object of a verb."""
        match expression:
            case Named(name):
                noun = self.noun(name)
                counted = self.kind(name, COUNTED) and not self.kind(name, ("combination of agents",))
                return f"{article(noun)} {noun}" if counted else noun
            case Restriction(Named(relation), _, inner):
                return f"what {self.words[self.outline.label(relation)].said.format(self.filler(inner))}"
            case Junction(_, operands):
                named = [part for part in operands if isinstance(part, Named)]
                rest = [part for part in operands if not isinstance(part, Named)]
                said = " and ".join(self.filler(part) for part in named) or "what"
                return " ".join([said, *(f"that {verb}" for verb in self.verbs(rest))])
        return str(expression)

    def verbs(self, expressions: Iterable[Expression]) -> list[str]:
        """Return *expressions* as what is said of a subject: one verb for all that one relation leads to."""
        fillers: dict[tuple[str, bool], list[str]] = {}
        classes = []
        for expression in expressions:
            denied = isinstance(expression, Complement)
            match expression.operand if isinstance(expression, Complement) else expression:
                case Restriction(Named(relation), _, inner):
                    told = fillers.setdefault((self.outline.label(relation), denied), [])
                    told += [self.filler(inner)] if self.filler(inner) not in told else []
                case plain:
                    noun = self.filler(plain)
                    noun = noun if noun.startswith(("a ", "an ")) else f"{article(noun)} {noun}"
                    classes.append(f"is {'not ' if denied else ''}{noun}")
        said = [
            (self.words[relation].denied if denied else self.words[relation].said).format(listed(told, denied=denied))
            for (relation, denied), told in fillers.items()
        ]
        return classes + said

    def subject(self, name: str) -> str:
        """Return the class *name* as the subject of a sentence."""
        entity, _ = self.parts(name)
        molecule = self.kind(entity, MOLECULES) and not self.kind(
            entity, ("complex of molecules", "combination of agents")
        )
        return f"Every {'molecule of ' if molecule else ''}{self.noun(name)}"

    def sentences(self, fact: str) -> Iterator[str]:
        """Yield what the axioms of *fact* say, a sentence for each class that they are about."""
        said: dict[str, list[Expression]] = {}
        for name, expressions in self.facts.axioms[fact]:
            said.setdefault(self.subject(name), []).extend(expressions)
        for subject, expressions in said.items():
            yield f"{subject} {', and '.join(self.verbs(expressions))}."


def article(noun: str) -> str:
    return "an" if re.match(r"[aeiou]|M1\b|[LMNS][A-Z]+\b", noun) and not noun.startswith("uni") else "a"


def listed(told: list[str], *, denied: bool) -> str:
    """Return *told* as one list."""
    return f" {'or' if denied else 'and'} ".join([", ".join(told[:-1]), told[-1]]) if told[1:] else told[0]


def drawn(facts: list[str]) -> list[str]:
    """Return the statements of the page: those whose digests come first, so that a new one changes at most one."""
    by_digest = sorted(facts, key=lambda fact: hashlib.sha256(f"{SEED} {fact}".encode()).hexdigest())
    return sorted(by_digest[:DRAWN])


def page(home: Path) -> str:
    """Return the page as the tables of *home* make it."""
    facts = Facts(home)
    reader = Reader(facts)
    lines = [HEAD.format(drawn=DRAWN, all=len(facts.axioms))]
    for fact in drawn(list(facts.axioms)):
        context = "; ".join(text for qualifier in QUALIFIERS if (text := facts.text(fact, qualifier)))
        note, reason = facts.text(fact, "LIFO:0000007"), facts.row(fact).text("UNIVERSAL")
        record = f"{facts.row(fact).text('LABEL')} ({facts.row(fact).text('TYPE').removesuffix(' statement')})"
        lines += [f"\n## {fact}\n", *(f"> {sentence}" for sentence in reader.sentences(fact))]
        lines += ["", f"- Record: {record}", f"- Found in: {context or 'not stated'}{f'. {note}' if note else ''}"]
        lines += [f"- Said of all, because: {reason}"] if reason else []
        lines += [f"- Source: {facts.cell(fact, 'dcterms:source').replace('|', ', ')}"]
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(ROOT / "ontology"), encoding="utf-8")
    print(f"wrote {PAGE.relative_to(ROOT)}")
