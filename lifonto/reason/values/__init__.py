"""What an ontology says, as values: names, expressions, axioms, and their two syntaxes."""
