"""Finding things by their names: what they are called, an index of it, and what may be meant by a slip of the pen."""
