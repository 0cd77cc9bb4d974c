"""Every table keeps the rules about tables, and each rule reports the bad row made for it."""

import pytest
from django.apps import apps
from django.db.models import Q

from tests.architecture import rows
from tests.architecture.bad import rows as bad
from tests.architecture.logic import holds

OURS = [model for model in apps.get_models() if model.__module__.startswith("collegiate.")]

BAD_ROWS = [
    (rows.keys_go_down, bad.GroundThatPointsUp, "points up to members.Person"),
    (rows.tables_are_named_after_their_chapter, bad.SitsAtAStrangeTable, "call it rows_sitsatastrangetable"),
    (rows.personal_data_is_owned_up_to, bad.NobodyOwnsUp, "declares no Privacy"),
    (rows.personal_data_is_owned_up_to, bad.HidesAPerson, "teacher is about a person"),
    (rows.personal_data_is_owned_up_to, bad.KeepsForLong, "must be a sentence"),
    (rows.personal_data_is_owned_up_to, bad.NamesWhatIsNotThere, "names shoe_size, which is not a field"),
    (rows.who_comes_with_when, bad.WhoWithoutWhen, "has no agreed_at"),
    (rows.who_comes_with_when, bad.WhoPerhapsWithoutWhen, "takes agreed_by without agreed_at"),
    (rows.who_comes_with_when, bad.WhoPerhapsWithoutWhen, "takes agreed_at without agreed_by"),
    (rows.stages_can_be_reached_and_left, bad.LosesItsWay, "nothing leads to lost"),
    (rows.stages_can_be_reached_and_left, bad.LosesItsWay, "round can never come to an end"),
    (rows.stages_can_be_reached_and_left, bad.ForgetsAStage, "no is missing from MOVES"),
    (rows.stages_assert_their_facts, bad.LosesItsWay, "takes stage 'agreed' without agreed_at"),
    (rows.constraints_speak, bad.RefusesWithoutAWord, "needs a violation_error_message"),
]


@pytest.mark.parametrize("rule", dict.fromkeys(rule for rule, _, _ in BAD_ROWS), ids=lambda rule: rule.__name__)
def test_every_table_keeps(rule):
    faults = list(rule(OURS))

    assert not faults, "\n".join(["", *faults])


@pytest.mark.parametrize(
    ("rule", "model", "words"), BAD_ROWS, ids=[f"{rule.__name__}-{model.__name__}" for rule, model, _ in BAD_ROWS]
)
def test_a_bad_row_is_reported_by(rule, model, words):
    assert any(words in fault for fault in rule([model])), list(rule([model]))


@pytest.mark.parametrize(
    ("condition", "answer"),
    [
        (Q(stage="draft"), True),
        (Q(stage__in=["agreed", "paid"]), False),
        (~Q(stage="draft"), False),
        (Q(agreed_at__isnull=True), True),
        (Q(price__gt=0), None),
        (Q(stage="agreed") | Q(price__gt=0), None),
        (Q(stage="agreed") & Q(price__gt=0), False),
        (~(Q(stage="agreed") & Q(price__gt=0)), True),
        (Q(agreed_at="2008-01-01"), None),
    ],
)
def test_a_condition_is_true_false_or_depends(condition, answer):
    assert holds(condition, {"stage": "draft", "agreed_at": None}) is answer
