"""What is stated of classes without a name, said once more by way of a name.

The EL rules of rustdl 0.4.42 lose part of an existential that an unnamed class is said to be below. Of ``r some A
SubClassOf s some B`` and ``s Range C`` they see that s leads to a ``B``, and not that this is a ``C``; of a domain or a
range that is an existential they miss what follows for others' fillers. A name N in between, ``r some A SubClassOf N``
and ``N SubClassOf s some B``, adds nothing to what is said, and all of it is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lifonto.owl.expressions import Named
from lifonto.reason.ontology.axioms import AnyAxiom, Axiom
from lifonto.reason.ontology.documents import INCLUSION
from lifonto.reason.ontology.inclusions import classes_in, inclusions_of, is_existential
from lifonto.reason.ontology.rdfxml import subclass, write

UNNAMED = rb"(?:>\s*<owl:\w+(?![^>]*\babout=)| rdf:nodeID)"  # a value, nested or by reference
STATED = rb"<(?:rdfs:subClassOf|owl:equivalentClass)" + UNNAMED
OF_UNNAMED = re.compile(
    rb"<(?:/|(?=[^>]*/>))owl:(?:onProperty|someValuesFrom|intersectionOf|unionOf)\b[^>]*>\s*" + STATED + rb"|"
    rb'<rdf:Description rdf:nodeID="[^"]*">(?:[^<]|<(?!/rdf:Description>))*?' + STATED
)
UNNAMED_ENDS = re.compile(rb"<rdfs:(?:domain|range)" + UNNAMED)


def of_unnamed(document: bytes, *, ranges: bool) -> bool:
    """Tell whether *document* has a domain or range without a name, or *ranges* and an inclusion without names."""
    return bool(UNNAMED_ENDS.search(document) or (ranges and OF_UNNAMED.search(document)))


def by_name(axioms: Iterable[AnyAxiom]) -> Iterator[str]:
    """Yield in RDF/XML, by way of names that begin with INCLUSION, those of *axioms* that rustdl wants told so."""
    stated = [each for each in axioms if isinstance(each, Axiom)]
    general = ((sub, sup) for sub, sup in inclusions_of(stated) if not isinstance(sub, Named))
    for number, (sub, sup) in enumerate(pair for pair in general if is_existential(pair[1])):
        yield subclass(sub, name := Named(f"{INCLUSION}{number}"))
        yield subclass(name, sup)
    ranges = ((each.left, sup) for each in stated if each.word == "Range" for sup in classes_in(each.right))
    for number, (relation, sup) in enumerate(pair for pair in ranges if is_existential(pair[1])):
        yield write(Axiom(relation, "Range", (name := Named(f"{INCLUSION}range:{number}"),)))
        yield subclass(name, sup)
