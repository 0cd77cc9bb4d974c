"""The minutes of a meeting, drafted from what was recorded; and whether those that are published are still what was agreed."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from hashlib import sha256

from django.db.models import Exists, OuterRef
from django.utils.timezone import localtime

from collegiate.foundation import documents
from collegiate.foundation.files.store import path_of
from collegiate.foundation.record.chain import key
from collegiate.foundation.record.models import Entry
from collegiate.foundation.ui.showing import day as in_words
from collegiate.partnership.governance.models import (
    AgendaItem,
    Correction,
    Decision,
    Eligibility,
    Meeting,
    Minutes,
    Outcome,
    Stage,
)
from collegiate.partnership.governance.queries.attending import attending
from collegiate.partnership.governance.queries.meetings import on_the_agenda
from collegiate.partnership.members.queries import partnership

LATELY = timedelta(days=365)
AGREES = "governance.agree_minutes"
LEFT_OUT = "This item is confidential, so its minute is kept by the group."


@dataclass(frozen=True, slots=True)
class Minute:
    """
    What is minuted of an item, in three lines.

    Attributes
    ----------
    what : str
        The decision, what the group advised, or that it was dealt with or left.
    why : str
        The reason; empty where nothing was decided.
    who : str
        How the votes fell and who was out of the room; empty where nobody voted.
    said : str
        What was said, folded below.
    presenter : str
        Who presented it; empty where nobody was named.
    """

    item_id: int
    place: int
    title: str
    what: str
    why: str = ""
    who: str = ""
    said: str = ""
    reference: str = ""
    presenter: str = ""
    corrections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MinutesOf:
    """The minutes of a meeting, for everybody or (`public` False) with what is confidential to the group."""

    group: str
    on: str
    place: str
    present: tuple[str, ...]
    in_attendance: tuple[str, ...]
    away: tuple[str, ...]
    items: tuple[Minute, ...]
    public: bool

    @property
    def digest(self) -> str:
        """The SHA-256 of all that they say."""
        return sha256(repr(self).encode()).hexdigest()


def minutes_of(meeting: Meeting, *, public: bool) -> MinutesOf:
    """Return the minutes of a meeting as recorded so far; four queries, however many items, and one more where a decision was corrected."""
    corrected = Exists(Correction.objects.filter(decision__item=OuterRef("pk")))
    items = list(on_the_agenda(AgendaItem.objects.filter(meeting=meeting)).annotate(is_corrected=corrected))
    out = _out_of_the_room(items)
    corrections = _corrections(items)
    people = attending(meeting, day=localtime(meeting.starts_at).date())
    came = [one for one in people if one.spells]
    return MinutesOf(
        group=meeting.group.name,
        on=in_words(meeting.starts_at),
        place=meeting.place,
        present=tuple(_named(one.person.public_name, one.seat) for one in came if one.seat != "In attendance"),
        in_attendance=tuple(one.person.public_name for one in came if one.seat == "In attendance"),
        away=tuple(one.person.public_name for one in people if not one.spells and not one.seat.startswith("Deputy, ")),
        items=tuple(_minute(item, public, out, corrections) for item in items),
        public=public,
    )


def _named(name: str, seat: str) -> str:
    return f"{name} ({seat})"


def _minute(item: AgendaItem, public: bool, out: dict[int, list[str]], corrected: dict[int, list[str]]) -> Minute:
    if item.is_confidential and public:
        return Minute(item.pk, item.place, item.public_title, LEFT_OUT)
    presenter = item.presenter.public_name if item.presenter else ""
    decision = getattr(item, "decision", None)
    if decision is not None and decision.reference:
        return Minute(
            item.pk,
            item.place,
            item.title,
            what=decision.as_published,
            why=decision.reason,
            who=_who(decision, out.get(decision.pk, [])),
            said=item.said,
            reference=decision.reference,
            presenter=presenter,
            corrections=tuple(corrected.get(decision.pk, [])),
        )
    consideration = getattr(item, "consideration", None)
    if consideration is not None and consideration.responded_at is not None:
        counted = consideration.in_favour is not None
        who = f"{consideration.in_favour} for, {consideration.against} against." if counted else ""
        what = f"Advised: {consideration.response}"
        return Minute(item.pk, item.place, item.title, what=what, who=who, said=item.said, presenter=presenter)
    return Minute(item.pk, item.place, item.title, what=_became(item), said=item.said, presenter=presenter)


def _who(decision: Decision, out: list[str]) -> str:
    fell = f"{decision.in_favour} for, {decision.against} against, {decision.abstained} abstained."
    return " ".join([f"{decision.get_method_display()}: {fell}", *out])


def _became(item: AgendaItem) -> str:
    if item.outcome == Outcome.LEFT:
        return f"Left for another meeting. {item.left_as.because}"
    return "Noted." if item.outcome == Outcome.DONE else "Not dealt with yet."


def _out_of_the_room(items: Sequence[AgendaItem]) -> dict[int, list[str]]:
    """Return, by decision, a sentence for each who had an interest and took no part."""
    found: dict[int, list[str]] = {}
    for one in (
        Eligibility.objects.filter(decision__item__in=items, eligible=False).select_related("person").order_by("pk")
    ):
        found.setdefault(one.decision_id, []).append(f"Took no part: {one.person.public_name}, who {one.because}")
    return found


def _corrections(items: Sequence[AgendaItem]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    changed = [item for item in items if item.is_corrected]  # type: ignore[attr-defined]  # annotated
    for one in Correction.objects.filter(decision__item__in=changed).order_by("pk") if changed else ():
        found.setdefault(one.decision_id, []).append(one.minute)
    return found


def file_name(meeting: Meeting) -> str:
    """Return what the file of a meeting's minutes is called."""
    return f"minutes-{meeting.pk}-{localtime(meeting.starts_at):%Y-%m-%d}.pdf"


