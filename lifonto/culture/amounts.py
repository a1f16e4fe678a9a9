"""Amounts as people write them: ``15%``, ``10^3 U/mL``, ``1,000 units/ml``, ``10-20 ng/ml``, ``1:1``, ``1x``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lifonto.culture.spelling import spellings
from lifonto.finding.spelling import tidy

NUMBER = (
    r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:[.,]\d+)?|\.\d+)(?:\s*[x×*]\s*10\^?-?\d+(?!\s*\d)|e\+?\d{1,2}(?!\d)|\^\d+)?"
)
UNITS = {tidy(written).casefold(): meant for written, meant in spellings("unit").items()}
UNITS |= {f"μ{unit[1:]}": meant for unit, meant in UNITS.items() if meant.startswith("u")}
UNIT = "|".join(re.escape(each).replace(r"\ ", r"\s*") for each in sorted(UNITS, key=len, reverse=True))
UNIT = UNIT.replace("/ml", r"\s*(?:/|per)\s*ml").replace("ml-1", r"ml\s*\^?-1")
AMOUNT = re.compile(
    rf"[~<>≥≤≈]?\s*(?P<least>{NUMBER})(?:\s*(?:-|to)\s*(?P<most>{NUMBER}))?\s*-?\s*(?P<unit>(?:{UNIT})(?![^\W_])(?!-)|%)",
    re.IGNORECASE,
)
RATIO = re.compile(r"\d+(?:\.\d+)?(?:\s*:\s*\d+(?:\.\d+)?)+(?![\w.])")
POWER = re.compile(r"(?:(?P<times>[\d.]+)\s*[x×*]\s*)?10\^(?P<power>-?\d+)")
SCALE = {"pg/ml": ("ng/ml", 1e-3), "ug/ml": ("ng/ml", 1e3), "mg/ml": ("ng/ml", 1e6), "nM": ("uM", 1e-3)}
SCALE |= {"mM": ("uM", 1e3), "M": ("uM", 1e6), "U/l": ("U/ml", 1e-3)}


@dataclass(frozen=True)
class Amount:
    """How much, as it was *typed*; from *least* to *most* of a *unit*, where it is a number with a unit."""

    typed: str
    least: float | None = None
    most: float | None = None
    unit: str = ""

    @classmethod
    def read(cls, typed: str) -> Amount:
        """Read one amount; what is no number with a unit is kept as it was typed."""
        text = tidy(typed).strip()
        found = AMOUNT.fullmatch(text)
        if not found:
            return cls(text)
        least, most = value(found["least"]), value(found["most"] or found["least"])
        unit = re.sub(r"\s*(?:/|per)\s*", "/", re.sub(r"\s+", " ", found["unit"].casefold()))
        meant = UNITS.get(unit) or UNITS.get(unit.replace(" ", "")) or found["unit"]
        return cls(text, least, most, meant)

    def scaled(self) -> tuple[float, float, str] | None:
        """Return it as (least, most, unit) in the unit of its family; None where it is no number."""
        if self.least is None or self.most is None:
            return None
        unit, factor = SCALE.get(self.unit, (self.unit, 1.0))
        return self.least * factor, self.most * factor, unit


def value(number: str) -> float | None:
    """Return a *number* as it is written in English or with a decimal comma."""
    plain = re.sub(r"(?<=\d),(?=\d{3}(?:\D|$))", "", number) if not number.startswith("0,") else number
    plain = plain.replace(",", ".").replace(" ", "")
    try:
        if power := POWER.fullmatch(plain):
            return float(power["times"] or 1) * 10.0 ** int(power["power"])
        return float(plain.replace("x10", "e").replace("×10", "e").replace("*10", "e").replace("^", ""))
    except (ValueError, OverflowError):
        return None
