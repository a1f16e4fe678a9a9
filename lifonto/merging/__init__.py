"""Several ontologies taken together: what each file is, and what follows from all of them that no one says alone."""
