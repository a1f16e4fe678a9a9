"""What the frames of one OBO document share: the IRIs of its identifiers, what relations are, and what is found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from lifonto.reason.documents.gathering import Gathering
from lifonto.reason.documents.obo.clauses import Clause, Frame, broken
from lifonto.reason.documents.obo.identifiers import Identifiers
from lifonto.reason.values.expressions import Complement, Expression, Junction, Named, Restriction

NUMBERS = ("cardinality", "minCardinality", "maxCardinality")
GCI = ("gci_relation", "gci_filler")
TRUTH = {"true": True, "false": False}


class NotUnderstoodError(ValueError):
    """A clause that is not understood, of the kind that the message says."""


@dataclass
class Context:
    """*metadata* are the relations that are annotation properties, *class_level* those of classes as such."""

    iri: Identifiers
    found: Gathering
    metadata: set[str] = field(default_factory=set)
    class_level: set[str] = field(default_factory=set)
    relations: set[str] = field(default_factory=set)
    macros: dict[str, list[list[str]]] = field(default_factory=dict)

    def about(self, frame: Frame) -> Named:
        """Return what *frame* is about; raises SyntaxError where that is no identifier."""
        try:
            return Named(self.iri(frame.identifier))
        except ValueError as error:
            raise broken(f"[{frame.kind}]: {error}", frame.line) from error

    def named(self, clause: Clause) -> Named:
        """Return what *clause* names, its only word."""
        return Named(self.iri(words(clause, 1)[0]))

    def trying(self, clauses: Iterable[Clause], take: Callable[[], None]) -> None:
        """Take *clauses*; those that are not understood are counted and left out."""
        try:
            take()
        except NotUnderstoodError as error:
            for each in clauses:
                self.found.leave_out(str(error), str(each))
        except ValueError:  # of an identifier
            for each in clauses:
                self.found.leave_out("clauses without the identifier that they want", str(each))

    def expression(self, clause: Clause) -> Expression:
        """Return what *clause* says: ``GO:1``, or ``part_of GO:1``, how many and how being in its qualifiers (§5.2)."""
        found = clause.value.split()
        if len(found) == 1:
            only_qualifiers(clause, ())
            return self.named(clause)
        relation, filler = words(clause, 2)
        if self.iri(relation) in self.metadata:
            raise NotUnderstoodError("expressions with a relation that is a metadata tag")
        return self.related(Named(self.iri(relation)), filler, dict(clause.qualifiers))

    def related(self, relation: Named, identifier: str, said: dict[str, str]) -> Expression:
        """Return the class of what *relation* leads from to *identifier*, as the qualifiers *said* (§5.2.3)."""
        filler, number = Named(self.iri(identifier)), numbers(said)
        found = list(counted(relation, filler, number))
        least = number.get("cardinality") or number.get("minCardinality") or 0
        all_some, all_only = truth(said, "all_some"), truth(said, "all_only")
        if all_some is False and not all_only and not found:
            raise NotUnderstoodError("all_some that is false")
        if (all_some and not least) or not (found or all_only):
            of_class = relation.name in self.class_level and not found and not all_some
            found.append(Restriction(relation, "value" if of_class else "some", filler))
        if all_only:
            found.append(Restriction(relation, "only", filler))
        return found[0] if len(found) == 1 else Junction("and", tuple(found))

    def subject(self, about: Named, clause: Clause) -> Expression:
        """Return what *clause*, which stands in the frame of *about*, speaks of (§5.2.2)."""
        said = dict(clause.qualifiers)
        if not any(each in said for each in GCI):
            return about
        if not all(said.get(each) for each in GCI):
            raise NotUnderstoodError("gci_relation or gci_filler without the other")
        filler = Named(self.iri(said["gci_filler"]))
        return Junction("and", (about, Restriction(Named(self.iri(said["gci_relation"])), "some", filler)))


def counted(relation: Named, filler: Named, number: dict[str, int]) -> Iterable[Expression]:
    """Yield the cardinalities that are said; none at all is ``only not``, as in §5.2.3."""
    none = Restriction(relation, "only", Complement(filler))
    if "cardinality" in number:
        exactly = number["cardinality"]
        yield Restriction(relation, "exactly", filler, exactly) if exactly else none
    least, most = number.get("minCardinality"), number.get("maxCardinality")
    if least is not None and (least or most != 0):
        yield Restriction(relation, "min", filler, least)
    if most is not None:
        yield Restriction(relation, "max", filler, most) if most else none


def numbers(said: dict[str, str]) -> dict[str, int]:
    """Return the cardinalities in the qualifiers *said*."""
    found = {each: said[each] for each in NUMBERS if each in said}
    if not all(value.isdecimal() and len(value) < 10 for value in found.values()):
        raise NotUnderstoodError("cardinalities that are no numbers")
    return {name: int(value) for name, value in found.items()}


def truth(said: dict[str, str], name: str) -> bool | None:
    """Return whether the qualifier *name* is true; ``None`` where it is not there."""
    if name not in said:
        return None
    if said[name] not in TRUTH:
        raise NotUnderstoodError(f"{name} that is neither true nor false")
    return TRUTH[said[name]]


def words(clause: Clause, count: int) -> list[str]:
    """Return the words of the value of *clause*, which are to be *count*."""
    found = clause.value.split()
    if not found:
        raise NotUnderstoodError(f"{clause.tag} without a value")
    if len(found) != count:
        raise NotUnderstoodError(f"{clause.tag} with too {'many' if len(found) > count else 'few'} words")
    return found


def only_qualifiers(clause: Clause, allowed: Iterable[str]) -> None:
    """See that none but *allowed* qualifiers change what *clause* says."""
    meant = {*GCI, *NUMBERS, "all_some", "all_only"}.difference(allowed)
    if clause.qualifiers and (strange := meant.intersection(name for name, _ in clause.qualifiers)):
        raise NotUnderstoodError(f"{clause.tag} with the qualifier {min(strange)}")
