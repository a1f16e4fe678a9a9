"""Regular expressions mean the same on every Python there is."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from contextlib import suppress
from re import _parser as parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

import lifonto
import sparql_server

ONE = {"IN", "ANY", "LITERAL", "NOT_LITERAL"}  # what takes one character or fails at once
NEVER = {"[(FAILURE, ())]", "[(ASSERT_NOT, (1, []))]"}  # as this Python writes it, or an older one


def modules(package: ModuleType) -> Iterator[str]:
    """Yield the names of all modules of *package* but those that run it."""
    found = (each.name for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}."))
    return (name for name in found if not name.endswith(".__main__"))


def repeated(pattern: re.Pattern[Any]) -> Iterator[Any]:
    """Yield the groups of *pattern* that are repeated and give nothing back."""
    parsed = parser.parse(pattern.pattern, pattern.flags)
    return (argument[2] for operation, argument in parts(parsed) if str(operation) == "POSSESSIVE_REPEAT")


def parts(parsed: Any) -> Iterator[tuple[str, Any]]:
    """Yield each operation of a *parsed* pattern and what it works on, at any depth."""
    for operation, argument in parsed:
        yield str(operation), argument
        for each in branches(argument):
            yield from parts(each)


def branches(argument: Any) -> Iterator[Any]:
    """Yield the patterns in the *argument* of an operation."""
    if isinstance(argument, parser.SubPattern):
        yield argument
    elif isinstance(argument, tuple | list):
        for each in argument:
            yield from branches(each)


def is_safe(group: Any) -> bool:
    """Tell whether a *group* that takes all it can has taken nothing where its last alternative fails.

    Before Python 3.11.5 it has, unless what fails last takes nothing (CPython's issue 106052).
    """
    [(operation, argument), *more] = group
    if more or str(operation) != "BRANCH":
        return not more and str(operation) in ONE
    return str(argument[1][-1]) in NEVER


def test_a_repeated_group_that_gives_nothing_back_ends_with_what_never_matches() -> None:
    seen = 0
    for name in (*modules(lifonto), *modules(sparql_server)):
        with suppress(ImportError):  # of what is an extra
            for pattern in vars(importlib.import_module(name)).values():
                for group in repeated(pattern) if isinstance(pattern, re.Pattern) else ():
                    assert is_safe(group), f"{name}: {pattern.pattern}"
                    seen += 1
    assert seen
