"""Forms of rounds that share a pot by need."""

from collections.abc import Sequence
from typing import Any

from django import forms

from collegiate.definitions import Indicator
from collegiate.foundation.ui.forms import Filters, MoneyField, Once, say_what_to_do
from collegiate.improvement.evidence.queries import said
from collegiate.improvement.fund.models import Allocation, Fund, NeedFormula
from collegiate.partnership.governance.models import Decision
from collegiate.partnership.members.models import Phase
from collegiate.values import AcademicYear, Money

WEIGHT = "weight_"


class OpenRound(Once):
    """What is shared, for which year, and between whom."""

    fund = forms.ChoiceField(label="From which fund?")
    year = forms.ChoiceField(label="For which school year?")
    pot = MoneyField(
        label="How much is shared?",
        least=Money(1),
        help_text="The decision that fixes the formula allows exactly this.",
    )
    phases = forms.MultipleChoiceField(
        label="Between which schools?", choices=Phase.choices, widget=forms.CheckboxSelectMultiple, required=False,
        help_text="Choose none for every school. Neither this nor the pot can be changed later.",
    )  # fmt: skip

    def __init__(self, *args: Any, funds: Sequence[Fund], year: AcademicYear, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.funds = {str(one.pk): one for one in funds}
        self.fields["fund"].choices = [(key, one.name) for key, one in self.funds.items()]  # type: ignore[attr-defined]
        self.fields["year"].choices = [(str(one), str(one)) for one in (year, year + 1)]  # type: ignore[attr-defined]


class Terms(forms.Form):
    """A floor, a cap, how far a share may fall, and what each indicator weighs."""

    floor = MoneyField(label="Least for each pupil", least=Money(0))
    cap = MoneyField(label="Most for each pupil", least=Money(1))
    may_fall = forms.IntegerField(
        label="A share may fall by at most, in per cent", min_value=0, max_value=100,
        help_text="From one round to the next. 100 protects nobody.",
    )  # fmt: skip

    def __init__(self, *args: Any, indicators: Sequence[Indicator], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.indicators = indicators
        for one in indicators:
            self.fields[f"{WEIGHT}{one.code}"] = forms.IntegerField(
                label=f"Weight of {one.short[0].lower()}{one.short[1:]}", min_value=0, max_value=100, required=False,
                help_text=_counts(one),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Refuse a cap below the floor, and weights of nothing."""
        given = super().clean() or {}
        floor, cap = given.get("floor"), given.get("cap")
        if floor is not None and cap is not None and floor > cap:
            self.add_error("cap", f"The most for each pupil is {floor} or more, since that is the least.")
        if not self.errors and not any(self.weights().values()):
            self.add_error(None, "Give at least one indicator a weight: need is made of something.")
        return given

    def weights(self) -> dict[str, int]:
        """Return what each indicator weighs, by code; 0 where nothing was typed."""
        return {one.code: self.cleaned_data.get(f"{WEIGHT}{one.code}") or 0 for one in self.indicators}

    def terms(self) -> dict[str, Any]:
        """Return what was typed, as a trial and a deed take it."""
        given = self.cleaned_data
        return {
            "floor": given["floor"],
            "cap": given["cap"],
            "may_fall": given["may_fall"],
            "weights": self.weights(),
        }


def _counts(indicator: Indicator) -> str:
    """Say between which of its values an indicator counts."""
    if indicator.need is None:
        return ""
    begins, ends = (said(indicator, value) for value in (indicator.need.from_value, indicator.need.to_value))
    return f"It counts from {begins}, and fully at {ends}. Nothing, or 0: it does not count."


class TryFormula(Terms, Filters):
    """A formula that is tried: it does nothing, and shows what it would do."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("floor", "cap", "may_fall"):
            self.fields[name].required = True
        for field in self.fields.values():
            say_what_to_do(field)


class DraftFormula(Terms, Once):
    """A formula that is put forward."""


def as_typed(formula: NeedFormula) -> dict[str, Any]:
    """Return what a formula says, as a form shows it."""
    weights = {f"{WEIGHT}{one.indicator}": one.weight for one in formula.weights.all()}
    return {"floor": formula.floor, "cap": formula.cap, "may_fall": formula.may_fall, **weights}


class ApproveFormula(Once):
    """Which formula a decision fixed."""

    formula = forms.ChoiceField(label="Which formula was decided?")
    decision = forms.ChoiceField(
        label="By which decision?", help_text="Those that allow exactly the pot, and of which nothing is promised."
    )

    def __init__(
        self, *args: Any, formulas: Sequence[NeedFormula], decisions: Sequence[Decision], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.formulas = {str(one.pk): one for one in formulas}
        self.decisions = {str(one.pk): one for one in decisions}
        said = [(key, f"Version {one.version}: {one.floor} to {one.cap} a pupil") for key, one in self.formulas.items()]
        self.fields["formula"].choices = said  # type: ignore[attr-defined]
        made_by = [("", "Choose one"), *((key, str(one)) for key, one in self.decisions.items())]
        self.fields["decision"].choices = made_by  # type: ignore[attr-defined]


class AdjustShare(Once):
    """What a decision moved from one school to another."""

    giver = forms.ChoiceField(label="From which school?")
    taker = forms.ChoiceField(label="To which school?")
    amount = MoneyField(label="How much?", least=Money(1))
    because = forms.CharField(label="Why?", max_length=300, help_text="Both schools, and every member, read this.")
    decision = forms.ChoiceField(label="By which decision?", help_text="Both schools were parties to its item.")

    def __init__(
        self, *args: Any, allocations: Sequence[Allocation], decisions: Sequence[Decision], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.allocations = {str(one.pk): one for one in allocations}
        self.decisions = {str(one.pk): one for one in decisions}
        schools = [("", "Choose one"), *((key, str(one.organisation)) for key, one in self.allocations.items())]
        self.fields["giver"].choices = self.fields["taker"].choices = schools  # type: ignore[attr-defined]
        made_by = [("", "Choose one"), *((key, str(one)) for key, one in self.decisions.items())]
        self.fields["decision"].choices = made_by  # type: ignore[attr-defined]


class Withdraw(Once):
    """Why a round is withdrawn."""

    because = forms.CharField(label="Why is it withdrawn?", max_length=300, help_text="Every member reads this.")
