"""Finite models: which axioms hold in them, and how they are made to show what does not follow."""
