"""Entailment regimes: what follows from the stated triples, materialised beside them (SPARQL 1.1 Entailment Regimes)."""
