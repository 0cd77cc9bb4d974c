"""Which way the local authority's schools go: how much help each has and had, and its results, where that can be said."""

from datetime import date

import pytest
from django.urls import reverse

from collegiate.foundation import clock
from collegiate.improvement.needs import commands, queries
from collegiate.partnership.members import commands as members
from collegiate.partnership.members.models import Basis, Kind, Phase, Scheme
from collegiate.values import CannotSay, NotAllowed, Role
from tests import cast
from tests.cast import FOUNDING, MORNING, SINCE, TUESDAY
from tests.foundation.ui.reading import read
from tests.marks import two_lengths

pytestmark = pytest.mark.django_db


@pytest.fixture
def stephen():
    """The local authority's officer; the partnership is of authority 941."""
    clock.stop(TUESDAY)
    members.begin("Ashmere", town="Ashmere", starts_on=SINCE, authority_code="941", by=FOUNDING, at=MORNING)
    return cast.standing(cast.person("Stephen Okafor", Role.LA_OFFICER))


def member(name, type_name="Community school", laestab=""):
    school = members.add_organisation(
        name, kind=Kind.SCHOOL, phase=Phase.PRIMARY, identifiers={Scheme.LAESTAB: laestab} if laestab else {},
        facts={"type_name": type_name}, by=FOUNDING, at=MORNING,
    )  # fmt: skip
    members.join(school, basis=Basis.SUBSCRIPTION, joined_on=SINCE, by=FOUNDING, at=MORNING)
    return school


def agree(school, *levels, head, by):
    for month, level in enumerate(levels, 1):
        proposed = commands.propose_level(
            school, level=level, reasons=(commands.Reason("They asked."),), end_test="Two good terms.",
            from_on=date(2026, month, 12), review_on=date(2027, 7, 1), by=by, at=MORNING,
        )  # fmt: skip
        commands.agree_level(proposed, by=head, at=MORNING)


def test_they_are_the_authoritys_own_by_name_and_say_whether_they_have_more_help_than_before(stephen, noor):
    names = ("Alder", "Beck", "Cope", "Dale", "Eden")
    schools = [member(name, laestab=f"941200{place}") for place, name in enumerate(names)]
    head = cast.person("Beth Okoro")
    for school in schools:
        members.appoint(head, role=Role.HEAD_TEACHER, from_on=SINCE, organisation=school, by=FOUNDING, at=MORNING)
    member("Fenn", laestab="9282001")
    member("Grove", "Academy converter")
    beth = cast.standing(head)
    for school, levels in zip(
        schools, (["core", "focused"], ["focused", "core"], ["core", "core"], ["core"], []), strict=True
    ):
        agree(school, *levels, head=beth, by=noor)

    found = {str(one.organisation): one for one in queries.own_schools(viewer=stephen, day=TUESDAY)}

    assert list(found) == [*names, "Grove"]
    help = [one.help if isinstance(one.help, int) else one.help.because for one in found.values()]
    nothing = "There is no level to compare."
    assert help == [2, -2, 0, "It is the first level agreed.", nothing, nothing]
    assert [one.maintained for one in found.values()] == [True] * 5 + [False]
    assert all(isinstance(each.way, CannotSay) for one in found.values() for each in one.results)


def test_only_the_officers_see_them_together(as_, stephen, noor):
    with pytest.raises(NotAllowed, match="Only the local authority’s officers"):
        queries.own_schools(viewer=noor, day=TUESDAY)
    assert as_(noor).get(reverse("needs:own_schools")).status_code == 403


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_the_page_lists_maintained_schools_apart_and_costs_the_same(as_, stephen, django_assert_num_queries, how_many):
    for place in range(how_many):
        member(f"School {place}")
        member(f"Academy {place}", "Academy converter")
    client = as_(stephen)

    # session, account, person, roles, interests, partnership; schools, levels, steps, figures
    with django_assert_num_queries(10):
        response = client.get(reverse("needs:own_schools"))

    page = read(response.content).one("main")
    assert f"academies and others: {how_many}" in page.text
    assert [row.one("th").text for row in page.one("tbody").all("tr")] == [f"School {n}" for n in range(how_many)]
    others = read(client.get(reverse("needs:own_schools"), {"which": "others"}).content).one("main")
    assert [row.one("th").text for row in others.one("tbody").all("tr")] == [f"Academy {n}" for n in range(how_many)]
