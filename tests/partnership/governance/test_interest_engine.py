"""Interests declared, raised, dispensed and given alike; the chair handed on; an item moved to the reserve panel."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from collegiate.partnership.governance import commands, policies, queries
from collegiate.partnership.governance.commands.decisions import NotRuledOn, StillInTheRoom
from collegiate.partnership.governance.commands.equality import NotAlike, NotEverySchool
from collegiate.partnership.governance.commands.interests import EndsTooSoon, RaisedAlready
from collegiate.partnership.governance.models import (
    Dispensation,
    Formula,
    InterestFlag,
    Nearness,
    Part,
    Power,
    Referral,
    Share,
)
from collegiate.partnership.members import commands as members
from collegiate.partnership.members.models import GroupKind, Phase
from collegiate.values import Money, NotAllowed, Role
from tests import cast
from tests.cast import FOUNDING, MORNING, SINCE, TUESDAY
from tests.partnership.governance.conftest import FOUR

pytestmark = pytest.mark.django_db
BEFORE = MORNING - timedelta(days=9)


def as_(round, name):
    return cast.standing(round.people[name])


def chair(round, name):
    members.appoint(round.people[name], role=Role.CHAIR, group=round.strategic, from_on=SINCE, by=FOUNDING, at=MORNING)


def raised(round, item, *, about="Ola", by="Amir"):
    return commands.raise_interest(
        item,
        person=round.people[about],
        nearness=Nearness.NEAR,
        because="Her brother runs it",
        by=as_(round, by),
        at=MORNING,
    )


# Declared and raised


@pytest.fixture
def item(round, sitting):
    return round.item(sitting)


def test_whoever_declares_an_interest_in_the_meeting_leaves_and_is_told_why(round, item, sitting):
    commands.declare_for_item(
        item,
        person=round.people["Ola"],
        nearness=Nearness.DIRECT,
        because="I own the hall",
        by=as_(round, "Ola"),
        at=FOUR,
    )

    with pytest.raises(StillInTheRoom, match="Ola Weir must leave the room"):
        round.decide(item)

    round.leave(sitting, "Ola")
    made = round.decide(item)
    assert (made.in_favour, made.recused) == (4, 1)
    kept = made.eligibilities.get(person=round.people["Ola"])
    assert (kept.eligible, kept.nearness, kept.because) == (
        False,
        "direct",
        "has declared an interest in this item: I own the hall.",
    )


@pytest.mark.parametrize(("by", "allowed"), [("Ola", True), ("clerk", True), ("Amir", False)])
def test_somebody_declares_for_themselves_or_the_clerk_records_it(round, item, by, allowed):
    standing = round.clerk if by == "clerk" else as_(round, by)
    facts = {"person": round.people["Ola"], "nearness": Nearness.DIRECT, "because": "I own the hall"}

    if allowed:
        commands.declare_for_item(item, **facts, by=standing, at=FOUR)
    else:
        with pytest.raises(NotAllowed, match="declares their own interest"):
            commands.declare_for_item(item, **facts, by=standing, at=FOUR)
    assert InterestFlag.objects.exists() is allowed


def test_nothing_is_declared_or_raised_for_an_item_that_is_decided(round, item):
    round.decide(item)

    for do in (
        lambda: commands.declare_for_item(
            item, person=round.people["Ola"], nearness=Nearness.NEAR, because="x", by=as_(round, "Ola"), at=FOUR
        ),
        lambda: raised(round, item),
    ):
        with pytest.raises(NotAllowed, match="This item is decided"):
            do()


def test_an_interest_that_is_raised_waits_for_the_chair_and_nothing_is_decided_before(round, item):
    chair(round, "Grace")
    flag = raised(round, item)

    with pytest.raises(NotRuledOn, match="An interest of Ola Weir in this item was raised"):
        round.decide(item)

    commands.rule_on_interest(flag, stands=False, because="They fell out", by=as_(round, "Grace"), at=FOUR)
    assert round.decide(item).in_favour == 5


def test_only_whoever_chairs_rules_and_never_on_themselves(round, item):
    chair(round, "Ola")
    flag = raised(round, item)
    facts = {"stands": True, "because": "So it is", "at": FOUR}

    with pytest.raises(NotAllowed, match="Nobody rules on their own interest"):
        commands.rule_on_interest(flag, by=as_(round, "Ola"), **facts)
    with pytest.raises(NotAllowed, match="Whoever chairs Strategic Group for this item rules"):
        commands.rule_on_interest(flag, by=as_(round, "Grace"), **facts)

    commands.hand_the_chair(item, to=round.people["Grace"], by=round.clerk, at=FOUR)
    commands.rule_on_interest(flag, by=as_(round, "Grace"), **facts)
    why = queries.interests_in(item, person_ids=[round.people["Ola"].pk], day=TUESDAY)[round.people["Ola"].pk]
    assert why.they == (
        "has an interest in this item: Her brother runs it (raised by another member; the chair ruled: So it is)."
    )
    with pytest.raises(NotAllowed, match="that is final"):
        commands.rule_on_interest(flag, by=as_(round, "Grace"), **facts)


def test_nobody_outside_the_group_raises_an_interest_and_nobody_their_own(round, item):
    pat = cast.standing(cast.person("Pat Long", Role.STAFF, at=cast.school("Eastfield Primary")))

    with pytest.raises(NotAllowed, match="Only members of Strategic Group and its clerk"):
        commands.raise_interest(
            item, person=round.people["Ola"], nearness=Nearness.NEAR, because="x", by=pat, at=MORNING
        )
    with pytest.raises(NotAllowed, match="declare it"):
        raised(round, item, about="Amir", by="Amir")


def test_an_interest_is_raised_once(round, item):
    raised(round, item)

    with pytest.raises(RaisedAlready):
        raised(round, item, by="Grace")


# The chair


def test_a_chair_with_an_interest_hands_the_chair_for_the_item(round, item, sitting, hillside):
    chair(round, "Beth")
    round.party(item, hillside)
    round.leave(sitting, "Beth")

    with pytest.raises(StillInTheRoom, match="Beth Lowe chairs Strategic Group and has an interest"):
        round.decide(item)
    with pytest.raises(NotAllowed, match="Beth Lowe cannot chair this item"):
        commands.hand_the_chair(item, to=round.people["Beth"], by=round.clerk, at=FOUR)
    stranger = cast.person("Pat Long")
    with pytest.raises(NotAllowed, match="Pat Long has no vote on this item"):
        commands.hand_the_chair(item, to=stranger, by=round.clerk, at=FOUR)

    commands.hand_the_chair(item, to=round.people["Amir"], by=round.clerk, at=FOUR)
    assert round.decide(item).in_favour == 4


# Every school alike


@pytest.fixture
def eastfield(db):
    return cast.school("Eastfield Primary")


def formula(round, *, at=BEFORE, **facts):
    given = {"name": "A training day", "each": Money(50_000), "for_each_unit": Money(200), "unit": "pupil"}
    return commands.freeze_formula(round.strategic, **(given | facts), by=round.clerk, at=at)


def alike(round, hillside, eastfield):
    made = formula(round)
    commands.show_shares(made, units={hillside.pk: 210, eastfield.pk: 90}, by=round.clerk, at=MORNING)
    return made


def test_where_every_school_gains_alike_its_heads_stay_and_vote_and_it_is_noted(round, item, hillside, eastfield):
    commands.name_class(item, formula=alike(round, hillside, eastfield), by=round.clerk, at=MORNING)

    made = round.decide(item)

    assert (made.in_favour, made.recused) == (5, 0)
    kept = made.eligibilities.get(person=round.people["Beth"])
    assert (kept.eligible, kept.nearness) == (True, "class_wide")
    assert kept.because == (
        "is head teacher of Hillside Primary, which this item would support as it does every school of its kind."
    )
    assert sorted(Share.objects.values_list("pence", flat=True)) == [68_000, 92_000]


def test_a_school_that_gains_more_than_the_others_is_no_longer_alike(round, item, hillside, eastfield):
    commands.name_class(item, formula=alike(round, hillside, eastfield), by=round.clerk, at=MORNING)
    round.party(item, hillside, Part.PAYEE)

    with pytest.raises(StillInTheRoom, match="Beth Lowe must leave"):
        round.decide(item)


def test_a_school_that_opened_without_a_share_undoes_equality(round, item, hillside, eastfield):
    commands.name_class(item, formula=alike(round, hillside, eastfield), by=round.clerk, at=MORNING)
    cast.school("Newbridge Primary")

    with pytest.raises(StillInTheRoom, match="Beth Lowe must leave"):
        round.decide(item)


def test_equality_that_cannot_be_shown_is_not_named(round, item, hillside, eastfield):
    with pytest.raises(NotAlike, match="2 schools have no share"):
        commands.name_class(item, formula=formula(round), by=round.clerk, at=MORNING)


def test_a_formula_serves_every_school_of_its_class_and_no_other(round, hillside, eastfield):
    college = cast.school("Upper School", Phase.SECONDARY)
    made = formula(round, phase=Phase.PRIMARY)

    with pytest.raises(NotEverySchool, match="1 school of the class would have no share, Eastfield Primary first"):
        commands.show_shares(made, units={hillside.pk: 1}, by=round.clerk, at=MORNING)
    with pytest.raises(NotEverySchool, match="1 school named is not of the class"):
        commands.show_shares(made, units={hillside.pk: 1, eastfield.pk: 1, college.pk: 1}, by=round.clerk, at=MORNING)


def test_figures_are_shown_after_the_formula_was_frozen_and_once(round, hillside, eastfield):
    made, units = formula(round, at=MORNING), {hillside.pk: 1, eastfield.pk: 1}

    with pytest.raises(NotAllowed, match="A formula is frozen before its figures are shown"):
        commands.show_shares(made, units=units, by=round.clerk, at=MORNING)
    commands.show_shares(made, units=units, by=round.clerk, at=FOUR)
    with pytest.raises(NotAllowed, match="shown already"):
        commands.show_shares(made, units=units, by=round.clerk, at=FOUR)


def test_a_formula_gives_something(round):
    with pytest.raises(ValidationError, match="gives each school something"):
        formula(round, each=Money(0), for_each_unit=Money(0))


@pytest.mark.parametrize(
    ("shares", "members", "because"),
    [
        ([(1, 10), (2, 20)], {1, 2}, ""),
        ([(1, 10), (2, 20)], {1, 2, 3}, "1 school has no share."),
        ([(1, 10), (2, 20), (3, 30)], {1, 2}, "1 share goes outside the class."),
        ([(1, 10)], {1}, "One school is no class."),
        ([(1, 10), (2, 21)], {1, 2}, "A share is not what the formula comes to."),
    ],
)
def test_what_shows_equality(shares, members, because):
    made = Formula(rate_pence=10, frozen_at=BEFORE)
    given = [Share(organisation_id=pk, units=pk, pence=pence, shown_at=MORNING) for pk, pence in shares]

    assert queries.unequal(made, given, members) == because


def test_figures_shown_first_show_no_equality():
    made = Formula(rate_pence=10, frozen_at=MORNING)
    given = [Share(organisation_id=pk, units=1, pence=10, shown_at=BEFORE) for pk in (1, 2)]

    assert queries.unequal(made, given, {1, 2}) == "Figures were shown before the formula was frozen."


# Dispensed


@pytest.fixture
def about_beth(round, sitting, hillside):
    """A decision, without Beth, that she may take part in what touches Hillside."""
    item = round.item(sitting, "May Beth take part?")
    round.party(item, hillside)
    round.leave(sitting, "Beth")
    made = round.decide(item)
    round.come(sitting, "Beth", at=FOUR + timedelta(minutes=12))
    return made


def dispense(round, decision, hillside, *powers, name="Beth", until_on=date(2027, 7, 31)):
    return commands.dispense(
        decision,
        person=round.people[name],
        organisation=hillside,
        powers=frozenset(powers),
        until_on=until_on,
        by=round.clerk,
        at=FOUR,
    )


def test_somebody_dispensed_without_a_vote_counts_to_the_quorum_and_votes_not(round, sitting, hillside, about_beth):
    dispense(round, about_beth, hillside, Power.SEE)
    item = round.item(sitting)
    round.party(item, hillside)
    for name in ("Ola", "Grace"):
        round.leave(sitting, name, at=FOUR + timedelta(minutes=13))

    room = queries.room_for(item, at=FOUR + timedelta(minutes=15))

    assert (len(room.able), len(room.counting), room.leaving) == (2, 3, [])
    assert [one.person.name for one in room.noted] == ["Beth Lowe"]
    assert room.noted[0].because.endswith("would support. Decision SG/26/01 dispenses them.")


def test_a_dispensation_ends(round, sitting, hillside, about_beth):
    dispense(round, about_beth, hillside, Power.VOTE, until_on=TUESDAY)
    item = round.item(sitting)
    round.party(item, hillside)
    beth = round.people["Beth"].pk

    today, tomorrow = (
        queries.interests_in(item, person_ids=[beth], day=day)[beth] for day in (TUESDAY, TUESDAY + timedelta(days=1))
    )

    assert (today.nearness, tomorrow.nearness) == (Nearness.DISPENSED, Nearness.DIRECT)
    with pytest.raises(EndsTooSoon):
        dispense(round, about_beth, hillside, Power.VOTE, until_on=TUESDAY - timedelta(days=1))


def test_nobody_decides_on_their_own_dispensation(round, hillside, about_beth):
    with pytest.raises(NotAllowed, match="nobody decides on their own dispensation"):
        dispense(round, about_beth, hillside, Power.VOTE, name="Amir")

    with pytest.raises(IntegrityError, match="nobody takes part in their own"), transaction.atomic():
        Dispensation.objects.create(
            decision=about_beth, person=round.people["Amir"], organisation=hillside, from_on=SINCE,
            until_on=TUESDAY, granted_at=FOUR, granted_by_id=round.clerk.person_id,
        )  # fmt: skip


# The reserve panel, and looking ahead


@pytest.fixture
def panel(round):
    """A reserve panel of two, Lea and Max, named in new terms; the Strategic Group needs four now."""
    panel = cast.group("Reserve panel", GroupKind.PANEL)
    adopt = {"purpose": "To decide.", "by": round.clerk, "at": MORNING}
    commands.adopt_terms(panel, initials="RP", quorum=2, agreed_on=SINCE, **adopt)
    commands.adopt_terms(round.strategic, initials="SG", quorum=4, agreed_on=TUESDAY, reserve_panel=panel, **adopt)
    for name in ("Lea Moss", "Max Rowe"):
        short = name.split()[0]
        round.people[short] = cast.person(name)
        seat = commands.make_seat(panel, label=f"Seat of {short}", by=round.clerk, at=MORNING)
        commands.seat(round.people[short], seat=seat, from_on=SINCE, by=round.clerk, at=MORNING)
    return panel


@pytest.fixture
def touchy(round, hillside, brightwell):
    """A planned meeting's item that touches two of the five."""
    item = round.item(round.plan())
    round.party(item, hillside)
    round.party(item, brightwell, Part.PAYEE)
    return item


