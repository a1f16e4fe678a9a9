"""The terms by which a catalogue is written, and by which it is asked for."""

from __future__ import annotations

from sparql_server.regimes import CATALOGUE

DATASET, PREFIXES = f"{CATALOGUE}#dataset", f"{CATALOGUE}#prefixes"
QUESTION = "https://w3id.org/lifonto/question/"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SH = "http://www.w3.org/ns/shacl#"
VOID = "http://rdfs.org/ns/void#"
VOID_EXT = "http://ldf.fi/void-ext#"  # W3C's VoID has no datatypes; SIB's void-generator writes them so
DCTERMS = "http://purl.org/dc/terms/"
SCHEMA = "https://schema.org/"

FORMS = {"SELECT": ("Select", "select"), "ASK": ("Ask", "ask"), "CONSTRUCT": ("Construct", "construct")}
CLASSES = {f"{SH}SPARQLExecutable", *(f"{SH}SPARQL{kind}Executable" for kind, _ in FORMS.values())}
RELATIONS = {
    *(f"{SH}{name}" for name in ("declare", "prefix", "namespace", "prefixes", "select", "ask", "construct")),
    *(f"{VOID}{name}" for name in ("class", "property", "classPartition", "propertyPartition")),
    *(f"{VOID}{name}" for name in ("linkPredicate", "subjectsTarget", "objectsTarget")),
    *(f"{VOID_EXT}{name}" for name in ("datatypePartition", "datatype")),
}
