"""RDF as an ontology: triples become axioms by the OWL 2 Mapping to RDF Graphs §3, and what is left over is told."""
