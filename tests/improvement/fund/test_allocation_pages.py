"""What members see of a round before its formula is fixed and after, and what those who keep rounds press."""

import pytest

from collegiate.foundation import clock
from collegiate.improvement.fund import queries
from collegiate.improvement.fund.models import AllocationRound, NeedFormula, RoundStage
from collegiate.values import Money, Role
from tests import cast
from tests.cast import TUESDAY
from tests.improvement.fund.allocating import FIGURES, POT
from tests.improvement.pages import Pages
from tests.marks import two_lengths

pytestmark = pytest.mark.django_db
# Six of every page of somebody signed in: session, account, person, roles, interests, partnership.
TRIED = {
    "floor": "2.00",
    "cap": "12.00",
    "may_fall": "100",
    "weight_absence_overall": "4",
    "weight_ks2_rwm_expected": "6",
}


@pytest.fixture(autouse=True)
def _tuesday():
    clock.stop(TUESDAY)


@pytest.fixture
def see(client):
    return Pages(client, "fund")


@pytest.fixture
def noor(client, books):
    """The coordinator, signed in."""
    return cast.sign_in(client, books.people["Noor"])


@pytest.fixture
def beth(client, allocating):
    """A head teacher of one of the schools, signed in."""
    return cast.sign_in(client, cast.person("Beth Lowe", Role.HEAD_TEACHER, at=allocating.schools["Dale Primary"]))


@pytest.fixture
def opened(allocating):
    return allocating.open()


def test_before_anything_was_shared_the_page_says_how_it_begins(beth, see):
    page = see.main("rounds")

    assert "Nothing has been shared by need yet." in page.text
    assert page.all("a", href=see.url("new_round")) == []


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_the_list_costs_the_same_however_many_rounds(allocating, beth, see, django_assert_num_queries, how_many):
    for number in range(how_many):
        allocating.open(year=f"203{number}/3{number + 1}")

    with django_assert_num_queries(7):  # six of every page, and the rounds
        page = see.main("rounds")

    assert len(page.one("tbody").all("tr")) == how_many


def test_the_coordinator_opens_a_round(allocating, noor, see):
    went = see.send("new_round", fund=allocating.books.fund.pk, year="2026/27", pot="6,000", phases=["primary"])

    round = AllocationRound.objects.get()
    assert went == see.url("rounds")
    assert (round.pot, round.whom, round.name) == (POT, "primary schools", "Shared by need, 2026/27")


@pytest.mark.usefixtures("no_queries_while_rendering")
def test_anybody_tries_a_formula_and_finds_no_school_in_it(opened, beth, see, django_assert_num_queries):
    with django_assert_num_queries(10):  # six of every page; round, schools, their identifiers, figures
        page = see.main("what_if", opened.pk, **TRIED)

    assert "A point of need would add 7.46p a pupil. No school would reach the cap." in page.text
    assert (
        "6 schools share it. The need of fewer than 5 schools cannot be said: counted with that of the middle"
        in page.text
    )
    assert "Fewer than 5 schools more are in no census, so a decision says what they get." in page.text
    assert "500 pence · 6 schools, £6,000" in page.text
    assert not any(name in page.text for name, *_ in FIGURES)
    assert page.all("a", href=f"{see.url('draft_formula', opened.pk)}") == []


def test_a_formula_that_cannot_share_the_pot_says_why_and_keeps_what_was_typed(opened, beth, see):
    page = see.main("what_if", opened.pk, **{**TRIED, "cap": "3"})

    assert "Even at the cap of £3.00 a pupil only £3,400.00 is spent" in page.text
    assert page.one("input", id="id_cap")["value"] == "3"


def test_a_formula_that_makes_no_sense_is_said_beside_its_field(opened, beth, see):
    page = see.main("what_if", opened.pk, status=422, **{**TRIED, "cap": "1", "may_fall": "101"})

    assert "The most for each pupil is £2.00 or more, since that is the least." in page.text
    assert "Enter 100 or less." in page.text
    weightless = {"floor": "2", "cap": "3", "may_fall": "100"}
    assert "Give at least one indicator a weight" in see.main("what_if", opened.pk, status=422, **weightless).text


def test_what_was_tried_is_put_forward_with_one_press(opened, noor, see):
    page = see.main("what_if", opened.pk, **TRIED)
    (link,) = [one for one in page.all("a") if one.text.strip() == "Put this formula forward"]
    form = see.client.get(link["href"])

    assert b'value="6"' in form.content
    see.send("draft_formula", opened.pk, **TRIED)
    formula = NeedFormula.objects.get()
    assert (formula.floor, formula.cap, formula.weights.count()) == (Money(200), Money(1_200), 2)


def test_the_next_round_begins_with_what_was_decided_for_the_last(allocating, noor, see):
    allocating.set_aside(allocating.shared(floor=180))
    after = allocating.open(year="2027/28")

    assert see.main("what_if", after.pk).one("input", id="id_floor")["value"] == "1.80"


