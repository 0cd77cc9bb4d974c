"""What is shown of a school: each figure with its source, schools like it behind, and "cannot say" in words."""

import pytest

from collegiate.definitions import indicators
from collegiate.foundation.record.models import Entry
from collegiate.improvement.evidence import commands, figures, queries
from collegiate.improvement.evidence.commands import UnknownIndicator
from collegiate.improvement.evidence.models import Finding, IndicatorValue
from collegiate.partnership.members.models import Phase
from collegiate.values import AcademicYear, CannotSay, NotAllowed, Role, Status
from tests import cast
from tests.cast import MORNING

pytestmark = pytest.mark.django_db


@pytest.fixture
def tom():
    """A member of another organisation."""
    return cast.standing(cast.person("Tom Fell", Role.STAFF))


@pytest.fixture
def beth(hillside):
    """Hillside's head teacher."""
    return cast.standing(cast.person("Beth Okoro", Role.HEAD_TEACHER, at=hillside))


def of(series, code):
    return next(one for one in series if one.indicator.code == code)


def test_every_year_from_the_first_file_to_the_last_has_a_point_that_says_what_is_known(member, load, hillside, tom):
    other = member("School 01", "100101")
    load("ks2final", "ks2_rwm_expected", 2017, (hillside, 64, 30), (other, 70, 31))
    load("ks2final", "ks2_rwm_expected", 2018, (other, 71, 31))
    load("ks2final", "ks2_rwm_expected", 2022, (hillside, 58, 29))

    points = of(queries.series(hillside, viewer=tom), "ks2_rwm_expected").points

    assert [
        (str(point.year), point.said if isinstance(point.said, str) else point.said.because) for point in points
    ] == [
        ("2017/18", "64% of pupils"),
        ("2018/19", "The school is not in the file for 2018/19."),
        ("2019/20", "There were no key stage 2 tests in the two summers of the pandemic, 2020 and 2021."),
        ("2020/21", "There were no key stage 2 tests in the two summers of the pandemic, 2020 and 2021."),
        ("2021/22", "The results of summer 2022 were not published school by school."),
        ("2022/23", "58% of pupils"),
    ]
    assert [point.pupils for point in points[:2]] == ["30 pupils", "pupils not published"]
    assert points[0].file == "2017-2018_ks2final.csv"
    assert len(points[0].digest) == 64


def test_a_year_of_which_no_file_came_says_so(hillside, load, tom):
    load("census", "fsm_eligible", 2016, (hillside, 10, 200))
    load("census", "fsm_eligible", 2018, (hillside, 12, 200))

    point = of(queries.series(hillside, viewer=tom), "fsm_eligible").points[1]

    assert point.value == CannotSay("No file for 2017/18 has been loaded.", Status.NOT_LOADED)


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (Status.SUPPRESSED, "The publisher keeps it back, so that no pupil can be told from it."),
        (Status.TOO_FEW, "The publisher says that too few pupils are behind it."),
        (Status.NOT_APPLICABLE, "The publisher says that it does not apply to this school."),
        (Status.NOT_COLLECTED, "The published file has no figure here."),
    ],
)
def test_a_mark_of_the_publisher_is_said_in_words(hillside, load, tom, status, says):
    load("ks2final", "ks2_rwm_expected", 2018, (hillside, status, 8))

    assert of(queries.series(hillside, viewer=tom), "ks2_rwm_expected").newest.value == CannotSay(says, status)


def test_a_figure_about_fewer_than_five_pupils_is_seen_by_the_school_and_by_nobody_else(hillside, load, beth, tom):
    load("ks2final", "ks2_rwm_expected", 2018, (hillside, 75, 4))

    inside = of(queries.series(hillside, viewer=beth), "ks2_rwm_expected").newest
    outside = of(queries.series(hillside, viewer=tom), "ks2_rwm_expected").newest

    assert (inside.value, inside.n, inside.pupils) == (75, 4, "4 pupils")
    assert outside.value.status == outside.n.status.SUPPRESSED == Status.SUPPRESSED
    assert outside.pupils == "fewer than 5 pupils"
    assert queries.values(hillside, viewer=tom) == []
    (value,) = queries.values(hillside, viewer=beth)
    assert queries.value(value.pk, viewer=beth) == value
    with pytest.raises(IndicatorValue.DoesNotExist):
        queries.value(value.pk, viewer=tom)
    assert isinstance(queries.latest("ks2_rwm_expected", [hillside.pk], viewer=tom)[hillside.pk].value, CannotSay)


def test_five_pupils_are_enough(hillside, load, tom):
    load("ks2final", "ks2_rwm_expected", 2018, (hillside, 80, 5))

    assert of(queries.series(hillside, viewer=tom), "ks2_rwm_expected").newest.value == 80


def test_only_indicators_for_the_schools_phase_are_shown(member, load, tom):
    nursery = member("Little Oaks", "100200", Phase.NURSERY)
    load("census", "fsm_eligible", 2018, (nursery, 12, 60))
    load("ks2final", "ks2_rwm_expected", 2018, (member("School 01", "100101"), 70, 30))

    assert [one.indicator.code for one in queries.series(nursery, viewer=tom)] == ["fsm_eligible"]


