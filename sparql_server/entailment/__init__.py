"""Entailment regimes: what follows from what is stated, materialised beside it."""
