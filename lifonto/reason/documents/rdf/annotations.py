"""The second reading: facts, annotations, and axioms and annotations that are themselves annotated.

OWL 2 Mapping to RDF Graphs §3.2.2 and §3.3, tables 16 and 17.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from lifonto.reason.documents.rdf.kinds import Kinds
from lifonto.reason.documents.rdf.tally import Tally
from lifonto.reason.documents.rdf.triples import QUOTED, Node, Triple
from lifonto.reason.documents.rdf.words import (
    ANNOTATED,
    NAMED_INDIVIDUAL,
    RESERVED,
    SOURCE,
    SWRL,
    TARGET,
    short,
)
from lifonto.reason.values.axioms import DATA, OBJECT
from lifonto.reason.values.ontology import Annotation as Note
from lifonto.reason.values.vocabulary import LABEL, THING

RULES = "statements of rules (SWRL), which are not reasoned with"
QUOTING = "statements about statements (RDF 1.2 triple terms)"
LOGICAL = ("fact", "either", "undecided")  # what may be facts; of nodes that stand for axioms, they are annotations


@dataclass
class Statements:
    """Annotations, which stand beside the structure of axioms.

    ``reified`` are the nodes that stand for a statement, with its predicate, ``bearers`` the other nodes whose
    annotations are wanted even where not ``all_`` are.
    """

    kinds: Kinds
    tally: Tally
    reified: dict[str, str]
    bearers: frozenset[str]
    all_: bool
    facts: list[Triple] = field(default_factory=list)
    undecided: list[Triple] = field(default_factory=list)  # of individuals, by properties of no known kind
    annotating: set[str] = field(default_factory=set)  # properties of no known kind that say something of other things
    said: defaultdict[str, dict[tuple[str, Node], None]] = field(default_factory=lambda: defaultdict(dict))
    ends: defaultdict[str, dict[str, Node]] = field(default_factory=lambda: defaultdict(dict))
    roles: dict[str, str] = field(default_factory=dict)
    rules: set[str] = field(default_factory=set)
    failed: set[str] = field(default_factory=set)  # the nodes that stand for no statement that is understood

    def take(self, subject: str, predicate: str, value: Node) -> None:
        """Take in one triple that is not of the structure."""
        role = self.roles.get(predicate) or self.roles.setdefault(predicate, self.role(predicate))
        if subject.startswith(QUOTED) or (isinstance(value, str) and value.startswith(QUOTED)):
            self.tally.add(QUOTING, subject, predicate, value)
        elif role == "annotation" or (role in LOGICAL and (subject in self.bearers or subject in self.reified)):
            self.annotate(subject, predicate, value)
        elif role == "fact":
            self.facts.append((subject, predicate, value))
        elif role in LOGICAL and self.is_fact(subject, value):
            (self.facts if role == "either" else self.undecided).append((subject, predicate, value))
        elif role in LOGICAL:
            self.annotating.add(predicate)
            self.annotate(subject, predicate, value)
        elif role == "rule":
            self.rules.update(each for each in (subject, value) if isinstance(each, str) and each[:2] == "_:")
            self.tally.add(RULES, subject, predicate, value)
        else:
            self.reify(subject, predicate, value)

    def role(self, predicate: str) -> str:
        """Return what statements with *predicate* are."""
        has_logic = predicate in self.kinds.of[OBJECT] or predicate in self.kinds.of[DATA]
        if predicate in self.kinds.of["AnnotationProperty"]:
            return "either" if has_logic else "annotation"
        if has_logic:
            return "fact"
        if predicate.startswith(SWRL):
            return "rule"
        return "reserved" if predicate.startswith(RESERVED) else "undecided"

    def annotate(self, subject: str, predicate: str, value: Node) -> None:
        """Take in an annotation, if it is wanted."""
        if self.all_ or predicate == LABEL or subject in self.bearers or subject in self.wanted:
            self.said[subject][predicate, value] = None

    @cached_property
    def wanted(self) -> dict[str, str]:
        """The reified statements that are wanted: axioms, and annotations if all of them are."""
        kinds = self.kinds
        return {
            node: predicate
            for node, predicate in self.reified.items()
            if self.all_ or not kinds.is_annotation(predicate)
        }

    def reify(self, subject: str, predicate: str, value: Node) -> None:
        """Take in a part of a reified statement, or count what is of no use."""
        if subject in self.reified and predicate in (SOURCE, TARGET):
            if subject in self.wanted and self.ends[subject].setdefault(predicate, value) != value:
                self.tally.add(left_over(predicate), subject, predicate, value)
        else:
            self.tally.add(left_over(predicate), subject, predicate, value)

    def is_fact(self, subject: str, value: Node) -> bool:
        """Tell whether a property that may also annotate relates individuals here."""
        return self.is_individual(subject) and (not isinstance(value, str) or self.is_individual(value))

    def is_individual(self, node: str) -> bool:
        """Tell whether *node* is an individual: without a name, declared, or of a class."""
        return node.startswith("_:") or node in self.individuals

    @cached_property
    def individuals(self) -> set[str]:
        """Every individual that is declared or of a class."""
        graph = self.kinds.graph
        kinds = (each for each in graph.types if each in (THING, NAMED_INDIVIDUAL) or not each.startswith(RESERVED))
        return self.kinds.of["NamedIndividual"].union(*(graph.types[each] for each in list(kinds)))

    def notes_of(self, node: str, within: frozenset[str] = frozenset()) -> frozenset[Note]:
        """Return the annotations of *node*, each with its own."""
        if node in within:
            return frozenset()
        inner = within | {node}
        return frozenset(self.note(node, predicate, value, inner) for predicate, value in self.said.get(node, ()))

    def note(self, subject: str, predicate: str, value: Node, within: frozenset[str] = frozenset()) -> Note:
        """Return one annotation with its own."""
        nodes = self.about.get((subject, predicate, value)) if self.about else None
        if not nodes:
            return Note(predicate, value)
        return Note(predicate, value, frozenset().union(*(self.notes_of(each, within) for each in nodes)))

    @cached_property
    def about(self) -> dict[Triple, list[str]]:
        """The nodes that stand for each statement."""
        found: defaultdict[Triple, list[str]] = defaultdict(list)
        for node, triple in self.statements():
            found[triple].append(node)
        return found

    def statements(self) -> Iterator[tuple[str, Triple]]:
        """Yield the reified statements that are whole; count what there is of the others."""
        for node, predicate in self.wanted.items():
            ends = self.ends.get(node, {})
            source, target = ends.get(SOURCE), ends.get(TARGET)
            if isinstance(source, str) and target is not None:
                yield node, (source, predicate, target)
            else:
                self.failed.add(node)
                for word, value in ((ANNOTATED, predicate), *ends.items()):
                    self.tally.add(left_over(word), node, word, value)


def left_over(predicate: str) -> str:
    """Say of what kind a statement is that no axiom has."""
    return f"statements with {short(predicate)} that are part of no axiom"
