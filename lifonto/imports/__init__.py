"""Terms of other ontologies, kept as their sources have them: ``ontology/imports/*.tsv`` from a copy of each source."""
