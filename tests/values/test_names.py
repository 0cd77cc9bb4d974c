"""People's names are left out of words that everybody may read."""

import pytest

from collegiate.values import LEFT_OUT, Names

KNOWN = Names.of(["Tom Fletcher", "Anne-Marie O’Neill", "Judith Lawson", "Ella", "Will", "Tom Fletcher Jones", ""])


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("Workshops by Tom Fletcher, two days", "Workshops by […], two days"),
        ("tom fletcher’s travel", "[…] travel"),
        ("For TOM FLETCHER JONES", "For […]"),
        ("Anne-Marie O’Neill and Judith Lawson", "[…] and […]"),
        ("A prize for Ella", "A prize for […]"),
        ("It will do", "It will do"),
        ("Coaching, Dr Okafor", "Coaching, […]"),
        ("Paid to Mrs J. Smith-Jones for books", "Paid to […] for books"),
        ("Tom’s workshops at Fletcher Hall", "Tom’s workshops at Fletcher Hall"),
        ("Contribution for 2026/27 from Hillside Primary", "Contribution for 2026/27 from Hillside Primary"),
        ("", ""),
    ],
)
def test_a_name_is_left_out_and_the_rest_stays(said, read):
    assert KNOWN.left_out_of(said) == read.replace("[…]", LEFT_OUT)


def test_many_names_take_no_longer_than_few():
    """A word is looked up by its first letters, not compared with everybody."""
    many = Names.of(f"Person{n} Surname{n}" for n in range(20_000))

    assert max(len(whole) for whole in many.by_first.values()) == 1
    assert many.left_out_of("From Person7 Surname7 to Person7 Surname8") == f"From {LEFT_OUT} to Person7 Surname8"
