"""Minutes: drafted from what was recorded, agreed at a later meeting, and published as a file that stays as it is."""

import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from pypdf import PdfReader

from collegiate.foundation import clock
from collegiate.foundation.files import store
from collegiate.foundation.record import guard
from collegiate.foundation.record.models import Entry
from collegiate.foundation.record.versions import Stale
from collegiate.partnership.governance import commands, queries
from collegiate.partnership.governance.commands.minutes import WrittenMeanwhile
from collegiate.partnership.governance.models import AgendaItem, ItemPurpose, Meeting, Minutes, Publication, Stage
from collegiate.partnership.members.models import Person
from collegiate.values import NotAllowed, Role
from tests import cast
from tests.cast import MORNING, SINCE, TUESDAY
from tests.foundation.ui.reading import read
from tests.partnership.governance.conftest import FOUR

pytestmark = pytest.mark.django_db
KEY = "6f1a2f0e-8a4e-4a4e-9a53-0d7c8f9f2a11"
SECRET = "The head of Hillside leaves at Easter."
NEXT = FOUR + timedelta(days=42)


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.FILES_ROOT = tmp_path
    clock.stop(TUESDAY)


@pytest.fixture
def clerk(client, round):
    return cast.sign_in(client, Person.objects.get(pk=round.clerk.person_id))


@pytest.fixture
def held(round, sitting, hillside):
    """A meeting that decided one thing while Beth was out, talked about another, and is closed."""
    item = round.item(sitting)
    round.party(item, hillside)
    commands.minute_item(
        round.item(sitting, "The calendar", purpose=ItemPurpose.NOTE), said="Easter is late.", version=1,
        by=round.clerk, at=FOUR,
    )  # fmt: skip
    commands.add_item(
        sitting, title="The head of Hillside", purpose=ItemPurpose.NOTE, confidential=True, by=round.clerk, at=FOUR
    )
    round.leave(sitting, "Beth")
    round.decide(item)
    return commands.close(sitting, by=round.clerk, at=FOUR + timedelta(hours=1))


@pytest.fixture
def later(round, held):
    """The next meeting, in progress, with everybody there."""
    meeting = round.plan(starts_at=NEXT)
    commands.call(meeting, by=round.clerk, at=MORNING)
    commands.open_meeting(meeting, by=round.clerk, at=NEXT)
    round.come(meeting, at=NEXT)
    return meeting


def agree(round, held, later, mover="Amir", content=None, **facts):
    file = store.keep("minutes.pdf", [b"%PDF minutes"], kind="application/pdf", at=NEXT)
    content = content or queries.minutes_of(Meeting.objects.select_related("group").get(pk=held.pk), public=True).digest
    person = round.people[mover] if isinstance(mover, str) else mover
    given = {"agreed_in": later, "mover": person, "file": file, "content": content}
    return commands.agree_minutes(held, **(given | facts), by=round.clerk, at=NEXT)


def url(name, *args):
    return reverse(f"governance:{name}", args=args)


def main(client, name, *args, status=200):
    response = client.get(url(name, *args))
    assert response.status_code == status
    return read(response.content).one("main").text


# What they say


def test_an_item_is_minuted_in_three_lines_from_what_was_recorded(held):
    coaching, calendar, hidden = queries.minutes_of(held, public=True).items

    assert coaching.what == "Coaching for new leaders is commissioned from Brightwell Learning."
    assert coaching.why == "Four schools asked for it."
    assert coaching.who == (
        "Consensus: 4 for, 0 against, 0 abstained. "
        "Took no part: Beth Lowe, who is head teacher of Hillside Primary, which this item would support."
    )
    assert coaching.reference == "SG/26/01"
    assert (calendar.what, calendar.said) == ("Noted.", "Easter is late.")
    assert hidden.title == "A confidential item"


def test_what_a_group_advised_and_what_was_left_is_minuted(round):
    meeting = round.open(round.forum)
    asked = round.item(meeting, purpose=ItemPurpose.ADVISE, paper=round.paper())
    left = round.item(meeting, "The calendar", purpose=ItemPurpose.NOTE)
    commands.respond(asked.consideration, response="Begin small.", in_favour=5, against=1, by=round.clerk, at=FOUR)
    commands.close(meeting, not_reached=[left.pk], by=round.clerk, at=FOUR)

    advised, waits = queries.minutes_of(meeting, public=True).items

    assert (advised.what, advised.who) == ("Advised: Begin small.", "5 for, 1 against.")
    assert waits.what.startswith("Left for another meeting. The meeting on Tuesday 6 October 2026 did not come to it.")


