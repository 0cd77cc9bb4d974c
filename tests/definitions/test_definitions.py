"""The definitions that ship say what the paper and the publishers say, and are checked and reviewed."""

import warnings
from datetime import date
from importlib.resources import files

import pytest
import yaml

from collegiate import definitions
from collegiate.definitions import Direction, Weight, disclosure, indicators, levels, ratings, read, strands
from collegiate.definitions.level import Levels

EVERY_FILE = sorted(
    [
        *(file for file in files(definitions).iterdir() if file.name.endswith(".yaml")),
        *(files(definitions) / "indicators").iterdir(),
    ],
    key=lambda file: file.name,
)


@pytest.mark.parametrize("file", EVERY_FILE, ids=lambda file: file.name)
@pytest.mark.filterwarnings("default:.*is due for review")
def test_every_file_says_its_source_its_checker_and_when_to_look_again(file):
    said = yaml.safe_load(file.read_text("utf-8"))

    assert said["source"]
    assert said["checker"]
    assert said["checked_on"] < said["review_on"]
    if said["review_on"] < date.today():  # noqa: DTZ011 -- the world's calendar, not the partnership's clock
        warnings.warn(f"{file.name} is due for review since {said['review_on']}.", UserWarning, stacklevel=1)


def test_the_first_indicators_are_read_from_the_columns_their_publisher_names():
    assert {
        code: (one.column.file, one.column.value, one.column.out_of, one.column.n) for code, one in indicators().items()
    } == {
        "absence_overall": ("absence", "PERCTOT", "", ""),
        "fsm_eligible": ("census", "NUMFSM", "NOR", "NOR"),
        "ks2_rwm_expected": ("ks2final", "PTRWM_EXP", "", "TELIG"),
    }


def test_free_meals_are_a_fact_about_pupils_and_not_a_result():
    assert {code: one.direction for code, one in indicators().items()} == {
        "absence_overall": Direction.LESS,
        "fsm_eligible": Direction.NEITHER,
        "ks2_rwm_expected": Direction.MORE,
    }


def test_an_indicator_knows_the_years_nobody_has_and_the_phases_it_is_for():
    results = indicators()["ks2_rwm_expected"]

    assert "pandemic" in results.gap(2020).because
    assert results.gap(2018) is None
    assert results.is_for("primary")
    assert not results.is_for("nursery")
    assert indicators()["fsm_eligible"].is_for("nursery")


def test_the_strands_are_the_papers_five_each_with_its_own_letter_and_colour():
    found = list(strands().values())

    assert [one.name for one in found] == [
        "Enhancing leadership capacity",
        "Maximising the learning environment",
        "Teaching for learning",
        "Assessment for learning",
        "Student and family support services",
    ]
    assert len({one.letter for one in found}) == len({one.colour for one in found}) == 5
    assert list(ratings()) == [1, 2, 3, 4]


def test_levels_go_from_the_least_help_to_the_most_and_say_what_they_bring():
    assert [(one.code, one.from_share) for one in levels().values()] == [
        ("core", 0.0),
        ("core_plus", 0.3),
        ("focused", 0.5),
        ("intensive", 0.7),
    ]
    assert all(one.entitlement and one.words.endswith(".") for one in levels().values())


def test_levels_out_of_order_are_refused():
    text = (files(definitions) / "levels.yaml").read_text("utf-8").replace("from_share: 0.5", "from_share: 0.2")

    with pytest.raises(ValueError, match=r"levels.yaml: levels must begin at from_share 0 and go up"):
        read(Levels, text, where="levels.yaml")


def test_nothing_is_shown_from_fewer_than_five():
    assert (disclosure().fewest_answers, disclosure().fewest_pupils) == (5, 5)


@pytest.mark.parametrize("word", ["failing", "weak", "low", "poor", "inadequate"])
def test_no_definition_calls_a_school_names(word):
    for file in EVERY_FILE:
        assert f" {word} " not in file.read_text("utf-8").lower(), file.name


def test_an_indicator_that_counts_towards_need_says_from_where_to_where_and_why():
    assert {code: (one.need.most, one.need.from_value, one.need.to_value) for code, one in indicators().items()} == {
        "absence_overall": (4, 4.5, 10),
        "fsm_eligible": (3, 15, 50),
        "ks2_rwm_expected": (5, 70, 40),
    }
    assert all(one.need.because.endswith(".") for one in indicators().values())


@pytest.mark.parametrize(("most", "to_value"), [(0, 10), (4, 4.5)])
def test_a_weight_that_could_add_nothing_is_refused(most, to_value):
    with pytest.raises(ValueError, match="adds more than nothing"):
        Weight(most=most, from_value=4.5, to_value=to_value, because="Why not.")
