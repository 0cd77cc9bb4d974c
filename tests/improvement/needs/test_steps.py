"""Statutory steps: given about a maintained school, answered and closed; read by the school, its advisers and officers only."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from collegiate.definitions import establishments, statutory_steps
from collegiate.foundation import clock
from collegiate.improvement.needs import commands, policies, queries
from collegiate.improvement.needs.commands import NotGivenYet, UnknownStep
from collegiate.improvement.needs.models import StatutoryStep, StepOutcome
from collegiate.partnership.communications.models import Notice
from collegiate.partnership.members import commands as members
from collegiate.partnership.members.models import GroupKind, Kind, Organisation, Phase, Scheme
from collegiate.values import Held, NotAllowed, Role, Standing
from tests import cast
from tests.cast import FOUNDING, MORNING, SINCE, TUESDAY
from tests.doors.walking import walk
from tests.foundation.ui.reading import read

pytestmark = pytest.mark.django_db

GIVEN, DUE = date(2026, 9, 28), date(2026, 10, 20)
ASKS = "Fill the four Marigold seats."
ANSWER = "Four Petunia governors sit now."


@pytest.fixture(autouse=True)
def _tuesday():
    clock.stop(TUESDAY)


@pytest.fixture
def hillside():
    """A community school; the fixtures of its people stand on it."""
    return cast.commands.add_organisation(
        "Hillside Primary", kind=Kind.SCHOOL, phase=Phase.PRIMARY, identifiers={Scheme.LAESTAB: "9992001"},
        facts={"type_name": "Community school"}, by=FOUNDING, at=MORNING,
    )  # fmt: skip


@pytest.fixture
def stephen():
    """The local authority's officer."""
    team = cast.organisation("School improvement", Kind.LA_TEAM)
    return cast.standing(cast.person("Stephen Okafor", Role.LA_OFFICER, at=team))


@pytest.fixture
def give(hillside, stephen):
    def do(*, by=stephen, organisation=hillside, **given):
        facts = {"kind": "warning", "given_on": GIVEN, "asks": ASKS, "due_on": DUE, **given}
        return commands.give_step(organisation, by=by, at=MORNING, **facts)

    return do


def close(step, by, **given):
    return commands.close_step(step, by=by, at=MORNING, **{"outcome": StepOutcome.DONE, "answer": ANSWER, **given})


# Deeds


def test_a_step_is_given_answered_and_closed_and_each_is_in_the_record(give, hillside, stephen, lines):
    step = give()
    closed = close(step, stephen)

    assert (step.given_by_id, step.closed_at) == (stephen.person_id, None)
    assert (closed.outcome, closed.answer, closed.closed_by_id) == (StepOutcome.DONE, ANSWER, stephen.person_id)
    key, school = f"needs.statutorystep:{step.pk}", f"members.organisation:{hillside.pk}"
    given = {"kind": "warning", "given_on": "2026-09-28", "due_on": "2026-10-20"}
    assert lines("needs.give_step") == [(key, school, given)]
    assert lines("needs.close_step") == [(key, school, {"outcome": "done"})]
    with pytest.raises(NotAllowed, match="This step is closed"):
        close(step, stephen)


@pytest.mark.parametrize(
    ("wrong", "refusal", "says"),
    [
        ({"kind": "telling_off"}, UnknownStep, "Choose which step it is"),
        ({"given_on": date(2026, 10, 7)}, NotGivenYet, "once it has been given"),
        ({"due_on": GIVEN}, ValidationError, "The school needs time"),
        ({"asks": ""}, ValidationError, "asks"),
    ],
)
def test_a_step_that_is_none_is_refused(give, wrong, refusal, says):
    with pytest.raises(refusal, match=says):
        give(**wrong)

    assert not StatutoryStep.objects.exists()


def test_a_step_is_closed_with_an_outcome_and_an_answer(give, stephen):
    step = give()
    for wrong in ({"outcome": ""}, {"outcome": "forgotten"}, {"answer": ""}):
        with pytest.raises(ValidationError):
            close(step, stephen, **wrong)

    step.refresh_from_db()
    assert step.closed_at is None


def test_a_school_of_another_authority_is_not_ours_to_ask(give, hillside, stephen):
    members.begin("Ashmere", town="Ashmere", starts_on=SINCE, authority_code="941", by=FOUNDING, at=MORNING)

    with pytest.raises(NotAllowed, match="Hillside Primary is another local authority’s school"):
        give()


def test_the_head_is_told_that_there_is_something_to_read_and_not_what(give, beth, hillside):
    give()

    notice = Notice.objects.get()
    assert [one.person_id for one in notice.deliveries.all()] == [beth.person_id]
    assert notice.url == reverse("needs:school", args=[hillside.pk])
    said = f"{notice.subject} {notice.text} {notice.about}".lower()
    assert not [words for words in ("step", "warning", "marigold") if words in said]


