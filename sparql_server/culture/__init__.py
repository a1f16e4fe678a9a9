"""The culture checker over HTTP: conditions as people type them, judged by the release that is served.

A question goes one way: ``questions`` reads it from the request, the process of :mod:`sparql_server.reasoning.process`
takes it to ``checker``, which answers it there, and ``endpoint`` replies. ``openapi`` describes it.
"""
