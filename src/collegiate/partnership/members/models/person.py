"""People, the roles they hold over time, and the interests they have."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from collegiate.values import Role

ROLES = [(role.value, role.words.capitalize()) for role in Role]
AT_AN_ORGANISATION = frozenset(
    {
        Role.HEAD_TEACHER,
        Role.STAFF,
        Role.GOVERNOR,
        Role.PARENT_GOVERNOR,
        Role.LA_OFFICER,
        Role.PROVIDER_CONTACT,
        Role.CONTACT,
        Role.YOUNG_REPRESENTATIVE,
        Role.LINK_ADULT,
    }
)
OF_THE_PARTNERSHIP = frozenset({Role.COORDINATOR, Role.CLERK, Role.BOOKKEEPER, Role.AUTHORISER, Role.AUDITOR})
EITHER = frozenset({Role.ADVISER, Role.CONSULTANT})


def misplaced(role: Role, *, at_an_organisation: bool) -> str:
    """Return what is wrong with a role's place, as a sentence; empty where it can be held there."""
    if role in AT_AN_ORGANISATION and not at_an_organisation:
        return f"Say at which school or organisation they are {role.words}."
    if role in OF_THE_PARTNERSHIP and at_an_organisation:
        return f"A {role.words} serves the whole partnership: name no school or organisation."
    if role not in AT_AN_ORGANISATION | OF_THE_PARTNERSHIP | EITHER:
        return f"A {role.words} belongs to a group, and is named there."
    return ""


class Person(models.Model):
    """
    Someone known to the partnership, with or without a sign-in.

    Somebody under 18 has a link adult, and in public a first name only.
    """

    name = models.CharField(max_length=150)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="person"
    )
    email = models.EmailField("e-mail address", blank=True)
    is_under_18 = models.BooleanField("under 18", default=False)
    link_adult = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="links_to")
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "people"
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="person_under_18_has_a_link_adult",
                condition=Q(is_under_18=False) | Q(link_adult__isnull=False),
                violation_error_message="A young person needs a link adult.",
            ),
        ]

    class Privacy:
        personal = frozenset({"name", "account", "email", "is_under_18", "link_adult"})
        lawful_basis = "Public task."
        source = "The person, or the organisation they act for."
        shared_with = "Members of the partnership; in public the name with the office held."
        kept_for = "Six years after their last role ends."

    def __str__(self) -> str:
        return self.name

    @property
    def public_name(self) -> str:
        """The name the public sees: a first name only for somebody under 18."""
        return self.name.split()[0] if self.is_under_18 else self.name


class RoleHeld(models.Model):
    """An office or role held from a day until a day (that day included), at an organisation or on a group."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=30, choices=ROLES)
    organisation = models.ForeignKey(
        "members.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="roles"
    )
    group = models.ForeignKey("members.Group", on_delete=models.PROTECT, null=True, blank=True, related_name="roles")
    title = models.CharField("what they are called there", max_length=100, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "roles held"
        ordering = ["person", "from_on", "pk"]
        indexes = [
            models.Index(fields=["organisation", "role"], name="role_at_organisation"),
            models.Index(fields=["group", "role"], name="role_on_group"),
        ]
        constraints = [
            models.CheckConstraint(
                name="role_ends_after_it_begins",
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                violation_error_message="A role cannot end before it begins.",
            ),
            models.CheckConstraint(
                name="role_at_one_place",
                condition=Q(organisation__isnull=True) | Q(group__isnull=True),
                violation_error_message="A role is held at an organisation or on a group, not both.",
            ),
            models.UniqueConstraint(
                "person",
                "role",
                Coalesce("organisation", 0),
                Coalesce("group", 0),
                name="role_held_once_at_a_time",
                condition=Q(until_on__isnull=True),
                violation_error_message="This person holds that role already.",
            ),
        ]

    class Privacy:
        personal = frozenset({"person", "title"})
        lawful_basis = "Public task."
        source = "The organisation or group that appointed them."
        shared_with = "Members of the partnership; the public for offices."
        kept_for = "Six years after the role ends."

    def __str__(self) -> str:
        return f"{Role(self.role).words} since {self.from_on}"


class InterestKind(models.TextChoices):
    """What ties a person to an organisation."""

    FINANCIAL = "financial", "Paid by it, owns part of it or is owed by it"
    GOVERNANCE = "governance", "Governs it"
    FAMILY = "family", "Close family there"
    OTHER = "other", "Another interest"


class Interest(models.Model):
    """
    An interest a person declares in an organisation, from a day until a day.

    Interests that follow from roles held are worked out, never stored.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="interests")
    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="interests")
    kind = models.CharField(max_length=20, choices=InterestKind)
    nature = models.CharField("what it is", max_length=300)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    declared_at = models.DateTimeField()
    declared_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="interests_declared")

    class Meta:
        ordering = ["person", "from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="interest_ends_after_it_begins",
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                violation_error_message="An interest cannot end before it begins.",
            ),
        ]

    class Privacy:
        personal = frozenset({"person", "nature", "declared_by"})
        lawful_basis = "Public task."
        source = "The person who declares it."
        shared_with = "Members of the groups they sit on; the public register of interests."
        kept_for = "Six years after it ends."

    def __str__(self) -> str:
        return f"{self.get_kind_display()} since {self.from_on}"


class Confirmation(models.Model):
    """
    That somebody said that what the register of interests says of them is right and whole.

    Whoever sits on a group that decides or advises says so once a year.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="confirmations")
    confirmed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="confirmations_recorded")

    append_only = True

    class Meta:
        ordering = ["person", "confirmed_at", "pk"]

    class Privacy:
        personal = frozenset({"person", "confirmed_by"})
        lawful_basis = "Public task."
        source = "The person."
        shared_with = "Members of the partnership."
        kept_for = "Six years."

    def __str__(self) -> str:
        return f"of {self.person_id}"


class Invitation(models.Model):
    """
    A one-use link by which somebody can sign in for the first time, and how it reached them.

    The link itself is kept nowhere: it is made anew from the account each time it is shown or sent.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="invitations")
    made_at = models.DateTimeField()
    by_mail = models.BooleanField("to be sent by e-mail")
    mailed_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField("why it could not be sent", max_length=60, blank=True)

    class Meta:
        ordering = ["person", "-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="invitation_mailed_or_at_fault",
                condition=Q(mailed_at__isnull=True) | Q(by_mail=True, fault=""),
                violation_error_message="A link that went by e-mail was meant to, and did not fail.",
            ),
        ]

    class Privacy:
        personal = frozenset({"person"})
        lawful_basis = "Public task."
        source = "Whoever invited them."
        shared_with = "The coordinator, and the head teacher who invited them."
        kept_for = "As long as the person’s sign-in."

    def __str__(self) -> str:
        return f"invitation of {self.person_id}"
