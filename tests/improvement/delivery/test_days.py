"""A development day: agreed with a school, written up by who was there, final; or cancelled, with a reason."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from collegiate.foundation.record.versions import Stale
from collegiate.improvement.delivery import commands, queries
from collegiate.improvement.delivery.commands.days import ElementsMissing, NotUnderAgreement
from collegiate.improvement.delivery.models import DayElement, DayStage, DevelopmentDay, Element
from collegiate.partnership.communications.models import Notice
from collegiate.partnership.feedback.models import Invitation
from collegiate.values import NotAllowed, Role
from tests import cast
from tests.improvement.delivery.conftest import AFTER, AIMS, DAY, EVENING, HAPPENED
from tests.improvement.support import FOUR


def test_a_day_is_agreed_with_an_aim_for_each_of_its_three_elements(agree_day, agreed, hillside, lines):
    day = agree_day()

    assert (day.stage, day.organisation, day.on) == (DayStage.AGREED, hillside, DAY)
    assert sorted(day.elements.values_list("element", "aim")) == sorted((one, "Try one step") for one in Element)
    assert lines("delivery.agree_day") == [
        (
            f"delivery.developmentday:{day.pk}",
            f"commissioning.agreement:{agreed.pk}",
            {"on": "2026-11-17", "organisation": f"members.organisation:{hillside.pk}"},
        )
    ]


def test_a_day_without_an_aim_is_refused_by_naming_the_element(agree_day):
    with pytest.raises(ElementsMissing, match="Give the aim of Whole-staff development too"):
        agree_day(aims=AIMS | {Element.WHOLE_STAFF: ""})
    assert not DevelopmentDay.objects.exists()


def test_a_day_is_for_a_school_of_the_agreement_with_an_adviser_of_its_provider(agree_day, agreed, beth):
    with pytest.raises(NotUnderAgreement, match=f"{agreed.reference} was not made for Northgate Primary"):
        agree_day(organisation=cast.school("Northgate Primary"))
    with pytest.raises(NotUnderAgreement, match="Beth Lowe is no adviser of Brightwell Learning on 17 November 2026"):
        agree_day(adviser=beth)
    assert not DevelopmentDay.objects.exists()


def test_two_days_on_one_day_are_refused_in_words(agree_day, agreed):
    agree_day()
    other = cast.person("Odd Berg", Role.ADVISER, at=agreed.provider)

    with pytest.raises(ValidationError, match="The school has a development day on that day") as refused:
        agree_day(adviser=other)
    assert "The adviser is in another school that day." not in refused.value.messages
    assert DevelopmentDay.objects.count() == 1


def test_an_adviser_is_in_one_school_a_day(agree_day, table, ada):
    northgate = cast.school("Northgate Primary")
    also = table.agreed([northgate], title="Mentoring", pounds=5_000)
    agree_day()

    with pytest.raises(ValidationError, match="The adviser is in another school that day"):
        commands.agree_day(
            also, organisation=northgate, adviser=ada, on=DAY, strand="teaching", why="Too.", aims=AIMS,
            by=table.noor, at=FOUR,
        )  # fmt: skip


def test_a_day_that_was_cancelled_leaves_its_day_free(agree_day, beth, lines):
    day = commands.cancel_day(agree_day(), because="Snow.", by=cast.standing(beth), at=FOUR)
    again = agree_day()

    assert (day.stage, day.cancelled_because) == (DayStage.CANCELLED, "Snow.")
    assert again.stage == DayStage.AGREED
    assert lines("delivery.cancel_day") == [(f"delivery.developmentday:{day.pk}", "", {})]
    with pytest.raises(NotAllowed, match="This day is cancelled"):
        commands.cancel_day(day, because="Snow.", by=cast.standing(beth), at=FOUR)


def test_the_adviser_writes_a_day_up_and_the_school_is_asked(agree_day, hold, al, beth, lines, hillside):
    day = hold(agree_day())

    assert (day.stage, day.agreed_next, day.happened_at) == (DayStage.HAPPENED, "A second look.", EVENING)
    assert set(day.elements.values_list("what_happened", "next_step")) == {HAPPENED[Element.COACHING]}
    assert {one.person_id for one in Invitation.objects.filter(form=day.form)} == {al.pk, beth.pk}
    assert (day.form.opens_on, (day.form.closes_on - day.form.opens_on).days) == (AFTER, 14)
    assert day.form.title == "The development day at Hillside Primary on 17 November 2026"
    assert lines("delivery.write_up") == [
        (f"delivery.developmentday:{day.pk}", f"feedback.form:{day.form_id}", {"on": "2026-11-17"})
    ]


def test_a_day_is_written_up_whole_after_it_happened_by_who_was_there(agree_day, hold, ada, pia):
    day = agree_day()

    with pytest.raises(NotAllowed, match="Only the adviser who was in the school"):
        hold(day, by=cast.standing(pia, AFTER))
    with pytest.raises(NotAllowed, match="after it happened"):
        hold(day, by=cast.standing(ada))
    with pytest.raises(ElementsMissing, match="Say what happened in Quality learning coaching too"):
        hold(day, elements=HAPPENED | {Element.COACHING: ("", "")})
    assert set(DayElement.objects.values_list("what_happened", flat=True)) == {""}
    hold(day)
    with pytest.raises(NotAllowed, match="This day is happened"):
        hold(day)


def test_what_a_day_found_is_read_by_the_school_and_those_who_agree_its_help(agree_day, hold, beth, ada, table):
    day = hold(agree_day())
    stranger = cast.standing(cast.person("Nell Head", Role.HEAD_TEACHER, at=cast.school("Northgate Primary")))

    for reader in (cast.standing(beth), cast.standing(ada), table.noor):
        assert queries.get_day(day.pk, viewer=reader) == day
        assert queries.days(viewer=reader) == [day]
    assert queries.days(viewer=stranger) == []
    with pytest.raises(DevelopmentDay.DoesNotExist):
        queries.get_day(day.pk, viewer=stranger)
    with pytest.raises(NotAllowed):
        queries.visits_to(day.organisation, viewer=stranger)


def test_a_day_waits_on_its_advisers_list_until_it_is_written_up(agree_day, hold, ada):
    day = agree_day()

    assert queries.to_write_up(viewer=cast.standing(ada), day=DAY.replace(day=16)) == []
    assert queries.to_write_up(viewer=cast.standing(ada), day=DAY) == [day]
    hold(day)
    assert queries.to_write_up(viewer=cast.standing(ada), day=AFTER) == []


# The database itself refuses

ATTACKS = [
    ("UPDATE delivery_developmentday SET agreed_next = 'Nothing' WHERE id = {held}", "append only"),
    ("DELETE FROM delivery_developmentday WHERE id = {held}", "append only"),
    ("UPDATE delivery_dayelement SET what_happened = 'Nothing' WHERE day_id = {held}", "written up and final"),
    ("UPDATE delivery_dayelement SET day_id = {held} WHERE day_id = {agreed}", "written up and final|element_once"),
    ("DELETE FROM delivery_dayelement WHERE day_id = {held}", "written up and final"),
    (
        "INSERT INTO delivery_dayelement (day_id, element, aim, what_happened, next_step)"
        " VALUES ({held}, 'another', 'A', 'B', 'C')",
        "written up and final",
    ),
    (
        "UPDATE delivery_developmentday SET stage = 'happened', agreed_next = 'x', happened_at = '2026-11-25 09:00:00+00',"
        " happened_by_id = adviser_id, form_id = {form} WHERE id = {agreed}",
        "each of its three elements",
    ),
    ("UPDATE delivery_developmentday SET stage = 'cancelled' WHERE id = {agreed}", "cancelled_says_why"),
    ("UPDATE delivery_developmentday SET stage = 'happened' WHERE id = {agreed}", "three elements|says_what_next"),
    ("UPDATE delivery_developmentday SET \"on\" = '2026-11-17' WHERE id = {agreed}", "one_adviser|one_at_a|UNIQUE"),
]


def test_no_statement_changes_a_day_that_was_written_up(agree_day, hold):
    held, agreed = hold(agree_day()), agree_day(on=AFTER)
    ids = {"held": held.pk, "agreed": agreed.pk, "form": held.form_id}

    def rows():
        return [list(model.objects.order_by("pk").values()) for model in (DevelopmentDay, DayElement)]

    before = rows()
    for statement, words in ATTACKS:
        with pytest.raises(IntegrityError, match=words), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement.format(**ids))
        assert rows() == before, statement


def changed(day, **facts):
    """What a day says, some of it otherwise."""
    said = {name: getattr(day, name) for name in ("version", "adviser", "on", "strand", "why")}
    return said | {"aims": AIMS, "at": FOUR} | facts


def test_a_day_moves_and_the_head_is_told(agree_day, pia, ada, beth, lines):
    day = agree_day()

    commands.change_day(day, by=cast.standing(pia), **changed(day, on=AFTER, why="To try it again."))

    day.refresh_from_db()
    assert (day.on, day.why, day.version) == (AFTER, "To try it again.", 2)
    (notice,) = Notice.objects.filter(about=f"delivery.developmentday:{day.pk}")
    assert "Ada Cole comes on Wednesday 18 November 2026" in notice.text
    assert [one.person for one in notice.deliveries.all()] == [beth]
    assert lines("delivery.change_day") == [
        (f"delivery.developmentday:{day.pk}", "", {"on": "2026-11-18", "moves": True})
    ]


def test_a_day_is_not_changed_by_a_stale_form_by_a_stranger_or_once_written_up(agree_day, hold, pia, beth):
    day = agree_day()
    by = cast.standing(pia)
    commands.change_day(day, by=by, **changed(day, why="First."))

    with pytest.raises(Stale):
        commands.change_day(day, by=by, **changed(day, why="Second."))
    with pytest.raises(NotAllowed, match="provider’s own people"):
        commands.change_day(day, by=cast.standing(beth), **changed(day, version=2))
    hold(day)
    with pytest.raises(NotAllowed, match="This day is happened"):
        commands.change_day(day, by=by, **changed(day, version=2))
    assert DevelopmentDay.objects.get().why == "First."


def test_whoever_is_concerned_is_told_that_a_day_is_cancelled_but_not_whoever_cancelled_it(agree_day, ada, beth):
    day = agree_day()

    commands.cancel_day(day, because="Inspectors come.", by=cast.standing(beth), at=FOUR)

    (notice,) = Notice.objects.filter(about=f"delivery.developmentday:{day.pk}")
    assert "Inspectors come." in notice.text
    assert [one.person for one in notice.deliveries.all()] == [ada]
