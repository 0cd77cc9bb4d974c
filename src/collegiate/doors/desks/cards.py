"""What is on a desk: what needs the person, what is coming, what changed, and what they steer by."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse

from collegiate.foundation.ui.components import Figure
from collegiate.foundation.ui.showing import day as in_words
from collegiate.improvement.achievement_teams import queries as teams
from collegiate.improvement.commissioning import queries as commissioning
from collegiate.improvement.delivery import queries as delivery
from collegiate.improvement.delivery.models import DayStage
from collegiate.improvement.fund import queries as fund
from collegiate.improvement.fund.models import Fund, PaymentStage
from collegiate.improvement.needs import queries as needs
from collegiate.improvement.practice import queries as practice
from collegiate.improvement.practice.models import Stage as PracticeStage
from collegiate.partnership.childrens_services import queries as services
from collegiate.partnership.communications import queries as communications
from collegiate.partnership.feedback import queries as feedback
from collegiate.partnership.governance import queries as governance
from collegiate.partnership.members import queries as members
from collegiate.partnership.members.models import Organisation
from collegiate.partnership.training_day import queries as training_day
from collegiate.values import News, Role, Standing

SOON = timedelta(days=14)
RECENTLY = timedelta(days=28)
FEW = 6


@dataclass(frozen=True, slots=True)
class Card:
    """One thing on a desk; `kind` mine where it is this person's turn."""

    title: str
    text: str = ""
    url: str = ""
    meta: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk: three columns and the figures below."""

    needs_me: list[Card]
    coming: list[Card]
    changed: list[Card]
    figures: list[Figure]


@dataclass(frozen=True, slots=True)
class About:
    """Whose desk it is and on which day, with what several cards ask for, fetched once."""

    standing: Standing
    day: date
    schools: list[Organisation]  # those whose head teacher or governor they are
    pot: Fund | None

    @property
    def headed(self) -> list[Organisation]:
        """The schools whose head teacher they are."""
        heads = self.standing.organisations(Role.HEAD_TEACHER)
        return [one for one in self.schools if one.pk in heads]


Cards = Callable[[About], Iterable[Card]]


def desk_for(standing: Standing, role: Role, *, now: datetime) -> Desk:
    """Return the desk of a role that somebody holds; at most 25 queries."""
    own = standing.organisations(Role.HEAD_TEACHER, Role.GOVERNOR, Role.PARENT_GOVERNOR)
    pots = fund.funds() if role in ABOUT_MONEY else []
    about = About(standing, now.date(), members.named(own), pots[0] if pots else None)
    waiting = [card for gather in NEEDS.get(role, ()) for card in gather(about)]
    return Desk(
        waiting,
        _coming(standing, about.day),
        _changed(standing, now),
        [f for g in STEERS.get(role, ()) for f in g(about)],
    )


def _to_answer(about: About) -> Iterable[Card]:
    standing, day = about.standing, about.day
    for asked in feedback.to_answer(standing.person_id, day=day):
        if asked.is_open and not asked.answered:
            url = reverse("feedback:answer", args=[asked.form.pk])
            yield Card(
                f"Say what you think: {asked.form.title}",
                "Two minutes; nobody sees who said what.",
                url,
                f"By {in_words(asked.form.closes_on)}",
                "mine",
            )


def _to_wish(about: About) -> Iterable[Card]:
    standing = about.standing
    for one in training_day.to_wish(viewer=standing):
        yield Card(
            f"Wish for your sessions: {one.name}",
            "Three wishes; the first to come are served first.",
            reverse("training_day:wishes", args=[one.pk]),
            f"The day is {in_words(one.on)}",
            "mine",
        )


def _to_check(about: About) -> Iterable[Card]:
    for entry in services.to_check(about.standing, day=about.day)[:FEW]:
        yield Card(
            f"Is it still right? {entry.service.name}",
            "An entry that nobody checks for a year falls to the bottom of the directory.",
            reverse("childrens_services:service", args=[entry.service.pk]),
            f"Last checked on {in_words(entry.service.checked_on)}",
            "mine",
        )


def _waiting_agreements(about: About) -> Iterable[Card]:
    standing = about.standing
    for waiting in commissioning.awaiting_decision(viewer=standing):
        one = waiting.agreement
        yield Card(
            one.title,
            f"{one.price.pounds} with {one.provider}, waiting for the Strategic Group.",
            reverse("commissioning:agreement", args=[one.slug]),
            "The Strategic Group’s turn",
        )


def _contested(about: About) -> Iterable[Card]:
    standing = about.standing
    for level in needs.levels(viewer=standing, stage="contested"):
        yield Card(
            f"{level.organisation} disagrees with its level",
            "Read what the school says, and answer.",
            reverse("needs:level", args=[level.pk]),
            "Your turn",
            "mine",
        )


def _level_to_agree(about: About) -> Iterable[Card]:
    standing = about.standing
    for organisation in about.headed:
        level = needs.on_the_table(organisation, viewer=standing)
        if level is not None and level.stage == "proposed":
            yield Card(
                "Agree or contest a level of support",
                f"The partnership proposes one for {organisation}, with its reasons.",
                reverse("needs:level", args=[level.pk]),
                f"From {in_words(level.from_on)} · your turn",
                "mine",
            )


def _round_to_answer(about: About) -> Iterable[Card]:
    current = needs.open_round()
    if current is None:
        return
    for organisation in about.headed:
        if not needs.sheet(current, organisation).version:
            yield Card(
                f"Answer for {organisation}",
                "Five strands, from last time’s answers; and what you can offer.",
                reverse("needs:sheet", args=[current.pk, organisation.pk]),
                f"By {in_words(current.closes_on)}",
                "mine",
            )


def _to_consent(about: About) -> Iterable[Card]:
    standing = about.standing
    heads = standing.organisations(Role.HEAD_TEACHER)
    for one in practice.unpublished(viewer=standing):
        if one.stage == PracticeStage.DRAFT and one.organisation_id in heads:
            yield Card(
                f"May this be shared? {one.title}",
                "A colleague wrote up something that works in your school.",
                reverse("practice:practice", args=[one.pk]),
                "Your turn",
                "mine",
            )


def _to_publish(about: About) -> Iterable[Card]:
    standing = about.standing
    for one in practice.unpublished(viewer=standing):
        if one.stage == PracticeStage.CONSENTED:
            yield Card(
                f"Publish: {one.title}",
                "The school has agreed to share it.",
                reverse("practice:practice", args=[one.pk]),
                "Your turn",
                "mine",
            )


def _to_write_up(about: About) -> Iterable[Card]:
    standing, day = about.standing, about.day
    for one in delivery.to_write_up(viewer=standing, day=day):
        yield Card(
            f"Write up your day at {one.organisation}",
            "",
            reverse("delivery:write_up", args=[one.pk]),
            f"It was on {in_words(one.on)}",
            "mine",
        )


def _retests(about: About) -> Iterable[Card]:
    standing, day = about.standing, about.day
    for one in teams.due_for_retest(viewer=standing, until=day + SOON):
        yield Card(
            f"Re-test: {one.question}",
            f"Your team tries: {one.strategy}",
            reverse("achievement_teams:cycle", args=[one.pk]),
            f"On {in_words(one.retest_on)}" if one.retest_on else "",
            "mine",
        )


def _payments(about: About) -> Iterable[Card]:
    standing = about.standing
    for one in fund.payments(viewer=standing, waiting=True):
        mine = standing.holds(Role.AUTHORISER if one.stage == PaymentStage.REQUESTED else Role.BOOKKEEPER)
        verb = "Authorise" if one.stage == PaymentStage.REQUESTED else "Pay"
        yield Card(
            f"{verb} {one.amount} to {one.payee}",
            one.memo,
            reverse("fund:payment", args=[one.pk]),
            "Your turn" if mine else "Somebody else’s turn",
            "mine" if mine else "",
        )


def _contributions(about: About) -> Iterable[Card]:
    standing = about.standing
    if (pot := about.pot) is not None:
        due = [one for one in fund.contributions(pot, viewer=standing) if one.stage == "due"]
        if due:
            owed = sum(one.pence for one in due)
            yield Card(
                f"{len(due)} contribution{'s' if len(due) > 1 else ''} still to come",
                f"£{owed / 100:,.0f} in all.",
                reverse("fund:contributions"),
                f"The first was due on {in_words(due[0].due_on)}",
            )


def _vacancies(about: About) -> Iterable[Card]:
    day = about.day
    for group in governance.who_sits_where(day=day):
        if group.vacancies:
            yield Card(
                f"{group.vacancies} vacant seat{'s' if group.vacancies > 1 else ''}: {group.group.name}",
                "",
                reverse("governance:who_sits_where"),
                "Your turn",
                "mine",
            )


def _my_agreements(about: About) -> Iterable[Card]:
    standing = about.standing
    own = standing.organisations(Role.PROVIDER_CONTACT)
    for one in commissioning.agreements(viewer=standing):
        if one.provider_id in own and one.stage == "agreed":
            yield Card(
                one.title,
                f"{one.price.pounds}, until {in_words(one.ends_on)}.",
                reverse("commissioning:agreement", args=[one.slug]),
                "Running",
            )


def _where_i_leave(about: About) -> Iterable[Card]:
    standing, day = about.standing, about.day
    for meeting in governance.meetings(viewer=standing, since=day):
        if meeting.group_id in standing.groups() and meeting.starts_at.date() <= day + SOON:
            why = governance.interests_at(meeting, person_id=standing.person_id or 0, day=day)
            titles = {timed.item.pk: timed.item.title for timed in governance.agenda(meeting)} if why else {}
            for item, because in why.items():
                yield Card(
                    f"You will be asked to leave for: {titles[item]}",
                    because.you,
                    reverse("governance:item", args=[item]),
                    in_words(meeting.starts_at.date()),
                )


def _coming(standing: Standing, day: date) -> list[Card]:
    """Return the next two weeks: meetings of one's groups, days in one's schools, workshops with a place."""
    mine = standing.groups()
    everywhere = standing.holds(Role.CLERK, Role.COORDINATOR)
    found: list[tuple[date, Card]] = []
    for meeting in governance.meetings(viewer=standing, since=day):
        on = meeting.starts_at.date()
        if on <= day + SOON and (everywhere or meeting.group_id in mine):
            found.append(
                (
                    on,
                    Card(
                        meeting.group.name,
                        f"At {meeting.starts_at:%-I:%M}{meeting.starts_at:%p}, {meeting.place}".replace(
                            "AM", "am"
                        ).replace("PM", "pm"),
                        reverse("governance:meeting", args=[meeting.pk]),
                        in_words(on),
                    ),
                )
            )
    own = None if everywhere or standing.holds(Role.LA_OFFICER) else standing.organisations()
    for one in delivery.days(viewer=standing, since=day, until=day + SOON):
        if one.stage == DayStage.AGREED and (
            own is None
            or one.organisation_id in own
            or one.adviser_id == standing.person_id
            or one.agreement.provider_id in own
        ):
            found.append(
                (
                    one.on,
                    Card(
                        f"Development day at {one.organisation}",
                        one.why,
                        reverse("delivery:day", args=[one.pk]),
                        f"{in_words(one.on)} · {one.adviser.name}",
                    ),
                )
            )
    for place in delivery.workshops_of(standing, since=day):
        on = place.workshop.starts_at.date()
        found.append(
            (
                on,
                Card(
                    place.workshop.title,
                    place.workshop.place,
                    reverse("delivery:workshop", args=[place.workshop_id]),
                    in_words(on),
                ),
            )
        )
    return [card for _, card in sorted(found, key=lambda pair: pair[0])][:FEW]


def _changed(standing: Standing, now: datetime) -> list[Card]:
    """Return what happened in the last four weeks that concerns everybody or one's own organisations, newest first."""
    since = now - RECENTLY
    own = standing.organisations()
    sees_all = standing.holds(Role.COORDINATOR, Role.CLERK, Role.LA_OFFICER)
    news: list[News] = [*governance.news(since, now), *practice.news(since, now)]
    news += [
        one for one in needs.news(since, now) if sees_all or not one.organisation_ids or one.organisation_ids & own
    ]
    news += [
        News(one.made_at, one.subject, reverse("communications:notice", args=[one.pk]))
        for one in communications.notices_for(standing.person_id, since=since, day=now.date())
    ]
    return [
        Card(one.sentence, "", one.url, in_words(one.at.date()))
        for one in sorted(news, key=lambda one: one.at, reverse=True)[:FEW]
    ]


