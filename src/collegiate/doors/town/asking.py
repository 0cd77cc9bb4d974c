"""What those who oversee ask in the town, what they are answered, and what the provider says to what schools said."""

from datetime import timedelta

from collegiate.doors.town.making import Town, at
from collegiate.doors.town.organisations import PROVIDER
from collegiate.improvement.accountability import queries as accountability
from collegiate.partnership.communications import commands as communications
from collegiate.partnership.feedback import commands as feedback
from collegiate.partnership.feedback import queries as said
from collegiate.partnership.members.models import Phase
from collegiate.values import working_day

ANSWERED = 7  # governors


def was_the_report_of_use(town: Town) -> None:
    """Ask governors and the external consultant what the report was to them; some have answered, and some have still to."""
    asked = working_day(town.today - timedelta(days=7))
    report = accountability.latest()
    governors = [town.governors[urn][0] for urn in list(town.governors)[:12]]
    form = feedback.make_form(
        f"The report on {town.support}", purpose="So that the next report says what those who oversee need to know.",
        questions=[("How useful was the report for what you ask your school?", "scale5"), ("What did you look for and not find?", "text")],
        people=[*governors, town.people["consultant"]], about=report, opens_on=asked, closes_on=town.today + timedelta(days=7),
        by=town.as_("clerk", asked), at=at(asked, 10),
    )  # fmt: skip
    useful, missing = form.questions.order_by("place")
    hillside = next(one.urn for one in town.plan if one.phase == Phase.PRIMARY)
    for number, governor in enumerate(one for one in governors if one not in town.governors[hillside]):
        if number < ANSWERED:
            words = ("What it cost us, beside what came back.", "")[number % 2]
            feedback.answer(
                form, answers={useful.pk: 3 + number % 3, missing.pk: words}, by=town.who(governor, town.today), at=at(town.today, 7, number)
            )  # fmt: skip


def ask_and_answer(town: Town) -> None:
    """Let a governor and the external consultant ask, one question answered and one not, and the provider reply."""
    asked, answered = (working_day(town.today - timedelta(days=days)) for days in (12, 8))
    lately = working_day(town.today - timedelta(days=2))
    hillside = next(one.urn for one in town.plan if one.phase == Phase.PRIMARY)
    governor = town.governors[hillside][0]
    about_books = communications.ask(
        "Where has the time for reading gone since we joined the cycle?", organisation=town.schools[hillside],
        by=town.who(governor, asked), at=at(asked, 19),
    )  # fmt: skip
    communications.answer(
        about_books, answer="It moved to the first half-hour of the day, when nobody is called out of class.",
        changed="The timetable on our website shows it now.", by=town.head(hillside, answered), at=at(answered, 16),
    )  # fmt: skip
    communications.ask(
        "What will governors see of the programme before the summer?", organisation=town.schools[hillside],
        by=town.who(governor, lately), at=at(lately, 19),
    )  # fmt: skip
    about_money = communications.ask(
        "Who has looked at whether schools that get no help are losing by it?",
        by=town.as_("consultant", asked), at=at(asked, 11),
    )  # fmt: skip
    communications.answer(
        about_money, answer="Nobody had. The equity note of each decision names whom it leaves out; nobody added them up.",
        changed="The coordinator adds them up for the Strategic Group each July.", by=town.as_("coordinator", answered), at=at(answered, 11),
    )  # fmt: skip
    communications.ask(
        "Which of last year’s findings has changed what you buy?", by=town.as_("consultant", lately), at=at(lately, 11)
    )
    for form in said.said_of([town.others[PROVIDER].pk], since=town.supported_on)[:1]:
        feedback.reply(
            form, text="You asked for more time to practise. Half of each day is practice from now on, and the talk is shorter.",
            by=town.as_("provider", lately), at=at(lately, 15),
        )  # fmt: skip
