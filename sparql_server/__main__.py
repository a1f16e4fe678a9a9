"""``python -m sparql_server``: the server without the rest of lifonto."""

from sparql_server.command import command

command(prog_name="python -m sparql_server")
