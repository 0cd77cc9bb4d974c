"""A fund with its bookkeeper and authoriser, members who pay into it, a provider that is paid, and decisions."""

from dataclasses import dataclass
from datetime import date

from collegiate.improvement.fund import commands, queries
from collegiate.improvement.fund.models import Commitment, Contribution, Entry, Fund, Payment, PaymentStage
from collegiate.partnership.governance.models import Decision
from collegiate.partnership.members.models import Kind, Organisation, Person
from collegiate.values import Money, Role, Standing
from tests import cast
from tests.cast import MORNING, SINCE, TUESDAY
from tests.improvement.deciding import Table
from tests.scenes import scene


@dataclass
class Books:
    """The fund and whoever has to do with it; amounts are in whole pounds."""

    graham: Standing  # the bookkeeper
    meera: Standing  # authorises, up to £500 alone
    omar: Standing  # authorises too
    noor: Standing  # the coordinator
    people: dict[str, Person]
    fund: Fund
    hillside: Organisation
    brightwell: Organisation
    table: Table

    def open(self, name: str, *, decision: Decision | None = None, **facts) -> Fund:
        """Open a fund: the first on the charter, any other by a decision."""
        if decision is None and self.fund is not None:
            decision = self.table.decide(Money(0), title="Open another fund")
        return commands.open_fund(
            name,
            purpose="For the schools that need it most.",
            opened_on=SINCE,
            decision=decision,
            by=self.graham,
            at=MORNING,
            **facts,
        )

    def bring_forward(self, pounds: int, *, fund: Fund | None = None) -> Entry:
        balance = commands.BroughtForward(fund or self.fund, TUESDAY, Money(100 * pounds))
        return commands.bring_forward([balance], by=self.graham, at=MORNING)[0]

    def move(self, pounds: int, *, from_fund: Fund, to_fund: Fund, decision: Decision | None = None) -> Entry:
        return commands.transfer(
            Money(100 * pounds),
            from_fund=from_fund,
            to_fund=to_fund,
            decision=decision or self.table.decide(Money(100 * pounds), title="Move money"),
            on=TUESDAY,
            memo="Moved for reading",
            by=self.graham,
            at=MORNING,
        )

    def reverse(self, entry: Entry, *, because: str = "It was entered twice.") -> Entry:
        return commands.reverse(entry, because=because, on=TUESDAY, by=self.graham, at=MORNING)

    def expect(self, pounds: int, *, year: str = "2026/27", fund: Fund | None = None, from_=None) -> Contribution:
        return commands.expect_contribution(
            from_ or self.hillside,
            fund=fund or self.fund,
            amount=Money(100 * pounds),
            year=year,
            due_on=date(2026, 10, 1),
            by=self.graham,
            at=MORNING,
        )

    def receive(self, pounds: int, **facts) -> Contribution:
        return commands.receive_contribution(self.expect(pounds, **facts), on=TUESDAY, by=self.graham, at=MORNING)

    def set_aside(self, pounds: int, *, decision=None, fund: Fund | None = None) -> Commitment:
        return commands.set_aside(
            Money(100 * pounds),
            fund=fund or self.fund,
            decision=decision or self.table.decide(Money(100 * pounds)),
            what_for="Coaching for new leaders",
            by=self.noor,
            at=MORNING,
        )

    def ask(self, commitment: Commitment, pounds: int) -> Payment:
        return commands.request_payment(
            commitment,
            payee=self.brightwell,
            amount=Money(100 * pounds),
            memo="Workshops held",
            by=self.noor,
            at=MORNING,
        )

    def check(self, payment: Payment) -> Payment:
        return commands.check_payment(payment, by=self.table.clerk, at=MORNING)

    def sign(self, payment: Payment, by: Standing | None = None) -> Payment:
        """Let one person authorise a payment that is checked."""
        return commands.authorise_payment(payment, by=by or self.meera, at=MORNING)

    def authorise(self, payment: Payment) -> Payment:
        """Check a payment, and authorise it by as many as it takes."""
        payment = self.sign(self.check(payment))
        return self.sign(payment, self.omar) if payment.stage == PaymentStage.CHECKED else payment

    def send(self, payment: Payment) -> Payment:
        return commands.send_payment(payment, on=TUESDAY, by=self.graham, at=MORNING)

    def come_back(self, payment: Payment) -> Payment:
        return commands.return_payment(
            payment, because="No account of that number.", on=TUESDAY, by=self.graham, at=MORNING
        )

    def stands(self, fund: Fund | None = None) -> tuple[int, int, int, int]:
        """Return received, promised and not paid, paid, and free, in pence; the books must be without a fault."""
        assert queries.faults() == []
        now = queries.balance(Fund.objects.get(pk=(fund or self.fund).pk))
        return now.received.pence, now.committed.pence, now.paid.pence, now.free.pence


@scene
def books():
    people = {
        name.split()[0]: cast.person(name, role)
        for name, role in (
            ("Graham Porter", Role.BOOKKEEPER),
            ("Meera Banerjee", Role.AUTHORISER),
            ("Omar Aziz", Role.AUTHORISER),
            ("Noor Rahman", Role.COORDINATOR),
        )
    }
    standings = [cast.standing(person) for person in people.values()]
    here = Books(
        *standings, people, None, cast.school(), cast.organisation("Brightwell Learning", Kind.PROVIDER), Table()
    )
    here.fund = here.open("Pooled fund")
    commands.set_limit(here.fund, amount=Money(50_000), by=here.noor, at=MORNING)
    return here


@scene
def allocating(books):
    """£10,000 in the fund, and seven primary schools with figures."""
    from tests.improvement.fund.allocating import Allocating

    books.receive(10_000)
    here = Allocating(books)
    here.load_figures()
    return here
