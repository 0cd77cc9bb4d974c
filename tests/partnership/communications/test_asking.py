"""A governor asks about the school, the external consultant about any; somebody answers, and says what changed."""

import pytest
from django.db import IntegrityError, transaction

from collegiate.foundation import clock
from collegiate.partnership.communications import commands, policies, queries
from collegiate.partnership.communications.models import Enquiry, Notice
from collegiate.partnership.members import commands as members
from collegiate.partnership.members.models import Basis
from collegiate.values import NOBODY, NotAllowed, Role
from tests import cast
from tests.cast import FOUNDING, MORNING, SINCE, TUESDAY
from tests.improvement.pages import Pages
from tests.marks import two_lengths
from tests.scenes import scene

pytestmark = pytest.mark.django_db
WHY = "Why do fewer of our pupils read for pleasure?"


@scene
def hillside():
    """A member school."""
    made = cast.school()
    members.join(made, basis=Basis.SUBSCRIPTION, joined_on=SINCE, by=FOUNDING, at=MORNING)
    return made


@scene
def beth(hillside):
    return cast.person("Beth Lowe", Role.HEAD_TEACHER, at=hillside)


@scene
def gina(hillside):
    return cast.person("Gina Bell", Role.GOVERNOR, at=hillside)


@scene
def eleanor():
    return cast.person("Eleanor Vance", Role.CONSULTANT)


@scene
def noor():
    return cast.person("Noor Haddad", Role.COORDINATOR)


@pytest.fixture
def asked(gina, hillside, beth, noor):
    return commands.ask(WHY, organisation=hillside, by=cast.standing(gina), at=MORNING)


def answer(enquiry, by, **said):
    return commands.answer(enquiry, answer="The library was shut.", by=cast.standing(by), at=MORNING, **said)


def told(subject: str) -> list[str]:
    notice = Notice.objects.get(subject__startswith=subject)
    return [one.person.name for one in notice.deliveries.select_related("person")]


def test_the_head_is_told_of_a_governors_question_and_the_governor_of_the_answer(asked, beth):
    assert told("You are asked a question") == ["Beth Lowe"]

    answer(asked, beth, changed="It is open at lunch.")

    found = Enquiry.objects.get()
    assert (found.answer, found.changed, found.answered_by) == ("The library was shut.", "It is open at lunch.", beth)
    assert told("Your question is answered") == ["Gina Bell"]


def test_a_question_about_all_of_us_goes_to_the_coordinator(eleanor, noor, beth):
    enquiry = commands.ask("What did the money change?", by=cast.standing(eleanor), at=MORNING)

    assert told("You are asked a question") == ["Noor Haddad"]
    with pytest.raises(NotAllowed, match="Only the school’s head teacher or the coordinator"):
        answer(enquiry, beth)
    assert answer(enquiry, noor).answered_at == MORNING


def test_a_governor_asks_about_no_other_school_and_a_head_asks_nothing(gina, beth, hillside):
    other = cast.school("The Ashmere School")

    for who, about in ((gina, other), (gina, None), (beth, hillside)):
        with pytest.raises(NotAllowed, match="Governors ask about their own school"):
            commands.ask(WHY, organisation=about, by=cast.standing(who), at=MORNING)

    assert not Enquiry.objects.exists()


def test_a_question_is_answered_once_and_then_final(asked, beth, noor):
    answer(asked, beth)

    with pytest.raises(NotAllowed, match="This question is answered"):
        answer(asked, noor)
    with pytest.raises(IntegrityError, match="append only"), transaction.atomic():
        Enquiry.objects.update(answer="Something else.")


@pytest.mark.parametrize("facts", [{"answer": "Half of one"}, {"answered_at": MORNING}, {"text": ""}])
def test_half_an_answer_and_an_empty_question_are_refused(asked, facts):
    with pytest.raises(IntegrityError, match="enquiry_"), transaction.atomic():
        Enquiry.objects.update(**facts)


def test_nobody_answers_their_own_question(eleanor, asked):
    asked.asked_by = eleanor
    both = cast.standing(cast.person("Al Bose", Role.CONSULTANT, Role.COORDINATOR))
    asked.asked_by_id = both.person_id

    assert policies.may_answer(both, asked).refusal == "You asked this yourself, so somebody else answers it."


def test_a_question_is_read_by_whoever_asked_the_school_and_the_coordinator(asked, gina, beth, noor, eleanor, hillside):
    other_governor = cast.person("Carl Dean", Role.PARENT_GOVERNOR, at=hillside)
    elsewhere = cast.person("Tom Fell", Role.HEAD_TEACHER, at=cast.school("The Ashmere School"))

    for who in (gina, beth, noor, other_governor):
        assert queries.enquiries(viewer=cast.standing(who)) == [asked]
        assert queries.get_enquiry(asked.pk, viewer=cast.standing(who)) == asked
    for standing in (cast.standing(elsewhere), cast.standing(eleanor), NOBODY):
        assert queries.enquiries(viewer=standing) == []
        with pytest.raises(Enquiry.DoesNotExist):
            queries.get_enquiry(asked.pk, viewer=standing)


@pytest.fixture
def see(client):
    clock.stop(TUESDAY)
    return Pages(client, "communications")


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_questions_cost_the_same_however_many(client, gina, hillside, see, django_assert_num_queries, how_many):
    for number in range(how_many):
        commands.ask(f"Question {number}?", organisation=hillside, by=cast.standing(gina), at=MORNING)
    cast.sign_in(client, gina)

    with django_assert_num_queries(7):  # six of every page; questions
        page = see.main("enquiries")

    assert page.text.count("Not answered yet") == how_many
    assert f"{how_many} of {how_many} wait{'s' if how_many == 1 else ''} for an answer." in page.text


def test_a_governor_asks_and_the_head_answers_on_their_pages(client, gina, beth, hillside, see):
    cast.sign_in(client, gina)
    see.send("ask", about=str(hillside.pk), text=WHY)
    enquiry = Enquiry.objects.get()
    assert "Nothing had to change" not in see.main("enquiry", enquiry.pk).text

    cast.sign_in(client, beth)
    see.send("answer", enquiry.pk, once="7f1a2f0e-8a4e-4a4e-9a53-0d7c8f9f2a11", answer="The library was shut.")

    page = see.main("enquiry", enquiry.pk).text
    assert "What Gina Bell asks" in page
    assert "The library was shut." in page
    assert "Nothing had to change." in page


def test_what_was_typed_stays_where_it_is_not_said_what_a_question_is_about(client, eleanor, hillside, see):
    cast.sign_in(client, eleanor)

    page = see.send("ask", status=422, about="", text=WHY)

    assert WHY in page.text
    assert [one.text for one in page.one("select").all("option")] == [
        "Choose one",
        "The whole partnership",
        "Hillside Primary",
    ]


def test_a_head_who_would_ask_reads_who_may(client, beth, see):
    cast.sign_in(client, beth)

    assert "Governors ask about their own school" in see.main("ask").text


def test_a_question_of_another_school_is_not_there(client, asked, see):
    cast.sign_in(client, cast.person("Tom Fell", Role.HEAD_TEACHER, at=cast.school("The Ashmere School")))

    for name in ("enquiry", "answer"):
        assert client.get(see.url(name, asked.pk)).status_code == 404
