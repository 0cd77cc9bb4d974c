"""Sharing a pot by need: what each deed does, and what it refuses."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from collegiate.foundation.record.models import Entry as Line
from collegiate.improvement.evidence.models import IndicatorValue
from collegiate.improvement.fund import commands, figures, queries
from collegiate.improvement.fund.models import (
    Allocation,
    AllocationRound,
    Commitment,
    Fund,
    NeedFormula,
    NeedInput,
    NeedSnapshot,
    RoundStage,
)
from collegiate.partnership.communications.models import Notice
from collegiate.partnership.members.models import Phase
from collegiate.values import CannotSay, Money, NotAllowed, Refused, Role
from tests import cast
from tests.cast import MORNING, TUESDAY
from tests.improvement.deciding import FOUR
from tests.improvement.fund.allocating import POT, WEIGHTS
from tests.improvement.support import load

pytestmark = pytest.mark.django_db


def everything():
    return {
        model: list(model.objects.order_by("pk").values())
        for model in (AllocationRound, NeedFormula, NeedSnapshot, Allocation, NeedInput, Commitment, Fund, Line)
    }


def test_a_pot_is_shared_by_a_formula_that_was_fixed_before(allocating):
    round = allocating.shared()

    assert allocating.gets(round) == {
        "Ashmere": "£400.00",
        "Brook": "£855.58",
        "Castle": "£1,260.80",
        "Dale": "£851.54",
        "Elm": "£2,460.96",
        "Ford": "£171.12",
        "Grange": "Cannot say: no census we hold says how many pupils are on its roll.",
    }
    assert Money(sum(one.pence for one in queries.shares(round))) == POT
    assert queries.allocation_faults() == []


def test_a_school_whose_need_cannot_be_said_is_told_how_it_was_counted(allocating):
    found = queries.share_explained(allocating.shared(), allocating.schools["Ford Primary"].pk)

    assert found.share.allocation.need is None
    assert found.steps == (
        "Its need cannot be said, so it is counted with that of the middle school, 49.64 out of 100, and never with none.",
        "Each pupil brings £5.70: the floor of £2.00, and £3.70 for its need.",
        "For 30 pupils that is £171.12, given the penny that a fraction fell short of.",
    )
    assert [(one.indicator, one.adds, one.because) for one, _ in found.inputs] == [
        ("absence_overall", None, "No figure about this school has been loaded."),
        ("ks2_rwm_expected", None, "Fewer than 5 pupils are behind it, so only the school itself can see it."),
    ]


def test_a_school_whose_pupils_cannot_be_said_has_no_share_which_is_not_a_share_of_nothing(allocating):
    round = allocating.shared()
    found = queries.share_explained(round, allocating.schools["Grange Primary"].pk)

    assert found.steps == ()
    assert found.share.allocation.pence is None
    assert isinstance(found.share.gets, CannotSay)
    assert found.share.allocation.need is not None, "its need is known, and kept"


def test_head_teachers_are_told_that_a_pot_is_shared_and_where_to_read_why(allocating):
    dale, brook = (allocating.schools[name] for name in ("Dale Primary", "Brook Primary"))
    heads = [cast.person(name, Role.HEAD_TEACHER, at=at) for name, at in (("Dee Lane", dale), ("Bo Marsh", brook))]
    cast.person("Ida Moss", Role.HEAD_TEACHER, at=allocating.books.hillside)  # of no school of the round
    first = allocating.shared()
    notice = Notice.objects.get(topic="money")

    assert (notice.url, notice.is_bad_news) == (f"/fund/rounds/{first.pk}/", False)
    assert "£6,000 was shared between primary schools" in notice.text
    assert {one.person for one in notice.deliveries.all()} == set(heads)

    allocating.set_aside(first)
    again = allocating.shared(year="2027/28", weights={"absence_overall": 1})
    assert Notice.objects.get(url=f"/fund/rounds/{again.pk}/").is_bad_news, "some get less than last time"


def test_the_record_holds_the_digest_of_the_formula_and_of_what_it_came_to(allocating):
    round = allocating.shared()
    formula = queries.approved(queries.need_formulas(round))
    lines = {one.deed: one.data for one in Line.objects.filter(deed__startswith="fund.")}

    assert lines["fund.draft_formula"]["digest"] == lines["fund.approve_formula"]["digest"] == formula.digest
    assert lines["fund.share_out"]["digest"] == formula.snapshot.digest
    assert (lines["fund.share_out"]["schools"], lines["fund.share_out"]["left_out"]) == (6, 1)


def test_the_digest_of_a_formula_is_of_all_it_says(allocating):
    round = allocating.open()
    drafts = [
        allocating.draft(round),
        allocating.draft(round, floor=201),
        allocating.draft(round, cap=1_201),
        allocating.draft(round, may_fall=20),
        allocating.draft(round, weights={**WEIGHTS, "absence_overall": 5}),
        allocating.draft(round, weights={"absence_overall": 4}),
    ]

    assert len({one.digest for one in drafts}) == 6
    assert [one.version for one in drafts] == [1, 2, 3, 4, 5, 6]
    assert allocating.draft(round).digest == drafts[0].digest


def test_a_formula_is_not_changed_once_a_decision_fixed_it(allocating):
    round = allocating.locked()
    before = everything()

    with pytest.raises(NotAllowed, match="The formula of this round is fixed"):
        allocating.draft(round)
    with pytest.raises(NotAllowed, match="The formula of this round is fixed"):
        allocating.approve(NeedFormula.objects.get(round=round))
    assert everything()[NeedFormula] == before[NeedFormula]


def test_figures_are_not_loaded_before_a_formula_is_fixed(allocating):
    round = allocating.open()
    allocating.draft(round)
    before = everything()

    with pytest.raises(NotAllowed, match="No formula is fixed yet"):
        allocating.share_out(round)
    assert everything() == before


def test_figures_are_loaded_after_the_moment_of_approval_and_once(allocating):
    round = allocating.locked()

    with pytest.raises(NotAllowed, match="this very moment"):
        allocating.share_out(round, at=FOUR)
    allocating.share_out(round)
    with pytest.raises(NotAllowed, match="This round is shared out"):
        allocating.share_out(round, at=FOUR + timedelta(hours=2))


def test_a_pot_that_cannot_be_shared_keeps_no_figures_and_says_what_to_do(allocating):
    round = allocating.locked(floor=600)
    before = everything()

    with pytest.raises(commands.PotCannotBeShared) as refused:
        allocating.share_out(round)

    assert str(refused.value) == (
        "The floor of £6.00 a pupil comes to £7,200.00, which is £1,200.00 more than the pot. Lower the floor, or raise "
        "the pot. Withdraw this round, saying so, and open another."
    )
    assert everything() == before


def test_a_formula_weighs_something_and_its_cap_is_not_below_its_floor(allocating):
    round = allocating.open()

    with pytest.raises(commands.WeighsNothing, match="at least one indicator"):
        allocating.draft(round, weights={"absence_overall": 0})
    with pytest.raises(ValidationError, match="not below the least"):
        allocating.draft(round, floor=1_300)
    assert not NeedFormula.objects.exists()


def test_the_decision_that_fixes_a_formula_allows_exactly_the_pot(allocating):
    formula = allocating.draft(allocating.open())
    table = allocating.books.table

    for allows, words in ((POT + Money(1), "allows £6,000.01"), (Money(0), "allows £0.00")):
        with pytest.raises(NotAllowed, match=f"{words}. The pot of this round is £6,000.00"):
            allocating.approve(formula, decision=table.decide(allows))
    spent = table.decide(POT)
    allocating.books.set_aside(10, decision=spent)
    with pytest.raises(NotAllowed, match=r"of which £10.00 is promised"):
        allocating.approve(formula, decision=spent)


def test_a_round_is_for_the_schools_of_its_phases(allocating):
    secondary = cast.school("Hill School", Phase.SECONDARY)
    load("census", "fsm_eligible", 2023, [(secondary, 20.0, 900)])

    assert secondary.pk not in {one.school.pk for one in queries.loaded(allocating.open(), [], day=TUESDAY)}


def test_a_fund_has_one_round_a_year_and_another_after_it_is_withdrawn(allocating):
    first = allocating.open()

    with pytest.raises(ValidationError, match="has a round for the year already"):
        allocating.open()
    commands.withdraw_round(first, because="The pot is larger by now.", by=allocating.books.noor, at=FOUR)
    assert allocating.open().stage == RoundStage.OPEN


def test_a_round_that_is_shared_out_is_not_withdrawn(allocating):
    round = allocating.shared()

    with pytest.raises(NotAllowed, match="This round is shared out, so it is not withdrawn"):
        commands.withdraw_round(round, because="We do not like it.", by=allocating.books.noor, at=FOUR)


def test_a_decision_to_which_both_schools_are_parties_moves_part_of_a_share(allocating):
    round = allocating.shared()

    allocating.adjust(round, "Elm Primary", "Grange Primary", Money(10_000))

    after = allocating.gets(round)
    assert (after["Elm"], after["Grange"]) == ("£2,360.96", "£100.00")
    assert sum(one.pence for one in queries.shares(round)) == POT.pence
    assert queries.allocation_faults() == []


def test_a_share_is_not_changed_by_a_decision_that_does_not_name_both_schools(allocating):
    round = allocating.shared()
    decision = allocating.decide_about(allocating.schools["Elm Primary"])
    before = everything()

    with pytest.raises(NotAllowed, match="Both schools are named as parties on the item"):
        allocating.adjust(round, "Elm Primary", "Dale Primary", Money(100), decision=decision)
    assert everything() == before


def test_no_school_gives_more_than_it_has(allocating):
    round = allocating.shared()
    allocating.adjust(round, "Ford Primary", "Dale Primary", Money(17_000))

    with pytest.raises(NotAllowed, match=r"That school has £1.12, so £1.13 cannot move from it"):
        allocating.adjust(round, "Ford Primary", "Dale Primary", Money(113))


def test_a_head_of_one_of_the_schools_takes_no_part_in_the_decision(allocating):
    """Governance finds the interest by the parties; that is why both are named before a share is changed."""
    allocating.shared()
    elm, dale = allocating.schools["Elm Primary"], allocating.schools["Dale Primary"]
    member = allocating.books.table.members[0]
    cast.commands.appoint(
        member, role=Role.HEAD_TEACHER, organisation=elm, from_on=TUESDAY, by=cast.FOUNDING, at=MORNING
    )

    with pytest.raises(Refused, match="1 of the 2 people needed are in the room without an interest"):
        allocating.decide_about(elm, dale)


def test_a_head_of_one_of_the_schools_does_not_note_a_change(allocating):
    round = allocating.shared()
    elm = allocating.schools["Elm Primary"]
    head = cast.person("Beth Lowe", Role.HEAD_TEACHER, at=elm)
    cast.commands.appoint(head, role=Role.COORDINATOR, from_on=TUESDAY, by=cast.FOUNDING, at=FOUR)

    with pytest.raises(NotAllowed, match="You have an interest in one of these schools"):
        allocating.adjust(round, "Elm Primary", "Dale Primary", Money(100), by=cast.standing(head))


def test_each_share_is_set_aside_on_the_decision_that_fixed_the_formula(allocating):
    round = allocating.shared()
    allocating.adjust(round, "Elm Primary", "Grange Primary", Money(10_000))

    round = allocating.set_aside(round)

    formula = queries.approved(queries.need_formulas(round))
    made = {one.what_for: one for one in Commitment.objects.all()}
    assert round.stage == RoundStage.SET_ASIDE
    assert {one.decision for one in made.values()} == {formula.decision}
    assert made["Shared by need, 2026/27: Elm Primary"].committed == Money(236_096)
    assert made["Shared by need, 2026/27: Grange Primary"].committed == Money(10_000)
    assert Money(sum(one.committed_pence for one in made.values())) == POT
    assert allocating.books.stands() == (1_000_000, 600_000, 0, 400_000)
    with pytest.raises(NotAllowed, match="A share is changed after the pot is shared out, and before it is set aside"):
        allocating.adjust(round, "Elm Primary", "Dale Primary", Money(100))


def test_a_fund_that_cannot_bear_the_pot_sets_nothing_aside(allocating):
    round = allocating.shared()
    allocating.books.set_aside(9_000)
    before = everything()

    with pytest.raises(commands.FundWouldBeOverdrawn):
        allocating.set_aside(round)
    assert everything() == before


def test_a_share_falls_no_further_from_the_round_before_than_the_formula_says(allocating):
    first = allocating.set_aside(allocating.shared())
    dale = allocating.schools["Dale Primary"]
    load("absence", "absence_overall", 2025, [(dale, 4.5, None)])
    load("ks2final", "ks2_rwm_expected", 2025, [(dale, 75.0, 12)])
    allocating.books.receive(5_000, year="2027/28")
    second = allocating.shared(year="2027/28", may_fall=10)

    assert second.follows == first
    found = queries.share_explained(second, dale.pk)
    assert found.share.gets == Money(76_639)  # nine tenths of £851.54, rounded in its favour
    assert found.steps[-1] == ("It had £851.54 last time, and no share falls by more than 10%, so £586.39 is added.")
    assert sum(one.pence for one in queries.shares(second)) == POT.pence


def test_a_trial_names_no_school_and_shows_no_fewer_together_than_may_be_shown(allocating):
    found = queries.trial(
        allocating.open(), floor=Money(200), cap=Money(1_200), may_fall=100, weights=WEIGHTS, day=TUESDAY
    )

    assert (found.schools, found.unsaid, found.left_out) == (6, 1, 1)
    assert [(one.low, one.high, one.schools, one.pence) for one in found.bands] == [(0, 100, 6, POT.pence)]
    assert not any(name in repr(found) for name in allocating.schools)


def test_a_trial_comes_to_the_same_whoever_looks_and_however_often(allocating):
    round = allocating.open()
    terms = {"floor": Money(200), "cap": Money(1_200), "may_fall": 50, "weights": WEIGHTS, "day": TUESDAY}

    assert queries.trial(round, **terms) == queries.trial(round, **terms)


def test_a_trial_says_why_a_pot_cannot_be_shared(allocating):
    found = queries.trial(
        allocating.open(), floor=Money(200), cap=Money(300), may_fall=100, weights=WEIGHTS, day=TUESDAY
    )

    assert isinstance(found.bands, figures.CannotShare)
    assert str(found.bands).startswith("Even at the cap of £3.00 a pupil only £3,400.00 is spent")


def test_a_figure_that_is_revised_later_leaves_what_was_shared_as_it_was(allocating):
    round = allocating.shared()
    before = queries.share_explained(round, allocating.schools["Brook Primary"].pk)
    load("absence", "absence_overall", 2024, [(allocating.schools["Brook Primary"], 9.9, None)])

    after = queries.share_explained(round, allocating.schools["Brook Primary"].pk)

    assert IndicatorValue.objects.filter(is_current=False).exists()
    assert (after.steps, [point for _, point in after.inputs]) == (before.steps, [point for _, point in before.inputs])
    assert queries.allocation_faults() == []
