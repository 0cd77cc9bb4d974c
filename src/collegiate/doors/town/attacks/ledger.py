"""Every way to the ledger: its rows, its deeds, its pages, and plain SQL."""

from collections.abc import Callable, Iterator
from functools import partial

from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from collegiate.doors.town.attacks._shares import TABLES, Shares
from collegiate.doors.town.attacks._statements import statements
from collegiate.doors.town.attacks.scene import DAY, FOUNDING, NOW, Scene, set_up
from collegiate.doors.town.attacks.tries import Try, tried
from collegiate.improvement.fund import commands, queries
from collegiate.improvement.fund.models import (
    Authorisation,
    AuthorisationLimit,
    Commitment,
    Contribution,
    Entry,
    Fund,
    LedgerAccount,
    Leg,
    Payment,
)
from collegiate.partnership.members import commands as members
from collegiate.values import Money, Role

HELP = "every way to the ledger: rows, deeds, pages and SQL; each is refused"
OPTIONS: dict[str, tuple[int, str]] = {}
BOOKS = [
    Fund, LedgerAccount, Entry, Leg, Contribution, Commitment, Payment, Authorisation, AuthorisationLimit, *TABLES,
]  # fmt: skip


def attack(say: Callable[[str], None]) -> tuple[str, bool]:
    """Try to change what is posted, by every way; the last line is `refused N of N`."""
    books = Books(set_up())
    refused, count = tried(books.tries(), of=BOOKS, say=say)
    for fault in queries.faults():
        say(fault)
    return f"refused {refused} of {count}", refused == count and not queries.faults()


