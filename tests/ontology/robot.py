"""ROBOT, the field's own tool, as a referee; Maven fetches org.obolibrary.robot:robot-command once into the cache."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from holding import held

VERSION = "1.9.8"
POM = f"""<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>lifonto</groupId><artifactId>referee</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies><dependency>
    <groupId>org.obolibrary.robot</groupId><artifactId>robot-command</artifactId><version>{VERSION}</version>
  </dependency></dependencies>
</project>
"""


def jars() -> Path:
    """Return the folder of ROBOT's jars."""
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "lifonto" / f"robot-{VERSION}"


def missing() -> str:
    """Return what is not installed; Maven fetches the jars where they are not here yet."""
    if not shutil.which("java"):
        return "no java on PATH"
    with held(jars()) as complete:
        return "" if complete.is_file() else fetched(complete)


def fetched(complete: Path) -> str:
    """Have Maven fetch the jars, mark them as *complete*, and return nothing, or else what went wrong."""
    if not shutil.which("mvn"):
        return f"no jars in {jars()}, and no mvn to fetch them"
    pom = jars() / "pom.xml"
    pom.write_text(POM, encoding="utf-8")
    command = ["mvn", "-q", "-B", "-f", pom, "dependency:copy-dependencies", f"-DoutputDirectory={jars()}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return f"Maven could not fetch ROBOT: {(done.stdout + done.stderr)[-300:]}"
    complete.touch()
    return ""


def robot(*arguments: str | Path) -> str:
    """Run ROBOT with *arguments* and return what it prints; an exit status other than 0 fails with what it says."""
    command = ["java", "-Xmx2g", "-cp", f"{jars()}/*", "org.obolibrary.robot.CommandLineInterface", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
