"""The rules of the house: who may import what, and how long a file and a function may grow."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
STAGES = [
    *("errors", "garbage", "home", "words", "finding", "tables", "reason", "imports", "contexts", "recipes", "owl"),
    *("rdf", "biology", "proof", "ask", "culture", "exchange", "claims", "grounding", "health", "merging"),
    *("collection", "release", "publishing", "library", "assistants", "cli"),
]
REASON = ["values", "documents", "modules", "models", "reasoners", "links", "queries", "explanation"]
SERVER = {  # the rooms of the server in their order, and what is in each
    "settings": ["confine", "picture", "record", "regimes", "settings", "site"],
    "protocol": ["protocol"],
    "store": ["store"],
    "lanes": ["lanes", "remote"],
    "views": ["views"],
    "pages": ["pages"],
    "front": ["app", "parser", "front", "log", "run", "collection", "load", "command", "__init__", "__main__"],
}
WINGS = ["catalogue", "entailment", "reasoning", "culture", "assistants"]
INTERFACE = "lifonto/__init__.py"  # for type checking only, as a test below holds
ONLY_IN = {
    "owlready2": ("lifonto/owl/", "lifonto/rdf/exporter.py", "lifonto/library.py", INTERFACE),
    "rdflib": (
        INTERFACE,
        "lifonto/rdf/",
        "lifonto/biology/",
        "lifonto/ask/",
        "lifonto/release.py",
        "lifonto/collection.py",
        "lifonto/library.py",
    ),
    "pyoxigraph": (
        "lifonto/reason/documents/",
        "lifonto/exchange/",
        "lifonto/ask/store.py",
        "sparql_server/store/",
        "sparql_server/catalogue/",
        "sparql_server/entailment/",
        "sparql_server/reasoning/",
    ),
    "flask": ("sparql_server/views/", "sparql_server/pages/", "sparql_server/app.py", "sparql_server/__init__.py"),
    "waitress": ("sparql_server/parser.py", "sparql_server/front.py"),
    "httpx": ("sparql_server/remote.py", "sparql_server/lanes/calls.py"),
    "httpcore": ("sparql_server/lanes/calls.py",),
    "prometheus_client": ("sparql_server/lanes/metrics.py",),
    "pyhornedowl": ("lifonto/reason/documents/manchester.py", "lifonto/exchange/manchester.py"),
    "rustdl": (
        "lifonto/reason/reasoners/rustdl",  # and what is known of its faults
        "lifonto/reason/links/conclusions.py",
        "lifonto/reason/explanation/search.py",
    ),
    "rapidfuzz": ("lifonto/culture/lexicon.py", "lifonto/finding/slips.py"),
    "openpyxl": (
        "lifonto/exchange/xlsx.py",
        "lifonto/culture/spreadsheet.py",
        "lifonto/culture/written.py",
        "sparql_server/pages/query/downloads.py",
    ),
    "pandas": ("lifonto/ask/frames.py", "lifonto/library.py", INTERFACE),
    "mcp": ("sparql_server/assistants/",),
    "a2wsgi": ("sparql_server/assistants/",),
    "asyncio": (),
}
FILES = sorted([*(ROOT / "lifonto").rglob("*.py"), *(ROOT / "sparql_server").rglob("*.py")])
OF_REASON = [file for file in FILES if file.is_relative_to(ROOT / "lifonto" / "reason")]
OF_EXCHANGE = [file for file in FILES if file.is_relative_to(ROOT / "lifonto" / "exchange")]
OF_SERVER = [file for file in FILES if file.is_relative_to(ROOT / "sparql_server")]


def imports(file: Path) -> set[str]:
    """Every module that *file* imports anywhere in it, dotted, for type checking too."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are absolute"
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {str(node.module)}
    return found


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def room_of(module: str) -> str:
    """Return the room of a module of the server; what the package itself offers is in the last one."""
    inside = [*module.split("."), "__init__"][1]
    return next((room for room, parts in SERVER.items() if inside in parts), inside)