def _money(about: About) -> Iterable[Figure]:
    if (pot := about.pot) is not None:
        now = fund.balance(pot)
        yield Figure(
            "Free to promise",
            now.free.pounds,
            n=f"of {now.received.pounds} received",
            source=pot.name,
            source_url=reverse("fund:fund"),
        )
        yield Figure(
            "Promised and not paid yet", now.committed.pounds, source=pot.name, source_url=reverse("fund:fund")
        )


def _round(about: About) -> Iterable[Figure]:
    standing, day = about.standing, about.day
    current = needs.open_round()
    if current is not None:
        seen = needs.overview(current, viewer=standing, day=day)
        yield Figure(
            "Schools that have answered",
            f"{seen.answered} of {len(seen.rows)}",
            year=current.name,
            source="Needs round",
            source_url=reverse("needs:round", args=[current.pk]),
        )


def _running(about: About) -> Iterable[Figure]:
    standing = about.standing
    running = sum(one.stage == "agreed" for one in commissioning.agreements(viewer=standing))
    yield Figure("Agreements running", running, source="Support", source_url=reverse("commissioning:agreements"))


def _paid_in(about: About) -> Iterable[Figure]:
    for organisation in about.schools[:2]:
        seen = fund.statement(organisation)
        back = commissioning.supported(organisation)
        yield Figure(
            f"{organisation} paid in",
            seen.paid_in.pounds,
            n=f"{seen.due.pounds} still due",
            source="The fund",
            source_url=reverse("fund:contributions"),
        )
        yield Figure(
            "Agreements that help the school",
            len(back),
            source="Support",
            source_url=reverse("commissioning:agreements"),
        )