def test_a_formula_is_fixed_shared_by_changed_and_set_aside_page_by_page(allocating, opened, noor, see):
    formula = allocating.draft(opened)
    decision = allocating.books.table.decide(POT, title="Share by need")
    see.send("approve_formula", opened.pk, formula=formula.pk, decision=decision.pk)
    clock.stop(cast.TUESDAY.replace(day=7))
    see.send("share_out", opened.pk, once="6f1a2f0e-8a4e-4a4e-9a53-0d7c8f9f2a12")
    found = {one.allocation.organisation.name: one.allocation.pk for one in queries.shares(opened)}
    about = allocating.decide_about(allocating.schools["Elm Primary"], allocating.schools["Grange Primary"])
    change = {
        "amount": "100",
        "because": "A new class.",
        "decision": about.pk,
        "once": "6f1a2f0e-8a4e-4a4e-9a53-0d7c8f9f2a13",
    }
    see.send("adjust_share", opened.pk, giver=found["Elm Primary"], taker=found["Grange Primary"], **change)
    see.send("set_shares_aside", opened.pk, once="6f1a2f0e-8a4e-4a4e-9a53-0d7c8f9f2a14")

    opened.refresh_from_db()
    assert opened.stage == RoundStage.SET_ASIDE
    assert allocating.gets(opened)["Grange"] == "£100.00"


def test_a_change_that_is_refused_keeps_what_was_typed(allocating, noor, see):
    round = allocating.shared()
    found = {one.allocation.organisation.name: one.allocation.pk for one in queries.shares(round)}
    about = allocating.decide_about(allocating.schools["Elm Primary"])

    page = see.send(
        "adjust_share", round.pk, status=422, giver=found["Elm Primary"], taker=found["Dale Primary"], amount="1",
        because="A new class.", decision=about.pk,
    )  # fmt: skip

    assert "Both schools are named as parties on the item" in page.text
    assert page.one("input", id="id_because")["value"] == "A new class."


@pytest.mark.usefixtures("no_queries_while_rendering")
def test_a_round_that_is_shared_out_shows_each_school_what_it_gets(allocating, beth, see, django_assert_num_queries):
    round = allocating.shared()
    allocating.adjust(round, "Elm Primary", "Dale Primary", Money(100))

    with django_assert_num_queries(
        12
    ):  # six of every page; round, formulas, weights, shares, moves, what decisions moved
        page = see.main("round", round.pk)

    assert "£6,000 was shared between 7 schools." in page.text
    assert "1 school has no share, because the pupils on its roll cannot be said." in page.text
    assert "£1.00 from Elm Primary to Dale Primary" in page.text
    assert [row.all("td")[-1].text.strip() for row in page.all("tbody")[-2].all("tr")][:2] == ["£400.00", "£855.58"]
    assert [one["href"] for one in page.all("a") if one.text == "What does Dale Primary get, and why?"] == [
        see.url("share", round.pk, allocating.schools["Dale Primary"].pk)
    ]
    assert page.all("a", href=see.url("adjust_share", round.pk)) == [], "a head teacher changes nothing"


@pytest.mark.usefixtures("no_queries_while_rendering")
def test_a_school_reads_each_step_of_its_share(allocating, beth, see, django_assert_num_queries):
    round = allocating.shared()
    dale = allocating.schools["Dale Primary"]
    allocating.adjust(round, "Elm Primary", "Dale Primary", Money(100))

    with django_assert_num_queries(10):  # six of every page; round, share, figures, what decisions moved
        page = see.main("share", round.pk, dale.pk)

    assert "£852.54, of a pot of £6,000 between primary schools." in page.text
    steps = page.one("ol", class_="govuk-list--number").all("li")
    assert steps[0].text.strip() == "Its need is 100.00 out of 100."
    assert "adds £1.00 from Elm Primary: A new class." in page.text
    assert "10.0% of sessions, 2024/25" in page.text


def test_a_school_that_cannot_be_counted_reads_why_and_never_nought(allocating, beth, see):
    round = allocating.shared()

    page = see.main("share", round.pk, allocating.schools["Grange Primary"].pk)

    assert "Cannot say: no census we hold says how many pupils are on its roll." in page.text
    assert "£0.00" not in page.text


def test_a_head_teacher_opens_fixes_and_withdraws_nothing(allocating, opened, beth, see):
    assert see.client.get(see.url("new_round")).status_code == 403
    assert see.client.get(see.url("draft_formula", opened.pk)).status_code == 403
    assert see.client.get(see.url("share_out", opened.pk)).status_code == 403
    assert see.client.get(see.url("withdraw_round", opened.pk)).status_code == 403
    formula, decision = allocating.draft(opened), allocating.books.table.decide(POT)
    page = see.send("approve_formula", opened.pk, status=422, formula=formula.pk, decision=decision.pk)
    assert "Only the coordinator, the bookkeeper and the clerk can note which formula was decided." in page.text


def test_a_withdrawn_round_says_why(opened, noor, see):
    see.send("withdraw_round", opened.pk, because="The pot is larger by now.")

    assert "It was withdrawn on" in see.main("round", opened.pk).text
    assert "The pot is larger by now." in see.main("round", opened.pk).text


def test_nobody_who_is_not_signed_in_sees_a_round(opened, see, client):
    assert client.get(see.url("round", opened.pk)).status_code == 302
