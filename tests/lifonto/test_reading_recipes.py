"""Reading recipes: what each word is taken to be, with a few names to tell what the grammar does."""

import random
import re

import pytest

from lifonto.culture.amounts import Amount
from lifonto.culture.lexicon import Kind, Lexicon, Name
from lifonto.culture.names import altered
from lifonto.culture.reading import LONGEST, Reader
from lifonto.culture.recipe import Part, Typed
from lifonto.errors import QueryError

NAMES: dict[Kind, list[str]] = {  # the first of each is the term
    "cell": ["mES|mouse ES cell|mouse embryonic stem cell", "hES|human ES cell", "ES|ES cell", "rat ES"],
    "line": ["E14|E14TG2a", "H9|WA09"],
    "strain": ["NOD", "C57BL/6"],
    "alteration": ["Nanog overexpression", "Klf4 overexpression", "Nanog deletion", "Stat3 deletion"],
    "medium": ["N2B27|N2B27 medium", "2i", "E8|Essential 8"],
    "ingredient": [
        *(
            "DMEM|Dulbecco's modified Eagle's medium|DMEM high glucose",
            "DMEM/F12",
            "GMEM",
            "Neurobasal",
            "RPMI 1640|RPMI",
        ),
        *("FBS|FCS|fetal bovine serum|foetal calf serum", "KSR|KnockOut Serum Replacement", "serum", "BSA"),
        *(
            "LIF|leukemia inhibitory factor",
            "ESGRO",
            "BMP4",
            "BMP2",
            "FGF2|bFGF",
            "FGF4",
            "activin A",
            "TGF-beta 1|TGFb1",
        ),
        *("PD0325901", "PD98059", "CHIR99021|CHIR", "SB431542|SB", "SB-216763", "MEK inhibitor", "GSK3 inhibitor"),
        *("2-mercaptoethanol|beta-mercaptoethanol", "NEAA|non-essential amino acids", "Pen/Strep", "L-glutamine"),
        *("B27", "N2", "B-27 without insulin|B27 minus insulin", "MEF-CM|CM", "BRL-CM", "mitomycin C", "vitamin C"),
    ],
    "feeder": ["MEF|mouse embryonic fibroblasts", "STO", "LIF-null MEF", "feeder cell|feeders"],
    "matrix": ["gelatin", "Matrigel", "fibronectin|FN", "collagen IV"],
}
NAMED = [
    Name(each.split("|")[0], kind, written, rank)
    for kind, every in NAMES.items()
    for each in every
    for rank, written in enumerate(each.split("|"))
]
RANKED = [Name(each.term, each.kind, each.written, min(each.rank, 1)) for each in NAMED]
READER = Reader(Lexicon([*RANKED, *altered(RANKED)]))


def told(part: Part) -> str:
    """Say in short what *part* was taken to be."""
    mark = {"unknown": "?", "ambiguous": "~", "set aside": "("}.get(part.how, "")
    amount = f" = {part.amount.least:g} {part.amount.unit}" if part.amount and part.amount.least is not None else ""
    return f"{'no ' if part.absent else ''}{mark}{part.term or part.typed}{amount}"


