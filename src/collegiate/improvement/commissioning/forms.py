"""Forms of commissioning; what can be chosen is handed in as lists."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from collegiate.definitions import Indicator, Strand
from collegiate.foundation.ui.forms import DateField, Filters, MoneyField, Once
from collegiate.improvement.commissioning.models import AgreementStage, Brief, WhyChosen
from collegiate.improvement.fund.models import Fund
from collegiate.improvement.needs.models import Need
from collegiate.partnership.governance.models import Decision
from collegiate.partnership.members.models import Organisation, Purpose
from collegiate.values import Money

MILESTONES = (1, 2, 3)


def _choose(form: forms.Form, name: str, choices: Sequence[tuple[Any, str]]) -> None:
    form.fields[name].choices = list(choices)  # type: ignore[attr-defined]  # it is a choice field


class ByStage(Filters):
    """Which agreements are listed."""

    stage = forms.ChoiceField(label="Stage", choices=[("", "Every stage"), *AgreementStage.choices], required=False)


class WriteBrief(Once):
    """A brief for needs that were understood."""

    title = forms.CharField(label="What help is sought?", max_length=200)
    needs = forms.MultipleChoiceField(label="Which needs does it answer?", widget=forms.CheckboxSelectMultiple)
    strand = forms.ChoiceField(label="Strand")
    purpose = forms.ChoiceField(label="Which agreed purpose does it serve?")
    outcomes = forms.CharField(label="What should be different afterwards?", widget=forms.Textarea(attrs={"rows": 4}))
    looked_at_first = forms.CharField(
        label="What was looked at before buying?",
        help_text="A neighbour school that does this already, days left on another agreement, a free service.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    ceiling = MoneyField(label="Most it may cost")

    def __init__(
        self, *args: Any, needs: Sequence[Need], strands: Sequence[Strand], purposes: Sequence[Purpose], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.found = {str(need.pk): need for need in needs}
        _choose(self, "needs", [(key, f"{need.organisation}: {need.title}") for key, need in self.found.items()])
        _choose(self, "strand", [("", "Choose one"), *((one.code, one.name) for one in strands)])
        _choose(self, "purpose", [("", "Choose one"), *((one.code, one.text) for one in purposes)])

    @property
    def chosen(self) -> list[Need]:
        """The needs that were ticked."""
        return [self.found[key] for key in self.cleaned_data["needs"]]


class AnswerNeed(Once):
    """One more need that a draft brief answers."""

    need = forms.ChoiceField(label="Which need does it answer too?")

    def __init__(self, *args: Any, needs: Sequence[Need], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = {str(need.pk): need for need in needs}
        names = [(key, f"{need.organisation}: {need.title}") for key, need in self.found.items()]
        _choose(self, "need", [("", "Choose one"), *names])


class WithdrawBrief(Once):
    """Why help is no longer sought."""

    because = forms.CharField(
        label="Why is this help no longer sought?",
        help_text="The schools whose needs it answered read this.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class Propose(Once):
    """The terms on which a provider would answer a brief."""

    title = forms.CharField(label="Title of the agreement", max_length=200)
    provider = forms.ChoiceField(label="Who would provide the help?")
    schools = forms.MultipleChoiceField(label="For which schools?", widget=forms.CheckboxSelectMultiple)
    price = MoneyField(label="Price")
    starts_on = DateField(label="First day")
    ends_on = DateField(label="Last day")
    indicator = forms.ChoiceField(label="Which figure should it move?")
    change_worth_paying = forms.DecimalField(
        label="Smallest change worth paying for",
        help_text="In that figure’s own unit. It is agreed now, so that the verdict cannot be fitted to the result.",
        min_value=0,
        max_digits=6,
        decimal_places=2,
    )
    why_chosen = forms.ChoiceField(
        label="Why these schools?", choices=[("", "Choose one"), *WhyChosen.choices],
        help_text="The verdict hangs on it: schools picked in a bad year mostly rise again by themselves.",
    )  # fmt: skip
    why_these_schools = forms.CharField(label="Why these schools, in words", widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(
        self,
        *args: Any,
        brief: Brief,
        providers: Sequence[Organisation],
        schools: Sequence[Organisation],
        indicators: Sequence[Indicator],
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = {"title": brief.title, "price": brief.ceiling, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.providers = {str(one.pk): one for one in providers}
        self.for_schools = {str(one.pk): one for one in schools}
        _choose(self, "provider", [("", "Choose one"), *((key, str(one)) for key, one in self.providers.items())])
        _choose(self, "schools", [(key, str(one)) for key, one in self.for_schools.items()])
        _choose(self, "indicator", [("", "Choose one"), *((one.code, one.title) for one in indicators)])
        for number in MILESTONES:
            words = "" if number == 1 else " (leave empty if there is none)"
            self.fields[f"milestone_{number}"] = forms.CharField(
                label=f"Milestone {number}{words}", max_length=200, required=number == 1
            )
            self.fields[f"due_{number}"] = DateField(label=f"Milestone {number} is due on", required=number == 1)
            self.fields[f"amount_{number}"] = MoneyField(
                label=f"Paid when milestone {number} is met", required=number == 1
            )

    def clean(self) -> dict[str, Any]:
        """Refuse a milestone of which a part is missing, and a last day before the first."""
        cleaned = super().clean() or self.cleaned_data
        for number in MILESTONES[1:]:
            parts = [cleaned.get(f"{name}_{number}") for name in ("milestone", "due", "amount")]
            if any(parts) and not all(parts):
                self.add_error(
                    f"milestone_{number}",
                    f"Give milestone {number} a title, a day and an amount, or leave all three empty.",
                )
        if cleaned.get("starts_on") and cleaned.get("ends_on") and cleaned["ends_on"] < cleaned["starts_on"]:
            self.add_error("ends_on", "The last day lies before the first.")
        return cleaned

    @property
    def milestones(self) -> list[tuple[str, date, Money]]:
        """The milestones that were given."""
        given = self.cleaned_data
        return [
            (given[f"milestone_{number}"], given[f"due_{number}"], given[f"amount_{number}"])
            for number in MILESTONES
            if given.get(f"milestone_{number}")
        ]


class Agree(Once):
    """Which decision makes an agreement, and from which fund it is paid."""

    decision = forms.ChoiceField(label="Which decision agreed this?")
    fund = forms.ChoiceField(label="Which fund pays?")

    def __init__(self, *args: Any, decisions: Sequence[Decision], funds: Sequence[Fund], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.decisions = {str(one.pk): one for one in decisions}
        self.funds = {str(one.pk): one for one in funds}
        _choose(self, "decision", [("", "Choose one"), *((key, str(one)) for key, one in self.decisions.items())])
        _choose(self, "fund", [(key, f"{one.name}: {one.free} free") for key, one in self.funds.items()])


class Accept(Once):
    """What showed that a milestone was met."""

    evidence = forms.CharField(
        label="What showed you that this was met?",
        help_text="Registers, notes of the days, what the schools said.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class EndEarly(Once):
    """Why an agreement ends before its milestones are all met."""

    because = forms.CharField(label="Why does it end?", max_length=300, help_text="Every member reads this.")


class Confirm(Once):
    """A deed that needs nothing typed."""
