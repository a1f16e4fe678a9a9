"""Ask a running endpoint over HTTP with SPARQLWrapper.

Run: lifonto serve --port 8642 &
     python examples/ask_endpoint.py http://127.0.0.1:8642/sparql
"""

import sys

from SPARQLWrapper import JSON, SPARQLWrapper

QUERY = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX LIFO: <https://w3id.org/lifonto/LIFO_>
SELECT (COUNT(?statement) AS ?count) WHERE { ?statement a/rdfs:subClassOf LIFO:0000100 }
"""

endpoint = SPARQLWrapper(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8642/sparql")
endpoint.setQuery(QUERY)
endpoint.setReturnFormat(JSON)
answer = endpoint.queryAndConvert()
print(answer["results"]["bindings"][0]["count"]["value"], "statements")
