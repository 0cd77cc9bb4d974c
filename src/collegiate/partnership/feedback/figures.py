"""Sheets → scores → what people said on a scale."""

from collections.abc import Mapping, Sequence

from collegiate.analytics.answers import ScaleMean, scale_mean
from collegiate.partnership.feedback.models import Question
from collegiate.values import CannotSay, Status


def mean_of(
    question: Question, sheets: Sequence[Mapping[int, int | str]], *, asked: int, fewest: int
) -> ScaleMean | CannotSay:
    """Return the mean of what a form's sheets say to a question with a scale."""
    scores = [sheet[question.pk] for sheet in sheets if question.pk in sheet]
    return scale_mean(scores, asked=asked, fewest=fewest)


def chosen_by(mean: ScaleMean | CannotSay, *, fewest: int) -> tuple[int, ...] | CannotSay:
    """Return how many chose each number of the scale; not where a number was chosen by a few only."""
    if isinstance(mean, CannotSay):
        return mean
    if any(0 < people < fewest for people in mean.chosen):
        return CannotSay(
            because=f"One of the numbers was chosen by fewer than {fewest} people, so only the mean is shown.",
            status=Status.SUPPRESSED,
        )
    return mean.chosen