def ahead_of(round, item, name=""):
    """What the clerk, or a member, is told on the meeting's page of what interests will do."""
    viewer = as_(round, name) if name else round.clerk
    return queries.meeting_page(item.meeting, viewer=viewer, day=TUESDAY).ahead


def test_the_clerk_and_the_chair_see_weeks_before_that_an_item_will_be_inquorate(round, panel, touchy):
    chair(round, "Amir")
    (ahead,) = ahead_of(round, touchy)

    assert ahead_of(round, touchy, "Amir") == [ahead]
    assert ahead_of(round, touchy, "Grace") == []
    assert ahead.inquorate
    assert ahead.words == (
        "It will be inquorate: 2 of 5 have an interest, and 3 of the 4 needed are left."
        " Reserve panel would have 2 of its 2, and needs 2."
    )


def test_an_item_with_enough_people_left_needs_no_words(round, touchy):
    assert ahead_of(round, touchy) == []


def test_looking_ahead_says_that_the_chair_must_be_handed_on(round, touchy):
    chair(round, "Tom")

    assert ahead_of(round, touchy)[0].words.startswith("Tom Price chairs Strategic Group")
    commands.hand_the_chair(touchy, to=round.people["Amir"], by=round.clerk, at=MORNING)
    assert ahead_of(round, touchy) == []


