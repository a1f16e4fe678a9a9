"""The terms a culture condition is described with: the only ones this package knows by identifier."""

from __future__ import annotations

LIFO = "https://w3id.org/lifonto/LIFO_"

CULTURE_CONDITION = f"{LIFO}0002400"
WITHOUT_FEEDERS = f"{LIFO}0002436"  # culture condition without feeders
CULTURE_MEDIUM = "http://purl.obolibrary.org/obo/OBI_0000079"

CULTURES_CELL = f"{LIFO}0000040"
USES_MEDIUM = f"{LIFO}0000041"
USES_FEEDER = f"{LIFO}0000042"
HAS_INGREDIENT = f"{LIFO}0000060"
HAS_GENOTYPE = f"{LIFO}0000035"
