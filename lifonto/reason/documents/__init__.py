"""Documents read and written: a file of any syntax becomes an ontology, and nothing in it is lost without a word."""
