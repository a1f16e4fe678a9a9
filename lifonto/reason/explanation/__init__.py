"""Why something follows: the fewest axioms that it follows from, in the order of the argument, and what mends it."""
