"""An agreement as it comes about: a need, a brief, a decision and money, each by the product's own deeds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from collegiate.foundation.clock import LONDON
from collegiate.foundation.files import store
from collegiate.improvement.commissioning import commands as commissioning
from collegiate.improvement.commissioning.models import Agreement, Claim, Milestone, WhyChosen
from collegiate.improvement.evidence.commands import Row, load_values
from collegiate.improvement.fund import commands as fund
from collegiate.improvement.fund.models import Fund, Payment
from collegiate.improvement.needs import commands as needs
from collegiate.partnership.governance import commands as governance
from collegiate.partnership.governance.models import AgendaItem, Decision, ItemPurpose, Meeting, Part
from collegiate.partnership.members import commands as members
from collegiate.partnership.members.models import Group, Kind, Organisation, Person, Purpose
from collegiate.values import Money, Role, Standing, Status, job
from tests import cast
from tests.cast import FOUNDING, MORNING, SINCE, TUESDAY

FOUR = datetime(2026, 10, 6, 16, 0, tzinfo=LONDON)
LOADER = job("import_results", day=TUESDAY)


@dataclass
class Table:
    """Those who bring an agreement about, and the deeds by which they do it."""

    noor: Standing  # the coordinator, who also keeps the clerk's papers here
    ruth: Standing  # the bookkeeper
    meera: Standing  # who authorises payments
    members: tuple[Person, Person]  # of the Strategic Group
    group: Group
    fund: Fund
    brightwell: Organisation

    def sit(self) -> Meeting:
        """Open a meeting of the Strategic Group."""
        meeting = governance.plan_meeting(self.group, starts_at=FOUR, place="Town Hall", by=self.noor, at=MORNING)
        governance.call(meeting, because="The day is fixed.", by=self.noor, at=MORNING)
        governance.open_meeting(meeting, by=self.noor, at=FOUR)
        for one in self.members:
            governance.arrive(one, meeting=meeting, by=self.noor, at=FOUR)
        return meeting

    def proposed(
        self,
        schools: Sequence[Organisation],
        *,
        title: str = "Reading for understanding",
        indicator: str = "ks2_rwm_expected",
        worthwhile: str = "4.00",
        why: WhyChosen = WhyChosen.ASKED,
        pounds: int = 9_000,
    ) -> Agreement:
        """Propose an agreement with Brightwell, of one milestone, that answers a need of each school."""
        found = [
            needs.raise_need(
                one, strand="teaching", title=f"{one} reads too little", text="At length.", by=self.noor, at=MORNING
            )
            for one in schools
        ]
        brief = commissioning.write_brief(
            title, strand="teaching", purpose_code="lead", outcomes="Readers.", looked_at_first="Neighbours.",
            ceiling=Money(pounds * 100),
            needs=found, by=self.noor, at=MORNING,
        )  # fmt: skip
        brief = commissioning.take_to_groups(brief, group=self.group, by=self.noor, at=MORNING)
        return commissioning.propose_agreement(
            title, brief=brief, provider=self.brightwell, schools=schools, price=Money(pounds * 100),
            milestones=[("Held", date(2026, 12, 18), Money(pounds * 100))], starts_on=date(2026, 10, 12),
            ends_on=date(2027, 7, 16), indicator=indicator, change_worth_paying=Decimal(worthwhile), why_chosen=why,
            why_these_schools="They asked.", by=self.noor, at=MORNING,
        )  # fmt: skip

    def item(self, agreement: Agreement, meeting: Meeting) -> AgendaItem:
        """Put an agreement's paper before the Strategic Group."""
        found = governance.add_item(
            meeting, title=agreement.title, purpose=ItemPurpose.DECIDE, paper=agreement.brief.paper,
            by=self.noor, at=MORNING,
        )  # fmt: skip
        governance.name_party(found, organisation=self.brightwell, part=Part.PAYEE, by=self.noor, at=MORNING)
        return found

    def decided(self, money: Money) -> Decision:
        """Decide on money for supply cover, which nobody provides."""
        item = governance.add_item(
            self.sit(), title="Supply cover", purpose=ItemPurpose.DECIDE, by=self.noor, at=MORNING
        )
        return governance.decide(
            item, text="Cover is paid for.", reason="They asked.", equality_note="The gap should narrow.",
            purpose=Purpose.objects.get(), money=money, by=self.noor, at=FOUR + timedelta(minutes=10),
        )  # fmt: skip

    def agreed(self, schools: Sequence[Organisation], *, meeting: Meeting | None = None, **facts) -> Agreement:
        """Make an agreement, by a decision."""
        agreement = self.proposed(schools, **facts)
        meeting = meeting or self.sit()
        decision = governance.decide(
            self.item(agreement, meeting), text="It is commissioned.", reason="They asked.",
            equality_note="The gap should narrow.", purpose=Purpose.objects.get(), money=agreement.price,
            by=self.noor, at=FOUR + timedelta(minutes=10),
        )  # fmt: skip
        return commissioning.agree(agreement, decision=decision, fund=self.fund, by=self.noor, at=FOUR)

    def authorise(self, payment: Payment) -> Payment:
        """Check and authorise what the coordinator asked for."""
        return fund.authorise_payment(fund.check_payment(payment, by=self.ruth, at=FOUR), by=self.meera, at=FOUR)

    def pay(self, payment: Payment) -> Payment:
        """Check, authorise and send what the coordinator asked for."""
        return fund.send_payment(self.authorise(payment), on=TUESDAY, by=self.ruth, at=FOUR)

    def claimed(self, agreement: Agreement) -> Payment:
        """Accept an agreement's one milestone, and return the payment that is asked for by that."""
        milestone = Milestone.objects.select_related("agreement").get(agreement=agreement)
        commissioning.accept_milestone(milestone, evidence="Registers.", by=self.noor, at=FOUR)
        return Claim.objects.select_related("payment").get(milestone=milestone).payment

    def paid(self, agreement: Agreement) -> Agreement:
        """Accept an agreement's one milestone and pay for it."""
        self.pay(self.claimed(agreement))
        return Agreement.objects.select_related("provider", "commitment").get(pk=agreement.pk)


