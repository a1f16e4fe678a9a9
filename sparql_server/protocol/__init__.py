"""SPARQL over HTTP in words: what requests, replies and problems mean, in which formats.

Nothing here opens a socket or a store.
"""
