"""The pages of impact: the verdict in words with its money and its doubts, and setting a study up."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from collegiate.improvement.impact import commands
from collegiate.improvement.impact.models import Stage, Study
from collegiate.values import Role
from tests import cast
from tests.cast import MORNING
from tests.foundation.ui.reading import read
from tests.improvement.impact.conftest import BASE, OUTCOME
from tests.marks import two_lengths

pytestmark = pytest.mark.django_db


def main(response, status=200):
    assert response.status_code == status
    return read(response.content).one("main")


@pytest.fixture
def frozen(table, schools, figures, amos):
    return commands.freeze_study(table.agreed(schools[:5]), base_year=BASE, year=OUTCOME, by=amos, at=MORNING)


@pytest.fixture
def waiting(table, amos):
    agreement = table.agreed([cast.school("Hillside Primary")])
    return commands.freeze_study(agreement, base_year=BASE, year=OUTCOME, by=amos, at=MORNING)


@pytest.fixture
def teacher(table):
    return cast.standing(cast.person("Tom Fell", Role.STAFF, at=cast.school("Elsewhere")))


def test_a_frozen_study_says_with_whom_it_compares_and_why_it_waits(as_, frozen, amos):
    text = main(as_(amos).get(reverse("impact:study", args=[frozen.pk]))).text

    assert "Waiting for the outcome" in text
    assert "20 schools: every other school in the partnership that has the figure" in text
    assert "Change agreed as worth paying for 4 points" in text
    assert "School 05" in text
    assert "No figure of the outcome year is loaded yet." in text
    assert "Conclude this study" not in text


def test_a_concluded_study_tells_verdict_money_and_doubts(as_, table, frozen, outcome, amos, teacher):
    table.paid(frozen.agreement)
    outcome(12)
    client = as_(amos)
    done = client.post(reverse("impact:conclude", args=[frozen.pk]), {"once": uuid4()}, follow=True)
    assert "The study is concluded, and its finding recorded." in main(done).text

    with CaptureQueriesContext(connection) as asked:
        text = main(as_(teacher).get(reverse("impact:study", args=[frozen.pk]))).text

    assert not [one for one in asked if "evidence_indicatorvalue" in one["sql"]]  # nothing is counted once it is over
    study = Study.objects.get()
    assert f"Likely helped {study.sentence}" in text
    assert "Paid £9,000.00" in text
    assert study.money_sentence in text
    assert "What keeps us from saying more No interval is certain" in text
    assert study.before_and_after in text


def test_a_study_is_concluded_once_however_often_the_form_is_sent(as_, frozen, outcome, amos):
    outcome(4)
    client, once = as_(amos), uuid4()

    answers = [client.post(reverse("impact:conclude", args=[frozen.pk]), {"once": once}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    again = main(client.post(reverse("impact:conclude", args=[frozen.pk]), {"once": uuid4()}), 422)
    assert "This study is concluded, and a conclusion is final." in again.text


def test_an_agreement_without_a_study_is_listed_to_whoever_may_set_it_up(as_, table, amos, teacher):
    agreement = table.agreed([cast.school("Hillside Primary")])
    assert "Set up the study" not in main(as_(teacher).get(reverse("impact:studies"))).text

    client = as_(amos)
    page = main(client.get(reverse("impact:studies")))
    url = reverse("impact:freeze", args=[agreement.slug])
    assert url in [link["href"] for link in page.all("a")]

    wrong = main(client.post(url, {"once": uuid4(), "year": "last year"}), 422)
    assert wrong.one("input", name="year")["value"] == "last year"
    assert not Study.objects.exists()

    done = client.post(url, {"once": uuid4(), "year": "2026/27"}, follow=True)
    assert "The schools to compare with are frozen." in main(done).text
    assert (Study.objects.get().base_year, Study.objects.get().year) == (2025, 2026)


def test_somebody_else_reads_why_they_cannot_set_a_study_up_or_conclude_it(as_, waiting, teacher):
    client = as_(teacher)
    only = "Only the coordinator or an adviser can study the impact of support."

    assert only in main(client.get(reverse("impact:study", args=[waiting.pk]))).text
    for name, key in (("freeze", waiting.agreement.slug), ("conclude", waiting.pk)):
        url = reverse(f"impact:{name}", args=[key])
        assert only in main(client.get(url)).text
        assert only in main(client.post(url, {"once": uuid4(), "year": "2026/27"}), 422).text
    assert Study.objects.get().stage == Stage.FROZEN


def test_what_is_not_there_is_not_found_and_a_stranger_signs_in_first(client, as_, waiting, amos):
    for name in ("study", "conclude"):
        assert client.get(reverse(f"impact:{name}", args=[waiting.pk])).status_code == 302
    as_(amos)
    assert client.get(reverse("impact:study", args=[9999])).status_code == 404
    assert client.get(reverse("impact:freeze", args=["A-99-01"])).status_code == 404


def test_without_a_study_the_list_says_when_there_will_be_one(as_, teacher):
    assert "No study is set up yet. One is, when an agreement is made." in main(as_(teacher).get("/impact/")).text


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_the_list_costs_the_same_however_many_studies_there_are(as_, table, amos, django_assert_num_queries, how_many):
    schools = [cast.school(f"School {number}") for number in range(how_many)]
    meeting = table.sit()
    for number in range(how_many):
        agreement = table.agreed([schools[number]], meeting=meeting, title=f"Support {number}", pounds=100)
        commands.freeze_study(agreement, base_year=BASE, year=OUTCOME, by=amos, at=MORNING)
    client = as_(amos)

    # session, account, person, roles, interests, partnership; studies, agreements without one
    with django_assert_num_queries(8):
        response = client.get(reverse("impact:studies"))

    assert len(main(response).one("tbody").all("tr")) == how_many
