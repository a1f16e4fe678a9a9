"""Exchange: what is known, in the formats of other people's tools; what a format cannot say is told, never bent."""
