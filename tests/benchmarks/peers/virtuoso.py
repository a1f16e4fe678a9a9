"""Virtuoso, a database of its own in a folder of its own (Debian: virtuoso-opensource)."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .process import Data, Endpoint, free_port, running, wait_until_answering

PASSWORD = "dba"  # of a new database, which only the loopback address can reach
UNION = "urn:x-benchmarks:union"
CONFIGURATION = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql_port}
DisableUnixSocket = 1
CaseMode = 2
DirsAllowed = {allowed}
NumberOfBuffers = 100000
MaxDirtyBuffers = 75000
ThreadsPerQuery = 2
MaxClientConnections = 20
[HTTPServer]
ServerPort = 127.0.0.1:{http_port}
ServerRoot = {folder}
ServerThreads = 20
MaxKeepAlives = 20
KeepAliveTimeout = 60
MaxClientConnections = 20
[SPARQL]
ResultSetMaxRows = 1000000
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = 0
"""


def missing() -> str:
    """Return what is not installed."""
    there = shutil.which("virtuoso-t") and isql()
    return "" if there else "no virtuoso-t or isql: apt-get install virtuoso-opensource"


def isql() -> str | None:
    """Return Virtuoso's SQL client, which distributions name differently."""
    return shutil.which("isql-vt") or shutil.which("isql-v")


@contextmanager
def start(data: Data, folder: Path) -> Iterator[Endpoint]:
    """Serve *data*, all in one graph, loaded by the bulk loader; the user dba may write, by HTTP Digest.

    One graph, because the union of several that a query names is slow here, and repeats what is in more than one.
    """
    sql_port, http_port = free_port(), free_port()
    allowed = ", ".join(sorted({str(file.resolve().parent) for file, _ in data} | {str(folder)}))
    settings = {"folder": folder, "sql_port": sql_port, "http_port": http_port, "allowed": allowed}
    (folder / "virtuoso.ini").write_text(CONFIGURATION.format(**settings))
    command = ["virtuoso-t", "+foreground", "+configfile", folder / "virtuoso.ini"]
    with running(command, folder) as process:
        base = f"http://127.0.0.1:{http_port}"
        dataset = (("default-graph-uri", UNION),) if data else ()
        endpoint = Endpoint(f"{base}/sparql", process, f"{base}/sparql-graph-crud-auth", dataset)
        wait_until_answering(endpoint, folder)
        if data:
            bulk_load(sql_port, data)
        yield endpoint


def bulk_load(sql_port: int, data: Data) -> None:
    """Load the files of *data* into one graph."""
    lines = [f"ld_add('{file.resolve()}', '{UNION}');" for file, _ in data]
    sql(sql_port, "\n".join([*lines, "rdf_loader_run();", "checkpoint;"]))
    failed = sql(sql_port, "select ll_file, ll_error from DB.DBA.load_list where ll_error is not null;")
    if "0 Rows" not in failed:
        raise RuntimeError(f"Virtuoso could not load everything:\n{failed}")


def sql(port: int, text: str) -> str:
    """Run SQL statements, and return what Virtuoso prints."""
    program = isql()
    assert program, missing()
    command = [program, f"127.0.0.1:{port}", "dba", PASSWORD]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout
