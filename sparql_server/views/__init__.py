"""The routes, each from the request to the response."""
