"""The server and the browser that these tests share."""

from browsing import chrome, release_server

__all__ = ["chrome", "release_server"]
