"""What those who oversee ask in the town, what they are answered, and what the provider says to what schools said."""

from datetime import timedelta

from collegiate.doors.town.making import Town, at
from collegiate.doors.town.organisations import PROVIDER
from collegiate.partnership.communications import commands as communications
from collegiate.partnership.feedback import commands as feedback
from collegiate.partnership.feedback import queries as said
from collegiate.partnership.members.models import Phase
from collegiate.values import working_day


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