def read(text: str) -> list[str]:
    return [told(each) for each in READER.read(Typed(text=text)).parts]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("mES, DMEM + 15% FBS + 1000 U/ml LIF", ["mES", "DMEM", "FBS = 15 %", "LIF = 1000 U/ml"]),
        ("mES DMEM 15% FBS 1000 U/ml LIF", ["mES", "DMEM", "FBS = 15 %", "LIF = 1000 U/ml"]),
        ("FBS 15%; LIF 1000 U/ml", ["FBS = 15 %", "LIF = 1000 U/ml"]),
        ("FBS (15%) and LIF (10 ng/ml)", ["FBS = 15 %", "LIF = 10 ng/ml"]),
        ("LIF 10^3 U/mL", ["LIF = 1000 U/ml"]),
        ("LIF 10³ units/ml", ["LIF = 1000 U/ml"]),
        ("1,000 U/ml LIF", ["LIF = 1000 U/ml"]),
        ("0,1 mM β-mercaptoethanol", ["2-mercaptoethanol = 0.1 mM"]),
        ("3 µM CHIR, 1 μM PD0325901", ["CHIR99021 = 3 uM", "PD0325901 = 1 uM"]),
        ("1x N2, B27 (1X)", ["N2 = 1 x", "B27 = 1 x"]),
        ("DMEM/F12 and Neurobasal (1:1)", ["DMEM/F12", "Neurobasal"]),
        ("Pen/Strep, N2B27", ["Pen/Strep", "N2B27"]),
        ("2i/LIF", ["2i", "LIF"]),
        ("FGF-2, TGFβ1, Activin-A", ["FGF2", "TGF-beta 1", "activin A"]),
        ("high-glucose DMEM", ["DMEM"]),
        ("E14 in N2B27 + LIF on gelatin", ["E14", "N2B27", "LIF", "gelatin"]),
        ("GMEM on gelatin-coated plates at 37 °C in 5% CO2", ["GMEM", "gelatin"]),
        ("mES on mitomycin C-treated MEFs", ["mES", "MEF"]),
        ("2i (PD0325901 1 µM and CHIR 3 µM)", ["2i", "PD0325901 = 1 uM", "CHIR99021 = 3 uM"]),
        ("MEK and GSK3 inhibitors", ["MEK inhibitor", "GSK3 inhibitor"]),
        ("leukemia inhibitory factor (LIF, 1000 U/ml; Millipore)", ["LIF = 1000 U/ml"]),
        ("Medium: DMEM + FBS. Feeder: MEF", ["DMEM", "FBS", "MEF"]),
        ("mES on MEF feeders", ["mES", "MEF"]),
        ("LIF 1000", ["LIF"]),
    ],
)
def test_ingredients_and_amounts_are_read_as_people_write_them(text: str, parts: list[str]):
    assert read(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("FBS, no LIF", ["FBS", "no LIF"]),
        ("FBS, -LIF", ["FBS", "no LIF"]),
        ("FBS – LIF", ["FBS", "no LIF"]),
        ("FBS minus LIF", ["FBS", "no LIF"]),
        ("FBS w/o LIF + BMP4", ["FBS", "no LIF", "BMP4"]),
        ("FBS without LIF or BMP4, N2", ["FBS", "no LIF", "no BMP4", "N2"]),
        ("E8 without bFGF", ["E8", "no FGF2"]),
        ("LIF-free DMEM with FBS", ["no LIF", "DMEM", "FBS"]),
        ("serum-free N2B27 with LIF", ["no serum", "N2B27", "LIF"]),
        ("FBS, LIF withdrawn", ["FBS", "no LIF"]),
        ("FBS, withdrawal of LIF", ["FBS", "no LIF"]),
        ("in the absence of LIF, FBS", ["no LIF", "FBS"]),
        ("FBS, LIF (–)", ["FBS", "no LIF"]),
        ("B27 minus insulin", ["B-27 without insulin"]),
        ("- DMEM\n- FBS\n- LIF", ["DMEM", "FBS", "LIF"]),
        ("DMEM\nFBS\n- LIF", ["DMEM", "FBS", "no LIF"]),
        ("FBS ± LIF", ["FBS", "~LIF"]),
        ("FBS with or without LIF", ["FBS", "~LIF"]),
        ("FBS, LIF+/-", ["FBS", "?LIF+/-"]),
        ("N2B27-LIF", ["N2B27", "~LIF"]),
    ],
)
def test_what_is_left_out_is_told_from_what_is_there(text: str, parts: list[str]):
    assert [re.sub("^(~).*", "~LIF", each) for each in read(text)] == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("mES cells", ["mES"]),
        ("Nanog-overexpressing mES", ["Nanog overexpression", "mES"]),
        ("mES overexpressing Nanog", ["mES", "Nanog overexpression"]),
        ("Nanog OE mES", ["Nanog overexpression", "mES"]),
        ("Stat3-/- mES", ["Stat3 deletion", "mES"]),
        ("Stat3−/− ES cells", ["Stat3 deletion", "ES"]),
        ("Stat3 KO mES", ["Stat3 deletion", "mES"]),
        ("Stat3-null mES", ["Stat3 deletion", "mES"]),
        ("mES lacking Stat3", ["mES", "Stat3 deletion"]),
        ("Klf4 ES", ["Klf4 overexpression", "ES"]),
        ("Nanog+/- ES", ["?Nanog+/-", "ES"]),
        ("NOD ES", ["NOD", "ES"]),
        ("C57BL/6 mES", ["C57BL/6", "mES"]),
        ("rat ES cells", ["rat ES"]),
        ("human ES cells", ["hES"]),
        ("E14-GFP", ["E14", "?-GFP"]),
    ],
)
def test_cells_are_read_with_strain_line_and_genes(text: str, parts: list[str]):
    assert [told(each) for each in READER.read(Typed(cell=text)).parts] == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("LIF antagonist", ["?LIF antagonist"]),
        ("anti-LIF", ["?anti-LIF"]),
        ("LIF inhibitor + FBS", ["?LIF inhibitor", "FBS"]),
        ("denatured LIF", ["?denatured LIF"]),
        ("STO-conditioned medium", ["?STO-conditioned"]),
        ("RPMI-XY", ["?RPMI-XY"]),
        ("collagen I", ["?collagen I"]),
        ("activin B", ["?activin B"]),
        ("BMP7", ["?BMP7"]),
        ("FGF8", ["?FGF8"]),
        ("vitamin D", ["?vitamin D"]),
        ("LIF-/-", ["?LIF-/-"]),
        ("MEF-4M", ["?MEF-4M"]),
    ],
)
def test_what_is_near_a_name_and_means_another_thing_is_not_taken_for_it(text: str, parts: list[str]):
    assert read(text) == parts


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("leukemia inhibitry factor", "LIF"),
        ("foetal calf serm", "FBS"),
        ("CHIR99012", "CHIR99021"),
        ("Matrigell", "Matrigel"),
    ],
)
def test_a_misspelling_is_understood_and_shown(text: str, term: str):
    (part,) = READER.read(Typed(medium=text)).parts
    assert (part.term, part.how) == (term, "read as")


