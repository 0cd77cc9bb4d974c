"""What the town is to be, from a seed: its calendar, its schools and their figures. Nothing here touches the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, log
from random import Random

from collegiate.doors.town import names
from collegiate.partnership.members.models import Phase
from collegiate.values import AcademicYear, Term

TUESDAY = 1
SHARES = (  # of 71 schools and settings
    (Phase.PRIMARY, 48), (Phase.SECONDARY, 10), (Phase.NURSERY, 5), (Phase.SPECIAL, 5), (Phase.ALL_THROUGH, 1),
    (Phase.PUPIL_REFERRAL_UNIT, 1), (Phase.SIXTEEN_PLUS, 1),
)  # fmt: skip
AGES = {
    Phase.NURSERY: (2, 4), Phase.PRIMARY: (4, 11), Phase.SECONDARY: (11, 18), Phase.SPECIAL: (3, 19),
    Phase.ALL_THROUGH: (4, 18), Phase.PUPIL_REFERRAL_UNIT: (5, 16), Phase.SIXTEEN_PLUS: (16, 19),
}  # fmt: skip
NAMED = {
    Phase.NURSERY: "Nursery School", Phase.PRIMARY: "Primary School", Phase.SECONDARY: "School",
    Phase.SPECIAL: "Special School", Phase.ALL_THROUGH: "All-through School",
    Phase.PUPIL_REFERRAL_UNIT: "Pupil Referral Unit", Phase.SIXTEEN_PLUS: "Sixth Form",
}  # fmt: skip
PUPILS = {  # median on roll, and spread of its logarithm
    Phase.NURSERY: (90, 0.25), Phase.PRIMARY: (270, 0.5), Phase.SECONDARY: (1050, 0.25), Phase.SPECIAL: (110, 0.3),
    Phase.ALL_THROUGH: (1250, 0.1), Phase.PUPIL_REFERRAL_UNIT: (45, 0.2), Phase.SIXTEEN_PLUS: (600, 0.1),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class School:
    """One school as planned."""

    urn: str
    laestab: str
    ukprn: str
    name: str
    phase: Phase
    academy: bool
    pupils: int
    free_meals: float  # share eligible, 0 to 1
    strength: float  # how far above what its intake leads one to expect, in percentage points
    postcode: str
    street: str

    @property
    def cohort(self) -> int:
        """Pupils at the end of key stage 2 in a year; 0 where the school has none."""
        if self.phase in (Phase.PRIMARY, Phase.ALL_THROUGH):
            return max(round(self.pupils / (7 if self.phase == Phase.PRIMARY else 14)), 4)
        return max(round(self.pupils / 16), 3) if self.phase == Phase.SPECIAL else 0


@dataclass(frozen=True, slots=True)
class Result:
    """One school's figures of one year, as the performance tables would print them."""

    urn: str
    reached: int  # pupils at the expected standard
    eligible: int
    absence: float
    free_meals: int
    on_roll: int


def last_teaching_tuesday(today: date, terms: Sequence[Term]) -> date:
    """
    Return the latest teaching Tuesday on or before a day.

    :raises ValueError: if no term of that time is known
    """
    day = today - timedelta(days=(today.weekday() - TUESDAY) % 7)
    for _ in range(12):  # the summer holiday is seven weeks
        if any(day in term for term in terms):
            return day
        day -= timedelta(days=7)
    raise ValueError(f"No term dates are known near {today:%-d %B %Y}.")


def schools(random: Random, how_many: int) -> list[School]:
    """Plan the schools: by phase in the shares of a real town, each with pupils, free meals and strength."""
    place = names.places(random)
    planned = []
    for number, phase in enumerate(_phases(how_many), start=1):
        median, spread = PUPILS[phase]
        pupils = round(median * exp(random.gauss(0, spread)))
        free_meals = min(
            max(
                random.betavariate(1.5, 7.6) + (0.15 if phase in (Phase.SPECIAL, Phase.PUPIL_REFERRAL_UNIT) else 0),
                0.01,
            ),
            0.75,
        )
        planned.append(
            School(
                urn=str(990000 + number),
                laestab=f"999{2000 + number}",
                ukprn="" if random.random() < 0.03 else str(10990000 + number),
                name=f"{next(place)} {NAMED[phase]}",
                phase=phase,
                academy=random.random() < (0.8 if phase == Phase.SECONDARY else 0.35),
                pupils=pupils,
                free_meals=free_meals,
                strength=random.gauss(0, 12.0),
                postcode=f"AM{random.randint(1, 9)} {random.randint(1, 9)}{random.choice('ABDEFGHJLN')}{random.choice('PQRSTUWXYZ')}",
                street=f"{random.randint(1, 120)} {random.choice(names.STREETS)}",
            )
        )
    return planned


def _phases(how_many: int) -> list[Phase]:
    whole = sum(share for _, share in SHARES)
    counts = {phase: max(how_many * share // whole, 1) for phase, share in SHARES}
    counts[Phase.PRIMARY] += how_many - sum(counts.values())
    return [phase for phase, count in counts.items() for _ in range(count)]


def results(
    random: Random,
    planned: Sequence[School],
    years: Sequence[AcademicYear],
    *,
    lifted: dict[str, tuple[AcademicYear, float]],
) -> dict[AcademicYear, list[Result]]:
    """
    Work out each school's figures of each year.

    A school lies where its intake leads one to expect, plus a strength of its own that drifts, plus the chance of
    who is in the year group. `lifted` schools gain so many points from a year on, since they were supported.
    """
    found: dict[AcademicYear, list[Result]] = {year: [] for year in years}
    for school in planned:
        drift = 0.0
        for year in years:
            drift = 0.6 * drift + random.gauss(0, 3.5)
            special = school.phase == Phase.SPECIAL
            since, points = lifted.get(school.urn, (year + 1, 0.0))
            expected = (
                (12 if special else 72 - 52 * school.free_meals) + school.strength * (0.3 if special else 1) + drift
            )
            expected += points if year >= since else 0.0
            share = min(max(expected / 100, 0.02), 0.98)
            eligible = max(round(school.cohort * random.uniform(0.92, 1.08)), 2) if school.cohort else 0
            on_roll = round(school.pupils * random.uniform(0.98, 1.02))
            absence = (
                4.2 + 3.4 * school.free_meals + (3.0 if special else 0) + random.gauss(0, 0.5) - school.strength * 0.02
            )
            absence += 14 if school.phase == Phase.PUPIL_REFERRAL_UNIT else 0
            found[year].append(
                Result(
                    urn=school.urn,
                    reached=sum(random.random() < share for _ in range(eligible)),
                    eligible=eligible,
                    absence=round(max(absence, 1.1), 1),
                    free_meals=round(on_roll * min(max(school.free_meals + random.gauss(0, 0.008), 0.0), 1.0)),
                    on_roll=on_roll,
                )
            )
    return found


def index_of_need(result: Result) -> float:
    """Return a rough order of need for choosing whom the town's own threads are about."""
    reached = result.reached / result.eligible if result.eligible else 1.0
    return (1 - reached) + 0.5 * result.free_meals / max(result.on_roll, 1) + log(1 + result.absence) / 10
