"""The reference is what the code says, and notices when it no longer is."""

import pytest
from django.core.management import CommandError, call_command

from collegiate.config.docs import book
from collegiate.config.docs.chapters import chapters, rulings
from collegiate.config.docs.docstring import Entry, read
from collegiate.config.docs.permissions import refusals, tried
from collegiate.values import YES, Role, Ruling, Standing, no

RULINGS = [rule for app in chapters() for rule in rulings(app)]


def may_open(standing: Standing, door: int) -> Ruling:
    """Rule on opening a numbered door: a head teacher their own, the clerk every one."""
    if standing.holds(Role.CLERK) or standing.holds(Role.HEAD_TEACHER, at=door):
        return YES
    if standing.person_id == door:
        return no("It is yours, but it is locked.")
    return no(f"Only the clerk can open door {door}.")


def test_a_ruling_says_for_itself_whom_it_lets_in():
    assert tried(may_open).who == "the person concerned, clerk, head teacher (own)"
    assert refusals(may_open) == ["It is yours, but it is locked.", "Only the clerk can open door …."]


def test_every_ruling_can_be_tried():
    untried = [f"{rule.__module__}.{rule.__name__}" for rule in RULINGS if not tried(rule).tries]
    said = [sentence for rule in RULINGS for sentence in refusals(rule)]

    assert untried == [], "Annotate their arguments with plain types, models or enums, and ask them nothing else."
    assert [sentence for sentence in said if not sentence.endswith((".", "…"))] == []


@pytest.mark.slow
def test_a_page_that_was_changed_by_hand_is_stale_until_it_is_written_again(tmp_path):
    book.write(tmp_path)
    (tmp_path / "commands.md").write_text("# Commands\n\nThere are none.\n")

    with pytest.raises(CommandError, match=r"Stale: commands\.md\. Run `make docs`"):
        call_command("docs", "--check", to=tmp_path)
    assert book.write(tmp_path) == ["commands.md"]
    assert book.stale(tmp_path) == []


def test_the_dictionary_says_what_is_personal_and_what_the_database_holds():
    text = book.pages()["data-dictionary.md"]

    assert "| `email` | char, at most 254 |  | yes | e-mail address |" in text
    assert "- A role cannot end before it begins." in text
    assert (
        "Table `record_entry`. One line of the record: who did what to what, because of what, when. **Rows are" in text
    )


def needed(pupils: int, *, level: float = 0.9) -> float:
    """
    Say how many are needed.

    More where less is known.

    Parameters
    ----------
    pupils : int
        How many there are,
        1 or more.
    level : float
        From 0 to 1.

    Returns
    -------
    float
        A number.

    Source
    ------
    Nobody (1900).
    """
    return pupils * level


def test_a_docstring_is_taken_apart_as_numpydoc_has_it():
    said = read(needed)

    assert said.words == "Say how many are needed.\n\nMore where less is known."
    assert list(said.sections) == ["Parameters", "Returns", "Source"]
    assert said.sections["Parameters"].entries == (
        Entry("pupils", "int", "How many there are, 1 or more."),
        Entry("level", "float", "From 0 to 1."),
    )
    assert said.sections["Returns"].entries == (Entry("float", "", "A number."),)
    assert said.sections["Source"].text == "Nobody (1900)."


def test_the_numbers_are_written_with_what_goes_in_what_comes_out_and_a_warning():
    text = book.pages()["analytics.md"]
    growth = text[text.index("### percentiles") : text.index("### MedianGrowth")]

    assert "percentiles(score, priors, *, knots=None, smallest=500, tell=None)" in growth
    assert "| `priors` | sequence of float array, shape (pupils,) | Scores of the years before, newest first" in growth
    assert "When not to use it: to judge a pupil or a teacher by one year" in growth
    assert "*Source.* Betebenner" in growth
    assert "- `LIKELY_HELPED`: likely helped" in text
