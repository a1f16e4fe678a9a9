"""The rules of the house: who may import what, and how long a file may grow."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
STAGES = ["errors", "home", "tables", "owl", "rdf", "reason", "ask", "release", "publishing", "library", "cli"]
ROOMS = {
    "lifonto.reason": ["ontology", "reasoners", "model", "explanation"],
    "sparql_server": ["protocol", "engine", "workers", "http"],
}
ONLY_IN = {
    "owlready2": ("lifonto/owl/", "lifonto/reason/", "lifonto/rdf/exporter.py", "lifonto/library.py"),
    "rdflib": (
        "lifonto/rdf/",
        "lifonto/reason/",
        "lifonto/ask/",
        "lifonto/release.py",
        "lifonto/library.py",
        "lifonto/cli/",
    ),
    "pyoxigraph": (
        "lifonto/reason/ontology/triples.py",
        "lifonto/reason/ontology/declarations.py",
        "lifonto/ask/store.py",
        "sparql_server/",
    ),
    "flask": ("sparql_server/",),
    "httptools": ("sparql_server/http/reader.py", "sparql_server/http/front.py"),
    "rustdl": ("lifonto/reason/",),
}
FILES = sorted([*(ROOT / "lifonto").rglob("*.py"), *(ROOT / "sparql_server").rglob("*.py")])


def imports(file: Path) -> set[str]:
    """Every module that *file* imports when it is run, dotted; what is only for type checking is left out."""
    found = set()
    tree = ast.parse(file.read_text(encoding="utf-8"))
    skipped = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are absolute"
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {str(node.module)}
    return found


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_a_stage_imports_only_what_comes_before_it(file: Path):
    parts = file.relative_to(ROOT).with_suffix("").parts
    if parts[0] != "lifonto" or parts[1] in ("__init__", "__main__"):
        return
    mine = STAGES.index(parts[1])
    for module in imports(file):
        if module.startswith("lifonto.") and (stage := module.split(".")[1]) in STAGES:
            assert STAGES.index(stage) <= mine, f"{name_of(file)} imports {module}, which comes later"
        assert not module.startswith("sparql_server"), f"{name_of(file)} imports the server"


@pytest.mark.parametrize(("house", "room"), [(house, room) for house, rooms in ROOMS.items() for room in rooms])
def test_a_room_imports_no_later_one(house: str, room: str):
    files = sorted(ROOT.joinpath(*house.split("."), room).glob("*.py"))
    assert len(files) > 1
    rooms = ROOMS[house]
    later = tuple(f"{house}.{other}." for other in rooms[rooms.index(room) + 1 :])
    for file in files:
        found = [module for module in imports(file) if f"{module}.".startswith(later)]
        assert not found, f"{name_of(file)} imports {found}"


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_a_library_is_imported_only_where_it_belongs(file: Path):
    for module in imports(file):
        allowed = ONLY_IN.get(module.split(".")[0])
        assert allowed is None or name_of(file).startswith(allowed), f"{name_of(file)} imports {module}"


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_a_file_is_read_in_one_sitting(file: Path):
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 300


def test_importing_lifonto_does_no_work_and_loads_no_heavy_library():
    heavy = ("owlready2", "rdflib", "pyoxigraph", "flask", "rustdl")
    code = f"import sys, lifonto, lifonto.cli; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
