"""All that the partnership knows of one school, each part asked of its own chapter and ruled on there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from collegiate.improvement.achievement_teams import queries as teams
from collegiate.improvement.commissioning import queries as commissioning
from collegiate.improvement.commissioning.models import Agreement
from collegiate.improvement.delivery import queries as delivery
from collegiate.improvement.delivery.models import DevelopmentDay, ProgrammeStrand
from collegiate.improvement.evidence import queries as evidence
from collegiate.improvement.fund import queries as fund
from collegiate.improvement.fund.models import Contribution
from collegiate.improvement.needs import queries as needs
from collegiate.improvement.needs.models import Level, Need, Offer
from collegiate.improvement.practice import queries as practice
from collegiate.improvement.practice.models import Practice
from collegiate.partnership.members import queries as members
from collegiate.partnership.members.models import RoleHeld
from collegiate.values import CannotSay, NotAllowed, Standing

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Withheld:
    """A part that the reader may not see, and the sentence why."""

    because: str


@dataclass(frozen=True, slots=True)
class Support:
    """What a school needs, and how much help it has: its levels that stand, with their reasons."""

    needs: list[Need]
    levels: list[Level]


@dataclass(frozen=True, slots=True)
class Figures:
    """Its figures over the same years, and how many schools like it lie behind them."""

    series: list[evidence.Series]
    like: int | CannotSay


@dataclass(frozen=True, slots=True)
class ForMembers:
    """The parts that members of the partnership may ask for; each may be withheld from some of them."""

    figures: Figures
    support: Support | Withheld
    visits: list[DevelopmentDay] | Withheld
    objectives: list[ProgrammeStrand]
    help: list[Agreement]
    paid_in: list[Contribution] | Withheld
    teams: list[teams.TeamLine]
    offers: list[Offer]
    people: list[RoleHeld]

    @property
    def withheld(self) -> list[str]:
        """Return why parts are not shown, each sentence once."""
        parts = (self.support, self.visits, self.paid_in)
        return list(dict.fromkeys(part.because for part in parts if isinstance(part, Withheld)))


@dataclass(frozen=True, slots=True)
class School:
    """A school: what is public, and for members the rest."""

    known: members.AtSchool
    practice: list[Practice]
    inside: ForMembers | None


def everything_about(known: members.AtSchool, *, viewer: Standing, day: date) -> School:
    """Return all that the viewer may see of a school; 16 queries at most besides, however much there is."""
    school = known.organisation
    shared = practice.of_school(school)
    if viewer.person_id is None:
        return School(known, shared, None)
    inside = ForMembers(
        figures=_figures(known, viewer),
        support=as_far_as(lambda: _support(known, viewer)),
        visits=as_far_as(lambda: delivery.visits_to(school, viewer=viewer)),
        objectives=delivery.objectives_of([school.pk], viewer=viewer),
        help=commissioning.help_about(school, viewer=viewer),
        paid_in=as_far_as(lambda: fund.paid_in_by(school, viewer=viewer)),
        teams=teams.teams_at(school, viewer=viewer),
        offers=needs.offers(day=day, organisation=school.pk),
        people=members.with_a_part(school, viewer=viewer, day=day),
    )
    return School(known, shared, inside)


def as_far_as(ask: Callable[[], T]) -> T | Withheld:
    """Ask for a part; where its chapter refuses, keep the sentence in its place."""
    try:
        return ask()
    except NotAllowed as refusal:
        return Withheld(str(refusal))


def _support(known: members.AtSchool, viewer: Standing) -> Support:
    levels = needs.standing_levels(known.organisation, viewer=viewer)
    return Support(needs.needs_of(known.organisation, viewer=viewer), levels)


def _figures(known: members.AtSchool, viewer: Standing) -> Figures:
    like = evidence.similar(known.organisation)
    beside = [] if isinstance(like, CannotSay) else [one.organisation.pk for one in like]
    series = evidence.series(known.organisation, viewer=viewer, beside=beside)
    return Figures(evidence.over_the_same_years(series), like if isinstance(like, CannotSay) else len(beside))
