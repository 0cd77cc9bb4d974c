"""What people read of briefs and agreements, and what the coordinator presses."""

import pytest

from collegiate.foundation import clock
from collegiate.improvement.commissioning import commands
from collegiate.improvement.commissioning.models import Agreement, AgreementStage, Brief, BriefStage, Milestone
from collegiate.improvement.fund.models import Payment
from collegiate.improvement.needs.commands import offer_help, raise_need
from collegiate.partnership.governance.models import Decision
from collegiate.partnership.members.models import Basis, Person
from collegiate.values import Money, Role
from tests import cast
from tests.cast import FOUNDING, MORNING, SINCE, TUESDAY
from tests.improvement.commissioning.conftest import fresh
from tests.improvement.commissioning.test_agreements import decide, refused
from tests.improvement.pages import Pages, on
from tests.marks import two_lengths

pytestmark = pytest.mark.django_db
# Six of every page of somebody signed in: session, account, person, roles, interests, partnership.
AGAIN = "7f1a2f0e-8a4e-4a4e-9a53-0d7c8f9f2a11"


@pytest.fixture(autouse=True)
def _tuesday():
    clock.stop(TUESDAY)


@pytest.fixture
def see(client):
    return Pages(client, "commissioning")


@pytest.fixture
def noor(client, table):
    """The coordinator, signed in."""
    return cast.sign_in(client, Person.objects.get(pk=table.noor.person_id))


@pytest.fixture
def beth(client, table, hillside):
    """Hillside's head teacher, signed in."""
    return cast.sign_in(client, cast.person("Beth Lowe", Role.HEAD_TEACHER, at=hillside))


# Lists


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_agreements_cost_the_same_however_many(table, beth, hillside, see, django_assert_num_queries, how_many):
    for number in range(how_many):
        table.proposed([hillside], title=f"Programme {number}")

    with django_assert_num_queries(7):  # six of every page; agreements
        page = see.main("agreements")

    assert len(page.one("tbody").all("tr")) == how_many
    assert f"{how_many} wait" in page.text
    assert page.text.count("£9,000.00") == how_many


def test_agreements_are_narrowed_to_a_stage(table, beth, agreed, proposed, see):
    page = see.main("agreements", stage="proposed")

    assert [one.text for one in page.one("tbody").all("a")] == [proposed.title]
    assert "1 agreement is running, 0 are complete; 1 waits for a decision." in page.text
    assert "No agreement is at this stage." in see.main("agreements", stage="withdrawn").text


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_what_waits_costs_the_same_however_much(table, noor, hillside, see, django_assert_num_queries, how_many):
    for number in range(how_many):
        table.proposed([hillside], title=f"Programme {number}")

    with django_assert_num_queries(7):  # six of every page; agreements
        page = see.main("waiting")

    assert page.text.count("Record the decision") == how_many


def test_a_head_reads_why_they_make_no_agreement(proposed, beth, see):
    page = see.main("waiting")

    assert "Only the coordinator, the clerk or the chair can record that" in page.text
    assert page.all("a", href=see.url("agree", proposed.slug)) == []


def test_nothing_waits_says_when_something_will(beth, see):
    assert "Nothing is waiting. Agreements appear here when they are proposed." in see.main("waiting").text


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_briefs_cost_the_same_however_many(noor, draft, need, see, django_assert_num_queries, how_many):
    for number in range(how_many):
        draft(need(f"Need {number}"), title=f"Brief {number}")

    with django_assert_num_queries(7):  # six of every page; briefs
        page = see.main("briefs")

    assert len(page.one("tbody").all("tr")) == how_many


# One page


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_a_brief_costs_the_same_however_many_needs_it_answers(
    noor, draft, need, see, django_assert_num_queries, how_many
):
    brief = draft(*(need(f"Need {number}") for number in range(how_many)))

    with django_assert_num_queries(9):  # six of every page; brief, needs, offers
        page = see.main("brief", brief.pk)

    assert f"Help is sought for {how_many} need{'s' if how_many > 1 else ''}, at £12,000 at most." in page.text
    assert page.text.count("Hillside Primary: Need") == how_many


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_an_agreement_costs_the_same_however_many_schools_share_it(
    table, beth, see, django_assert_num_queries, how_many
):
    made = table.agreed([cast.school(f"School {number}") for number in range(how_many)])

    with django_assert_num_queries(10):  # six of every page; agreement, schools, milestones, their claims
        page = see.main("agreement", made.slug)

    assert f"Brightwell Learning helps {how_many} school{'s' if how_many > 1 else ''}." in page.text
    assert len(page.all("ul")[0].all("li")) == how_many


def test_the_money_on_an_agreements_page_is_right_at_each_step(table, noor, agreed, see):
    def money():
        return see.main("agreement", agreed.slug).text.split("Set aside and paid")[1].split("Time")[0].strip()

    said = [money()]
    (milestone,) = Milestone.objects.filter(agreement=agreed).select_related("agreement")
    commands.accept_milestone(milestone, evidence="Registers.", by=table.noor, at=MORNING)
    said.append(money())

    assert said == [
        "£9,000.00 set aside, £0.00 payable by now, £0.00 paid",
        "£9,000.00 set aside, £9,000.00 payable by now, £0.00 paid",
    ]


