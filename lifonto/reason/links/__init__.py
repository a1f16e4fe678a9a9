"""Existential links between named classes: every ``A SubClassOf r some B`` that follows."""
