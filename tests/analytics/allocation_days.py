"""Training days for the tests and the bench: those of the reference answers, and made ones of any size."""

import json
import random
from pathlib import Path

from collegiate.analytics.allocation import Day, Delegate, Session

PHASES = ("early years", "primary", "secondary", "special")


def from_oracle(path: Path) -> tuple[Day, int]:
    """The day of a reference answer, and the least cost that another solver found."""
    given = json.loads(path.read_text())
    sessions = (
        Session(
            id=f"s{place:03}",
            title=f"t{title:02}",
            slot=given["slot"][place],
            capacity=given["cap"][place],
            phases=frozenset(phase for phase, fits in zip(PHASES, given["aud"][title], strict=True) if fits),
        )
        for place, title in enumerate(given["title"])
    )
    people = (
        Delegate(f"p{place:04}", PHASES[phase], tuple(f"t{wish:02}" for wish in wishes))
        for place, (phase, wishes) in enumerate(zip(given["phase"], given["wish"], strict=True))
    )
    return Day(tuple(sessions), tuple(people)), given["optimum"]


def made(people: int, *, seed: int = 7, slots: int = 3, spare: float = 1.08, titles_a_session: float = 1.85) -> Day:
    """A day of the reference's shape: a session for 39 people in each slot, some titles twice, a few much wished for."""
    chance = random.Random(seed)
    per_slot = max(6, people // 39)
    titles = [f"t{title:03}" for title in range(round(per_slot * titles_a_session))]
    audience = {title: frozenset(chance.choice([PHASES, PHASES, PHASES[:2], PHASES[2:]])) for title in titles}
    wanted = {title: 1 / (place + 3) ** 0.7 for place, title in enumerate(chance.sample(titles, len(titles)))}
    runs = [(slot, title) for slot in range(slots) for title in chance.sample(titles, per_slot)]
    whole = [sum(wanted[title] for at, title in runs if at == slot) for slot in range(slots)]
    sessions = [
        Session(
            f"s{place:04}",
            title,
            slot,
            max(12, round(people * spare * (0.3 / per_slot + 0.7 * wanted[title] / whole[slot]))),
            audience[title],
        )
        for place, (slot, title) in enumerate(runs)
    ]
    delegates = []
    for place in range(people):
        phase = chance.choices(PHASES, (0.08, 0.45, 0.4, 0.07))[0]
        open_to = [title for title in titles if phase in audience[title]]
        wishes: list[str] = []
        while len(wishes) < min(6, len(open_to)):
            wish = chance.choices(open_to, [wanted[title] for title in open_to])[0]
            if wish not in wishes:
                wishes.append(wish)
        delegates.append(Delegate(f"p{place:05}", phase, tuple(wishes)))
    return Day(tuple(sessions), tuple(delegates))