class Books:
    """£1,000 received, £400 of it promised: £150 sent, £170 checked and half authorised, £50 authorised, £10 asked for; a second fund."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.pot = scene.open_fund("Pooled fund")
        self.other = scene.open_fund("Reading fund", decision=scene.decide(Money(0)))
        self.received = scene.received(Money(100_000), pot=self.pot)
        self.due = scene.due(Money(700), pot=self.pot, year="2027/28")
        self.decision = scene.decide(Money(40_000))
        self.promise = commands.set_aside(
            Money(40_000),
            fund=self.pot,
            decision=self.decision,
            what_for="Coaching",
            by=scene.by("coordinator"),
            at=NOW,
        )
        self.paid = commands.send_payment(self._authorised(15_000), on=DAY, by=scene.keeper, at=NOW)
        self.waiting = self._authorised(5_000)
        self.large = self._authorised(17_000)  # by one, and it takes two
        self.asked = self._asked(1_000)
        self.shares = Shares(scene, self.pot)
        self.entry = Entry.objects.get(contribution=self.received)
        self.leg = Leg.objects.filter(entry=self.entry).order_by("pk")[0]

    def _asked(self, pence: int) -> Payment:
        return commands.request_payment(
            self.promise, payee=self.scene.provider, amount=Money(pence), memo="Workshops", by=self.scene.by("coordinator"),
            at=NOW,
        )  # fmt: skip

    def _authorised(self, pence: int) -> Payment:
        checked = commands.check_payment(self._asked(pence), by=self.scene.by("clerk"), at=NOW)
        return commands.authorise_payment(checked, by=self.scene.by("authoriser"), at=NOW)

    def tries(self) -> Iterator[Try]:
        """Yield every attempt."""
        scene_ids = {office: person.pk for office, person in self.scene.people.items()}
        ids = {
            "fund": self.pot.pk, "other": self.other.pk, "entry": self.entry.pk, "leg": self.leg.pk, "due": self.due.pk,
            "contribution": self.received.pk, "paid": self.paid.pk, "waiting": self.waiting.pk, "promise": self.promise.pk,
            "decision": self.decision.pk, "charter": self.pot.charter_id, "person": self.scene.keeper.person_id,
            "asked": self.asked.pk, "large": self.large.pk, "large_entry": self.paid.entry_id,
            "meera": scene_ids["authoriser"], "omar": scene_ids["other authoriser"], "noor": scene_ids["coordinator"],
            "ruth": scene_ids["clerk"], "school": self.scene.school.pk,
            "given": Authorisation.objects.get(payment=self.large).pk,
            "limit": AuthorisationLimit.objects.get(fund=self.pot).pk,
            "bank": self.leg.account_id, "income": LedgerAccount.objects.get(code="contributions").pk,
        }  # fmt: skip
        yield from statements(connection.vendor, ids)
        yield from self.shares.tries(**ids)
        yield from self._rows()
        yield from self._deeds()
        yield from self._pages()

    def _rows(self) -> Iterator[Try]:
        entry, leg, way = self.entry, self.leg, "rows"

        def set_and_save(row: Entry | Leg, **facts: object) -> Callable[[], None]:
            def do() -> None:
                for name, value in facts.items():
                    setattr(row, name, value)
                row.save()

            return do

        yield Try(way, "save an entry with other words", set_and_save(Entry.objects.get(pk=entry.pk), memo="Mine"))
        yield Try(way, "save a leg with more money", set_and_save(Leg.objects.get(pk=leg.pk), pence=1))
        yield Try(way, "delete a leg", leg.delete)
        yield Try(way, "delete every entry", Entry.objects.all().delete)
        yield Try(way, "delete every leg past Django", lambda: Leg.objects.all()._raw_delete(connection.alias))
        yield Try(way, "update every leg", lambda: Leg.objects.update(pence=1))
        yield Try(
            way,
            "update a posted contribution",
            lambda: Contribution.objects.filter(pk=self.received.pk).update(pence=1),
        )
        yield Try(way, "update legs in bulk", lambda: Leg.objects.bulk_update([Leg(pk=leg.pk, pence=1)], ["pence"]))
        yield Try(
            way, "one more leg", lambda: Leg.objects.create(entry=entry, fund=self.pot, account=leg.account, pence=5)
        )
        yield Try(way, "more legs in bulk", lambda: Leg.objects.bulk_create(
            [Leg(entry=entry, fund=self.pot, account=leg.account, pence=pence) for pence in (5, -5)]))  # fmt: skip
        yield Try(way, "an entry that is born posted", lambda: Entry.objects.create(
            on=DAY, memo="Mine", kind="payment", posted_at=NOW, posted_by_id=self.scene.keeper.person_id))  # fmt: skip
        yield Try(
            way, "more money in the fund", lambda: Fund.objects.filter(pk=self.pot.pk).update(received_pence=900_000)
        )

    def _deeds(self) -> Iterator[Try]:
        scene, way = self.scene, "deeds"
        keeper, authoriser, noor = scene.keeper, scene.by("authoriser"), scene.by("coordinator")
        money = Money(1)
        yield Try(way, "take an entry back without keeping the books", lambda: commands.reverse(
            self.entry, because="Mine.", on=DAY, by=authoriser, at=NOW))  # fmt: skip
        yield Try(way, "take back money that is promised", lambda: commands.reverse(
            self.entry, because="Mine.", on=DAY, by=keeper, at=NOW))  # fmt: skip
        yield Try(way, "receive a contribution twice", lambda: commands.receive_contribution(
            self.received, on=DAY, by=keeper, at=NOW))  # fmt: skip
        yield Try(way, "receive as the coordinator", lambda: commands.receive_contribution(
            self.due, on=DAY, by=noor, at=NOW))  # fmt: skip
        yield from self._paying()
        yield Try(way, "promise more than the decision allows", lambda: commands.set_aside(
            money, fund=self.pot, decision=self.decision, what_for="Mine", by=noor, at=NOW))  # fmt: skip
        yield Try(way, "make more payable than was promised", lambda: commands.raise_payable(
            self.promise, amount=Money(40_000), by=noor, at=NOW))  # fmt: skip
        yield Try(way, "move money between funds beyond a decision", lambda: commands.transfer(
            money, from_fund=self.pot, to_fund=self.other, decision=self.decision, on=DAY, memo="x", by=keeper, at=NOW))  # fmt: skip
        yield Try(way, "open another fund without a decision", lambda: scene.open_fund("Mine"))
        yield Try(way, "bring nothing forward", lambda: commands.bring_forward(
            [commands.BroughtForward(self.other, DAY, Money(0))], by=keeper, at=NOW))  # fmt: skip

    def _paying(self) -> Iterator[Try]:
        scene, way = self.scene, "deeds"
        keeper, meera, omar = scene.keeper, scene.by("authoriser"), scene.by("other authoriser")
        noor, ruth = scene.by("coordinator"), scene.by("clerk")
        send, authorise = commands.send_payment, commands.authorise_payment
        yield Try(way, "send twice", lambda: send(self.paid, on=DAY, by=keeper, at=NOW))
        yield Try(way, "send what nobody checked", lambda: send(self.asked, on=DAY, by=keeper, at=NOW))
        yield Try(way, "send what one of two authorised", lambda: send(self.large, on=DAY, by=keeper, at=NOW))
        yield Try(way, "send as the authoriser", lambda: send(self.waiting, on=DAY, by=meera, at=NOW))
        yield Try(way, "check what one asked for", lambda: commands.check_payment(self.asked, by=noor, at=NOW))
        yield Try(way, "authorise what nobody checked", lambda: authorise(self.asked, by=omar, at=NOW))
        yield Try(way, "authorise twice", lambda: authorise(self.large, by=meera, at=NOW))
        yield Try(way, "authorise what one checked", lambda: authorise(self.large, by=ruth, at=NOW))
        yield Try(way, "authorise what one asked for", lambda: authorise(self.large, by=noor, at=NOW))
        yield Try(way, "ask again for what was not returned", lambda: commands.ask_again(self.paid, by=noor, at=NOW))
        yield Try(way, "return what was not sent", lambda: commands.return_payment(
            self.waiting, because="Mine.", on=DAY, by=keeper, at=NOW))  # fmt: skip
        yield Try(way, "change the limit without a decision", lambda: commands.set_limit(
            self.pot, amount=Money(100_000_000), by=noor, at=NOW))  # fmt: skip
        yield Try(way, "change the limit as the bookkeeper", lambda: commands.set_limit(
            self.pot, amount=Money(100_000_000), decision=self.decision, by=keeper, at=NOW))  # fmt: skip

    def _pages(self) -> Iterator[Try]:
        browsers = {"": self._browser(None)} | {
            office: self._browser(office) for office in ("authoriser", "coordinator")
        }
        back, entry = reverse("fund:reverse", args=[self.entry.pk]), reverse("fund:entry", args=[self.entry.pk])
        day = {"on_day": DAY.day, "on_month": DAY.month, "on_year": DAY.year}
        once = {"once": "7f1a2f0e-8a4e-4a4e-9a53-0d7c8f9f2a11"}
        sent = {
            back: {"because": "Mine.", **day, **once},
            reverse("fund:receive", args=[self.due.pk]): {**day, **once},
            reverse("fund:send", args=[self.asked.pk]): {**day, **once},
            reverse("fund:check", args=[self.asked.pk]): once,
            reverse("fund:authorise", args=[self.large.pk]): once,
            reverse("fund:limit", args=[self.pot.pk]): {"amount": "9999", **once},
            reverse("fund:ask", args=[self.shares.aside.commitment_id]): {
                "payee": self.scene.provider.pk,
                "amount": "1",
                "memo": "Mine",
                "grounds": "Mine",
                **once,
            },
            reverse("fund:open_fund"): {"name": "Mine", "purpose": "Mine", **once},
            reverse("fund:transfer"): {"amount": "1", **day, **once},
            reverse("exchange:opening"): {"digest": "0" * 64, **once},
        }
        for office, browser in browsers.items():
            for url, data in sent.items():
                what = f"send {url} as {f'the {office}' if office else 'nobody'}"
                yield Try("pages", what, partial(browser.post, url, data, secure=settings.SECURE_SSL_REDIRECT))
        keeper = self._browser("bookkeeper")
        for method in ("post", "put", "patch", "delete"):
            send = partial(getattr(keeper, method), entry, secure=settings.SECURE_SSL_REDIRECT)
            yield Try("pages", f"{method} an entry as the bookkeeper", send)

    def _browser(self, office: str | None) -> Client:
        browser = Client(headers={"host": settings.ALLOWED_HOSTS[0]})
        if office is not None:
            person = self.scene.people[office]
            account = members.invite(person, email=person.email, role=Role.STAFF, by=FOUNDING, at=NOW)
            browser.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
        return browser
