"""What rustdl 0.4.42 is told in other words, or not at all, because it concludes from it what does not follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lifonto.reason.reasoners.rustdl_subvalues import HIERARCHY
from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.expressions import Inverse

TURNED = {  # an axiom about an inverse, as one about the relation itself
    "FunctionalObjectProperty": "InverseFunctionalObjectProperty",
    "InverseFunctionalObjectProperty": "FunctionalObjectProperty",
    "ObjectPropertyDomain": "ObjectPropertyRange",
    "ObjectPropertyRange": "ObjectPropertyDomain",
}


def told(axioms: Iterable[Axiom]) -> Iterator[Axiom]:
    """Yield *axioms* as rustdl is told them.

    It is not told the hierarchy of data properties, and nothing of inverses that can be said of the relation itself:
    of ``FunctionalObjectProperty(ObjectInverseOf(p))`` it takes p for functional.
    """
    for axiom in axioms:
        first, *rest = axiom.parts
        if axiom.kind in TURNED and isinstance(first, Inverse):
            yield Axiom(TURNED[axiom.kind], (first.of, *rest))
        elif axiom.kind not in HIERARCHY:
            yield axiom
