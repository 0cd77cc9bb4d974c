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
    assert [
        f"{one.name}: cover {one.cover:.1%}, false better {one.false_better:.1%}"
        for one in trials
        if not one.is_honest(slack=SLACK)
    ] == []


def test_before_and_after_alone_would_have_misled():
    figures, _ = impact.towns(TOWNS, seed=71)
    cover, false_better = impact.before_and_after(figures, impact.lowest(impact.worst_last_year(figures)))

    assert cover < 0.8
    assert false_better > 0.2
