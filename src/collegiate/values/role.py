"""The offices and roles a person can hold in the partnership."""

from enum import StrEnum


class Role(StrEnum):
    """A role held over a period, at an organisation or on a group. What it may do is in each chapter's policies."""

    COORDINATOR = "coordinator"
    CLERK = "clerk"
    BOOKKEEPER = "bookkeeper"
    AUTHORISER = "authoriser"
    AUDITOR = "auditor"
    ADVISER = "adviser"
    HEAD_TEACHER = "head_teacher"
    STAFF = "staff"
    GOVERNOR = "governor"
    PARENT_GOVERNOR = "parent_governor"
    LA_OFFICER = "la_officer"
    PROVIDER_CONTACT = "provider_contact"
    CONTACT = "contact"
    CONSULTANT = "consultant"
    YOUNG_REPRESENTATIVE = "young_representative"
    LINK_ADULT = "link_adult"
    CHAIR = "chair"
    GROUP_MEMBER = "group_member"
    DEPUTY = "deputy"
    FACILITATOR = "facilitator"
    TEAM_MEMBER = "team_member"

    @property
    def words(self) -> str:
        """The role as a person reads it."""
        return _WORDS.get(self, self.value.replace("_", " "))


_WORDS = {
    Role.LA_OFFICER: "local authority officer",
    Role.PROVIDER_CONTACT: "provider’s contact",
    Role.CONTACT: "member organisation’s contact",
    Role.CONSULTANT: "external consultant",
    Role.YOUNG_REPRESENTATIVE: "young people’s representative",
}
