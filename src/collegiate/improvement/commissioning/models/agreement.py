"""The signed terms of help, the schools it is for, and what it is paid for."""

from django.db import models
from django.db.models import F, Q

from collegiate.foundation.record.guard import Guard
from collegiate.values import Money


class AgreementStage(models.TextChoices):
    """How far an agreement has come."""

    PROPOSED = "proposed", "Waiting for a decision"
    AGREED = "agreed", "Agreed"
    COMPLETE = "complete", "Complete"
    ENDED = "ended", "Ended early"
    WITHDRAWN = "withdrawn", "Withdrawn"


MADE = (AgreementStage.AGREED, AgreementStage.COMPLETE, AgreementStage.ENDED)
"""The stages of an agreement that a decision has made."""

AGREEMENT_MOVES: dict[AgreementStage, frozenset[AgreementStage]] = {
    AgreementStage.PROPOSED: frozenset({AgreementStage.AGREED, AgreementStage.WITHDRAWN}),
    AgreementStage.AGREED: frozenset({AgreementStage.COMPLETE, AgreementStage.ENDED}),
    AgreementStage.COMPLETE: frozenset(),
    AgreementStage.ENDED: frozenset(),
    AgreementStage.WITHDRAWN: frozenset(),
}


class WhyChosen(models.TextChoices):
    """Why these schools get the support; asked before the work starts, since a verdict hangs on it."""

    LOW_FIGURES = "low_figures", "Their figures called for it"
    ASKED = "asked", "They asked for it"
    BY_LOT = "by_lot", "They were drawn by lot"
    ANOTHER_REASON = "another_reason", "Another reason, which the figures do not know"
    KNEW_OF_CHANGE = "knew_of_change", "Somebody knew of a change that is not in the figures"


UNDECIDED = (
    "NEW.stage IN ('agreed', 'complete', 'ended') AND NOT EXISTS ("
    "SELECT 1 FROM governance_decision d JOIN governance_agendaitem i ON i.id = d.item_id"
    " JOIN commissioning_brief b ON b.id = NEW.brief_id JOIN fund_commitment c ON c.id = NEW.commitment_id"
    " WHERE d.id = NEW.decision_id AND d.stage = 'made' AND i.paper_id = b.paper_id"
    " AND c.decision_id = d.id AND c.committed_pence = NEW.price_pence)"
)
TERMS = (
    "title", "brief_id", "provider_id", "price_pence", "starts_on", "ends_on", "indicator", "change_worth_paying",
    "why_chosen", "why_these_schools", "decision_id", "commitment_id", "agreed_at",
)  # fmt: skip
CHANGED = " OR ".join(f"NEW.{name} <> OLD.{name}" for name in TERMS)
BROKEN = f"OLD.agreed_at IS NOT NULL AND (NEW.agreed_at IS NULL OR {CHANGED})"


class Agreement(models.Model):
    """
    The terms on which a provider meets needs, made on behalf of the whole partnership by a decision.

    The price is the most the fund may pay; what was paid is read from the fund, never stored here. The
    change worth paying for is agreed beforehand, so that the verdict cannot be fitted to the result.
    """

    reference = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=200)
    brief = models.ForeignKey("commissioning.Brief", on_delete=models.PROTECT, related_name="agreements")
    provider = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="agreements_provided")
    price_pence = models.PositiveBigIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    indicator = models.SlugField("indicator it should move", max_length=40)
    change_worth_paying = models.DecimalField(
        "smallest change worth paying for, in the indicator’s unit", max_digits=6, decimal_places=2
    )
    why_chosen = models.CharField("why these schools", max_length=20, choices=WhyChosen)
    why_these_schools = models.TextField("why these schools, in words")
    stage = models.CharField(max_length=12, choices=AgreementStage, default=AgreementStage.PROPOSED)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="agreements_proposed")
    decision = models.ForeignKey(
        "governance.Decision", on_delete=models.PROTECT, null=True, blank=True, related_name="agreements"
    )
    commitment = models.OneToOneField(
        "fund.Commitment", on_delete=models.PROTECT, null=True, blank=True, related_name="agreement"
    )
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="agreements_made"
    )
    completed_at = models.DateTimeField(null=True, blank=True)
    completed_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="agreements_completed"
    )
    ended_because = models.CharField("why it ended early", max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="agreements_ended"
    )
    version = models.PositiveIntegerField(default=1)

    guards = (
        Guard("made", "INSERT", "a decision about its paper makes an agreement, at its price", UNDECIDED),
        Guard("agreed", "UPDATE", "a decision about its paper makes an agreement, at its price", UNDECIDED),
        Guard("terms", "UPDATE", "the terms of an agreement that was made are final", BROKEN),
        Guard("kept", "DELETE", "an agreement that was made is kept", "OLD.agreed_at IS NOT NULL"),
    )

    class Meta:
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="agreement_only_by_a_decision",
                condition=Q(
                    stage__in=["proposed", "withdrawn"],
                    decision__isnull=True,
                    commitment__isnull=True,
                    agreed_at__isnull=True,
                    agreed_by__isnull=True,
                )
                | Q(
                    stage__in=["agreed", "complete", "ended"],
                    decision__isnull=False,
                    commitment__isnull=False,
                    agreed_at__isnull=False,
                    agreed_by__isnull=False,
                ),
                violation_error_message="Only a minuted decision can make an agreement, with its money set aside.",
            ),
            models.CheckConstraint(
                name="agreement_complete_says_when",
                condition=Q(stage="complete", completed_at__isnull=False, completed_by__isnull=False)
                | (~Q(stage="complete") & Q(completed_at__isnull=True, completed_by__isnull=True)),
                violation_error_message="A complete agreement says who completed it and when.",
            ),
            models.CheckConstraint(
                name="agreement_ended_says_why",
                condition=(Q(stage="ended", ended_at__isnull=False, ended_by__isnull=False) & ~Q(ended_because=""))
                | (~Q(stage="ended") & Q(ended_at__isnull=True, ended_by__isnull=True, ended_because="")),
                violation_error_message="An agreement that ended early says why, who ended it and when.",
            ),
            models.CheckConstraint(
                name="agreement_ends_after_it_starts",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="An agreement cannot end before it starts.",
            ),
            models.CheckConstraint(
                name="agreement_has_a_price",
                condition=Q(price_pence__gt=0),
                violation_error_message="An agreement has a price.",
            ),
        ]

    class Privacy:
        personal = frozenset({"proposed_by", "agreed_by", "completed_by", "ended_by"})
        lawful_basis = "Public task."
        source = "The Strategic Group’s minutes."
        shared_with = "Members of the partnership."
        kept_for = "Seven years after the agreement ends."

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def price(self) -> Money:
        """The most the fund may pay."""
        return Money(self.price_pence)

    @property
    def slug(self) -> str:
        """The reference as it stands in an address: A-26-03."""
        return self.reference.replace("/", "-")


