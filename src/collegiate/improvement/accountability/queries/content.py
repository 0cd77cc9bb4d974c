"""What the partnership can say of a time, in the paper's four aspects, every number with where it is from."""

from collections import Counter
from datetime import date
from typing import Any

from django.db.models import Count, Sum
from django.urls import reverse

from collegiate.analytics.answers import ScaleMean
from collegiate.definitions import Direction, indicators, strands
from collegiate.improvement.accountability import figures
from collegiate.improvement.achievement_teams.models import Cycle
from collegiate.improvement.achievement_teams.queries import Summed, summed
from collegiate.improvement.commissioning.models import Agreement
from collegiate.improvement.delivery.models import DayStage, DevelopmentDay, WorkshopPlace
from collegiate.improvement.evidence.queries import matrix
from collegiate.improvement.fund.models import Commitment, Payment
from collegiate.improvement.impact.models import Study
from collegiate.improvement.practice.models import Practice
from collegiate.partnership.feedback.queries import results
from collegiate.partnership.governance.models import Decision, DecisionStage
from collegiate.values import AcademicYear, CannotSay, Money, Standing, counted, job

Said = dict[str, Any]
BANDS = ("Beginning", "Progressing", "Achieving", "Exceeding")


def content(from_on: date, until_on: date, *, day: date) -> Said:
    """
    Return the report's content on a time as plain text and numbers, ready to be kept word for word.

    It is the same whoever asks: it holds only what everybody may read once it is published. `day` is the day on
    which it is worked out, since forms that are still open are not counted.
    """
    aspects = [
        _implementation(from_on, until_on),
        _teaching(from_on, until_on),
        _outcomes(until_on),
        _feedback(from_on, until_on, job("report", day=day)),
    ]
    cannot = [
        f"{one['label']}: {one['cannot_say']}" for aspect in aspects for one in aspect["figures"] if one["cannot_say"]
    ]
    cannot += [line["cannot_say"] for aspect in aspects for line in aspect["lines"] if line.get("cannot_say")]
    return {"from_on": from_on.isoformat(), "until_on": until_on.isoformat(), "aspects": aspects, "cannot_say": cannot}


def _figure(label: str, value: object, *, year: str = "", n: str = "", source: str = "", url: str = "") -> Said:
    cannot = value.because if isinstance(value, CannotSay) else ""
    return {
        "label": label, "value": "" if cannot else str(value), "cannot_say": cannot,
        "year": year, "n": n, "source": source, "url": url,
    }  # fmt: skip


def _implementation(from_on: date, until_on: date) -> Said:
    made = Agreement.objects.filter(agreed_at__date__range=(from_on, until_on)).select_related("provider")
    agreed = list(made.order_by("agreed_at", "pk"))
    decisions = Decision.objects.filter(stage=DecisionStage.MADE, decided_at__date__range=(from_on, until_on)).count()
    promised = Commitment.objects.filter(made_at__date__range=(from_on, until_on)).aggregate(
        pence=Sum("committed_pence", default=0)
    )
    paid = Payment.objects.filter(entry__on__range=(from_on, until_on)).aggregate(pence=Sum("pence", default=0))
    studies = Study.objects.filter(concluded_at__date__range=(from_on, until_on)).select_related("agreement__provider")
    verdicts = [
        {
            "text": f"{study.agreement.title}: {study.sentence}",
            "more": study.money_sentence,
            "url": reverse("impact:study", args=[study.pk]),
            "cannot_say": f"{study.agreement.title}: {'; '.join(study.doubts) or study.sentence}"
            if study.verdict == "cannot_say"
            else "",
        }
        for study in studies.order_by("concluded_at", "pk")
    ]
    agreements = [
        {
            "text": f"{one.title}, with {one.provider}, at {one.price.pounds} at most.",
            "url": reverse("commissioning:agreement", args=[one.slug]),
        }
        for one in agreed
    ]
    return {
        "code": "implementation",
        "title": "Implementation and impact",
        "summary": f"{counted(decisions, 'decision')} and {counted(len(agreed), 'agreement')} were made; "
        f"{counted(len(verdicts), 'agreement was', 'agreements were')} judged.",
        "figures": [
            _figure("Decisions made", decisions, source="Decisions", url=reverse("governance:decisions")),
            _figure("Promised by decisions", Money(promised["pence"]), source="The fund", url=reverse("fund:fund")),
            _figure("Paid for support", Money(paid["pence"]), source="The fund", url=reverse("fund:fund")),
        ],
        "lines": [*agreements, *verdicts],
        "tables": [],
    }


