"""What speaks for a level: an index anybody can work out again, the school's own words, its needs."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collegiate.definitions import indicators
from collegiate.foundation.files import store
from collegiate.improvement.evidence.commands import Row, load_values
from collegiate.improvement.needs import commands, figures, queries
from collegiate.values import CannotSay, Status, job
from tests.cast import MORNING, TUESDAY
from tests.improvement.needs.conftest import SHEET

ALL = list(indicators().values())
steady = settings(suppress_health_check=[HealthCheck.too_slow])  # whatever else the machine does
VALUES = st.fixed_dictionaries({code: st.none() | st.floats(0, 100) for code in indicators()})


def known(values):
    """Drop what is not known, as where no file was loaded."""
    return {code: value for code, value in values.items() if value is not None}


def the_slow_way(values):
    """Add up by exact fractions what each known figure adds, over the most that the known ones could."""
    added = most = whole = Fraction(0)
    for one in ALL:
        weight = one.need
        whole += Fraction(weight.most)
        if values[one.code] is None:
            continue
        begin, end = Fraction(weight.from_value), Fraction(weight.to_value)
        way = (Fraction(values[one.code]) - begin) / (end - begin)
        added += Fraction(weight.most) * min(max(way, 0), 1)
        most += Fraction(weight.most)
    return None if most * 2 < whole else added / most


@steady
@given(VALUES)
def test_the_index_is_what_exact_fractions_say(values):
    share, slow = figures.index(known(values), ALL).share, the_slow_way(values)

    if slow is None:
        assert isinstance(share, CannotSay)
    else:
        assert share == pytest.approx(float(slow))
        assert 0 <= share <= 1


@steady
@given(VALUES)
def test_every_contribution_is_within_its_maximum_and_an_unknown_figure_adds_nothing_known(values):
    found = figures.index(known(values), ALL).contributions

    assert {one.indicator.code: one.adds is None for one in found} == {
        code: value is None for code, value in values.items()
    }
    assert all(one.adds is None or 0 <= one.adds <= one.most for one in found)


@steady
@given(VALUES, st.permutations(ALL))
def test_the_order_of_the_indicators_does_not_matter(values, shuffled):
    assert figures.index(known(values), shuffled).contributions == figures.index(known(values), ALL).contributions


@pytest.mark.parametrize(
    ("code", "value", "adds"),
    [
        ("absence_overall", 4.5, 0),
        ("absence_overall", 2, 0),
        ("absence_overall", 7.25, 2),
        ("absence_overall", 10, 4),
        ("absence_overall", 30, 4),
        ("ks2_rwm_expected", 70, 0),
        ("ks2_rwm_expected", 55, 2.5),
        ("ks2_rwm_expected", 40, 5),
        ("ks2_rwm_expected", 10, 5),
    ],
)
def test_a_contribution_grows_evenly_between_its_two_values(code, value, adds):
    (one,) = figures.index({code: value}, [indicators()[code]]).contributions

    assert one.adds == pytest.approx(adds)


@pytest.mark.parametrize(
    ("share", "level"),
    [(0, "core"), (0.29, "core"), (0.3, "core_plus"), (0.5, "focused"), (0.69, "focused"), (1, "intensive")],
)
def test_the_level_that_a_share_suggests(share, level):
    assert queries.suggested(share) == level


@pytest.fixture
def published(tmp_path, settings, hillside):
    """Hillside's newest figures: high absence, few free meals, key stage 2 kept back."""
    settings.FILES_ROOT = tmp_path
    rows = [
        Row(hillside.pk, "absence_overall", Decimal("7.25")),
        Row(hillside.pk, "fsm_eligible", Decimal("22"), n=200),
        Row(hillside.pk, "ks2_rwm_expected", None, status=Status.SUPPRESSED, n=5),
    ]
    for row in rows:
        file = store.keep(f"2024-2025_{row.indicator}.csv", [row.indicator.encode()], kind="text/csv", at=MORNING)
        load_values(
            file,
            kind=indicators()[row.indicator].column.file,
            year=2024,
            rows=[row],
            by=job("import_results", day=TUESDAY),
            at=MORNING,
        )


@pytest.mark.django_db
@pytest.mark.usefixtures("published")
def test_the_case_names_each_figure_with_what_it_adds_then_the_schools_words_then_its_needs(
    hillside, noor, beth, autumn
):
    commands.answer_round(autumn, organisation=hillside, answers=SHEET, by=beth, at=MORNING)
    need = commands.raise_need(
        hillside, strand="environment", title="Attendance in Year 5", text="Mondays.", by=beth, at=MORNING
    )

    case = queries.case_for(hillside, viewer=noor)

    assert case.share == pytest.approx((2 + 3 * 7 / 35) / 7)
    assert case.level == "core_plus"
    assert [(reason.sentence, reason.contribution, reason.maximum) for reason in case.reasons[:3]] == [
        (
            "Overall absence, 2024/25: 7.2% of sessions. It adds 2.0 of 4 at most.",
            Decimal("2.00"),
            Decimal("4.00"),
        ),
        (
            "Free school meals, 2024/25: 22.0% of pupils. It adds 0.6 of 3 at most.",
            Decimal("0.60"),
            Decimal("3.00"),
        ),
        (
            "Key stage 2 expected standard is not counted: "
            "the publisher keeps it back, so that no pupil can be told from it.",
            None,
            Decimal("5.00"),
        ),
    ]
    assert [reason.sentence for reason in case.reasons[3:]] == [
        "Autumn 2026, on maximising the learning environment, the school said: “We are working on it and would welcome "
        "some help”, and in its own words: “Attendance in Year 5.”",
        "Autumn 2026, on teaching for learning, the school said: “This is a strength that we could share”, and in its "
        "own words: “Maths mastery.”",
        "Autumn 2026, on assessment for learning, the school said: “We would welcome a good deal of help”, and in its "
        "own words: “We mark a great deal and learn little from it.”",
        "Autumn 2026, on student and family support services, the school said: that it cannot say yet, and in its own "
        "words: “Our family worker has just begun.”",
        "The school’s need: Attendance in Year 5.",
    ]
    assert case.reasons[-1].need == need


@pytest.mark.django_db
def test_without_figures_nothing_is_suggested_and_it_says_why(hillside, noor):
    case = queries.case_for(hillside, viewer=noor)

    assert case.share.because.startswith("Less than half of what need is made of is known for this school.")
    assert case.level == ""
    assert {reason.contribution for reason in case.reasons} == {None}
