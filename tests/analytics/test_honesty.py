"""The short form of ``make honesty``: a few hundred invented towns instead of thousands."""

import pytest

from tests.analytics.honesty import funnel, gaps, growth, impact, value_added

TOWNS = 200
SLACK = 0.05  # two and a half times the error of a share of 0.9 in 200 towns


@pytest.mark.parametrize(
    "trial",
    [trial for each in (impact, value_added, growth, gaps, funnel) for trial in each.trials(TOWNS)],
    ids=lambda trial: trial.name,
)
def test_the_interval_holds_the_truth_as_often_as_it_says(trial):
    assert trial.is_honest(slack=SLACK), f"{trial.name}: cover {trial.cover:.1%}, false better {trial.false_better:.1%}"


def test_before_and_after_alone_would_have_misled():
    figures, _ = impact.towns(TOWNS, seed=71)
    cover, false_better = impact.before_and_after(figures, impact.lowest(impact.worst_last_year(figures)))

    assert cover < 0.8
    assert false_better > 0.2
