"""Which way a figure has gone: only where chance would hardly do it, and in words where it cannot be said."""

from datetime import date

import pytest

from collegiate.improvement.evidence import figures, queries
from collegiate.improvement.evidence.figures import Way
from collegiate.values import CannotSay, Role, Standing
from tests import cast

DAY = date(2024, 10, 1)
OFFICER = Standing(mark="person:1", day=DAY, person_id=1)


@pytest.mark.parametrize(
    ("values", "pupils", "found"),
    [
        ([40, 70], [100, 100], Way.UP),  # Newcombe's interval: 16 to 42 points
        ([70, 55, 40], [100, None, 100], Way.DOWN),
        ([40, 50], [30, 30], Way.UNCLEAR),  # -14 to 33 points
        ([4.1, 4.6, 5.2], [None] * 3, Way.UP),
        ([5.2, 4.6, 4.1], [None] * 3, Way.DOWN),
        ([4.1, 4.6, 4.6], [None] * 3, Way.UNCLEAR),
        ([4.1, 5.6, 4.6], [None] * 3, Way.UNCLEAR),
    ],
)
def test_a_figure_goes_up_or_down_only_if_chance_would_hardly_do_it(values, pupils, found):
    assert figures.way(values, pupils) == found


@pytest.mark.parametrize(
    ("values", "pupils", "because"),
    [
        ([4.1, 5.6], [None, None], "Two years alone cannot tell"),
        ([0, 100], [4, 40], "Fewer than 5 pupils are in the first year"),
    ],
)
def test_two_years_without_pupils_and_a_handful_of_pupils_say_nothing(values, pupils, because):
    found = figures.way(values, pupils)

    assert isinstance(found, CannotSay)
    assert because in found.because


@pytest.mark.django_db
def test_the_results_of_each_school_are_compared_over_five_years_and_never_across_a_change(
    member, load, django_assert_num_queries
):
    up, few, new = (member(name, urn) for name, urn in (("Up", "100011"), ("Few", "100012"), ("New", "100013")))
    load("ks2final", "ks2_rwm_expected", 2016, (up, 90, 100))  # too long ago
    load("ks2final", "ks2_rwm_expected", 2021, (up, 40, 100), (few, 50, 4))
    load("ks2final", "ks2_rwm_expected", 2023, (up, 70, 100), (few, 60, 40), (new, 60, 40))
    load("absence", "absence_overall", 2018, (up, 9.0, None))  # what counts as absence changed in 2020/21
    for year, value in ((2021, 5.0), (2022, 5.5), (2023, 6.0)):
        load("absence", "absence_overall", year, (up, value, None))

    with django_assert_num_queries(1):
        found = queries.travels([up, few, new], day=DAY, viewer=OFFICER)

    results = {one.indicator.code: one for one in found[up.pk]}
    assert set(results) == {"absence_overall", "ks2_rwm_expected"}  # free meals are neither better nor worse
    ks2, absence = results["ks2_rwm_expected"], results["absence_overall"]
    assert (ks2.way, ks2.first.said, ks2.last.said) == (Way.UP, "40% of pupils", "70% of pupils")
    assert (absence.way, str(absence.first.year), str(absence.last.year)) == (Way.UP, "2021/22", "2023/24")
    for school in (few, new):
        assert all(isinstance(one.way, CannotSay) and one.first is None for one in found[school.pk])


@pytest.mark.django_db
def test_figures_of_few_pupils_tell_a_direction_to_nobody_outside(member, load):
    few = member("Few", "100012")
    beth = cast.standing(cast.person("Beth Lowe", Role.HEAD_TEACHER, at=few))
    for year, value in ((2021, 0), (2022, 25), (2023, 50)):
        load("ks2final", "ks2_rwm_expected", year, (few, value, 4))

    said = [
        one.way.because
        for viewer in (OFFICER, beth)
        for one in queries.travels([few], day=DAY, viewer=viewer)[few.pk]
        if one.indicator.code == "ks2_rwm_expected"
    ]

    assert said[0] == "There are no figures of two years to compare that may be shown."
    assert said[1] == "Fewer than 5 pupils are in the last year."
