"""SPARQL servers, ours and others', started as processes on free ports with given data in named graphs.

Each module has one server. ``start(data, folder)`` is a context manager that loads ``data``, pairs of an N-Triples
file and the IRI of its graph, waits until queries are answered, and gives an :class:`~.process.Endpoint`; the default
graph of all of them is the union of what was loaded. ``missing()`` says what is not installed, or nothing.
"""
