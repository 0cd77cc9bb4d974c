"""Answers on a scale: the mean, and the widest range that the silent leave open."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collegiate.analytics.answers import scale_mean
from collegiate.values import CannotSay

scores = st.lists(st.integers(1, 5), min_size=1, max_size=6)


def every_mean_there_could_be(said: list[int], silent: int) -> list[float]:
    """Let the silent answer in every possible way: no algebra."""
    everybody = len(said) + silent
    return [sum([*said, *others]) / everybody for others in product(range(1, 6), repeat=silent)]


@given(said=scores, silent=st.integers(0, 3))
def test_the_range_is_what_the_silent_could_have_made_of_it(said, silent):
    possible = every_mean_there_could_be(said, silent)

    found = scale_mean(said, asked=len(said) + silent, fewest=1)

    assert (found.low, found.high) == pytest.approx((min(possible), max(possible)))
    assert found.low <= found.mean <= found.high
    assert sum(found.chosen) == found.answered == len(said)


@given(said=scores)
def test_where_everybody_answered_the_range_is_one_point(said):
    found = scale_mean(said, asked=len(said), fewest=1)

    assert found.low == found.mean == found.high
    assert "had everybody answered" not in found.sentence()


@pytest.mark.parametrize(("answers", "said"), [(4, False), (5, True)])
def test_nothing_is_said_from_too_few(answers, said):
    found = scale_mean([3] * answers, asked=9, fewest=5)

    assert isinstance(found, CannotSay) is not said


def test_nobody_asked_is_too_few():
    assert isinstance(scale_mean([], asked=0, fewest=5), CannotSay)


@pytest.mark.parametrize(
    ("scores", "asked", "words"),
    [([0], 3, "each lies from 1 to 5"), ([6], 3, "each lies from 1 to 5"), ([3, 3], 1, "more people answered")],
)
def test_what_cannot_be_is_refused(scores, asked, words):
    with pytest.raises(ValueError, match=words):
        scale_mean(scores, asked=asked, fewest=1)
