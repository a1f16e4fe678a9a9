"""The endpoint as an application for another WSGI server, set by the variables LIFONTO_SERVE_… of the environment.

From this folder, with one process and as many threads as may run and wait:
granian --interface wsgi --workers 1 --blocking-threads 64 --host 127.0.0.1 --port 8081 wsgi:app
"""

import logging

from sparql_server import check, create_app
from sparql_server.command import command, settings_from

FILES: list[str] = []  # none: the bundled release, or what LIFONTO_SERVE_STORE and its kin say

settings = settings_from(command.make_context("wsgi", FILES).params)
if problems := check(settings):
    raise SystemExit("\n".join(problems))
logging.basicConfig(level=logging.INFO, format="%(message)s")
app = create_app(settings)
