"""Mending: what has one replacement is put in its place, in a file or in the tables."""
