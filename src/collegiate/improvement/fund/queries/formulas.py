"""What a formula comes to for each school, before anybody is asked for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from collegiate.improvement.evidence.models import IndicatorValue
from collegiate.improvement.fund.models import Contribution, ContributionKind, ContributionStage, Formula, Fund, Rate
from collegiate.partnership.members import queries as members
from collegiate.partnership.members.models import Organisation, Person
from collegiate.values import Money, Role

COUNTS_PUPILS = "fsm_eligible"  # its denominator is all pupils on the school's roll in the January census
WHO_PAYS = (Role.CONTACT, Role.HEAD_TEACHER)


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """What a formula asks of one school, in one kind; `unknown` where its pupils are not known and each counts."""

    school: Organisation
    kind: ContributionKind
    amount: Money
    half_days: int
    pupils: int | None
    unknown: bool
    is_there: bool


def formulas(fund: Fund) -> list[Formula]:
    """Return the versions of a fund's formula with their lines, the newest first."""
    found = Formula.objects.filter(fund=fund).select_related("decision").prefetch_related("rates")
    return list(found.order_by("-version"))


def get_formula(pk: int) -> Formula:
    """
    Return a formula with its fund, decision and lines.

    :raises Formula.DoesNotExist: if there is none
    """
    return Formula.objects.select_related("fund", "decision").prefetch_related("rates").get(pk=pk)


def worked_out(
    formula: Formula, *, year: str, pupils: Mapping[int, int], schools: Sequence[Organisation]
) -> list[WorkedOut]:
    """Return what a formula comes to for each school in a year, money first and then days. Two queries, however many schools."""
    rates = {one.phase: one for one in formula.rates.all()}
    there = set(
        Contribution.objects.filter(fund=formula.fund_id, year=year)
        .exclude(stage=ContributionStage.REVERSED)
        .values_list("organisation_id", "kind")
    )
    found = []
    for school in schools:
        rate: Rate | None = rates.get(school.phase) or rates.get("")
        if rate is None:
            continue
        known = pupils.get(school.pk)
        if rate.flat_pence or rate.pupil_pence:
            unknown = bool(rate.pupil_pence) and known is None
            amount = rate.amount_for(known or 0)
            is_there = (school.pk, ContributionKind.CASH.value) in there
            found.append(WorkedOut(school, ContributionKind.CASH, amount, 0, known, unknown, is_there))
        if rate.half_days:
            is_there = (school.pk, ContributionKind.DAYS.value) in there
            found.append(WorkedOut(school, ContributionKind.DAYS, Money(0), rate.half_days, None, False, is_there))
    return found


def pledged(formula: Formula) -> list[Contribution]:
    """Return what a formula pledged that has no invoice yet."""
    found = Contribution.objects.filter(formula=formula, stage=ContributionStage.PLEDGED)
    return list(found.order_by("organisation__name", "pk"))


def pupils() -> dict[int, int]:
    """Return how many pupils each school has on its roll, by the latest census that was published. One query."""
    rows = IndicatorValue.objects.filter(indicator=COUNTS_PUPILS, is_current=True, n__isnull=False)
    return {pk: n or 0 for pk, n in rows.order_by("year", "pk").values_list("organisation_id", "n")}


def who_pays(organisation: Organisation, *, day: date) -> list[Person]:
    """Return whom a member's contribution is a matter of: its contact, who is its bursar, else its head teacher."""
    for role in WHO_PAYS:
        if held := members.people(day=day, organisations=[organisation.pk], role=role):
            return [one.person for one in held]
    return []
