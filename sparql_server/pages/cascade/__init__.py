"""The picture of the cascade: drawn from the statements of the store, with filters and paths."""
