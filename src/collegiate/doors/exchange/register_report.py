"""What a reading of the register took, what it left and why, as lines for the terminal and rows for a file of rejects."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from collegiate.doors.exchange.register import Brief, Reading, Reject, Wanted
from collegiate.partnership.members.models import Phase, SchoolInRegister

SHOWN = 20  # schools or towns named on the terminal before it says how many more there are
NAMELESS = "(no published name)"
POSTAL = (
    "The register’s town is the postal town: villages round it have it too, and a school on its edge may have another. "
    "Take a school with --also URN, leave one out with --without URN."
)


def report(reading: Reading, wanted: Wanted, *, every_school: bool = False) -> Iterator[str]:
    """Yield what a person needs to judge whether the right schools were taken."""
    place = f"authority {wanted.authority}" + (f" ({reading.authority_name})" if reading.authority_name else "")
    yield f"{reading.file}: {_many(reading.rows, 'row')}, of which {reading.elsewhere:,} are of other authorities."
    yield f"Taken: {_many(len(reading.schools), 'school')} of {place}, town {reading.town}."
    phases = Counter(school.phase for school in reading.schools)
    yield from (f"  {phases[phase.value]:>6,}  {phase.label.lower()}" for phase in Phase if phases[phase.value])
    if every_school:
        yield from (f"    {school.urn}  {school.name or NAMELESS}" for school in reading.schools)
    yield from _worth_a_look(reading.schools)
    yield from _left(reading)
    yield from _named("Without a town in the register (take one with --also URN):", reading.without_town)
    yield from _named("The status has a code that says otherwise than its name, which was believed:", reading.doubts)
    if reading.rejects:
        yield f"Rejected: {_many(len(reading.rejects), 'row')} that cannot be read:"
        yield from (f"  {sentence(reject)}" for reject in reading.rejects[:SHOWN])
        yield from _more(len(reading.rejects), "row")
    yield POSTAL


def _left(reading: Reading) -> Iterator[str]:
    unlisted = sum(map(len, reading.unlisted.values()))
    many = sum(reading.left.values()) + sum(reading.towns.values()) + unlisted + len(reading.without_town)
    if not many:
        return
    yield f"Left out: {_many(many, 'establishment')} of the authority."
    yield from (f"  {count:>6,}  {reason}" for reason, count in reading.left.most_common())
    if reading.towns:
        yield f"  {sum(reading.towns.values()):>6,}  with another town: {_towns(reading.towns)}"
    if reading.without_town:
        yield f"  {len(reading.without_town):>6,}  with no town"
    for name, briefs in sorted(reading.unlisted.items()):
        yield f"  {len(briefs):>6,}  of a type that is in no list of ours, “{name}”: {', '.join(brief.urn for brief in briefs[:SHOWN])}"


def _worth_a_look(schools: Iterable[SchoolInRegister]) -> Iterator[str]:
    """Yield the schools with no name, and those that share one."""
    named: dict[str, list[str]] = {}
    for school in schools:
        named.setdefault(school.name, []).append(school.urn)
    nameless = named.pop("", [])
    if nameless:
        yield f"The register gives no name for: {', '.join(nameless[:SHOWN])}. Add it on the school’s page."
    shared = [(name, urns) for name, urns in sorted(named.items()) if len(urns) > 1]
    for name, urns in shared[:SHOWN]:
        yield f"{len(urns)} schools are called {name}: {', '.join(urns)}. Their towns and numbers tell them apart."


def _towns(towns: Counter[str]) -> str:
    shown = ", ".join(f"{town} ({count:,})" for town, count in towns.most_common(SHOWN))
    return shown + (f" and {len(towns) - SHOWN:,} more" if len(towns) > SHOWN else "")


def _named(heading: str, briefs: list[Brief]) -> Iterator[str]:
    if briefs:
        yield heading
    for brief in briefs[: 10 * SHOWN]:
        yield "  " + ", ".join(
            word for word in (f"{brief.urn}  {brief.name or NAMELESS}", brief.type_name, brief.postcode) if word
        )
    if len(briefs) > 10 * SHOWN:
        yield f"  and {len(briefs) - 10 * SHOWN:,} more"


def _more(many: int, noun: str) -> Iterator[str]:
    if many > SHOWN:
        yield f"  and {_many(many - SHOWN, f'more {noun}')}"


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def sentence(reject: Reject) -> str:
    """Return a reject as one line."""
    return f"Line {reject.line:,}{f', column {reject.column}' if reject.column else ''}: {reject.reason}"


def write_rejects(rejects: Iterable[Reject], path: Path) -> None:
    """
    Write rejects to a CSV file: line, column, reason.

    :raises OSError: if it cannot be written
    """
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["line", "column", "reason"])
        writer.writerows([reject.line, reject.column, reject.reason] for reject in rejects)
