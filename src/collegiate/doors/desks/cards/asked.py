"""What somebody is asked: their opinion, their wishes, and whether what they keep is still right."""

from collections.abc import Iterable

from django.urls import reverse

from collegiate.doors.desks.cards.desk import FEW, About, Card
from collegiate.foundation.ui.components import Figure
from collegiate.foundation.ui.showing import day as in_words
from collegiate.improvement.needs import queries as needs
from collegiate.partnership.childrens_services import queries as directory
from collegiate.partnership.communications import queries as communications
from collegiate.partnership.feedback import queries as feedback
from collegiate.partnership.training_day import queries as training_day
from collegiate.values import Role


def to_answer(about: About) -> Iterable[Card]:
    """Ask what the person thinks, by each form that waits for them."""
    for asked in feedback.to_answer(about.standing.person_id, day=about.day):
        if asked.is_open and not asked.answered:
            yield Card(
                f"Say what you think: {asked.form.title}",
                "Two minutes; nobody sees who said what.",
                reverse("feedback:answer", args=[asked.form.pk]),
                f"By {in_words(asked.form.closes_on)}",
                "mine",
            )


def to_wish(about: About) -> Iterable[Card]:
    """Ask which sessions of a training day the person wishes for."""
    for one in training_day.to_wish(viewer=about.standing):
        yield Card(
            f"Wish for your sessions: {one.name}",
            "Three wishes; the first to come are served first.",
            reverse("training_day:wishes", args=[one.pk]),
            f"The day is {in_words(one.on)}",
            "mine",
        )


def to_check(about: About) -> Iterable[Card]:
    """Ask whether an old entry of the directory is still right."""
    for entry in directory.to_check(about.standing, day=about.day)[:FEW]:
        yield Card(
            f"Is it still right? {entry.service.name}",
            "An entry that nobody checks for a year falls to the bottom of the directory.",
            reverse("childrens_services:service", args=[entry.service.pk]),
            f"Last checked on {in_words(entry.service.checked_on)}",
            "mine",
        )


def offered(about: About) -> Iterable[Card]:
    """Show a member what it offers."""
    own = about.standing.organisations(Role.CONTACT)
    for one in [offer for offer in needs.offers(day=about.day) if offer.organisation_id in own][:FEW]:
        yield Card(f"You offer: {one.title}", one.what, reverse("needs:offers"), f"Since {in_words(one.offered_on)}")


def questions(about: About) -> Iterable[Card]:
    """Show what somebody asked, what was answered and what changed; and ask whoever may to answer what waits."""
    to_answer = communications.answerable(about.enquiries, viewer=about.standing)
    for one in about.enquiries[:FEW]:
        url = reverse("communications:enquiry", args=[one.pk])
        if one.asked_by_id == about.standing.person_id:
            changed = f" What changed: {one.changed}" if one.changed else ""
            yield Card(
                f"{'Answered' if one.answered_at else 'You asked'}: {one}",
                f"{one.answer}{changed}" if one.answered_at else "Nobody has answered yet.",
                url,
                f"On {in_words(one.answered_at or one.asked_at)}",
            )
        elif one.pk in to_answer:
            yield Card(f"Answer a question: {one}", f"{one.asked_by.name} asks.", url, "Your turn", "mine")


def questions_asked(about: About) -> Iterable[Figure]:
    """Say how many questions somebody who oversees has asked, and lead to where they ask another."""
    asked = [one for one in about.enquiries if one.asked_by_id == about.standing.person_id]
    answered = sum(one.answered_at is not None for one in asked)
    yield Figure(
        "Questions you asked",
        len(asked),
        n=f"{answered} answered",
        source="Ask one, and read the answers",
        source_url=reverse("communications:enquiries"),
    )
