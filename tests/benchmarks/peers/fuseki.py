"""Apache Jena Fuseki over TDB2 (Maven: org.apache.jena:jena-fuseki-server), fetched once into the user's cache."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .loading import put
from .process import Data, Endpoint, free_port, running, wait_until_answering

VERSION = "5.5.0"  # the last line of versions that Java 17 runs
CONFIGURATION = """
PREFIX fuseki: <http://jena.apache.org/fuseki#>
PREFIX tdb2: <http://jena.apache.org/2016/tdb#>
[] a fuseki:Service ; fuseki:name "data" ; fuseki:dataset [
     a tdb2:DatasetTDB2 ; tdb2:location "{folder}/store" ; tdb2:unionDefaultGraph true ] ;
   fuseki:endpoint [ fuseki:operation fuseki:query ; fuseki:name "sparql" ] ,
     [ fuseki:operation fuseki:gsp-rw ; fuseki:name "graphs" ] .
"""


def cache() -> Path:
    """Return the folder that keeps the archive between runs."""
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "lifonto" / "benchmarks"


def archive() -> Path:
    """Return where Fuseki's archive is, or would be."""
    return cache() / f"jena-fuseki-server-{VERSION}.jar"


def missing() -> str:
    """Return what is not installed; the archive is fetched by Maven where it is not here yet."""
    if not shutil.which("java"):
        return "no java on PATH"
    if archive().is_file():
        return ""
    if not shutil.which("mvn"):
        return f"no {archive().name} in {archive().parent}, and no mvn to fetch it"
    artefact = f"-Dartifact=org.apache.jena:jena-fuseki-server:{VERSION}"
    command = ["mvn", "-q", "-B", "dependency:copy", artefact, f"-DoutputDirectory={cache()}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return "" if archive().is_file() else f"Maven could not fetch Fuseki: {(done.stdout + done.stderr)[-300:]}"


@contextmanager
def start(data: Data, folder: Path) -> Iterator[Endpoint]:
    """Serve *data* from disk, loaded through the Graph Store Protocol."""
    port = free_port()
    (folder / "store").mkdir()
    configuration = folder / "fuseki.ttl"
    configuration.write_text(CONFIGURATION.format(folder=folder))
    command = ["java", "-Xmx4g", "-jar", archive(), "--localhost", "--port", str(port), "--config", configuration]
    with running(command, folder) as process:
        base = f"http://127.0.0.1:{port}/data"
        endpoint = Endpoint(f"{base}/sparql", process, f"{base}/graphs")
        wait_until_answering(endpoint, folder)
        put(endpoint.graphs, data)
        yield endpoint
