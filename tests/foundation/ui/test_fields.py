"""What a person may type for a day and an amount, and what they are told where it cannot be read."""

from datetime import date

import pytest
from django import forms

from collegiate.foundation.ui.fields import DateField, MoneyField
from collegiate.foundation.ui.forms import Once
from collegiate.values import Money


class VisitForm(Once):
    visit_on = DateField(label="Day of the visit")
    price = MoneyField(least=Money(100), most=Money(100_000), required=False)


def sent(**typed: str) -> VisitForm:
    return VisitForm({"once": "5e0b7c52-8a43-4c3c-a7ad-8a6b38a2d3b2", **typed})


@pytest.mark.parametrize(
    ("day", "month", "year"), [("3", "3", "2026"), ("03", "03", "2026"), ("3", "March", "2026"), (" 3 ", "mar", "2026")]
)
def test_a_day_is_read_from_three_boxes(day, month, year):
    form = sent(visit_on_day=day, visit_on_month=month, visit_on_year=year)

    assert form.is_valid()
    assert form.cleaned_data["visit_on"] == date(2026, 3, 3)


def test_a_day_is_read_from_a_link_too():
    form = sent(visit_on="2026-03-03")

    assert form.is_valid()
    assert form.cleaned_data["visit_on"] == date(2026, 3, 3)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({}, "Enter the day of the visit."),
        ({"visit_on_day": "3", "visit_on_year": "2026"}, "Day of the visit must include a month."),
        ({"visit_on_month": "3"}, "Day of the visit must include a day and a year."),
        (
            {"visit_on_day": "3", "visit_on_month": "3", "visit_on_year": "26"},
            "Day of the visit must have a year of four figures, like 2026.",
        ),
        (
            {"visit_on_day": "31", "visit_on_month": "June", "visit_on_year": "2026"},
            "Day of the visit must be a real date, like 3 3 2026.",
        ),
        (
            {"visit_on_day": "3", "visit_on_month": "Smarch", "visit_on_year": "2026"},
            "Day of the visit must be a real date, like 3 3 2026.",
        ),
        ({"visit_on": "tomorrow"}, "Day of the visit must include a day and a month."),
    ],
)
def test_a_day_that_cannot_be_read_says_what_to_do(typed, told):
    assert sent(**typed).errors["visit_on"] == [told]


def test_what_was_typed_for_a_day_is_kept():
    shown = str(sent(visit_on_day="31", visit_on_month="June", visit_on_year="2026")["visit_on"])

    assert 'value="31"' in shown
    assert 'value="June"' in shown
    assert 'value="2026"' in shown


def test_a_day_already_stored_stands_in_the_boxes():
    shown = str(VisitForm(initial={"visit_on": date(2026, 3, 14)})["visit_on"])

    assert 'value="14"' in shown
    assert 'value="3"' in shown


def test_a_day_is_changed_only_where_another_was_typed():
    field = DateField()

    assert not field.has_changed(date(2026, 3, 3), ["3", "March", "2026"])
    assert field.has_changed(date(2026, 3, 3), ["4", "3", "2026"])
    assert field.has_changed(date(2026, 3, 3), ["", "3", "2026"])


@pytest.mark.parametrize(("typed", "pence"), [("12", 1200), ("£1,000.00", 100_000), ("3.20", 320)])
def test_money_is_read_as_people_write_it(typed, pence):
    form = sent(visit_on="2026-03-03", price=typed)

    assert form.is_valid()
    assert form.cleaned_data["price"] == Money(pence)


def test_no_money_typed_is_no_money():
    form = sent(visit_on="2026-03-03", price="  ")

    assert form.is_valid()
    assert form.cleaned_data["price"] is None


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("lots", "“lots” is not an amount of money. Write it like 1,234.50."),
        ("1.234", "“1.234” has parts of a penny. Write it like 1,234.50."),
        ("0.50", "Price must be £1.00 or more."),
        ("1000.01", "Price must be £1,000.00 or less."),
    ],
)
def test_money_that_cannot_be_read_says_what_to_do(typed, told):
    assert sent(price=typed).errors["price"] == [told]


def test_a_stored_amount_is_shown_as_a_person_would_type_it():
    assert 'value="1,234.50"' in str(VisitForm(initial={"price": Money(123_450)})["price"])


class Sentences(Once):
    name = forms.CharField(max_length=5)
    notes = forms.CharField(label="What should we prepare?")
    phase = forms.ChoiceField(choices=[("p", "Primary")])
    paper = forms.FileField()
    agreed = forms.BooleanField(label="The head knows")
    days = forms.IntegerField(min_value=1, label="Number of days")
    mail = forms.EmailField(label="Your e-mail address")
    urn = forms.CharField(label="URN", error_messages={"required": "Find it in the register."})


def test_an_empty_field_says_what_to_do():
    errors = {name: told[0] for name, told in Sentences({}).errors.items() if name != "once"}

    assert errors == {
        "name": "Enter the name.",
        "notes": "Answer “What should we prepare?”.",
        "phase": "Choose the phase.",
        "paper": "Choose the paper.",
        "agreed": "Tick “The head knows” to go on.",
        "days": "Enter the number of days.",
        "mail": "Enter your e-mail address.",
        "urn": "Find it in the register.",
    }


def test_a_wrong_answer_says_what_to_do():
    typed = {"name": "Hillside", "phase": "x", "days": "0", "mail": "not an address"}
    errors = {name: told[0] for name, told in Sentences(typed).errors.items() if name in typed}

    assert errors == {
        "name": "Use 5 characters or fewer. There are 8 now.",
        "phase": "Choose one of those listed.",
        "days": "Enter 1 or more.",
        "mail": "Enter an e-mail address, like name@example.org.",
    }
