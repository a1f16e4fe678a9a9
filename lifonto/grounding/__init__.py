"""Grounding: which terms of an ontology names and identifiers stand for, how that is known, and what is near."""
