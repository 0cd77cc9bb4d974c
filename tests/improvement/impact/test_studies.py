"""A study: frozen before the outcome is known, concluded with a verdict that may be that nobody can say."""

from decimal import Decimal

import numpy as np
import pytest
from django.db import DatabaseError, connection, transaction

from collegiate.analytics import impact as analytics
from collegiate.analytics import value
from collegiate.foundation.record.models import Entry
from collegiate.improvement.commissioning.models import WhyChosen
from collegiate.improvement.evidence.models import Finding
from collegiate.improvement.impact import commands, queries
from collegiate.improvement.impact.models import Stage, Study, Verdict
from collegiate.values import NOBODY, Money, NotAllowed, Role
from tests import cast
from tests.cast import MORNING
from tests.improvement import support
from tests.improvement.impact.conftest import BASE, OUTCOME, YEARS_BEFORE, before

pytestmark = pytest.mark.django_db


@pytest.fixture
def frozen(table, schools, figures, amos):
    """The study of an agreement for the first five schools."""
    agreement = table.agreed(schools[:5])
    return commands.freeze_study(agreement, base_year=BASE, year=OUTCOME, by=amos, at=MORNING)


@pytest.fixture
def two():
    return [cast.school("Hillside Primary"), cast.school("The Ashmere School")]


@pytest.fixture
def waiting(table, two, amos):
    """A study with nobody to compare with, for what asks nothing of figures."""
    return commands.freeze_study(table.agreed(two), base_year=BASE, year=OUTCOME, by=amos, at=MORNING)


def test_the_schools_to_compare_with_are_frozen_with_the_agreement(frozen, schools, amos):
    compared = [one.pk for one in schools[5:]]
    by_hand = analytics.freeze(compared, how=commands.HOW)

    assert (frozen.stage, frozen.comparators, frozen.verdict) == (Stage.FROZEN, compared, "")
    assert frozen.comparators_digest == by_hand.digest
    assert (frozen.frozen_at, frozen.frozen_by_id) == (MORNING, amos.person_id)
    entry = Entry.objects.get(deed="impact.freeze_study")
    assert entry.because == f"commissioning.agreement:{frozen.agreement_id}"
    assert entry.data == {"compared": 20, "comparators": by_hand.digest, "year": "2026/27"}


def test_schools_with_other_support_are_not_compared_with(table, schools, figures, amos):
    meeting = table.sit()
    table.agreed(schools[20:], meeting=meeting, title="Coaching")
    agreement = table.agreed(schools[:5], meeting=meeting)

    study = commands.freeze_study(agreement, base_year=BASE, year=OUTCOME, by=amos, at=MORNING)

    assert study.comparators == [one.pk for one in schools[5:20]]


def test_the_smallest_change_it_could_see_is_told_only_from_four_years_of_figures(table, schools, amos):
    support.load("ks2final", "ks2_rwm_expected", 2025, [(one, before(n, 2025), 60) for n, one in enumerate(schools)])
    agreement = table.agreed(schools[:5])

    study = commands.freeze_study(agreement, base_year=BASE, year=OUTCOME, by=amos, at=MORNING)

    assert study.smallest_detectable is None


def test_a_study_is_set_up_once_by_somebody_who_gains_nothing_by_it(frozen, table, amos):
    both = cast.person("Tom Fell", Role.ADVISER, at=table.brightwell)
    entries = Entry.objects.count()

    with pytest.raises(NotAllowed, match="are frozen, so that no later knowledge can change them"):
        commands.freeze_study(frozen.agreement, base_year=BASE, year=OUTCOME, by=amos, at=MORNING)
    with pytest.raises(NotAllowed, match="You have an interest in Brightwell Learning"):
        commands.freeze_study(frozen.agreement, base_year=BASE, year=OUTCOME, by=cast.standing(both), at=MORNING)

    assert (Study.objects.count(), Entry.objects.count()) == (1, entries)


def test_nobody_chooses_whom_to_compare_with_once_the_outcome_is_known(table, schools, figures, outcome, amos):
    agreement = table.agreed(schools[:5])
    outcome(4)

    with pytest.raises(NotAllowed, match="without knowing the outcome"):
        commands.freeze_study(agreement, base_year=BASE, year=OUTCOME, by=amos, at=MORNING)

    assert not Study.objects.exists()


