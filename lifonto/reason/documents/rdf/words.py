"""The words of OWL in RDF, by what they do in a triple (OWL 2 Mapping to RDF Graphs, tables 3 to 18)."""

from __future__ import annotations

from lifonto.reason.values.vocabulary import (
    BOTTOM_DATA,
    BOTTOM_OBJECT,
    BUILT_IN,
    OWL,
    RDF,
    RDFS,
    TOP_DATA,
    TOP_OBJECT,
    XSD,
)

SWRL = ("http://www.w3.org/2003/11/swrl#", "http://www.w3.org/2003/11/swrlb#")
RESERVED = (*BUILT_IN, *SWRL)
NO_NAME = ("_:", "<<", *RESERVED)  # how what names nothing of the user's begins
TYPE, FIRST, REST, NIL, LIST = (f"{RDF}{each}" for each in ("type", "first", "rest", "nil", "List"))
SUBCLASS, SUBPROPERTY, DOMAIN, RANGE = (f"{RDFS}{each}" for each in ("subClassOf", "subPropertyOf", "domain", "range"))
ONTOLOGY, IMPORTS, VERSION = f"{OWL}Ontology", f"{OWL}imports", f"{OWL}versionIRI"
EQUIVALENT_CLASS, DISJOINT_CLASS, DISJOINT_UNION = (
    f"{OWL}{each}" for each in ("equivalentClass", "disjointWith", "disjointUnionOf")
)
EQUIVALENT_PROPERTY, DISJOINT_PROPERTY, INVERSE, CHAIN, KEY = (
    f"{OWL}{each}"
    for each in ("equivalentProperty", "propertyDisjointWith", "inverseOf", "propertyChainAxiom", "hasKey")
)
SAME, DIFFERENT = f"{OWL}sameAs", f"{OWL}differentFrom"
AXIOM, ANNOTATION, SOURCE, ANNOTATED, TARGET = (
    f"{OWL}{each}" for each in ("Axiom", "Annotation", "annotatedSource", "annotatedProperty", "annotatedTarget")
)
ALL_CLASSES, ALL_PROPERTIES, ALL_DIFFERENT = (
    f"{OWL}All{each}" for each in ("DisjointClasses", "DisjointProperties", "Different")
)
MEMBERS, DISTINCT = f"{OWL}members", f"{OWL}distinctMembers"
NEGATIVE, FROM, VIA, TO, TO_VALUE = (
    f"{OWL}{each}"
    for each in (
        *("NegativePropertyAssertion", "sourceIndividual", "assertionProperty", "targetIndividual"),
        "targetValue",
    )
)

INTERSECTION, UNION, COMPLEMENT, ONE_OF, DATA_COMPLEMENT = (
    f"{OWL}{each}" for each in ("intersectionOf", "unionOf", "complementOf", "oneOf", "datatypeComplementOf")
)
OF_SETS = (INTERSECTION, UNION, COMPLEMENT, ONE_OF)
ON, ON_CLASS, ON_RANGE, ON_DATATYPE, LIMITS = (
    f"{OWL}{each}" for each in ("onProperty", "onClass", "onDataRange", "onDatatype", "withRestrictions")
)
SOME, ONLY, VALUE, SELF = f"{OWL}someValuesFrom", f"{OWL}allValuesFrom", f"{OWL}hasValue", f"{OWL}hasSelf"
UNQUALIFIED = {f"{OWL}minCardinality": "min", f"{OWL}maxCardinality": "max", f"{OWL}cardinality": "exactly"}
QUALIFIED = {
    f"{OWL}minQualifiedCardinality": "min",
    f"{OWL}maxQualifiedCardinality": "max",
    f"{OWL}qualifiedCardinality": "exactly",
}
QUANTIFIED = {SOME: "some", ONLY: "only"}
OF_RESTRICTIONS = (SOME, ONLY, VALUE, SELF, *UNQUALIFIED, *QUALIFIED)
FACETS = (
    *(f"{XSD}{each}" for each in ("length", "minLength", "maxLength", "pattern", "totalDigits", "fractionDigits")),
    *(f"{XSD}{each}" for each in ("minInclusive", "minExclusive", "maxInclusive", "maxExclusive")),
    f"{RDF}langRange",
)
STRUCTURE = frozenset(  # predicates whose triples say something together with others, so that they are kept as a graph
    {
        *(
            TYPE,
            ANNOTATED,
            FIRST,
            REST,
            SUBCLASS,
            SUBPROPERTY,
            DOMAIN,
            RANGE,
            IMPORTS,
            VERSION,
            EQUIVALENT_CLASS,
            DISJOINT_CLASS,
        ),
        *(DISJOINT_UNION, EQUIVALENT_PROPERTY, DISJOINT_PROPERTY, INVERSE, CHAIN, KEY, SAME, DIFFERENT, MEMBERS),
        *(DISTINCT, FROM, VIA, TO, TO_VALUE, *OF_SETS, DATA_COMPLEMENT, ON, ON_CLASS, ON_RANGE, ON_DATATYPE, LIMITS),
        *(*OF_RESTRICTIONS, *FACETS, f"{OWL}onProperties"),
    }
)

