"""Whatever is done in whatever order, the fund equals a slow ledger kept beside it, to the penny."""

from dataclasses import dataclass, field

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collegiate.improvement.fund import commands
from collegiate.improvement.fund.models import Leg, Payment
from collegiate.values import Money, Refused
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
DEEDS = (
    *("receive", "set_aside", "ask", "authorise", "refuse", "pay", "release"),
    *("bring_forward", "move", "move_back", "take_back"),
)


@dataclass
class Promise:
    """One promise as a careful person would note it on a card."""

    pounds: int
    asked: list[int] = field(default_factory=list)  # asked for or authorised, and neither paid nor refused
    paid: list[int] = field(default_factory=list)
    released: int = 0

    def left(self) -> int:
        return self.pounds - self.released - sum(self.paid)


@dataclass
class Happened:
    """One line of the careful person's cash book: what came into each of two funds, or what a promise paid."""

    row: object  # the entry in the product's ledger
    pooled: int = 0
    reading: int = 0
    promise: Promise | None = None
    pounds: int = 0
    opening: str = ""
    undone: bool = False


@dataclass
class SlowLedger:
    """Lists of what happened, added up anew each time; whole pounds."""

    book: list[Happened] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)

    def stands(self) -> tuple[int, int, int, int]:
        received = sum(one.pooled for one in self.book if not one.undone)
        promised = sum(one.pounds - one.released for one in self.promises)
        paid = sum(pounds for one in self.promises for pounds in one.paid)
        return tuple(100 * n for n in (received, promised - paid, paid, received - promised))

    def reading(self) -> int:
        return sum(one.reading for one in self.book if not one.undone)


class Both:
    """The product and the slow ledger, told the same; each says what it thinks may be done."""

    def __init__(self, books, decision) -> None:
        self.books, self.slow, self.decision = books, SlowLedger(), decision
        self.reading = books.open("Reading fund")
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

    def _kept(self, **facts):
        return lambda made: self.slow.book.append(Happened(getattr(made, "entry", made), **facts))

    def receive(self, which, pounds):
        year = f"n{len(self.slow.book)}"
        return True, lambda: self.books.receive(pounds, year=year), self._kept(pooled=pounds)

    def bring_forward(self, which, pounds):
        name, fund = (("pooled", self.books.fund), ("reading", self.reading))[which % 2]
        should = not any(one.opening == name and not one.undone for one in self.slow.book)
        act = lambda: self.books.bring_forward(pounds, fund=fund)  # noqa: E731 - one of a row of such
        return should, act, self._kept(**{name: pounds, "opening": name})

    def move(self, which, pounds):
        act = lambda: self.books.move(  # noqa: E731 - as above
            pounds, from_fund=self.books.fund, to_fund=self.reading, decision=self.decision
        )
        return 100 * pounds <= self.slow.stands()[3], act, self._kept(pooled=-pounds, reading=pounds)

    def move_back(self, which, pounds):
        act = lambda: self.books.move(  # noqa: E731 - as above
            pounds, from_fund=self.reading, to_fund=self.books.fund, decision=self.decision
        )
        return pounds <= self.slow.reading(), act, self._kept(pooled=pounds, reading=-pounds)

    def take_back(self, which, pounds):
        if not self.slow.book:
            return False, None, None
        one = self.slow.book[-1 - which % len(self.slow.book)]

        def then(_):
            one.undone = True
            if one.promise is not None:
                one.promise.paid.remove(one.pounds)

        should = not one.undone and 100 * one.pooled <= self.slow.stands()[3] and one.reading <= self.slow.reading()
        return should, lambda: self.books.reverse(one.row), then

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

        should = sum(one.asked) + pounds <= one.left()
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
            entry = Payment.objects.get(pk=kept[0].pk).entry
            self.slow.book.append(Happened(entry, promise=kept[1], pounds=kept[2]))

        return self._payment(which, ["authorised"], self.books.send, then)

    def release(self, which, pounds):
        if not self.commitments:
            return False, None, None
        at = which % len(self.commitments)
        one = self.slow.promises[at]
        act = lambda: commands.release(self.commitments[at], by=self.books.graham, at=MORNING)  # noqa: E731 - as above
        return one.left() > 0 and not one.asked, act, lambda _: setattr(one, "released", one.pounds - sum(one.paid))


done = st.tuples(st.sampled_from(DEEDS), st.integers(0, 5), st.integers(1, 60))


@pytest.fixture
def decision(books):
    """A decision that allows more than any sequence here can promise."""
    return books.table.decide(Money(1_000_000_00))


@pytest.mark.slow
@settings(max_examples=10, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(20, 200), st.lists(done, min_size=10, max_size=24))
def test_the_fund_is_never_overdrawn_and_equals_a_slow_ledger(books, decision, first, deeds):
    before = transaction.savepoint()
    both = Both(books, decision)
    try:
        for deed, which, pounds in [("receive", 0, first), *deeds]:
            both.do(deed, which, pounds)
            assert books.stands() == both.slow.stands()
            assert both.slow.stands()[3] >= 0
            assert books.stands(both.reading)[3] == 100 * both.slow.reading() >= 0

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
        ("take_back", 1, 0), ("bring_forward", 0, 9), ("bring_forward", 0, 9), ("move", 0, 10), ("move", 0, 9),
        ("take_back", 1, 0), ("move_back", 0, 5), ("take_back", 1, 0), ("take_back", 0, 0), ("take_back", 3, 0),
    ]:  # fmt: skip
        both.do(deed, which, pounds)

    assert books.stands() == both.slow.stands() == (6_000, 6_000, 0, 0)
    assert books.stands(both.reading)[3] == 900
