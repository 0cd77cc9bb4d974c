"""Secrets planted wherever something confidential is kept, and every door tried for them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from collegiate.doors.desks import reminders
from collegiate.doors.town.attacks.scene import DAY, FOUNDING, NOW, Scene, set_up
from collegiate.foundation import clock
from collegiate.foundation.files.store import keep
from collegiate.partnership.communications.models import Delivery
from collegiate.partnership.governance import commands, queries
from collegiate.partnership.governance.models import (
    AgendaItem,
    Decision,
    ItemPurpose,
    Meeting,
    Method,
    Paper,
    Part,
    Seat,
    Tenure,
)
from collegiate.partnership.members import commands as members
from collegiate.partnership.members.models import Group, Kind, Person, Phase
from collegiate.partnership.members.queries import standing_of_person
from collegiate.values import Role, job

HELP = "secrets planted in items, papers, minutes and decisions; no door gives one away"
OPTIONS: dict[str, tuple[int, str]] = {}
BOTH_KINDS = True
LATER = NOW + timedelta(days=28)
TITLE, SAID, RULING = "Quillsecrettitle", "Quillsecretsaid", "Quillsecretruling"
PAPER, PART, PRICE = "Quillsecretpaper", "Quillsecretpart", "Quillsecretprice"
REASON, OTHERS, EQUALITY = "Quillsecretreason", "Quillsecretothers", "Quillsecretequality"
PARTY, FOUND = "Quillhouse", "Quillsecretfound"
SECRETS = {
    "the title of a confidential item": TITLE,
    "what was said on it": SAID,
    "what was decided on it": RULING,
    "why it was decided": REASON,
    "what else was considered": OTHERS,
    "whom it leaves out": EQUALITY,
    "whom it touches": f"{PARTY} (",  # the organisation itself is no secret: that the item touches it is
    "whose interest kept them out": f"{PARTY}, which this item",
    "the interest found afterwards": FOUND,
    "its paper": PAPER,
    "the confidential part of a paper": PART,
    "the confidential part of a decision": PRICE,
}
"""Where each is planted, and the word that must be found behind no door."""
OTHER_PAGES = (
    "/", "/search/?q=Secret", "/search/?q=Quillsecret", "/decisions/?words=Secret", "/decisions/?words=Quillsecret",
    "/notices/", "/thread/", "/members/", "/reports/", "/healthz",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Door:
    """A way in: which kind, whose and where; asking gives what refused, and all the text that came out."""

    way: str
    what: str
    ask: Callable[[], tuple[str, str]]


def attack(say: Callable[[str], None]) -> tuple[str, bool]:
    """Ask every door for every secret; the last line is `refused N of N`."""
    clock.stop(DAY)
    house = House(set_up())
    refused = count = 0
    for door in house.doors():
        refusal, text = door.ask()
        found = [where for where, word in SECRETS.items() if word.casefold() in text.casefold()]
        count, refused = count + len(SECRETS), refused + len(SECRETS) - len(found)
        say(f"{'LET THROUGH' if found else 'refused'}  {door.way}: {door.what}: {', '.join(found) or refusal}")
    known = house.known_to_the_group()
    missing = [where for where, word in SECRETS.items() if word not in known]
    for where in missing:  # an attack that planted nothing would find nothing
        say(f"NOT PLANTED  {where}")
    return f"refused {refused} of {count}", refused == count and not missing


class House:
    """A meeting that dealt with a confidential item, closed and minuted; the next one agreed its minutes and has another."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.clerk = scene, scene.by("clerk")
        self.meeting = scene.meeting
        self.insider = scene.voters[0]
        self.outsider = members.add_person("Jo Farr", email="jo.farr@example.org", by=FOUNDING, at=NOW)
        members.appoint(self.outsider, role=Role.STAFF, organisation=scene.school, from_on=DAY, by=FOUNDING, at=NOW)
        self.feed = commands.follow(by=standing_of_person(self.insider, DAY), at=NOW)
        self._decide_in_confidence()
        self._decide_with_a_confidential_part()
        commands.close(self.meeting, by=self.clerk, at=NOW)
        self._agree()

    def _decide_in_confidence(self) -> None:
        paper = commands.write_paper(PAPER, summary=PAPER, text=PAPER, group=self.meeting.group, by=self.clerk, at=NOW)
        item = self._confidential_item(self.meeting, paper)
        self._touch_somebody(item)
        made = commands.decide(
            item, text=RULING, reason=REASON, alternatives=OTHERS, equality_note=EQUALITY, purpose=self.scene.purpose,
            review_on=DAY, by=self.clerk, at=NOW,
        )  # fmt: skip
        commands.minute_item(item, said=SAID, version=1, by=self.clerk, at=NOW)
        commands.find_interest(made, person=self.insider, because=FOUND, by=self.clerk, at=NOW)

    def _touch_somebody(self, item: AgendaItem) -> None:
        """Let the item touch an organisation whose head sits on the group, and is away."""
        party = members.add_organisation(PARTY, kind=Kind.SCHOOL, phase=Phase.PRIMARY, by=FOUNDING, at=NOW)
        head = members.add_person("Ola Weir", email="ola.weir@example.org", by=FOUNDING, at=NOW)
        members.appoint(head, role=Role.HEAD_TEACHER, organisation=party, from_on=DAY, by=FOUNDING, at=NOW)
        seat = commands.make_seat(self.meeting.group, label="Seat of a head", by=self.clerk, at=NOW)
        commands.seat(head, seat=seat, from_on=DAY, by=self.clerk, at=NOW)
        commands.name_party(item, organisation=party, part=Part.BENEFICIARY, by=self.clerk, at=NOW)

    def _vote_in_writing(self, item: AgendaItem) -> None:
        """Ask for votes in writing on a confidential item, by mail."""
        drafted = commands.draft(
            item, text=RULING, reason=REASON, alternatives=OTHERS, equality_note=EQUALITY, purpose=self.scene.purpose,
            method=Method.WRITTEN, by=self.clerk, at=NOW,
        )  # fmt: skip
        commands.open_vote(drafted, closes_at=LATER - timedelta(days=1), by=self.clerk, at=NOW)

    def _remind(self) -> None:
        """Let the review fall due, and remind everybody of all they have still to do."""
        for decision, why in queries.to_fall_due(day=DAY):
            commands.fall_due(decision, why=why, by=job("decisions_due", day=DAY), at=NOW)
        morning = NOW.replace(hour=10) + timedelta(days=1)
        reminders.send(by=job("reminders", day=morning.date()), at=morning)

    def _confidential_item(self, meeting: Meeting, paper: Paper | None = None) -> AgendaItem:
        return commands.add_item(
            meeting, title=TITLE, purpose=ItemPurpose.DECIDE, paper=paper, confidential=True, by=self.clerk, at=NOW
        )

    def _decided(self, item: AgendaItem, text: str, *, confidential: str = "") -> Decision:
        return commands.decide(
            item, text=text, reason="It is needed.", equality_note="Nobody.", purpose=self.scene.purpose,
            confidential=confidential,
            by=self.clerk, at=NOW,
        )  # fmt: skip

    def _decide_with_a_confidential_part(self) -> None:
        sealed = commands.Sealed(PART, "It is about one person.")
        paper = commands.write_paper(
            "Coaching", summary="s", text="t", group=self.meeting.group, sealed=sealed, by=self.clerk, at=NOW
        )
        item = commands.add_item(
            self.meeting, title="Coaching", purpose=ItemPurpose.DECIDE, paper=paper, by=self.clerk, at=NOW
        )
        self._decided(item, "It is bought.", confidential=PRICE)

    def _agree(self) -> None:
        later = commands.plan_meeting(self.meeting.group, starts_at=LATER, place="Town Hall", by=self.clerk, at=NOW)
        self._vote_in_writing(self._confidential_item(later))
        commands.call(later, by=self.clerk, at=NOW)
        self._remind()
        commands.open_meeting(later, by=self.clerk, at=LATER)
        for person in self.scene.voters:
            commands.arrive(person, meeting=later, by=self.clerk, at=LATER)
        made = queries.minutes_on_paper(self.meeting, draft=False)
        commands.agree_minutes(
            self.meeting,
            agreed_in=later,
            mover=self.insider,
            file=keep("minutes.pdf", [made], kind="application/pdf", at=LATER),
            content=queries.minutes_of(self.meeting, public=True).digest,
            by=self.clerk,
            at=LATER,
        )

    def doors(self) -> Iterator[Door]:
        """Yield every way in: pages asked and sent, files, the calendar, mail."""
        for who, person in (("a stranger", None), ("a member of another group", self.outsider)):
            browser = self._browser(person)
            for url in [*self._addresses(), *OTHER_PAGES]:
                yield Door("page", f"{url} as {who}", lambda b=browser, u=url: _read(b.get(u)))  # type: ignore[misc]
            for url in self._addresses():
                yield Door("sent", f"{url} as {who}", lambda b=browser, u=url: _read(b.post(u, {"once": uuid4()})))  # type: ignore[misc]
        feed = reverse("governance:calendar", args=[queries.token_of(self.feed)])
        yield Door("calendar", "a member’s own, passed on", lambda: _read(self._browser(None).get(feed)))
        for one in Delivery.objects.select_related("notice", "person").order_by("pk"):
            yield Door("mail", f"“{one.notice.subject}” to {one.person}", lambda one=one: _mail(one))  # type: ignore[misc]

    def _addresses(self) -> Iterator[str]:
        """Yield the address of every page of governance, for every row it could be about."""
        every: list[Any] = get_resolver().url_patterns
        governance = next(one for one in every if getattr(one, "namespace", "") == "governance")
        for pattern in governance.url_patterns:
            for known in _known(pattern):
                yield reverse(f"governance:{pattern.name}", kwargs=known)

    def known_to_the_group(self) -> str:
        """Return what somebody who sits on the group reads of all this."""
        browser = self._browser(self.insider)
        slugs = [one.slug for one in Decision.objects.exclude(reference="").order_by("pk")]
        urls = [reverse("governance:item", args=[one.pk]) for one in AgendaItem.objects.order_by("pk")]
        for name in ("paper", "confidential"):
            urls += [reverse(f"governance:{name}", args=[one.pk]) for one in Paper.objects.order_by("pk")]
        urls += [reverse("governance:decision", args=[slug]) for slug in slugs]
        urls.append(reverse("governance:minutes", args=[self.meeting.pk]))
        sent = [reverse("governance:open_confidential", args=[slug]) for slug in slugs]
        answers = [*(browser.get(url) for url in urls), *(browser.post(url, {"once": uuid4()}) for url in sent)]
        return " ".join(_read(one)[1] for one in answers)

    def _browser(self, person: Person | None) -> Client:
        secure = {"wsgi.url_scheme": "https"} if settings.SECURE_SSL_REDIRECT else {}
        browser = Client(headers={"host": settings.ALLOWED_HOSTS[0]}, **secure)  # type: ignore[arg-type]  # into the environ
        if person is not None:
            person.refresh_from_db()
            account = person.account or members.invite(person, email=person.email, role=Role.STAFF, by=FOUNDING, at=NOW)
            browser.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
        return browser


