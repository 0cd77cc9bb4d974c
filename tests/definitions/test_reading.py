"""A definition is read as its kind, or refused with every fault named."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pytest

from collegiate.definitions import Checked, read


class Colour(StrEnum):
    BLUE = "blue"
    GREEN = "green"


@dataclass(frozen=True, kw_only=True)
class Room:
    name: str
    seats: int = 0


@dataclass(frozen=True, kw_only=True)
class House:
    name: str
    built_on: date
    height: float
    colour: Colour
    rooms: tuple[Room, ...] = ()
    doors: dict[str, int] | None = None
    is_open: bool = True


WHOLE = """
name: "Ashmere House"
built_on: 1909-05-01
height: 12
colour: green
rooms:
  - {name: "Hall", seats: 120}
  - {name: "Kitchen"}
doors: {front: 1, back: 2}
"""


def test_a_file_is_read_into_its_kind_with_everything_inside_it():
    assert read(House, WHOLE, where="house.yaml") == House(
        name="Ashmere House",
        built_on=date(1909, 5, 1),
        height=12.0,
        colour=Colour.GREEN,
        rooms=(Room(name="Hall", seats=120), Room(name="Kitchen")),
        doors={"front": 1, "back": 2},
    )


@pytest.mark.parametrize(
    ("found", "put", "says"),
    [
        ('name: "Ashmere House"', "nam: x", "house.yaml: missing name; unknown nam"),
        ("built_on: 1909-05-01", "built_on: 1909-05-01 10:00:00", "house.yaml: built_on is not a date"),
        ("height: 12", "height: true", "house.yaml: height is not a number"),
        ("height: 12", 'height: "12"', "house.yaml: height is not a number"),
        ("colour: green", "colour: mauve", "house.yaml: colour is not one of blue, green"),
        ("seats: 120", "seats: 12.5", r"house.yaml: rooms\[1\].seats is not a whole number"),
        ("seats: 120", "seats: yes", r"house.yaml: rooms\[1\].seats is not a whole number"),
        ('{name: "Kitchen"}', "Kitchen", r"house.yaml: rooms\[2\] is not a list of named fields"),
        ('{name: "Kitchen"}', "{seats: 3, size: 4}", r"house.yaml: missing rooms\[2\].name; unknown rooms\[2\].size"),
        ("back: 2", "back: two", "house.yaml: doors.back is not a whole number"),
        ("doors: {front: 1, back: 2}", "doors: 3", "house.yaml: doors is not a list of named values"),
        ("doors:", "rooms:", "house.yaml: it is not YAML: rooms is written twice"),
        ('name: "Ashmere House"', "name: no", "house.yaml: name is not text"),
        ("name: ", "- name: ", "house.yaml: it is not YAML"),
    ],
)
def test_a_fault_is_named_by_file_and_field(found, put, says):
    assert found in WHOLE

    with pytest.raises(ValueError, match=says):
        read(House, WHOLE.replace(found, put), where="house.yaml")


def test_every_fault_is_named_at_once():
    with pytest.raises(ValueError, match=r"built_on is not a date; colour is not one of blue, green; missing height"):
        read(House, "{name: x, built_on: then, colour: red}", where="house.yaml")


def test_an_empty_file_is_refused():
    with pytest.raises(ValueError, match=r"house.yaml: the file is not a list of named fields"):
        read(House, "", where="house.yaml")


@pytest.mark.parametrize(
    ("checker", "review_on", "says"),
    [
        ("Noor", "2026-01-01", "review_on must be later than checked_on"),
        (" ", "2027-01-01", "who checked it"),
    ],
)
def test_what_nobody_checked_or_will_check_again_is_refused(checker, review_on, says):
    text = f'{{source: "A paper", checker: "{checker}", checked_on: 2026-01-01, review_on: {review_on}}}'

    with pytest.raises(ValueError, match=says):
        read(Checked, text, where="facts.yaml")