def test_an_agreement_that_waits_has_no_money_yet(proposed, beth, see):
    assert "Nothing yet: no decision has made it" in see.main("agreement", proposed.slug).text


# Forms


def test_a_brief_is_written_once_and_keeps_what_was_typed(noor, need, see):
    first = need()
    sent = {
        "title": "Coaching", "needs": [first.pk], "strand": "leadership", "purpose": "lead", "outcomes": "Leaders lead.",
        "looked_at_first": "Neighbours.", "ceiling": "12,000",
    }  # fmt: skip

    page = see.send("write_brief", status=422, **(sent | {"ceiling": "a lot"}))
    assert page.one("input", name="ceiling")["value"] == "a lot"
    assert page.one("textarea", name="outcomes").text == "Leaders lead."
    for _ in range(2):
        see.send("write_brief", **sent)

    assert Brief.objects.get().ceiling_pence == 1_200_000


def test_a_brief_is_taken_to_the_groups_once(noor, table, draft, need, see):
    brief = draft(need())

    for _ in range(2):
        see.send("take_to_groups", brief.pk)

    brief.refresh_from_db()
    assert (brief.stage, brief.version) == (BriefStage.CONSIDERED, 2)
    assert "This brief is before the groups." in see.main("take_to_groups", brief.pk).text


def test_before_there_is_a_strategic_group_no_brief_is_taken_anywhere(client, see):
    noor = cast.person("Noor Rahman", Role.COORDINATOR)
    cast.sign_in(client, noor)
    hillside = cast.school()
    need = raise_need(hillside, strand="leadership", title="New", text="x", by=cast.standing(noor), at=MORNING)
    from_her = commands.write_brief(
        "Coaching", needs=[need], strand="leadership", purpose_code="lead", outcomes="x", looked_at_first="x", ceiling=Money(100),
        by=cast.standing(noor), at=MORNING,
    )  # fmt: skip

    assert (
        "There is no Strategic Group yet to decide on it." in see.send("take_to_groups", from_her.pk, status=422).text
    )
    from_her.refresh_from_db()
    assert from_her.stage == BriefStage.DRAFT


def terms(table, hillside):
    return {
        "title": "Coaching for leaders", "provider": table.brightwell.pk, "schools": [hillside.pk], "price": "9,000",
        **on("starts_on", 12, 10, 2026), **on("ends_on", 16, 7, 2027), "indicator": "ks2_rwm_expected",
        "change_worth_paying": "4", "why_chosen": "asked", "why_these_schools": "They asked.",
        "milestone_1": "Held", **on("due_1", 18, 12, 2026), "amount_1": "9,000",
    }  # fmt: skip


@pytest.fixture
def considered(table, draft, need, hillside):
    for one in (hillside, table.brightwell):
        cast.commands.join(one, basis=Basis.SUBSCRIPTION, joined_on=SINCE, by=FOUNDING, at=MORNING)
    return commands.take_to_groups(draft(need()), group=table.group, by=table.noor, at=MORNING)


def test_an_agreement_is_proposed_once_on_terms_that_add_up(noor, table, considered, hillside, see):
    sent = terms(table, hillside)
    for wrong, words in (
        ({"amount_1": "8,999"}, "worth £8,999.00 together, and the price is £9,000.00"),
        ({"price": "12,001", "amount_1": "12,001"}, "The brief allows £12,000.00 at most"),
        (on("ends_on", 1, 10, 2026), "The last day lies before the first."),
        ({"milestone_2": "Ended"}, "Give milestone 2 a title, a day and an amount, or leave all three empty."),
    ):
        page = see.send("propose", considered.pk, status=422, **(sent | wrong))
        assert words in page.text
        assert page.one("input", name="title")["value"] == "Coaching for leaders"
    assert not Agreement.objects.exists()

    for _ in range(2):
        see.send("propose", considered.pk, **sent)

    assert Agreement.objects.get().price_pence == 900_000


def test_an_agreement_is_made_by_its_decision_once(noor, table, proposed, see):
    decision = decide(table, proposed, proposed.price)

    page = see.send("agree", proposed.slug, status=422, decision="", fund=table.fund.pk)
    assert "Which decision agreed this?" in page.text
    for _ in range(2):
        see.send("agree", proposed.slug, decision=decision.pk, fund=table.fund.pk)

    assert fresh(proposed).stage == AgreementStage.AGREED
    assert fresh(proposed).commitment.committed_pence == 900_000


def test_a_page_that_somebody_was_faster_than_makes_nothing(noor, table, proposed, see):
    decision = decide(table, proposed, proposed.price)
    commands.withdraw_agreement(proposed, by=table.noor, at=MORNING)

    page = see.send("agree", proposed.slug, status=422, decision=decision.pk, fund=table.fund.pk)

    assert "This agreement is not waiting for a decision." in page.text
    assert fresh(proposed).commitment is None


