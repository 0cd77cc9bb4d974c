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
ALONE_UP_TO = 25  # pounds
HANDS = ("graham", "meera", "omar", "clerk")  # whoever tries to check or authorise; one of them, or neither, may
DEEDS = (
    *("receive", "set_aside", "ask", "check", "authorise", "refuse", "send", "come_back", "ask_again", "release"),
    *("bring_forward", "move", "move_back", "take_back"),
)


@dataclass
class Promise:
    """One promise as a careful person would note it on a card."""

    pounds: int
    asked: list[int] = field(default_factory=list)  # payable, and neither paid nor refused
    paid: list[int] = field(default_factory=list)
    released: int = 0

    def left(self) -> int:
        return self.pounds - self.released - sum(self.paid)


@dataclass
class Asked:
    """A payment as a careful person would note it on a card: how far it came, and in whose hands it was."""

    row: object
    promise: Promise
    pounds: int
    stage: str = "requested"
    checked_by: str = ""
    signed_by: list[str] = field(default_factory=list)
    again: bool = False


@dataclass
class Happened:
    """One line of the careful person's cash book: what came into each of two funds, or what a promise paid."""

    row: object  # the entry in the product's ledger
    pooled: int = 0
    reading: int = 0
    payment: Asked | None = None
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
        self.commitments, self.payments = [], []
        self.people = {
            "graham": books.graham, "meera": books.meera, "omar": books.omar, "clerk": books.table.clerk,
        }  # fmt: skip

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
            if (paid := one.payment) is not None:
                paid.stage = "reversed"
                paid.promise.paid.remove(paid.pounds)

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
            self.payments.append(Asked(made, one, pounds))
            one.asked.append(pounds)

        should = sum(one.asked) + pounds <= one.left()
        return should, lambda: self.books.ask(self.commitments[at], pounds), then

    def _payment(self, which, may, act, then):
        """Try a deed on the payment that was asked for so many before the last; a deed is told who does it."""
        if not self.payments:
            return False, None, None
        one, who = self.payments[-1 - which % len(self.payments)], HANDS[which % len(HANDS)]
        return may(one, who), lambda: act(one.row, self.people[who]), lambda made: then(one, who, made)

    def check(self, which, pounds):
        def then(one, who, _):
            one.stage, one.checked_by = "checked", who

        return self._payment(
            which,
            lambda one, who: one.stage == "requested" and who in ("graham", "clerk"),
            lambda row, by: commands.check_payment(row, by=by, at=MORNING),
            then,
        )

    def authorise(self, which, pounds):
        def then(one, who, _):
            one.signed_by.append(who)
            if len(one.signed_by) >= (2 if one.pounds > ALONE_UP_TO else 1):
                one.stage = "authorised"

        return self._payment(
            which,
            lambda one, who: one.stage == "checked" and who in ("meera", "omar") and who not in one.signed_by,
            lambda row, by: commands.authorise_payment(row, by=by, at=MORNING),
            then,
        )

    def refuse(self, which, pounds):
        def may(one, who):
            return one.stage == "requested" or (one.stage in ("checked", "authorised") and who in ("meera", "omar"))

        def then(one, who, _):
            one.stage = "refused"
            one.promise.asked.remove(one.pounds)

        return self._payment(
            which, may, lambda row, by: commands.refuse_payment(row, because="No registers.", by=by, at=MORNING), then
        )

    def send(self, which, pounds):
        def then(one, who, made):
            one.stage = "sent"
            one.promise.asked.remove(one.pounds)
            one.promise.paid.append(one.pounds)
            self.slow.book.append(Happened(made.entry, payment=one))

        return self._payment(which, lambda one, _: one.stage == "authorised", lambda row, _: self.books.send(row), then)

    def come_back(self, which, pounds):
        def then(one, who, made):
            one.stage = "returned"
            one.promise.paid.remove(one.pounds)
            one.promise.asked.append(one.pounds)
            (line,) = [line for line in self.slow.book if line.payment is one]
            line.undone = True

        return self._payment(which, lambda one, _: one.stage == "sent", lambda row, _: self.books.come_back(row), then)

    def ask_again(self, which, pounds):
        def then(one, who, made):
            one.again = True
            self.payments.append(Asked(made, one.promise, one.pounds))

        return self._payment(
            which,
            lambda one, _: one.stage == "returned" and not one.again,
            lambda row, _: commands.ask_again(row, by=self.books.noor, at=MORNING),
            then,
        )

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
    """A decision that allows more than any sequence here can promise, and lets one person authorise up to £25."""
    made = books.table.decide(Money(1_000_000_00))
    commands.set_limit(books.fund, amount=Money(100 * ALONE_UP_TO), decision=made, by=books.noor, at=MORNING)
    return made


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
        ("receive", 0, 60), ("set_aside", 0, 61), ("set_aside", 0, 50), ("ask", 0, 26), ("authorise", 1, 0), ("send", 0, 0),
        ("check", 1, 0), ("check", 0, 0), ("check", 0, 0), ("send", 0, 0), ("authorise", 0, 0), ("authorise", 1, 0),
        ("authorise", 1, 0), ("send", 0, 0), ("authorise", 2, 0), ("send", 0, 0), ("send", 0, 0), ("release", 0, 0),
        ("ask", 0, 25), ("ask", 0, 24), ("check", 0, 0), ("authorise", 2, 0), ("come_back", 0, 0), ("come_back", 1, 0),
        ("come_back", 1, 0), ("release", 0, 0), ("ask_again", 1, 0), ("ask_again", 2, 0), ("refuse", 0, 0),
        ("set_aside", 0, 11), ("set_aside", 0, 10), ("take_back", 1, 0), ("bring_forward", 0, 9), ("bring_forward", 0, 9),
        ("move", 0, 10), ("move", 0, 9), ("take_back", 1, 0), ("move_back", 0, 5), ("take_back", 1, 0), ("take_back", 0, 0),
    ]:  # fmt: skip
        both.do(deed, which, pounds)

    assert {one.stage for one in both.payments} >= {"returned", "refused"}
    assert {stage for (stage,) in Payment.objects.values_list("stage")} == {one.stage for one in both.payments}
    assert books.stands() == both.slow.stands()
