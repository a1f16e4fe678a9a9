"""The page that says why: arguments from the reasoner, what is missing, and class expressions asked about."""
