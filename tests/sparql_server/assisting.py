"""Speaking with the tools for assistants by the SDK's own client."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import anyio
from mcp import Client, StdioServerParameters
from mcp.types import CallToolResult, TextContent
from serving import ROOT

Where = str | StdioServerParameters
STDIO = StdioServerParameters(command=sys.executable, args=["-m", "lifonto", "mcp", "--seconds", "60"], cwd=str(ROOT))
PATIENCE = 180.0  # seconds until the release is read on a busy machine
CALLS: dict[str, dict[str, Any]] = {
    "find": {"text": "STAT3"},
    "describe": {"term": "LIF"},
    "ask": {"question": "cells_that_make_lif_and_answer_to_it"},
    "sparql": {"query": "SELECT ?cell { GRAPH graph:findings { ?cell RO:0002292 PR:000001876 } }"},
    "dl": {"expression": "cytokine and 'has receptor' some gp130"},
    "why": {"sub": "extracellular leukemia inhibitory factor", "sup": "cytokine"},
    "condition": {"cells": "E14 in N2B27 + LIF on gelatin"},
    "check_claim": {"sentence": "LIF activates STAT3 in mouse embryonic stem cells"},
}


def speaking(where: Where, talk: Callable[[Client], Any]) -> Any:
    """Return what *talk* says with the client of the server at *where*, once that has read the release."""

    async def whole() -> Any:
        async with Client(where) as client:
            deadline = time.monotonic() + PATIENCE
            while (await client.call_tool("find", {"text": "LIF"})).is_error:
                assert time.monotonic() < deadline
            return await talk(client)

    with ThreadPoolExecutor(1) as thread:  # of its own, since a browser may have its event loop in this one
        return thread.submit(anyio.run, whole).result()


def text_of(result: CallToolResult) -> str:
    """Return the text of an answer."""
    (block,) = result.content
    assert isinstance(block, TextContent)
    return block.text


def said(result: CallToolResult) -> dict[str, Any]:
    """Return an answer, which its text and its structure both have."""
    assert not result.is_error, text_of(result)
    found: dict[str, Any] = json.loads(text_of(result))
    assert found == result.structured_content
    return found
