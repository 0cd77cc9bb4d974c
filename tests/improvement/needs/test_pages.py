"""The pages of needs: a head answers, contests and agrees; a coordinator sees how far a round has come; others see nothing."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from collegiate.definitions import strands
from collegiate.foundation import clock
from collegiate.improvement.needs import commands, queries
from collegiate.improvement.needs.models import Answer, Contest, Level, LevelStage, Need, NeedStage, Offer, Round
from collegiate.partnership.members import commands as members
from collegiate.partnership.members.models import Basis
from collegiate.values import AcademicYear, Role
from tests import cast
from tests.cast import FOUNDING, MORNING, SINCE, TUESDAY
from tests.foundation.ui.reading import read
from tests.improvement.needs.conftest import SHEET
from tests.marks import two_lengths

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tuesday():
    clock.stop(TUESDAY)


def main(response, status=200):
    assert response.status_code == status
    return read(response.content).one("main")


def see(client, name, *args, **query):
    return main(client.get(reverse(f"needs:{name}", args=args), query)).text


def send(client, page, /, *args, **data):
    return client.post(reverse(f"needs:{page}", args=args), {"once": uuid4(), **data})


def day(name, on):
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def filled(**changes):
    fields = {"version": 0}
    for code, given in SHEET.items():
        fields |= {f"rating_{code}": given.rating or 0, f"text_{code}": given.text}
    return {**fields, **changes}


# A school's sheet


def test_a_head_answers_for_the_school_and_reads_what_is_now_true(as_, autumn, hillside, beth):
    client = as_(beth)

    response = client.post(
        reverse("needs:sheet", args=[autumn.pk, hillside.pk]), {"once": uuid4(), **filled()}, follow=True
    )

    text = main(response).text
    assert "Hillside Primary’s answers in Autumn 2026 are in. You can change them until it closes." in text
    assert "Assessment for learning" in text
    assert "“We mark a great deal and learn little from it.”" in text
    assert "Cannot say: the school cannot say yet." in text


def test_a_sheet_begins_with_last_times_answers(as_, autumn, hillside, beth, noor):
    commands.answer_round(autumn, organisation=hillside, answers=SHEET, by=beth, at=MORNING)
    commands.close_round(autumn, by=noor, at=MORNING)
    spring = commands.open_round(
        "Spring 2027", year=autumn.school_year, opens_on=date(2026, 10, 1), closes_on=TUESDAY, by=noor, at=MORNING
    )

    page = main(as_(beth).get(reverse("needs:sheet", args=[spring.pk, hillside.pk])))

    assert "It begins with what you answered in Autumn 2026: change what has changed." in page.text
    assert "Autumn 2026: This is a strength that we could share." in page.text
    ticked = {box["name"]: box["value"] for box in page.all("input", type="radio") if "checked" in box.attributes}
    assert ticked == {f"rating_{code}": str(given.rating or 0) for code, given in SHEET.items()}


def test_a_sheet_with_gaps_says_what_to_do_and_keeps_what_was_typed(as_, autumn, hillside, beth):
    response = send(
        as_(beth),
        "sheet",
        autumn.pk,
        hillside.pk,
        **filled(rating_teaching="", text_support="", text_leadership="New head."),
    )

    page = main(response, 422)
    summary = page.one(class_="govuk-error-summary").text
    assert "Answer on teaching for learning, or say that you cannot yet." in summary
    assert "Say in a few words why you cannot say yet." in summary
    assert page.one("textarea", name="text_leadership").text == "New head."
    assert not Answer.objects.exists()


def test_a_sheet_somebody_else_wrote_meanwhile_shows_both_and_can_be_sent_again(as_, autumn, hillside, beth):
    commands.answer_round(autumn, organisation=hillside, answers=SHEET, by=beth, at=MORNING)
    client = as_(beth)

    stale = main(send(client, "sheet", autumn.pk, hillside.pk, **filled(text_teaching="Phonics.")), 422)
    assert "This was changed while you were editing." in stale.text
    assert "Maths mastery." in stale.text
    assert stale.one("textarea", name="text_teaching").text == "Phonics."

    version = stale.one("input", name="version")["value"]
    again = send(client, "sheet", autumn.pk, hillside.pk, **filled(text_teaching="Phonics.", version=version))
    assert again.status_code == 302
    assert queries.sheet(autumn, hillside).answers["teaching"].text == "Phonics."


def test_a_sheet_sent_twice_is_written_once(as_, autumn, hillside, beth):
    client, once = as_(beth), uuid4()

    answers = [
        client.post(reverse("needs:sheet", args=[autumn.pk, hillside.pk]), {**filled(), "once": once}) for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert queries.sheet(autumn, hillside).version == 1


def test_an_adviser_reads_the_sheet_and_why_they_cannot_write_it(as_, autumn, hillside, amos, beth):
    commands.answer_round(autumn, organisation=hillside, answers=SHEET, by=beth, at=MORNING)

    text = see(as_(amos), "sheet", autumn.pk, hillside.pk)

    assert "Only the school’s head teacher can answer for it." in text
    assert "“Attendance in Year 5.”" in text


@pytest.mark.parametrize(("name", "args"), [("school", []), ("raise_need", []), ("propose", []), ("sheet", ["round"])])
def test_another_school_is_not_told_that_there_is_anything(as_, autumn, hillside, tom, name, args):
    path = reverse(f"needs:{name}", args=[autumn.pk, hillside.pk] if args else [hillside.pk])
    client = as_(tom)

    assert client.get(path).status_code == 404
    assert name == "school" or client.post(path, {"once": uuid4()}).status_code == 404


# Rounds


def test_the_coordinator_opens_a_round_and_a_mistake_is_said(as_, noor):
    client = as_(noor)
    dates = day("opens_on", date(2026, 9, 14)) | day("closes_on", date(2026, 10, 23))

    wrong = main(send(client, "open_round", name="Autumn 2026", year="2026", **dates), 422)
    assert "“2026” is not a school year. Write it like 2018/19." in wrong.text

    done = client.post(
        reverse("needs:open_round"), {"once": uuid4(), "name": "Autumn 2026", "year": "2026/27", **dates}, follow=True
    )
    assert "Autumn 2026 is open. Every school can answer." in main(done).text


def test_a_round_that_would_close_before_it_opens_is_refused_in_words(as_, noor):
    dates = day("opens_on", date(2026, 9, 14)) | day("closes_on", date(2026, 9, 13))

    page = main(send(as_(noor), "open_round", name="Autumn 2026", year="2026/27", **dates), 422)

    assert "A round cannot close before it opens." in page.text
    assert not Round.objects.exists()


def test_a_head_is_refused_the_coordinators_pages(as_, autumn, beth):
    client = as_(beth)

    for name, args in (("open_round", []), ("round", [autumn.pk]), ("close_round", [autumn.pk])):
        assert client.get(reverse(f"needs:{name}", args=args)).status_code == 403


def test_a_head_finds_the_way_to_the_schools_sheet(as_, autumn, hillside, beth):
    page = main(as_(beth).get(reverse("needs:rounds")))

    assert "Autumn 2026 is open; every school says how it stands by Friday 23 October 2026." in page.text
    assert page.one("a", href=reverse("needs:sheet", args=[autumn.pk, hillside.pk])).text == "Hillside Primary"


def test_before_the_first_round_the_page_says_when_there_will_be_one(as_, beth):
    assert "No round has been held yet." in see(as_(beth), "rounds")


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_a_rounds_overview_says_first_how_far_it_has_come_and_costs_the_same(
    as_, autumn, noor, django_assert_num_queries, how_many
):
    for place in range(how_many):
        school = cast.school(f"School {place}")
        members.join(school, basis=Basis.SUBSCRIPTION, joined_on=SINCE, by=FOUNDING, at=MORNING)
        head = cast.standing(cast.person(f"Head {place}", Role.HEAD_TEACHER, at=school))
        commands.answer_round(autumn, organisation=school, answers=SHEET, by=head, at=MORNING)
    client = as_(noor)

    # session, account, person, roles, interests, partnership; round, answers, needs, levels, schools, identifiers
    with django_assert_num_queries(12):
        response = client.get(reverse("needs:round", args=[autumn.pk]))

    page = main(response)
    plural = "schools have" if how_many > 1 else "school has"
    assert f"{how_many} of {how_many} {plural} answered; the rest are asked to by" in page.text
    assert len(page.one("tbody").all("tr")) == how_many


def test_the_coordinator_closes_a_round(as_, autumn, noor):
    client = as_(noor)
    assert "Once it is closed, no school can answer or change its answers." in see(client, "close_round", autumn.pk)

    done = client.post(reverse("needs:close_round", args=[autumn.pk]), {"once": uuid4()}, follow=True)

    assert "Autumn 2026 is closed. Its answers stay as they are." in main(done).text
    assert "This round is closed." in see(client, "close_round", autumn.pk)


# Needs


def raised(hillside, beth, title="Attendance in Year 5"):
    return commands.raise_need(hillside, strand="environment", title=title, text="Mondays.", by=beth, at=MORNING)


def test_a_head_raises_a_need(as_, hillside, beth, autumn):
    client = as_(beth)
    data = {"strand": "environment", "title": "Attendance in Year 5", "text": "Mondays, mostly."}

    done = client.post(reverse("needs:raise_need", args=[hillside.pk]), {"once": uuid4(), **data}, follow=True)

    assert "“Attendance in Year 5” is raised." in main(done).text
    assert Need.objects.get().round == autumn


def test_a_need_without_words_is_asked_for_them(as_, hillside, beth):
    page = main(send(as_(beth), "raise_need", hillside.pk, strand="environment", title="", text=""), 422)

    assert "Enter the need in a few words." in page.text
    assert "Answer “What is the need?”." in page.text


def test_a_need_page_shows_who_raised_it_and_who_may_see_it(as_, hillside, beth, amos):
    need = raised(hillside, beth)

    text = see(as_(amos), "need", need.pk)

    assert "This school’s head teacher, staff and governors, its advisers, the coordinator" in text
    assert "Tuesday 6 October 2026, by Beth Okoro" in text
    assert "On what the school says; no figure was named." in text


def test_an_adviser_says_that_a_need_is_understood_and_the_head_reads_why_they_cannot(as_, hillside, beth, amos):
    need = raised(hillside, beth)
    assert "Only the school’s adviser or the coordinator can say that a need is understood." in see(
        as_(beth), "need", need.pk
    )

    done = as_(amos).post(
        reverse("needs:understand", args=[need.pk]),
        {"once": uuid4(), "text": "Two families, both moving."},
        follow=True,
    )

    assert "“Two families, both moving.”" in main(done).text
    assert Need.objects.get().stage == NeedStage.UNDERSTOOD


def test_a_need_is_closed_with_a_reason(as_, hillside, beth):
    need = raised(hillside, beth)
    client = as_(beth)

    assert "Answer “Why is it closed?”." in main(send(client, "close_need", need.pk, text=""), 422).text
    done = client.post(
        reverse("needs:close_need", args=[need.pk]), {"once": uuid4(), "text": "It was met."}, follow=True
    )
    assert "“It was met.”" in main(done).text


def test_needs_of_other_schools_are_neither_listed_nor_there(as_, hillside, beth, tom):
    need = raised(hillside, beth)
    client = as_(tom)

    assert "No need that you can see waits for an answer." in see(client, "needs")
    for name in ("need", "understand", "close_need"):
        assert client.get(reverse(f"needs:{name}", args=[need.pk])).status_code == 404


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_the_list_of_needs_costs_the_same_however_many_there_are(
    as_, hillside, beth, noor, django_assert_num_queries, how_many
):
    for place in range(how_many):
        raised(hillside, beth, f"Need {place}")
    client = as_(noor)

    with django_assert_num_queries(7):  # session, account, person, roles, interests, partnership; needs
        response = client.get(reverse("needs:needs"))

    assert len(main(response).one("tbody").all("tr")) == how_many


def test_needs_can_be_narrowed_to_a_strand(as_, hillside, beth):
    raised(hillside, beth)

    assert "1 need of 1 school waits for an answer." in see(as_(beth), "needs", strand="environment")
    assert "No need that you can see waits" in see(as_(beth), "needs", strand="teaching")
    assert "1 need of 1 school waits for an answer." in see(as_(beth), "needs", strand="lunch")


# Offers


def test_a_head_offers_help_and_every_member_sees_it(as_, hillside, beth, tom):
    data = {
        "organisation": hillside.pk,
        "strand": "teaching",
        "title": "See maths mastery",
        "what": "Two mornings in Year 4.",
        "days_a_term": 2,
        **day("until_on", date(2026, 12, 18)),
    }
    done = as_(beth).post(reverse("needs:offer_help"), {"once": uuid4(), **data}, follow=True)
    assert "Hillside Primary offers “See maths mastery”. Every member can see it." in main(done).text

    text = see(as_(tom), "offers")
    assert "1 member offers 1 kind of help." in text
    assert "Two mornings in Year 4." in text
    assert "End it" not in text


def test_an_offer_that_would_end_before_it_begins_is_refused_in_words(as_, hillside, beth):
    data = {"organisation": hillside.pk, "strand": "teaching", "title": "x", "what": "y", "days_a_term": 2}

    page = main(send(as_(beth), "offer_help", **data, **day("until_on", date(2026, 1, 1))), 422)

    assert "An offer cannot end before it is made." in page.text
    assert not Offer.objects.exists()


def test_somebody_who_answers_for_nobody_reads_why_they_cannot_offer(as_, amos):
    assert "Only the head teacher, or the contact of another member, can offer help." in see(as_(amos), "offer_help")


def test_an_offer_is_ended_by_whoever_made_it(as_, hillside, beth, tom):
    offer = commands.offer_help(
        hillside, strand="teaching", title="Maths", what="x", days_a_term=1, offered_on=SINCE, by=beth, at=MORNING
    )
    assert "Only the head teacher" in see(as_(tom), "end_offer", offer.pk)

    done = as_(beth).post(
        reverse("needs:end_offer", args=[offer.pk]), {"once": uuid4(), **day("until_on", TUESDAY)}, follow=True
    )

    assert "“Maths” ends on that day." in main(done).text
    assert queries.offers(day=date(2026, 10, 7)) == []


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_the_list_of_offers_costs_the_same_however_many_there_are(
    as_, hillside, beth, django_assert_num_queries, how_many
):
    for place in range(how_many):
        commands.offer_help(
            hillside,
            strand="teaching",
            title=f"{place}",
            what="x",
            days_a_term=1,
            offered_on=SINCE,
            by=beth,
            at=MORNING,
        )
    client = as_(beth)

    # session, account, person, roles, interests, partnership; offers, whom I may offer for
    with django_assert_num_queries(8):
        response = client.get(reverse("needs:offers"))

    assert len(main(response).one("tbody").all("tr")) == how_many


# Levels


def test_the_coordinator_proposes_a_level_with_reasons_to_choose_from(as_, hillside, beth, noor, autumn):
    commands.answer_round(autumn, organisation=hillside, answers=SHEET, by=beth, at=MORNING)
    client = as_(noor)
    page = main(client.get(reverse("needs:propose", args=[hillside.pk])))
    assert "Figures cannot suggest a level here; you and the school decide." in page.text
    keys = [box["value"] for box in page.all("input", name="reasons")]

    data = {
        "level": "focused",
        "reasons": [key for key in keys if key.endswith(":assessment")],
        "own_reason": "The deputy head leaves at Christmas.",
        "end_test": "Marking that pupils act on.",
        **day("from_on", date(2026, 10, 12)),
        **day("review_on", date(2027, 7, 1)),
    }
    done = client.post(reverse("needs:propose", args=[hillside.pk]), {"once": uuid4(), **data}, follow=True)

    assert "Focused support is proposed to Hillside Primary, with its reasons." in main(done).text
    level = Level.objects.get()
    assert [reason.sentence for reason in level.reasons.all()] == [
        "Autumn 2026, on assessment for learning, the school said: “We would welcome a good deal of help”, and in its "
        "own words: “We mark a great deal and learn little from it.”",
        "The deputy head leaves at Christmas.",
    ]


def test_a_level_without_a_reason_is_asked_for_one_and_one_that_is_reviewed_too_soon_is_refused(as_, hillside, noor):
    client = as_(noor)
    data = {
        "level": "focused",
        "own_reason": "",
        "end_test": "x",
        **day("from_on", date(2026, 10, 12)),
        **day("review_on", date(2026, 10, 12)),
    }

    assert "Give at least one reason." in main(send(client, "propose", hillside.pk, **data), 422).text
    page = main(send(client, "propose", hillside.pk, **{**data, "own_reason": "Because."}), 422)
    assert "A level is reviewed after it begins." in page.text


def test_a_head_reads_each_reason_contests_is_answered_and_agrees(as_, propose, beth, noor):
    level = propose()
    text = see(as_(beth), "level", level.pk)
    assert "Waiting for the school" in text
    assert "Absence rose twice." in text
    assert "Absence below 5%." in text

    said = as_(beth).post(
        reverse("needs:contest", args=[level.pk]), {"once": uuid4(), "text": "Two families moved."}, follow=True
    )
    assert "You have contested Focused support. The partnership owes you an answer." in main(said).text
    assert "The partnership owes the school an answer first." in see(as_(beth), "agree", level.pk)

    answered = as_(noor).post(
        reverse("needs:answer", args=[level.pk]), {"once": uuid4(), "text": "We have taken them out."}, follow=True
    )
    assert "Hillside Primary has its answer. Focused support is proposed again." in main(answered).text

    agreed = as_(beth).post(reverse("needs:agree", args=[level.pk]), {"once": uuid4()}, follow=True)
    assert "Focused support for Hillside Primary is agreed." in main(agreed).text
    assert "Noor Haddad answered on Tuesday 6 October 2026: “We have taken them out.”" in main(agreed).text
    assert Level.objects.get().stage == LevelStage.AGREED


def test_the_sentence_that_refuses_stands_in_place_of_the_button(as_, propose, noor):
    level = propose()

    page = main(as_(noor).get(reverse("needs:level", args=[level.pk])))

    assert page.all("a", class_="govuk-button") == []
    assert [refusal.text for refusal in page.all(class_="c-refusal")] == [
        "A level of support is agreed by the school’s head teacher.",
        "Only the school’s head teacher can do this.",
    ]


def test_a_contest_without_words_is_asked_for_them_and_two_tabs_make_one(as_, propose, beth):
    level, client, once = propose(), as_(beth), uuid4()

    assert "Answer “Why do you disagree?”." in main(send(client, "contest", level.pk, text=""), 422).text
    for _ in range(2):
        client.post(reverse("needs:contest", args=[level.pk]), {"once": once, "text": "No."})
    assert Contest.objects.count() == 1
    again = main(send(client, "contest", level.pk, text="No."), 422)
    assert "Only a level that is proposed can be contested." in again.text


def test_a_level_is_not_there_for_another_school(as_, propose, tom):
    level = propose()
    client = as_(tom)

    for name in ("level", "contest", "answer", "agree"):
        assert client.get(reverse(f"needs:{name}", args=[level.pk])).status_code == 404
    assert "No level of support has been proposed yet." in see(client, "levels")


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_the_list_of_levels_is_never_ranked_and_costs_the_same(as_, noor, django_assert_num_queries, how_many):
    for place in range(how_many):
        commands.propose_level(
            cast.school(f"School {place}"),
            level="focused" if place % 2 else "core",
            reasons=[commands.Reason("Because.")],
            end_test="x",
            from_on=date(2026, 10, 12 + place),
            review_on=date(2027, 7, 1),
            by=noor,
            at=MORNING,
        )
    client = as_(noor)

    with django_assert_num_queries(7):  # session, account, person, roles, interests, partnership; levels
        response = client.get(reverse("needs:levels"))

    page = main(response)
    assert [row.inside[0].text for row in page.one("tbody").all("tr")] == [f"School {i}" for i in range(how_many)]
    assert [column.text.strip("↑↓") for column in page.one("thead").all("th") if column.all("a")] == [
        "School",
        "Stage",
        "From",
    ]
    newest = main(client.get(reverse("needs:levels"), {"order": "date"})).one("tbody").all("tr")[0]
    assert newest.inside[0].text == f"School {how_many - 1}"
    assert len(main(client.get(reverse("needs:levels"), {"order": "level"})).one("tbody").all("tr")) == how_many


def test_the_list_of_levels_begins_with_how_many_have_agreed_what(as_, propose, beth, noor):
    commands.agree_level(propose(), by=beth, at=MORNING)

    assert "1 school has agreed focused support." in see(as_(noor), "levels")


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_the_list_of_rounds_costs_the_same_however_many_there_were(as_, noor, django_assert_num_queries, how_many):
    for number in range(how_many):
        year = AcademicYear(2020 + number)
        opened = commands.open_round(
            f"Round {number}",
            year=year,
            opens_on=date(year.starts, 9, 14),
            closes_on=date(year.starts, 10, 23),
            by=noor,
            at=MORNING,
        )
        commands.close_round(opened, by=noor, at=MORNING)
    client = as_(noor)

    # session, account, person, roles, interests, partnership; rounds, whose schools they answer for
    with django_assert_num_queries(8):
        response = client.get(reverse("needs:rounds"))

    assert response.content.count(b"Round ") >= how_many
    assert all(f"Round {number}" in main(response).text for number in range(how_many))


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_a_schools_page_costs_the_same_however_much_it_asked_and_offers(
    as_, hillside, beth, noor, django_assert_num_queries, how_many
):
    for number in range(how_many):
        raised(hillside, beth, title=f"Need {number}")
        commands.offer_help(
            hillside,
            strand="teaching",
            title=f"Offer {number}",
            what="Two mornings.",
            days_a_term=1,
            offered_on=SINCE,
            by=beth,
            at=MORNING,
        )
    client = as_(beth)

    with django_assert_num_queries(13):
        response = client.get(reverse("needs:school", args=[hillside.pk]))

    text = main(response).text
    assert all(f"Need {number}" in text and f"Offer {number}" in text for number in range(how_many))


@pytest.mark.usefixtures("no_queries_while_rendering")
def test_a_schools_page_gathers_level_needs_answers_and_offers(
    as_, propose, hillside, beth, autumn, django_assert_max_num_queries
):
    commands.answer_round(autumn, organisation=hillside, answers=SHEET, by=beth, at=MORNING)
    raised(hillside, beth)
    commands.offer_help(
        hillside,
        strand="teaching",
        title="Maths",
        what="Two mornings.",
        days_a_term=1,
        offered_on=SINCE,
        by=beth,
        at=MORNING,
    )
    commands.agree_level(propose(), by=beth, at=MORNING)
    client = as_(beth)

    with django_assert_max_num_queries(14):
        text = see(client, "school", hillside.pk)

    assert "Focused support is agreed from Monday 12 October 2026." in text
    assert "A level of support says how much help a school has, not how good it is." in text
    assert "Attendance in Year 5" in text
    assert "Maths: Two mornings. 1 day a term" in text
    assert all(strand.name in text for strand in strands().values())


def test_an_empty_school_page_says_when_there_will_be_something(as_, hillside, beth):
    text = see(as_(beth), "school", hillside.pk)

    assert "No level of support is agreed yet." in text
    assert "No need has been raised yet." in text
    assert "The school has not answered a needs round yet." in text


@pytest.mark.parametrize("name", ["needs", "rounds", "offers", "levels"])
def test_a_stranger_is_asked_to_sign_in(client, name):
    response = client.get(reverse(f"needs:{name}"))

    assert response.status_code == 302
    assert "/accounts/login/" in response["Location"]


def test_no_page_calls_a_school_names(as_, propose, hillside, beth, noor):
    level = propose()
    pages = [
        see(as_(beth), name, *args) for name, args in (("school", [hillside.pk]), ("level", [level.pk]), ("levels", []))
    ]
    pages.append(see(as_(noor), "propose", hillside.pk))

    for word in ("failing", "weak", "poor", "inadequate", "rank", "worst"):
        assert not [text for text in pages if word in text.lower()], word


def test_what_a_round_and_an_offer_are_to_the_desks(autumn, hillside, beth):
    offer = commands.offer_help(
        hillside, strand="teaching", title="Maths", what="x", days_a_term=1, offered_on=TUESDAY, by=beth, at=MORNING
    )

    told = queries.news(MORNING.replace(month=9, day=1), MORNING)

    assert [(news.sentence, news.url) for news in told] == [
        ("Autumn 2026 is open until 23 October 2026.", reverse("needs:rounds")),
        ("Hillside Primary offers “Maths”.", reverse("needs:offers")),
    ]
    assert told[1].organisation_ids == {offer.organisation_id}
