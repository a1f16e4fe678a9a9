"""``pytest --skipped`` runs only the tests that the last run skipped, after more libraries have been installed."""

from __future__ import annotations

import pytest

KEPT = "lifonto/skipped"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--skipped", action="store_true", help="run only the tests that the run before this one skipped")


class Skipped:
    """Notes which tests are skipped, for the next run, and lets only those of the last one through."""

    def __init__(self, config: pytest.Config) -> None:
        self.config, self.now = config, set[str]()
        self.cache: pytest.Cache | None = getattr(config, "cache", None)  # which an option turns off
        self.before = set(self.cache.get(KEPT, [])) if self.cache else set()
        self.left = set(self.before) if config.getoption("skipped") else set[str]()  # and not run again yet

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        if self.config.getoption("skipped"):
            others = [each for each in items if each.nodeid not in self.before]
            self.config.hook.pytest_deselected(items=others)
            items[:] = [each for each in items if each.nodeid in self.before]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.left.discard(report.nodeid)
        if report.skipped:
            self.now.add(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        if self.cache and not self.config.option.collectonly and not hasattr(self.config, "workerinput"):
            self.cache.set(KEPT, sorted(self.now | self.left))


@pytest.hookimpl(trylast=True)  # after the cache is there
def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Skipped(config))
