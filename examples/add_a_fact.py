"""Add a fact to a copy of the tables, build again, and see what follows from it.

The fact is made up: that the motor neuron expresses both subunits of the LIF receptor. One row is all it takes for the
reasoner to count it among the cells that respond to LIF.
Run: python examples/add_a_fact.py
"""

import shutil
import tempfile
from pathlib import Path

from rdflib import Graph

from lifonto import release
from lifonto.home import ontology_folder

HEADER = "Identifier\tStatement\tKind\tReferences\tAxiom about\tAxiom"
TEMPLATE = "ID\tLABEL\tTYPE\tAI dcterms:source\tABOUT\tSC % SPLIT=|"
FACT = (
    "LIFS:9999\tA made-up statement, to show how one is added.\tpositive statement\tPMID:3143918\tmotor neuron"
    "\texpresses some 'leukemia inhibitory factor receptor'|expresses some 'interleukin-6 receptor subunit beta'"
)

with tempfile.TemporaryDirectory() as folder:
    home = Path(shutil.copytree(ontology_folder(), Path(folder) / "ontology"))
    (home / "facts" / "mine.tsv").write_text(f"{HEADER}\n{TEMPLATE}\n{FACT}\n", encoding="utf-8")
    after = release.build(home)

for name in ("statements", "inferred", "relations"):
    before = Graph().parse(ontology_folder() / "release" / f"{name}.nt")
    for subject, predicate, value in sorted(after.graphs[name] - before):
        print(f"{name:11} {subject.n3()} {predicate.n3()} {value.n3()}")
