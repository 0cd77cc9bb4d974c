"""Deeds of a study: freezing whom it compares with, and concluding it."""

from datetime import datetime
from decimal import Decimal

from collegiate.foundation.record.deeds import deed, note
from collegiate.improvement.commissioning.models import Agreement
from collegiate.improvement.evidence.commands import record_finding
from collegiate.improvement.impact import figures, policies, queries
from collegiate.improvement.impact.models import Stage, Study
from collegiate.values import AcademicYear, Money, Standing

HOW = "Every other school in the partnership that has the figure and no support under an agreement"


@deed
def freeze_study(
    agreement: Agreement, *, base_year: AcademicYear, year: AcademicYear, by: Standing, at: datetime
) -> Study:
    """
    Set up the study of an agreement: freeze the schools to compare with, before the outcome is known.

    :raises NotAllowed: if they may not, it is set up already, or the outcome is known
    """
    agreement = Agreement.objects.select_for_update(of=("self",)).select_related("provider").get(pk=agreement.pk)
    policies.may_freeze(
        by,
        agreement,
        frozen=queries.study_of(agreement) is not None,
        outcomes=queries.outcomes(agreement.indicator, year.starts),
    ).insist()
    chosen = figures.freeze(
        queries.figures_of(agreement.indicator),
        supported=queries.supported_by(agreement),
        not_these=queries.helped_otherwise(agreement),
        base_year=base_year.starts,
        how=HOW,
    )
    study = Study.objects.create(
        agreement=agreement,
        indicator=agreement.indicator,
        base_year=base_year.starts,
        year=year.starts,
        comparators=list(chosen.organisations),
        how_chosen=chosen.how,
        comparators_digest=chosen.digest,
        smallest_detectable=_two_places(chosen.smallest_detectable),
        frozen_at=at,
        frozen_by_id=by.somebody,
    )
    note(
        "impact.freeze_study",
        subject=study,
        because=agreement,
        data={"compared": len(chosen.organisations), "comparators": chosen.digest, "year": year},
    )
    return study


@deed
def conclude_study(study: Study, *, by: Standing, at: datetime) -> Study:
    """
    Conclude a study with a verdict, its doubts and what the change cost, and record the finding; it is final.

    :raises NotAllowed: if they may not, it is concluded, or no figure of the outcome year is loaded
    """
    study = (
        Study.objects.select_for_update(of=("self",))
        .select_related("agreement__provider", "agreement__commitment")
        .get(pk=study.pk)
    )
    agreement, matrix = study.agreement, queries.figures_of(study.indicator)
    policies.may_conclude(by, study, agreement, outcomes=queries.outcomes(study.indicator, study.year)).insist()
    cost = agreement.commitment.paid if agreement.commitment else Money(0)
    found = figures.conclude(
        matrix,
        supported=queries.supported_by(agreement),
        compared=study.comparators,
        how=study.how_chosen,
        base_year=study.base_year,
        year=study.year,
        why_chosen=agreement.why_chosen,
        worthwhile=float(agreement.change_worth_paying),
        cost=cost,
    )
    study.finding = record_finding(
        found.sentence,
        doubts="\n".join(found.doubts),
        indicator=study.indicator,
        year=study.year,
        method=found.method,
        version=found.version,
        inputs_digest=found.digest,
        about=study,
        by=by,
        at=at,
    )
    study.concluded_at, study.concluded_by_id = at, by.somebody
    _write_down(study, found, cost)
    note(
        "impact.conclude_study",
        subject=study,
        because=agreement,
        data={"verdict": found.verdict, "inputs": found.digest, "cost": cost},
    )
    return study


def _write_down(study: Study, found: figures.Conclusion, cost: Money) -> None:
    """Put on the study what was found, and save it."""
    study.stage, study.verdict, study.sentence = Stage.CONCLUDED, found.verdict, found.sentence
    study.effect, study.low, study.high = (_two_places(one) for one in (found.effect, found.low, found.high))
    study.doubts, study.before_and_after = list(found.doubts), found.before_and_after
    study.money_sentence, study.cost_pence = found.money, cost.pence
    study.method, study.method_version, study.inputs_digest = found.method, found.version, found.digest
    study.save()


def _two_places(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(f"{number:.2f}")
