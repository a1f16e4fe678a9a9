"""Clients' connections: HTTP/1.1 read, answered and cut off where it must be."""
