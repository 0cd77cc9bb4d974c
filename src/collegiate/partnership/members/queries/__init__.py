"""Questions about members."""

from collegiate.partnership.members.queries.directory import (
    acting_for,
    find,
    get,
    groups,
    named,
    organisations,
    people,
    person,
    person_with,
    school,
    schools,
    urns,
)
from collegiate.partnership.members.queries.partnership import charter, in_the_frame, partnership
from collegiate.partnership.members.queries.standing import DESK, standing_of, standing_of_person

__all__ = [
    "DESK",
    "acting_for",
    "charter",
    "find",
    "get",
    "groups",
    "in_the_frame",
    "named",
    "organisations",
    "partnership",
    "people",
    "person",
    "person_with",
    "school",
    "schools",
    "standing_of",
    "standing_of_person",
    "urns",
]
