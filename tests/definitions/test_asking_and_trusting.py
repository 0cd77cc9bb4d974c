"""What people are asked in the same words every time, and how long an entry of the directory is trusted."""

from datetime import date

import pytest

from collegiate.definitions import Freshness, Questionnaire, freshness, questionnaires
from collegiate.partnership.feedback.models import Kind

CHECKED = {"source": "Ours.", "checker": "Us.", "checked_on": date(2026, 1, 1), "review_on": date(2027, 1, 1)}


def test_every_questionnaire_asks_what_feedback_can_take():
    for code, one in questionnaires().items():
        assert one.code == code
        assert one.purpose.endswith(".")
        assert all(text.endswith("?") and kind in Kind.values for text, kind in one.asked())


def test_after_a_development_day_two_questions_are_asked():
    assert [kind for _, kind in questionnaires()["development_day"].asked()] == ["scale5", "text"]


def test_a_questionnaire_without_a_question_is_refused():
    with pytest.raises(ValueError, match="needs a question"):
        Questionnaire(code="empty", purpose="None.", minutes=1, questions=(), **CHECKED)


def test_an_entry_is_due_before_it_lapses():
    assert 0 < freshness().due_after_days < freshness().lapsed_after_days
    with pytest.raises(ValueError, match="below lapsed_after_days"):
        Freshness(due_after_days=365, lapsed_after_days=365, reason="None.", **CHECKED)
