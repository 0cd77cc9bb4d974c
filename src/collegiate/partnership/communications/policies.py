"""Rulings on telling people things, and the days on which bad news may be told."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils.timezone import localtime

from collegiate.partnership.communications.models import Enquiry
from collegiate.values import YES, Role, Ruling, Standing, Term, no, schools_work_on

UNSUBSCRIBE_LINK = "job:unsubscribe_link"
POST = "job:post"
REMINDERS = "job:reminders"
FRIDAY = 4
MORNING, NOON, AFTERNOON = 7, 12, 16  # hours of the day
LEADS = (Role.HEAD_TEACHER, Role.DEPUTY)
GOVERNS = (Role.GOVERNOR, Role.PARENT_GOVERNOR)
LONGEST_WAIT = 60  # days; past the longest holiday


def may_notify(standing: Standing) -> Ruling:
    """Rule on telling people of a deed: whoever may do the deed, and the partnership's own jobs."""
    if standing.person_id is None and not standing.mark.startswith("job:"):
        return no("Only members of the partnership can send notices.")
    return YES


def may_write(standing: Standing) -> Ruling:
    """Rule on writing a notice of one's own, and on the list of addresses that are never mailed."""
    if standing.holds(Role.COORDINATOR, Role.CLERK):
        return YES
    return no("Only the coordinator or the clerk can write to members.")


def may_see_outbox(standing: Standing) -> Ruling:
    """Rule on seeing what was sent to whom."""
    if standing.holds(Role.COORDINATOR, Role.CLERK, Role.AUDITOR):
        return YES
    return no("Only the coordinator, the clerk and the auditor can see what was sent to others.")


def may_choose_for(standing: Standing, person_id: int) -> Ruling:
    """Rule on what somebody is mailed about: they choose, on their page or by the link in a mail."""
    if standing.mark == UNSUBSCRIBE_LINK or (standing.person_id is not None and standing.person_id == person_id):
        return YES
    return no("People choose for themselves what they are mailed about.")


def may_post(standing: Standing) -> Ruling:
    """Rule on sending what waits: the post's own job."""
    if standing.mark == POST:
        return YES
    return no("What waits is sent by the partnership’s own post.")


def may_remind(standing: Standing, *, is_time: bool) -> Ruling:
    """Rule on reminding people: the partnership's own job, when it `is_time`."""
    if standing.mark != REMINDERS:
        return no("People are reminded by the partnership’s own job.")
    if not is_time:
        return no(
            "Nobody is reminded now: only on days on which schools work, from 7:00 until 16:00, on a Friday until 12:00."
        )
    return YES


def is_time_to_remind(now: datetime, terms: Sequence[Term]) -> bool:
    """Say whether people may be reminded at a moment: in working hours, in term, and never on a Friday afternoon."""
    local = localtime(now)
    until = NOON if local.weekday() == FRIDAY else AFTERNOON
    return schools_work_on(local.date(), terms) and MORNING <= local.hour < until


def may_ask(standing: Standing, organisation_id: int | None) -> Ruling:
    """Rule on asking a question: governors about their school, the external consultant about any or about us all."""
    if standing.holds(Role.CONSULTANT) or (
        organisation_id is not None and standing.holds(*GOVERNS, at=organisation_id)
    ):
        return YES
    return no("Governors ask about their own school, and the external consultant about any.")


def may_answer(standing: Standing, enquiry: Enquiry) -> Ruling:
    """Rule on answering a question: the school's head teacher or the coordinator, once, and never one's own."""
    leads = enquiry.organisation_id is not None and standing.holds(*LEADS, at=enquiry.organisation_id)
    if not (leads or standing.holds(Role.COORDINATOR)):
        return no("Only the school’s head teacher or the coordinator can answer.")
    if standing.person_id == enquiry.asked_by_id:
        return no("You asked this yourself, so somebody else answers it.")
    if enquiry.answered_at is not None:
        return no("This question is answered.")
    return YES


def may_read(standing: Standing, enquiry: Enquiry) -> Ruling:
    """Rule on reading a question and its answer: whoever asked, the school's head and governors, and the coordinator."""
    own = enquiry.organisation_id is not None and standing.holds(*LEADS, *GOVERNS, at=enquiry.organisation_id)
    asked = standing.person_id is not None and standing.person_id == enquiry.asked_by_id
    if own or asked or standing.holds(Role.COORDINATOR):
        return YES
    return no("A question is read by whoever asked it, the school it is about, and the coordinator.")


def is_kind_day(day: date, terms: Sequence[Term]) -> bool:
    """
    Say whether bad news may be told on a day: Monday to Thursday, in term, before its last week.

    Outside the terms we know only the day of the week can be told.
    """
    if day.weekday() >= FRIDAY:
        return False
    known = bool(terms) and min(term.first_on for term in terms) <= day <= max(term.last_on for term in terms)
    return not known or any(day in term and not term.in_last_week(day) for term in terms)


def first_kind_day(day: date, terms: Sequence[Term]) -> date:
    """Return the day itself or the first after it on which bad news may be told."""
    days = (day + timedelta(days=wait) for wait in range(LONGEST_WAIT))
    return next((one for one in days if is_kind_day(one, terms)), day)
