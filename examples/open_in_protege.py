"""Write the release as one OWL file that Protégé opens; with --inferred, what the reasoner found stands in it too.

Run: python examples/open_in_protege.py lifonto-for-protege.owl [--inferred]
"""

import sys

import lifonto

target, inferred = sys.argv[1], "--inferred" in sys.argv
ontology = lifonto.graph("asserted") + lifonto.graph("statements")
if inferred:
    ontology += lifonto.graph("inferred")
ontology.bind("obo", "http://purl.obolibrary.org/obo/")
ontology.serialize(target, format="xml")
print(f"{target}: {len(ontology)} triples; open it in Protégé with File > Open")
