"""Where the ontology's tables, questions, checks and release files are.

The first of these that is there: the folder named by the environment variable ``LIFONTO_ONTOLOGY``, the folder
``ontology`` of the working directory, the one of this installation (beside the package in a checkout, inside it in an
installed wheel).
"""

from __future__ import annotations

import os
from pathlib import Path

from lifonto.errors import NotFound

PACKAGE = Path(__file__).resolve().parent
PLACES = (PACKAGE / "_ontology", PACKAGE.parent / "ontology")


def ontology_folder() -> Path:
    """Return the folder that holds the ontology.

    Raises NotFound where neither the environment, the working directory nor the installation has one.
    """
    chosen = os.environ.get("LIFONTO_ONTOLOGY")
    for place in (Path(chosen),) if chosen else (Path.cwd() / "ontology", *PLACES):
        if is_ontology(place):
            return place
    raise NotFound(f"no ontology at {chosen or PLACES[-1]}: set LIFONTO_ONTOLOGY to a folder that has metadata.toml")


def is_ontology(folder: Path) -> bool:
    """Tell whether *folder* holds an ontology: its header and its prefixes."""
    return (folder / "metadata.toml").is_file() and (folder / "prefixes.tsv").is_file()


def is_installed(folder: Path) -> bool:
    """Tell whether *folder* is the one of this installation."""
    return folder.resolve() in [place.resolve() for place in PLACES]


def released(home: Path) -> int:
    """Return when the newest graph of the release in *home* was written, in nanoseconds; 0 where there is none.

    What is kept of a release is kept with this, so that a new one is read anew.
    """
    return max((file.stat().st_mtime_ns for file in (home / "release").glob("*.nt")), default=0)
