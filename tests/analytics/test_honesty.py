"""The short form of ``make honesty``: a few hundred invented towns instead of thousands."""

import pytest

from tests.analytics.honesty import funnel, gaps, growth, impact, value_added

TOWNS = 200
SLACK = 0.05  # two and a half times the error of a share of 0.9 in 200 towns


@pytest.mark.parametrize(
    "method", [impact, value_added, growth, gaps, funnel], ids=lambda one: one.__name__.rpartition(".")[2]
)
def test_the_interval_holds_the_truth_as_often_as_it_says(method):
    trials = method.trials(TOWNS)  # here, not while tests are collected: a run of other tests does not wait for it

    assert trials
    assert [one.written() for one in trials if not one.is_honest(slack=SLACK)] == []


def test_before_and_after_alone_would_have_misled():
    figures, _ = impact.towns(TOWNS, seed=71)
    cover, false_better = impact.before_and_after(figures, impact.lowest(impact.worst_last_year(figures)))

    assert cover < 0.8
    assert false_better > 0.2


@pytest.mark.parametrize(
    ("name", "at_most"), [("worst last year", 0.16), ("worst three-year mean", 0.22), ("at random", 0.06)]
)
def test_the_dummy_year_stops_few_sound_studies(name, at_most):
    figures, pupils = impact.towns(TOWNS, seed=71)
    chosen = impact.lowest(impact.SELECTIONS[f"supported = {name}"](figures))

    assert impact.stopped(figures, pupils, chosen).mean() <= at_most


def test_the_dummy_year_stops_most_studies_of_schools_that_were_on_a_path_of_their_own():
    figures, pupils = impact.towns(TOWNS, seed=71)
    chosen = impact.lowest(impact.at_random(figures))

    assert impact.stopped(impact.on_a_path_of_their_own(figures, chosen), pupils, chosen).mean() > 0.5


def test_without_the_dummy_year_schools_that_recover_by_themselves_would_mislead():
    figures, pupils = impact.towns(TOWNS, seed=71)
    figures = impact.with_poor_years(figures)
    chosen = impact.lowest(impact.worst_last_year(figures))
    better = impact.study(figures, pupils, chosen, impact.YEARS - 1).interval()[0] > 0

    assert better.mean() > 0.1
    assert (better & ~impact.stopped(figures, pupils, chosen)).mean() < 0.08
