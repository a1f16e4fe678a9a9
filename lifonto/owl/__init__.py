"""OWL: class expressions, Manchester syntax, and the builder over owlready2."""