@pytest.mark.parametrize("how_many", [1, 3])
def test_looking_ahead_costs_the_same_however_many_items(
    round, panel, hillside, brightwell, django_assert_num_queries, how_many
):
    meeting = round.plan()
    for number in range(how_many):
        item = round.item(meeting, f"Item {number}")
        round.party(item, hillside)
        round.party(item, brightwell, Part.PAYEE)

    with django_assert_num_queries(5):  # items, parties; terms, who sits, ties
        found = queries.meeting_page(meeting, viewer=round.clerk, day=TUESDAY).ahead

    assert len(found) == how_many


def test_the_reserve_panel_decides_where_interests_leave_too_few(round, panel, sitting, hillside, brightwell):
    item = round.item(sitting)
    round.party(item, hillside)
    round.party(item, brightwell, Part.PAYEE)
    for name in ("Beth", "Tom"):
        round.leave(sitting, name)
    with pytest.raises(NotAllowed, match="3 of the 4 people needed"):
        round.decide(item)

    moved = commands.refer(item, by=round.clerk, at=FOUR + timedelta(minutes=6))
    assert moved.because == "2 of 5 have an interest, and 3 of the 4 needed are left."
    round.come(sitting, "Lea", "Max", at=FOUR + timedelta(minutes=7))
    made = round.decide(item)

    assert (made.group, made.reference, made.in_favour, made.quorum) == (panel, "RP/26/01", 2, 2)
    assert set(made.eligibilities.values_list("person__name", flat=True)) == {"Lea Moss", "Max Rowe"}