@pytest.mark.parametrize(
    ("lift", "verdict", "says"),
    [
        (12, Verdict.LIKELY_HELPED, "Likely helped."),
        (0, Verdict.NO_SIGN, "No sign of a change worth paying for"),
        (-12, Verdict.MAY_HAVE_HARMED, "May have harmed."),
    ],
)
def test_a_verdict_is_what_analytics_says_when_it_is_asked_directly(
    frozen, table, schools, outcome, amos, lift, verdict, says
):
    table.paid(frozen.agreement)
    outcome(lift)

    study = commands.conclude_study(frozen, by=amos, at=MORNING)

    asked, history = directly(schools, lift)
    assert (study.verdict, study.sentence) == (verdict, asked.sentence())
    assert study.sentence.startswith(says)
    assert (study.effect, study.low, study.high) == tuple(
        Decimal(f"{one:.2f}") for one in (asked.effect.estimate, asked.effect.lower, asked.effect.upper)
    )
    assert (study.method, study.method_version) == (analytics.METHOD, analytics.VERSION)
    assert (study.inputs_digest, study.before_and_after) == (asked.digest, asked.before_and_after.sentence())
    cost = value.cost_per_change(Money(900_000), asked, pupils=300, pupil_sd=history.pupil_sd)
    assert (study.cost_pence, study.money_sentence) == (900_000, cost.sentence())


def directly(schools, lift):
    """Ask analytics with plain lists, past everything that is stored."""
    figures = [[before(n, year) for year in YEARS_BEFORE] for n in range(25)]
    share = np.mean(figures) / 100
    history = analytics.History(
        schools=[one.pk for one in schools], figures=figures, pupils=[60] * 25,
        pupil_sd=100 * float(np.sqrt(share * (1 - share))),
    )  # fmt: skip
    found = analytics.measure(
        history, [before(n, 2026) + (lift if n < 5 else 0) for n in range(25)],
        supported=[one.pk for one in schools[:5]],
        comparators=analytics.freeze([one.pk for one in schools[5:]], how=commands.HOW),
        why=analytics.WhyChosen.ASKED, worthwhile=4.0, unit="percentage points",
    )  # fmt: skip
    return found, history


def test_concluding_records_a_finding_with_its_doubts_and_the_money(frozen, table, outcome, amos):
    table.paid(frozen.agreement)
    outcome(12)

    study = commands.conclude_study(frozen, by=amos, at=MORNING)

    finding = Finding.objects.get()
    assert (study.finding, finding.sentence, finding.inputs_digest) == (finding, study.sentence, study.inputs_digest)
    assert finding.about == f"impact.study:{study.pk}"
    assert finding.doubts == "No interval is certain: one in ten of such 90% intervals does not hold the truth."
    assert (study.concluded_at, study.concluded_by_id) == (MORNING, amos.person_id)
    entry = Entry.objects.get(deed="impact.conclude_study")
    assert entry.data == {"verdict": "likely_helped", "inputs": study.inputs_digest, "cost": 900_000}


def test_too_few_schools_make_a_study_that_cannot_say(table, schools, figures, outcome, amos):
    study = commands.freeze_study(table.agreed(schools[:2]), base_year=BASE, year=OUTCOME, by=amos, at=MORNING)
    outcome(12)

    study = commands.conclude_study(study, by=amos, at=MORNING)

    assert (study.verdict, study.effect) == (Verdict.CANNOT_SAY, None)
    assert study.sentence.startswith("Cannot say")
    assert study.doubts
    assert study.money_sentence == "Nothing was paid yet, so no cost can be given."
    assert study.finding.doubts == "\n".join(study.doubts)


def test_somebody_who_knew_of_a_change_makes_a_study_that_cannot_say(table, schools, figures, outcome, amos):
    agreement = table.agreed(schools[:5], why=WhyChosen.KNEW_OF_CHANGE)
    study = commands.freeze_study(agreement, base_year=BASE, year=OUTCOME, by=amos, at=MORNING)
    outcome(12)

    assert commands.conclude_study(study, by=amos, at=MORNING).verdict == Verdict.CANNOT_SAY


def test_a_study_without_anybody_to_compare_with_cannot_say_and_is_still_concluded(table, schools, amos):
    agreement = table.agreed(schools[:5])
    study = commands.freeze_study(agreement, base_year=BASE, year=OUTCOME, by=amos, at=MORNING)
    support.load("ks2final", "ks2_rwm_expected", 2026, [(one, 60, 60) for one in schools[:5]])

    study = commands.conclude_study(study, by=amos, at=MORNING)

    assert (study.comparators, study.verdict) == ([], Verdict.CANNOT_SAY)
    assert "schools to compare them with" in study.sentence
    assert len(study.inputs_digest) == 64


