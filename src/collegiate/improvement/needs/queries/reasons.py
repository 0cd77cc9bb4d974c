"""What speaks for which level of support: published figures, the school's own words, its needs."""

from dataclasses import dataclass
from decimal import Decimal

from collegiate.definitions import indicators, levels, ratings, strands
from collegiate.improvement.evidence import queries as evidence
from collegiate.improvement.needs import figures
from collegiate.improvement.needs.models import Answer, Need
from collegiate.improvement.needs.queries.needs import UNANSWERED, needs
from collegiate.improvement.needs.queries.rounds import sheets_of
from collegiate.partnership.members.models import Organisation
from collegiate.values import CannotSay, Standing

PENNIES = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """
    A reason that could be given, with a key that stays the same while nothing changes.

    Attributes
    ----------
    contribution, maximum : Decimal or None
        What an indicator adds to the index of need and the most it could; contribution None where it is not known.
    """

    key: str
    sentence: str
    indicator: str = ""
    contribution: Decimal | None = None
    maximum: Decimal | None = None
    need: Need | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """
    What speaks for which level for one school. It starts the talk; people decide.

    Attributes
    ----------
    share : float or CannotSay
        The index of need from 0 to 1, of published figures alone.
    level : str
        The code of the level that the index alone would suggest; empty where it cannot say.
    """

    share: float | CannotSay
    level: str
    reasons: tuple[Suggestion, ...]


def case_for(organisation: Organisation, *, viewer: Standing) -> Case:
    """
    Return what speaks for which level for a school.

    :raises Organisation.DoesNotExist: if the viewer may not see what the school says of itself
    """
    counted = [one for one in indicators().values() if one.need is not None and one.is_for(organisation.phase)]
    points = evidence.latest_of(organisation, viewer=viewer)
    index = figures.index({code: point.value for code, point in points.items()}, counted)
    reasons = [_of_figures(one, points.get(one.indicator.code)) for one in index.contributions]
    reasons += _own_words(organisation, viewer)
    reasons += [
        Suggestion(f"need:{need.pk}", f"The school’s need: {need.title}.", need=need)
        for need in needs(viewer=viewer, stages=UNANSWERED, organisation=organisation.pk)
    ]
    return Case(index.share, "" if isinstance(index.share, CannotSay) else suggested(index.share), tuple(reasons))


def suggested(share: float) -> str:
    """Return the level that a share of the index alone would suggest: the last whose share it reaches."""
    return [one.code for one in levels().values() if one.from_share <= share][-1]


def _of_figures(found: figures.Contribution, point: evidence.Point | None) -> Suggestion:
    name, code, most = found.indicator.short, found.indicator.code, f"{found.most:g}"
    maximum = Decimal(str(found.most)).quantize(PENNIES)
    if found.adds is None or point is None:
        why = "no figure about this school has been loaded."
        if point is not None and isinstance(point.value, CannotSay):
            why = point.value.because[0].lower() + point.value.because[1:]
        return Suggestion(f"indicator:{code}", f"{name} is not counted: {why}", code, None, maximum)
    adds = Decimal(str(found.adds)).quantize(PENNIES)
    return Suggestion(
        f"indicator:{code}",
        f"{name}, {point.year}: {point.said}. It adds {found.adds:.1f} of {most} at most.",
        code,
        adds,
        maximum,
    )


def _own_words(organisation: Organisation, viewer: Standing) -> list[Suggestion]:
    """Return what the school said of itself in the last round it answered, strand by strand."""
    sheets = sheets_of(organisation, viewer=viewer)
    if not sheets:
        return []
    newest, known = sheets[0], strands()
    return [
        Suggestion(f"answer:{newest.round.pk}:{code}", _said(newest.round.name, known[code].name, answer))
        for code, answer in newest.answers.items()
        if answer is not None and (answer.text or answer.rating in (1, 2))
    ]


def _said(round: str, strand: str, answer: Answer) -> str:
    """Return an answer as a sentence, the school's own words last."""
    rating = f"“{ratings()[answer.rating]}”" if answer.rating else "that it cannot say yet"
    said = f"{round}, on {strand.lower()}, the school said: {rating}"
    return f"{said}, and in its own words: “{answer.text}”" if answer.text else f"{said}."
