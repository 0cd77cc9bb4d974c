"""How a view answers, and how a deed is done for a form."""

from datetime import datetime
from uuid import uuid4

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.forms import formset_factory

from collegiate.foundation import clock
from collegiate.foundation.accounts.models import Account
from collegiate.foundation.record.deeds import deed, note
from collegiate.foundation.record.models import Entry
from collegiate.foundation.record.versions import Stale
from collegiate.foundation.ui.forms import Once, Versioned
from collegiate.foundation.ui.pages import done, page
from collegiate.values import Refused, job

from .reading import read

AT = datetime(2026, 3, 3, 10, tzinfo=clock.LONDON)
BY = job("nightly_review", day=AT.date())


class NameForm(Once):
    name = forms.CharField()


def valid(**typed) -> NameForm:
    form = NameForm({"once": str(uuid4()), "name": "Hillside", **typed})
    assert form.is_valid()
    return form


@deed
def rename(account, *, by, at):
    note("accounts.rename", subject=account)


def refuse(sentence):
    def do():
        raise sentence

    return do


@pytest.mark.parametrize(
    ("form", "status"),
    [(None, 200), (NameForm(), 200), (NameForm({"once": str(uuid4()), "name": "Hillside"}), 200), (NameForm({}), 422)],
)
def test_a_page_is_422_only_where_its_form_was_sent_with_errors(rf, form, status):
    assert page(rf.get("/"), "ui/errors/404.html", form=form).status_code == status


def test_a_page_has_the_status_it_is_given(rf):
    assert page(rf.get("/"), "ui/errors/404.html", status=404).status_code == 404


def test_a_page_with_errors_lists_each_once_with_where_it_leads(rf):
    form = NameForm({"once": str(uuid4())})
    form.is_valid()
    form.add_error(None, "The fund cannot bear this.")
    shown = read(page(rf.get("/"), "ui/errors/404.html", form=form).content)
    summary = shown.one("div", class_="govuk-error-summary")

    assert [item.text for item in summary.all("li")] == ["The fund cannot bear this.", "Enter the name."]
    assert summary.one("a")["href"] == "#id_name"
    assert "autofocus" in summary.attributes
    assert shown.one("title").text.startswith("Error: ")


def test_errors_of_several_forms_stand_in_one_summary(rf):
    forms_of_names = formset_factory(NameForm, extra=2)
    many = forms_of_names(
        {
            "form-TOTAL_FORMS": 2,
            "form-INITIAL_FORMS": 2,
            "form-0-name": "Hillside",
            "form-0-once": uuid4(),
            "form-1-once": uuid4(),
        }
    )
    answer = page(rf.get("/"), "ui/errors/404.html", form=many)

    assert answer.status_code == 422
    assert read(answer.content).one("div", class_="govuk-error-summary").one("a")["href"] == "#id_form-1-name"


@pytest.mark.django_db
def test_a_form_sent_twice_is_done_once_and_answered_alike():
    account = Account.objects.create(email="beth@example.org")
    form = valid()
    answers = [done(form, lambda: rename(account, by=BY, at=AT)) for _ in range(2)]

    assert [bool(one) for one in answers] == [True, True]
    assert [str(entry.form_key) for entry in Entry.objects.all()] == [form.data["once"]]


def test_a_refusal_stands_on_the_form_in_its_own_words():
    form = valid()

    assert not done(form, refuse(Refused("The fund holds £50,000.00.")))
    assert form.non_field_errors() == ["The fund holds £50,000.00."]


def test_a_broken_rule_stands_beside_the_field_it_is_about():
    form = valid()
    broken = ValidationError({"name": ["Hillside is taken."], "price_pence": ["Too much."]})

    assert not done(form, refuse(broken))
    assert form.errors == {"name": ["Hillside is taken."], "__all__": ["Too much."]}


def test_a_broken_rule_about_no_field_stands_above_the_form():
    form = valid()

    assert not done(form, refuse(ValidationError("Only a minuted decision can make an agreement.")))
    assert form.non_field_errors() == ["Only a minuted decision can make an agreement."]


class Row:
    version = 2
    name = "Hillside Primary"


class RowForm(Versioned):
    name = forms.CharField()


def test_a_stale_form_is_overtaken():
    form = RowForm({"once": str(uuid4()), "version": "1", "name": "Hillside"}, row=Row())
    assert form.is_valid()

    assert not done(form, refuse(Stale(Row())))
    assert [pair.now for pair in form.both()] == ["Hillside Primary"]


def test_a_stale_row_behind_a_form_without_a_version_is_a_fault_of_ours():
    with pytest.raises(Stale):
        done(valid(), refuse(Stale(Row())))


def test_any_other_fault_is_not_swallowed():
    with pytest.raises(ZeroDivisionError):
        done(valid(), lambda: 1 / 0)
