"""Facts stated of an entity in the context where it was studied, and not of all of its kind."""
