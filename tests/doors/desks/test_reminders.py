"""Reminders: one digest a person a day, at a time at which somebody is at work, of what is still to do and nothing else."""

from datetime import date, datetime, timedelta
from random import Random

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import IntegrityError, transaction

from collegiate.doors.desks import reminders, tasks
from collegiate.foundation import clock
from collegiate.foundation.clock import LONDON
from collegiate.partnership.communications import commands as communications
from collegiate.partnership.communications import queries
from collegiate.partnership.communications.commands import RemindedToday
from collegiate.partnership.communications.models import Delivery, Digest, Notice, Topic
from collegiate.partnership.communications.policies import is_time_to_remind
from collegiate.partnership.members import commands as members
from collegiate.partnership.members import queries as members_queries
from collegiate.values import NotAllowed, Owed, Role, Term, job
from tests import cast
from tests.cast import MORNING, TUESDAY

db = pytest.mark.django_db
AUTUMN = [Term("Autumn", date(2026, 9, 1), date(2026, 12, 18), date(2026, 10, 26), date(2026, 10, 30))]
JOB = job("reminders", day=TUESDAY)


# When


@pytest.mark.parametrize(
    ("day", "hour", "is_time"),
    [
        (6, 6, False), (6, 7, True), (6, 15, True), (6, 16, False),  # a Tuesday
        (9, 11, True), (9, 12, False), (9, 18, False),  # a Friday
        (10, 10, False), (11, 10, False),  # the weekend
        (27, 10, False),  # half-term
    ],
)  # fmt: skip
def test_people_are_reminded_in_working_hours_in_term_and_never_on_a_friday_afternoon(day, hour, is_time):
    assert is_time_to_remind(datetime(2026, 10, day, hour, 0, tzinfo=LONDON), AUTUMN) is is_time


@pytest.mark.parametrize(
    ("today", "since", "reminds"),
    [
        (-8, None, False), (-7, None, True), (-6, None, True), (-6, -7, False), (-3, -7, True), (-2, -3, False),
        (-1, -2, True), (0, -1, False), (5, None, True), (5, 0, False),
    ],
)  # fmt: skip
def test_a_thing_reminds_once_for_each_of_its_days_and_then_no_more(today, since, reminds):
    one = Owed(1, "Read.", TUESDAY, "/", remind=(7, 3, 1))

    assert (
        one.reminds(TUESDAY + timedelta(today), since=None if since is None else TUESDAY + timedelta(since)) is reminds
    )


# To whom


@pytest.fixture
def member(db):
    group = cast.group()
    person = cast.person("Ann Field", Role.GROUP_MEMBER, on=group)
    members.invite(person, email=person.email, role=Role.STAFF, by=cast.FOUNDING, at=MORNING)
    return person


def test_a_digest_tells_its_person_everything_that_waits_and_no_second_goes_that_day(member):
    (sent,) = reminders.send(by=JOB, at=MORNING)

    delivery = Delivery.objects.get()
    assert (sent.person, delivery.person, delivery.notice.topic) == (member, member, Topic.DECISIONS)
    assert delivery.notice.subject == "1 thing waits for you"
    assert "Confirm what the register of interests says of you" in delivery.notice.text
    assert reminders.send(by=JOB, at=MORNING + timedelta(hours=3)) == []
    with pytest.raises(RemindedToday):
        communications.remind(member, owed=sent.owed, by=JOB, at=MORNING)
    digest = Digest.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Digest.objects.create(person=member, on=digest.on, notice=Notice.objects.create(subject="s", text="t", topic="news", made_at=MORNING))  # fmt: skip


def test_whoever_confirmed_what_the_register_says_is_not_reminded_for_a_year(member):
    members.confirm_interests(member, by=cast.standing(member), at=MORNING)

    assert reminders.due(at=MORNING) == []
    due = members_queries.owed(day=TUESDAY + timedelta(days=351))
    assert [(one.person_id, one.due_on) for one in due] == [(member.pk, TUESDAY + timedelta(days=365))]


def test_nobody_else_confirms_for_them_and_only_the_job_reminds(member):
    member.refresh_from_db()
    other = cast.standing(cast.person("Jo Farr", Role.CLERK))

    with pytest.raises(NotAllowed, match="People declare their own interests"):
        members.confirm_interests(member, by=other, at=MORNING)
    with pytest.raises(NotAllowed, match="by the partnership’s own job"):
        communications.remind(member, owed=[], by=other, at=MORNING)


# The command and the sweep


@pytest.fixture
def told(member, capsys, monkeypatch):
    """What the command says at an hour of the Tuesday."""

    def run(*flags, hour=10):
        at = MORNING.replace(hour=hour)
        clock.stop(TUESDAY)
        monkeypatch.setattr(clock, "now", lambda: at)
        call_command("remind", *flags)
        return capsys.readouterr().out.splitlines()

    return run


def test_a_dry_run_says_what_would_be_sent_and_sends_nothing(told):
    said = told("--dry-run")

    assert said[0] == "Ann Field:"
    assert said[1].startswith("  by Wednesday 1 October 2025: Confirm what the register")
    assert said[-1] == "people 1, things 1"
    assert not Digest.objects.exists()
    assert told() == said
    assert told("--dry-run") == ["people 0, things 0"]


def test_in_the_evening_it_says_why_not_and_sends_nothing(told):
    assert told("--dry-run", hour=20)[0].startswith("Nobody is reminded now: only on days on which schools work")
    with pytest.raises(SystemExit):
        told(hour=20)
    assert not Digest.objects.exists()


def test_the_sweep_reminds_once_an_hour_at_most(member, monkeypatch):
    cache.clear()
    clock.stop(TUESDAY)
    monkeypatch.setattr(clock, "now", lambda: MORNING)

    assert (tasks.sweep(), tasks.sweep()) == (1, 0)
    cache.clear()
    assert tasks.sweep() == 0, "they were reminded today"


# Random histories


@db
@pytest.mark.parametrize("number", range(6))
def test_in_a_random_history_nobody_is_reminded_twice_a_day_or_of_what_they_did(number):
    chance, group = Random(f"reminders:{number}"), cast.group()
    people = [cast.person(f"Member {one}", Role.GROUP_MEMBER, on=group) for one in range(4)]
    for person in people:
        members.invite(person, email=person.email, role=Role.STAFF, by=cast.FOUNDING, at=MORNING)
    confirmed: dict[int, date] = {}
    sent = 0
    for step in range(25):
        at = MORNING + timedelta(days=step * chance.choice([1, 3, 20]), hours=chance.choice([0, 1, 2]))
        if chance.random() < 0.3:
            person = chance.choice(people)
            members.confirm_interests(person, by=cast.standing(person), at=at)
            confirmed[person.pk] = max(at.date(), confirmed.get(person.pk, date.min))
        by = job("reminders", day=at.date())
        if not queries.can_remind(by, at=at):
            with pytest.raises(NotAllowed):
                reminders.send(by=by, at=at)
            continue
        reminded = reminders.send(by=by, at=at)
        for one in reminded:
            done = confirmed.get(one.person.pk)
            assert done is None or at.date() >= done + timedelta(days=365 - 14), "they had confirmed it"
        sent += len(reminded)
    digests = list(Digest.objects.values_list("person", "on"))
    assert len(digests) == len(set(digests)) == sent > 0
