"""OBO Flat File Format 1.4: frames of clauses, and what they say as OWL (its §5), as ROBOT translates it."""
