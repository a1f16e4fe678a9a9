"""Axioms in RDF/XML: each as node elements that stand on their own (OWL 2 Mapping to RDF Graphs §2.1)."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Container
from itertools import combinations
from xml.sax.saxutils import quoteattr

from lifonto.errors import ReasoningError
from lifonto.owl.expressions import Complement, Expression, Inverse, Junction, Named, Restriction
from lifonto.reason.ontology.axioms import (
    OF_RELATIONS,
    AnyAxiom,
    Axiom,
    Chain,
    Fact,
    Sentence,
    individuals_in,
    relations_in,
)
from lifonto.reason.ontology.documents import NAMESPACES, OWL, XSD, declaration, empty, plus

QUANTIFIERS = {"some": "someValuesFrom", "only": "allValuesFrom"}
COUNTS = {"min": "minQualifiedCardinality", "max": "maxQualifiedCardinality", "exactly": "qualifiedCardinality"}
OF_CLASSES = {
    "SubClassOf": "rdfs:subClassOf",
    "EquivalentTo": "owl:equivalentClass",
    "DisjointWith": "owl:disjointWith",
}
WORDS_OF_RELATIONS = {
    "SubPropertyOf": "rdfs:subPropertyOf",
    "EquivalentTo": "owl:equivalentProperty",
    "DisjointWith": "owl:propertyDisjointWith",
    "InverseOf": "owl:inverseOf",
}
OF_INDIVIDUALS = {"SameAs": "owl:sameAs", "DifferentFrom": "owl:differentFrom"}
INVERSE = "urn:lifonto:inverse-of:"  # rustdl 0.4.42 drops what RDF/XML says of an inverse that has no name


def subclass(sub: Expression, sup: Expression) -> str:
    """Write ``sub SubClassOf sup``; a name on the left is declared by it."""
    return _class(sub, f"<rdfs:subClassOf>{_class(sup)}</rdfs:subClassOf>", NAMESPACES)


def equivalent(left: Expression, right: Expression) -> str:
    """Write ``left EquivalentTo right``; a name on the left is declared by it."""
    return _class(left, f"<owl:equivalentClass>{_class(right)}</owl:equivalentClass>", NAMESPACES)


def write(axiom: AnyAxiom, relations: Container[str] = ()) -> str:
    """Write *axiom*; *relations* are the names that stand for object properties, as ``EquivalentTo`` has both.

    Raises ReasoningError where it is a Sentence, which has no shape to write.
    """
    if isinstance(axiom, Fact):
        return _fact(axiom)
    if not isinstance(axiom, Axiom):
        raise ReasoningError(f"an axiom of this kind cannot be written: {axiom.text()}")
    if isinstance(axiom.left, Chain):
        links = "".join(_relation(link) for link in axiom.left.links)
        chain = f'<owl:propertyChainAxiom rdf:parseType="Collection">{links}</owl:propertyChainAxiom>'
        (whole,) = axiom.right
        return _about(whole, "ObjectProperty", chain)
    if axiom.word in OF_RELATIONS or (isinstance(axiom.left, Named) and axiom.left.name in relations):
        return _of_relation(axiom)
    return _of_class_or_individual(axiom)


def document(axioms: Collection[AnyAxiom]) -> bytes:
    """Write a document that says *axioms* and declares what they name; sentences of no known shape are left out."""
    written = [axiom for axiom in axioms if not isinstance(axiom, Sentence)]
    relations = relations_in(written)
    named = set().union(*(axiom.names() for axiom in written)) - relations
    individuals = {name for axiom in written for name in individuals_in(axiom)}
    declared = [declaration("ObjectProperty", each) for each in sorted(relations)]
    declared += [declaration("Class", each) for each in sorted(named - individuals)]
    return plus(empty(), declared + [write(axiom, relations) for axiom in written])


def _of_relation(axiom: Axiom) -> str:
    assert isinstance(axiom.left, Named | Inverse)
    right = axiom.right[0]
    if axiom.word == "Characteristics:":
        said = f'<rdf:type rdf:resource="{OWL}{right}Property"/>'
    elif axiom.word in ("Domain", "Range"):
        said = f"<rdfs:{axiom.word.lower()}>{_class(right)}</rdfs:{axiom.word.lower()}>"
    else:
        tag = WORDS_OF_RELATIONS[axiom.word]
        said = f"<{tag}>{_relation(right)}</{tag}>"
    return _about(axiom.left, "ObjectProperty", said)


def _of_class_or_individual(axiom: Axiom) -> str:
    assert not isinstance(axiom.left, Inverse | Chain)
    if axiom.word == "Type":
        return _about(axiom.left, "NamedIndividual", f"<rdf:type>{_class(axiom.right[0])}</rdf:type>")
    if axiom.word in OF_INDIVIDUALS:
        names = [each for each in (axiom.left, *axiom.right) if isinstance(each, Named)]
        tag = OF_INDIVIDUALS[axiom.word]
        return "".join(
            _about(a, "NamedIndividual", f"<{tag} rdf:resource={quoteattr(b.name)}/>")
            for a, b in combinations(names, 2)
        )
    if axiom.word == "DisjointUnionOf":
        members = "".join(_class(each) for each in axiom.right)
        union = f'<owl:disjointUnionOf rdf:parseType="Collection">{members}</owl:disjointUnionOf>'
        return _class(axiom.left, union, NAMESPACES)
    tag = OF_CLASSES[axiom.word]
    pairs = (
        combinations([axiom.left, *axiom.right], 2) if axiom.word != "SubClassOf" else [(axiom.left, axiom.right[0])]
    )
    return "".join(_class(a, f"<{tag}>{_class(b)}</{tag}>", NAMESPACES) for a, b in pairs)


def _fact(fact: Fact) -> str:
    subject, relation, other = (quoteattr(each.name) for each in (fact.subject, fact.relation, fact.object))
    if fact.denied:
        return (
            f"<owl:NegativePropertyAssertion {NAMESPACES}><owl:sourceIndividual rdf:resource={subject}/>"
            f"<owl:assertionProperty rdf:resource={relation}/><owl:targetIndividual rdf:resource={other}/>"
            "</owl:NegativePropertyAssertion>"
        )
    local = re.search(r"[A-Za-z_][\w.-]*$", fact.relation.name)
    if local is None:
        raise ReasoningError(f"{fact.relation.name} ends in no XML name, so RDF/XML cannot use it as a relation")
    said = f"<x:{local[0]} xmlns:x={quoteattr(fact.relation.name[: local.start()])} rdf:resource={other}/>"
    return f"<owl:NamedIndividual {NAMESPACES} rdf:about={subject}>{said}</owl:NamedIndividual>"


def _about(entity: object, kind: str, said: str) -> str:
    if isinstance(entity, Inverse):
        inverse = f"<owl:inverseOf rdf:resource={quoteattr(entity.of.name)}/>"
        return f"<owl:{kind} {NAMESPACES} rdf:about={quoteattr(INVERSE + entity.of.name)}>{inverse}{said}</owl:{kind}>"
    assert isinstance(entity, Named)
    return f"<owl:{kind} {NAMESPACES} rdf:about={quoteattr(entity.name)}>{said}</owl:{kind}>"


def _class(expression: object, said: str = "", namespaces: str = "") -> str:
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
    on = _property("onProperty", restriction.relation, _relation)
    if restriction.quantifier == "value":
        assert isinstance(restriction.filler, Named)
        return on + f"<owl:hasValue rdf:resource={quoteattr(restriction.filler.name)}/>"
    if restriction.quantifier in QUANTIFIERS:
        via = QUANTIFIERS[restriction.quantifier]
        return on + _property(via, restriction.filler, _class)
    via = COUNTS[restriction.quantifier]
    number = f'<owl:{via} rdf:datatype="{XSD}nonNegativeInteger">{restriction.number}</owl:{via}>'
    return on + number + f"<owl:onClass>{_class(restriction.filler)}</owl:onClass>"


def _property(name: str, value: object, written: Callable[[object], str]) -> str:
    """Write a property element: a name by reference, anything else in full."""
    if isinstance(value, Named):
        return f"<owl:{name} rdf:resource={quoteattr(value.name)}/>"
    return f"<owl:{name}>{written(value)}</owl:{name}>"


def _relation(relation: object) -> str:
    if isinstance(relation, Inverse):
        return f"<owl:ObjectProperty><owl:inverseOf rdf:resource={quoteattr(relation.of.name)}/></owl:ObjectProperty>"
    assert isinstance(relation, Named)
    return f"<owl:ObjectProperty rdf:about={quoteattr(relation.name)}/>"