def test_a_milestone_is_accepted_once_with_what_showed_it(noor, agreed, see):
    milestone = Milestone.objects.get()
    assert "What showed you that this was met?" in see.send("accept", milestone.pk, status=422, evidence=" ").text

    for _ in range(2):
        see.send("accept", milestone.pk, evidence="Registers.")

    assert Payment.objects.get().pence == 900_000
    assert "Accepted on 6 October 2026: Registers." in see.main("agreement", agreed.slug).text.replace("Tuesday ", "")


def test_an_agreement_is_completed_and_another_withdrawn(noor, table, agreed, hillside, see):
    assert "1 of its milestones is not accepted yet." in see.main("complete", agreed.slug).text
    table.paid(agreed)
    for _ in range(2):
        see.send("complete", agreed.slug)
    other = table.proposed([hillside], title="Mentoring")
    assert see.main("agreement", other.slug).one("a", href=see.url("withdraw", other.slug))
    for _ in range(2):
        see.send("withdraw", other.slug, once=AGAIN)

    assert [fresh(one).stage for one in (agreed, other)] == [AgreementStage.COMPLETE, AgreementStage.WITHDRAWN]
    assert see.main("agreement", agreed.slug).all("a", href=see.url("withdraw", agreed.slug)) == []


def test_a_draft_answers_another_need_on_its_page_once(noor, draft, need, see):
    brief, more = draft(need()), need("Nobody watches lessons")
    assert see.main("brief", brief.pk).one("a", href=see.url("answer_need", brief.pk))
    offered = see.main("answer_need", brief.pk)
    assert [one.text for one in offered.all("option")] == ["Choose one", "Hillside Primary: Nobody watches lessons"]

    for _ in range(2):
        see.send("answer_need", brief.pk, need=more.pk)

    assert see.main("brief", brief.pk).text.count("Hillside Primary:") == 2
    assert "No other need waits" in see.main("answer_need", brief.pk).text


def test_a_draft_shows_who_offers_help_like_it(noor, draft, need, see):
    northgate = cast.school("Northgate Primary")
    nell = cast.person("Nell Head", Role.HEAD_TEACHER, at=northgate)
    for strand, title in (("leadership", "A leader to talk to"), ("teaching", "Lessons to watch")):
        offer_help(
            northgate, strand=strand, title=title, what="A day.", days_a_term=1, offered_on=SINCE,
            by=cast.standing(nell), at=MORNING,
        )  # fmt: skip

    shown = see.main("brief", draft(need()).pk).text

    assert "Northgate Primary: A leader to talk to" in shown
    assert "Lessons to watch" not in shown


def test_a_refused_payment_is_asked_for_again_on_the_agreements_page(noor, table, agreed, see):
    milestone = refused(table, agreed)
    shown = see.main("agreement", agreed.slug)
    assert (
        "Payment refused Who has done what about the payment for Held. The registers are of another day." in shown.text
    )
    assert shown.one("a", href=see.url("ask_again", milestone.pk))
    assert "£9,000.00 was refused: The registers are of another day." in see.main("ask_again", milestone.pk).text

    for _ in range(2):
        see.send("ask_again", milestone.pk)

    again = see.main("agreement", agreed.slug)
    assert "Payment asked for" in again.text
    assert again.all("a", href=see.url("ask_again", milestone.pk)) == []
    assert Payment.objects.count() == 2


# Who may not


def test_a_head_presses_nothing(beth, table, proposed, draft, need, see):
    brief, milestone = draft(need()), Milestone.objects.get()

    for name, key, sent in (
        ("take_to_groups", brief.pk, {}),
        ("agree", proposed.slug, {"decision": "1", "fund": table.fund.pk}),
        ("withdraw", proposed.slug, {}),
        ("complete", proposed.slug, {}),
        ("accept", milestone.pk, {"evidence": "x"}),
        ("ask_again", milestone.pk, {}),
        ("answer_need", brief.pk, {}),
    ):
        assert see.main(name, key).all("button") == []
        see.send(name, key, status=422, **sent)
    assert see.client.get(see.url("write_brief")).status_code == 403
    assert fresh(proposed).stage == AgreementStage.PROPOSED
    assert not Decision.objects.exists()


def test_a_stranger_is_asked_to_sign_in(client, table, proposed, see):
    for name, args in (("agreements", ()), ("waiting", ()), ("briefs", ()), ("agreement", (proposed.slug,))):
        assert "/accounts/login/" in client.get(see.url(name, *args))["Location"]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("brief", 999), ("take_to_groups", 999), ("propose", 999), ("accept", 999), ("ask_again", 999),
        ("answer_need", 999), ("agreement", "A-26-99"),
        ("agree", "A-26-99"), ("complete", "A-26-99"), ("withdraw", "A-26-99"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_a_404(noor, see, name, key):
    assert see.client.get(see.url(name, key)).status_code == 404
