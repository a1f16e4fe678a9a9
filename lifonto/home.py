"""Where the ontology's tables, questions, checks and release files are.

In a checkout they stand beside this package; in an installed wheel they travel inside it. The environment
variable ``LIFONTO_ONTOLOGY`` points elsewhere.
"""

from __future__ import annotations

import os
from pathlib import Path

from lifonto.errors import NotFound

PACKAGE = Path(__file__).resolve().parent
PLACES = (PACKAGE / "_ontology", PACKAGE.parent / "ontology")


def ontology_folder() -> Path:
    """Return the folder that holds the ontology.

    Raises NotFound where neither the environment nor the installation has one.
    """
    chosen = os.environ.get("LIFONTO_ONTOLOGY")
    for place in (Path(chosen),) if chosen else PLACES:
        if (place / "metadata.toml").is_file():
            return place
    raise NotFound(f"no ontology at {chosen or PLACES[-1]}: set LIFONTO_ONTOLOGY to a folder that has metadata.toml")
