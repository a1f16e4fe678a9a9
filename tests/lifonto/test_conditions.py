"""Culture conditions: what the rules of the ontology say of published ones, and what they leave open."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from lifonto.culture import Asked, Checker, Verdict
from lifonto.culture.condition import Condition
from lifonto.culture.conditions_file import read_conditions
from lifonto.cli import main
from lifonto.errors import NotFound, TableError

MOUSE, HUMAN = "mouse embryonic stem cell", "human embryonic stem cell"
FEEDERS = "mouse embryonic fibroblast feeder cell"
PUBLISHED = {  # as the sources report them
    Asked(MOUSE, ("serum", "LIF")): ("maintained", "serum culture with LIF"),
    Asked(MOUSE, ("serum",)): ("differentiates", "serum culture without LIF"),
    Asked(MOUSE, ("serum",), FEEDERS): ("maintained", "serum culture on feeders"),
    Asked(MOUSE, ("basal medium", "LIF")): ("differentiates", "serum-free culture with LIF alone"),
    Asked(MOUSE, ("LIF", "BMP4")): ("maintained", "serum-free culture with LIF and BMP4"),
    Asked(MOUSE, ("2i",)): ("maintained", "2i culture"),
    Asked(MOUSE, ("PD0325901", "CHIR99021")): ("maintained", "2i culture"),
    Asked(MOUSE, ("2i", "LIF")): ("maintained", "2i culture with LIF"),
    Asked("NANOG-overexpressing mouse embryonic stem cell", ("serum",)): (
        "maintained",
        "serum culture of NANOG-overexpressing cells without LIF",
    ),
    Asked("TFCP2L1-overexpressing mouse embryonic stem cell", ("serum",)): (
        "maintained",
        "serum culture of TFCP2L1-overexpressing cells without LIF",
    ),
    Asked("ID-overexpressing mouse embryonic stem cell", ("basal medium", "LIF")): (
        "maintained",
        "serum-free culture of ID-overexpressing cells with LIF",
    ),
    Asked("ID-overexpressing mouse embryonic stem cell", ("basal medium",)): (
        "differentiates",
        "serum-free culture of ID-overexpressing cells without LIF",
    ),
    Asked("STAT3-ER mouse embryonic stem cell", ("serum", "4-hydroxytamoxifen")): (
        "maintained",
        "serum culture of STAT3-ER cells with 4-hydroxytamoxifen",
    ),
    Asked(MOUSE, ("serum", "CNTF")): ("maintained", "serum culture with ciliary neurotrophic factor"),
    Asked(MOUSE, ("serum", "interleukin-6", "soluble interleukin-6 receptor")): (
        "maintained",
        "serum culture with interleukin-6 and its soluble receptor",
    ),
    Asked("LIF-independent mouse embryonic stem cell line cell", ("serum",)): (
        "maintained",
        "serum culture of LIF-independent line cells without LIF",
    ),
    Asked(HUMAN, ("serum", "LIF")): ("differentiates", "serum culture of human embryonic stem cells with LIF"),
    Asked("epiblast stem cell", ("serum", "LIF"), FEEDERS): (
        "reverts to naive pluripotency",
        "serum culture of epiblast stem cells with LIF on feeders",
    ),
}
UNDECIDED = [
    Asked(MOUSE),  # nothing is said of the medium
    Asked(MOUSE, ("serum", "LIF", "ruxolitinib")),  # whether the inhibitor ends what LIF supports
    Asked(MOUSE, ("serum", "FGF2")),  # not studied without LIF
    Asked(MOUSE, ("basal medium", "CHIR99021")),  # one inhibitor of two
    Asked(MOUSE, ("medium conditioned by Buffalo rat liver cells",)),  # what else is in it is not known
    Asked(MOUSE, ("serum",), "feeder cell"),  # whether the feeder makes LIF is not said
    Asked(MOUSE, ("serum",), "LIF-null feeder cell"),  # that such feeders fail was claimed without a source
    Asked("STAT3-ER mouse embryonic stem cell", ("serum",)),  # whether such cells need LIF is not stated
]
EXAMPLES = Path(__file__).parents[2] / "examples" / "culture_conditions.tsv"


@pytest.fixture(scope="module")
def checker(home: Path) -> Checker:
    return Checker.of(home)


@pytest.fixture(scope="module")
def verdicts(checker: Checker) -> dict[Asked, Verdict]:
    """The verdicts on all published and all undecided conditions, found in one go."""
    return {each.asked: each for each in checker.judge([*PUBLISHED, *UNDECIDED])}


def labels(checker: Checker, iris: tuple[str, ...]) -> set[str]:
    return {checker.known.index.call(iri) for iri in iris}


@pytest.mark.parametrize(("asked", "expected"), PUBLISHED.items(), ids=map(str, PUBLISHED))
def test_a_published_condition_comes_out_as_published(
    checker: Checker, verdicts: dict[Asked, Verdict], asked: Asked, expected: tuple[str, str]
):
    outcome, condition = expected
    assert verdicts[asked].outcome == outcome
    assert condition in labels(checker, verdicts[asked].falls_under)


@pytest.mark.parametrize("asked", PUBLISHED, ids=str)
def test_every_decided_outcome_has_citations(verdicts: dict[Asked, Verdict], asked: Asked):
    assert verdicts[asked].reasons
    assert all(sources for reason in verdicts[asked].reasons for _, _, sources in reason.statements)


@pytest.mark.parametrize("asked", UNDECIDED, ids=str)
def test_what_no_rule_covers_is_undecided(verdicts: dict[Asked, Verdict], asked: Asked):
    assert verdicts[asked].outcome == "undecided"


def test_an_undecided_condition_names_what_is_not_known(checker: Checker):
    (verdict,) = checker.judge([Asked(MOUSE, ("serum", "LIF", "FGF2"))])
    call = checker.known.index.call
    unknown = {(call(what), call(kind)) for what, kind in verdict.unknown}
    assert unknown == {("fibroblast growth factor 2", "blocker of LIF signalling")}


def test_an_undecided_published_condition_still_shows_what_its_source_reports(checker: Checker):
    (verdict,) = checker.judge([Asked(MOUSE, ("medium conditioned by Buffalo rat liver cells",))])
    assert "DOI:10.1080/21623996.2015.1086520" in {
        source for reason in verdict.reasons for _, _, cited in reason.statements for source in cited
    }


def test_serum_culture_lacks_lif_or_what_does_its_work(checker: Checker):
    (verdict,) = checker.judge([Asked(MOUSE, ("serum",))])
    assert {frozenset(labels(checker, extra)) for extra in verdict.missing} == {
        frozenset({"leukemia inhibitory factor"}),
        frozenset({"cytokine that can replace LIF in mouse embryonic stem cell culture"}),
        frozenset({"interleukin-6", "soluble interleukin-6 receptor"}),
        frozenset({"MEK inhibitor", "GSK3 inhibitor"}),
    }


def test_lif_alone_lacks_serum_or_bmp4(checker: Checker):
    (verdict,) = checker.judge([Asked(MOUSE, ("basal medium", "LIF"))])
    single = {next(iter(labels(checker, extra))) for extra in verdict.missing if len(extra) == 1}
    assert single == {"serum", "bone morphogenetic protein 4"}


def test_nothing_that_is_added_keeps_cells_that_cannot_renew_themselves(checker: Checker):
    (verdict,) = checker.judge([Asked("Nanog-null mouse embryonic stem cell", ("serum", "LIF"))])
    assert (verdict.outcome, verdict.missing) == ("differentiates", ())


def test_what_is_missing_suffices_when_it_is_added(checker: Checker):
    (verdict,) = checker.judge([Asked(MOUSE, ("basal medium",))])
    call = checker.known.index.call
    added = [Asked(MOUSE, ("basal medium", *map(call, extra))) for extra in verdict.missing]
    assert {each.outcome for each in checker.judge(added)} == {"maintained"}


@pytest.mark.usefixtures("java")
def test_hermit_files_the_conditions_under_the_same_classes(checker: Checker, home: Path):
    asked = [*list(PUBLISHED)[1:6], UNDECIDED[1], UNDECIDED[5]]  # each costs HermiT seconds
    referee = Checker(checker.known, "hermit")
    conditions = [Condition.of(each, checker.known) for each in asked]
    for each, ours, theirs in zip(asked, checker.classify(conditions), referee.classify(conditions), strict=True):
        assert ours == theirs, each


@pytest.mark.parametrize(
    ("asked", "nearest"),
    [
        (Asked(MOUSE, ("LIFF",)), "leukemia inhibitory factor"),
        (Asked(MOUSE, ("tamoxifen",)), "4-hydroxytamoxifen"),
        (Asked("mouse ESC", ("serum",)), MOUSE),
        (Asked(MOUSE, ("serum",), "MEF"), FEEDERS),
    ],
    ids=str,
)
def test_what_is_not_known_is_refused_with_the_nearest_names(checker: Checker, asked: Asked, nearest: str):
    with pytest.raises(NotFound, match=nearest):
        checker.judge([asked])


def test_the_command_answers_in_json_with_identifiers_and_sources():
    done = CliRunner().invoke(main, ["condition", "--cell", "mESC", "--with", "serum,LIF", "--format", "json"])
    assert done.exit_code == 0, done.output
    (found,) = json.loads(done.output)
    assert found["outcome"] == "maintained"
    assert found["cell"] == {"id": "LIFO:0002004", "label": "unaltered mouse embryonic stem cell"}
    assert found["maintains_naive_cells"] is True
    assert "PMID:3143916" in {
        source for reason in found["because"] for each in reason["statements"] for source in each["sources"]
    }


def test_the_command_says_what_is_missing_and_who_says_so():
    done = CliRunner().invoke(main, ["condition", "--cell", "mESC", "--with", "serum"])
    assert "  differentiates\n" in done.output
    assert "missing for the naive state: any of\n    leukemia inhibitory factor\n" in done.output
    assert "LIFS:0134" in done.output


def test_the_examples_are_judged_in_one_go(checker: Checker):
    verdicts = {each.asked.name: each.outcome for each in checker.judge(read_conditions(EXAMPLES))}
    assert verdicts["serum and LIF"] == "maintained"
    assert verdicts["human cells with LIF"] == "differentiates"
    assert verdicts["a JAK inhibitor beside LIF"] == "undecided"


def test_yaml_says_the_same_as_a_table(tmp_path: Path):
    pytest.importorskip("yaml", reason="conditions in YAML need PyYAML")
    written = tmp_path / "conditions.yaml"
    written.write_text("- cell: mESC\n  with: [serum, LIF]\n  feeder: MEF feeder\n", encoding="utf-8")
    assert read_conditions(written) == [Asked("mESC", ("serum", "LIF"), "MEF feeder", "conditions.yaml:1")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("cell\twhit\nmESC\tLIF\n", "conditions.tsv:2: no column is called 'whit'; did you mean 'with'"),
        ("cell\twith\n\tLIF\n", "conditions.tsv:2: says no cell"),
        ("cell\twith\nmESC\tLIF\tserum\n", "conditions.tsv:2: .*more cells"),
        ("# nothing\n", "no conditions in it"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_with_its_line(tmp_path: Path, text: str, message: str):
    written = tmp_path / "conditions.tsv"
    written.write_text(text, encoding="utf-8")
    with pytest.raises(TableError, match=message):
        read_conditions(written)


def test_an_unknown_ingredient_in_a_table_is_refused_with_the_name_of_its_condition(checker: Checker, tmp_path: Path):
    written = tmp_path / "conditions.tsv"
    written.write_text("name\tcell\twith\nmine\tmESC\tLIFF\n", encoding="utf-8")
    with pytest.raises(NotFound, match="mine: no ingredient is called 'LIFF'"):
        checker.judge(read_conditions(written))
