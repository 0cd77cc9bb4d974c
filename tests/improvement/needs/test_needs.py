"""A need: raised with its evidence, understood, joined into a brief, closed with a reason."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from collegiate.foundation.files import store
from collegiate.foundation.record.models import Entry
from collegiate.improvement.evidence import commands as evidence
from collegiate.improvement.evidence.models import IndicatorValue
from collegiate.improvement.needs import commands, queries
from collegiate.improvement.needs.commands import EvidenceOfAnother, UnknownStrand
from collegiate.improvement.needs.models import Need, NeedEvidence, NeedStage
from collegiate.values import NotAllowed, job
from tests.cast import MORNING, TUESDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def absence(tmp_path, settings, hillside):
    """Hillside's absence in 2024/25."""
    settings.FILES_ROOT = tmp_path
    file = store.keep("2024-2025_england_abs.csv", [b"URN,PERCTOT\n"], kind="text/csv", at=MORNING)
    row = evidence.Row(hillside.pk, "absence_overall", Decimal("8.1"))
    evidence.load_values(file, kind="absence", year=2024, rows=[row], by=job("import_results", day=TUESDAY), at=MORNING)
    return IndicatorValue.objects.get()


def raised(school, by, **given):
    facts = {"strand": "environment", "title": "Attendance in Year 5", "text": "Eleven children miss a day a week."}
    return commands.raise_need(school, by=by, at=MORNING, **facts, **given)


def test_a_head_raises_a_need_with_the_figures_it_rests_on(hillside, beth, autumn, absence):
    need = raised(hillside, beth, evidence=[absence], round=autumn)

    assert (need.stage, need.round, need.raised_by_id) == (NeedStage.RAISED, autumn, beth.person_id)
    assert [piece.value for piece in need.evidence.all()] == [absence]
    entry = Entry.objects.get(deed="needs.raise_need")
    assert entry.data["evidence"] == [f"evidence.indicatorvalue:{absence.pk}"]
    assert "Attendance" not in str(entry.data)


def test_a_need_keeps_the_figure_it_was_raised_on_when_its_publisher_revises_it(hillside, beth, absence):
    need = raised(hillside, beth, evidence=[absence])

    evidence.load_values(
        absence.loading.file,
        kind="absence",
        year=2024,
        rows=[evidence.Row(hillside.pk, "absence_overall", Decimal("7.9"))],
        by=job("import_results", day=TUESDAY),
        at=MORNING,
    )

    (piece,) = queries.need(need.pk, viewer=beth).evidence.all()
    assert (piece.value.value, piece.value.is_current) == (Decimal("8.1"), False)


def test_a_figure_of_another_school_is_no_evidence(ashmere, tom, absence):
    with pytest.raises(EvidenceOfAnother):
        raised(ashmere, tom, evidence=[absence])

    assert not Need.objects.exists()


def test_an_adviser_and_the_coordinator_may_raise_a_need_and_another_head_may_not(hillside, amos, noor, tom):
    assert raised(hillside, amos).raised_by_id == amos.person_id
    assert raised(hillside, noor).raised_by_id == noor.person_id
    with pytest.raises(NotAllowed, match="can raise a need of a school"):
        raised(hillside, tom)


def test_a_need_is_on_a_strand_that_there_is(hillside, beth):
    with pytest.raises(UnknownStrand):
        commands.raise_need(hillside, strand="lunch", title="x", text="y", by=beth, at=MORNING)


def test_the_adviser_says_that_a_need_is_understood_and_the_school_cannot_say_it_for_them(hillside, beth, amos):
    need = raised(hillside, beth)
    with pytest.raises(NotAllowed, match="Only the school’s adviser or the coordinator"):
        commands.understand_need(need, by=beth, at=MORNING)

    understood = commands.understand_need(need, understanding="Mondays, mostly.", by=amos, at=MORNING)

    assert (understood.stage, understood.understood_by_id) == (NeedStage.UNDERSTOOD, amos.person_id)
    with pytest.raises(NotAllowed, match="This need has been talked through"):
        commands.understand_need(need, by=amos, at=MORNING)


def test_needs_join_a_brief_together_or_not_at_all(hillside, ashmere, beth, tom, noor):
    first, second = raised(hillside, beth), raised(ashmere, tom)
    commands.close_need(second, because="It was met.", by=tom, at=MORNING)

    with pytest.raises(NotAllowed, match="“Attendance in Year 5” is answered or closed"):
        commands.join_needs([first, second], by=noor, at=MORNING)

    assert set(Need.objects.values_list("stage", flat=True)) == {NeedStage.RAISED, NeedStage.CLOSED}
    assert [need.stage for need in commands.join_needs([first], by=noor, at=MORNING)] == [NeedStage.JOINED]
    assert Entry.objects.filter(deed="needs.join_need").count() == 1


def test_a_head_cannot_join_needs_into_a_brief(hillside, beth):
    with pytest.raises(NotAllowed, match="can answer needs with a brief"):
        commands.join_needs([raised(hillside, beth)], by=beth, at=MORNING)


def test_a_need_is_closed_once_with_a_reason(hillside, beth):
    need = commands.close_need(raised(hillside, beth), because="The family worker has come.", by=beth, at=MORNING)

    assert (need.stage, need.closed_because) == (NeedStage.CLOSED, "The family worker has come.")
    with pytest.raises(NotAllowed, match="This need is closed"):
        commands.close_need(need, because="Again.", by=beth, at=MORNING)


def test_needs_are_seen_by_the_school_and_those_who_agree_help_with_it(hillside, beth, amos, noor, tom):
    need = raised(hillside, beth)

    for viewer in (beth, amos, noor):
        assert queries.needs(viewer=viewer) == [need]
        assert queries.need(need.pk, viewer=viewer) == need
    assert queries.needs(viewer=tom) == []
    with pytest.raises(Need.DoesNotExist):
        queries.need(need.pk, viewer=tom)


@pytest.mark.parametrize("stage", [NeedStage.UNDERSTOOD, NeedStage.JOINED, NeedStage.CLOSED])
def test_the_database_refuses_a_stage_without_its_fact(hillside, beth, stage):
    raised(hillside, beth)

    with pytest.raises(IntegrityError), transaction.atomic():
        Need.objects.update(stage=stage)


def test_the_database_refuses_closing_without_a_reason(hillside, beth):
    raised(hillside, beth)

    with pytest.raises(IntegrityError), transaction.atomic():
        Need.objects.update(stage=NeedStage.CLOSED, closed_at=MORNING, closed_by=beth.person_id)


def test_the_database_refuses_evidence_of_nothing_or_twice(hillside, beth, absence):
    need = raised(hillside, beth, evidence=[absence])

    for facts in ({}, {"value": absence}):
        with pytest.raises(IntegrityError), transaction.atomic():
            NeedEvidence.objects.create(need=need, **facts)
    with pytest.raises(IntegrityError, match="append only"), transaction.atomic():
        NeedEvidence.objects.all().delete()
