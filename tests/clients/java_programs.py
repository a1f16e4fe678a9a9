"""Programs in Java that know nothing of this project; Maven fetches their libraries once, into the user's cache."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from benchmarks.peers.process import Endpoint
from holding import held

PROGRAMS = Path(__file__).parent / "java"
LIBRARIES = {
    "JenaClient": ["org.apache.jena:jena-rdfconnection:5.2.0"],
    "Rdf4jClient": [
        f"org.eclipse.rdf4j:rdf4j-{part}:5.1.0"
        for part in (
            "repository-sparql",
            "queryresultio-sparqljson",
            "queryresultio-sparqlxml",
            "rio-turtle",
            "rio-ntriples",
        )
    ],
    "PlainClient": [],
}
DEPENDENCY = "<dependency><groupId>{}</groupId><artifactId>{}</artifactId><version>{}</version></dependency>"
POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>lifonto</groupId><artifactId>client</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>{}</dependencies>
</project>
"""


def jars(program: str) -> Path:
    """Return the folder of the libraries of *program*; skip the test where they cannot be had."""
    named = LIBRARIES[program]
    version = named[0].rpartition(":")[2] if named else "none"
    folder = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "lifonto" / f"{program}-{version}"
    if not named:
        return folder
    with held(folder) as complete:
        if not complete.is_file():
            fetch(named, folder)
            complete.touch()
    return folder


def fetch(named: list[str], folder: Path) -> None:
    """Have Maven put the libraries *named*, and all that they need, into *folder*; skip the test where it cannot."""
    if not shutil.which("mvn"):
        pytest.skip(f"no libraries in {folder}, and no mvn on PATH to fetch them")
    pom = folder / "pom.xml"
    pom.write_text(POM.format("".join(DEPENDENCY.format(*each.split(":")) for each in named)), encoding="utf-8")
    command = ["mvn", "-q", "-B", "-f", pom, "dependency:copy-dependencies", f"-DoutputDirectory={folder}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    if done.returncode:
        pytest.skip(f"Maven could not fetch {named[0]}: {(done.stdout + done.stderr)[-300:]}")


def run(program: str, endpoint: Endpoint, token: str) -> dict[str, str]:
    """Run *program* against *endpoint* and return the outcome of each of its steps."""
    for tool in ("java", "javac"):
        if not shutil.which(tool):
            pytest.skip(f"no {tool} on PATH")
    base = endpoint.query.removesuffix("/sparql")
    command = ["java", "-cp", f"{jars(program)}/*", PROGRAMS / f"{program}.java", base, token]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return dict(line.split("\t", 1) for line in done.stdout.splitlines() if "\t" in line)
