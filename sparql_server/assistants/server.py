"""The protocol's side: which tools there are, and each call checked and passed on (MCP, by the official SDK)."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from typing import Any

import anyio
import anyio.to_thread
import jsonschema
from mcp.server.lowlevel import Server
from mcp.types import CallToolResult, ListToolsResult, TextContent, Tool, ToolAnnotations

from lifonto.assistants.tools import instructions, tools
from sparql_server.lanes.client import Client
from sparql_server.protocol.problems import Problem

MOST_CALLS = 1_000  # at once; how many may wait is for the process to say
Ask = Callable[[str, dict[str, Any], Client], dict[str, Any]]


def server(ask: Ask) -> Server[Any]:
    """Return the server; *ask* answers a call of a tool by a client, or raises Problem."""

    limiter = anyio.CapacityLimiter(MOST_CALLS)

    async def listed(_context: Any, _params: Any) -> ListToolsResult:
        return ListToolsResult(tools=[tool(name, about) for name, about in tools().items()])

    async def called(context: Any, params: Any) -> CallToolResult:
        client = Client(environ_of(context))
        try:
            work = partial(ask, params.name, checked(params.name, params.arguments or {}), client)
            found = await anyio.to_thread.run_sync(work, limiter=limiter)
        except Problem as problem:
            return CallToolResult(content=[TextContent(type="text", text=problem.detail)], is_error=True)
        finally:
            client.close()
        text = json.dumps(found, ensure_ascii=False)
        return CallToolResult(content=[TextContent(type="text", text=text)], structured_content=found)

    return Server(
        "lifonto",
        version=version("lifonto"),
        title="lifonto, what is known of leukemia inhibitory factor",
        instructions=instructions(),
        on_list_tools=listed,
        on_call_tool=called,
    )


def environ_of(context: Any) -> dict[str, Any]:
    """Return the WSGI environment of the request that a call came with; over standard input there is none."""
    request = getattr(context, "request", None)
    found: dict[str, Any] = request.scope.get("wsgi_environ", {}) if request is not None else {}
    return found


def tool(name: str, about: dict[str, Any]) -> Tool:
    """Describe a tool: it only reads, the same question has the same answer, and it asks nobody else."""
    hints = ToolAnnotations(
        title=about["title"], read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
    )
    return Tool(
        name=name, title=about["title"], description=about["description"], input_schema=schema(about), annotations=hints
    )


def schema(about: dict[str, Any]) -> dict[str, Any]:
    """Return the JSON Schema of what a tool takes."""
    return {
        "type": "object",
        "properties": about["parameters"],
        "required": about["required"],
        "additionalProperties": False,
    }


def checked(name: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """Return the *arguments* of a call of the tool *name*; raises Problem where they are not what it takes."""
    if name not in tools():
        raise Problem(404, f"there is no tool {name[:100]!r}; there are {', '.join(tools())}")
    wanted = jsonschema.Draft202012Validator(schema(tools()[name]))
    for mistake in wanted.iter_errors(arguments):
        where = ".".join(map(str, mistake.path)) or "the arguments"
        raise Problem(400, f"{where}: {mistake.message[:300]}")
    return arguments
