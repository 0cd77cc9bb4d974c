"""The town's published report, counted again row by row, read on paper, and looked through for what is confidential."""

import re
import shutil
import subprocess
from collections import Counter, defaultdict
from fractions import Fraction

import pytest
from django.urls import reverse
from django.utils.timezone import localtime

from collegiate.definitions import indicators
from collegiate.improvement.accountability import queries
from collegiate.improvement.accountability.models import Report
from collegiate.improvement.achievement_teams.models import BandCount, Cycle
from collegiate.improvement.commissioning.models import Agreement
from collegiate.improvement.delivery.models import DevelopmentDay, WorkshopPlace
from collegiate.improvement.evidence.models import IndicatorValue
from collegiate.improvement.fund.models import Commitment, Payment
from collegiate.improvement.impact.models import Study
from collegiate.improvement.needs.models import Need
from collegiate.partnership.feedback.models import Answer
from collegiate.partnership.governance.models import Decision
from collegiate.partnership.members.models import Person
from collegiate.values import Money
from tests.foundation.ui.reading import read

pytestmark = pytest.mark.django_db
FOOT = re.compile(r"AshmereAreaImprovementPartnership(Page\d+of\d)?Recordhead[0-9a-f]{64}(Page\d+of\d)?")


@pytest.fixture
def report(town):
    return Report.objects.get()


@pytest.fixture
def figures(report):
    """Return what the report says: label to (value, n)."""
    return {one["label"]: (one["value"], one["n"]) for aspect in report.content["aspects"] for one in aspect["figures"]}


def on(moment):
    return localtime(moment).date()


def test_decisions_and_money_are_those_of_the_time(report, figures):
    def within(day):
        return report.from_on <= day <= report.until_on

    decisions = [one for one in Decision.objects.all() if within(on(one.decided_at))]
    promised = sum(one.committed_pence for one in Commitment.objects.all() if within(on(one.made_at)))
    paid = sum(one.pence for one in Payment.objects.select_related("entry") if one.entry and within(one.entry.on))
    made = [one for one in Agreement.objects.all() if one.agreed_at and within(on(one.agreed_at))]
    judged = [one for one in Study.objects.all() if one.concluded_at and within(on(one.concluded_at))]

    assert figures["Decisions made"][0] == str(len(decisions))
    assert figures["Promised by decisions"][0] == str(Money(promised))
    assert figures["Paid for support"][0] == str(Money(paid))
    assert report.content["aspects"][0]["summary"] == (
        f"{len(decisions)} decisions and {len(made)} agreements were made; {len(judged)} agreements were judged."
    )
    assert len(judged) == 3


def test_days_workshops_and_cycles_are_those_of_the_time(report, figures):
    def within(day):
        return report.from_on <= day <= report.until_on

    days = [one for one in DevelopmentDay.objects.all() if one.stage == "happened" and within(one.on)]
    came = [
        one
        for one in WorkshopPlace.objects.select_related("workshop")
        if one.came and within(on(one.workshop.starts_at))
    ]
    closed = [one for one in Cycle.objects.all() if one.stage == "closed" and within(on(one.closed_at))]
    kept = Counter(one.keep for one in closed)

    assert figures["Development days"] == (str(len(days)), f"{len({one.organisation_id for one in days})} schools")
    assert figures["Places used at workshops"][0] == str(len(came))
    assert figures["Teams’ cycles closed"] == (
        str(len(closed)), f"{kept['keep']} kept, {kept['adapt']} adapted, {kept['drop']} dropped",
    )  # fmt: skip


def test_bands_are_summed_over_whole_batches_of_schools(report):
    table = report.content["aspects"][1]["tables"][0]
    batch, batches = [], []
    for cycle in Cycle.objects.filter(stage="closed").select_related("team").order_by("closed_at", "pk"):
        batch.append(cycle)
        sums = sums_of(batch)
        if len({one.team.organisation_id for one in batch}) >= 3 and all(n == 0 or n >= 5 for n in sums.values()):
            batches.append(batch)
            batch = []
    shown = [
        one
        for batch in batches
        if all(report.from_on <= on(one.closed_at) <= report.until_on for one in batch)
        for one in batch
    ]
    sums = sums_of(shown)

    assert [row[1:] for row in table["rows"]] == [[sums["before", band], sums["after", band]] for band in (1, 2, 3, 4)]
    assert len(shown) >= 9


