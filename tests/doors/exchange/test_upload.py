"""The page on which the coordinator loads a file of published results."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from collegiate.improvement.evidence.models import IndicatorValue, Loading
from collegiate.partnership.members import commands as members
from collegiate.partnership.members.models import Kind, Phase, Scheme
from collegiate.values import Role
from tests import cast
from tests.cast import FOUNDING, MORNING
from tests.foundation.ui.reading import read

KS2 = "RECTYPE,URN,TELIG,PTRWM_EXP\r\n1,100001,27,78%\r\n1,100002,4,SUPP\r\n1,999999,30,60%\r\n4, , ,65%\r\n"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _schools(tmp_path, settings):
    settings.FILES_ROOT = tmp_path / "kept"
    for name, urn in (("Hillside Primary", "100001"), ("The Ashmere School", "100002")):
        members.add_organisation(
            name, kind=Kind.SCHOOL, phase=Phase.PRIMARY, identifiers={Scheme.URN: urn}, by=FOUNDING, at=MORNING
        )


@pytest.fixture
def noor(client):
    """The coordinator, signed in."""
    return cast.sign_in(client, cast.person("Noor Haddad", Role.COORDINATOR))


def send(client, text=KS2, name="2018-2019_941_ks2final.csv", year="", once=None):
    file = SimpleUploadedFile(name, text.encode("utf-8-sig"), content_type="text/csv")
    return client.post(reverse("exchange:results"), {"once": once or uuid4(), "file": file, "year": year})


def main(response, status=200):
    assert response.status_code == status
    return read(response.content).one("main").text


def test_the_coordinator_loads_a_file_and_reads_what_was_taken_and_what_was_left(client, noor):
    text = main(send(client))

    assert "Figures of 2 member schools for 2018/19: 2 new, 0 revised by the publisher, 0 as they were." in text
    assert "1 of schools that are not members, 1 of totals" in text
    assert "1 with a figure, 1 suppressed" in text
    loading = Loading.objects.get()
    assert (loading.loader, loading.file.name) == (noor, "2018-2019_941_ks2final.csv")


@pytest.mark.usefixtures("noor")
def test_a_row_that_cannot_be_read_is_named_by_line_and_column(client):
    text = main(send(client, KS2.replace("78%", "7B%")))

    assert "2018-2019_941_ks2final.csv, line 2, column PTRWM_EXP: “7B%” is not a number" in text
    assert IndicatorValue.objects.count() == 1


@pytest.mark.usefixtures("noor")
@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"name": "results.csv"}, "Its name does not say of what school year it is."),
        ({"text": "URN,SCHNAME\r\n100001,Hillside\r\n"}, "It has the columns of no file of results that is known."),
        ({"year": "2017/18"}, "Its name says 2018/19, and the year given is 2017/18."),
        ({"year": "last"}, "“last” is not a school year."),
        ({"text": "%PDF-1.7"}, "It has column names and no rows."),
    ],
)
def test_a_file_that_is_refused_says_why_and_leaves_nothing(client, given, says):
    text = main(send(client, **given), 422)

    assert says in text
    assert not Loading.objects.exists()


@pytest.mark.usefixtures("noor")
def test_without_a_file_the_page_asks_for_one(client):
    response = client.post(reverse("exchange:results"), {"once": uuid4()})

    assert "Choose the file." in main(response, 422)


@pytest.mark.usefixtures("noor")
def test_a_file_sent_twice_is_loaded_once(client):
    once = uuid4()
    send(client, once=once)

    again = send(client, KS2.replace("78%", "79%"), once=once)

    assert (again.status_code, again["Location"]) == (302, reverse("evidence:loadings"))
    assert Loading.objects.count() == 1


def test_a_head_teacher_is_refused_in_a_sentence(client):
    cast.sign_in(client, cast.person("Beth Okoro", Role.HEAD_TEACHER))

    response = client.get(reverse("exchange:results"))

    assert response.status_code == 403
    assert "Only the coordinator can load published figures." in response.content.decode()
