"""A ledger of as many entries as are asked for, posted by the product's own deeds, and how long what people do with it takes."""

import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.test import Client
from django.urls import reverse

from collegiate.doors.exchange.books.written import written
from collegiate.foundation import clock
from collegiate.foundation.clock import LONDON
from collegiate.improvement.fund import commands, queries
from collegiate.improvement.fund.commands import Asked
from collegiate.improvement.fund.models import Contribution, Entry, Fund
from collegiate.partnership.members import commands as members
from collegiate.partnership.members import queries as people
from collegiate.partnership.members.models import Kind, Organisation, Person, Phase
from collegiate.values import Money, Role, job

SINCE, DAY = date(2025, 9, 1), date(2026, 10, 6)
NOW = datetime(2026, 10, 6, 16, 0, tzinfo=LONDON)
FOUNDING = job("begin", day=SINCE)
SCHOOLS, ONE_BY_ONE, LOOKS = 100, 200, 20
DAYS = (DAY - SINCE).days
MOST_CHECK, MOST_PAGE, LEAST_A_MINUTE = 10.0, 0.3, 10_000
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Took:
    """One thing that was measured, what it came to, and what was promised."""

    what: str
    measured: float
    unit: str
    least: float | None = None
    most: float | None = None

    @property
    def is_kept(self) -> bool:
        """Whether the promise is kept; where there is none, it is."""
        return (self.least is None or self.measured >= self.least) and (self.most is None or self.measured <= self.most)

    def __str__(self) -> str:
        promise = f" (at least {self.least:,.10g})" if self.least is not None else ""
        promise = f" (at most {self.most:,.10g})" if self.most is not None else promise
        return f"{self.what}: {self.measured:,.{0 if self.measured > 100 else 3}f} {self.unit}{promise}"


def grown(entries: int) -> Iterator[Took]:
    """Post so many entries in a database that is there for it, and yield how long everything took."""
    clock.stop(DAY)
    house = House()
    rest = max(0, entries - ONE_BY_ONE)
    yield Took("entries posted a minute, a hundred in a deed", house.in_batches(rest), "", least=LEAST_A_MINUTE)
    yield Took("entries posted a minute, one in a deed, on top of them", house.one_by_one(entries - rest), "")
    faults, seconds = timed(queries.faults)
    for fault in faults:
        yield Took(fault, 1, "fault", most=0)
    yield Took("ledger check", seconds, "s", most=MOST_CHECK)
    for office, pages in house.pages().items():
        for what, address in pages.items():
            yield Took(f"{what}, as the {office}", house.looked_at(office, address), "s", most=MOST_PAGE)
    yield from _audited()


def timed(do: Callable[[], T]) -> tuple[T, float]:
    """Do something and return what it returned, and the seconds it took."""
    began = time.perf_counter()
    return do(), time.perf_counter() - began


