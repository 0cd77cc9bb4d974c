"""A figure as it may be shown: the value or the reason why not, with year, pupils and source beside it."""

from dataclasses import dataclass

from collegiate.definitions import Indicator, disclosure
from collegiate.improvement.evidence.models import IndicatorValue
from collegiate.values import AcademicYear, CannotSay, Status

WHY = {
    Status.SUPPRESSED: "The publisher keeps it back, so that no pupil can be told from it.",
    Status.TOO_FEW: "The publisher says that too few pupils are behind it.",
    Status.NOT_COLLECTED: "The published file has no figure here.",
    Status.NOT_APPLICABLE: "The publisher says that it does not apply to this school.",
    Status.NOT_LOADED: "The publisher has still to give it.",
}
N_WHY = {
    Status.NOT_COLLECTED: "The published file does not say how many pupils it is about.",
}


@dataclass(frozen=True, slots=True)
class Point:
    """
    One figure of one school in one year.

    Attributes
    ----------
    value : float or CannotSay
        In the indicator's unit.
    n : int or CannotSay
        Pupils it is about.
    file, digest : str
        The published file it is from, and the digest of its bytes; empty where there is no figure.
    """

    indicator: Indicator
    year: AcademicYear
    value: float | CannotSay
    n: int | CannotSay
    file: str = ""
    digest: str = ""

    @property
    def said(self) -> str | CannotSay:
        """The value with its unit, as published: "64% of pupils"."""
        return self.value if isinstance(self.value, CannotSay) else said(self.indicator, self.value)

    @property
    def pupils(self) -> str:
        """How many pupils it is about, in words that fit under a figure."""
        if not isinstance(self.n, CannotSay):
            return "1 pupil" if self.n == 1 else f"{self.n:,} pupils"
        fewest = disclosure().fewest_pupils
        return f"fewer than {fewest} pupils" if self.n.status == Status.TOO_FEW else "pupils not published"


def said(indicator: Indicator, value: float) -> str:
    """Return a value with its unit: "64% of pupils", "12 points"."""
    gap = "" if indicator.unit.startswith("%") else " "
    return f"{value:,.{indicator.decimals}f}{gap}{indicator.unit}"


def is_small(value: IndicatorValue) -> bool:
    """Say whether a figure is about fewer pupils than may be shown outside the school."""
    return value.n is not None and value.n < disclosure().fewest_pupils


def point_of(value: IndicatorValue, indicator: Indicator, *, sees_small: bool) -> Point:
    """Return a stored figure as it may be shown to somebody inside the school (`sees_small`) or outside it."""
    year = AcademicYear(value.year)
    fewest = disclosure().fewest_pupils
    number = _number(value)
    small = is_small(value) and not sees_small
    if small:
        number = CannotSay(f"Fewer than {fewest} pupils.", Status.TOO_FEW)
    if value.value is None:
        figure: float | CannotSay = CannotSay(WHY[Status(value.status)], Status(value.status))
    elif small:
        figure = CannotSay(
            f"Fewer than {fewest} pupils are behind it, so only the school itself can see it.", Status.SUPPRESSED
        )
    else:
        figure = float(value.value)
    return Point(indicator, year, figure, number, value.loading.file.name, value.loading.file.digest)


def nothing(indicator: Indicator, year: int, *, loaded: bool) -> Point:
    """Return what stands for a school without a row: nobody has it, the school is not in the file, or no file came."""
    gap = indicator.gap(year)
    if gap is not None:
        why = CannotSay(gap.because, Status.NOT_COLLECTED)
    elif loaded:
        why = CannotSay(f"The school is not in the file for {AcademicYear(year)}.", Status.NOT_COLLECTED)
    else:
        why = CannotSay(f"No file for {AcademicYear(year)} has been loaded.", Status.NOT_LOADED)
    return Point(indicator, AcademicYear(year), why, why)


def _number(value: IndicatorValue) -> int | CannotSay:
    if value.n is not None:
        return value.n
    status = Status(value.n_status)
    return CannotSay(N_WHY.get(status, WHY[status]), status)
