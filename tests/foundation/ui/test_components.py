"""What each component shows, in the words a person reads."""

from datetime import date, datetime

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template

from collegiate.foundation import clock
from collegiate.foundation.ui.components import Column, Figure, Hop, Line, Link, Table, Tag, Task
from collegiate.foundation.ui.forms import Once
from collegiate.values import AcademicYear, CannotSay, Money

from .reading import Element, read

FEW = CannotSay("Fewer than 11 pupils took the tests.")


def drawn(source: str, **values) -> Element:
    return read(Template("{% load ui %}" + source).render(Context(values)))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        (True, "Yes"),
        (False, "No"),
        (12345, "12,345"),
        (date(2026, 3, 3), "Tuesday 3 March 2026"),
        (datetime(2026, 7, 3, 23, 30, tzinfo=clock.LONDON), "Friday 3 July 2026 at 11:30pm"),
        (datetime(2026, 3, 3, 0, 5, tzinfo=clock.LONDON), "Tuesday 3 March 2026 at 12:05am"),
        (Money(1_234_550), "£12,345.50"),
        (AcademicYear(2025), "2025/26"),
        (Tag("Paid", "kept"), "Paid"),
        (["Nursery", "Primary"], "Nursery, Primary"),
        ("<b>", "<b>"),
    ],
)
def test_every_value_is_shown_in_words(value, words):
    assert drawn("{{ value|shown }}", value=value).text == words


def test_cannot_say_is_grey_italics_with_its_reason():
    shown = drawn("{{ value|shown }}", value=FEW).one("em", class_="c-cannot-say")

    assert shown.text == "Cannot say: fewer than 11 pupils took the tests."


def test_several_links_are_all_links():
    links = drawn("{{ value|shown }}", value=[Link("A & B", "/a/"), Link("C", "/c/")]).all("a")

    assert [(link.text, link["href"]) for link in links] == [("A & B", "/a/"), ("C", "/c/")]


@pytest.mark.parametrize(
    ("filter_", "value", "words"),
    [
        ("day", date(2026, 3, 3), "Tuesday 3 March 2026"),
        ("day", None, ""),
        ("moment", datetime(2026, 3, 3, 9, 0, tzinfo=clock.LONDON), "Tuesday 3 March 2026 at 9:00am"),
        ("money", Money(1_200_050), "£12,000.50"),
        ("money", 1_200_050, "£12,000.50"),
        ("pounds", Money(1_200_050), "£12,000"),
        ("pounds", FEW, "Cannot say: fewer than 11 pupils took the tests."),
        ("cannot_say", FEW, "Cannot say: fewer than 11 pupils took the tests."),
        ("cannot_say", "61%", "61%"),
    ],
)
def test_filters_say_days_and_money_as_people_do(filter_, value, words):
    assert drawn("{{ value|" + filter_ + " }}", value=value).text == words


def test_a_table_names_its_rows_columns_and_each_cell_for_narrow_screens():
    table = Table(
        "Schools",
        [Column("School", sort_url="?sort=-name", sorted="ascending"), Column("Money", numeric=True)],
        [[Link("Hillside", "/1/"), Money(250)], ["Copse Lane", FEW]],
        total=["Together", Money(250)],
        note="Sorted by name.",
    )
    page = drawn("{% table table %}", table=table)

    assert page.one("caption").text == "Schools"
    assert [cell.text for cell in page.all("th", scope="col")] == ["School↑", "Money"]
    assert page.all("th", scope="col")[0]["aria-sort"] == "ascending"
    assert [cell.text for cell in page.all("th", scope="row")] == ["Hillside", "Copse Lane", "Together"]
    assert [cell["data-label"] for cell in page.all("td")] == ["Money"] * 3
    assert page.one("p").text == "Sorted by name."


def test_a_table_whose_rows_do_not_fit_its_columns_is_refused():
    with pytest.raises(ValueError, match="zip"):
        drawn("{% table table %}", table=Table("Bad", [Column("One")], [["a", "b"]]))


def test_a_summary_list_pairs_each_question_with_its_answer():
    lines = [Line("Head", "Beth Marlow", Link("Change", "/change/", hidden="head")), Line("Price", Money(100))]
    page = drawn("{% summary lines %}", lines=lines)

    assert [term.text for term in page.all("dt")] == ["Head", "Price"]
    assert [answer.text for answer in page.all("dd")] == ["Beth Marlow", "Change head", "£1.00"]


def test_a_task_that_cannot_begin_has_no_link_and_each_link_says_how_far_it_is():
    tasks = [Task("Answer", Tag("Done", "quiet"), "/answer/"), Task("Agree", Tag("Cannot begin yet", "quiet"))]
    page = drawn("{% tasks tasks %}", tasks=tasks)
    link = page.one("a")

    assert link.text == "Answer"
    assert page.one(id=link["aria-describedby"]).text == "Done"


