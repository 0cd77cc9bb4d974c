"""How much members give: setting a formula, pledging what it comes to, and asking for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from collegiate.foundation.record.deeds import deed, note
from collegiate.improvement.fund import policies, queries
from collegiate.improvement.fund.models import Contribution, ContributionStage, Formula, Fund, Rate
from collegiate.partnership.governance.models import Decision
from collegiate.partnership.members.models import Organisation
from collegiate.values import Money, Refused, Standing


class FormulaAsksForNothing(Refused):
    """No line of the formula asks for anything."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a formula asks of the schools of a phase; "" is every school without a line of its own."""

    phase: str
    flat: Money
    a_pupil: Money
    half_days: int = 0


@deed
def set_formula(
    fund: Fund, *, year: str, asked: Sequence[Asked], decision: Decision | None = None, by: Standing, at: datetime
) -> Formula:
    """
    Say how contributions are worked out from a school year on; the version before stays, and what it came to too.

    :raises NotAllowed: if they do not keep the books, or no decision says so and it is not the fund's first
    :raises FormulaAsksForNothing: if it does
    """
    fund = Fund.objects.select_for_update().get(pk=fund.pk)
    before = Formula.objects.filter(fund=fund).order_by("-version").first()
    policies.may_set_formula(by, decision, is_first=before is None).insist()
    lines = [one for one in asked if one.flat or one.a_pupil or one.half_days]
    if not lines:
        raise FormulaAsksForNothing("Say what the schools give: so much a school, so much a pupil, or days.")
    formula = Formula.objects.create(
        fund=fund, year=year, version=before.version + 1 if before else 1, decision=decision, set_at=at,
        set_by_id=by.somebody,
    )  # fmt: skip
    Rate.objects.bulk_create(
        Rate(
            formula=formula, phase=one.phase, flat_pence=one.flat.pence, pupil_pence=one.a_pupil.pence,
            half_days=one.half_days,
        )
        for one in lines
    )  # fmt: skip
    data = {
        "year": year,
        "version": formula.version,
        "rates": [[one.phase, one.flat, one.a_pupil, one.half_days] for one in lines],
    }
    note("fund.set_formula", subject=formula, because=decision or fund, data=data)
    return formula


@deed
def pledge(
    formula: Formula,
    *,
    year: str,
    pupils: Mapping[int, int],
    schools: Sequence[Organisation],
    due_on: date,
    by: Standing,
    at: datetime,
) -> list[Contribution]:
    """
    Pledge what a formula comes to for each school in a year; one that has a contribution of the kind for the year keeps it.

    A school whose pupils are not known (no key in `pupils`) is left out where it would pay for each.

    :raises NotAllowed: if they do not keep the books
    """
    policies.may_keep_books(by).insist()
    Fund.objects.select_for_update().get(pk=formula.fund_id)
    made = Contribution.objects.bulk_create(
        Contribution(
            fund_id=formula.fund_id, organisation=one.school, year=year, formula=formula, kind=one.kind,
            pence=one.amount.pence, half_days=one.half_days, pupils=one.pupils, due_on=due_on,
            stage=ContributionStage.PLEDGED,
        )
        for one in queries.worked_out(formula, year=year, pupils=pupils, schools=schools)
        if not one.is_there and not one.unknown
    )  # fmt: skip
    note(
        "fund.pledge",
        subject=formula,
        data={
            "pence": sum(one.pence for one in made),
            "half_days": sum(one.half_days for one in made),
            "contributions": len(made),
            "year": year,
            "due_on": due_on,
        },
    )
    return made


@deed
def invoice(formula: Formula, *, by: Standing, at: datetime) -> list[Contribution]:
    """
    Make due everything a formula pledged: each member can read its invoice from now on.

    :raises NotAllowed: if they do not keep the books, or nothing is pledged
    """
    pledged = list(
        Contribution.objects.select_for_update(of=("self",))
        .filter(formula=formula, stage=ContributionStage.PLEDGED)
        .select_related("organisation")
        .order_by("pk")
    )
    policies.may_invoice(by, waiting=len(pledged)).insist()
    for one in pledged:
        one.stage = ContributionStage.DUE
        note("fund.invoice", subject=one, because=formula, data={"pence": one.pence, "half_days": one.half_days})
    Contribution.objects.bulk_update(pledged, ["stage"], batch_size=500)
    return pledged
