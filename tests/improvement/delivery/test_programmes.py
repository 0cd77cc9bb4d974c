"""A programme by strand and its workshops: planned within the agreement, changed, cancelled, and never over somebody's head."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from collegiate.foundation import clock
from collegiate.foundation.clock import LONDON
from collegiate.foundation.record.versions import Stale
from collegiate.improvement.delivery import commands, queries
from collegiate.improvement.delivery.commands.programmes import (
    NotAStrand,
    NotToCome,
    OutsideItsTime,
    PlacesAreTaken,
)
from collegiate.improvement.delivery.commands.workshops import WorkshopIsOver
from collegiate.improvement.delivery.models import Programme, Workshop, WorkshopPlace, WorkshopStage
from collegiate.partnership.communications.models import Notice
from collegiate.values import NotAllowed
from tests import cast
from tests.cast import TUESDAY
from tests.improvement.delivery.conftest import AFTERNOON, OVER
from tests.improvement.pages import Pages, on
from tests.improvement.support import FOUR
from tests.marks import two_lengths

AGAIN = "7f1a2f0e-8a4e-4a4e-9a53-0d7c8f9f2a11"
AIMS = {"teaching": "Every lesson teaches reading.", "leadership": "Leaders look at it each week."}


@pytest.fixture
def see(client):
    clock.stop(TUESDAY)
    return Pages(client, "delivery")


def facts(agreed, **changed):
    return {
        "name": "Reading",
        "starts_on": agreed.starts_on,
        "ends_on": agreed.ends_on,
        "aims": AIMS,
        "at": FOUR,
    } | changed


def of(workshop, **changed):
    """What a workshop says, some of it otherwise."""
    said = {name: getattr(workshop, name) for name in ("version", "strand", "title", "starts_at", "place", "places")}
    return said | {"at": FOUR} | changed


# Deeds


def test_only_the_provider_and_the_coordinator_plan_what_a_running_agreement_brings(agreed, beth, table):
    with pytest.raises(NotAllowed, match="provider’s own people or the coordinator"):
        commands.plan_programme(agreed, by=cast.standing(beth), **facts(agreed))
    waiting = table.proposed([cast.school("Northgate Primary")], title="Mentoring")
    with pytest.raises(NotAllowed, match="while its agreement is running"):
        commands.plan_programme(waiting, by=table.noor, **facts(agreed))
    assert not Programme.objects.exists()


def test_a_programme_says_what_should_be_different_on_each_of_its_strands(agreed, pia, lines):
    planned = commands.plan_programme(agreed, by=cast.standing(pia), **facts(agreed))

    assert dict(planned.strands.values_list("strand", "aim")) == AIMS
    assert lines("delivery.plan_programme") == [
        (
            f"delivery.programme:{planned.pk}",
            f"commissioning.agreement:{agreed.pk}",
            {"starts_on": "2026-10-12", "ends_on": "2027-07-16", "strands": ["leadership", "teaching"]},
        )
    ]


@pytest.mark.parametrize(
    ("changed", "refused", "words"),
    [
        ({"aims": {}}, NotAStrand, "on one strand at least"),
        ({"aims": {"teaching": "  "}}, NotAStrand, "on one strand at least"),
        ({"aims": {"singing": "We sing."}}, NotAStrand, "No strand is called “singing”"),
        ({"ends_on": date(2028, 7, 1)}, OutsideItsTime, "runs from 12 October 2026 to 16 July 2027"),
        ({"starts_on": date(2026, 9, 1)}, OutsideItsTime, "lies within its agreement"),
        ({"ends_on": date(2026, 10, 1)}, ValidationError, "cannot end before it starts"),
    ],
)
def test_a_programme_that_cannot_be_is_refused_in_words(agreed, pia, changed, refused, words):
    with pytest.raises(refused, match=words):
        commands.plan_programme(agreed, by=cast.standing(pia), **facts(agreed, **changed))
    assert not Programme.objects.exists()


def test_an_agreement_has_one_programme(agreed, programme, pia):
    with pytest.raises(ValidationError, match="already exists"):
        commands.plan_programme(agreed, by=cast.standing(pia), **facts(agreed))


def test_a_programme_changes_its_aims_and_keeps_a_strand_that_a_workshop_is_on(agreed, programme, workshop, pia):
    by = cast.standing(pia)
    changed = commands.change_programme(programme, version=1, by=by, **facts(agreed, name="Reading well"))
    assert (changed.name, changed.version) == ("Reading well", 2)
    assert dict(changed.strands.values_list("strand", "aim")) == AIMS

    with pytest.raises(Stale):
        commands.change_programme(programme, version=1, by=by, **facts(agreed, name="Another"))
    with pytest.raises(NotAStrand, match="“How texts hang together” is on Teaching for learning"):
        commands.change_programme(programme, version=2, by=by, **facts(agreed, aims={"leadership": "Leaders lead."}))
    with pytest.raises(OutsideItsTime, match="“How texts hang together” is on 10 November 2026"):
        commands.change_programme(programme, version=2, by=by, **facts(agreed, starts_on=date(2026, 12, 1)))
    assert Programme.objects.get().version == 2
    assert dict(programme.strands.values_list("strand", "aim")) == AIMS


def test_a_workshop_is_on_a_strand_and_a_day_of_its_programme_and_is_to_come(programme, pia):
    by = cast.standing(pia)
    said = {
        "strand": "teaching",
        "title": "Talk",
        "starts_at": AFTERNOON,
        "place": "The college",
        "places": 3,
        "at": FOUR,
    }

    with pytest.raises(NotAStrand, match="Reading has no part in that strand"):
        commands.add_workshop(programme, by=by, **said | {"strand": "leadership"})
    with pytest.raises(OutsideItsTime, match="Reading runs from"):
        commands.add_workshop(programme, by=by, **said | {"starts_at": datetime(2027, 9, 1, 13, tzinfo=LONDON)})
    with pytest.raises(NotToCome, match="that is past"):
        commands.add_workshop(programme, by=by, **said | {"at": OVER})
    assert not Workshop.objects.exists()


def test_who_has_a_place_is_told_that_a_workshop_moves_and_nobody_that_its_title_changed(workshop, hillside, al, pia):
    commands.take_place(workshop, person=al, organisation=hillside, by=cast.standing(al), at=FOUR)
    by = cast.standing(pia)

    commands.change_workshop(workshop, by=by, **of(workshop, title="How texts work"))
    assert not Notice.objects.filter(about=f"delivery.workshop:{workshop.pk}").exists()

    later = AFTERNOON + timedelta(days=7)
    changed = commands.change_workshop(workshop, by=by, **of(workshop, version=2, starts_at=later))

    assert (changed.starts_at, changed.version) == (later, 3)
    (notice,) = Notice.objects.filter(about=f"delivery.workshop:{workshop.pk}")
    assert "Tuesday 17 November 2026" in notice.text
    assert [one.person for one in notice.deliveries.all()] == [al]
    with pytest.raises(Stale):
        commands.change_workshop(workshop, by=by, **of(workshop, version=2, title="Overtaken"))


def test_a_workshop_is_not_made_smaller_than_what_is_taken_nor_changed_once_begun(workshop, hillside, al, pia, beth):
    for one in (al, beth):
        commands.take_place(workshop, person=one, organisation=hillside, by=cast.standing(one), at=FOUR)
    by = cast.standing(pia)

    with pytest.raises(PlacesAreTaken, match="2 places are taken, so there cannot be only 1"):
        commands.change_workshop(workshop, by=by, **of(workshop, places=1))
    with pytest.raises(NotToCome):
        commands.change_workshop(workshop, by=by, **of(workshop, at=OVER, starts_at=OVER + timedelta(days=1)))
    with pytest.raises(NotAllowed, match="provider’s own people"):
        commands.change_workshop(workshop, by=cast.standing(beth), **of(workshop))
    assert Workshop.objects.get().version == 1


def test_a_cancelled_workshop_says_why_to_whoever_had_a_place_and_is_final(workshop, hillside, al, beth, pia, lines):
    commands.take_place(workshop, person=al, organisation=hillside, by=cast.standing(al), at=FOUR)
    by = cast.standing(pia)

    commands.cancel_workshop(workshop, because="The college is closed.", by=by, at=FOUR)

    gone = Workshop.objects.get()
    assert (gone.stage, gone.cancelled_because, gone.cancelled_by) == (
        WorkshopStage.CANCELLED, "The college is closed.", pia,
    )  # fmt: skip
    (notice,) = Notice.objects.filter(about=f"delivery.workshop:{workshop.pk}")
    assert "The college is closed." in notice.text
    assert [one.person for one in notice.deliveries.all()] == [al]
    assert queries.workshops(since=TUESDAY) == []
    assert queries.workshops_of(cast.standing(al), since=TUESDAY) == []
    for again in (
        lambda: commands.cancel_workshop(workshop, because="Again.", by=by, at=FOUR),
        lambda: commands.change_workshop(workshop, by=by, **of(gone)),
    ):
        with pytest.raises(NotAllowed, match="This workshop is cancelled"):
            again()
    with pytest.raises(WorkshopIsOver, match="is cancelled: The college is closed"):
        commands.take_place(workshop, person=beth, organisation=hillside, by=cast.standing(beth), at=FOUR)
    assert WorkshopPlace.objects.count() == 1
    assert len(lines("delivery.cancel_workshop")) == 1


# Pages


def typed(agreed, **changed):
    first, last = agreed.starts_on, agreed.ends_on
    sent = {"name": "Reading", "aim_teaching": "Every lesson teaches reading."}
    days = on("starts_on", first.day, first.month, first.year) | on("ends_on", last.day, last.month, last.year)
    return sent | days | changed


def test_the_provider_plans_a_programme_by_strand_and_adds_a_workshop(client, see, agreed, pia):
    cast.sign_in(client, pia)
    listed = see.main("programmes")
    assert "Plan its programme for Reading for understanding" in listed.text

    empty = see.send("plan_programme", agreed.slug, status=422, **typed(agreed, name="Kept", aim_teaching=""))
    assert "Say on one strand at least what should be different at the end." in empty.text
    assert empty.one("input", name="name")["value"] == "Kept"
    assert "Teaching for learning: the aim (optional)" in empty.text
    see.send("plan_programme", agreed.slug, once=AGAIN, **typed(agreed))
    see.send("plan_programme", agreed.slug, once=AGAIN, **typed(agreed))

    programme = Programme.objects.get()
    shown = see.main("programme", programme.pk)
    (row,) = shown.one("tbody").all("tr")
    assert [cell.text for cell in row.all("td")] == ["Every lesson teaches reading.", "Nothing planned yet"]
    sent = {"strand": "teaching", "title": "Talk", "starts": "13:30", "place": "The college", "places": "12"}
    see.send("add_workshop", programme.pk, **sent, **on("on", 10, 11, 2026))
    assert Workshop.objects.get().starts_at == AFTERNOON
    shown = see.main("programme", programme.pk)
    assert "1 workshop" in shown.text
    assert "0 of 12" in shown.text


def test_a_stale_programme_shows_both_and_the_second_click_decides(client, see, agreed, programme, pia):
    cast.sign_in(client, pia)
    form = see.main("change_programme", programme.pk)
    assert form.one("input", name="version")["value"] == "1"
    by = cast.standing(pia)
    commands.change_programme(programme, version=1, by=by, **facts(agreed, name="Theirs"))

    stale = see.send("change_programme", programme.pk, status=422, version="1", **typed(agreed, name="Mine"))
    assert "Theirs" in stale.text
    assert stale.one("input", name="name")["value"] == "Mine"
    see.send("change_programme", programme.pk, once=AGAIN, version="2", **typed(agreed, name="Mine"))
    assert Programme.objects.get().name == "Mine"


def test_a_workshop_is_changed_and_cancelled_on_its_pages(client, see, workshop, hillside, al, pia):
    commands.take_place(workshop, person=al, organisation=hillside, by=cast.standing(al), at=FOUR)
    cast.sign_in(client, pia)
    form = see.main("change_workshop", workshop.pk)
    assert form.one("input", name="starts")["value"] == "13:30"
    sent = {"strand": "teaching", "title": "Talk", "starts": "14:00", "place": "The library", "places": "5"}

    see.send("change_workshop", workshop.pk, version="1", **sent, **on("on", 10, 11, 2026))
    assert "The library. 4 of 5 places are free." in see.main("workshop", workshop.pk).text

    assert "1 person has a place and will be told why." in see.main("cancel_workshop", workshop.pk).text
    see.send("cancel_workshop", workshop.pk, once=AGAIN, because="The library floods.")
    shown = see.main("workshop", workshop.pk)
    assert "Cancelled The library floods." in shown.text
    assert "Take this place" not in shown.text
    assert "This workshop is cancelled." in see.main("change_workshop", workshop.pk).text


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_a_programme_costs_the_same_however_much_it_brings(
    client, see, programme, pia, beth, agree_day, django_assert_num_queries, how_many
):
    for number in range(how_many):
        commands.add_workshop(
            programme, strand="teaching", title=f"Talk {number}", starts_at=AFTERNOON + timedelta(days=number),
            place="The college", places=3, by=cast.standing(pia), at=FOUR,
        )  # fmt: skip
        agree_day(on=date(2026, 11, 17 + number))
    cast.sign_in(client, beth)

    with django_assert_num_queries(10):  # six of every page; programme, its strands, workshops, days
        shown = see.main("programme", programme.pk)

    assert shown.text.count("Talk") == how_many
    assert f"{how_many} development day" in shown.text


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_the_programmes_cost_the_same_however_many(
    client, see, table, hillside, pia, django_assert_num_queries, how_many
):
    for number in range(how_many):
        planned = table.agreed([hillside], title=f"Programme {number}", pounds=100)
        commands.plan_programme(planned, by=table.noor, **facts(planned, name=planned.title))
        table.agreed([hillside], title=f"Without {number}", pounds=100)
    cast.sign_in(client, pia)

    with django_assert_num_queries(9):  # six of every page; programmes, workshops, agreements without one
        shown = see.main("programmes")

    assert len(shown.one("tbody").all("tr")) == how_many
    assert shown.text.count("Plan its programme for Without") == how_many
