"""The names that RDF, RDFS, XSD and OWL itself bring along."""

from __future__ import annotations

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
THING, NOTHING = f"{OWL}Thing", f"{OWL}Nothing"
TOP_OBJECT, BOTTOM_OBJECT = f"{OWL}topObjectProperty", f"{OWL}bottomObjectProperty"
TOP_DATA, BOTTOM_DATA = f"{OWL}topDataProperty", f"{OWL}bottomDataProperty"
LITERAL = f"{RDFS}Literal"
LABEL = f"{RDFS}label"
SHORTHAND = "http://www.geneontology.org/formats/oboInOwl#shorthand"  # what OBO files call a relation
BUILT_IN = (OWL, RDF, RDFS, XSD)
