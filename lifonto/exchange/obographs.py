"""OBO Graphs JSON: nodes, edges and definitions, as OAK, OLS and Ubergraph take them. Individuals are left out."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from lifonto.exchange.functional import axiom as functional_axiom
from lifonto.exchange.losses import INDIVIDUALS, Losses
from lifonto.reason.documents.gathering import in_order
from lifonto.reason.documents.obo.identifiers import OBO_IN_OWL
from lifonto.reason.documents.obo.vocabulary import COMMENT, DEFINITION, DEPRECATED, PROPERTIES
from lifonto.reason.values.axioms import OF_INDIVIDUALS, Axiom, Chain
from lifonto.reason.values.expressions import Expression, Junction, Literal, Named, Restriction
from lifonto.reason.values.ontology import Annotation, Ontology
from lifonto.reason.values.vocabulary import LABEL

OUTSIDE = "axioms that OBO Graphs has no place for"
TEXTS = "languages and datatypes of texts"
KINDS = {"Class": "CLASS", "ObjectProperty": "PROPERTY", "DataProperty": "PROPERTY", "AnnotationProperty": "PROPERTY"}
SORTS = {"ObjectProperty": "OBJECT", "DataProperty": "DATA", "AnnotationProperty": "ANNOTATION"}
EDGES = {"SubClassOf": "is_a", "SubObjectPropertyOf": "subPropertyOf", "InverseObjectProperties": "inverseOf"}
XREF, SUBSET = PROPERTIES["xref"], PROPERTIES["subset"]
SYNONYMS = {f"{OBO_IN_OWL}has{each}Synonym": f"has{each}Synonym" for each in ("Exact", "Broad", "Narrow", "Related")}
SOURCES = (XREF, "http://purl.obolibrary.org/obo/IAO_0000119", "http://purl.org/dc/terms/source")
Meta = dict[str, Any]
Pairs = Iterable[tuple[str, str]]


def obographs(ontology: Ontology, losses: Losses, inferred: Pairs = (), same: Pairs = ()) -> bytes:
    """Write *ontology*; *inferred* superclasses and classes that are the *same* say that they follow."""
    graph: dict[str, Any] = {"id": ontology.header.iri or "urn:unnamed", "meta": of_header(ontology)}
    graph["nodes"] = [node(*each, ontology, losses) for each in sorted(entities(ontology))]
    parts = _Axioms(losses)
    for each in ontology.axioms:
        if each.kind not in OF_INDIVIDUALS:
            parts.take(each, ontology.of_axioms.get(each, ()))
    mark = {"basicPropertyValues": [{"pred": f"{OBO_IN_OWL}is_inferred", "val": "true"}]}
    parts.edges += [{"sub": sub, "pred": "is_a", "obj": sup, "meta": mark} for sub, sup in inferred]
    for names in map(sorted, same):
        parts.equivalent.append({"representativeNodeId": names[0], "nodeIds": names, "meta": mark})
    losses.lose(INDIVIDUALS, *sorted(ontology.of_kind("NamedIndividual")))
    written = json.dumps({"graphs": [graph | parts.as_json()]}, ensure_ascii=False, indent=1, sort_keys=True)
    return (written + "\n").encode()


def entities(ontology: Ontology) -> list[tuple[str, str]]:
    """Return what gets a node: each IRI with its kind, or the first of several."""
    kinds = list(KINDS)
    found: dict[str, str] = {}
    for kind, iri in ontology.entities:
        if kind in KINDS and (iri not in found or kinds.index(kind) < kinds.index(found[iri])):
            found[iri] = kind
    return list(found.items())


def node(iri: str, kind: str, ontology: Ontology, losses: Losses) -> dict[str, Any]:
    """Return the node of one class or property."""
    said = in_order(ontology.annotations.get(iri, ()))
    found: dict[str, Any] = {"id": iri, "type": KINDS[kind]}
    if kind in SORTS:
        found["propertyType"] = SORTS[kind]
    labels = [each.value.text for each in said if each.property == LABEL and isinstance(each.value, Literal)]
    if labels:
        found["lbl"] = labels[0]
    strange = (each for each in said if isinstance(each.value, Literal) and (each.value.language or is_typed(each)))
    losses.lose(TEXTS, *(f"{iri} {each.property} {each.value}" for each in strange))
    if meta := meta_of(said, has_label=bool(labels)):
        found["meta"] = meta
    return found


def is_typed(said: Annotation) -> bool:
    """Tell whether the value is no plain text, where a text is all that can be written."""
    value = said.value
    return (
        isinstance(value, Literal)
        and said.property != DEPRECATED
        and not value.datatype.endswith(("#string", "String"))
    )


def meta_of(said: list[Annotation], *, has_label: bool) -> Meta:
    """Return what is said for people: what has a place of its own there, and the rest as property values."""
    meta: Meta = {}
    for each in said:
        value, prop = each.value, each.property
        text = value.text if isinstance(value, Literal) else value
        if prop == LABEL and has_label:
            has_label = False  # it is the node's own
        elif prop == DEFINITION and "definition" not in meta:
            meta["definition"] = {"val": text} | sources(each, said)
        elif prop == COMMENT:
            meta.setdefault("comments", []).append(text)
        elif prop in SYNONYMS:
            meta.setdefault("synonyms", []).append(
                {"pred": SYNONYMS[prop], "val": text} | sources(each) | kind_of(each)
            )
        elif prop == XREF:
            meta.setdefault("xrefs", []).append({"val": text})
        elif prop == SUBSET:
            meta.setdefault("subsets", []).append(text)
        elif prop == DEPRECATED and text == "true":
            meta["deprecated"] = True
        else:
            meta.setdefault("basicPropertyValues", []).append({"pred": prop, "val": text})
    return meta


def sources(said: Annotation, beside: Iterable[Annotation] = ()) -> Meta:
    """Return the cross-references of a definition or synonym; a definition's sources may stand *beside* it."""
    notes = [each for each in in_order(said.annotations) if each.property in SOURCES]
    notes += [each for each in beside if each.property == SOURCES[1]]
    found = [each.value.text if isinstance(each.value, Literal) else each.value for each in notes]
    return {"xrefs": list(dict.fromkeys(found))} if found else {}


