"""The imaginary town as it stands: who is in it, what its year brought, that its books and its record hold."""

from collections import Counter

import pytest
from django.urls import reverse
from django.utils.timezone import localtime

from collegiate.doors.desks.cards import desk_for
from collegiate.doors.town.cast import DESKS, cast
from collegiate.doors.town.models import Build
from collegiate.foundation import clock
from collegiate.foundation.record import chain
from collegiate.foundation.record.models import Head
from collegiate.improvement.achievement_teams.models import BandCount, Cycle
from collegiate.improvement.commissioning.models import Milestone
from collegiate.improvement.delivery.models import DevelopmentDay, Programme, Workshop
from collegiate.improvement.fund.models import PAID, Authorisation, Commitment, Entry, Leg, Payment
from collegiate.improvement.needs.models import Level, LevelReason
from collegiate.improvement.needs.queries import case_for
from collegiate.improvement.practice.models import Practice
from collegiate.partnership.governance.models import (
    AgendaItem,
    Consideration,
    Decision,
    Eligibility,
    ItemParty,
    Matter,
    Meeting,
    PaperVersion,
)
from collegiate.partnership.members.models import GroupKind, Organisation, Person, RoleHeld, Scheme, Succession
from collegiate.partnership.members.queries import schools, standing_of_person
from collegiate.partnership.training_day.models import Day
from collegiate.values import AcademicYear, Role, is_working_day
from tests.foundation.ui.reading import read

pytestmark = pytest.mark.django_db


def test_it_stands_on_a_teaching_tuesday_with_seventy_one_schools(town):
    assert town.weekday() == 1
    assert len(schools(day=town)) == 71
    phases = Counter(one.phase for one in schools(day=town))
    assert {"nursery", "primary", "secondary", "special", "pupil_referral_unit"} <= set(phases)
    assert phases["primary"] > 40


def test_its_digest_is_the_end_of_the_record_when_it_was_built(town):
    built = Build.objects.get()

    assert (built.seed, built.schools, built.today) == (7, 71, town)
    assert built.digest == Head.objects.get().hash
    assert chain.verify(everything=True).fault == ""


def test_people_pay_visit_review_and_meet_on_working_days(town):
    days = {
        "paid": Entry.objects.filter(payment__isnull=False).values_list("on", flat=True),
        "authorised": [localtime(one.authorised_at).date() for one in Authorisation.objects.all()],
        "visited": DevelopmentDay.objects.values_list("on", flat=True),
        "written up": [localtime(one).date() for one in DevelopmentDay.objects.exclude(
            happened_at=None).values_list("happened_at", flat=True)],
        "workshops": [localtime(one).date() for one in Workshop.objects.values_list("starts_at", flat=True)],
        "milestones due": Milestone.objects.values_list("due_on", flat=True),
        "levels reviewed": Level.objects.values_list("review_on", flat=True),
        "practice reviewed": Practice.objects.exclude(review_on=None).values_list("review_on", flat=True),
        "training": Day.objects.values_list("on", flat=True),
    }  # fmt: skip

    assert all(days.values())
    assert [(what, on) for what, found in days.items() for on in found if not is_working_day(on)] == []


def test_one_programme_reaches_over_three_school_years_on_two_strands(town):
    programme = Programme.objects.get(ends_on__gt=town)
    workshops = programme.workshops.filter(stage="planned")

    assert AcademicYear.of(programme.ends_on) - 2 == AcademicYear.of(programme.starts_on)
    assert {one.strand for one in programme.strands.all()} == {one.strand for one in workshops}
    assert len({AcademicYear.of(localtime(one.starts_at).date()) for one in workshops}) == 3


def test_one_workshop_was_called_off(town):
    assert Workshop.objects.get(stage="cancelled").taken.count() == 1


def test_one_school_closed_for_good_and_one_became_an_academy_on_the_next_day(town):
    closed = Organisation.objects.filter(closed_on__isnull=False)
    succession = Succession.objects.select_related("predecessor", "successor").get()

    assert closed.count() == 2
    assert succession.predecessor in closed
    assert (succession.on - succession.predecessor.closed_on).days == 1
    assert succession.successor.keeps_academy_books
    assert not succession.predecessor.keeps_academy_books


def test_the_academy_leads_to_the_figures_and_the_history_of_the_school_it_was(client, town):
    succession = Succession.objects.select_related("predecessor", "successor").get()
    new, old = (one.identifiers.get(scheme=Scheme.URN).value for one in (succession.successor, succession.predecessor))
    head = RoleHeld.objects.get(role=Role.HEAD_TEACHER, organisation=succession.successor).person
    client.force_login(head.account)

    page = read(client.get(reverse("evidence:school", args=[new])).content).one("main")
    assert reverse("evidence:school", args=[old]) in [link["href"] for link in page.all("a")]
    before = read(client.get(reverse("evidence:school", args=[old])).content).one("main")
    assert len(before.all(class_="c-figure")) == 3
    known = read(client.get(reverse("members:organisation", args=[succession.successor_id])).content).one("main")
    assert f"It came after {succession.predecessor}" in known.text


def test_a_head_governs_elsewhere_and_sits_on_the_strategic_group(town):
    strategic = RoleHeld.objects.filter(role=Role.GROUP_MEMBER, group__kind=GroupKind.STRATEGIC)
    standings = [standing_of_person(one.person, town) for one in strategic.select_related("person")]

    both = [
        one
        for one in standings
        if one.organisations(Role.HEAD_TEACHER)
        and one.organisations(Role.GOVERNOR) - one.organisations(Role.HEAD_TEACHER)
    ]

    assert both
    assert both[0].organisations(Role.GOVERNOR) <= both[0].interests


