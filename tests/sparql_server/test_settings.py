"""What a server may be told, and the sentences that say what is wrong."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from sparql_server import Limits, Settings, Source, check
from sparql_server.command import command, settings_from, source_from

LONG_TOKEN = "a token that is long enough"


def told(*options: str) -> Settings:
    """Return the settings that the command line *options* make."""
    with command.make_context("serve", list(options)) as context:
        return settings_from(context.params)


def test_the_defaults_are_good() -> None:
    assert check(Settings(empty=True)) == []
    assert check(told()) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("seconds", float("nan")),
        ("seconds", float("inf")),
        ("seconds", 0.0),
        ("seconds", -1.0),
        ("seconds", 86_401.0),
        ("memory_mb", 2),
        ("response_mb", 0),
        ("quick", 0),
        ("slow", -4),
        ("slow", 1_000_000),
        ("queue", -1),
        ("query_mb", float("nan")),
        ("upload_mb", 0),
        ("spool_mb", 0),
        ("body_seconds", 0.0),
    ],
)
def test_a_limit_that_makes_no_sense_is_refused_with_what_would(name: str, value: Any) -> None:
    limits: Any = {name: value}
    (problem,) = check(Settings(empty=True, limits=Limits(**limits)))
    assert problem.startswith(f"--{name.replace('_', '-')} ")
    assert "give a number from" in problem


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"port": 65_536}, "--port 65536"),
        ({"port": -1}, "--port -1"),
        ({"cache_mb": -1}, "--cache-mb -1"),
        ({"trusted_proxies": -1}, "--trusted-proxies -1"),
        ({"host": ""}, "--host"),
        ({"host": "http://localhost/"}, "--host"),
        ({"base_path": "/a b"}, "--base-path"),
        ({"base_path": "/a/../b"}, "--base-path"),
        ({"base_path": "/?x"}, "--base-path"),
        ({"cors": "example.org"}, "--cors"),
        ({"cors": "https://example.org/page"}, "--cors"),
        ({"public_url": "example.org"}, "not an http or https URL"),
        ({"public_url": "https://example.org/?a=b"}, "leave out"),
        ({"federation": ("ftp://example.org/",)}, "not an http or https URL"),
        ({"federation": ("http://[::1",)}, "not an http or https URL"),
        ({"federation": ("http://example.org/%2e%2e/",)}, "leave out"),
        ({"federation": ("http://user:word@example.org/",)}, "leave out"),
        ({"sync": True}, "--sync is for --store"),
        ({"spool_dir": Path("/nowhere/at/all")}, "--spool-dir /nowhere/at/all"),
        ({"spool_dir": Path(__file__)}, "not a directory"),
        ({"writable": True}, "needs a token"),
        ({"writable": True, "token": "secret"}, "shorter than"),
        ({"writable": True, "token": " " * 40}, "shorter than"),
        ({"writable": True, "token": "a tökén that is long"}, "cannot carry"),
        ({"writable": True, "token": "a long\ntoken of lines"}, "cannot carry"),
        ({"entailment": "DL"}, "no such regime"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_sentence(settings: dict[str, Any], words: str) -> None:
    (problem,) = check(Settings(empty=True, **settings))
    assert words in problem


@pytest.mark.parametrize(
    "settings",
    [
        {"host": "::1"},
        {"cors": ""},
        {"cors": "https://example.org:8443"},
        {"base_path": "/data/lif"},
        {"federation": ("https://query.example.org/sparql", "http://127.0.0.1:18811/", "http://[::1]:80/")},
        {"writable": True, "token": LONG_TOKEN},
        {"trusted_proxies": 2, "lenient": True, "log_queries": True},
    ],
)
def test_what_makes_sense_is_taken(settings: dict[str, Any]) -> None:
    assert check(Settings(empty=True, **settings)) == []


def test_files_are_judged_by_what_is_in_them_not_by_their_names(tmp_path: Path) -> None:
    for name in ("data.txt", "data", "data.obo", "data.anything"):
        (tmp_path / name).write_text("<urn:a> <urn:b> <urn:c> .")
        assert check(Settings(sources=(Source(tmp_path / name),))) == []
    (folder,) = check(Settings(sources=(Source(tmp_path),)))
    assert "a directory" in folder
    (nothing,) = check(Settings(sources=(Source(tmp_path / "nowhere.ttl"),)))
    assert "no file" in nothing


def test_a_running_server_has_one_hash_whatever_its_settings_hold() -> None:
    assert hash(Settings(prefixes={"ex": "http://example.org/"}))


@pytest.mark.parametrize(
    ("options", "name", "value"),
    [
        (["--host", "[::1]"], "host", "::1"),
        (["--base-path", "lif/data/"], "base_path", "/lif/data"),
        (["--base-path", "/"], "base_path", ""),
        (["--cors", "none"], "cors", ""),
        (["--cors", "https://example.org"], "cors", "https://example.org"),
        (["--trusted-proxies", "1"], "trusted_proxies", 1),
        (["--spool-dir", "/tmp"], "spool_dir", Path("/tmp")),
        (["--lenient"], "lenient", True),
        (["--log-queries"], "log_queries", True),
        (["--quick", "2", "--slow", "3", "--queue", "5"], "limits", Limits(quick=2, slow=3, queue=5)),
        (["--spool-mb", "100"], "limits", Limits(spool_mb=100)),
        (["--title", "Mine"], "title", "Mine"),
        ([], "title", "SPARQL endpoint"),
        ([], "union_default_graph", False),
        (["--union"], "union_default_graph", True),
    ],
)
def test_every_option_arrives_in_the_settings(options: list[str], name: str, value: Any) -> None:
    assert getattr(told("--empty", *options), name) == value


def test_every_option_can_come_from_the_environment_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIFONTO_SERVE_EMPTY", "1")
    monkeypatch.setenv("LIFONTO_SERVE_SPOOL_MB", "100")
    monkeypatch.setenv("LIFONTO_SERVE_TRUSTED_PROXIES", "1")
    monkeypatch.setenv("LIFONTO_SERVE_LENIENT", "true")
    settings = told()
    assert (settings.limits.spool_mb, settings.trusted_proxies, settings.lenient) == (100, 1, True)


def test_every_option_has_a_line_of_help() -> None:
    options = [each for each in command.params if isinstance(each, click.Option)]
    assert len(options) > 30
    assert all(each.help and len(each.help) < 80 for each in options)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("LIFONTO_SERVE_SECOND", "is LIFONTO_SERVE_SECONDS meant?"),
        ("LIFONTO_SERVE_MEMORY", "is LIFONTO_SERVE_MEMORY_MB meant?"),
        ("LIFONTO_SERVE_XYZ", "no such option"),
    ],
)
def test_a_variable_that_is_no_option_is_named_with_what_was_meant(name: str, words: str) -> None:
    environment = {each: None for each in os.environ if each.startswith("LIFONTO_SERVE_")} | {name: "1"}
    result = CliRunner().invoke(command, ["--empty", "--check"], env=environment)
    assert result.exit_code == 1
    assert name in result.output
    assert words in result.output


@pytest.mark.parametrize("name", ["my file.ttl", "a=b.ttl", "http:=x", "é 'quoted'.ttl"])
def test_a_file_is_a_file_whatever_its_name(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).touch()
    assert source_from(name) == Source(Path(name))
    assert source_from(f"urn:g={name}") == Source(Path(name), "urn:g")
