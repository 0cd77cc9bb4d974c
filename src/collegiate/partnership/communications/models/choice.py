"""What people want to be mailed about, and the addresses that are never mailed."""

from django.db import models
from django.db.models import F
from django.db.models.functions import Lower


class Topic(models.TextChoices):
    """What a notice is about, as people choose by it."""

    NEWS = "news", "News of the partnership"
    DECISIONS = "decisions", "Meetings and decisions"
    SUPPORT = "support", "Needs and levels of support"
    MONEY = "money", "The pooled fund"
    VISITS = "visits", "Agreements, visits and workshops"
    TEAMS = "teams", "Achievement Teams"
    TRAINING_DAY = "training_day", "The training day"
    FEEDBACK = "feedback", "Forms that ask what you think"
    PRACTICE = "practice", "Practice worth sharing"
    SERVICES = "services", "Children’s services"


class Preference(models.Model):
    """
    Whether somebody wants a topic by mail. Without a row they do.

    Their notices stand on their own page whatever they choose.
    """

    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="mail_preferences")
    topic = models.CharField(max_length=20, choices=Topic)
    by_mail = models.BooleanField()

    class Meta:
        ordering = ["person", "topic"]
        constraints = [
            models.UniqueConstraint(
                name="preference_once_for_a_topic",
                fields=["person", "topic"],
                violation_error_message="This person has chosen for that topic already.",
            ),
        ]

    class Privacy:
        personal = frozenset({"person", "by_mail"})
        lawful_basis = "Public task."
        source = "The person, on their page or by the link at the foot of a mail."
        shared_with = "Nobody."
        kept_for = "As long as the person is known to the partnership."

    def __str__(self) -> str:
        return f"{self.get_topic_display()}: {'by mail' if self.by_mail else 'not by mail'}"


class SuppressionReason(models.TextChoices):
    """Why an address is never mailed."""

    ASKED = "asked", "Its owner asked us never to write"
    BOUNCED = "bounced", "Mail to it came back"
    WRONG_PERSON = "wrong_person", "It belongs to somebody else"


class Suppression(models.Model):
    """An address that is never mailed, whatever anybody chooses; the database itself refuses to send to it."""

    email = models.EmailField("e-mail address", unique=True)
    reason = models.CharField(max_length=20, choices=SuppressionReason)
    listed_at = models.DateTimeField()

    class Meta:
        ordering = ["email"]
        constraints = [
            models.CheckConstraint(
                name="suppression_in_small_letters",
                condition=models.Q(email=Lower(F("email"))),
                violation_error_message="Write the address in small letters.",
            ),
        ]

    class Privacy:
        personal = frozenset({"email"})
        lawful_basis = "Legal obligation: somebody who objects to mail must not be written to again."
        source = "The address’s owner, or the mail server that sent our mail back."
        shared_with = "Nobody."
        kept_for = "As long as the partnership, since it must still hold after the person has left."

    def __str__(self) -> str:
        return f"{self.email}: {self.get_reason_display()}"
