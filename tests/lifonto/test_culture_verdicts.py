"""Verdicts on culture conditions: what the literature says, no more than it says, and on whose word."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from shared_conditions import Names, told

from lifonto.culture import Checker, Condition, Verdict
from lifonto.culture.gaps import candidates, within
from lifonto.culture.judgement import Judgement
from lifonto.culture.outcomes import outcome_of
from lifonto.culture.signature import Signature, parts_of, some
from lifonto.culture.vocabulary import HAS_INGREDIENT
from lifonto.reason.documents.files import read
from lifonto.reason.reasoners.classification import reasoner_named
from lifonto.reason.values.axioms import OF_INDIVIDUALS, Axiom
from lifonto.reason.values.expressions import Junction, Named, Restriction
from lifonto.reason.values.ontology import Ontology
from lifonto.recipes import DECIDING

MES, EPI, HES = "mouse embryonic stem cell", "epiblast stem cell", "human embryonic stem cell"
MEF = "mouse embryonic fibroblast feeder cell"
NAIVE, PRIMED, LOST = "naive state maintained", "primed state maintained", "differentiates"
KEPT = [  # (cell, medium, what else, outcome), as the sources report them
    (MES, "serum, LIF", {}, NAIVE),
    (MES, "serum", {}, LOST),
    (MES, "serum", {"feeder": MEF}, NAIVE),
    (MES, "N2B27, LIF", {}, LOST),
    (MES, "DMEM/F12, Neurobasal, N2, B27, LIF", {}, LOST),
    (MES, "N2B27, LIF, BMP4", {}, NAIVE),
    (MES, "N2B27, LIF, WNT3A", {}, NAIVE),
    (MES, "ESF7, LIF", {}, NAIVE),
    (MES, "ESF7, LIF, BMP4", {}, LOST),
    (MES, "ESF7, LIF, serum", {}, LOST),
    (MES, "ESF7", {}, "does not survive"),
    (MES, "2i", {}, NAIVE),
    (MES, "2i, LIF, fetal bovine serum", {}, NAIVE),
    (MES, "serum, CNTF", {}, NAIVE),
    (MES, "serum, interleukin-6, soluble interleukin-6 receptor", {}, NAIVE),
    (MES, "serum, A-419259", {}, NAIVE),
    (MES, "serum, LIF", {"strain": "NOD"}, "not maintained"),
    (MES, "serum, LIF", {"strain": "129"}, NAIVE),
    (MES, "2i, LIF", {"strain": "CBA"}, NAIVE),
    (MES, "serum", {"altered": "NANOG overexpression"}, NAIVE),
    (MES, "serum", {"altered": "NANOG overexpression|Esrrb deletion"}, "not maintained"),
    (MES, "serum", {"altered": "LIF made by the cell itself"}, NAIVE),
    (MES, "serum, LIF", {"altered": "Nanog deletion"}, "contested"),
    (MES, "serum, LIF", {"altered": "Stat3 deletion"}, LOST),
    (EPI, "FGF2, activin A", {}, PRIMED),
    (EPI, "serum, LIF", {"feeder": MEF}, "a few cells revert; most do not"),
    (EPI, "2i, LIF", {}, "not maintained"),
    (HES, "serum, LIF", {}, LOST),
    (HES, "mTeSR1", {}, PRIMED),
    (HES, "E8", {}, PRIMED),
    (HES, "5i/L/A", {"feeder": MEF}, NAIVE),
    (HES, "t2iLGö", {}, NAIVE),
    ("rat embryonic stem cell", "2i, LIF", {"feeder": MEF}, NAIVE),
    ("cynomolgus monkey embryonic stem cell", "serum, LIF", {"feeder": MEF}, PRIMED),
    ("primordial germ cell", "kit ligand, LIF, FGF2", {"feeder": "feeder cell"}, "converts to EG cells"),
    ("M1 cell", "serum, LIF", {}, LOST),
    ("DA-1a cell", "serum, LIF", {}, "grows"),
]
OPEN = [  # no source decides
    (MES, "", {}),  # nothing is said of the medium
    (MES, "DMEM, LIF", {}),  # serum-free, and of no base that was studied
    (MES, "DMEM, LIF, BMP4", {}),
    (MES, "KSR, LIF", {}),  # whether it gives a BMP-type signal
    (MES, "serum, LIF, ruxolitinib", {}),
    (MES, "serum, FGF2", {}),
    (MES, "serum, LIF, SRC inhibitor", {}),  # partial or full
    (MES, "serum", {"feeder": "feeder cell"}),
    (MES, "serum", {"feeder": "LIF-null feeder cell"}),
    (MES, "serum, LIF", {"strain": "BALB/c"}),
    (MES, "serum", {"altered": "STAT3-ER transgene"}),
    (HES, "NHSM", {}),
    ("marmoset embryonic stem cell", "serum, LIF", {}),
]


@pytest.fixture(scope="module")
def checker(home: Path) -> Checker:
    return Checker.of(home)


@pytest.fixture(scope="module")
def names(checker: Checker) -> Names:
    return Names(checker.known)


@pytest.fixture(scope="module")
def own(checker: Checker, names: Names) -> list[Verdict]:
    """The verdicts on what is written down above: all that is kept, then all that is open."""
    asked = [(cell, medium, more) for cell, medium, more, *_ in [*KEPT, *OPEN]]
    return checker.judge(condition(names, *each) for each in asked)


def condition(names: Names, cell: str, medium: str, more: dict[str, str]) -> Condition:
    return names.condition(cell, *(each.strip() for each in medium.split(",") if each), **more)


def test_a_published_condition_comes_out_as_published(own: list[Verdict]):
    wrong = [
        (each, verdict.outcome.word)
        for each, verdict in zip(KEPT, own, strict=False)
        if verdict.outcome.word != each[3]
    ]
    assert not wrong


def test_what_no_source_decides_is_undecided(own: list[Verdict]):
    decided = [each.condition for each in own[len(KEPT) :] if each.outcome.word != "undecided"]
    assert not decided


def test_every_deciding_rule_rests_on_a_verified_statement_with_a_citation(checker: Checker):
    known = checker.known
    for rule in known.bench["rules"].values():
        told = known.cited(rule.says("rests on"))
        assert len(told) == len(rule.says("rests on")), f"{rule.name}: a statement is not there"
        if rule.one("strength") in DECIDING:
            assert [each for each in told if each.standing == "verified" and each.sources], rule.name


def test_a_reason_cites_verified_statements_only(own: list[Verdict]):
    cited = [statement for each in own for reason in each.reasons for statement in reason.statements]
    assert cited
    assert all(each.standing == "verified" and each.sources for each in cited)
    assert all(reason.statements for each in own for reason in each.reasons)


def test_what_is_missing_is_exactly_what_is_minimal(checker: Checker, names: Names, own: list[Verdict]):
    """Every set of up to two additions, of all that some rule names, and each part of what is said to be missing."""
    for verdict in [*own[:10], *own[len(KEPT) :]]:
        signature = Signature.of(verdict.condition, checker.known)
        if verdict.keeps:
            assert not verdict.missing
            continue
        pool = sorted({each for extra in candidates(signature, checker.judgement) for each in extra})
        tried = [extra for size in (1, 2) for extra in combinations(pool, size)]
        tried += [part for each in verdict.missing for size in range(1, len(each)) for part in combinations(each, size)]
        enough = [each for each in dict.fromkeys(tried) if keeps(signature, each, checker.judgement, tried)]
        minimal = [e for e in enough if not any(o != e and within(o, e, checker.known) for o in enough)]
        said = {frozenset(each) for each in verdict.missing}
        assert {frozenset(each) for each in minimal} == {each for each in said if len(each) <= 2}, verdict.condition
        assert all(keeps(signature, each, checker.judgement, [each]) for each in verdict.missing)


def keeps(signature: Signature, extra: tuple[str, ...], judgement: Judgement, together: list[tuple[str, ...]]) -> bool:
    """Tell whether *extra* makes *signature* keep its cells; all of *together* are classified in one go."""
    judgement.of(signature.plus(each, judgement.known) for each in together)
    return outcome_of(judgement, signature.plus(extra, judgement.known))[0].keeps


def test_serum_lacks_lif_or_what_does_its_work(checker: Checker, names: Names):
    (verdict,) = checker.judge([condition(names, MES, "serum", {})])
    assert {frozenset(map(names.known.call, extra)) for extra in verdict.missing} >= {
        frozenset({"LIF-type cytokine"}),
        frozenset({"interleukin-6", "soluble interleukin-6 receptor"}),
        frozenset({"MEK inhibitor", "GSK3 inhibitor"}),
        frozenset({MEF}),
    }


def test_lif_is_superfluous_in_2i(checker: Checker, names: Names):
    (verdict,) = checker.judge([condition(names, MES, "2i, LIF", {})])
    assert [names.known.call(each) for each in verdict.superfluous] == ["leukemia inhibitory factor"]


def test_an_unknown_word_leaves_the_verdict_and_is_told_what_it_would_have_to_be(checker: Checker, names: Names):
    asked = condition(names, MES, "serum, LIF", {})
    unknown = Condition(**{**vars(asked), "unknown": ("RPMI-XY",)})
    plain, doubtful = checker.judge([asked, unknown])
    assert plain.outcome == doubtful.outcome
    (unless,) = doubtful.unless
    assert unless.what == "RPMI-XY"
    told = {names.known.call(kind): outcome.word for kind, outcome in unless.kinds}
    assert told["blocker of LIF signalling"] == "undecided"
    assert not {"serum", "source of BMP-type signal"} & told.keys()


def test_what_is_undecided_says_what_would_settle_it(checker: Checker, names: Names):
    (verdict,) = checker.judge([condition(names, MES, "DMEM, LIF", {})])
    settled = {names.known.call(each.facts[0].what): each.outcome.word for each in verdict.settles}
    assert settled == {"N2B27 medium": LOST, "ESF7": NAIVE}


def test_neutral_ingredients_never_change_a_verdict(checker: Checker, names: Names):
    asked, known = condition(names, MES, "serum, LIF", {}), checker.known
    acting = frozenset(known.bench.acting)
    for name, entry in known.bench["ingredients"].items():
        if entry.says("counts") and not entry.says("open") and not known.bench.counts(name) & acting:
            more = Signature.of(asked.plus((name,)), known)
            assert outcome_of(checker.judgement, more)[0].word == NAIVE, entry.name


def test_many_conditions_of_a_kind_are_asked_of_the_reasoner_once(checker: Checker, names: Names):
    checker.judge([condition(names, MES, "DMEM, fetal bovine serum, ESGRO", {})])
    before = len(checker.judgement.found)
    checker.judge(
        [condition(names, MES, f"{base}, human serum, leukemia inhibitory factor", {}) for base in ("GMEM", "IMDM")]
    )
    assert len(checker.judgement.found) <= before + 2  # by their names, once each, for published conditions


def test_the_whole_release_and_the_ingredients_by_name_give_the_same_rules(checker: Checker, names: Names, home: Path):
    """A signature says kinds where the medium has ingredients, and the checker reads only a part of the release."""
    stated = read(home / "release" / "lifonto.owl").axioms
    whole = Ontology(tuple(axiom for axiom in stated if axiom.kind not in OF_INDIVIDUALS))
    asked = [condition(names, *each[:3]) for each in [*KEPT, *OPEN] if each[1]]
    meant = {f"urn:asked:{n}": by_name(each, checker) for n, each in enumerate(asked)}
    axioms = [Axiom("SubClassOf", (Named(name), expression)) for name, expression in meant.items()]
    found = reasoner_named("rustdl", saturation_only=True, proven=True).taxonomy(whole.plus(axioms)).above
    rules = checker.known.bench["rules"].keys()
    for name, each in zip(meant, asked, strict=True):
        ours = checker.judgement.of([Signature.of(each, checker.known)])
        assert frozenset(found[name]) & rules == next(iter(ours.values())) & rules, told(each, names)


def by_name(asked: Condition, checker: Checker) -> Junction:
    """Return *asked* as an expression that names every ingredient of its medium."""
    signature = Signature.of(asked, checker.known)
    expression = signature.expression(checker.known)
    held = [some(HAS_INGREDIENT, Named(each)) for each in parts_of(asked, checker.known)]
    assert isinstance(expression, Junction)
    parts = []
    for part in expression.operands:
        if (
            isinstance(part, Restriction)
            and isinstance(part.filler, Junction)
            and signature.told
            and "0000041" in str(part.relation)
        ):
            rest = [e for e in part.filler.operands if not (isinstance(e, Restriction))]
            part = some(str(part.relation.name), Junction("and", (*rest, *held)))  # type: ignore[union-attr]
        parts.append(part)
    return Junction("and", tuple(parts))


@pytest.mark.usefixtures("java")
def test_hermit_files_conditions_under_the_same_rules(checker: Checker, names: Names):
    asked = [condition(names, *each[:3]) for each in [*KEPT[:6], KEPT[18], *OPEN[2:5]]]
    signatures = [Signature.of(each, checker.known) for each in asked]
    theirs = Judgement(checker.known, "hermit").of(signatures)
    rules = checker.known.bench["rules"].keys()
    for signature, found in checker.judgement.of(signatures).items():
        assert found & rules == theirs[signature] & rules
