"""A round of the fund, from its opening to each school's money set aside, and seven schools with their figures."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from collegiate.improvement.fund import commands, queries
from collegiate.improvement.fund.models import AllocationRound, NeedFormula, NeedSnapshot
from collegiate.partnership.governance import commands as governance
from collegiate.partnership.governance.models import Decision, Part
from collegiate.partnership.members import commands as members
from collegiate.partnership.members.models import Basis, Organisation, Phase
from collegiate.values import Money
from tests import cast
from tests.cast import FOUNDING, MORNING, SINCE
from tests.improvement.deciding import FOUR
from tests.improvement.fund.conftest import Books
from tests.improvement.support import load

WEIGHTS = {"absence_overall": 4, "ks2_rwm_expected": 6}
FIGURES = (  # school, pupils on the roll, absence, key stage 2 with how many pupils are behind it
    ("Ashmere Primary", 200, 4.5, (70, 30)),
    ("Brook Primary", 150, 7.2, (55, 20)),
    ("Castle Primary", 320, 5.6, (61, 44)),
    ("Dale Primary", 90, 10.0, (40, 12)),
    ("Elm Primary", 410, 6.1, (49, 60)),
    ("Ford Primary", 30, None, (50, 4)),  # too few pupils behind its one figure: its need cannot be said
    ("Grange Primary", None, 8.0, (45, 20)),  # in no census: its pupils cannot be said
)
POT = Money(600_000)


@dataclass
class Allocating:
    """The fund's books, and a round of £6,000 between seven primary schools."""

    books: Books
    schools: dict[str, Organisation] = field(default_factory=dict)

    def load_figures(self) -> None:
        """Let the seven schools have figures in the evidence."""
        self.schools = {name: cast.school(name) for name, *_ in FIGURES}
        for one in self.schools.values():
            members.join(one, basis=Basis.SUBSCRIPTION, joined_on=SINCE, by=FOUNDING, at=MORNING)
        rows = [(self.schools[name], pupils, absence, ks2) for name, pupils, absence, ks2 in FIGURES]
        load("census", "fsm_eligible", 2024, [(one, 20.0, pupils) for one, pupils, *_ in rows if pupils])
        load("absence", "absence_overall", 2024, [(one, absence, None) for one, _, absence, _ in rows if absence])
        load("ks2final", "ks2_rwm_expected", 2024, [(one, *ks2) for one, *_, ks2 in rows])

    def open(self, *, year: str = "2026/27", pot: Money = POT, **facts) -> AllocationRound:
        facts = {"phases": [Phase.PRIMARY], "by": self.books.noor, "at": MORNING, **facts}
        return commands.open_round(f"Shared by need, {year}", fund=self.books.fund, year=year, pot=pot, **facts)

    def draft(
        self, round: AllocationRound, *, floor: int = 200, cap: int = 1_200, may_fall: int = 100, **facts
    ) -> NeedFormula:
        facts = {"weights": WEIGHTS, "by": self.books.noor, "at": MORNING, **facts}
        return commands.draft_formula(round, floor=Money(floor), cap=Money(cap), may_fall=may_fall, **facts)

    def approve(self, formula: NeedFormula, *, decision: Decision | None = None, at: datetime = FOUR) -> NeedFormula:
        decision = decision or self.books.table.decide(formula.round.pot, title="Share by need")
        return commands.approve_formula(formula, decision=decision, by=self.books.noor, at=at)

    def locked(self, *, year: str = "2026/27", **terms) -> AllocationRound:
        """A round whose formula is fixed."""
        round = self.open(year=year)
        self.approve(self.draft(round, **terms))
        return queries.get_round(round.pk)

    def share_out(self, round: AllocationRound, *, at: datetime = FOUR + timedelta(hours=1)) -> NeedSnapshot:
        return commands.share_out(round, by=self.books.noor, at=at)

    def shared(self, **facts) -> AllocationRound:
        """A round whose pot is shared out."""
        round = self.locked(**facts)
        self.share_out(round)
        return queries.get_round(round.pk)

    def decide_about(self, *schools: Organisation) -> Decision:
        """Decide about schools, each named as a party to the item before."""
        table = self.books.table
        item = governance.add_item(
            table.meeting, title="A share is changed", purpose="decide", by=table.clerk, at=MORNING
        )
        for school in schools:
            governance.name_party(item, organisation=school, part=Part.BENEFICIARY, by=table.clerk, at=MORNING)
        return governance.decide(
            item, text="Part of a share moves.", reason="A school opened a new class.", equality_note="Others keep theirs.",
            purpose=table.purpose, by=table.clerk, at=FOUR,
        )  # fmt: skip

    def adjust(
        self,
        round: AllocationRound,
        giver: str,
        taker: str,
        amount: Money,
        *,
        decision: Decision | None = None,
        **facts,
    ):
        found = {one.allocation.organisation.name: one.allocation for one in queries.shares(round)}
        facts = {"by": self.books.noor, "at": FOUR + timedelta(hours=2), **facts}
        return commands.adjust(
            round, giver=found[giver], taker=found[taker], amount=amount, because="A new class.",
            decision=decision or self.decide_about(self.schools[giver], self.schools[taker]), **facts,
        )  # fmt: skip

    def set_aside(self, round: AllocationRound) -> AllocationRound:
        return commands.set_shares_aside(round, by=self.books.noor, at=FOUR + timedelta(hours=3))

    def gets(self, round: AllocationRound) -> dict[str, str]:
        """Return what each school gets, by its first word."""
        return {one.allocation.organisation.name.split()[0]: str(one.gets) for one in queries.shares(round)}