def test_a_figure_has_what_is_needed_to_understand_it_within_reach():
    figure = Figure("At the standard", "61%", "2024/25", "58 pupils", "performance tables", "/source/")

    assert (
        drawn("{% figure figure %}", figure=figure).text
        == "At the standard 61% 2024/25 · 58 pupils · performance tables"
    )


def test_breadcrumbs_lead_back_and_end_here():
    page = drawn('{% breadcrumbs "Home" "/" "Schools" "/schools/" here=name %}', name="Hillside")

    assert [(link.text, link["href"]) for link in page.all("a")] == [("Home", "/"), ("Schools", "/schools/")]
    assert page.one(aria_current="page").text == "Hillside"


def test_breadcrumbs_may_end_with_a_text_alone():
    assert drawn('{% breadcrumbs "Home" "/" "Hillside" %}').one(aria_current="page").text == "Hillside"


def test_pages_of_a_list_keep_what_was_filtered_for(rf):
    page = drawn(
        "{% pagination rows %}", rows=Paginator(range(90), 10).page(3), request=rf.get("/?phase=primary&page=3")
    )

    assert page.one(aria_current="page").text == "3"
    assert page.one("a", rel="next")["href"] == "?phase=primary&page=4"
    assert page.one("a", rel="prev")["href"] == "?phase=primary&page=2"


def test_a_list_on_one_page_has_no_pages(rf):
    assert drawn("{% pagination rows %}", rows=Paginator([1], 10).page(1), request=rf.get("/")).text == ""


def test_a_deed_that_is_refused_shows_its_sentence_in_place_of_the_button():
    allowed = drawn('{% deed "Record the decision" "/decide/" %}')
    refused = drawn('{% deed "Record the decision" "/decide/" refusal=why %}', why="You have declared an interest.")

    assert allowed.one("a")["href"] == "/decide/"
    assert not refused.all("a")
    assert refused.text == "You have declared an interest."


def test_an_empty_list_says_so_and_where_to_begin():
    page = drawn("{% empty 'Nothing is waiting.' link %}", link=Link("Propose an agreement", "/propose/"))

    assert page.text == "Nothing is waiting. Propose an agreement"


def test_hops_say_which_is_missing_and_which_is_not_due():
    hops = [
        Hop("Decision", "there", "SG/26/14", ["Agreed"], "/d/", Money(100)),
        Hop("Milestone", "missing", "Second report", ["The provider owes it."]),
        Hop("Outcome", "not-due", "Results", ["Due on Wednesday 9 September 2026"]),
    ]
    items = drawn("{% hops hops %}", hops=hops).all("li")

    assert [item.text for item in items] == [
        "Decision £1.00 SG/26/14 Agreed",
        "Milestone Missing Second report The provider owes it.",
        "Outcome Not due yet Results Due on Wednesday 9 September 2026",
    ]


def test_what_wraps_keeps_what_is_inside_and_escapes_what_it_is_given():
    source = "{% card title url='/a/' meta='Today' %}<p>{{ words }}</p>{% endcard %}"
    page = drawn(source, title="<b>Visit</b>", words="<i>soon</i>")

    assert page.one("h3").text == "<b>Visit</b>"
    assert page.all("p")[1].text == "<i>soon</i>"
    assert not page.all("b")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{% inset %}Apart{% endinset %}", "Apart"),
        ("{% warning %}It stays.{% endwarning %}", "! Warning: It stays."),
        ("{% details 'Why' %}Because{% enddetails %}", "Why Because"),
        ("{% restricted 'You can see this.' %}", "Who can see this: You can see this."),
        ("{% progress 3 71 'schools read' %}", "3 of 71 schools read 3 of 71"),
        ("{% download 'These schools' '/x/' 'spreadsheet' %}", "These schools (spreadsheet)"),
        ("{% banner 'It is agreed.' 'success' %}", "Done It is agreed."),
        ("{% tag 'Waiting' 'waiting' %}", "Waiting"),
    ],
)
def test_small_components_say_what_they_are_given(source, words):
    assert drawn(source).text == words


def test_a_whole_form_is_posted_with_its_key_and_checked_by_us(rf):
    page = drawn('{% form_to form "Agree" cancel_url="/back/" %}', form=Once(), csrf_token="t")
    form = page.one("form")

    assert form["method"] == "post"
    assert "novalidate" in form.attributes
    assert form.one("input", name="csrfmiddlewaretoken")["value"] == "t"
    assert form.one("button").text == "Agree"
    assert form.one("a")["href"] == "/back/"


def test_two_charts_on_a_page_have_ids_of_their_own():
    from collegiate.foundation.ui.charts import Bar, Mark

    same = Bar("Days", (Mark("Hillside", 3),))
    page = drawn("{% chart one %}{% include 'ui/components/card.html' %}{% chart one %}", one=same, level=3)
    ids = [element["id"] for element in page.all() if element.get("id")]

    assert len(page.all("figure")) == 2
    assert len(ids) == len(set(ids))
