"""Why does a school get what it gets? Each step in a sentence, with its figures."""

from collegiate.analytics.allocation.by_need.claims import Terms
from collegiate.analytics.allocation.by_need.share import Share
from collegiate.values import Money

HUNDREDTHS = 100


def steps_of(share: Share, terms: Terms) -> tuple[str, ...]:
    """
    Say how a school's share came about, a sentence a step.

    Parameters
    ----------
    share : Share
        What it gets.
    terms : Terms
        The terms of its round.

    Returns
    -------
    found : tuple of str
        The steps in order: need, rate, pupils, rounding, taper; those that changed nothing say so or are left out.

    Raises
    ------
    ValueError
        If something else than a share and terms is given.

    Notes
    -----
    When not to use it: for a share that was adjusted by a decision, unless the adjustment is said beside it.

    Source
    ------
    Our own.

    Examples
    --------
    >>> from collegiate.analytics.allocation.by_need.claims import Claim
    >>> from collegiate.analytics.allocation.by_need.share import share_by_need
    >>> terms = Terms(floor=200, cap=900)
    >>> found = share_by_need(150_001, terms, [Claim("Brook", 200, 2_000), Claim("Hillside", 100, 8_000)])
    >>> for step in steps_of(found.shares[0], terms):
    ...     print(step)
    Its need is 20.00 out of 100.
    Each pupil brings £3.50: the floor of £2.00, and £1.50 for its need.
    For 200 pupils that is £700.00, without the fraction of a penny.
    """
    if not isinstance(share, Share) or not isinstance(terms, Terms):
        raise ValueError("share: a Share and the Terms it came by are wanted.")
    return tuple(step for step in (_need(share), _rate(share, terms), _pupils(share), _taper(share, terms)) if step)


def _need(share: Share) -> str:
    said = f"{share.need / HUNDREDTHS:.2f} out of 100"
    if share.claim.need is None:
        return f"Its need cannot be said, so it is counted with that of the middle school, {said}, and never with none."
    return f"Its need is {said}."


def _rate(share: Share, terms: Terms) -> str:
    above, rate = Money(round(share.rate - terms.floor)), Money(round(share.rate))
    if share.rate == terms.cap:
        return f"Each pupil brings {rate}, which is the cap."
    if share.rate == terms.floor:
        return f"Each pupil brings {rate}, which is the floor; its need adds nothing."
    if not terms.floor:
        return f"Each pupil brings {rate} for its need."
    return f"Each pupil brings {rate}: the floor of {Money(terms.floor)}, and {above} for its need."


def _pupils(share: Share) -> str:
    pupils = share.claim.pupils
    said = f"For {pupils:,} pupil{'' if pupils == 1 else 's'} that is {Money(share.by_need)}."
    exact = share.rate * pupils
    if exact == share.by_need:
        return said
    penny = "given the penny that a fraction fell short of" if share.rounded_up else "without the fraction of a penny"
    return f"{said[:-1]}, {penny}."


def _taper(share: Share, terms: Terms) -> str:
    if share.taper > 0:
        return (
            f"It had {Money(share.claim.last)} last time, and no share falls by more than {terms.may_fall}%, "
            f"so {Money(share.taper)} is added."
        )
    if share.taper < 0:
        return f"{Money(-share.taper)} of it goes to schools whose shares would have fallen too far."
    return ""
