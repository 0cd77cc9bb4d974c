"""Whatever is done in whatever order, the fund equals a slow ledger kept beside it, to the penny."""

from dataclasses import dataclass, field

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collegiate.improvement.fund import commands
from collegiate.improvement.fund.models import Leg
from collegiate.values import Money, Refused
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
DEEDS = ("receive", "set_aside", "ask", "authorise", "refuse", "pay", "release")


@dataclass
class Promise:
    """One promise as a careful person would note it on a card."""

    pounds: int
    asked: list[int] = field(default_factory=list)  # asked for or authorised, and neither paid nor refused
    paid: list[int] = field(default_factory=list)
    over: bool = False


@dataclass
class SlowLedger:
    """Lists of what happened, added up anew each time; whole pounds."""

    received: list[int] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)

    def held(self, one: Promise) -> int:
        return sum(one.paid) if one.over else one.pounds

    def stands(self) -> tuple[int, int, int, int]:
        promised = sum(self.held(one) for one in self.promises)
        paid = sum(pounds for one in self.promises for pounds in one.paid)
        return tuple(100 * n for n in (sum(self.received), promised - paid, paid, sum(self.received) - promised))


class Both:
    """The product and the slow ledger, told the same; each says what it thinks may be done."""

    def __init__(self, books, decision) -> None:
        self.books, self.slow, self.decision = books, SlowLedger(), decision
        self.commitments, self.payments = [], []  # payments: (row, index of its promise, pounds, stage)

    def do(self, deed: str, which: int, pounds: int) -> None:
        should, act, then = getattr(self, deed)(which, pounds)
        if act is None:
            return
        try:
            made = act()
        except Refused:
            assert not should, f"{deed} of £{pounds} was refused"
            return
        assert should, f"{deed} of £{pounds} should have been refused"
        then(made)

    def receive(self, which, pounds):
        year = f"n{len(self.slow.received)}"
        return True, lambda: self.books.receive(pounds, year=year), lambda _: self.slow.received.append(pounds)

    def set_aside(self, which, pounds):
        def then(made):
            self.commitments.append(made)
            self.slow.promises.append(Promise(pounds))

        should = 100 * pounds <= self.slow.stands()[3]
        return should, lambda: self.books.set_aside(pounds, decision=self.decision), then

    def ask(self, which, pounds):
        if not self.commitments:
            return False, None, None
        at = which % len(self.commitments)
        one = self.slow.promises[at]

        def then(made):
            self.payments.append([made, one, pounds, "requested"])
            one.asked.append(pounds)

        should = not one.over and sum(one.asked) + sum(one.paid) + pounds <= one.pounds
        return should, lambda: self.books.ask(self.commitments[at], pounds), then

    def _payment(self, which, stages, act, then):
        if not self.payments:
            return False, None, None
        kept = self.payments[which % len(self.payments)]
        return kept[3] in stages, lambda: act(kept[0]), lambda made: then(kept)

    def authorise(self, which, pounds):
        return self._payment(which, ["requested"], self.books.authorise, lambda kept: kept.__setitem__(3, "authorised"))

    def refuse(self, which, pounds):
        def then(kept):
            kept[3] = "refused"
            kept[1].asked.remove(kept[2])

        def act(row):
            return commands.refuse_payment(row, because="No registers.", by=self.books.meera, at=MORNING)

        return self._payment(which, ["requested", "authorised"], act, then)

    def pay(self, which, pounds):
        def then(kept):
            kept[3] = "paid"
            kept[1].asked.remove(kept[2])
            kept[1].paid.append(kept[2])

        return self._payment(which, ["authorised"], self.books.pay, then)

    def release(self, which, pounds):
        if not self.commitments:
            return False, None, None
        at = which % len(self.commitments)
        one = self.slow.promises[at]
        act = lambda: commands.release(self.commitments[at], by=self.books.graham, at=MORNING)  # noqa: E731 - as above
        return not one.over and not one.asked, act, lambda _: setattr(one, "over", True)


done = st.tuples(st.sampled_from(DEEDS), st.integers(0, 5), st.integers(1, 60))


@pytest.fixture
def decision(books):
    """A decision that allows more than any sequence here can promise."""
    return books.table.decide(Money(1_000_000_00))


@settings(max_examples=8, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(20, 200), st.lists(done, min_size=8, max_size=20))
def test_the_fund_is_never_overdrawn_and_equals_a_slow_ledger(books, decision, first, deeds):
    before = transaction.savepoint()
    both = Both(books, decision)
    try:
        for deed, which, pounds in [("receive", 0, first), *deeds]:
            both.do(deed, which, pounds)
            assert books.stands() == both.slow.stands()
            assert both.slow.stands()[3] >= 0

        legs = Leg.objects.values("entry_id", "fund_id").annotate(pence=Sum("pence"))
        assert all(one["pence"] == 0 for one in legs)
    finally:
        transaction.savepoint_rollback(before)


def test_a_year_told_by_hand_is_the_same_in_both(books, decision):
    """The sequence that touches every deed, so that the property above cannot be empty by chance."""
    both = Both(books, decision)
    for deed, which, pounds in [
        ("receive", 0, 60), ("set_aside", 0, 61), ("set_aside", 0, 40), ("ask", 0, 25), ("pay", 0, 0), ("release", 0, 0),
        ("authorise", 0, 0), ("refuse", 0, 0), ("ask", 0, 41), ("ask", 0, 30), ("authorise", 1, 0), ("pay", 1, 0),
        ("pay", 1, 0), ("release", 0, 0), ("ask", 0, 1), ("set_aside", 0, 31), ("set_aside", 0, 30),
    ]:  # fmt: skip
        both.do(deed, which, pounds)

    assert books.stands() == both.slow.stands() == (6_000, 3_000, 3_000, 0)