def test_an_item_does_not_move_where_enough_are_left_or_no_panel_is_named(round, item, request):
    with pytest.raises(NotAllowed, match="name no reserve panel, so the item waits"):
        commands.refer(item, by=round.clerk, at=FOUR)
    request.getfixturevalue("panel")
    with pytest.raises(NotAllowed, match="Enough people without an interest are left"):
        commands.refer(item, by=round.clerk, at=FOUR)


def test_nobody_but_the_panel_that_the_terms_name_takes_an_item(round, panel, item):
    other = cast.group("Another panel", GroupKind.PANEL)

    with pytest.raises(IntegrityError, match="only the reserve panel"), transaction.atomic():
        Referral.objects.create(
            item=item, panel=other, because="x", referred_at=FOUR, referred_by_id=round.clerk.person_id
        )


# What the database holds


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE governance_interestflag SET stage = 'dismissed'",
        "DELETE FROM governance_interestflag",
        "UPDATE governance_interestflag SET nearness = 'class_wide'",
        "UPDATE governance_share SET pence = pence + 1",
        "DELETE FROM governance_share",
        "UPDATE governance_formula SET rate_pence = 1",
        "INSERT INTO governance_share (formula_id, organisation_id, units, pence, shown_at)"
        " SELECT formula_id, (SELECT MAX(id) FROM members_organisation), units, pence + 1, shown_at FROM governance_share LIMIT 1",
    ],
)
def test_no_statement_undoes_what_was_declared_or_shown(round, item, hillside, eastfield, brightwell, attack):
    alike(round, hillside, eastfield)
    commands.declare_for_item(
        item, person=round.people["Ola"], nearness=Nearness.DIRECT, because="x", by=as_(round, "Ola"), at=FOUR
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        run(attack)


def test_what_no_interest_keeps_from_is_allowed_and_the_public_is_told_where_decisions_are():
    assert policies.may_take_part(cast.standing(None), Power.SEE, None).refusal.startswith("Items are for members")
