"""Modules: the part of an ontology that says what the whole says about some of its names, or a simpler view of it."""