CLASS_TYPE, RDFS_CLASS, DATATYPE_TYPE, DATA_RANGE, RESTRICTION = (
    *(f"{OWL}Class", f"{RDFS}Class", f"{RDFS}Datatype"),
    *(f"{OWL}DataRange", f"{OWL}Restriction"),
)
EXPRESSION_TYPES = (CLASS_TYPE, RESTRICTION, RDFS_CLASS, DATATYPE_TYPE, DATA_RANGE, f"{OWL}DeprecatedClass")
OBJECT_TYPE, DATA_TYPE, ANNOTATION_TYPE, ANY_PROPERTY = (
    *(f"{OWL}{each}Property" for each in ("Object", "Datatype", "Annotation")),
    f"{RDF}Property",
)
NAMED_INDIVIDUAL = f"{OWL}NamedIndividual"
DEPRECATED_TYPES = (f"{OWL}DeprecatedClass", f"{OWL}DeprecatedProperty")
FUNCTIONAL = f"{OWL}FunctionalProperty"
CHARACTERISTICS = {  # the types of relations alone, and the axioms that they state
    f"{OWL}{each}Property": f"{each}ObjectProperty"
    for each in ("InverseFunctional", "Reflexive", "Irreflexive", "Symmetric", "Asymmetric", "Transitive")
}
SAYS_NO_LOGIC = frozenset(
    {
        *(f"{RDFS}{each}" for each in ("label", "comment", "seeAlso", "isDefinedBy")),
        *(f"{OWL}{each}" for each in ("deprecated", "versionInfo", "priorVersion")),
        *(f"{OWL}{each}" for each in ("backwardCompatibleWith", "incompatibleWith")),
    }
)
BUILT_IN_RELATIONS, BUILT_IN_DATA = (TOP_OBJECT, BOTTOM_OBJECT), (TOP_DATA, BOTTOM_DATA)
BUILT_IN_DATATYPES = frozenset(
    {
        *(f"{OWL}real", f"{OWL}rational", f"{RDFS}Literal"),
        *(f"{RDF}{each}" for each in ("PlainLiteral", "XMLLiteral", "langString", "HTML", "JSON")),
    }
)
PREFIXES = {OWL: "owl:", RDF: "rdf:", RDFS: "rdfs:", XSD: "xsd:", SWRL[0]: "swrl:", SWRL[1]: "swrlb:"}


def short(iri: str) -> str:
    """Write *iri* with the usual prefix where it is a word of OWL and its like."""
    for space, prefix in PREFIXES.items():
        if iri.startswith(space):
            return prefix + iri[len(space) :]
    return iri if iri.startswith(("_:", "<<")) else f"<{iri}>"
