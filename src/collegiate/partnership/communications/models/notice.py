"""A notice to people, and its delivery to each of them."""

from django.db import models
from django.db.models import Q

from collegiate.foundation.record.guard import Guard
from collegiate.partnership.communications.models.choice import Topic


class Notice(models.Model):
    """
    Something people are told: it stands on each one's own page and is mailed to those who want it so.

    What was said is final; a mistake is put right by another notice.
    """

    subject = models.CharField(max_length=150)
    text = models.TextField()
    topic = models.CharField(max_length=20, choices=Topic)
    about = models.CharField("key of the row it is about", max_length=100, blank=True)
    url = models.CharField("page to read on", max_length=300, blank=True)
    is_bad_news = models.BooleanField("waits for a kind day", default=False)
    made_at = models.DateTimeField()
    author = models.ForeignKey(
        "members.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="notices_written",
        help_text="Empty where a job of the partnership’s own wrote it.",
    )

    append_only = True

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="notice_says_something",
                condition=~Q(subject="") & ~Q(text=""),
                violation_error_message="A notice needs a subject and a text.",
            ),
            models.CheckConstraint(
                name="notice_leads_within_this_site",
                condition=Q(url="") | (Q(url__startswith="/") & ~Q(url__startswith="//")),
                violation_error_message="A notice leads to a page of this site only.",
            ),
        ]

    class Privacy:
        personal = frozenset({"subject", "text", "author"})
        lawful_basis = "Public task."
        source = "Whoever wrote it."
        shared_with = "The people it was sent to; the coordinator and the clerk."
        kept_for = "Six years after it was sent."

    def __str__(self) -> str:
        return self.subject


class State(models.TextChoices):
    """How far the mail to one person has come."""

    QUEUED = "queued", "Waiting to be sent"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    KEPT = "kept", "Shown here only"
    FAILED = "failed", "Not sent"
    SUPPRESSED = "suppressed", "Not mailed"


MOVES: dict[State, frozenset[State]] = {
    State.QUEUED: frozenset({State.SENDING, State.SUPPRESSED}),
    State.SENDING: frozenset({State.SENT, State.KEPT, State.FAILED, State.QUEUED}),
    State.FAILED: frozenset({State.QUEUED}),
    State.SENT: frozenset(),
    State.KEPT: frozenset(),
    State.SUPPRESSED: frozenset(),
}


class Fault(models.TextChoices):
    """Why a mail was not sent."""

    NO_ADDRESS = "no_address", "We know no address"
    OPTED_OUT = "opted_out", "They do not want this topic by mail"
    ON_THE_LIST = "on_the_list", "The address is never mailed"
    REFUSED = "refused", "The mail server refused the address"
    NO_ANSWER = "no_answer", "The mail server broke off; it may have arrived"


_NEVER_MAILED = (
    "EXISTS (SELECT 1 FROM communications_suppression AS never JOIN members_person AS them "
    "ON lower(them.email) = never.email WHERE them.id = NEW.person_id)"
)


class Delivery(models.Model):
    """
    One notice to one person: one row however often the sending is begun.

    It is taken from the queue in one transaction, mailed, and settled in another, so that nobody is mailed twice.
    Where the machine stops in between, it ends as failed without an answer, for a person to decide.
    """

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="deliveries")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="deliveries")
    state = models.CharField(max_length=20, choices=State, default=State.QUEUED)
    due_on = models.DateField("day from which it may be sent and seen")
    taken_at = models.DateTimeField("when it was last taken from the queue", null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField("why it was not sent", max_length=20, choices=Fault, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    guards = (
        Guard(
            "never",
            "UPDATE",
            "this address is never mailed",
            f"NEW.state = 'sending' AND OLD.state <> 'sending' AND {_NEVER_MAILED}",
        ),
        Guard("begins", "INSERT", "a delivery begins in the queue", "NEW.state NOT IN ('queued', 'suppressed')"),
        Guard(
            "once",
            "UPDATE",
            "a mail is taken from the queue before it is sent and sent once",
            "(NEW.state IN ('sent', 'kept') AND OLD.state <> 'sending')"
            " OR (OLD.state IN ('sent', 'kept', 'suppressed') AND NEW.state <> OLD.state)"
            " OR (NEW.state = 'sending' AND OLD.state <> 'queued')",
        ),
        Guard("stays", "DELETE", "a delivery is kept"),
    )

    class Meta:
        verbose_name_plural = "deliveries"
        ordering = ["notice", "pk"]
        indexes = [
            models.Index(fields=["state", "due_on"], name="delivery_waiting"),
            models.Index(fields=["person", "due_on"], name="delivery_of_a_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="delivery_once_to_a_person",
                fields=["notice", "person"],
                violation_error_message="This person has the notice already.",
            ),
            models.CheckConstraint(
                name="delivery_sent_says_when",
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at__isnull=True)),
                violation_error_message="A mail that was sent says when, and no other does.",
            ),
            models.CheckConstraint(
                name="delivery_not_sent_says_why",
                condition=(Q(state__in=["failed", "suppressed"]) & ~Q(error=""))
                | (~Q(state__in=["failed", "suppressed"]) & Q(error="")),
                violation_error_message="A mail that was not sent says why, and no other does.",
            ),
            models.CheckConstraint(
                name="delivery_being_sent_says_since_when",
                condition=~Q(state="sending") | Q(taken_at__isnull=False),
                violation_error_message="A mail that is being sent says since when.",
            ),
        ]

    class Privacy:
        personal = frozenset({"person"})
        lawful_basis = "Public task."
        source = "The deed that the notice tells of."
        shared_with = "The coordinator and the clerk."
        kept_for = "Six years after it was sent."

    def __str__(self) -> str:
        return f"{self.get_state_display()} to {self.person_id}"
