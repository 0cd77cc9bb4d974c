"""What is filled in to decide: in the room, by ballots, in writing or alone."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import Any

from django import forms

from collegiate.foundation.clock import LONDON
from collegiate.foundation.ui.forms import DateField, MoneyField, Once, Versioned
from collegiate.partnership.governance.forms.meeting import OneOf, long_text, votes
from collegiate.partnership.governance.models import (
    Choice,
    Decision,
    Does,
    Meeting,
    Method,
    WhyBack,
)
from collegiate.partnership.members.models import Person, Purpose
from collegiate.values import Money

BECOMES = [(one.value, one.label) for one in (Does.KEEPS, Does.SUPERSEDES, Does.RESCINDS)]


class WhatIsDecided(Once):
    """What, why, for which purpose, whom it leaves out, and what of it is not public."""

    text = long_text("What is decided", "As members will read it. It cannot be changed afterwards.")
    reason = long_text("Reason", "Why this and not something else.")
    alternatives = long_text("What else was considered", required=False)
    purpose = OneOf(label="Purpose it serves")
    equality_note = long_text("Whom it leaves out", "And what it does to the gap between children.")
    money = MoneyField(
        label="Money it allows",
        required=False,
        least=Money(0),
        help_text="The most that may be spent because of it. Leave it empty where it costs nothing.",
    )
    review_on = DateField(label="Day to look at it again", required=False)
    does = forms.ChoiceField(label="What becomes of the earlier decision", choices=BECOMES, widget=forms.RadioSelect)
    public_text = long_text(
        "What the public reads", "Leave this empty where it is the decision itself.", required=False
    )
    confidential = long_text(
        "What is confidential", "Kept apart from the decision. The public never reads it.", required=False
    )

    def __init__(
        self, *args: Any, purposes: Sequence[Purpose], comes_back: WhyBack | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].offer(purposes)  # type: ignore[attr-defined]  # a field of ours
        if comes_back in (None, WhyBack.RATIFY):
            del self.fields["does"]

    def facts(self) -> dict[str, Any]:
        """Return what was filled in as the deeds take it."""
        given = self.given(but=["does"])
        does = self.cleaned_data.get("does")
        return given | {"money": given["money"] or Money(0)} | ({"does": Does(does)} if does else {})


class Decide(WhatIsDecided):
    """A decision in the room, and how it was reached."""

    method = forms.ChoiceField(
        label="How it was reached",
        choices=[(one.value, one.label) for one in (Method.CONSENSUS, Method.VOTE)],
        initial=Method.CONSENSUS,
        widget=forms.RadioSelect,
    )
    in_favour = votes("In favour")
    against = votes("Against")
    abstained = votes("Abstained")
    field_order = [
        "text", "reason", "alternatives", "purpose", "equality_note", "does", "method", "in_favour", "against",
        "abstained", "may_fall", "money", "review_on", "public_text", "confidential",
    ]  # fmt: skip
    may_fall = forms.BooleanField(label="The vote was lost: record that it was not carried", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[
            "in_favour"
        ].help_text = "Of an open vote. By consensus everybody who does not abstain is in favour."

    def deed(self) -> dict[str, Any]:
        """Return what was filled in as `commands.decide` takes it."""
        given = self.facts()
        counts = {name: given[name] or 0 for name in ("against", "abstained")}
        return given | counts | {"method": Method(given["method"])}


class Draft(WhatIsDecided, Versioned):
    """A decision to be voted on; `row` is the draft there is, or one not written yet."""

    method = forms.ChoiceField(
        label="How it will be reached",
        choices=[(one.value, one.label) for one in (Method.CONSENSUS, Method.VOTE, Method.SECRET, Method.WRITTEN)],
        widget=forms.RadioSelect,
    )

    def stored(self, name: str, row: Decision) -> Any:
        """Return what the draft says now; what is confidential is never shown beside it."""
        if name == "money":
            return Money(row.money_pence)
        return "" if name == "confidential" else super().stored(name, row)

    def deed(self) -> dict[str, Any]:
        """Return what was filled in as `commands.draft` takes it."""
        return self.facts() | {
            "method": Method(self.cleaned_data["method"]), "version": self.cleaned_data["version"],
        }  # fmt: skip


class OpenInWriting(Once):
    """Until when votes are taken in writing."""

    on = DateField(label="Last day to vote")
    until = forms.TimeField(
        label="Time it closes",
        initial=time(12),
        help_text="For example 12:00.",
        widget=forms.TimeInput(format="%H:%M"),
    )

    def closes_at(self) -> datetime:
        """Return the moment."""
        return datetime.combine(self.cleaned_data["on"], self.cleaned_data["until"], tzinfo=LONDON)


class Cast(Once):
    """A ballot."""

    choice = forms.ChoiceField(label="How do you vote?", choices=Choice, widget=forms.RadioSelect)


class CastFor(Cast):
    """A ballot that the clerk records for somebody."""

    voter = OneOf(label="Who votes")

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["choice"].label = "How do they vote?"
        self.fields["voter"].offer(people)  # type: ignore[attr-defined]


class Because(Once):
    """A reason, for the minutes."""

    because = forms.CharField(
        label="Why?",
        max_length=Decision._meta.get_field("ended_because").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class BringBack(Once):
    """The meeting to which a decision comes back."""

    meeting = OneOf(label="Which meeting?")
    why = forms.ChoiceField(label="Why does it come back?", choices=WhyBack, widget=forms.RadioSelect)

    def __init__(self, *args: Any, meetings: Iterable[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].offer(meetings)  # type: ignore[attr-defined]