def rooms_used_by(file: Path) -> Iterator[tuple[str, str]]:
    """Yield the rooms of the server that *file* imports from, each with the module."""
    files = {each.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".") for each in OF_SERVER}
    for module in imports(file):
        house, _, name = module.partition(".")
        if module in files:
            yield room_of(module), module
        elif house == "sparql_server" and name.isidentifier() and not (ROOT / house / name).is_dir():
            yield room_of("sparql_server.__init__"), module  # a name of the package itself


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_a_stage_imports_only_what_comes_before_it(file: Path):
    parts = file.relative_to(ROOT).with_suffix("").parts
    if parts[0] != "lifonto" or parts[1] in ("__init__", "__main__"):
        return
    mine = STAGES.index(parts[1])
    for module in imports(file):
        if module.startswith("lifonto.") and (stage := module.split(".")[1]) in STAGES:
            assert STAGES.index(stage) <= mine, f"{name_of(file)} imports {module}, which comes later"
        if parts[1] != "cli":
            assert not module.startswith("sparql_server"), f"{name_of(file)} imports the server"


@pytest.mark.parametrize("file", OF_REASON, ids=name_of)
def test_a_room_of_the_reasoning_imports_errors_and_earlier_rooms_alone(file: Path):
    room, *inside = file.relative_to(ROOT / "lifonto" / "reason").parts
    known = REASON[: REASON.index(room) + 1] if inside else []
    allowed = ("lifonto.errors", *(f"lifonto.reason.{each}." for each in known))
    found = [each for each in imports(file) if each.split(".")[0] in ("lifonto", "sparql_server")]
    assert not [each for each in found if not f"{each}.".startswith(allowed)]


def test_every_room_of_the_reasoning_is_there_and_there_is_no_other():
    rooms = {file.relative_to(ROOT / "lifonto" / "reason").parts[0] for file in OF_REASON} - {"__init__.py"}
    assert rooms == {*REASON}


@pytest.mark.parametrize("file", OF_SERVER, ids=name_of)
def test_a_room_of_the_server_imports_no_later_one(file: Path):
    mine, order = room_of(name_of(file).removesuffix(".py").replace("/", ".")), list(SERVER)
    assert mine in [*order, *WINGS], f"{name_of(file)} is in no room"
    if mine in WINGS:
        return
    for room, module in rooms_used_by(file):
        if room not in WINGS:
            assert order.index(room) <= order.index(mine), f"{name_of(file)} imports {module}, which comes later"


def test_every_room_of_the_server_is_there_and_none_leads_back_to_itself():
    used: dict[str, set[str]] = {room: set() for room in [*SERVER, *WINGS]}
    for file in OF_SERVER:
        mine = room_of(name_of(file).removesuffix(".py").replace("/", "."))
        used[mine] |= {room for room, _ in rooms_used_by(file)} - {mine}
    TopologicalSorter(used).prepare()  # raises CycleError, which names the circle
    for folder in (path for path in (ROOT / "sparql_server").iterdir() if (path / "__init__.py").exists()):
        assert len(list(folder.glob("*.py"))) > 1, f"{folder.name} is empty"


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_a_library_is_imported_only_where_it_belongs(file: Path):
    for module in imports(file):
        allowed = ONLY_IN.get(module.split(".")[0])
        assert allowed is None or name_of(file).startswith(allowed), f"{name_of(file)} imports {module}"


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_a_file_is_read_in_one_sitting(file: Path):
    lines = len(file.read_text(encoding="utf-8").splitlines())
    assert lines <= 250


@pytest.mark.parametrize("file", [*OF_SERVER, *OF_REASON, *OF_EXCHANGE], ids=name_of)
def test_a_function_is_seen_at_a_glance(file: Path):
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            assert lines <= 30, f"{name_of(file)}: {node.name} has {lines} lines"


def test_importing_lifonto_does_no_work_and_loads_no_heavy_library():
    heavy = ("owlready2", "rdflib", "pyoxigraph", "flask", "rustdl", "pandas", "mcp")
    code = f"import sys, lifonto, lifonto.cli; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