class AgreementSchool(models.Model):
    """That a school receives the help, with its head teacher's consent."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="schools")
    organisation = models.ForeignKey("members.Organisation", on_delete=models.PROTECT, related_name="agreements")

    class Meta:
        ordering = ["agreement", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="agreement_school_once",
                fields=["agreement", "organisation"],
                violation_error_message="The agreement is for this school already.",
            )
        ]

    class Privacy:
        personal = frozenset[str]()
        kept_for = "Seven years after the agreement ends."

    def __str__(self) -> str:
        return f"{self.agreement_id} for {self.organisation_id}"


class MilestoneStage(models.TextChoices):
    """Whether a milestone was met; the words are those of open contracting data."""

    SCHEDULED = "scheduled", "Scheduled"
    MET = "met", "Met"


class Milestone(models.Model):
    """Something the provider does by a day, and what is payable when it is accepted."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="milestones")
    title = models.CharField(max_length=200)
    due_on = models.DateField()
    pence = models.PositiveBigIntegerField()
    stage = models.CharField(max_length=12, choices=MilestoneStage, default=MilestoneStage.SCHEDULED)
    evidence = models.TextField("what showed that it was met", blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="milestones_accepted"
    )

    append_only = "accepted_at"

    class Meta:
        ordering = ["agreement", "due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="milestone_met_says_how",
                condition=Q(stage="scheduled", evidence="", accepted_at__isnull=True, accepted_by__isnull=True)
                | (Q(stage="met", accepted_at__isnull=False, accepted_by__isnull=False) & ~Q(evidence="")),
                violation_error_message="A milestone that was met says what showed it, who accepted it and when.",
            ),
            models.CheckConstraint(
                name="milestone_is_worth_something",
                condition=Q(pence__gt=0),
                violation_error_message="A milestone is paid for.",
            ),
        ]

    class Privacy:
        personal = frozenset({"accepted_by"})
        lawful_basis = "Public task."
        source = "Whoever accepted it."
        shared_with = "Members of the partnership."
        kept_for = "Seven years after the agreement ends."

    def __str__(self) -> str:
        return self.title

    @property
    def amount(self) -> Money:
        """What is payable when it is met."""
        return Money(self.pence)


CLAIMED = (
    "EXISTS (SELECT 1 FROM commissioning_claim c JOIN fund_payment p ON p.id = c.payment_id"
    " WHERE c.milestone_id = NEW.milestone_id AND p.stage NOT IN ('refused', 'reversed', 'returned'))"
)
ANOTHER_SUM = (
    "NOT EXISTS (SELECT 1 FROM commissioning_milestone m JOIN commissioning_agreement a ON a.id = m.agreement_id"
    " JOIN fund_payment p ON p.id = NEW.payment_id WHERE m.id = NEW.milestone_id AND m.accepted_at IS NOT NULL"
    " AND p.pence = m.pence AND p.payee_id = a.provider_id AND p.commitment_id = a.commitment_id)"
)


class Claim(models.Model):
    """That a milestone which was met is paid for by a payment; another may follow one refused, taken back or returned."""

    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="claims")
    payment = models.OneToOneField("fund.Payment", on_delete=models.PROTECT, related_name="claim")

    append_only = True
    guards = (
        Guard("once", "INSERT", "this milestone has a payment that was not refused", CLAIMED),
        Guard("what", "INSERT", "a claim is for what a milestone that was met is worth, to its provider", ANOTHER_SUM),
    )

    class Meta:
        ordering = ["milestone", "pk"]

    class Privacy:
        personal = frozenset[str]()
        kept_for = "Seven years after the agreement ends."

    def __str__(self) -> str:
        return f"{self.milestone_id} paid by {self.payment_id}"
