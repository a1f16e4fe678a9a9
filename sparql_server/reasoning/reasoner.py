"""What runs in the process that reasons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lifonto.ask.explanation import read
from lifonto.ask.why import notes
from lifonto.errors import LifontoError, ManchesterError, ReasoningError
from lifonto.reason.queries.gap import gap
from lifonto.reason.queries.knowledge import KnowledgeBase
from lifonto.reason.queries.supposed import SupposedBase, assuming
from lifonto.reason.values.expressions import Expression, Named
from lifonto.reason.values.rendering import render
from lifonto.reason.values.vocabulary import THING
from sparql_server.protocol import problems
from sparql_server.protocol.problems import Problem
from sparql_server.reasoning.answers import Answer
from sparql_server.reasoning.child import run
from sparql_server.reasoning.ontology import Ontology

PARTS = ("subclasses", "superclasses", "equivalents")
ASSUMED = "urn:lifonto:assumed:"


class Question:
    """What is asked of an ontology, with the classes that the question assumes."""

    def __init__(self, ontology: Ontology, said: dict[str, Any]) -> None:
        self.ontology, self.said = ontology, said
        self.names: dict[str, str] = {}
        self.meanings: dict[str, Expression] = {}
        self.base: KnowledgeBase | SupposedBase = ontology.base
        for each in said.get("assume", ()):
            self.assume(each)

    def assume(self, text: str) -> None:
        """Suppose that there is a class as *text* says: ``NAME=EXPRESSION``."""
        name, equals, meaning = (part.strip() for part in text.partition("="))
        if not (equals and name and meaning):
            raise Problem(400, f"assume= wants NAME=EXPRESSION, not {text[:200]!r}", parameter="assume")
        iri = f"{ASSUMED}{len(self.names)}"
        expression = self.read("assume", meaning)
        self.base = assuming(self.base, iri, expression)
        self.names[name], self.meanings[iri] = iri, expression

    def read(self, parameter: str, text: str) -> Expression:
        """Read the term or class expression in a parameter."""
        try:
            return read(text.strip(), self.find, self.check, self.knows)
        except LifontoError as error:
            place = error.character if isinstance(error, ManchesterError) else None
            members: dict[str, Any] = {"character": place} if place else {}
            raise Problem(400, str(error), parameter=parameter, **members) from error

    def find(self, name: str) -> str:
        """Return the IRI of a name, that of an assumed class first."""
        return self.names.get(name) or self.ontology.index.find(name)

    def knows(self, name: str) -> bool:
        """Tell whether *name* may be a name."""
        return name in self.names or self.ontology.index.knows(name)

    def check(self, iri: str, sort: Any) -> None:
        """Refuse a name that is not of the sort that its place asks for."""
        if iri not in self.meanings or sort != "class":
            self.ontology.vocabulary.check(iri, sort)

    def call(self, iri: str) -> str:
        """Return what to call *iri*."""
        return next((name for name, each in self.names.items() if each == iri), None) or self.ontology.index.call(iri)

    def classes(self, part: str) -> Answer:
        """Find the classes below, above or equal to ``of``, or its instances."""
        asked = self.read("of", self.said["of"])
        if part == "instances":
            found, notes = self.base.instances(asked), self.base.taxonomy.notes
        else:
            answer = self.base.ask(asked, direct=self.said.get("direct") in ("true", "1"))
            found, notes = getattr(answer, part), answer.notes
        named = sorted(({"name": self.call(iri), "iri": iri} for iri in found), key=lambda each: each["name"])
        members = {part: named, "notes": list(notes)}
        return Answer(members, asked, {part: found}, self.meanings, self.labels([*found, *self.names.values()]))

    def satisfiable(self) -> Answer:
        """Tell whether ``of`` can have instances."""
        asked = self.read("of", self.said["of"])
        answer = self.base.ask(asked)
        members = {"satisfiable": answer.satisfiable, "notes": list(answer.notes)}
        return Answer(members, asked, {}, self.meanings, self.labels(self.names.values()))

    def explain(self) -> Answer:
        """Find the justifications of ``sub SubClassOf sup``, and argue from them; in RDF the shortest of them."""
        sub, sup, limit = *self.pair(), self.said.get("limit", 3)
        found = self.ontology.why.of_subclass(sub, sup, limit) if self.may_follow(sub, sup) else []
        axioms = found[0].axioms if found else ()
        told = [*self.base.taxonomy.notes, *notes(self.ontology.asked, len(found) == limit)]
        asked = {"sub": self.named(sub), "sup": self.named(sup)}
        members = {**asked, **self.ontology.told(found, sub, sup), "notes": list(dict.fromkeys(told))}
        return Answer(members, axioms=axioms, labels=self.labels({name for each in axioms for name in each.names()}))

    def repairs(self) -> Answer:
        """Find what to take away so that ``sub SubClassOf sup`` no longer follows; in RDF the shortest way."""
        sub, sup, limit = *self.pair(), self.said.get("limit", 3)
        found = self.ontology.why.repairs(sub, sup, limit) if self.may_follow(sub, sup) else []
        members = {"repairs": self.ontology.lines(found), "notes": list(notes(self.ontology.asked))}
        axioms = found[0].axioms if found else ()
        return Answer(members, axioms=axioms, labels=self.labels({name for each in axioms for name in each.names()}))

    def missing(self) -> Answer:
        """Say what keeps ``sub`` from being a kind of ``sup``, and which kinds of it are one."""
        sub, sup = self.pair()
        found = gap(self.ontology.base, sub, sup)
        taxonomy = self.base.taxonomy
        narrower = taxonomy.highest(
            frozenset(self.ontology.base.ask(sub).subclasses) & frozenset(self.ontology.base.ask(sup).subclasses)
        )
        parts = [{"expression": render(each, self.call), "met": met} for each, met in found.conjuncts]
        members = {
            "follows": found.follows,
            "nearest": [self.named(Named(iri)) for iri in found.nearest],
            "conjuncts": parts,
            "excluded": found.excluded,
            "narrower": sorted((self.named(Named(iri)) for iri in narrower), key=lambda each: each["name"]),
            "notes": list(taxonomy.notes),
        }
        return Answer(members)

    def pair(self) -> tuple[Expression, Expression]:
        """Read ``sub`` and ``sup``."""
        return self.read("sub", self.said["sub"]), self.read("sup", self.said["sup"])

    def may_follow(self, sub: Expression, sup: Expression) -> bool:
        """Tell whether to search for reasons: not where the hierarchy is proven, and does not have it."""
        if not (self.ontology.asked.proven and isinstance(sub, Named) and isinstance(sup, Named)):
            return True
        found = self.base.taxonomy
        if sub.name in found.unsatisfiable or sub == sup or sup.name == THING:
            return True
        return sup.name in found.above.get(sub.name, ()) or sup.name in found.equivalents(sub.name)

    def named(self, expression: Expression) -> dict[str, str]:
        """Return what *expression* is called, and its IRI where it is a name."""
        if isinstance(expression, Named):
            return {"name": self.call(expression.name), "iri": expression.name}
        return {"name": render(expression, self.call), "iri": ""}

    def labels(self, iris: Any) -> dict[str, str]:
        """Return the labels of those of *iris* that have one."""
        return {iri: name for iri in iris if (name := self.call(iri)) != iri}


OPERATIONS: dict[str, Callable[[Question], Answer]] = {
    **{part: lambda asked, part=part: asked.classes(part) for part in (*PARTS, "instances")},  # type: ignore[misc]
    "satisfiable": Question.satisfiable,
    "explain": Question.explain,
    "repairs": Question.repairs,
    "missing": Question.missing,
}


def answer(ontology: Ontology, asked: dict[str, Any], config: dict[str, Any]) -> bytes:
    """Return the answer to *asked* as bytes; raises the Problem that it ends in."""
    try:
        body = OPERATIONS[asked["do"]](Question(ontology, asked["said"])).written(asked["format"][0])
    except RecursionError:
        raise problems.too_deep() from None
    except MemoryError:
        raise problems.out_of_memory(config["memory_mb"]) from None
    except LifontoError as error:
        raise Problem(422 if isinstance(error, ReasoningError) else 400, str(error)) from error
    if len(body) > config["response_mb"] << 20:
        raise problems.too_large(config["response_mb"])
    return body


if __name__ == "__main__":
    run(Ontology.at, answer)
