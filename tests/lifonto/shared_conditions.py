"""The published conditions of the reference data, in the terms of the ontology: no reading of what people type."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lifonto.culture import Condition, Knowledge

AMOUNT = re.compile(r"^\s*[\d.^]+\s*(%|U/ml|uM|ng/ml|mM)?\s+")
TABLES = ("media", "ingredients", "kinds", "feeders", "matrices", "alterations", "cells", "strains")
WORDS = {  # what the table writes in short, and what of ours it is
    "il-6": "interleukin-6",
    "sil-6r": "soluble interleukin-6 receptor",
    "human osm": "oncostatin-M (human)",
    "lif-fc": "immobilised LIF-Fc",
    "src inhibitor": "SRC inhibitor",
    "fgf": "FGF signal",
    "5ila": "5i/L/A medium",
}
CELLS = {
    ("Mus musculus", "ES cell"): "mouse embryonic stem cell",
    ("Mus musculus", "EpiSC"): "epiblast stem cell",
    ("Homo sapiens", "ES cell"): "human embryonic stem cell",
    ("Homo sapiens", "iPS cell"): "LIF-dependent human induced pluripotent stem cell",
    ("Homo sapiens", "PSC"): "human pluripotent stem cell",
    ("Homo sapiens", "ES or iPS cell"): "human pluripotent stem cell",
    ("Rattus norvegicus", "ES cell"): "rat embryonic stem cell",
    ("Sus scrofa", "ES cell"): "embryonic disc stem cell",
    ("Bos taurus", "iPS cell"): "bovine induced pluripotent stem cell",
    ("Mus musculus", "primordial germ cell"): "primordial germ cell",
    ("Mus musculus", "EG cell"): "mouse embryonic germ cell",
    ("Rattus norvegicus", "EG cell"): "rat embryonic germ cell",
    ("Mus musculus", "neural precursor"): "mouse fetal neuroepithelial cell",
    ("Mus musculus", "M1 myeloid leukaemia cell"): "M1 cell",
    ("Mus musculus", "IL-3-dependent line"): "DA-1a cell",
    ("Homo sapiens", "trophoblast stem cell"): "human trophoblast stem cell",
}
REGIONS = {"forebrain": "forebrain neural stem cell", "spinal cord": "spinal cord neural stem cell"}
CHANGES = {
    "Nanog overexpression": "NANOG overexpression",
    "Esrrb deleted": "Esrrb deletion",
    "Esrrb -/-": "Esrrb deletion",
    "Esrrb overexpression": "ESRRB overexpression",
    "Nanog -/-": "Nanog deletion",
    "Klf2 overexpression": "KLF2 overexpression",
    "Klf4 overexpression": "KLF4 overexpression",
    "Klf4 transgene": "KLF4 overexpression",
    "constitutive Klf4": "KLF4 overexpression",
    "Stat3 null": "Stat3 deletion",
    "Stat3 -/-": "Stat3 deletion",
    "Gbx2 overexpression": "GBX2 overexpression",
    "Tfcp2l1 constitutive": "TFCP2L1 overexpression",
    "Tfcp2l1 knock-down": "Tfcp2l1 knock-down",
    "STAT3-ER": "STAT3-ER transgene",
    "Id1 forced": "ID overexpression",
    "Oct4 overexpression": "POU5F1 overexpression",
    "Kli": "acquired LIF independence",
    "STAT3 switched on": "STAT3 switched on",
    "JAK/STAT3 activated": "STAT3 switched on",
}
STRAINS = ("NOD", "NZB", "C57BL/6J")
AGREES = {  # what the table calls an outcome, and the words of ours that mean it
    "naive kept": {"naive state maintained"},
    "primed kept": {"primed state maintained"},
    "differentiates": {"differentiates"},
    "dies/fails": {"not maintained", "does not survive"},
    "reverts to naive": {"reverts to the naive state", "a few cells revert; most do not"},
    "partial": {"partial"},
    "contested": {"contested"},
    "converts to EG cells": {"converts to EG cells"},
    "self-renews": {"self-renews"},
    "grows": {"grows"},
}


@dataclass(frozen=True)
class Names:
    """The names of everything on the bench, by table."""

    known: Knowledge

    def find(self, name: str, *tables: str) -> tuple[str, str]:
        """Return the table and the IRI of what is called *name*; raises KeyError where nothing is."""
        wanted = WORDS.get(name.strip().casefold(), name.strip()).casefold()
        for table in tables or TABLES:
            for iri, entry in self.known.bench[table].items():
                names = (entry.name, *entry.says("exact"), *entry.says("related"))
                if wanted in map(str.casefold, names):
                    return table, iri
        raise KeyError(name)

    def __call__(self, name: str, *tables: str) -> str:
        """Return the IRI of what is called *name*."""
        return self.find(name, *tables)[1]

    def condition(self, cell: str, *medium: str, feeder: str = "", altered: str = "", strain: str = "") -> Condition:
        """Return a condition in our own names."""
        found = [self.find(each, "media", "ingredients", "kinds") for each in medium]
        return Condition(
            self(cell, "cells"),
            frozenset(self(each, "alterations") for each in altered.split("|") if each),
            self(strain, "strains") if strain else None,
            media=tuple(iri for table, iri in found if table == "media" and iri not in self.known.bench["ingredients"]),
            added=tuple(iri for table, iri in found if table != "media" or iri in self.known.bench["ingredients"]),
            feeder=self(feeder, "feeders") if feeder else None,
        )

    def published(self, row: dict[str, str]) -> Condition:
        """Return the condition in a *row* of the reference data; raises KeyError where a word is not known."""
        told = row["line_or_alteration"]
        cell = next((REGIONS[each] for each in REGIONS if each in told), "") or CELLS[row["species"], row["cell_type"]]
        medium, _, lacking = row["lab_with"].partition(" without ")
        words = [AMOUNT.sub("", each.strip()) for each in re.split(r",|\s\+\s", medium)]
        ground = self.find(row["lab_feeder"], "feeders", "matrices") if row["lab_feeder"] else ("", "")
        found = self.condition(
            cell,
            *filter(None, words),
            altered="|".join(CHANGES[each] for each in CHANGES if each in told),
            strain=next((each for each in STRAINS if told.startswith(each)), ""),
            feeder=row["lab_feeder"] if ground[0] == "feeders" else "",
        )
        left_out = (self(lacking, "ingredients", "kinds"),) if lacking else ()
        return Condition(
            **{**vars(found), "left_out": left_out, "matrix": ground[1] if ground[0] == "matrices" else None}
        )


def rows(shared: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of the table of conditions in the reference data."""
    with (shared / "facts" / "media" / "conditions.tsv").open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def told(asked: Condition, names: Names) -> str:
    """Say *asked* in a line of our own names."""
    call = names.known.call
    bearing = f" with {', '.join(sorted(map(call, asked.alterations)))}" if asked.alterations else ""
    strain = f" ({call(asked.strain)})" if asked.strain else ""
    lacking = f" without {', '.join(map(call, asked.left_out))}" if asked.left_out else ""
    medium = ", ".join(map(call, [*asked.media, *asked.added]))
    return (
        f"{call(asked.cell)}{strain}{bearing}: {medium}{lacking}{f'; on {call(asked.feeder)}' if asked.feeder else ''}"
    )
