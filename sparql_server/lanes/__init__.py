"""Who may ask, when, and for how long: the near side of the socket to the store."""
