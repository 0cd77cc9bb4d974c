"""Payments as they stand on the day: one in every stage, and a large one that waits for a second person."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import islice

from collegiate.doors.town.making import Town, at
from collegiate.improvement.fund import commands as fund
from collegiate.improvement.fund.models import Commitment, Payment, PaymentStage
from collegiate.partnership.governance.models import Decision
from collegiate.partnership.members.models import Organisation, Phase
from collegiate.values import Money, working_days_from

VISITS, SET_ASIDE = "Supply cover for visits between schools", Money(650_000)
LARGE = Money(520_000)
WEEK = ("the first week", "the second week", "the third week", "the fourth week", "the fifth week", "the sixth week")


def authorise(town: Town, payment: Payment, *, days: Sequence[date]) -> Payment:
    """Authorise a payment that was checked, by one person or, where it is large, on a later day by the second too."""
    for part, day in zip(("authoriser", "authoriser_two"), days, strict=False):
        payment = fund.authorise_payment(payment, by=town.as_(part, day), at=at(day, 9))
        if payment.stage == PaymentStage.AUTHORISED:
            break
    return payment


def pay_for_visits(town: Town, decision: Decision) -> None:
    """Set money aside on a decision of the autumn, and ask for some of it; each payment has come to another stage."""
    asked, checked, authorised, sent, returned = islice(working_days_from(town.today - timedelta(days=12)), 5)
    promise = fund.set_aside(
        SET_ASIDE, fund=town.made["fund"], decision=decision, what_for=VISITS, by=town.as_("coordinator", asked), at=at(asked, 9)
    )  # fmt: skip
    schools = [town.schools[one.urn] for one in town.plan if one.phase == Phase.PRIMARY][4:10]
    small = [
        _ask(town, promise, school, Money(15_000 + 1_250 * place), f"Supply cover in {WEEK[place]}", day=asked)
        for place, school in enumerate(schools)
    ]
    large = _ask(
        town, promise, town.others["Ashmere College"], LARGE, "Supply teachers for the autumn’s visits", day=asked
    )
    clerk = town.as_("clerk", checked)
    for number, one in enumerate([*small[1:], large]):
        fund.check_payment(one, by=clerk, at=at(checked, 11, number))
    fund.authorise_payment(large, by=town.as_("authoriser_two", authorised), at=at(authorised, 9))
    for one in small[2:5]:
        authorise(town, one, days=(authorised,))
    fund.refuse_payment(
        small[5], because="The register shows that nobody was away in that week.", by=town.as_("authoriser", authorised),
        at=at(authorised, 10),
    )  # fmt: skip
    keeper = town.as_("bookkeeper", sent)
    for one in small[3:5]:
        fund.send_payment(one, on=sent, by=keeper, at=at(sent, 10))
    fund.return_payment(
        small[4], because="No account of that number.", on=returned, by=town.as_("bookkeeper", returned), at=at(returned, 10)
    )  # fmt: skip


def _ask(town: Town, promise: Commitment, payee: Organisation, amount: Money, memo: str, *, day: date) -> Payment:
    return fund.request_payment(
        promise, payee=payee, amount=amount, memo=memo, grounds="The school’s register of who was away, and who came instead.",
        by=town.as_("coordinator", day), at=at(day, 10),
    )  # fmt: skip