ROWS = {
    "groups": Group,
    "seats": Seat,
    "tenures": Tenure,
    "meetings": Meeting,
    "items": AgendaItem,
    "papers": Paper,
    "votes": Decision,
}


def _known(pattern: URLPattern) -> Iterator[dict[str, Any]]:
    """Yield what an address may carry: each row it could be about."""
    asked = set(pattern.pattern.converters)
    if "token" in asked:
        return
    if asked == {"slug"}:
        yield from ({"slug": one.slug} for one in Decision.objects.exclude(reference="").order_by("pk"))
    elif asked:
        model = ROWS.get(str(pattern.pattern).partition("/")[0])
        keys = model._base_manager.order_by("pk").values_list("pk", flat=True) if model else [1]
        yield from ({"pk": pk, **dict.fromkeys(asked - {"pk"}, 1)} for pk in keys)
    else:
        yield {}


def _read(answer: Any) -> tuple[str, str]:
    """Return what an answer says of itself, and all the text in it; a PDF's words are taken out of it."""
    content = bytes(answer.content)
    kind = str(answer.get("Content-Type", "")).partition(";")[0]
    text = _words_of_a_pdf(content) if kind == "application/pdf" else unescape(content.decode("utf-8", "replace"))
    text = text.replace("\r\n ", "")  # a calendar's long lines are folded
    return f"it answers {answer.status_code} without it", f"{text} {answer.headers}"


def _words_of_a_pdf(content: bytes) -> str:
    from pypdf import PdfReader  # noqa: PLC0415 - a tool of developers, who run attacks

    reader = PdfReader(BytesIO(content))
    return " ".join(page.extract_text() for page in reader.pages) + str(reader.metadata)


def _mail(delivery: Delivery) -> tuple[str, str]:
    """Return all of a notice that a letter is made of."""
    notice = delivery.notice
    return "the letter is without it", f"{notice.subject} {notice.text} {notice.url}"
