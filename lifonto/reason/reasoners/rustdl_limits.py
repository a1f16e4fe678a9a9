"""What rustdl may miss, told by the features of an ontology."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Set

import rustdl

from lifonto.reason.values.axioms import DATATYPE, Entity, entities
from lifonto.reason.values.features import BEYOND_EL
from lifonto.reason.values.ontology import Ontology
from lifonto.reason.values.vocabulary import OWL, RDF, TOP_DATA, XSD

HORN = {  # beyond OWL 2 EL, and taken by rules without cases
    *("InverseObjectProperties", "ObjectInverseOf", "SymmetricObjectProperty"),
    *("FunctionalObjectProperty", "InverseFunctionalObjectProperty"),
}

UNSURE = frozenset(  # within OWL 2 EL or Horn, and still not complete
    {
        *("ObjectHasValue", "ObjectOneOf", "NegativeObjectPropertyAssertion", "SameIndividual", "DifferentIndividuals"),
        *("ObjectHasSelf", "ReflexiveObjectProperty", "HasKey", "DataHasValue", "FunctionalDataProperty"),
    }
)
NOMINALS = {"ObjectOneOf", "ObjectHasValue", "NegativeObjectPropertyAssertion"}
INVERSES = {"InverseObjectProperties", "ObjectInverseOf", "SymmetricObjectProperty", "InverseFunctionalObjectProperty"}
COUNTS = {
    *("FunctionalObjectProperty", "InverseFunctionalObjectProperty"),
    *("ObjectMaxCardinality", "ObjectExactCardinality"),
}
TO_ITSELF = {"IrreflexiveObjectProperty", "ObjectHasSelf"}
TOGETHER = {  # of these constructs together not everything is found, even where every pair of classes is decided
    "what is or is not related to itself": (TO_ITSELF,),
    "individuals in class expressions together with inverse relations and with how many things are related": (
        *(NOMINALS, INVERSES, COUNTS),
    ),
}
LIMITS = {
    ("HasKey",): "keys are applied to stated values alone: that two individuals are the same may be missing",
    (
        *("DatatypeRestriction", "DataComplementOf", "DataIntersectionOf", "DataUnionOf", "DataOneOf"),
        *("DatatypeDefinition", "DataAllValuesFrom"),
    ): "what follows from several limits on data values together may be missing",
    ("DataMinCardinality", "DataMaxCardinality", "DataExactCardinality"): (
        "what follows from how many values there are of a datatype may be missing"
    ),
    ("DisjointDataProperties",): "that data properties have no value in common may be missed",
}
INEXACT = frozenset(f"{XSD}{each}" for each in ("decimal", "float", "double", "dateTime", "dateTimeStamp")) | {
    *(f"{OWL}rational", f"{OWL}real", f"{RDF}XMLLiteral", TOP_DATA)
}
OF_TYPES = "what follows from which values a datatype has may be missing"


def beyond_el(ontology: Ontology) -> Counter[str]:
    """Count the constructs of *ontology* that are not in the OWL 2 EL profile."""
    return Counter({each: count for each, count in ontology.features.items() if each in BEYOND_EL})


def asks_for_cases(ontology: Ontology) -> bool:
    """Tell whether *ontology* goes beyond what rules without cases are complete for."""
    return not beyond_el(ontology).keys() <= HORN


def asks_for_proof(ontology: Ontology) -> bool:
    """Tell whether *ontology* goes beyond what the fast procedure is complete for."""
    if leads_astray(ontology):
        return False
    return asks_for_cases(ontology) or not UNSURE.isdisjoint(ontology.features)


def is_sure(ontology: Ontology) -> bool:
    """Tell whether all that follows of the classes of *ontology* is found by rules without cases."""
    return not asks_for_cases(ontology) and UNSURE.isdisjoint(ontology.features) and not notes(ontology)


def leads_astray(ontology: Ontology) -> bool:
    """Tell whether the slow procedure may find of *ontology* what does not follow.

    Of what is not related to itself rustdl 0.4.42 may take classes for empty that are not.
    """
    return has_all(ontology, (TO_ITSELF,))


def has_all(ontology: Ontology, groups: Iterable[Set[str]]) -> bool:
    """Tell whether *ontology* has some construct of each of *groups*."""
    return not any(group.isdisjoint(ontology.features) for group in groups)


def undecided(found: rustdl.Classification) -> Iterator[str]:
    """Yield rustdl's own remarks on its answer."""
    if found.consistency_undetermined:
        yield "whether the axioms contradict each other was not decided in the time there is"
    if found.timed_out_pairs:
        yield (
            f"{found.timed_out_pairs} pairs of classes were not decided in the time there is: that one of a pair is"
            " below the other may be missing; HermiT or Konclude may find it"
        )
    if found.wedge_hierarchy_blind:
        yield "the hierarchy of relations is too large for rustdl: what follows from it may be missing"
    if not found.complete and not (
        found.timed_out_pairs or found.consistency_undetermined or found.wedge_hierarchy_blind
    ):
        yield "rustdl did not finish: what follows may be missing"


def notes(ontology: Ontology) -> tuple[str, ...]:
    """Say what an answer about *ontology* may miss even where every pair of classes was decided."""
    beyond = (what for what, groups in TOGETHER.items() if has_all(ontology, groups))
    told = [f"what follows from {each} may be missing; HermiT or Konclude may find it" for each in beyond]
    for features, note in LIMITS.items():
        if counts := ", ".join(f"{ontology.features[each]} {each}" for each in features if ontology.features[each]):
            told.append(f"{note} ({counts})")
    if ontology.of_kind("DataProperty") and (types := INEXACT & {each.iri for each in data_types(ontology)}):
        told.append(f"{OF_TYPES} ({', '.join(sorted(each.rpartition('#')[2] for each in types))})")
    return tuple(told)


def data_types(ontology: Ontology) -> Iterator[Entity]:
    """Yield the datatypes in the axioms of *ontology* about data, those of OWL, RDF and XSD among them."""
    for axiom in ontology.axioms:
        yield from (each for each in entities(axiom) if each.kind == DATATYPE)
