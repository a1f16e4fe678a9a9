"""The model of an ontology that is kept ready: what it knows of a class expression without classifying anew."""
