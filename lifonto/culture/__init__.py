"""Culture conditions: what comes of cells in a condition that somebody describes, as the ontology has it.

The ontology describes a condition by the cell it grows, the medium it uses and its feeder, and its rules say what
comes of which combinations. Here a condition is put together in the same way, and a reasoner says which rules it
falls under. No rule, ingredient or cell is known to this package.
"""
