"""The health of links: what the terms that an ontology has from others have come to in current copies of these."""
