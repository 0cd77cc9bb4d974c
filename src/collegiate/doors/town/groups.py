"""The town's groups: what each is for, and who sits where."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from collegiate.doors.town.making import Town
from collegiate.foundation.record.deeds import deed, note
from collegiate.partnership.governance import commands as governance
from collegiate.partnership.members import commands as members
from collegiate.partnership.members.models import Group, GroupKind, Person, Phase
from collegiate.values import Role, Standing

STRATEGIC = "Strategic Group"
TASK_GROUPS = (
    "Improving the quality of teaching and learning",
    "Leadership of learning",
    "Extended services",
)
FORUMS = (
    ("Nursery head-teacher group", Phase.NURSERY),
    ("Primary head-teacher group", Phase.PRIMARY),
    ("Secondary head-teacher group", Phase.SECONDARY),
)

Seats = Sequence[tuple[str, str, Person | None]]  # its label, who appoints to it, who sits in it


@deed
def form_groups(town: Town, *, by: Standing, at: datetime) -> None:
    """
    Form the groups, their seats and terms of reference, and seat people in them.

    :raises NotAllowed: if they may not form groups
    """
    heads = {phase: [town.heads[one.urn] for one in town.plan if one.phase == phase] for phase in Phase}
    strategic = _group(
        town, STRATEGIC, GroupKind.STRATEGIC, initials="SG", quorum=5,
        purpose="Decides, and brokers help without taking a side.", by=by, when=at,
    )  # fmt: skip
    _seats(town, strategic, _brokers(town, heads), by, at)
    members.appoint(town.people["university"], role=Role.CHAIR, group=strategic, from_on=town.began, by=by, at=at)
    for number, name in enumerate(TASK_GROUPS, 1):
        group = _group(
            town, name, GroupKind.TASK, initials=f"TG{number}", quorum=3,
            purpose="Works on one theme and advises the Strategic Group.", by=by, when=at,
        )  # fmt: skip
        chosen = [*heads[Phase.PRIMARY][4 * number : 4 * number + 3], town.people["la_adviser"]]
        _seats(
            town,
            group,
            [(f"Member {place}", "the Strategic Group", person) for place, person in enumerate(chosen, 1)],
            by,
            at,
        )
    for name, phase in FORUMS:
        group = _group(
            town, name, GroupKind.HEAD_FORUM, initials=f"H{name[0]}", quorum=min(3, len(heads[phase])),
            purpose="Speaks for the head teachers of its phase.", by=by, when=at,
        )  # fmt: skip
        schools = [one for one in town.plan if one.phase == phase]
        _seats(town, group, [(one.name, "", town.heads[one.urn]) for one in schools], by, at)
    advisers = _group(
        town, "Advisers’ meeting", GroupKind.ADVISERS, initials="AM", quorum=2,
        purpose="Everybody who advises schools, together.", by=by, when=at,
    )  # fmt: skip
    advise = [town.people[part] for part in ("la_adviser", "adviser", "adviser_two")]
    _seats(town, advisers, [(person.name, "", person) for person in advise], by, at)
    note("town.form_groups", subject=strategic, data={"groups": len(town.groups)})


def _brokers(town: Town, heads: Mapping[Phase, Sequence[Person]]) -> Seats:
    primaries = heads[Phase.PRIMARY]
    return [
        ("Nursery head teachers", "the nursery head-teacher group", heads[Phase.NURSERY][0]),
        ("Primary head teachers, first seat", "the primary head-teacher group", primaries[0]),
        ("Primary head teachers, second seat", "the primary head-teacher group", primaries[1]),
        ("Secondary head teachers", "the secondary head-teacher group", heads[Phase.SECONDARY][0]),
        ("Special schools", "the special schools’ meeting", heads[Phase.SPECIAL][0]),
        ("Local authority", "the council", town.people["area_manager"]),
        ("Further and higher education", "the further and higher education forum", town.people["university"]),
        ("Health and care", "the health trust", town.people["health"]),
        ("Community and voluntary groups", "the voluntary groups’ forum", None),
    ]


@deed
def govern_elsewhere(town: Town, *, by: Standing, at: datetime) -> None:
    """
    Let the head teacher in the second primary seat govern the third primary school: an interest that decisions must see.

    :raises NotAllowed: if they may not appoint
    """
    _, second, third = [one.urn for one in town.plan if one.phase == Phase.PRIMARY][:3]
    held = members.appoint(
        town.heads[second], role=Role.GOVERNOR, organisation=town.schools[third], from_on=town.began, by=by, at=at
    )
    note("town.govern_elsewhere", subject=held)


def _group(
    town: Town, name: str, kind: GroupKind, *, initials: str, quorum: int, purpose: str, by: Standing, when: datetime
) -> Group:
    group = members.form_group(name, kind=kind, purpose=purpose, starts_on=town.began, by=by, at=when)
    governance.adopt_terms(
        group, initials=initials, purpose=purpose, quorum=quorum, agreed_on=town.began, by=by, at=when
    )
    town.groups[name] = group
    return group


def _seats(town: Town, group: Group, people: Seats, by: Standing, when: datetime) -> None:
    """Make a group's seats and seat people in them; a seat without anybody stays empty."""
    for label, appointer, person in people:
        seat = governance.make_seat(group, label=label, constituency=label, appointer=appointer, by=by, at=when)
        if person is not None:
            governance.seat(person, seat=seat, from_on=town.began, by=by, at=when)
