"""What a line of a bank statement might be, with the reason; no line and no entry is offered twice."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

from collegiate.improvement.fund.models import Leg, StatementLine

CLOSE = timedelta(days=5)
INVOICE = re.compile(r"\bC\s?(\d{5})\b", re.IGNORECASE)
TELLING = 4  # letters of a word that tells somebody apart
NOT_TELLING = {
    "school",
    "primary",
    "academy",
    "college",
    "secondary",
    "junior",
    "infant",
    "limited",
    "trust",
    "services",
}


Lines: TypeAlias = Sequence[StatementLine]
Rests: TypeAlias = Mapping[int, int]
Free: TypeAlias = Sequence[Leg]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Which entries a line might be, why, and whether that is sure enough to be taken with all the others."""

    legs: tuple[Leg, ...]
    because: str
    sure: bool


def suggestions(lines: Sequence[StatementLine], rests: Mapping[int, int], legs: Sequence[Leg]) -> dict[int, Suggestion]:
    """
    Return what each line might be, by its key.

    The surest reasons come first, over all lines; so a line that only shares an amount never takes the entry of one
    that names it. Lines that are alike are given entries that are alike, one each, in the order of their days.
    """
    found: dict[int, Suggestion] = {}
    used: set[int] = set()
    for rule in (
        _names_the_invoice,
        _amount_and_name,
        _only_one_of_that_amount,
        _all_of_that_day,
        _names_another_amount,
    ):
        for line in lines:
            if line.pk in found:
                continue
            free = [leg for leg in legs if leg.pk not in used and (leg.pence > 0) == (line.pence > 0)]
            waiting = [one for one in lines if one.pk not in found]
            suggestion = rule(line, rests, free, waiting)
            if suggestion is not None:
                found[line.pk] = suggestion
                used |= {leg.pk for leg in suggestion.legs}
    return found


def _rest(leg: Leg) -> int:
    return int(leg.rest)  # type: ignore[attr-defined]


def _invoice(line: StatementLine) -> int | None:
    named = INVOICE.search(f"{line.words} {line.reference}")
    return int(named[1]) if named else None


def _of_invoice(leg: Leg, number: int | None) -> bool:
    contribution = getattr(leg.entry, "contribution", None)
    return number is not None and contribution is not None and contribution.pk == number


def _names_the_invoice(line: StatementLine, rests: Rests, free: Free, waiting: Lines) -> Suggestion | None:
    number = _invoice(line)
    for leg in free:
        if _of_invoice(leg, number) and _rest(leg) == rests[line.pk]:
            return Suggestion((leg,), f"It names invoice C{number:05d}, and the amount is the same.", sure=True)
    return None


def _amount_and_name(line: StatementLine, rests: Rests, free: Free, waiting: Lines) -> Suggestion | None:
    said = set(_telling(line.words))
    same = [
        leg
        for leg in free
        if _rest(leg) == rests[line.pk] and leg.party is not None and said & set(_telling(leg.party.name))
    ]
    if not same:
        return None
    leg = min(same, key=lambda one: (abs(one.entry.on - line.on), one.pk))
    return Suggestion((leg,), f"The amount is the same, and it names {leg.party}.", sure=True)


def _telling(words: str) -> Iterable[str]:
    return (one for one in re.findall(r"[a-z]+", words.lower()) if len(one) >= TELLING and one not in NOT_TELLING)


def _only_one_of_that_amount(line: StatementLine, rests: Rests, free: Free, waiting: Lines) -> Suggestion | None:
    same = [leg for leg in free if _rest(leg) == rests[line.pk] and abs(leg.entry.on - line.on) <= CLOSE]
    alike = [one for one in waiting if rests[one.pk] == rests[line.pk] and abs(one.on - line.on) <= CLOSE]
    if len(same) == 1 and len(alike) == 1:
        return Suggestion((same[0],), "It is the only entry of that amount within five days.", sure=True)
    return Suggestion((same[0],), "The amount is the same; others are alike.", sure=False) if same else None


def _all_of_that_day(line: StatementLine, rests: Rests, free: Free, waiting: Lines) -> Suggestion | None:
    same_day = tuple(leg for leg in free if leg.entry.on == line.on)
    if len(same_day) > 1 and sum(_rest(leg) for leg in same_day) == rests[line.pk]:
        return Suggestion(same_day, f"It is the sum of the {len(same_day)} entries of that day.", sure=True)
    return None


def _names_another_amount(line: StatementLine, rests: Rests, free: Free, waiting: Lines) -> Suggestion | None:
    number = _invoice(line)
    for leg in free:
        if _of_invoice(leg, number):
            return Suggestion((leg,), f"It names invoice C{number:05d}, but the amount is another.", sure=False)
    return None