def test_the_group_reads_what_is_confidential_and_the_public_version_holds_none_of_it(round, held):
    hidden = AgendaItem.objects.get(is_confidential=True)
    commands.minute_item(hidden, said=SECRET, version=2, by=round.clerk, at=FOUR)

    assert SECRET in repr(queries.minutes_of(held, public=False))
    assert SECRET not in repr(queries.minutes_of(held, public=True))
    assert "Hillside leaves" not in repr(queries.minutes_of(held, public=True))


def test_two_who_write_at_once_are_told(round, held):
    item = AgendaItem.objects.get(title="The calendar")
    with pytest.raises(Stale):
        commands.minute_item(item, said="x", version=1, by=round.clerk, at=FOUR)


# Agreeing them


def test_a_later_meeting_agrees_them_and_the_file_is_kept_with_its_digest(round, held, later):
    minutes = agree(round, held, later)

    held.refresh_from_db()
    assert held.stage == Stage.AGREED
    assert minutes.sha256 == minutes.file.digest
    entry = Entry.objects.get(deed="governance.agree_minutes")
    assert (entry.data["sha256"], entry.because) == (minutes.sha256, f"governance.meeting:{later.pk}")


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"mover": "nobody"}, "is in the room, with a seat on the group"),
        ({"agreed_in": "itself"}, "A later meeting of Strategic Group agrees them"),
        ({"agreed_in": "forum"}, "A later meeting of Strategic Group agrees them"),
    ],
)
def test_minutes_are_agreed_by_a_member_in_a_later_meeting_of_the_same_group(round, held, later, change, refusal):
    known = {"itself": held, "forum": round.open(round.forum), "nobody": cast.person("Jo Farr")}

    with pytest.raises(NotAllowed, match=refusal):
        agree(round, held, later, **{name: known[key] for name, key in change.items()})
    assert not Minutes.objects.exists()


def test_whoever_writes_the_minutes_is_not_the_only_one_to_agree_them(round, held, later):
    """The clerk sits on the group here, and still another member must say that they are right."""
    seat = commands.make_seat(
        round.strategic, label="Clerk’s", by=cast.standing(cast.person("Noor", Role.COORDINATOR)), at=MORNING
    )
    ruth = Person.objects.get(pk=round.clerk.person_id)
    commands.seat(ruth, seat=seat, from_on=SINCE, by=cast.standing(cast.person("Nora", Role.COORDINATOR)), at=MORNING)
    commands.arrive(ruth, meeting=later, by=round.clerk, at=NEXT)

    with pytest.raises(NotAllowed, match="Whoever says that the minutes are right"):
        agree(round, held, later, mover=ruth)


def test_minutes_that_were_changed_meanwhile_are_not_agreed(round, held, later):
    with pytest.raises(WrittenMeanwhile):
        agree(round, held, later, content="0" * 64)

    held.refresh_from_db()
    assert held.stage == Stage.CLOSED


def test_agreed_minutes_are_put_right_by_others_that_say_why(round, held, later):
    agree(round, held, later)
    with pytest.raises(NotAllowed, match=r"agreed already\. Say why"):
        agree(round, held, later)
    with pytest.raises(NotAllowed, match="Nothing in these minutes has changed"):
        agree(round, held, later, because="Beth was named twice.")

    other = store.keep("again.pdf", [b"%PDF again"], kind="application/pdf", at=NEXT)
    again = agree(round, held, later, because="Beth was named twice.", file=other)

    assert (again.number, again.because) == (2, "Beth was named twice.")
    assert Minutes.objects.count() == 2


