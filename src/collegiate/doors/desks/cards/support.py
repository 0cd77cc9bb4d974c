"""Briefs, agreements and what they deliver, in words for whoever buys, provides or receives them."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.timezone import localdate

from collegiate.doors.desks.cards.contact import QUIET, quiet_schools
from collegiate.doors.desks.cards.desk import FEW, About, Card
from collegiate.foundation.ui.components import Figure
from collegiate.foundation.ui.showing import day as in_words
from collegiate.improvement.commissioning import queries as commissioning
from collegiate.improvement.commissioning.models import AgreementStage
from collegiate.improvement.delivery import queries as delivery
from collegiate.improvement.delivery.models import DayStage
from collegiate.partnership.feedback import queries as feedback
from collegiate.values import AcademicYear, Role, counted, working_days_after

TO_WRITE = 5  # working days
TO_ANSWER = 10  # working days, for a question
A_YEAR = timedelta(days=365)
LATEST_SAID = 3


def waiting_agreements(about: About) -> Iterable[Card]:
    """Say which agreements wait for the Strategic Group."""
    for one in about.agreements:
        if one.stage == AgreementStage.PROPOSED:
            yield Card(
                one.title,
                f"{one.price.pounds} with {one.provider}, waiting for the Strategic Group.",
                reverse("commissioning:agreement", args=[one.slug]),
                "The Strategic Group’s turn",
            )


def my_deliverables(about: About) -> Iterable[Card]:
    """Tell a provider what it owes next under each agreement that runs, soonest first."""
    own = about.standing.organisations(Role.PROVIDER_CONTACT)
    due = commissioning.next_milestones(own, viewer=about.standing)
    following = {one.agreement_id: one for one in reversed(due)}
    mine = [one for one in about.agreements if one.provider_id in own and one.stage == AgreementStage.AGREED]
    cards = []
    for agreement in mine:
        owed = following.get(agreement.pk)
        card = Card(
            f"{agreement.title}: {owed.title}" if owed else agreement.title,
            f"{agreement.price.pounds}, until {in_words(agreement.ends_on)}.",
            reverse("commissioning:agreement", args=[agreement.slug]),
            f"Due {in_words(owed.due_on)}" if owed else "Everything is delivered",
            "mine" if owed and owed.due_on <= about.day else "",
        )
        cards.append((owed.due_on if owed else agreement.ends_on, card))
    yield from (card for _, card in sorted(cards, key=lambda pair: pair[0]))


def open_briefs(about: About) -> Iterable[Card]:
    """Tell a provider which help is sought."""
    for brief in commissioning.briefs_to_answer()[:FEW]:
        yield Card(
            f"Help is sought: {brief.title}",
            f"Up to {brief.ceiling.pounds}.",
            reverse("commissioning:brief", args=[brief.pk]),
            "Before the groups",
        )


def to_write_up(about: About) -> Iterable[Card]:
    """Ask an adviser to write up the days that are over."""
    for one in delivery.to_write_up(viewer=about.standing, day=about.day):
        due = working_days_after(one.on, TO_WRITE)
        yield Card(
            f"Write up your day at {one.organisation}",
            f"It was on {in_words(one.on)}.",
            reverse("delivery:write_up", args=[one.pk]),
            f"Due {in_words(due)}" if due >= about.day else f"Overdue since {in_words(due)}",
            "mine",
        )


def next_school(about: About) -> Iterable[Card]:
    """Lead an adviser to the sheet for each school they visit next, soonest first."""
    mine = [one for one in about.visits if one.on >= about.day and one.adviser_id == about.standing.person_id]
    first = {visit.organisation_id: visit for visit in reversed(mine)}
    for one in sorted(first.values(), key=lambda visit: visit.on):
        yield Card(
            f"Before you visit {one.organisation}",
            "What is open, the last notes, objectives, teams, and who else comes that month.",
            reverse("school-sheet", args=[one.organisation_id]),
            f"You are there on {in_words(one.on)}",
        )


def late_notes(about: About) -> Iterable[Card]:
    """Tell the coordinator which days were not written up within five working days."""
    owed = [(day, working_days_after(day.on, TO_WRITE)) for day in about.visits if day.on < about.day]
    for one, due in [(day, due) for day, due in owed if due < about.day][:FEW]:
        yield Card(
            f"No note yet: {one.organisation}",
            f"{one.adviser.name} was there on {in_words(one.on)}.",
            reverse("delivery:day", args=[one.pk]),
            f"Due since {in_words(due)}",
        )


def overdue(about: About) -> Iterable[Card]:
    """Tell the coordinator which milestones should have been met, and which questions should have been answered."""
    for agreement in about.agreements:
        due: date | None = agreement.next_due  # type: ignore[attr-defined]  # the query says
        if agreement.stage == AgreementStage.AGREED and due is not None and due < about.day:
            yield Card(
                f"Overdue: a milestone of {agreement.title}",
                f"{agreement.provider} has not met it, or nobody has accepted it.",
                reverse("commissioning:agreement", args=[agreement.slug]),
                f"Due since {in_words(due)}",
            )
    for one in about.enquiries:
        due = working_days_after(localdate(one.asked_at), TO_ANSWER)
        if one.answered_at is None and due < about.day:
            yield Card(
                f"Not answered: {one}",
                f"{one.asked_by.name} asked it about {one.organisation or 'the whole partnership'}.",
                reverse("communications:enquiry", args=[one.pk]),
                f"Due since {in_words(due)}",
                "mine",
            )


def missing_hops(about: About) -> Iterable[Card]:
    """Tell the coordinator which threads miss a hop, as the latest review found."""
    url = reverse("threads")
    reviews = [one for one in about.told if one.url == url and one.author_id is None]
    for one in reviews[:1]:
        told = reverse("communications:notice", args=[one.pk])
        yield Card(one.subject, one.text.partition("\n")[0], told, f"Found on {in_words(one.made_at)}", "mine")


def quiet(about: About) -> Iterable[Card]:
    """Tell the coordinator which schools nobody has been in touch with for 45 days."""
    found = quiet_schools(about.day)
    if found:
        names = ", ".join(str(one) for one in found[:FEW])
        more = f" and {len(found) - FEW} more" if len(found) > FEW else ""
        yield Card(
            f"{counted(len(found), 'school')} not contacted for {QUIET} days",
            f"{names}{more}.",
            reverse("members:members"),
            "No visit, workshop, talk on a need or word on a level",
        )


def promised_each_other(about: About) -> Iterable[Card]:
    """Show a head teacher what was agreed next on each day that was held in the school, the latest first."""
    own = about.standing.organisations(Role.HEAD_TEACHER)
    held = [one for one in reversed(about.days) if one.stage == DayStage.HAPPENED and one.organisation_id in own]
    for one in held[:FEW]:
        yield Card(
            f"Agreed with {one.adviser.name}: what comes next",
            one.agreed_next,
            reverse("delivery:day", args=[one.pk]),
            f"{one.organisation}, {in_words(one.on)}",
        )


def said_of_us(about: About) -> Iterable[Card]:
    """Tell a provider and its advisers what schools said of their work, once enough have."""
    own = about.standing.organisations(Role.PROVIDER_CONTACT, Role.ADVISER)
    for one in feedback.said_of(own, since=about.day - A_YEAR)[:LATEST_SAID] if own else []:
        answered: int = one.answered  # type: ignore[attr-defined]  # counted by the query
        replied: datetime | None = one.replied  # type: ignore[attr-defined]  # as above
        reply = f"You replied on {in_words(replied)}." if replied else "You have not replied yet."
        yield Card(
            f"What was said: {one.title}",
            f"{answered} people answered. {reply}",
            reverse("feedback:results", args=[one.pk]),
            f"Closed on {in_words(one.closed_on)}" if one.closed_on else "",
            "" if replied else "mine",
        )


def objectives(about: About) -> Iterable[Figure]:
    """Say how many objectives run now at somebody's schools, and lead to them over the years."""
    if not about.schools:
        return
    found = delivery.objectives_of([one.pk for one in about.schools], viewer=about.standing)
    running = sum(one.programme.starts_on <= about.day <= one.programme.ends_on for one in found)
    yield Figure(
        "Objectives that run now",
        running,
        n=f"{len(found)} over the years",
        source=str(about.schools[0]),
        source_url=f"{about.schools[0].get_absolute_url()}#objectives",
    )


def delivered(about: About) -> Iterable[Figure]:
    """Say how many development days a provider has delivered this school year."""
    own = about.standing.organisations(Role.PROVIDER_CONTACT)
    if not own:
        return
    year = AcademicYear.of(about.day)
    days, schools = delivery.delivered_by(own, since=year.first_on)
    yield Figure(
        "Development days delivered",
        days,
        year=str(year),
        n=f"in {counted(schools, 'school')}",
        source="Development days",
        source_url=reverse("delivery:days"),
    )


def running(about: About) -> Iterable[Figure]:
    """Say how many agreements run."""
    yield Figure(
        "Agreements running",
        sum(one.stage == AgreementStage.AGREED for one in about.agreements),
        source="From need to result",
        source_url=reverse("threads"),
    )


def pipeline(about: About) -> Iterable[Figure]:
    """Say what is on its way to the Strategic Group."""
    waiting = sum(one.stage == AgreementStage.PROPOSED for one in about.agreements)
    yield Figure(
        "On its way to a decision",
        counted(len(commissioning.briefs_to_answer()), "brief"),
        n=counted(waiting, "agreement") + " proposed",
        source="Support",
        source_url=reverse("commissioning:agreements"),
    )