@pytest.mark.parametrize(("text", "may_be"), [("SB", {"SB431542", "SB-216763"}), ("CM", {"MEF-CM", "BRL-CM"})])
def test_a_short_form_of_several_things_is_told_and_not_chosen(text: str, may_be: set[str]):
    recipe = READER.read(Typed(medium=f"FBS, {text}"))
    assert {name.term for name in recipe.parts[1].names} == may_be
    assert recipe.unknown == (text,)


def test_an_unknown_word_has_the_nearest_names_of_its_own_kind():
    recipe = READER.read(Typed(cell="mESX", medium="RPMI-XY, LIF", feeder="MEFX"))
    assert recipe.unknown == ("mESX", "RPMI-XY", "MEFX")
    nearest = {part.typed: {name.kind for name in part.names} for part in recipe.parts if part.how == "unknown"}
    assert nearest["RPMI-XY"] <= {"ingredient", "medium"}
    assert nearest["mESX"] <= {"cell", "line", "strain", "alteration"}
    assert nearest["MEFX"] <= {"feeder", "matrix"}


def test_makers_and_numbers_of_catalogues_are_dropped_and_told():
    (part,) = READER.read(Typed(medium="DMEM (Gibco, 11965-092)")).parts
    assert (part.term, part.aside) == ("DMEM", ("Gibco, 11965-092",))


def test_no_feeder_is_no_unknown_word():
    for text in ("none", "no", "-", "feeder-free", "no feeders", ""):
        assert READER.read(Typed("mES", "FBS", text)).of("feeder") == ()
        assert READER.read(Typed("mES", "FBS", text)).unknown == ()


@pytest.mark.parametrize(
    ("typed", "least", "most", "unit"),
    [
        ("15%", 15, 15, "%"),
        ("10-20 ng/ml", 10, 20, "ng/ml"),
        ("10^6 U/l", 1e6, 1e6, "U/l"),
        ("1 x 10^3 U per ml", 1000, 1000, "U/ml"),
        ("2.5e3 units/mL", 2500, 2500, "U/ml"),
        ("100 ng ml-1", 100, 100, "ng/ml"),
        ("1:1", None, None, ""),
    ],
)
def test_an_amount_is_a_number_with_a_unit_or_kept_as_it_was_typed(
    typed: str, least: float | None, most: float | None, unit: str
):
    assert Amount.read(typed) == Amount(typed, least, most, unit)


HOSTILE = [
    "(" * 9000 + ")" * 9000,
    "-" * 20_000,
    "1 " * 9000,
    "1" * 20_000,
    "1" + " " * 19_000 + "%",
    "1," * 9000,
    "no " * 6000 + "LIF",
    "LIF/" * 4000,
    "+/-" * 6000,
    "\u202eFIL\u202c, \u0000FBS\u200b, ＬＩＦ, 🧬",
    "=cmd|' /C calc'!A0, @SUM(1+1), <script>alert(1)</script>",
    "'; DROP TABLE media; --",
    "a" * 20_000,
    "٣ µM LIF, ½ FBS, Ⅳ",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_read_like_any_other(text: str):
    for typed in (Typed(text=text), Typed("mES", "LIF", text)):
        READER.read(typed)


def test_noise_is_read_without_a_traceback():
    chance = random.Random(20)  # noqa: S311
    words = [each.written for each in RANKED] + [
        *"+-,;()/:.%±=*&\n\t",
        "no",
        "without",
        "10 ng/ml",
        "x",
        "on",
        "in",
        "1:1",
    ]
    for _ in range(500):
        text = "".join(chance.choice(words) + chance.choice(["", " "]) for _ in range(chance.randrange(1, 15)))
        parts = READER.read(Typed(text=text)).parts
        assert all(part.term or part.how in ("unknown", "ambiguous", "set aside") for part in parts), text


def test_a_text_that_is_too_long_is_refused_with_the_limit():
    with pytest.raises(QueryError, match=str(LONGEST)):
        READER.read(Typed(medium="LIF, " * 10_000))
