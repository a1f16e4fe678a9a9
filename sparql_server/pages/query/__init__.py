"""The page that asks in SPARQL: the editor, ready questions, answers people can read, and why one is empty."""
