"""The release exported once in each format, for all tests of a worker."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from lifonto.exchange.formats import FINDINGS, ONTOLOGIES, export_ontology
from lifonto.exchange.losses import Export
from lifonto.exchange.sources import Source, of_release
from lifonto.exchange.statements import Statements


@pytest.fixture(scope="session")
def known(home: Path) -> Statements:
    """The statements of the release."""
    return Statements(home)


@pytest.fixture(scope="session")
def source(home: Path) -> Source:
    """The ontology of the release."""
    return of_release(home)


@pytest.fixture(scope="session")
def exported(known: Statements, source: Source) -> Callable[[str], Export]:
    """What is exported in a format."""

    @cache
    def export(name: str) -> Export:
        return export_ontology(name, source) if name in ONTOLOGIES else FINDINGS[name].write(known)

    return export
