"""What is missing for the groups to work: seats, terms, chairs, clerks, people enough; and decisions that must come back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.timezone import localtime

from collegiate.foundation.ui.showing import day as in_words
from collegiate.partnership.governance.models import TermsOfReference, WhyBack
from collegiate.partnership.governance.queries.force import must_come_back
from collegiate.partnership.governance.queries.seats import ORDER, SeatHeld, seats_held
from collegiate.partnership.members.models import Group, GroupKind, RoleHeld
from collegiate.partnership.members.queries import on_day
from collegiate.values import Role, counted

SOON = 90  # days: time enough to elect or appoint somebody
MEETS = (GroupKind.STRATEGIC, GroupKind.TASK, GroupKind.HEAD_FORUM, GroupKind.ADVISERS, GroupKind.PANEL)
KINDS = {
    "no_terms": "Works without terms of reference",
    "no_chair": "Has no chair",
    "no_clerk": "Has no clerk",
    "inquorate_by_design": "Has fewer voting seats than its quorum",
    "inquorate": "Has fewer people with a vote than its quorum",
    "reserve_is_empty": "Has a reserve panel on which nobody sits",
    "vacant": "Seat is vacant",
    "staying_on": "Term is over",
    "ending": "Term ends soon",
    "unratified": "Chair’s action waits to be ratified",
    "did_not_stand": "Decision did not stand after an interest was found",
    "review": "Decision is due to be looked at again",
}
STOPPING = frozenset({"no_terms", "inquorate_by_design", "inquorate"})


@dataclass(frozen=True, slots=True)
class Gap:
    """
    Something missing on a group.

    Attributes
    ----------
    kind : str
        One of KINDS.
    words : str
        A sentence that says what it is.
    seat : str
        The seat's label, where it is about one.
    on : date or None
        The day that matters: when a term ends or ended, or until when somebody stays on.
    """

    group: Group
    kind: str
    words: str
    seat: str = ""
    on: date | None = None

    @property
    def stops(self) -> bool:
        """Whether the group cannot decide or advise until it is filled."""
        return self.kind in STOPPING


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a group on a day, beside the decisions that come back to it."""

    group: Group
    terms: TermsOfReference | None
    seats: list[SeatHeld]
    chaired: bool
    clerked: bool


def gaps(*, day: date, within: int = SOON) -> list[Gap]:
    """
    Return what is missing on the partnership's groups on a day, what stops one first, then by group and seat.

    `within` is how many days ahead the end of a term counts. Six queries, however many groups, seats and decisions.
    """
    groups = Group.objects.filter(on_day(day, "starts_on", "ends_on"), kind__in=MEETS, organisation__isnull=True)
    terms: dict[int, TermsOfReference] = {}
    for version in (
        TermsOfReference.objects.filter(agreed_on__lte=day).select_related("reserve_panel").order_by("version")
    ):
        terms[version.group_id] = version
    seats: dict[int, list[SeatHeld]] = {}
    for held in seats_held(day):
        seats.setdefault(held.seat.group_id, []).append(held)
    offices = {(one.role, one.group_id) for one in offices_on(day)}
    return gaps_of(
        [
            Known(
                one,
                terms.get(one.pk),
                seats.get(one.pk, []),
                chaired=(Role.CHAIR, one.pk) in offices,
                clerked=bool({(Role.CLERK, one.pk), (Role.CLERK, None)} & offices),
            )
            for one in groups.order_by("name", "pk")
        ],
        seats,
        day=day,
        within=within,
    )


def offices_on(day: date) -> QuerySet[RoleHeld]:
    """Return who chairs the groups on a day, and who clerks for one or for all."""
    return RoleHeld.objects.filter(on_day(day), organisation__isnull=True, role__in=[Role.CHAIR, Role.CLERK])


def gaps_of(
    groups: Sequence[Known], seats: Mapping[int, list[SeatHeld]], *, day: date, within: int = SOON
) -> list[Gap]:
    """Return what is missing on some groups, in their order; `seats` by group, of their reserve panels too; one query."""
    soon = day + timedelta(days=within)
    found = [gap for known in groups for gap in _gaps_of(known, seats, soon)]
    found += _of_decisions({known.group.pk for known in groups}, day)
    return sorted(found, key=lambda gap: (not gap.stops, ORDER.get(GroupKind(gap.group.kind), 9), gap.group.name))


BACK = {
    WhyBack.RATIFY: ("unratified", "was decided by the chair on {decided}, and no meeting has ratified it"),
    WhyBack.CORRECTED: ("did_not_stand", "did not stand after an interest was found. The group decides again"),
    WhyBack.REVIEW: ("review", "was to be looked at again on {review}"),
}


def _of_decisions(group_ids: set[int], day: date) -> Iterator[Gap]:
    """Yield the decisions that have to come back."""
    for one, why in must_come_back(day=day):
        if one.group_id in group_ids:
            kind, words = BACK[why]
            review = one.review_on or day
            said = words.format(decided=in_words(one.settled_at), review=in_words(review))
            on = review if why == WhyBack.REVIEW else localtime(one.settled_at).date()
            yield Gap(one.group, kind, f"{one.reference}, {one.title}, {said}.", on=on)


def _gaps_of(known: Known, seats: Mapping[int, list[SeatHeld]], soon: date) -> Iterator[Gap]:
    name = known.group.name
    if known.terms is None:
        yield Gap(known.group, "no_terms", f"{name} works without terms of reference.")
    else:
        yield from _of_its_terms(known, known.terms, seats)
    if not known.chaired:
        yield Gap(known.group, "no_chair", f"Nobody chairs {name}.")
    if not known.clerked:
        yield Gap(known.group, "no_clerk", f"{name} has no clerk.")
    for held in known.seats:
        yield from _of_a_seat(known.group, held, soon)


def _of_its_terms(known: Known, terms: TermsOfReference, seats: Mapping[int, list[SeatHeld]]) -> Iterator[Gap]:
    name, voting = known.group.name, [held for held in known.seats if held.seat.voting]
    filled = sum(bool(held.sitting) for held in voting)
    if len(voting) < terms.quorum:
        yield Gap(
            known.group,
            "inquorate_by_design",
            f"{name} needs {terms.quorum} people with a vote and has {counted(len(voting), 'seat')} with one.",
        )
    elif filled < terms.quorum:
        words = f"{name} needs {terms.quorum} people with a vote, and somebody sits in {filled} of its seats with one."
        yield Gap(known.group, "inquorate", words)
    panel = terms.reserve_panel
    if panel is not None and not any(held.sitting for held in seats.get(panel.pk, [])):
        words = f"Nobody sits on {panel.name}, which decides where interests leave too few on {name}."
        yield Gap(known.group, "reserve_is_empty", words)


def _of_a_seat(group: Group, held: SeatHeld, soon: date) -> Iterator[Gap]:
    seat = held.seat.label
    if not held.member:
        by = held.seat.appointer
        appoints = f"{capfirst(by)} appoints to it." if by else "Nothing says who appoints to it."
        yield Gap(group, "vacant", f"“{seat}” is vacant. {appoints}", seat)
    elif held.stays_on_until is not None:
        words = f"The term of {held.member} in “{seat}” is over; they stay on until {in_words(held.stays_on_until)} at the latest."
        yield Gap(group, "staying_on", words, seat, held.stays_on_until)
    elif held.until_on is not None and held.until_on <= soon:
        words = f"The term of {held.member} in “{seat}” ends on {in_words(held.until_on)}."
        yield Gap(group, "ending", words, seat, held.until_on)