def minutes_on_paper(meeting: Meeting, *, draft: bool) -> bytes:
    """Return the minutes as a tagged PDF, as the public reads them; the same bytes for the same words."""
    known, said = partnership(), minutes_of(meeting, public=True)
    data = {**asdict(said), "partnership": known.name if known else "Collegiate", "draft": draft}
    title = f"{'Draft minutes' if draft else 'Minutes'}: {said.group}, {said.on}"
    return documents.pdf("governance/minutes.typ", data, title=title, at=meeting.starts_at)


def published(meeting: Meeting) -> list[Minutes]:
    """Return the minutes of a meeting that were agreed, the newest first."""
    found = Minutes.objects.filter(meeting=meeting).select_related("file", "agreed_in", "mover")
    return list(found.order_by("-number"))


def to_agree(meeting: Meeting) -> list[Meeting]:
    """Return the meetings of the same group before this one whose minutes nobody has agreed, the oldest first."""
    found = Meeting.objects.filter(group=meeting.group_id, stage=Stage.CLOSED, starts_at__lt=meeting.starts_at)
    return list(found.select_related("group").order_by("starts_at", "pk"))


def could_agree(meeting: Meeting) -> list[Meeting]:
    """Return the meetings in progress that could agree the minutes of one: later ones of its group."""
    found = Meeting.objects.filter(group=meeting.group_id, stage=Stage.IN_PROGRESS, starts_at__gt=meeting.starts_at)
    return list(found.select_related("group").order_by("starts_at", "pk"))


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether published minutes are still the file that was agreed; `fault` says what is wrong, or is empty."""

    name: str
    fault: str


def verify_minutes(*, since: date | None = None) -> list[Verdict]:
    """
    Return of each of the published minutes whether file, row and record still say the same; all, or those since a day.

    The digest was written three times when they were agreed: into the row, as the file's name, and into the record's chain.
    """
    found = Minutes.objects.select_related("meeting__group", "file").order_by("agreed_at", "pk")
    if since is not None:
        found = found.filter(agreed_at__date__gte=since)
    minutes = list(found)
    noted = {
        entry.subject: entry.data.get("sha256")
        for entry in Entry.objects.filter(deed=AGREES, subject__in=[key(one) for one in minutes])
    }
    return [Verdict(_name(one), _fault(one, noted.get(key(one)))) for one in minutes]


def _name(one: Minutes) -> str:
    again = f", number {one.number}" if one.number > 1 else ""
    return f"{one.meeting.group.name}, {in_words(one.meeting.starts_at)}{again}"


def _fault(one: Minutes, noted: str | None) -> str:
    path = path_of(one.file.digest)
    if not path.is_file():
        return "the published file is missing"
    if sha256(path.read_bytes()).hexdigest() != one.sha256:
        return "the published file is not the one that was agreed"
    if one.sha256 != one.file.digest:
        return "another file stands in the place of the one that was agreed"
    return "" if noted == one.sha256 else "the record has another digest than the minutes"
