"""The register's groups, types and phases, in each spelling that publications use."""

from dataclasses import replace

import pytest

from collegiate.definitions import Funding, establishments
from collegiate.definitions.establishment import EstablishmentType, plain

TYPES = establishments()


@pytest.mark.parametrize(
    ("spelling", "official"),
    [
        ("Academy - Converter mainstream", "Academy converter"),
        ("ACADEMY CONVERTER", "Academy converter"),
        ("Free school  16-19", "Free schools 16 to 19"),
        ("Free school - Special", "Free schools special"),
        ("LA Nursery School", "Local authority nursery school"),
        ("Service childrens education", "Service children's education"),
        ("Sixth form centre/consortia", "Sixth form centres"),
    ],
)
def test_a_type_is_known_in_each_of_its_spellings(spelling, official):
    assert TYPES.type_called(spelling).name == official


@pytest.mark.parametrize(
    ("group", "kind", "funding"),
    [
        ("", "Community school", Funding.STATE),
        ("", "Academy sponsor led mainstream", Funding.STATE),
        ("", "Sixth form college", Funding.OTHER),
        ("Colleges", "Community school", Funding.OTHER),
        ("Special schools", "A type nobody has heard of", Funding.STATE),
        ("", "City technology college", Funding.INDEPENDENT),
    ],
)
def test_the_group_says_who_pays_and_the_type_only_where_the_group_is_blank(group, kind, funding):
    assert TYPES.group_of(group, kind).funding == funding


def test_an_unlisted_type_of_no_group_belongs_nowhere():
    assert TYPES.group_of("", "Floating school") is None
    assert TYPES.group_of("A group nobody has heard of", "Community school") is None


@pytest.mark.parametrize(
    ("group", "kind", "independent"),
    [
        ("Special schools", "Other independent special school", True),
        ("Independent schools", "City technology college", True),
        ("", "INDEPENDENT SCHOOL", True),
        ("Special schools", "Non-maintained special school", False),
        ("", "Community school", False),
    ],
)
def test_what_calls_itself_independent_is_whatever_its_group(group, kind, independent):
    assert TYPES.is_independent(group, kind) is independent


@pytest.mark.parametrize(
    ("phase", "kind", "ours"),
    [
        ("Primary", "Community special school", "special"),
        ("Secondary", "Academy alternative provision converter", "pupil_referral_unit"),
        ("Middle deemed secondary", "Community school", "secondary"),
        ("All-through", "Free schools", "all_through"),
        ("16 Plus", "Academy 16-19 converter", "sixteen_plus"),
        ("Not applicable", "Academy 16-19 converter", "sixteen_plus"),
        ("", "State-funded nursery", "nursery"),
        ("Not applicable", "Community school", ""),
    ],
)
def test_the_type_decides_special_and_referral_units_and_the_register_the_rest(phase, kind, ours):
    assert TYPES.phase_of(phase, kind) == ours


def test_only_academies_and_free_schools_keep_their_books_from_september():
    assert {group.name for group in TYPES.groups if group.academy_books} == {"Academies", "Free Schools"}


@pytest.mark.parametrize(
    ("kind", "fault"),
    [
        (EstablishmentType(name="academy CONVERTER", group="Academies"), "stand for two things: academy converter"),
        (EstablishmentType(name="Floating school", group="Boats"), "no group is called Boats"),
    ],
)
def test_a_spelling_of_two_things_and_a_type_of_no_group_are_refused(kind, fault):
    with pytest.raises(ValueError, match=fault):
        replace(TYPES, types=(*TYPES.types, kind))


def test_names_are_compared_without_what_publications_do_not_agree_on():
    assert plain("Children’s  Centre - Linked site") == "childrens centre linked site"
