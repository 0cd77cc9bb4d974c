"""Forms of the fund."""

from collections.abc import Sequence
from typing import Any

from django import forms

from collegiate.foundation.ui.forms import DateField, MoneyField, Once
from collegiate.improvement.fund.commands import Asked
from collegiate.improvement.fund.models import Contribution, Fund, Leg
from collegiate.partnership.governance.models import Decision
from collegiate.partnership.members.models import Organisation, Phase, Purpose
from collegiate.values import AcademicYear, Money


class OpenFund(Once):
    """A fund and what it is for."""

    name = forms.CharField(label="Name of the fund", max_length=150)
    purpose = forms.CharField(label="What is it for?", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    restricted_to = forms.ChoiceField(
        label="Is it restricted to one of our purposes?",
        required=False,
        help_text="Then only decisions that serve this purpose can promise its money. It cannot be changed later.",
    )
    decision = forms.ChoiceField(label="By which decision?", required=False)
    opened_on = DateField(label="Opens on")

    def __init__(
        self, *args: Any, decisions: Sequence[Decision], purposes: Sequence[Purpose], is_first: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.decisions = {str(one.pk): one for one in decisions}
        none = "None: it rests on the charter" if is_first else "Choose one"
        made_by = [("", none), *((key, str(one)) for key, one in self.decisions.items())]
        self.fields["decision"].choices = made_by  # type: ignore[attr-defined]
        for_what = [("", "No, to none"), *((one.code, one.text) for one in purposes)]
        self.fields["restricted_to"].choices = for_what  # type: ignore[attr-defined]


class Transfer(Once):
    """Money that moves between funds, and the decision that says so."""

    from_fund = forms.ChoiceField(label="From which fund?")
    to_fund = forms.ChoiceField(label="To which fund?")
    amount = MoneyField(label="Amount")
    decision = forms.ChoiceField(label="By which decision?")
    on = DateField(label="On which day, as the bank statement says?")
    memo = forms.CharField(label="What for?", max_length=200)

    def __init__(self, *args: Any, funds: Sequence[Fund], decisions: Sequence[Decision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.funds = {str(one.pk): one for one in funds}
        self.decisions = {str(one.pk): one for one in decisions}
        pots = [("", "Choose one"), *((key, one.name) for key, one in self.funds.items())]
        self.fields["from_fund"].choices = self.fields["to_fund"].choices = pots  # type: ignore[attr-defined]
        made_by = [("", "Choose one"), *((key, str(one)) for key, one in self.decisions.items())]
        self.fields["decision"].choices = made_by  # type: ignore[attr-defined]


class Expect(Once):
    """What a member owes for a year."""

    organisation = forms.ChoiceField(label="Which member pays?")
    fund = forms.ChoiceField(label="Into which fund?")
    year = forms.ChoiceField(label="For which school year?")
    amount = MoneyField(label="Amount")
    due_on = DateField(label="Due on")

    def __init__(
        self,
        *args: Any,
        funds: Sequence[Fund],
        organisations: Sequence[Organisation],
        year: AcademicYear,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.funds = {str(one.pk): one for one in funds}
        self.organisations = {str(one.pk): one for one in organisations}
        members = [("", "Choose one"), *((key, str(one)) for key, one in self.organisations.items())]
        self.fields["organisation"].choices = members  # type: ignore[attr-defined]
        self.fields["fund"].choices = [(key, one.name) for key, one in self.funds.items()]  # type: ignore[attr-defined]
        years = [(str(one), str(one)) for one in (year, year + 1)]
        self.fields["year"].choices = years  # type: ignore[attr-defined]


class SetFormula(Once):
    """What each school gives, from a year on; a phase left empty gives what every other school does."""

    year = forms.ChoiceField(label="From which school year on?")
    decision = forms.ChoiceField(label="By which decision?", required=False)

    def __init__(
        self,
        *args: Any,
        phases: Sequence[str],
        decisions: Sequence[Decision],
        is_first: bool,
        year: AcademicYear,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.decisions = {str(one.pk): one for one in decisions}
        self.phases = ["", *phases]
        none = "None: it rests on the charter" if is_first else "Choose one"
        made_by = [("", none), *((key, str(one)) for key, one in self.decisions.items())]
        self.fields["decision"].choices = made_by  # type: ignore[attr-defined]
        self.fields["year"].choices = [(str(one), str(one)) for one in (year, year + 1)]  # type: ignore[attr-defined]
        for phase in self.phases:
            who = Phase(phase).label if phase else "Every other school"
            self.fields[f"flat_{phase}"] = MoneyField(label=f"{who}: for the school", required=False, least=Money(0))
            self.fields[f"pupil_{phase}"] = MoneyField(label=f"{who}: for each pupil", required=False, least=Money(0))
            self.fields[f"days_{phase}"] = forms.DecimalField(
                label=f"{who}: days of people’s time", required=False, min_value=0, max_value=200, decimal_places=1
            )

    def asked(self) -> list[Asked]:
        """Return what was typed, a line each phase."""
        given = self.cleaned_data
        return [
            Asked(
                phase,
                given[f"flat_{phase}"] or Money(0),
                given[f"pupil_{phase}"] or Money(0),
                round(2 * (given[f"days_{phase}"] or 0)),
            )
            for phase in self.phases
        ]


class Pledge(Once):
    """For which year what a formula comes to is pledged, and when it is due."""

    year = forms.ChoiceField(label="For which school year?")
    due_on = DateField(label="Due on")

    def __init__(self, *args: Any, years: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(one, one) for one in years]  # type: ignore[attr-defined]


class Waive(Once):
    """The decision that waives a contribution."""

    decision = forms.ChoiceField(label="By which decision?")

    def __init__(self, *args: Any, decisions: Sequence[Decision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.decisions = {str(one.pk): one for one in decisions}
        made_by = [("", "Choose one"), *((key, str(one)) for key, one in self.decisions.items())]
        self.fields["decision"].choices = made_by  # type: ignore[attr-defined]


class On(Once):
    """The day on which money came in or left, as the bank says."""

    on = DateField(label="On which day, as the bank statement says?")


class CameIn(Once):
    """Which contributions came in on a day."""

    on = DateField(label="On which day, as the bank statement says?")
    chosen = forms.MultipleChoiceField(label="Which contributions came in?", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, due: Sequence[Contribution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_name = sorted(due, key=lambda one: (one.organisation.name, one.due_on, one.pk))
        self.due = {str(one.pk): one for one in by_name}
        self.fields["chosen"].choices = [  # type: ignore[attr-defined]
            (key, f"{one.organisation}: {one.what} for {one.year}") for key, one in self.due.items()
        ]

    def contributions(self) -> list[Contribution]:
        """Return the contributions that were chosen."""
        return [self.due[key] for key in self.cleaned_data["chosen"]]


class Reverse(Once):
    """Why an entry is taken back, and on which day."""

    because = forms.CharField(
        label="Why was it wrong?", max_length=300, help_text="Every member reads this beside both entries."
    )
    on = DateField(label="On which day?", help_text="The day the bank shows it, or today if the bank never saw it.")


class Ask(Once):
    """A payment that is asked for: to whom, how much, for what, and what shows that it is due."""

    payee = forms.ChoiceField(label="Who is paid?")
    amount = MoneyField(label="Amount")
    memo = forms.CharField(label="What for?", max_length=200)
    grounds = forms.CharField(
        label="What shows that it is due?",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Whoever checks and authorises it reads this.",
    )

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(one.pk): one for one in organisations}
        payees = [(key, str(one)) for key, one in self.organisations.items()]
        choose = [] if len(payees) == 1 else [("", "Choose one")]
        self.fields["payee"].choices = choose + payees  # type: ignore[attr-defined]


class Returned(Once):
    """Why the bank sent a payment back, and on which day."""

    because = forms.CharField(
        label="What did the bank say?", max_length=300, help_text="Such as: no account of that number."
    )
    on = DateField(label="On which day, as the bank statement says?")


class SetLimit(Once):
    """Up to what amount one person is enough to authorise a payment, and the decision that says so."""

    amount = MoneyField(label="Up to what amount is one person enough?", least=Money(0))
    decision = forms.ChoiceField(label="By which decision?", required=False)

    def __init__(self, *args: Any, decisions: Sequence[Decision], is_first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.decisions = {str(one.pk): one for one in decisions}
        none = "None: it was agreed when the fund began" if is_first else "Choose one"
        made_by = [("", none), *((key, str(one)) for key, one in self.decisions.items())]
        self.fields["decision"].choices = made_by  # type: ignore[attr-defined]


class Refuse(Once):
    """Why a payment is refused."""

    because = forms.CharField(label="Why is it refused?", max_length=300, help_text="Whoever asked for it reads this.")


class MatchLine(Once):
    """Which entries of the ledger a line of the bank is."""

    legs_chosen = forms.MultipleChoiceField(
        label="Entries within two weeks that the bank does not show yet", widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, legs: Sequence[Leg], chosen: set[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = {str(one.pk): one for one in legs}
        self.fields["legs_chosen"].choices = [  # type: ignore[attr-defined]
            (key, f"{one.amount} on {one.entry.on:%-d %B}: {one.entry.memo}") for key, one in self.found.items()
        ]
        self.fields["legs_chosen"].initial = [str(one) for one in chosen]

    def legs(self) -> list[Leg]:
        """Return the legs that were chosen."""
        return [self.found[key] for key in self.cleaned_data["legs_chosen"]]


class Confirm(Once):
    """A deed that needs nothing typed."""
