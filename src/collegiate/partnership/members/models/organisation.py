"""Organisations of every kind, what they are known by elsewhere, and their membership."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse


class Kind(models.TextChoices):
    """What an organisation is."""

    SCHOOL = "school", "School or setting"
    LA_TEAM = "la_team", "Local authority team"
    COLLEGE = "college", "College"
    UNIVERSITY = "university", "University"
    BUSINESS = "business", "Business"
    CLUB = "club", "Sports club"
    VOLUNTARY = "voluntary", "Community or voluntary group"
    PROVIDER = "provider", "Provider"
    HEALTH = "health", "Health service"
    CULTURE = "culture", "Cultural service"


class Phase(models.TextChoices):
    """The ages a school teaches, or that it is special or a pupil referral unit."""

    NURSERY = "nursery", "Nursery"
    PRIMARY = "primary", "Primary"
    SECONDARY = "secondary", "Secondary"
    ALL_THROUGH = "all_through", "All-through"
    SPECIAL = "special", "Special"
    PUPIL_REFERRAL_UNIT = "pupil_referral_unit", "Pupil referral unit"
    SIXTEEN_PLUS = "sixteen_plus", "16 plus"


class Organisation(models.Model):
    """
    A school, setting, college, service, club, business or provider: one table, with a kind.

    A closed school stays, with its closing date; the one that came after it is a `Succession`.
    """

    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=200, blank=True)
    phase = models.CharField(max_length=20, choices=Phase, blank=True)
    type_name = models.CharField("type of establishment", max_length=100, blank=True)
    keeps_academy_books = models.BooleanField("financial year from September", default=False)
    age_from = models.PositiveSmallIntegerField(null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(null=True, blank=True)
    street = models.CharField(max_length=200, blank=True)
    locality = models.CharField(max_length=100, blank=True)
    town = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    easting = models.PositiveIntegerField(null=True, blank=True)
    northing = models.PositiveIntegerField(null=True, blank=True)
    website = models.CharField(max_length=300, blank=True)
    telephone = models.CharField(max_length=30, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["kind", "phase"], name="organisation_kind_phase")]
        constraints = [
            models.CheckConstraint(
                name="organisation_only_schools_have_a_phase",
                condition=(Q(kind="school") & ~Q(phase="")) | (~Q(kind="school") & Q(phase="")),
                violation_error_message="A school has a phase, and nothing else has one.",
            ),
            models.CheckConstraint(
                name="organisation_closes_after_it_opens",
                condition=Q(closed_on__isnull=True) | Q(opened_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                violation_error_message="An organisation cannot close before it opens.",
            ),
            models.CheckConstraint(
                name="organisation_ages_in_order",
                condition=Q(age_from__isnull=True) | Q(age_to__isnull=True) | Q(age_to__gte=F("age_from")),
                violation_error_message="The oldest age cannot be below the youngest.",
            ),
        ]

    class Privacy:
        personal = frozenset[str]()
        kept_for = "As long as the partnership; it is about organisations, not people."

    def __str__(self) -> str:
        return self.name or "School without a published name"

    def get_absolute_url(self) -> str:
        """Return where its page is; of a school the settings say where, since that page gathers every chapter."""
        return reverse("members:organisation", args=[self.pk])

    @property
    def known_as(self) -> str:
        """The name with its place, since several schools may share a name."""
        place = self.locality or self.town or self.postcode
        return f"{self}, {place}" if place else str(self)

    @property
    def is_school(self) -> bool:
        """Whether this is a school or setting with a URN."""
        return self.kind == Kind.SCHOOL


class Scheme(models.TextChoices):
    """The list an identifier is from; the codes are those that open data uses."""

    URN = "GB-EDU", "URN"
    UKPRN = "GB-UKPRN", "UKPRN"
    LAESTAB = "GB-LAE", "DfE number"
    CHARITY = "GB-CHC", "Charity number"
    COMPANY = "GB-COH", "Company number"


class Identifier(models.Model):
    """What an organisation is called in somebody else's list."""

    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="identifiers",
        db_index=False,  # the constraint below has one that begins with it
    )
    scheme = models.CharField(max_length=10, choices=Scheme)
    value = models.CharField(max_length=20)

    class Meta:
        ordering = ["organisation", "scheme"]
        constraints = [
            models.UniqueConstraint(  # the other numbers pass from a school to the academy it becomes, or are a trust's
                name="identifier_urn_belongs_to_one_organisation",
                fields=["value"],
                condition=Q(scheme="GB-EDU"),
                violation_error_message="Another organisation has this URN.",
            ),
            models.UniqueConstraint(
                name="identifier_one_of_a_scheme",
                fields=["organisation", "scheme"],
                violation_error_message="This organisation already has such a number.",
            ),
            models.CheckConstraint(
                name="identifier_is_not_blank",
                condition=~Q(value=""),
                violation_error_message="A number that is not published is left out, not blank.",
            ),
        ]

    class Privacy:
        personal = frozenset[str]()
        kept_for = "As long as the organisation."

    def __str__(self) -> str:
        return f"{self.get_scheme_display()} {self.value}"


class Succession(models.Model):
    """That one school came after another: an academy after the school it was, one school after two."""

    predecessor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="precessions")
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="succession_once",
                fields=["predecessor", "successor"],
                violation_error_message="This succession is already recorded.",
            ),
            models.CheckConstraint(
                name="succession_by_another",
                condition=~Q(predecessor=F("successor")),
                violation_error_message="A school cannot come after itself.",
            ),
        ]

    class Privacy:
        personal = frozenset[str]()
        kept_for = "As long as the organisations."

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


class Basis(models.TextChoices):
    """On what terms an organisation is a member."""

    SUBSCRIPTION = "subscription", "Subscription"
    MATCHED = "matched", "Matched funding"
    IN_KIND = "in_kind", "In kind"


class Membership(models.Model):
    """That an organisation belongs to the partnership, from when until when, and on what basis."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    basis = models.CharField(max_length=20, choices=Basis)
    voting = models.BooleanField(default=True)
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["organisation", "joined_on"]
        constraints = [
            models.UniqueConstraint(
                name="membership_one_at_a_time",
                fields=["organisation"],
                condition=Q(left_on__isnull=True),
                violation_error_message="This organisation is a member already.",
            ),
            models.CheckConstraint(
                name="membership_ends_after_it_begins",
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("joined_on")),
                violation_error_message="A member cannot leave before it joined.",
            ),
        ]

    class Privacy:
        personal = frozenset[str]()
        kept_for = "As long as the partnership."

    def __str__(self) -> str:
        return f"{self.organisation_id} since {self.joined_on}"
