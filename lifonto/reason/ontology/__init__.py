"""What is reasoned over: files read in any syntax, as triples, RDF/XML for a reasoner, and axioms."""
