"""OWL documents in RDF/XML, and how axioms are added to one without taking it apart.

RDF/XML is the syntax every part of the project writes and both reasoners read. Reading half a million triples to add
a handful of axioms would cost more than the reasoning, so the axioms are put as text before the closing tag; each
brings its own namespaces, because a document written elsewhere may bind the usual prefixes to anything or to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from lifonto.errors import ReasoningError
from lifonto.owl.expressions import Complement, Expression, Inverse, Junction, Named, Restriction

THING = "http://www.w3.org/2002/07/owl#Thing"
NOTHING = "http://www.w3.org/2002/07/owl#Nothing"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
NAMESPACES = f'xmlns:rdf="{RDF}" xmlns:rdfs="{RDFS}" xmlns:owl="{OWL}"'
LAST_TAG = re.compile(rb"</(?:[A-Za-z_][\w.-]*:)?RDF\s*>\s*(?:<!--.*?-->\s*)*$", re.DOTALL)
QUANTIFIERS = {"some": "someValuesFrom", "only": "allValuesFrom"}
COUNTS = {"min": "minQualifiedCardinality", "max": "maxQualifiedCardinality", "exactly": "qualifiedCardinality"}


def empty() -> bytes:
    """Return a document that says nothing."""
    return f'<?xml version="1.0"?>\n<rdf:RDF {NAMESPACES}>\n</rdf:RDF>\n'.encode()


def plus(document: bytes, axioms: Iterable[str]) -> bytes:
    """Return *document* with *axioms* added, each as RDF/XML node elements.

    Raises ReasoningError where *document* has no closing RDF tag, and so is no RDF/XML.
    """
    end = LAST_TAG.search(document, max(0, len(document) - 4096))
    if end is None:
        raise ReasoningError("not an RDF/XML document: it does not end in </rdf:RDF>")
    return document[: end.start()] + "\n".join(axioms).encode() + b"\n" + document[end.start() :]


def subclass(sub: Expression, sup: Expression) -> str:
    """Write ``sub SubClassOf sup``; a name on the left is declared by it."""
    return _class(sub, f"<rdfs:subClassOf>{_class(sup)}</rdfs:subClassOf>", NAMESPACES)


def equivalent(left: Expression, right: Expression) -> str:
    """Write ``left EquivalentTo right``; a name on the left is declared by it."""
    return _class(left, f"<owl:equivalentClass>{_class(right)}</owl:equivalentClass>", NAMESPACES)


def declaration(kind: str, iri: str) -> str:
    """Declare *iri* as an entity of *kind*: ``Class``, ``ObjectProperty``, …."""
    return f"<owl:{kind} {NAMESPACES} rdf:about={quoteattr(iri)}/>"


def _class(expression: Expression, said: str = "", namespaces: str = "") -> str:
    """Write *expression* as one node element, with the property elements *said* of it (OWL 2 Mapping to RDF §2.1)."""
    space = f" {namespaces}" if namespaces else ""
    match expression:
        case Named(iri):
            return f"<owl:Class{space} rdf:about={quoteattr(iri)}>{said}</owl:Class>"
        case Complement(operand):
            return f"<owl:Class{space}><owl:complementOf>{_class(operand)}</owl:complementOf>{said}</owl:Class>"
        case Junction(word, operands):
            set_of = "intersectionOf" if word == "and" else "unionOf"
            members = "".join(_class(operand) for operand in operands)
            return (
                f'<owl:Class{space}><owl:{set_of} rdf:parseType="Collection">{members}</owl:{set_of}>{said}</owl:Class>'
            )
        case Restriction():
            return f"<owl:Restriction{space}>{_restriction(expression)}{said}</owl:Restriction>"
    raise TypeError(expression)


def _restriction(restriction: Restriction) -> str:
    """Write the triples of *restriction*."""
    on = f"<owl:onProperty>{_relation(restriction.relation)}</owl:onProperty>"
    if restriction.quantifier == "value":
        assert isinstance(restriction.filler, Named)
        return on + f"<owl:hasValue rdf:resource={quoteattr(restriction.filler.name)}/>"
    if restriction.quantifier in QUANTIFIERS:
        via = QUANTIFIERS[restriction.quantifier]
        return on + f"<owl:{via}>{_class(restriction.filler)}</owl:{via}>"
    via = COUNTS[restriction.quantifier]
    number = f'<owl:{via} rdf:datatype="{XSD}nonNegativeInteger">{restriction.number}</owl:{via}>'
    return on + number + f"<owl:onClass>{_class(restriction.filler)}</owl:onClass>"


def _relation(relation: Named | Inverse) -> str:
    if isinstance(relation, Inverse):
        return f"<owl:ObjectProperty><owl:inverseOf rdf:resource={quoteattr(relation.of.name)}/></owl:ObjectProperty>"
    return f"<owl:ObjectProperty rdf:about={quoteattr(relation.name)}/>"
