"""The near side of the socket: who waits, who runs and for how long, and how an answer comes back."""
