"""The one list of hops: what each is, how it is found, who owes it, and by when."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from collegiate.definitions import indicators
from collegiate.doors.thread.facts import Facts
from collegiate.improvement.commissioning.models import MADE, Milestone
from collegiate.improvement.delivery.models import DayStage
from collegiate.improvement.fund.models import PAID
from collegiate.partnership.feedback.models import Stage as FormStage
from collegiate.values import AcademicYear, counted

A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Found:
    """A hop that is there: what, in a line or more, since when, the money, and its page."""

    title: str
    lines: Sequence[str] = ()
    url: str = ""
    money: Any = None


@dataclass(frozen=True, slots=True)
class Hop:
    """
    One kind of hop.

    Attributes
    ----------
    find : function of Facts
        What is there, or None.
    owed_by : str
        Who owes it, by role.
    due_on : function of Facts
        The day by which it should be there.
    """

    name: str
    find: Callable[[Facts], Found | None]
    owed_by: str
    due_on: Callable[[Facts], date]


@dataclass(frozen=True, slots=True)
class State:
    """A hop of one thread on a day: there (`found`), not due yet, or missing."""

    hop: Hop
    due_on: date
    found: Found | None = None
    is_missing: bool = field(default=False)


def _evidence(facts: Facts) -> Found | None:
    known = indicators()
    lines = [
        f"{known[one.value.indicator].short}, {AcademicYear(one.value.year)}" if one.value else one.finding.sentence  # type: ignore[union-attr]
        for one in facts.evidence
        if (one.value and one.value.indicator in known) or one.finding
    ]
    return (
        Found(
            counted(len(facts.evidence), "figure or finding", "figures and findings"), tuple(dict.fromkeys(lines))[:3]
        )
        if facts.evidence
        else None
    )


def _need(facts: Facts) -> Found | None:
    if not facts.needs:
        return None
    schools = ", ".join(dict.fromkeys(str(need.organisation) for need in facts.needs))
    own = next((need for need in facts.needs if need.pk in facts.readable_needs), None)
    if own is None:  # in whose words a need is raised is for the school and those who agree help with it
        return Found(counted(len(facts.needs), "need"), (f"Raised by {schools}.",))
    return Found(own.title, (f"Raised by {schools}.",), reverse("needs:need", args=[own.pk]))


def _brief(facts: Facts) -> Found | None:
    brief = facts.agreement.brief
    return Found(brief.title, (brief.outcomes,), reverse("commissioning:brief", args=[brief.pk]), brief.ceiling)


def _consideration(facts: Facts) -> Found | None:
    asked = [one for one in facts.considerations if one.weight == "advises"]
    if not asked or any(one.responded_at is None for one in asked):
        return None
    lines = [f"{one.group.name}: {one.in_favour} for, {one.against} against." for one in asked]
    return Found(
        "The groups that were asked have answered",
        tuple(lines),
        reverse("governance:paper", args=[facts.agreement.brief.paper_id]),
    )


def _decision(facts: Facts) -> Found | None:
    decision = facts.agreement.decision
    if decision is None:
        return None
    tally = f"{decision.in_favour} for, {decision.against} against, {decision.recused} left because of an interest."
    return Found(
        f"{decision.reference} {decision.title}",
        (tally, facts.why_decided),
        reverse("governance:decision", args=[decision.slug]),
    )


def _commitment(facts: Facts) -> Found | None:
    commitment = facts.agreement.commitment
    if commitment is None:
        return None
    return Found(
        "Money set aside in the pooled fund",
        (f"{commitment.paid} of it is paid.",),
        reverse("fund:fund"),
        commitment.committed,
    )


def _agreement(facts: Facts) -> Found | None:
    agreement = facts.agreement
    if agreement.stage not in MADE:
        return None
    schools = ", ".join(str(one.organisation) for one in agreement.schools.all())
    when = f"From {agreement.starts_on:%-d %B %Y} to {agreement.ends_on:%-d %B %Y}, with {agreement.provider}."
    return Found(
        f"{agreement.reference} {agreement.title}",
        (when, f"For {schools}."),
        reverse("commissioning:agreement", args=[agreement.slug]),
        agreement.price,
    )


def _milestones(facts: Facts) -> Found | None:
    milestones = list(facts.agreement.milestones.all())
    paid = [one for one in milestones if _is_paid(one)]
    if len(paid) < len(milestones) or not milestones:
        return None
    return Found(f"{counted(len(paid), 'milestone')} accepted and paid", tuple(one.title for one in paid))


def _is_paid(milestone: Milestone) -> bool:
    return any(claim.payment.stage in PAID for claim in milestone.claims.all())


def _delivery(facts: Facts) -> Found | None:
    held = [day for day in facts.days if day.stage == DayStage.HAPPENED]
    if not held:
        return None
    schools = len({day.organisation_id for day in held})
    title = f"{counted(len(held), 'development day')} in {counted(schools, 'school')}"
    last = next((day for day in reversed(held) if day.pk in facts.readable_days), None)
    return Found(title, (last.agreed_next,), reverse("delivery:day", args=[last.pk])) if last else Found(title)


def _feedback(facts: Facts) -> Found | None:
    forms = [day.form for day in facts.days if day.form is not None]
    closed = [form for form in forms if form.stage == FormStage.CLOSED]
    if not closed:
        return None
    last = next((form for form in reversed(closed) if form.pk in facts.readable_forms), None)
    return Found(
        f"{len(closed)} of {counted(len(forms), 'form')} after a day {'is' if len(forms) == 1 else 'are'} closed",
        (),
        reverse("feedback:results", args=[last.pk]) if last else "",
    )


def _cycle(facts: Facts) -> Found | None:
    if not facts.cycles:
        return None
    schools = len({one.team.organisation_id for one in facts.cycles})
    kept = [one.get_keep_display().lower() for one in facts.cycles]
    words = ", ".join(f"{kept.count(word)} “{word}”" for word in dict.fromkeys(kept))
    return Found(
        f"{counted(len(facts.cycles), 'team’s cycle', 'teams’ cycles')} closed in {counted(schools, 'school')}",
        (f"What they do next: {words}.",),
        reverse("achievement_teams:together"),
    )


def _outcome(facts: Facts) -> Found | None:
    if facts.study is None or not facts.outcomes:
        return None
    known = indicators()[facts.study.indicator]
    return Found(
        f"{known.short} in {AcademicYear(facts.study.year)}",
        (f"Published for {facts.outcomes} of the schools supported.",),
    )


def _finding(facts: Facts) -> Found | None:
    study = facts.study
    if study is None or study.finding_id is None:
        return None
    return Found(
        study.get_verdict_display(), (study.sentence, study.money_sentence), reverse("impact:study", args=[study.pk])
    )


def _practice(facts: Facts) -> Found | None:
    if not facts.practices:
        return None
    first = facts.practices[0]
    return Found(
        first.title, tuple(one.title for one in facts.practices[1:]), reverse("practice:practice", args=[first.pk])
    )


def _report(facts: Facts) -> Found | None:
    if facts.report is None:
        return None
    return Found(facts.report.title, (), reverse("accountability:report", args=[facts.report.pk]))


def _proposed(facts: Facts) -> date:
    return facts.agreement.proposed_at.date()


def _decided(facts: Facts) -> date:
    """Return when a decision is due: the day of the meeting that has it on its agenda, or four weeks after it was proposed."""
    meetings = [one.item.meeting.starts_at.date() for one in facts.considerations if one.weight == "decides"]
    return max(meetings, default=_proposed(facts) + 4 * A_WEEK)


def _paid(facts: Facts) -> date:
    """Return when the next milestone should be accepted and paid: a month after its day."""
    waiting = [one.due_on for one in facts.agreement.milestones.all() if not _is_paid(one)]
    return min(waiting, default=facts.agreement.ends_on) + timedelta(days=30)


def _delivered(facts: Facts) -> date:
    return min(facts.agreement.starts_on + timedelta(days=100), facts.agreement.ends_on)


def _answered(facts: Facts) -> date:
    closing = [day.form.closes_on for day in facts.days if day.form is not None]
    return min(closing, default=_delivered(facts) + 2 * A_WEEK) + A_WEEK


def _cycled(facts: Facts) -> date:
    return facts.agreement.ends_on + 2 * A_WEEK


def _published(facts: Facts) -> date:
    """Return when the outcome's figures are out: by the end of the year after the school year's."""
    year = facts.study.year if facts.study else AcademicYear.of(facts.agreement.ends_on).starts
    return date(year + 1, 12, 31)


HOPS = (
    Hop("evidence", _evidence, "the school", _proposed),
    Hop("need", _need, "the school", _proposed),
    Hop("brief", _brief, "the coordinator", _proposed),
    Hop("consideration", _consideration, "the groups that were asked", _decided),
    Hop("decision", _decision, "the Strategic Group", _decided),
    Hop("commitment", _commitment, "the clerk", lambda facts: _decided(facts) + 2 * A_WEEK),
    Hop("agreement", _agreement, "the clerk", lambda facts: _decided(facts) + 2 * A_WEEK),
    Hop("milestone and payment", _milestones, "the coordinator", _paid),
    Hop("delivery", _delivery, "the provider", _delivered),
    Hop("feedback", _feedback, "the schools", _answered),
    Hop("Achievement Team cycle", _cycle, "the schools’ teams", _cycled),
    Hop("outcome", _outcome, "the coordinator", _published),
    Hop("finding", _finding, "the local authority’s adviser", lambda facts: _published(facts) + 8 * A_WEEK),
    Hop("practice", _practice, "the schools", lambda facts: _published(facts) + 20 * A_WEEK),
    Hop("report", _report, "the coordinator", lambda facts: _published(facts) + 30 * A_WEEK),
)


def states(facts: Facts, *, day: date) -> list[State]:
    """Return the state of every hop of a thread on a day."""
    said = []
    for hop in HOPS:
        found, due_on = hop.find(facts), hop.due_on(facts)
        said.append(State(hop, due_on, found, is_missing=found is None and due_on < day))
    return said


def verdict(said: Sequence[State]) -> str:
    """Return "complete", "open", or "missing: " with the hops that are missing."""
    missing = [state.hop.name for state in said if state.is_missing]
    if missing:
        return f"missing: {', '.join(missing)}"
    return "complete" if all(state.found for state in said) else "open"