def _audited() -> Iterator[Took]:
    """Hand the ledger to the outside auditor, where it is installed."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ledger.beancount"

        def write() -> None:
            with file.open("wb") as out:
                out.writelines(written("beancount", public=False))

        yield Took("the ledger as beancount", timed(write)[1], "s")
        auditor = shutil.which("bean-check")
        if auditor:
            code, seconds = timed(lambda: _asked(auditor, file))
            yield Took("bean-check on the same ledger", seconds, "s")
            yield Took("bean-check ends with", code, "", most=0)


def _asked(auditor: str, file: Path) -> int:
    """Return what the auditor ends with: 0 where it has nothing to say."""
    return subprocess.run([auditor, "--no-cache", file], check=False, capture_output=True).returncode  # noqa: S603 - ours


class House:
    """A hundred schools that pay into one fund, year after year, a bookkeeper and a head teacher."""

    def __init__(self) -> None:
        members.begin("Ledger", town="Ledger", starts_on=SINCE, is_imaginary=True, by=FOUNDING, at=NOW)
        members.adopt_charter("We pool", purposes=[("lead", "Grow leaders")], agreed_on=SINCE, by=FOUNDING, at=NOW)
        self.schools = [self._school(f"School {number}") for number in range(SCHOOLS)]
        self.people = {
            "bookkeeper": self._person("Graham Porter", Role.BOOKKEEPER, None),
            "head teacher": self._person("Beth Hughes", Role.HEAD_TEACHER, self.schools[0]),
        }
        self.keeper = people.standing_of_person(self.people["bookkeeper"], DAY)
        self.pot = commands.open_fund("Pooled fund", purpose="Help.", opened_on=SINCE, by=self.keeper, at=NOW)
        asked = [Asked("", Money(12_345), Money(0))]
        self.formula = commands.set_formula(self.pot, year="2025/26", asked=asked, by=self.keeper, at=NOW)
        self.year = 0

    def _school(self, name: str) -> Organisation:
        return members.add_organisation(name, kind=Kind.SCHOOL, phase=Phase.PRIMARY, by=FOUNDING, at=NOW)

    def _person(self, name: str, role: Role, school: Organisation | None) -> Person:
        person = members.add_person(name, email=f"{name.split(maxsplit=1)[0].lower()}@example.org", by=FOUNDING, at=NOW)
        members.appoint(person, role=role, organisation=school, from_on=SINCE, by=FOUNDING, at=NOW)
        return person

    def _due(self, many: int) -> list[Contribution]:
        """Ask so many schools for one year more."""
        self.year += 1
        commands.pledge(
            self.formula,
            year=f"y{self.year}",
            pupils={},
            schools=self.schools[:many],
            due_on=DAY,
            by=self.keeper,
            at=NOW,
        )
        return commands.invoice(self.formula, by=self.keeper, at=NOW)

    def _day(self) -> date:
        """Return the day on which a year's money comes in: they are spread over the days since the fund was opened."""
        return SINCE + timedelta(days=self.year * 7 % DAYS)

    def in_batches(self, entries: int) -> float:
        """Post so many entries, those of a year in one deed; return how many that is a minute."""
        taken, left = 0.0, entries
        while left > 0:
            due = self._due(min(left, SCHOOLS))
            began = time.perf_counter()
            commands.receive_contributions(due, on=self._day(), by=self.keeper, at=NOW)
            taken += time.perf_counter() - began
            left -= len(due)
        return entries / taken * 60 if taken else 0.0

    def one_by_one(self, entries: int) -> float:
        """Post so many entries, each in a deed of its own; return how many that is a minute."""
        taken, left = 0.0, entries
        while left > 0:
            due = self._due(min(left, SCHOOLS))
            began = time.perf_counter()
            for one in due:
                commands.receive_contribution(one, on=self._day(), by=self.keeper, at=NOW)
            taken += time.perf_counter() - began
            left -= len(due)
        return entries / taken * 60 if taken else 0.0

    def pages(self) -> dict[str, dict[str, str]]:
        """Return the pages that grow with the ledger, by who looks at them."""
        last = Entry.objects.latest("pk").pk
        return {
            "head teacher": {
                "a school’s own contributions": reverse("fund:contributions"),
                "where a school’s pounds went": reverse("school-money-of", args=[self.schools[0].pk]),
            },
            "bookkeeper": {
                "every contribution": reverse("fund:contributions"),
                "the fund’s page": reverse("fund:pot", args=[Fund.objects.get().pk]),
                "the last page of the fund": f"{reverse('fund:pot', args=[self.pot.pk])}?page=999999999",
                "one entry": reverse("fund:entry", args=[last]),
            },
        }

    def looked_at(self, office: str, address: str) -> float:
        """
        Return the seconds that a page takes at most in nineteen looks of twenty.

        :raises RuntimeError: if it does not answer
        """
        person = self.people[office]
        browser = Client(headers={"host": settings.ALLOWED_HOSTS[0]})
        account = person.account or members.invite(person, email=person.email, role=Role.STAFF, by=FOUNDING, at=NOW)
        self.people[office] = Person.objects.select_related("account").get(pk=person.pk)
        browser.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
        taken = []
        for _ in range(LOOKS):
            answer, seconds = timed(lambda: browser.get(address, secure=settings.SECURE_SSL_REDIRECT))
            if answer.status_code != 200:
                raise RuntimeError(f"{address} answers {answer.status_code}.")
            taken.append(seconds)
        return statistics.quantiles(taken, n=LOOKS)[-1]
