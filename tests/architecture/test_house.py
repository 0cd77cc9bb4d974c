"""The house keeps its rules, and each rule reports the bad tree made for it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.architecture import editing, imports, pages, rooms, sayings, shape
from tests.architecture.reading import HOUSE, REPOSITORY

Rule = Callable[[Path], Iterator[str]]

BAD = Path(__file__).parent / "bad"
TESTS = REPOSITORY / "tests"

BAD_TREES: dict[Rule, dict[str, str]] = {
    imports.front_doors: {
        "another_chapters_forms": "import only its models, queries or commands",
        "a_policy_asks_a_neighbours_queries": "policies may not reach another chapter's queries",
        "a_query_does_a_neighbours_deed": "queries may not reach another chapter's commands",
    },
    imports.frames: {"a_frame_in_a_view": "frames live in figures.py"},
    imports.plain_floors: {"django_among_the_words": "values is plain Python"},
    imports.no_signals: {"a_receiver": "call a command instead"},
    imports.migrations_stand_alone: {"a_migration_that_leans_on_us": "write into the migration what it needs"},
    shape.no_drawers: {"a_drawer": "must not become a drawer"},
    shape.every_folder_is_a_package: {"a_hidden_folder": "has no __init__.py"},
    shape.small: {"a_long_module": "has 301 lines", "a_long_function": "has 41 lines"},
    shape.every_module_says_what_it_is_for: {"a_silent_module": "begin with a docstring"},
    rooms.who_and_when: {"a_deed_by_nobody": "take `*, by: Standing, at: datetime`"},
    rooms.deeds_are_ruled_on_and_noted: {
        "a_deed_by_nobody": "mark it @record.deed",
        "a_deed_unruled": "insist() before doing anything",
        "a_deed_unnoted": "the record will not know",
    },
    rooms.only_queries_and_commands_ask: {
        "a_view_with_a_manager": "ask a function of queries.py",
        "a_policy_with_a_manager": "ask a function of queries.py",
    },
    rooms.only_commands_save: {"a_form_that_saves": "let a command save it"},
    rooms.the_clock_is_handed_on: {
        "a_query_with_a_watch": "take `at` or `day` as an argument",
        "a_model_with_a_watch": "the command that saves the row knows when",
    },
    pages.links_go_down: {
        "a_page_that_links_up": "which lies above",
        "a_view_that_links_up": "links go down only",
    },
    pages.nothing_inline: {"an_inline_style": "use a class", "an_inline_script": "use a class"},
    pages.forms_carry_their_token: {"a_form_without_its_token": "hand it csrf_token"},
    editing.edits_carry_their_version: {
        "a_form_without_its_version": "make it Versioned",
        "a_view_without_its_version": "fills Words in from a row",
    },
    pages.blocks_are_closed_by_name: {"a_nameless_end": "name the block that ends here"},
    pages.pages_say_what_they_show: {"a_page_that_does_not_say": "what it shows and is given"},
}
ROWS = [(rule, tree, words) for rule, trees in BAD_TREES.items() for tree, words in trees.items()]


@pytest.mark.parametrize("rule", BAD_TREES, ids=lambda rule: rule.__name__)
def test_the_house_keeps(rule):
    faults = list(rule(HOUSE))

    assert not faults, "\n".join(["", *faults])


@pytest.mark.parametrize(("rule", "tree", "words"), ROWS, ids=lambda value: getattr(value, "__name__", value))
def test_a_bad_tree_is_reported_by(rule, tree, words):
    faults = list(rule(BAD / tree / "collegiate"))

    assert len(faults) >= 1
    assert any(words in fault for fault in faults), faults


def test_no_test_says_only_that_a_page_answers():
    faults = list(sayings.more_than_two_hundred(TESTS))

    assert not faults, "\n".join(["", *faults])


def test_a_test_that_says_only_that_a_page_answers_is_reported():
    (fault,) = sayings.more_than_two_hundred(BAD / "a_test_that_says_nothing")

    assert "test_the_page: say what the reader sees" in fault


def test_every_form_that_begins_a_row_with_another_is_still_there(monkeypatch):
    begun = dict(editing.BEGINNINGS)
    monkeypatch.setattr(editing, "BEGINNINGS", {})
    faults = "\n".join(editing.edits_carry_their_version(HOUSE))

    assert [name for name in begun if f"fills {name} in" not in faults] == []


def test_every_exception_is_still_needed(monkeypatch):
    needed = dict(shape.EXCEPTIONS)
    monkeypatch.setattr(shape, "EXCEPTIONS", {})
    faults = "\n".join(shape.small(HOUSE))

    idle = [name for name in needed if name.rsplit(".", 1)[-1] not in faults]
    assert not idle, f"These are short enough by now; take them off the list: {idle}"
    assert all(reason.endswith(".") for reason in needed.values())
