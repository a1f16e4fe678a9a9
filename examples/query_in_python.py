"""Ask the ontology from Python: which molecules are stated to have the LIF receptor for a receptor, and who says so?

Run: python examples/query_in_python.py
"""

import lifonto

ANSWERS = lifonto.query(
    """
    SELECT DISTINCT ?cytokine ?reference WHERE {
      ?statement a LIFO:0000101 ;                                  # a positive statement
                 biolink:subject ?ligand ; biolink:object PR:000001876 ;   # the LIF receptor, LIFR
                 biolink:predicate LIFO:0000030 ;                          # has receptor
                 dcterms:source ?reference .
      ?ligand rdfs:label ?cytokine .
    } ORDER BY ?cytokine ?reference
    """
)

assert isinstance(ANSWERS, list)
for answer in ANSWERS:
    print(f"{answer['cytokine']:40} {answer['reference']}")