def _teaching(from_on: date, until_on: date) -> Said:
    days = DevelopmentDay.objects.filter(stage=DayStage.HAPPENED, on__range=(from_on, until_on))
    about = days.aggregate(days=Count("pk"), schools=Count("organisation", distinct=True))
    by_strand = Counter(days.values_list("strand", flat=True))
    came = WorkshopPlace.objects.filter(came=True, workshop__starts_at__date__range=(from_on, until_on)).count()
    cycles = Cycle.objects.filter(stage="closed", closed_at__date__range=(from_on, until_on))
    kept = Counter(cycles.values_list("keep", flat=True))
    closed = sum(kept.values())
    shared = Practice.objects.filter(stage="published", published_at__date__range=(from_on, until_on)).order_by(
        "published_at", "pk"
    )
    bands = summed(from_on=from_on, until_on=until_on)
    named = strands()
    return {
        "code": "teaching",
        "title": "Quality of teaching",
        "summary": f"{counted(about['days'], 'development day')} took place in {counted(about['schools'], 'school')}, "
        f"and {counted(closed, 'team’s cycle was', 'teams’ cycles were')} closed.",
        "figures": [
            _figure("Development days", about["days"], n=counted(about["schools"], "school")),
            _figure("Places used at workshops", came),
            _figure("Teams’ cycles closed", closed, n=f"{kept['keep']} kept, {kept['adapt']} adapted, {kept['drop']} dropped"),
            _figure(
                "Pupils in those cycles",
                bands if isinstance(bands, CannotSay) else bands.counts.pupils,
                n="" if isinstance(bands, CannotSay) else f"{bands.cycles} of the cycles, summed over {bands.schools} schools",
            ),
        ],
        "lines": [
            *({"text": f"{named[code].name}: {counted(n, 'day')}."} for code, n in sorted(by_strand.items()) if code in named),
            *({"text": f"Shared: {one.title}.", "url": reverse("practice:practice", args=[one.pk])} for one in shared),
        ],
        "tables": [] if isinstance(bands, CannotSay) else [_bands(bands)],
    }  # fmt: skip


def _bands(summed: Summed) -> Said:
    return {
        "caption": "Pupils in each band, before and after teams’ cycles, summed over schools",
        "columns": ["Band", "Before", "After"],
        "rows": [list(row) for row in zip(BANDS, summed.counts.before, summed.counts.after, strict=True)],
    }


def _outcomes(until_on: date) -> Said:
    told, lines = [], []
    newest = AcademicYear.of(until_on).starts
    for code, indicator in indicators().items():
        found = matrix(code)
        places = [place for place, year in enumerate(found.years) if year.starts < newest]
        for place in places[-1:]:
            now = figures.over_schools([row[place] for row in found.values], [row[place] for row in found.pupils])
            value = (
                now
                if isinstance(now, CannotSay)
                else f"{now.mean:.1f}{indicator.unit if indicator.unit[0] == '%' else ' ' + indicator.unit}"
            )
            n = (
                ""
                if isinstance(now, CannotSay)
                else f"{now.schools} schools" + (f", {now.pupils:,} pupils" if now.pupils else "")
            )
            told.append(
                _figure(indicator.short, value, year=str(found.years[place]), n=n, source=indicator.publication)
            )
            before = (
                figures.over_schools([row[place - 1] for row in found.values], [row[place - 1] for row in found.pupils])
                if place
                else None
            )
            if isinstance(now, figures.TownFigure) and isinstance(before, figures.TownFigure):
                change = now.mean - before.mean
                better = "" if indicator.direction == Direction.NEITHER else _which(change, indicator.direction)
                moved = f"{change:+.1f}".replace("-", "−")
                lines.append({"text": f"{indicator.short}: {moved} points since {found.years[place - 1]}{better}."})
    return {
        "code": "outcomes",
        "title": "Student and school outcomes",
        "summary": "What all our schools’ pupils achieved and how often they came, whether or not their school had support.",
        "figures": told or [_figure("Outcomes", CannotSay("No figures are loaded."))],
        "lines": lines,
        "tables": [],
    }


def _which(change: float, direction: Direction) -> str:
    if abs(change) < 0.05:
        return ", unchanged"
    return ", better" if (change > 0) == (direction == Direction.MORE) else ", worse"


def _feedback(from_on: date, until_on: date, viewer: Standing) -> Said:
    days = DevelopmentDay.objects.filter(stage=DayStage.HAPPENED, on__range=(from_on, until_on), form__isnull=False)
    means: list[tuple[float, int]] = []
    asked = answered = forms = 0
    for day in days.select_related("form").order_by("on", "pk"):
        assert day.form is not None  # noqa: S101 - filtered so
        found = results(day.form, viewer=viewer)
        if isinstance(found, CannotSay):
            continue
        forms += 1
        asked, answered = asked + found.asked, answered + found.answered
        means += [(one.mean.mean, sum(one.mean.chosen)) for one in found.questions if isinstance(one.mean, ScaleMean)]
    overall = figures.mean_score(means)
    value = overall if isinstance(overall, CannotSay) else f"{overall[0]:.1f} of 5"
    n = "" if isinstance(overall, CannotSay) else f"{overall[1]} answers to {counted(forms, 'form')}"
    return {
        "code": "feedback",
        "title": "What schools say of the services",
        "summary": f"{answered} of {asked} people who were asked after a development day answered.",
        "figures": [_figure("How useful the days were", value, n=n)],
        "lines": [{"text": "Nobody can see who answered what; nothing is shown from fewer than five answers."}],
        "tables": [],
    }
