"""How a form is drawn, what it carries, and what it shows when somebody was faster."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import pytest
from django import forms
from django.http import QueryDict

from collegiate.foundation.record.versions import Stale
from collegiate.foundation.ui.forms import NOT_WHOLE, DateField, Filters, MoneyField, Once, Versioned
from collegiate.foundation.ui.gallery import VisitForm
from collegiate.values import Money

from .reading import Element, read

CHOICES = [("core", "Core"), ("focused", "Focused")]


def drawn(form: forms.BaseForm) -> Element:
    return read(str(form))


def ids(page: Element) -> list[str]:
    return [element["id"] for element in page.all() if element.get("id")]


@pytest.fixture
def wrong():
    form = VisitForm({"visit-purpose": "x" * 81, "visit-visit_on_day": "31"}, prefix="visit")
    assert not form.is_valid()
    return form


@pytest.mark.parametrize("state", ["new", "wrong"])
def test_every_box_has_a_label_that_leads_to_it(state, wrong):
    page = drawn(VisitForm(prefix="visit") if state == "new" else wrong)
    boxes = [box for kind in ("input", "textarea", "select") for box in page.all(kind) if box.get("type") != "hidden"]
    labels = {label["for"]: label.text for label in page.all("label")}

    assert len(boxes) == 18
    assert all(labels[box["id"]] for box in boxes)
    assert len(ids(page)) == len(set(ids(page)))


def test_what_describes_a_box_is_on_the_page(wrong):
    page = drawn(wrong)
    described = [
        name
        for element in page.all()
        if element.get("aria-describedby")
        for name in element["aria-describedby"].split()
    ]

    assert set(described) <= set(ids(page))
    assert {"id_visit-purpose-hint", "id_visit-purpose-error", "id_visit-notes-info"} <= set(described)


def test_choices_and_days_stand_in_a_fieldset_with_a_legend():
    page = drawn(VisitForm())

    assert [legend.text for legend in page.all("legend")] == [
        "Day of the visit",
        "Which level of support?",
        "Which strands?",
    ]


def test_an_error_stands_beside_its_box_and_is_tied_to_it(wrong):
    page = drawn(wrong)
    box = page.one("input", id="id_visit-purpose")

    assert box["aria-invalid"] == "true"
    assert "govuk-input--error" in box["class"]
    assert page.one(id="id_visit-purpose-error").text == "Error: Use 80 characters or fewer. There are 81 now."


def test_what_need_not_be_answered_says_so():
    labels = [label.text for label in drawn(VisitForm()).all("label", class_="govuk-label--s")]

    assert "E-mail address (optional)" in labels
    assert "Purpose" in labels


def test_a_filter_says_of_nothing_that_it_is_optional():
    class SchoolFilters(Filters):
        phase = forms.ChoiceField(choices=CHOICES)

    form = SchoolFilters(QueryDict(""))

    assert form.is_valid()
    assert drawn(form).one("label").text == "Phase"


def test_a_long_answer_counts_its_characters_and_says_how_many_there_may_be():
    page = drawn(VisitForm())
    group = page.one("div", data_module="govuk-character-count")

    assert group["data-maxlength"] == "300"
    assert page.one(id="id_notes-info").text == "You can enter up to 300 characters"


def test_a_number_that_is_not_one_is_shown_again_as_typed():
    page = drawn(VisitForm({"days": "several"}))

    assert page.one("input", id="id_days")["value"] == "several"
    assert page.one("input", id="id_days")["inputmode"] == "numeric"


def test_what_was_chosen_stays_chosen():
    page = drawn(VisitForm(QueryDict("level=focused&strands=teaching&strands=leadership")))
    chosen = [box["value"] for box in page.all("input") if "checked" in box.attributes]

    assert chosen == ["focused", "leadership", "teaching"]


def test_words_in_labels_hints_and_values_are_never_markup():
    class Hostile(Once):
        name = forms.CharField(label="<b>Name</b>", help_text="<i>hint</i>")
        pick = forms.ChoiceField(choices=[("a", "<script>")], widget=forms.RadioSelect)

    page = drawn(Hostile({"name": '"><script>'}))

    assert not page.all("script")
    assert not page.all("b")
    assert not page.all("i")


def test_each_new_form_has_a_key_of_its_own():
    first, second = (UUID(drawn(Once()).one("input", name="once")["value"]) for _ in range(2))

    assert first != second


@pytest.mark.parametrize("data", [{}, {"once": "nonsense"}])
def test_a_form_without_a_key_is_refused_and_can_be_sent_again(data):
    form = Once(data)

    assert form.errors["once"] == [NOT_WHOLE]
    assert UUID(drawn(form).one("input", name="once")["value"])


def test_a_key_that_was_sent_is_sent_again():
    key = "5e0b7c52-8a43-4c3c-a7ad-8a6b38a2d3b2"

    assert drawn(Once({"once": key})).one("input", name="once")["value"] == key


@dataclass
class Brief:
    version: int
    title: str
    price: Money
    level: str
    strands: list[str]
    due_on: date
    notes: str = ""


class BriefForm(Versioned):
    title = forms.CharField()
    price = MoneyField()
    level = forms.ChoiceField(choices=CHOICES)
    strands = forms.MultipleChoiceField(choices=CHOICES)
    due_on = DateField()
    notes = forms.CharField(required=False)


OURS = Brief(3, "Coaching", Money(1_000), "core", ["core"], date(2026, 3, 3))
THEIRS = Brief(4, "Coaching for heads", Money(1_000), "focused", ["core", "focused"], date(2026, 3, 10), "Theirs")
TYPED = "once=5e0b7c52-8a43-4c3c-a7ad-8a6b38a2d3b2&version=3&title=Mentoring&price=10&level=core&strands=core&strands=focused&due_on=2026-03-03"


@pytest.fixture
def overtaken():
    form = BriefForm(QueryDict(TYPED), row=OURS)
    assert form.is_valid()
    form.overtaken(Stale(THEIRS))
    return form


def test_a_form_carries_the_version_it_was_made_from():
    assert drawn(BriefForm(row=OURS)).one("input", name="version")["value"] == "3"


def test_a_form_that_was_overtaken_shows_what_is_stored_beside_what_was_typed(overtaken):
    assert [(pair.label, pair.now, pair.typed) for pair in overtaken.both()] == [
        ("Title", "Coaching for heads", "Mentoring"),
        ("Level", "Focused", "Core"),
        ("Due on", "Tuesday 10 March 2026", "Tuesday 3 March 2026"),
        ("Notes", "Theirs", "Nothing"),
    ]
    assert "Stored now" in drawn(overtaken).text


def test_a_form_that_was_overtaken_keeps_what_was_typed_and_can_be_sent_over_theirs(overtaken):
    page = drawn(overtaken)
    selected = [
        option["value"]
        for option in page.one("select", name="strands").all("option")
        if "selected" in option.attributes
    ]

    assert page.one("input", name="title")["value"] == "Mentoring"
    assert page.one("input", name="version")["value"] == "4"
    assert selected == ["core", "focused"]
    assert overtaken.non_field_errors() == [str(Stale(THEIRS))]


def test_a_form_that_nobody_overtook_shows_one_side_only():
    assert BriefForm(row=OURS).both() == []
    assert "Stored now" not in drawn(BriefForm(row=OURS)).text