def sums_of(cycles):
    sums = Counter({(moment, band): 0 for moment in ("before", "after") for band in (1, 2, 3, 4)})
    for one in BandCount.objects.filter(cycle__in=cycles):
        sums[one.moment, one.band] += one.pupils
    return sums


def test_the_towns_figures_are_means_over_pupils(report, figures):
    for code, indicator in indicators().items():
        by_year = defaultdict(list)
        for one in IndicatorValue.objects.filter(indicator=code, is_current=True, pupil_group="all"):
            if one.value is not None and one.year < 2026:
                by_year[one.year].append((Fraction(one.value), one.n))
        newest = by_year[max(by_year)]
        if all(n is not None for _, n in newest):
            mean = sum(value * n for value, n in newest) / sum(n for _, n in newest)
        else:
            mean = sum(value for value, _ in newest) / len(newest)
        assert figures[indicator.short][0].startswith(f"{float(mean):.1f}"), code
        assert figures[indicator.short][1].startswith(f"{len(newest)} schools")


def test_feedback_is_the_mean_of_forms_with_five_answers_or_more(report, figures):
    total = answers = forms = 0
    for day in DevelopmentDay.objects.filter(stage="happened", on__range=(report.from_on, report.until_on)):
        scores = [
            one.score for one in Answer.objects.filter(sheet__form=day.form_id, question__kind="scale5") if one.score
        ]
        if len({one.sheet_id for one in Answer.objects.filter(sheet__form=day.form_id)}) >= 5 and len(scores) >= 5:
            total, answers, forms = total + sum(scores), answers + len(scores), forms + 1

    assert figures["How useful the days were"] == (f"{total / answers:.1f} of 5", f"{answers} answers to {forms} forms")


def test_published_it_says_what_would_be_worked_out_again_today(report, town):
    assert report.content == queries.content(report.from_on, report.until_on, day=town)


def test_what_cannot_be_said_is_listed_and_no_pupil_adult_or_need_is_named(client, report):
    said = client.get(reverse("accountability:report", args=[report.pk])).content.decode()

    for study in Study.objects.filter(verdict="cannot_say"):
        assert study.doubts[0] in read(said).one("main").text
    names = set(Person.objects.values_list("name", flat=True))
    assert [name for name in names if name in said] == []
    assert [need.title for need in Need.objects.all() if need.title in said] == []
    assert [cycle.question for cycle in Cycle.objects.all() if cycle.question in said] == []


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext (Debian: poppler-utils) is not here")
def test_the_paper_says_every_sentence_and_number_of_the_page(client, report, tmp_path):
    page = read(client.get(reverse("accountability:report", args=[report.pk])).content).one("main")
    paper = tmp_path / "report.pdf"
    paper.write_bytes(client.get(reverse("accountability:on_paper", args=[report.pk])).content)

    made = subprocess.run(["pdftotext", "-layout", paper, "-"], capture_output=True, text=True, check=True).stdout
    flowing = subprocess.run(["pdftotext", paper, "-"], capture_output=True, text=True, check=True).stdout
    said = " ".join(FOOT.sub("", "".join(one.split())) for one in (made, flowing))

    for aspect in report.content["aspects"]:
        assert aspect["title"] in page.text
        for words in (aspect["summary"], *(line["text"] for line in aspect["lines"])):
            assert words in page.text
            assert "".join(words.split()) in said, words
        for one in aspect["figures"]:
            shown = one["value"] or one["cannot_say"]
            assert shown in page.text or shown[0].lower() + shown[1:] in page.text
            assert "".join(shown.split()) in said, shown
        for table in aspect["tables"]:
            for band, before, after in table["rows"]:
                assert f"{band}{before}{after}" in said
    for line in report.content["cannot_say"]:
        assert "".join(line.split()) in said