def table() -> Table:
    """Bring the people together and put £50,000 into the pooled fund."""
    noor = cast.person("Noor Haddad", Role.COORDINATOR, Role.CLERK)
    ruth, meera = cast.person("Ruth Abbott", Role.BOOKKEEPER), cast.person("Meera Banerjee", Role.AUTHORISER)
    group, sitting = cast.group(), (cast.person("Gail Marsh"), cast.person("Ola Weir"))
    clerk, books = cast.standing(noor), cast.standing(ruth)
    members.adopt_charter(
        "Sharing responsibility", purposes=[("lead", "Grow leaders")], agreed_on=SINCE, by=FOUNDING, at=MORNING
    )
    governance.adopt_terms(group, initials="SG", purpose="To decide.", quorum=2, agreed_on=SINCE, by=clerk, at=MORNING)
    for one in sitting:
        seat = governance.make_seat(group, label=f"Seat of {one}", by=clerk, at=MORNING)
        governance.seat(one, seat=seat, from_on=SINCE, by=clerk, at=MORNING)
    pot = fund.open_fund("Pooled fund", purpose="Help.", opened_on=SINCE, by=books, at=MORNING)
    fund.set_limit(pot, amount=Money(5_000_000), by=clerk, at=MORNING)
    college = cast.organisation("Ashmere College", Kind.COLLEGE)
    due = fund.expect_contribution(
        college, fund=pot, amount=Money(5_000_000), year="2026/27", due_on=TUESDAY, by=books, at=MORNING
    )
    fund.receive_contribution(due, on=TUESDAY, by=books, at=MORNING)
    brightwell = cast.organisation("Brightwell Learning", Kind.PROVIDER)
    return Table(clerk, books, cast.standing(meera), sitting, group, pot, brightwell)


def load(kind: str, indicator: str, year: int, rows: Sequence[tuple[Organisation, float | None, int | None]]):
    """Load figures of one year: school, value (None: suppressed) and pupils (None: not collected)."""
    file = store.keep(
        f"{year}_{kind}.csv", [f"{kind} {year} {[(one.pk, value, n) for one, value, n in rows]}".encode()],
        kind="text/csv", at=MORNING,
    )  # fmt: skip
    figures = [
        Row(
            one.pk, indicator, None if value is None else Decimal(f"{value:.1f}"),
            status="" if value is not None else Status.SUPPRESSED, n=n, n_status="" if n is not None else Status.NOT_COLLECTED,
        )
        for one, value, n in rows
    ]  # fmt: skip
    return load_values(file, kind=kind, year=year, rows=figures, by=LOADER, at=MORNING)
