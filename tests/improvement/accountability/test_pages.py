"""The report's page and paper: drafted, published, the same on both, and for everybody."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.urls import reverse
from pypdf import PdfReader

from collegiate.improvement.accountability import commands
from collegiate.improvement.accountability.models import Report, Stage
from tests.cast import MORNING
from tests.foundation.ui.reading import read
from tests.improvement.accountability.conftest import FROM, UNTIL
from tests.marks import two_lengths

pytestmark = pytest.mark.django_db
ASPECTS = (
    "Implementation and impact",
    "Quality of teaching",
    "Student and school outcomes",
    "What schools say of the services",
)


def main(response, status=200):
    assert response.status_code == status
    return read(response.content).one("main")


def url(name, *args):
    return reverse(f"accountability:{name}", args=args)


def days(**named):
    return {f"{name}_{part}": getattr(on, part) for name, on in named.items() for part in ("day", "month", "year")}


def test_the_coordinator_drafts_writes_a_foreword_and_publishes(as_, client, noor):
    browser = as_(noor)
    done = browser.post(
        url("draft"), {"once": uuid4(), "title": "Our autumn", **days(from_on=FROM, until_on=UNTIL)}, follow=True
    )
    assert "“Our autumn” is drafted." in main(done).text
    pk = Report.objects.get().pk
    assert "This is a draft. It says what is known now" in main(browser.get(url("report", pk))).text

    kept = browser.post(url("foreword", pk), {"once": uuid4(), "version": 1, "foreword": "We asked."}, follow=True)
    assert "The foreword is kept." in main(kept).text
    once = uuid4()
    published, again = (browser.post(url("publish", pk), {"once": once}, follow=True) for _ in range(2))
    assert again.status_code == 200

    assert "“Our autumn” is published." in main(published).text
    client.logout()
    text = main(client.get(url("report", pk))).text
    for number, aspect in enumerate(ASPECTS, start=1):
        assert f"{number}. {aspect}" in text
    for words in ("We asked.", "What we cannot say", f"digest {Report.objects.get().digest}", "Decisions made 0"):
        assert words in text
    assert "Publish this report" not in text


def test_a_time_that_ends_before_it_begins_is_refused_and_kept_as_typed(as_, noor):
    page = main(
        as_(noor).post(url("draft"), {"once": uuid4(), "title": "Our autumn", **days(from_on=UNTIL, until_on=FROM)}),
        422,
    )

    assert "The last day lies before the first." in page.text
    assert page.one("input", name="title")["value"] == "Our autumn"
    assert not Report.objects.exists()


def test_a_foreword_somebody_else_wrote_meanwhile_is_shown_beside_ones_own(as_, draft, noor):
    commands.write_foreword(draft, foreword="Hers.", version=1, by=noor, at=MORNING)

    page = main(as_(noor).post(url("foreword", draft.pk), {"once": uuid4(), "version": 1, "foreword": "Mine."}), 422)

    assert "Hers." in page.text
    assert page.one("textarea", name="foreword").text == "Mine."
    version = page.one("input", name="version")["value"]
    again = as_(noor).post(url("foreword", draft.pk), {"once": uuid4(), "version": version, "foreword": "Mine."})
    assert (again.status_code, Report.objects.get().foreword) == (302, "Mine.")


def test_strangers_and_teachers_find_what_is_theirs_to_find(client, as_, draft, sam):
    assert [client.get(url(name, draft.pk)).status_code for name in ("report", "on_paper")] == [404, 404]
    assert client.get(url("report", 9999)).status_code == 404
    assert [
        client.get(url(name, *args)).status_code
        for name, *args in (("draft",), ("foreword", draft.pk), ("publish", draft.pk))
    ] == [302] * 3
    assert "No report is published yet." in main(client.get(url("reports"))).text

    browser = as_(sam)
    assert "Only the coordinator or the clerk can publish" in main(browser.get(url("report", draft.pk))).text
    assert [browser.get(url(name, *args)).status_code for name, *args in (("draft",), ("foreword", draft.pk))] == [
        403,
        403,
    ]
    refused = browser.post(url("publish", draft.pk), {"once": uuid4()})
    assert "Only the coordinator or the clerk can publish" in main(refused, 422).text
    assert Report.objects.get().stage == Stage.DRAFT


def test_the_paper_is_tagged_and_says_what_the_page_says(client, draft, ruth):
    report = commands.publish_report(draft, by=ruth, at=MORNING)

    paper = client.get(url("on_paper", report.pk))

    assert paper["Content-Type"] == "application/pdf"
    made = PdfReader(BytesIO(paper.content))
    root = made.trailer["/Root"]
    assert str(root["/MarkInfo"]["/Marked"]) == "True"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert made.metadata.title == "What we did"
    said = " ".join(" ".join(page.extract_text() for page in made.pages).split())
    for words in (*ASPECTS, "We asked and answered.", "Promised by decisions £0.00", report.record_head):
        assert words in said
    assert said.count("What we did") == 1


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_the_list_costs_the_same_however_many_reports_there_are(as_, noor, django_assert_num_queries, how_many):
    for number in range(how_many):
        commands.draft_report(f"Report {number}", from_on=FROM, until_on=UNTIL, by=noor, at=MORNING)
    client = as_(noor)

    # session, account, person, roles, interests, partnership; reports
    with django_assert_num_queries(7):
        response = client.get(url("reports"))

    assert len(main(response).one("tbody").all("tr")) == how_many


@pytest.mark.usefixtures("no_queries_while_rendering")
def test_a_published_report_costs_a_stranger_little(client, draft, ruth, django_assert_num_queries):
    report = commands.publish_report(draft, by=ruth, at=MORNING)

    with django_assert_num_queries(2):  # the report, the partnership
        response = client.get(url("report", report.pk))

    assert "We asked and answered." in main(response).text