def kind_of(said: Annotation) -> Meta:
    """Return the kind of a synonym."""
    kinds = [each.value for each in said.annotations if each.property == PROPERTIES["synonym type"]]
    return {"synonymType": str(kinds[0])} if kinds else {}


def of_header(ontology: Ontology) -> Meta:
    """Return what the header of the ontology says."""
    meta = meta_of(in_order(ontology.header.annotations), has_label=False)
    return meta | ({"version": ontology.header.version} if ontology.header.version else {})


class _Axioms:
    """Gathers edges, definitions, and the axioms of relations."""

    def __init__(self, losses: Losses) -> None:
        self.losses = losses
        self.edges: list[dict[str, Any]] = []
        self.equivalent: list[dict[str, Any]] = []
        self.definitions: list[dict[str, Any]] = []
        self.ranges: list[tuple[str, str, str]] = []
        self.chains: list[dict[str, Any]] = []

    def take(self, axiom: Axiom, notes: Iterable[Annotation]) -> None:
        meta = {"meta": meta_of(in_order(notes), has_label=False)} if notes else {}
        match axiom.kind, axiom.parts:
            case kind, (Named(one), Named(other)) if kind in EDGES:
                self.edges.append({"sub": one, "pred": EDGES[kind], "obj": other} | meta)
            case "SubClassOf", (Named(one), Restriction(Named(link), "some", Named(other))):
                self.edges.append({"sub": one, "pred": link, "obj": other} | meta)
            case "EquivalentClasses", parts if all(isinstance(each, Named) for each in parts):
                names = sorted(each.name for each in parts if isinstance(each, Named))
                self.equivalent.append({"representativeNodeId": names[0], "nodeIds": names} | meta)
            case "EquivalentClasses", (Named(one), Junction("and", operands)) if is_plain(operands):
                self.definitions.append(definition(one, operands) | meta)
            case "ObjectPropertyDomain" | "ObjectPropertyRange", (Named(one), Named(other)):
                self.ranges.append((one, "domainClassIds" if "Domain" in axiom.kind else "rangeClassIds", other))
            case "SubObjectPropertyOf", (Chain(links), Named(one)) if all(isinstance(each, Named) for each in links):
                names = [each.name for each in links if isinstance(each, Named)]
                self.chains.append({"predicateId": one, "chainPredicateIds": names} | meta)
            case _:
                self.losses.lose(OUTSIDE, functional_axiom(axiom, notes))

    def as_json(self) -> dict[str, Any]:
        ranges = []
        for relation, found in groupby(sorted(self.ranges), key=lambda each: each[0]):
            ends: dict[str, Any] = {"predicateId": relation}
            for _, place, name in found:
                ends.setdefault(place, []).append(name)
            ranges.append(ends)

        def ordered(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
            return sorted(parts, key=lambda each: json.dumps(each, sort_keys=True))

        return {
            "edges": sorted(self.edges, key=lambda each: (each["sub"], each["pred"], each["obj"])),
            "equivalentNodesSets": ordered(self.equivalent),
            "logicalDefinitionAxioms": ordered(self.definitions),
            "domainRangeAxioms": ranges,
            "propertyChainAxioms": ordered(self.chains),
        }


def is_plain(operands: tuple[Expression, ...]) -> bool:
    """Tell whether *operands* are classes, at least one, and links to classes."""
    named = [each for each in operands if isinstance(each, Named)]
    links = [
        each
        for each in operands
        if isinstance(each, Restriction)
        and each.quantifier == "some"
        and isinstance(each.relation, Named)
        and isinstance(each.filler, Named)
    ]
    return bool(named) and len(named) + len(links) == len(operands)


def definition(about: str, operands: tuple[Expression, ...]) -> dict[str, Any]:
    """Return the definition of *about* by genus and differentia."""
    genus = [each.name for each in operands if isinstance(each, Named)]
    links = []
    for each in operands:
        match each:
            case Restriction(Named(relation), _, Named(filler)):
                links.append({"propertyId": relation, "fillerId": filler})
    return {"definedClassId": about, "genusIds": genus, "restrictions": links}
