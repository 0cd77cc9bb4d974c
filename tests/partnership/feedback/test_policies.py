"""Every ruling on asking, answering and seeing what was answered, tried without a database."""

from datetime import date

import pytest

from collegiate.partnership.feedback import policies
from collegiate.partnership.feedback.models import Form, Stage
from collegiate.values import NOBODY, Held, Role, Standing, job
from tests.cast import TUESDAY


def standing(person_id: int, role: Role) -> Standing:
    return Standing(mark=f"person:{person_id}", day=TUESDAY, person_id=person_id, held=(Held(role),))


RUTH, NOOR, BETH, TEACHER = (
    standing(1, Role.COORDINATOR),
    standing(2, Role.ADVISER),
    standing(3, Role.HEAD_TEACHER),
    standing(4, Role.STAFF),
)
PROVIDER, NIGHTLY = standing(5, Role.PROVIDER_CONTACT), job("feedback_box", day=TUESDAY)
FORM = {"opens_on": date(2026, 10, 6), "closes_on": date(2026, 10, 20), "author_id": 5}
ASK = "Only the coordinator, the clerk, advisers, head teachers and providers can ask people what they think."
CLOSE = "Only whoever made the form, or the coordinator, can close it before its last day."
SEE = "Only those who asked, who were asked, or whose work it is about can see what this form found."


@pytest.mark.parametrize(
    ("standing", "ask", "close", "close_late", "see"),
    [
        (RUTH, "", "", "", ""),
        (NOOR, "", CLOSE, CLOSE, ""),
        (BETH, "", CLOSE, CLOSE, SEE),
        (PROVIDER, "", "", "", ""),
        (TEACHER, ASK, CLOSE, CLOSE, SEE),
        (NIGHTLY, "", CLOSE, "", ""),
        (NOBODY, ASK, CLOSE, CLOSE, SEE),
    ],
)
def test_who_may_ask_close_and_see(standing, ask, close, close_late, see):
    form = Form(**FORM)

    assert policies.may_ask(standing).refusal == ask
    assert policies.may_close(standing, form, day=date(2026, 10, 20)).refusal == close
    assert policies.may_close(standing, form, day=date(2026, 10, 21)).refusal == close_late
    assert policies.may_see_results(standing, form, asked=False).refusal == see
    assert policies.may_see_results(standing, form, asked=True).refusal == ""


@pytest.mark.parametrize(
    ("day", "stage", "asked", "answered", "refusal"),
    [
        (date(2026, 10, 5), Stage.OPEN, True, False, "This form opens on Tuesday 6 October."),
        (date(2026, 10, 6), Stage.OPEN, True, False, ""),
        (date(2026, 10, 20), Stage.OPEN, True, False, ""),
        (date(2026, 10, 21), Stage.OPEN, True, False, "This form is closed."),
        (date(2026, 10, 6), Stage.CLOSED, True, False, "This form is closed."),
        (date(2026, 10, 6), Stage.OPEN, False, False, "You are not asked to answer this form."),
        (
            date(2026, 10, 6),
            Stage.OPEN,
            True,
            True,
            "You have answered this form. Nobody can see which answers are yours, so they cannot be changed.",
        ),
    ],
)
def test_may_answer(day, stage, asked, answered, refusal):
    form = Form(**FORM, stage=stage)

    assert policies.may_answer(TEACHER, form, asked=asked, answered=answered, day=day).refusal == refusal


def test_a_form_that_is_closed_cannot_be_closed():
    assert policies.may_close(RUTH, Form(**FORM, stage=Stage.CLOSED), day=TUESDAY).refusal == "This form is closed."


@pytest.mark.parametrize("role", [Role.PROVIDER_CONTACT, Role.ADVISER, Role.CONTACT])
def test_whose_work_a_form_is_about_reads_what_it_found_and_no_other_provider_does(role):
    def of(organisation_id):
        return Standing(mark="person:8", day=TUESDAY, person_id=8, held=(Held(role, organisation_id=organisation_id),))

    form = Form(**FORM, work_of_id=70)
    assert policies.may_see_results(of(70), form, asked=False)
    assert policies.may_see_results(of(71), form, asked=False).refusal == ("" if role is Role.ADVISER else SEE)
