"""How long culture conditions take: a recipe that no table names, cold and warm, and a file of 1,000 recipes.

``python -m tests.benchmarks.conditions`` prints seconds beside what is allowed, and ends with 1 where one takes longer.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from lifonto.culture.asking import Culture
from lifonto.culture.recipe import Typed
from lifonto.home import ontology_folder

BASES = ["DMEM, 15% FBS", "N2B27", "GMEM, 10% FCS, NEAA", "KO-DMEM, 15% KSR", "RPMI, FBS", "DMEM/F12, N2, B27", "ESF7"]
MORE = ["1000 U/ml LIF", "no LIF", "BMP4", "2i", "3 uM CHIR", "1 uM PD0325901", "bFGF", "activin A", "CNTF", "Wnt3a"]
MORE += [
    "RPMI-XY",
    "zaponin",
    "SB431542",
    "Pen/Strep",
    "Y-27632",
    "dox",
    "LIF (Millipore, ESG1107)",
    "foetal bovin serum",
]
CELLS = [
    "mES",
    "E14TG2a",
    "NOD ES cells",
    "Nanog-overexpressing ES",
    "Stat3-/- ES",
    "H9",
    "EpiSC",
    "rat ES",
    "R1",
    "hESC",
]
FEEDERS = ["", "", "MEF", "STO", "gelatin"]
COLD, WARM, FILE = 2.0, 0.1, 60.0  # seconds that are allowed


def recipes(number: int) -> list[list[str]]:
    """Return *number* recipes as people type them, the same each time."""
    chance = random.Random(1000)  # noqa: S311
    return [
        [
            str(n),
            chance.choice(CELLS),
            ", ".join([chance.choice(BASES), *chance.sample(MORE, chance.randrange(5))]),
            chance.choice(FEEDERS),
        ]
        for n in range(number)
    ]


def seconds(work: Callable[[], object]) -> float:
    """Return how long *work* takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def of_file() -> float:
    """Return the seconds for a file of 1,000 recipes, from the command line."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "recipes.tsv"
        rows = [["name", "cell", "with", "feeder"], *recipes(1000)]
        file.write_text("\n".join("\t".join(row) for row in rows), encoding="utf-8")
        command = [sys.executable, "-m", "lifonto", "condition", "--file", str(file), "--format", "tsv"]
        return seconds(lambda: subprocess.run(command, check=True, capture_output=True))


def main() -> int:
    """Measure, and tell whether all is within what is allowed."""
    command = [sys.executable, "-m", "lifonto", "condition", "mES", "GMEM, FBS, LIF, Y-27632, BSA"]
    cold = seconds(lambda: subprocess.run(command, check=True, capture_output=True))
    culture = Culture.of(ontology_folder())
    culture.ask([Typed("mES", "FBS")])
    each = [seconds(lambda row=row: culture.ask([Typed(*row[1:])])) for row in recipes(40)]
    warm = sorted(each)[len(each) // 2]
    told = [("cold", cold, COLD), ("warm, median of 40", warm, WARM), ("1,000 from a file", of_file(), FILE)]
    for name, took, allowed in told:
        print(f"{name:22} {took:7.2f} s of {allowed:g}{'' if took <= allowed else '  TOO LONG'}")
    return int(any(took > allowed for _, took, allowed in told))


if __name__ == "__main__":
    sys.exit(main())
