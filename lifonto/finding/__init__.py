"""Finding things by their names: ways of writing one, an index of names, and what may be meant by a slip."""