def test_the_band_is_the_middle_half_of_the_schools_beside(dozen, tom):
    hillside, *others = dozen

    series = of(queries.series(hillside, viewer=tom, beside=[school.pk for school in others[:5]]), "ks2_rwm_expected")

    assert series.like == ((62, 64), (62, 64), (62, 64))


def test_a_band_of_fewer_than_five_schools_is_not_drawn(dozen, tom):
    series = queries.series(dozen[0], viewer=tom, beside=[school.pk for school in dozen[:5]])

    assert of(series, "ks2_rwm_expected").like == (None, None, None)


@pytest.mark.parametrize(
    ("values", "band"),
    [
        ([], None),
        ([1, 2, 3, 4], None),
        ([1, 2, 3, 4, 5], (2, 4)),
        ([5, 5, 5, 5, 5], (5, 5)),
        ([0, 0, 0, 0, 100], (0, 0)),
    ],
)
def test_the_middle_half_of_some_values(values, band):
    assert figures.middle_half(values) == band


def test_schools_like_it_are_chosen_by_what_they_are_given_and_never_by_results(dozen, load):
    before = [one.organisation for one in queries.similar(dozen[0])]

    load("ks2final", "ks2_rwm_expected", 2019, *((school, 99 - place, 30) for place, school in enumerate(dozen)))
    load("absence", "absence_overall", 2018, *((school, place, None) for place, school in enumerate(dozen)))

    assert [one.organisation for one in queries.similar(dozen[0])] == before == dozen[1:11]


def test_schools_like_it_are_of_its_phase(dozen, member, load):
    secondary = member("The Ashmere School", "100300", Phase.SECONDARY)
    load("census", "fsm_eligible", 2019, (secondary, 10, 200), (dozen[0], 10, 200))

    like = queries.similar(dozen[0])

    assert isinstance(like, CannotSay)
    assert like.because == "Fewer than 5 other primary schools have a census figure for 2019/20."


def test_without_a_census_nobody_can_say_which_schools_are_like_it(hillside):
    assert queries.similar(hillside).status == Status.NOT_LOADED


def test_the_newest_figure_of_each_school_is_found(dozen, tom):
    found = queries.latest("absence_overall", [school.pk for school in dozen[:3]], viewer=tom)

    assert {pk: (point.year, point.value) for pk, point in found.items()} == {
        school.pk: (AcademicYear(2018), 4 + place / 10) for place, school in enumerate(dozen[:3])
    }


def test_a_matrix_has_a_row_a_school_and_a_column_a_year_with_none_for_what_is_not_known(hillside, member, load):
    other = member("School 01", "100101")
    load("ks2final", "ks2_rwm_expected", 2015, (hillside, 60, 30), (other, Status.SUPPRESSED, 3))
    load("ks2final", "ks2_rwm_expected", 2017, (other, 71, 31))

    found = queries.matrix("ks2_rwm_expected")

    assert found.organisations == (hillside.pk, other.pk)
    assert found.years == (AcademicYear(2015), AcademicYear(2016), AcademicYear(2017))
    assert found.values == ((60.0, None, None), (None, None, 71.0))
    assert found.pupils == ((30, None, None), (3, None, 31))
    assert queries.matrix("ks2_rwm_expected", organisations=[hillside.pk]).organisations == (hillside.pk,)
    assert queries.matrix("absence_overall").years == ()


def test_a_finding_is_recorded_with_its_doubts_by_somebody_who_may_judge(hillside, tom):
    adviser = cast.standing(cast.person("Amos Bell", Role.ADVISER))
    facts = {
        "doubts": "One year only.",
        "indicator": "absence_overall",
        "year": 2018,
        "method": "history",
        "version": "1",
        "inputs_digest": "0" * 64,
    }

    found = commands.record_finding(
        "Absence fell.", organisation=hillside, about=hillside, by=adviser, at=MORNING, **facts
    )

    assert (found.about, found.found_by_id) == (f"members.organisation:{hillside.pk}", adviser.person_id)
    assert queries.findings(organisation=hillside) == [found] == queries.findings(about=found.about)
    assert Entry.objects.get(deed="evidence.record_finding").data["inputs"] == "0" * 64
    with pytest.raises(NotAllowed):
        commands.record_finding("Absence fell.", by=tom, at=MORNING, **facts)
    with pytest.raises(UnknownIndicator):
        commands.record_finding("Absence fell.", by=adviser, at=MORNING, **{**facts, "indicator": "happiness"})
    assert Finding.objects.count() == 1


def test_every_indicator_says_a_value_in_its_unit():
    assert {code: queries.said(one, 12.34) for code, one in indicators().items()} == {
        "absence_overall": "12.3% of sessions",
        "fsm_eligible": "12.3% of pupils",
        "ks2_rwm_expected": "12% of pupils",
    }