def test_there_is_somebody_for_each_desk_who_can_sign_in(town):
    assert {one.role for one in cast(day=town)} == {role for role, _ in DESKS}


def test_the_desk_of_everybody_in_the_cast_begins_with_something_that_is_theirs_to_do(town):
    first = {}
    for player in cast(day=town):
        standing = standing_of_person(Person.objects.get(account=player.account_id), town)
        lies = desk_for(standing, player.role, now=clock.now())
        first[player.name, player.role] = [(card.kind, bool(card.url)) for card in lies.needs_me[:1]]

    assert {who: card for who, card in first.items() if card != [("mine", True)]} == {}


def test_the_numbers_beside_a_proposed_level_are_those_a_coordinator_is_told(town):
    """The level on the table now was proposed from the figures that are loaded now."""
    level = LevelReason.objects.filter(level__stage="proposed").select_related("level__organisation").first().level
    noor = standing_of_person(RoleHeld.objects.filter(role=Role.COORDINATOR).first().person, town)
    told = {
        one.indicator: (one.contribution, one.maximum, one.sentence)
        for one in case_for(level.organisation, viewer=noor).reasons
        if one.indicator and one.contribution is not None
    }

    given = {
        one.indicator: (one.contribution, one.maximum, one.sentence) for one in level.reasons.exclude(indicator="")
    }

    assert given == told
    assert given


# Its books


def test_every_entry_of_the_ledger_comes_out_at_nought(town):
    sums = Counter()
    for leg in Leg.objects.all():
        sums[leg.entry_id] += leg.pence

    assert len(sums) == Entry.objects.count() > 50
    assert {entry: pence for entry, pence in sums.items() if pence} == {}


def test_no_commitment_pays_more_than_it_promised_and_what_it_paid_was_paid(town):
    paid = Counter()
    for payment in Payment.objects.filter(stage__in=PAID).select_related("entry"):
        assert payment.entry is not None
        paid[payment.commitment_id] += payment.pence

    for one in Commitment.objects.all():
        assert 0 <= one.paid_pence <= one.payable_pence <= one.committed_pence
        assert paid[one.pk] == one.paid_pence


def test_every_closed_cycle_counts_as_many_pupils_after_as_before_or_says_why(town):
    for cycle in Cycle.objects.filter(stage="closed"):
        sums = Counter()
        for count in BandCount.objects.filter(cycle=cycle):
            sums[count.moment] += count.pupils
        assert sums["before"] == sums["after"] or cycle.why_different


def test_its_groups_met_for_five_years_and_the_strategic_group_decided_250_times(town):
    years = Counter(AcademicYear.of(localtime(one.starts_at).date()) for one in Meeting.objects.all())
    this = AcademicYear.of(town)

    assert sum(years[this - back] for back in range(1, 6)) >= 60
    assert min(years[this - back] for back in range(1, 6)) >= 12
    assert AgendaItem.objects.count() >= 600
    assert Decision.objects.count() >= 250
    assert not Decision.objects.exclude(item__meeting__stage__in=["closed", "agreed"]).exists()


def test_each_group_agreed_the_minutes_of_its_meetings_before_but_the_last_one_or_two(town):
    agreed = Meeting.objects.filter(group__kind="strategic", stage="agreed").prefetch_related("minutes__agreed_in")

    waits = [localtime(one.minutes.get().agreed_in.starts_at) - localtime(one.starts_at) for one in agreed]

    assert len(waits) >= 28
    assert (
        sorted(wait.days for wait in waits)[-2] <= 140
    )  # over the summer; one meeting is told after those that followed it
    closed = Counter(Meeting.objects.filter(stage="closed").values_list("group__kind", "group"))
    assert max(closed.values()) <= 2
    assert sum(many for (kind, _), many in closed.items() if kind == "strategic") == 1


def test_something_waits_round_its_next_meeting(town):
    assert Matter.objects.filter(stage="proposed").count() == 1
    waiting = Matter.objects.filter(stage="waiting").exclude(because="")
    assert waiting.filter(about=None).count() == 1
    assert waiting.exclude(about=None).exists()  # decisions that come back
    assert Meeting.objects.filter(stage="planned", group__kind="strategic").count() >= 3
    coming = AgendaItem.objects.filter(meeting__stage="called", meeting__group__kind="strategic")
    assert coming.filter(is_confidential=True).count() == 1
    assert PaperVersion.objects.filter(number=2, paper__items__in=coming).count() == 1
    assert not Consideration.objects.filter(
        weight="advises", responded_at__isnull=False, answer__isnull=True, paper__items__decision__isnull=False
    ).exists()


def test_two_groups_read_most_papers_before_the_strategic_group_decided_on_them(town):
    read_by = Counter(
        Consideration.objects.filter(weight="advises", paper__items__decision__isnull=False).values_list(
            "paper", flat=True
        )
    )

    assert len(read_by) >= 30
    assert sum(times >= 2 for times in read_by.values()) >= 25


def test_a_head_was_out_of_the_room_whenever_their_own_school_was_decided_about(town):
    about = ItemParty.objects.filter(part="beneficiary", item__decision__isnull=False)
    heads = {
        (one.item.decision.pk, held.person_id)
        for one in about.select_related("item__decision")
        for held in RoleHeld.objects.filter(
            role=Role.HEAD_TEACHER, organisation=one.organisation_id, from_on__lte=one.item.decision.decided_at
        )
    }
    listed = Eligibility.objects.filter(decision__in=[decision for decision, _ in heads])
    theirs = [one for one in listed if (one.decision_id, one.person_id) in heads]

    assert len(theirs) >= 5
    assert not any(one.eligible or one.present for one in theirs)