def test_where_figures_do_not_count_pupils_the_money_says_so(table, schools, amos):
    for year in (*YEARS_BEFORE, 2026):
        if year == 2026:
            agreement = table.agreed(schools[:5], indicator="absence_overall", worthwhile="0.50")
            study = commands.freeze_study(agreement, base_year=BASE, year=OUTCOME, by=amos, at=MORNING)
            table.paid(agreement)
        rows = [(one, 10 - before(n, year) / 10 - (year == 2026 and n < 5), None) for n, one in enumerate(schools)]
        support.load("abs", "absence_overall", year, rows)

    study = commands.conclude_study(study, by=amos, at=MORNING)

    assert study.money_sentence.startswith("£9,000 was paid; the figures do not say for how many pupils")


def test_less_absence_is_better(table, schools, amos):
    agreement = table.agreed(schools[:5], indicator="absence_overall", worthwhile="0.50")
    study = None
    for year in (*YEARS_BEFORE, 2026):
        if year == 2026:
            study = commands.freeze_study(agreement, base_year=BASE, year=OUTCOME, by=amos, at=MORNING)
        rows = [(one, 10 - before(n, year) / 10 - 2 * (year == 2026 and n < 5), 60) for n, one in enumerate(schools)]
        support.load("abs", "absence_overall", year, rows)

    assert commands.conclude_study(study, by=amos, at=MORNING).verdict == Verdict.LIKELY_HELPED


def test_a_study_waits_for_the_outcome_and_is_concluded_once(frozen, outcome, amos):
    with pytest.raises(NotAllowed, match="No figure of the outcome year is loaded yet"):
        commands.conclude_study(frozen, by=amos, at=MORNING)
    assert not Entry.objects.filter(deed="impact.conclude_study").exists()
    assert not Finding.objects.exists()

    outcome(4)
    commands.conclude_study(frozen, by=amos, at=MORNING)
    with pytest.raises(NotAllowed, match="a conclusion is final"):
        commands.conclude_study(frozen, by=amos, at=MORNING)
    assert Finding.objects.count() == 1


CHANGES = (
    "comparators = '[1, 2]'", "comparators_digest = 'x'", "year = 2030", "base_year = 2020", "indicator = 'fsm_eligible'",
    "how_chosen = 'those that did badly'", "frozen_at = '2027-09-01 10:00:00+00:00'",
)  # fmt: skip
CONCLUSIONS = ("stage = 'concluded'", "verdict = 'no_sign'", "concluded_at = '2027-09-01 10:00:00+00:00'")


def test_the_database_keeps_what_was_frozen_and_refuses_a_verdict_without_a_conclusion(waiting):
    for change in CHANGES:
        with pytest.raises(DatabaseError, match="frozen before its outcome is known"), transaction.atomic():
            run(f"UPDATE impact_study SET {change} WHERE id = %s", waiting.pk)
    for change in CONCLUSIONS:
        with pytest.raises(DatabaseError), transaction.atomic():
            run(f"UPDATE impact_study SET {change} WHERE id = %s", waiting.pk)
    with pytest.raises(DatabaseError, match="a study is not removed"), transaction.atomic():
        run("DELETE FROM impact_study WHERE id = %s", waiting.pk)


def test_the_database_lets_nobody_change_a_conclusion(waiting, two, amos):
    support.load("ks2final", "ks2_rwm_expected", 2026, [(one, 60, 60) for one in two])
    commands.conclude_study(waiting, by=amos, at=MORNING)
    for change in ("verdict = 'likely_helped'", "effect = 9", "sentence = 'It helped.'", "stage = 'frozen'"):
        with pytest.raises(DatabaseError, match="append only"), transaction.atomic():
            run(f"UPDATE impact_study SET {change} WHERE id = %s", waiting.pk)


def run(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def test_members_see_every_study_and_the_public_none(waiting):
    tom = cast.standing(cast.person("Tom Fell", Role.STAFF, at=cast.school("Elsewhere")))

    assert queries.studies(viewer=tom) == [waiting]
    assert queries.get(waiting.pk, viewer=tom) == waiting
    assert queries.studies(viewer=NOBODY) == []
    with pytest.raises(Study.DoesNotExist):
        queries.get(waiting.pk, viewer=NOBODY)
