"""Conclusions: what follows from an ontology between its names, as triples (OWL 2 Direct Semantics).

Class axioms come from the classification, and so do domains and ranges: a probe that means ``r some Thing`` has the
domains of r above it, and one that means ``inverse r some Thing`` its ranges. A class expression that the ontology
names with ``EXPRESSION`` has instances and subclasses told, and is neither a subclass nor a domain itself. Individuals
without a name are ``_:b0``, ``_:b1``, …, in the order in which their blank nodes come in the document.

>>> python -m lifonto.reason.links.conclusions < asked.json  # one JSON list a line: subject, predicate, object

A line with a string is a note: what may be missing, and why.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import rustdl

from lifonto.errors import LifontoError
from lifonto.reason.documents.files import parsed
from lifonto.reason.reasoners.rustdl import Rustdl
from lifonto.reason.reasoners.rustdl_calls import WORKAROUND, native_errors, on_disk
from lifonto.reason.reasoners.taxonomy import Taxonomy
from lifonto.reason.values.axioms import INDIVIDUAL, Axiom
from lifonto.reason.values.expressions import Inverse, Named, Restriction
from lifonto.reason.values.fresh import EXPRESSION, PREFIX
from lifonto.reason.values.functional import ANONYMOUS
from lifonto.reason.values.ontology import Ontology
from lifonto.reason.values.vocabulary import NOTHING, OWL, RDF, RDFS, THING

Triple = tuple[str, ...]  # subject, predicate, object; of a literal its text, datatype and language tag
DOMAIN, RANGE = f"{PREFIX}domain-of:", f"{PREFIX}range-of:"
SUBCLASS, EQUIVALENT, TYPE, SAME = RDFS + "subClassOf", OWL + "equivalentClass", RDF + "type", OWL + "sameAs"


def conclusions(ontology: Ontology, relations: Iterable[str], individuals: Iterable[str]) -> Iterator[Triple | str]:
    """Yield what follows from *ontology* between its named classes, *relations* and *individuals*, and notes.

    Raises Inconsistent where the axioms contradict each other, and ReasoningError where the reasoner cannot be run.
    """
    reasoner = Rustdl()
    asked = ontology.plus(axiom for each in relations for axiom in probes(each))
    taxonomy = reasoner.taxonomy(asked)
    of_facts = reasoner.notes(asked) if ontology.of_kind(INDIVIDUAL) else ()
    yield from dict.fromkeys((*ontology.notes, *taxonomy.notes, *of_facts))
    yield from of_classes(taxonomy)
    with on_disk(reasoner.prepared(asked)) as file, native_errors():
        yield from of_relations(file, relations)
        yield from of_individuals(file, taxonomy, individuals)


def probes(relation: str) -> tuple[Axiom, Axiom]:
    """Return the axioms that name what has *relation* to something, and what something has it to."""
    of, thing = Named(relation), Named(THING)
    return (
        Axiom("EquivalentClasses", (Named(DOMAIN + relation), Restriction(of, "some", thing))),
        Axiom("EquivalentClasses", (Named(RANGE + relation), Restriction(Inverse(of), "some", thing))),
    )


def of_classes(taxonomy: Taxonomy) -> Iterator[Triple]:
    """Yield who is below whom, every class below itself and owl:Thing, and the domains and ranges."""
    empty = {NOTHING, *taxonomy.unsatisfiable}
    names = {each for each in {THING, *taxonomy.above, *empty} if not is_probe(each)}
    for sub in {THING, *taxonomy.above, *empty}:
        above = names if sub in empty else {sub, THING, *taxonomy.above.get(sub, ())}
        if sub.startswith((DOMAIN, RANGE)):
            prefix, said = (DOMAIN, "domain") if sub.startswith(DOMAIN) else (RANGE, "range")
            yield from ((sub.removeprefix(prefix), RDFS + said, sup) for sup in above if not is_unnamed(sup))
        elif not is_unnamed(sub):
            same = empty if sub in empty else {sub, *taxonomy.equivalents(sub)}
            yield from ((sub, SUBCLASS, sup) for sup in above if not is_probe(sup))
            yield from ((sub, EQUIVALENT, each) for each in same if not is_unnamed(each))


def is_probe(name: str) -> bool:
    """Tell what has a name here to ask about it from what the ontology names."""
    return name.startswith((DOMAIN, RANGE, WORKAROUND))


def is_unnamed(name: str) -> bool:
    """Tell what has a name for the while only: probes, and class expressions of the ontology."""
    return is_probe(name) or name.startswith(EXPRESSION)


def of_relations(file: Path, relations: Iterable[str]) -> Iterator[Triple]:
    """Yield which relation is below which, each below itself."""
    below = [*rustdl.materialize_inferred_subobjectproperty_axioms(str(file))]
    below += rustdl.materialize_inferred_subdataproperty_axioms(str(file))
    yield from ((sub, RDFS + "subPropertyOf", sup) for sub, sup in below)
    yield from ((each, RDFS + "subPropertyOf", each) for each in relations)


def of_individuals(file: Path, taxonomy: Taxonomy, individuals: Iterable[str]) -> Iterator[Triple]:
    """Yield types, links, values and identities of individuals."""
    for group in rustdl.same_individuals(str(file)):
        yield from ((one, SAME, other) for one in group for other in group)
    for each in individuals:
        yield each, SAME, each
        yield each, TYPE, THING
    for kind, individual in rustdl.materialize_inferred_class_assertions(str(file)):
        above = {kind, *taxonomy.above.get(kind, ())}
        yield from ((individual, TYPE, each) for each in above if not is_probe(each))
    yield from rustdl.materialize_inferred_property_assertions(str(file))
    yield from rustdl.materialize_inferred_data_property_assertions(str(file))


def named(text: str) -> str:
    """Return the name of an individual without a name as RDF writes it, and any other text as it is."""
    return f"_:{text.removeprefix(ANONYMOUS)}" if text.startswith(ANONYMOUS) else text


def main() -> None:
    """Read what is asked from standard input, write the conclusions to standard output."""
    asked = json.load(sys.stdin)
    try:
        for each in conclusions(parsed(asked["document"].encode(), "nt"), asked["relations"], asked["individuals"]):
            print(json.dumps(each if isinstance(each, str) else [*map(named, each)]))
    except LifontoError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
