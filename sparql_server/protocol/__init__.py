"""SPARQL over HTTP in words: what requests, replies and problems mean, in which formats, and what processes tell another.

Nothing here opens a socket or a store.
"""
