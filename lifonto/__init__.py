"""lifonto: an OWL ontology of leukemia inhibitory factor, built from tables, reasoned over and queried."""
