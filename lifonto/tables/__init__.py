"""Tables in: prefixes, templates, rows and what is wrong with them."""