def test_the_database_agrees_no_minutes_by_itself_and_changes_none(round, held, later):
    with pytest.raises(IntegrityError, match="a later meeting agrees"), transaction.atomic():
        Meeting.objects.filter(pk=held.pk).update(stage=Stage.AGREED)
    minutes = agree(round, held, later)
    for sql in (
        "UPDATE governance_minutes SET sha256 = 'x'",
        "DELETE FROM governance_minutes",
        f"UPDATE governance_agendaitem SET said = 'Other words' WHERE meeting_id = {held.pk}",
        f"UPDATE governance_meeting SET stage = 'closed' WHERE id = {held.pk}",
        "INSERT INTO governance_minutes (meeting_id, number, because, file_id, sha256, agreed_in_id, mover_id, agreed_at,"
        f" agreed_by_id) SELECT {later.pk}, 1, '', file_id, sha256, {held.pk}, mover_id, agreed_at, agreed_by_id"
        " FROM governance_minutes",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    assert Minutes.objects.get() == minutes


# verify


def verify(*arguments):
    out, code = io.StringIO(), 0
    try:
        call_command("minutes", "verify", *arguments, stdout=out)
    except SystemExit as ended:
        code = ended.code
    return code, out.getvalue().splitlines()


def test_verify_reads_every_published_file_again(round, held, later):
    agree(round, held, later)

    assert verify("--all") == (0, ["minutes 1, broken 0"])


def test_verify_names_minutes_of_which_one_byte_was_changed(round, held, later):
    path = store.path_of(agree(round, held, later).sha256)
    path.write_bytes(path.read_bytes().replace(b"minutes", b"mInutes"))

    assert verify("--all") == (
        1,
        [
            "Strategic Group, Tuesday 6 October 2026: the published file is not the one that was agreed.",
            "minutes 1, broken 1",
        ],
    )


def test_verify_names_minutes_whose_file_is_gone_or_whose_row_was_rewritten(round, held, later):
    minutes = agree(round, held, later)
    guard.lift(connection)
    other = store.keep("other.pdf", [b"other"], kind="application/pdf", at=NEXT)
    Minutes.objects.update(sha256=other.digest, file=other)
    assert verify("--all")[1][0].endswith("the record has another digest than the minutes.")
    Minutes.objects.update(sha256=minutes.sha256)
    assert verify("--all")[1][0].endswith("the published file is not the one that was agreed.")
    store.path_of(other.digest).unlink()
    assert verify("--all")[1][0].endswith("the published file is missing.")
    guard.set_up(connection)


# The pages


def test_a_clerk_writes_the_minutes_and_agrees_them_and_the_public_reads_them(client, clerk, round, held, later):
    item = AgendaItem.objects.get(title="The calendar")
    assert "Draft Not agreed yet" in main(client, "minutes", held.pk)
    client.post(url("minute_item", item.pk), {"once": KEY, "version": 2, "said": "Easter is very late."})
    client.logout()
    assert client.get(url("minutes", held.pk)).status_code == 404
    cast.sign_in(client, clerk)
    sent = {"once": KEY.replace("6", "7"), "agreed_in": later.pk, "mover": round.people["Amir"].pk}
    assert client.post(url("agree_minutes", held.pk), sent).status_code == 302
    client.logout()

    page = main(client, "minutes", held.pk)

    assert "Agreed At the meeting on Tuesday 17 November 2026, on the word of Amir Khan." in page
    assert "Easter is very late." in page
    assert "A confidential item" in page
    assert "The head of Hillside" not in page
    paper = client.get(url("minutes_on_paper", held.pk)).content
    text = " ".join(" ".join(one.extract_text() for one in PdfReader(io.BytesIO(paper)).pages).split())
    assert "Easter is very late." in text
    assert "The head of Hillside" not in text
    assert store.path_of(Minutes.objects.get().sha256).read_bytes() == paper
    assert verify("--all") == (0, ["minutes 1, broken 0"])


def test_where_the_terms_say_so_minutes_are_for_members(client, round, held, later):
    commands.adopt_terms(
        round.strategic, initials="SG", purpose="To decide.", quorum=3, publication=Publication.MEMBERS,
        agreed_on=TUESDAY, by=round.clerk, at=MORNING,
    )  # fmt: skip
    agree(round, held, later)

    assert client.get(url("minutes", held.pk)).status_code == 404
    assert client.get(url("minutes_on_paper", held.pk)).status_code == 404
    cast.sign_in(client, cast.person("Jo Farr", Role.STAFF))
    page = main(client, "minutes", held.pk)
    assert "A confidential item" in page
    assert "The head of Hillside" not in page


@pytest.mark.usefixtures("no_queries_while_rendering")
@pytest.mark.parametrize("how_many", [1, 3])
def test_minutes_cost_the_same_however_many_items(client, round, django_assert_num_queries, how_many):
    meeting = round.open()
    round.come(meeting)
    for number in range(how_many):
        round.decide(round.item(meeting, f"Item {number}"))
    commands.close(meeting, by=round.clerk, at=FOUR + timedelta(hours=2))
    cast.sign_in(client, round.people["Amir"])

    # session, account, person, roles, interests, partnership; meeting; agenda, who took no part, who sits, who came
    with django_assert_num_queries(11):
        main(client, "minutes", meeting.pk)


def test_the_next_meeting_asks_whoever_minutes_it_to_agree_the_oldest_first(client, round, held, later):
    again = round.plan(starts_at=FOUR + timedelta(days=1))
    commands.call(again, because="Agreed.", by=round.clerk, at=MORNING)
    commands.close(commands.open_meeting(again, by=round.clerk, at=NEXT), by=round.clerk, at=NEXT)
    asks = "Agree the minutes of Tuesday 6 October 2026, the oldest of 2 that wait"

    cast.sign_in(client, Person.objects.get(pk=round.clerk.person_id))
    assert asks in main(client, "meeting", later.pk)
    assert url("agree_minutes", held.pk) in client.get(url("meeting", later.pk)).content.decode()
    cast.sign_in(client, round.people["Amir"])
    assert asks not in main(client, "meeting", later.pk)


def test_a_member_agrees_no_minutes(client, round, held, later):
    cast.sign_in(client, round.people["Amir"])

    assert client.get(url("agree_minutes", held.pk)).status_code == 403
