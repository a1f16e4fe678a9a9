"""Assistants: the tools of :mod:`lifonto.assistants` over the Model Context Protocol, by its official SDK.

``server`` is the protocol's side, the same for both transports: standard input and output (``command``), and HTTP
(``endpoint``). A question goes to a process that can be ended, in which ``knower`` answers it.
"""