# Rulings


def who(role, *, at=None, kind=""):
    held = Held(role, organisation_id=at, group_id=7 if kind else None, group_kind=kind)
    return Standing(mark="person:1", day=TUESDAY, person_id=1, signed_in=True, held=(held,))


OFFICER = who(Role.LA_OFFICER, at=5)
HEAD_TOO = Standing(
    mark="person:1", day=TUESDAY, person_id=1, signed_in=True,
    held=(Held(Role.LA_OFFICER, organisation_id=5), Held(Role.GOVERNOR, organisation_id=1)),
)  # fmt: skip


@pytest.mark.parametrize(
    ("standing", "reads"),
    [
        (who(Role.HEAD_TEACHER, at=1), True),
        (who(Role.STAFF, at=1), True),
        (who(Role.GOVERNOR, at=1), True),
        (who(Role.ADVISER, at=1), True),
        (OFFICER, True),
        (who(Role.HEAD_TEACHER, at=2), False),
        (who(Role.ADVISER, at=2), False),
        (who(Role.COORDINATOR), False),
        (who(Role.CLERK), False),
        (who(Role.CHAIR, kind=GroupKind.STRATEGIC), False),
    ],
)
def test_who_reads_the_steps_about_a_school(standing, reads):
    assert bool(policies.may_see_steps(standing, 1)) is reads


@pytest.mark.parametrize(
    ("standing", "type_name", "refusal"),
    [
        (OFFICER, "Community school", ""),
        (OFFICER, "LA nursery school", ""),
        (OFFICER, "Academy - Converter mainstream", "is an academy. Formal steps about an academy are the Department"),
        (OFFICER, "Free schools", "is an academy"),
        (OFFICER, "Pupil referral unit", "powers are over maintained schools. Hillside is none: Pupil referral unit"),
        (OFFICER, "", "The register does not say what type of school Hillside is"),
        (HEAD_TOO, "Community school", "You have an interest in Hillside"),
        (who(Role.COORDINATOR), "Community school", "Only the local authority’s officer can record"),
        (who(Role.HEAD_TEACHER, at=1), "Community school", "Only the local authority’s officer can record"),
    ],
)
def test_who_may_give_a_step_and_about_which_school(standing, type_name, refusal):
    hillside = Organisation(pk=1, kind=Kind.SCHOOL, name="Hillside", type_name=type_name)

    found = policies.may_give_step(standing, hillside, is_the_authoritys=True).refusal

    assert found == refusal == "" or (refusal and refusal in found)


def test_a_closed_school_is_asked_nothing():
    closed = Organisation(pk=1, name="Hillside", type_name="Community school", closed_on=TUESDAY - timedelta(days=1))

    assert "has closed" in policies.may_give_step(OFFICER, closed, is_the_authoritys=True).refusal


def test_an_officer_who_governs_the_school_closes_none_of_its_steps():
    assert "You have an interest" in policies.may_close_step(HEAD_TOO, StatutoryStep(organisation_id=1)).refusal


def test_every_type_that_the_law_is_about_is_one_of_the_registers():
    assert all(establishments().type_called(name) for name in statutory_steps().maintained)