ABOUT_MONEY = {Role.COORDINATOR, Role.GROUP_MEMBER, Role.CHAIR, Role.BOOKKEEPER, Role.AUTHORISER, Role.AUDITOR}
NEEDS: dict[Role, tuple[Cards, ...]] = {
    Role.COORDINATOR: (_contested, _waiting_agreements, _to_publish, _payments),
    Role.HEAD_TEACHER: (_level_to_agree, _round_to_answer, _to_consent, _to_answer, _to_wish),
    Role.ADVISER: (_to_write_up, _to_publish),
    Role.STAFF: (_retests, _to_answer, _to_wish),
    Role.GOVERNOR: (_to_answer,),
    Role.PARENT_GOVERNOR: (_to_answer,),
    Role.GROUP_MEMBER: (_where_i_leave, _waiting_agreements, _to_answer),
    Role.CHAIR: (_where_i_leave, _waiting_agreements),
    Role.CLERK: (_vacancies, _waiting_agreements),
    Role.BOOKKEEPER: (_payments, _contributions),
    Role.AUTHORISER: (_payments,),
    Role.LA_OFFICER: (_contested, _to_answer, _to_check),
    Role.PROVIDER_CONTACT: (_my_agreements, _to_answer),
    Role.CONTACT: (_to_check, _to_answer),
    Role.FACILITATOR: (_retests,),
    Role.TEAM_MEMBER: (_retests,),
}
STEERS: dict[Role, tuple[Callable[[About], Iterable[Figure]], ...]] = {
    Role.COORDINATOR: (_money, _round, _running),
    Role.CLERK: (_running,),
    Role.GROUP_MEMBER: (_money, _running),
    Role.CHAIR: (_money, _running),
    Role.BOOKKEEPER: (_money,),
    Role.AUTHORISER: (_money,),
    Role.AUDITOR: (_money, _running),
    Role.HEAD_TEACHER: (_paid_in,),
    Role.GOVERNOR: (_paid_in,),
    Role.LA_OFFICER: (_round, _running),
    Role.CONSULTANT: (_running,),
}
