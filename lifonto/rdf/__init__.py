"""RDF out: the one door from owlready2 to rdflib, and files whose bytes are steady."""