# What the database holds


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE needs_statutory_step SET asks = 'Less.'",
        "UPDATE needs_statutory_step SET due_on = '2027-01-01'",
        "UPDATE needs_statutory_step SET given_on = '2026-01-01'",
        "UPDATE needs_statutory_step SET kind = 'budget'",
        "UPDATE needs_statutory_step SET given_by_id = given_by_id + 1",
        "UPDATE needs_statutory_step SET closed_at = given_at, closed_by_id = given_by_id, answer = 'Yes.'",
        "UPDATE needs_statutory_step SET closed_at = given_at, closed_by_id = given_by_id, outcome = 'done'",
        "UPDATE needs_statutory_step SET outcome = 'done', answer = 'Yes.'",
        "DELETE FROM needs_statutory_step",
        "INSERT INTO needs_statutory_step (organisation_id, kind, given_on, due_on, asks, given_at, given_by_id, outcome,"
        " answer) SELECT organisation_id, kind, due_on, given_on, asks, given_at, given_by_id, '', '' FROM needs_statutory_step",
        "INSERT INTO needs_statutory_step (organisation_id, kind, given_on, due_on, asks, given_at, given_by_id, outcome,"
        " answer, closed_at, closed_by_id) SELECT organisation_id, kind, given_on, due_on, asks, given_at, given_by_id,"
        " 'done', 'Yes.', given_at, given_by_id FROM needs_statutory_step",
    ],
)
def test_the_database_keeps_what_was_given(give, statement):
    give()
    before = list(StatutoryStep.objects.values())

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert list(StatutoryStep.objects.values()) == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE needs_statutory_step SET closed_at = NULL, closed_by_id = NULL, outcome = '', answer = ''",
        "UPDATE needs_statutory_step SET outcome = 'withdrawn'",
        "DELETE FROM needs_statutory_step",
    ],
)
def test_the_database_never_opens_a_closed_step_again(give, stephen, statement):
    close(give(), stephen)

    with (
        pytest.raises(IntegrityError, match="append only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


# Pages


def day(name, on):
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def main(response, status=200):
    assert response.status_code == status
    return read(response.content).one("main").text


def test_an_officer_gives_a_step_and_closes_it_on_the_pages(as_, hillside, stephen):
    client = as_(stephen)
    give = reverse("needs:give_step", args=[hillside.pk])
    assert "Education and Inspections Act 2006, section 60" in main(client.get(give))
    filled = {"kind": "warning", "asks": ASKS, **day("given_on", GIVEN), **day("due_on", GIVEN)}
    assert "The school needs time" in main(client.post(give, {"once": uuid4(), **filled}), 422)

    once = uuid4()
    for _ in range(2):
        told = client.post(give, {"once": once, **filled, **day("due_on", DUE)}, follow=True)
    assert "is told that there is something to read" in main(told)
    (step,) = queries.steps_of(hillside, viewer=stephen)
    close = reverse("needs:close_step", args=[step.pk])
    assert "Answer “What did the school answer" in main(client.post(close, {"once": uuid4(), "outcome": "done"}), 422)
    told = client.post(close, {"once": uuid4(), "outcome": "done", "answer": ANSWER}, follow=True)

    assert "What was asked is done" in main(told)
    assert ANSWER in main(told)
    assert "This step is closed." in main(client.get(close))


def test_an_officer_reads_why_nothing_is_asked_of_an_academy(as_, stephen):
    academy = cast.commands.add_organisation(
        "Brook Academy", kind=Kind.SCHOOL, phase=Phase.PRIMARY, facts={"type_name": "Academy converter"},
        by=FOUNDING, at=MORNING,
    )  # fmt: skip
    client, says = as_(stephen), "Formal steps about an academy are the Department for Education’s."

    assert says in main(client.get(reverse("needs:school", args=[academy.pk])))
    assert says in main(client.get(reverse("needs:give_step", args=[academy.pk])))


def addresses(step):
    return [reverse(f"needs:{name}", args=[step.pk]) for name in ("step", "close_step")]


def test_the_school_and_its_adviser_read_a_step(as_, give, hillside, stephen, beth, amos):
    step = close(give(), stephen)
    governor = cast.standing(cast.person("Gil Hart", Role.GOVERNOR, at=hillside))
    teacher = cast.standing(cast.person("Tess Ward", Role.STAFF, at=hillside))

    for reader in (beth, amos, governor, teacher):
        client = as_(reader)
        said = main(client.get(addresses(step)[0]))
        assert ASKS in said
        assert ANSWER in said
        assert "Warning notice" in main(client.get(reverse("needs:school", args=[hillside.pk])))
        assert "Only the local authority’s officer can close" in main(client.get(addresses(step)[1]))


def test_nobody_else_finds_a_step_on_any_page_they_can_reach(as_, client, give, hillside, stephen, noor, tom):
    step = close(give(), stephen)
    group = cast.group()
    outsiders = [
        noor,
        tom,
        *(
            cast.standing(cast.person(f"The {role.words}", role))
            for role in (Role.CLERK, Role.AUDITOR, Role.CONSULTANT)
        ),
        cast.standing(cast.person("Amir Khan", Role.CHAIR, on=group)),
        cast.standing(cast.person("Ola Weir", Role.ADVISER, at=cast.organisation("Brightwell", Kind.PROVIDER))),
    ]
    begin = [
        "/", "/search/?q=Marigold", "/search/?q=warning", reverse("needs:school", args=[hillside.pk]),
        reverse("communications:outbox"), hillside.get_absolute_url(),
    ]  # fmt: skip
    told, walked = [], 0
    for somebody in [*outsiders, None]:
        reader = client if somebody is None else as_(somebody)
        if somebody is None:
            client.logout()
        for url, _, response, _ in walk(reader, begin=begin):
            walked += 1
            said = response.content.decode()
            told += [
                f"{somebody} reads {words} on {url}"
                for words in ("Marigold seats", "Petunia", 'id="steps"', "Warning notice", *addresses(step))
                if words in said
            ]
        assert {reader.get(one).status_code for one in addresses(step)} <= {302, 404}, somebody

    assert not told, "\n".join(told)
    assert walked > 100
