"""Reasoning over HTTP: class expressions in Manchester syntax asked of an OWL reasoner that is kept ready.

A question goes one way: ``questions`` reads it from the request, ``process`` takes it to the process that reasons,
``reasoner`` answers it there from what ``ontology`` has read, ``answers`` writes it, and ``endpoint`` replies. What is
common to such processes is in ``child``.
"""
